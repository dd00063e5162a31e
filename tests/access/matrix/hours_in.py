"""How people are contacted, answers by text link, and the hours inbox."""

from typing import Any

from dpss.access.policy import (
    CLIENT,
    COUNCIL_FINANCE,
    PA,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    PRACTITIONER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import (
    CONFLICT,
    FORBIDDEN,
    GO_ON,
    HOME,
    OK,
    POST,
    PROVIDER,
    ROLES,
    Kind,
    Row,
    everybody,
    searched,
)
from tests.cast import CAST, Home, Post, Provider, key
from tests.cast.hours_in import token_of

WRONG = 400
_NOBODYS = Post("nobody", Home("nobody", CAST.east, "northfield"))
# The link to Dee's sheet for Asha. Whoever has it gets the question for the PIN, signed in or not; in
# another council it is no link at all.
LINK = Kind(
    own=CAST.posts["dee at asha"],
    foreign=dict.fromkeys(ROLES, (CAST.posts["walt at wes"],)),
    missing=_NOBODYS,
)
_OWN = {CLIENT: OK, REPRESENTATIVE: OK, PA: OK}
_EMPLOYERS = {CLIENT: OK, REPRESENTATIVE: OK}


def _token(post: Post) -> dict[str, Any]:
    return {"token": token_of(post)}


def _moved(answers: dict[str, int]) -> dict[str, int]:
    return dict.fromkeys(answers, GO_ON)


_CONTACT = [
    Row("clients:contact", _OWN),
    Row(
        "clients:contact",
        _moved(_OWN),
        method="post",
        data=lambda _: {"way": "text", "mobile": "07700 900123"},
    ),
]
_CODES = [
    Row("clients:mobile_code", _OWN),
    # They have given no mobile number.
    Row("clients:mobile_code", dict.fromkeys(_OWN, CONFLICT), method="post"),
    Row("clients:mobile_code_enter", _OWN),
    Row(
        "clients:mobile_code_enter",
        dict.fromkeys(_OWN, CONFLICT),
        method="post",
        data=lambda _: {"code": "123456"},
    ),
]
# Asha and Dee sign in: the page says so, and the operation refuses.
_STAFF = dict.fromkeys((SUPPORT_WORKER, PAYROLL_OFFICER, PAYROLL_MANAGER), OK)
_REACHED = dict.fromkeys((CLIENT, REPRESENTATIVE), FORBIDDEN)
_SAID = {"route": "post", "phone": "", "said": "She told me."}


def _contact_for(name: str, kind: Any, kwargs: Any, opens: dict[str, int]) -> list[Row]:
    return [
        Row(f"clients:{name}", opens, of=kind, kwargs=kwargs),
        Row(
            f"clients:{name}",
            opens | dict.fromkeys(_STAFF, CONFLICT),
            of=kind,
            kwargs=kwargs,
            method="post",
            data=lambda _: _SAID,
        ),
    ]


_CONTACT_FOR = [
    *_contact_for(
        "client_contact",
        HOME,
        lambda home: {"pk": home.id_of("client")},
        _STAFF | _REACHED | dict.fromkeys((COUNCIL_FINANCE, PRACTITIONER), FORBIDDEN),
    ),
    *_contact_for(
        "assistant_contact",
        LINK,
        lambda post: {"pk": key(post.pa, "assistant")},
        _STAFF | _REACHED | {PA: FORBIDDEN},
    ),
]
_LINKS = [
    Row("sheet_link", everybody(OK), of=LINK, kwargs=_token, visitor=OK),
    # No PIN, no answer.
    Row("sheet_link", everybody(WRONG), of=LINK, kwargs=_token, method="post", visitor=WRONG),
    Row("payroll:text_approval", _EMPLOYERS),
    # They have given no mobile number.
    Row(
        "payroll:text_approval",
        dict.fromkeys(_EMPLOYERS, CONFLICT),
        method="post",
        data=lambda _: {"pin": "528491", "again": "528491"},
    ),
    Row("payroll:text_approval_stop", _EMPLOYERS),
    # Asha has links; Joan has none to stop.
    Row("payroll:text_approval_stop", {CLIENT: GO_ON, REPRESENTATIVE: CONFLICT}, method="post"),
]

_BOTH = dict.fromkeys((PAYROLL_OFFICER, PAYROLL_MANAGER), OK)
# He works for the same provider, and does not pay wages.
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}
_DEE = CAST.posts["dee at asha"]
# An item of Northfield's inbox in Eastmarsh, and a post of its own to enter it for. In every other inbox,
# and for a post that the provider does not pay, there is nothing.
_ENTERED_FOR = {
    (CAST.east.slug, "northfield"): _DEE,
    (CAST.east.slug, "southgate"): CAST.posts["dee at ben"],
    (CAST.west.slug, "northfield"): CAST.posts["walt at wes"],
}


