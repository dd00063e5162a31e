"""PAs that are added, posts that are taken on from another payroll, and providers with their own software."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, HOME, OK, POST, PROVIDER, Row
from tests.cast import Home, Post

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_DONE = {PAYROLL_OFFICER: GO_ON, PAYROLL_MANAGER: GO_ON}
# They know who works for whom, and keep no posts.
_OTHERS = dict.fromkeys((CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER), FORBIDDEN)
_WHO = {
    "forename": "Noor", "surname": "Ali", "birth_date_0": "2", "birth_date_1": "5", "birth_date_2": "1998",
    "gender": "F", "nino": "PW654321B", "address_line_1": "2 Mill Lane", "address_line_2": "Lowmarsh",
    "postcode": "ZZ1 9ZZ",
}  # fmt: skip
_WHAT = {
    "day_0": "1", "day_1": "12", "day_2": "2026", "kind": "irregular", "hours": "10", "rate": "13.50",
    "sleep_in": "0",
}  # fmt: skip


def _employer(home: Home) -> dict[str, Any]:
    return {"employer": home.id_of("employer")}


def _post(post: Post) -> dict[str, Any]:
    return {"post": post.id_of("employment")}


def _of_post(name: str, opens: dict[str, int], data: dict[str, Any] | None = None, **more: str) -> Row:
    sent: dict[str, Any] = {"method": "post", "data": lambda _: data} if data is not None else {}
    return Row(f"payroll:{name}", opens | _OTHERS, of=POST, kwargs=lambda post: _post(post) | more, **sent)


_FIGURES = {
    "source": "P11 of the payroll before", "up_to_0": "30", "up_to_1": "10", "up_to_2": "2026", "pay": "0",
    "tax": "0", "tax_code": "1257L", "non_cumulative": "no", "other_codes": "no", "ni_1_letter": "A",
    "has_postgraduate_loan": "no",
}  # fmt: skip

_MANAGER = {PAYROLL_MANAGER: OK}
_DAY = {"day_0": "1", "day_1": "12", "day_2": "2026"}
_ACE = _DAY | {"software": "Ace Payroll"}


def _of_period(name: str, **more: Any) -> Row:
    """A page of a pay period, whose dates are open to the database."""
    return Row(
        f"payroll:{name}",
        _BOTH | {SUPPORT_WORKER: FORBIDDEN},
        of=PROVIDER,
        kwargs=lambda provider: {"period": provider.id_of("november")},
        is_open_to_the_database=True,
        **more,
    )


ROWS = [
    Row("payroll:post_add", _BOTH | {SUPPORT_WORKER: FORBIDDEN}, of=HOME, kwargs=_employer),
    Row(
        "payroll:post_add",
        _DONE | {SUPPORT_WORKER: FORBIDDEN},
        of=HOME,
        kwargs=_employer,
        method="post",
        data=lambda _: _WHO | _WHAT,
    ),
    _of_post("post_another", _BOTH),
    _of_post("post_another", _DONE, _WHAT),
    _of_post("post_identity", _BOTH),
    _of_post("post_identity", _DONE, _WHO),
    _of_post("post_take_on", _BOTH),
    # Dee is paid here already, so that the form comes back with that.
    _of_post("post_take_on", _BOTH, _FIGURES),
    # Nothing changes on that day, which is said.
    _of_post("post_terms_back", _BOTH, day="2026-12-01"),
    _of_post("post_terms_back", dict.fromkeys(_BOTH, CONFLICT), {}, day="2026-12-01"),
    _of_post("post_tax_back", _BOTH, day="2026-12-01"),
    _of_post("post_tax_back", dict.fromkeys(_BOTH, CONFLICT), {}, day="2026-12-01"),
    Row("payroll:take_on_many", _BOTH),
    # No file is chosen.
    Row("payroll:take_on_many", _BOTH, method="post", data=lambda _: {"source": "P11"}),
    Row("payroll:take_on_template", _BOTH),
    Row("payroll:external", _BOTH),
    Row("payroll:external_begin", _MANAGER),
    Row("payroll:external_begin", _MANAGER | {PAYROLL_MANAGER: GO_ON}, method="post", data=lambda _: _ACE),
    Row("payroll:external_end", _MANAGER),
    # Nothing ends, which is said.
    Row("payroll:external_end", _MANAGER | {PAYROLL_MANAGER: CONFLICT}, method="post", data=lambda _: _DAY),
    *(
        row
        for name in ("hours_out", "results_in")
        # The portal works November out, which is said.
        for row in (_of_period(name), _of_period(name, method="post", data=lambda _: {}))
    ),
]
