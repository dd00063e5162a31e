"""Papers: a PA's own, an employer's, and those that a provider prints for posting."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import HOME, POST, PROVIDER, Kind, Row

OK, GO_ON, FORBIDDEN = 200, 302, 403
TAX_YEAR = "2026-27"
_STAFF = dict.fromkeys((PAYROLL_OFFICER, PAYROLL_MANAGER), OK)
# Joan may not see Asha's money, so she reaches none of what was paid; a PA reaches their own post's.
_PAID = _STAFF | {CLIENT: OK, PA: OK}
_EMPLOYERS = _STAFF | {CLIENT: OK, PA: FORBIDDEN}
_OF_EMPLOYER = _STAFF | {CLIENT: OK}
# A PDF is made, or the page says that there is none today.
_PRINT = {"of": "payslips:2026-10-30", "for_whom": "everybody"}


def _form(post: Any) -> dict[str, Any]:
    return {"pk": post.id_of("issued form")}


def _post(post: Any) -> dict[str, Any]:
    return {"post": post.id_of("employment")}


def _year_of_post(post: Any) -> dict[str, Any]:
    return _post(post) | {"tax_year": TAX_YEAR}


def _employer(home: Any) -> dict[str, Any]:
    return {"employer": home.id_of("employer")}


def _year(home: Any) -> dict[str, Any]:
    return _employer(home) | {"tax_year": TAX_YEAR}


def _printing(provider: Any) -> dict[str, Any]:
    return {"pk": provider.id_of("printing")}


def _part(provider: Any) -> dict[str, Any]:
    return _printing(provider) | {"number": 1}


def _of(kind: Kind, kwargs: Any, answers: dict[str, int], *names: str) -> list[Row]:
    return [Row(f"payroll:{name}", answers, of=kind, kwargs=kwargs) for name in names]


ROWS: list[Row] = [
    Row("payroll:own_papers", {PA: OK}),
    *_of(POST, _form, _PAID, "paper_form", "paper_form_pdf"),
    *_of(POST, _post, _PAID, "letter"),
    Row(
        "payroll:letter",
        dict.fromkeys(_PAID, GO_ON),
        of=POST,
        kwargs=_post,
        method="post",
        data=lambda _: {"months": "3"},
    ),
    # Without days there is no letter: back to the question.
    *_of(POST, _post, dict.fromkeys(_PAID, GO_ON), "letter_pdf"),
    Row(
        "payroll:my_papers",
        {CLIENT: GO_ON, REPRESENTATIVE: OK, PAYROLL_OFFICER: GO_ON, PAYROLL_MANAGER: GO_ON},
    ),
    *_of(HOME, _employer, _OF_EMPLOYER, "employer_papers", "built_up"),
    *_of(HOME, _year, _OF_EMPLOYER, "p32", "p32_csv", "p32_pdf"),
    *_of(POST, _year_of_post, _EMPLOYERS, "p11", "p11_pdf"),
    Row("payroll:printings", _STAFF),
    Row("payroll:printing_new", _STAFF),
    Row("payroll:printing_new", dict.fromkeys(_STAFF, GO_ON), method="post", data=lambda _: _PRINT),
    # Nothing was chosen: back to the choice.
    Row("payroll:printing_confirm", dict.fromkeys(_STAFF, GO_ON)),
    Row("payroll:printing_confirm", dict.fromkeys(_STAFF, GO_ON), method="post"),
    # Marcus works at Northfield too, and his role prints nothing.
    *_of(PROVIDER, _printing, _STAFF | {SUPPORT_WORKER: FORBIDDEN}, "printing"),
    # The file of the cast was never written: its page says so.
    *_of(PROVIDER, _part, dict.fromkeys(_STAFF, GO_ON), "printing_part"),
]