def _post_of(provider: Provider) -> Post:
    return _ENTERED_FOR.get((provider.council.slug, provider.short), _NOBODYS)


def _inbox(name: str, answers: dict[str, int], **more: Any) -> Row:
    return Row(
        f"payroll:{name}",
        answers | _MARCUS_TOO,
        of=PROVIDER,
        kwargs=lambda provider: {"item": provider.id_of("inbox item")},
        **more,
    )


def _entering(answers: dict[str, int], **more: Any) -> Row:
    def kwargs(provider: Provider) -> dict[str, Any]:
        return {"item": provider.id_of("inbox item"), "post": _post_of(provider).id_of("employment")}

    return Row("payroll:inbox_enter", answers | _MARCUS_TOO, of=PROVIDER, kwargs=kwargs, **more)


_TODAY = {"received_on_0": "21", "received_on_1": "11", "received_on_2": "2026"}
# Who reads what a sheet was entered from: those who see the sheet.
_READERS = dict.fromkeys(
    (CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER, PAYROLL_OFFICER, PAYROLL_MANAGER), GO_ON
)
_INBOX = [
    Row("payroll:inbox", _BOTH),
    Row("payroll:inbox_add", _BOTH),
    # No file was chosen.
    Row("payroll:inbox_add", _BOTH, method="post", data=lambda _: _TODAY),
    Row("payroll:inbox_retention", {PAYROLL_MANAGER: OK}),
    Row(
        "payroll:inbox_retention",
        {PAYROLL_MANAGER: GO_ON},
        method="post",
        data=lambda _: {
            "months": "24",
            "owner": "The data protection officer",
            "first_day_0": "1",
            "first_day_1": "12",
            "first_day_2": "2026",
        },
    ),
    _inbox("inbox_item", _BOTH),
    *searched(_inbox("inbox_whose", _BOTH), name="reed"),
    _inbox("inbox_discard", _BOTH),
    _inbox("inbox_discard", _moved(_BOTH), method="post", data=lambda _: {"reason": "It came twice."}),
    _entering(_BOTH),
    # Dee has sent November herself, so that there is nothing to enter.
    _entering(
        _BOTH,
        method="post",
        data=lambda provider: {"period": str(provider.id_of("november")), "source": "email"} | _TODAY,
        foreign_fields={"period": lambda _: key(CAST.west.slug, "northfield", "november")},
    ),
    # The cast's files are not in the folder: the page says so.
    Row(
        "payroll:inbox_file",
        _moved(_BOTH) | _MARCUS_TOO,
        of=PROVIDER,
        kwargs=lambda provider: {"file": provider.id_of("inbox file")},
    ),
    Row(
        "payroll:sheet_evidence",
        _READERS,
        of=POST,
        kwargs=lambda post: {"evidence": post.id_of("sheet evidence")},
    ),
]

ROWS = [*_CONTACT, *_CONTACT_FOR, *_CODES, *_LINKS, *_INBOX]
