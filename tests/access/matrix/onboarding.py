"""The way to a direct payment: the client's own pages, and the staff's."""

from typing import Any

from clients.operations.agreements import digest_of
from dpss.access.policy import ADMINISTRATOR, CLIENT, PRACTITIONER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import CONFLICT, GO_ON, HOME, OK, Row, searched
from tests.access.matrix.clients import KNOW_ASHA, a_client
from tests.cast import TODAY, Home

_OWN = dict.fromkeys((CLIENT, REPRESENTATIVE), OK)
_STAFF = KNOW_ASHA | {SUPPORT_WORKER: OK}
_COUNCILS = KNOW_ASHA | {PRACTITIONER: OK}
_CHOICE = {
    "choice": "choose",
    "offered": ["council", "payment"],
    "words": "I want to choose who helps me.",
    "present": "",
}
_WHY = {"words": "My sister can help now."}
_CAPACITY = {"has_capacity": "yes", "assessed_by": "Mo Lind", "evidence": "She explained it back."}


def _on(field: str) -> dict[str, Any]:
    return {f"{field}_0": TODAY.day, f"{field}_1": TODAY.month, f"{field}_2": TODAY.year}


def _journey(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("onboarding")}


def _condition(home: Home) -> dict[str, Any]:
    return _journey(home) | {"code": "asked"}


def _own(name: str, answer: int, data: dict[str, Any]) -> list[Row]:
    """A page of their own, and what comes of its form while the payment runs."""
    sent = dict.fromkeys((CLIENT, REPRESENTATIVE), answer)
    return [Row(name, _OWN), Row(name, sent, method="post", data=lambda _: data)]


def _step(name: str, answer: int, data: dict[str, Any], kwargs: Any = _journey) -> list[Row]:
    """A step of staff, and what comes of its form while the payment runs."""
    usual: dict[str, Any] = {"of": HOME, "kwargs": kwargs}
    return [
        Row(name, _STAFF, **usual),
        Row(name, KNOW_ASHA | {SUPPORT_WORKER: answer}, method="post", data=lambda _: data, **usual),
    ]


def _decision(name: str, answer: int, data: dict[str, Any], kwargs: Any = _journey) -> list[Row]:
    """A step of the council's practitioner."""
    usual: dict[str, Any] = {"of": HOME, "kwargs": kwargs}
    return [
        Row(name, _COUNCILS, **usual),
        Row(name, KNOW_ASHA | {PRACTITIONER: answer}, method="post", data=lambda _: data, **usual),
    ]


ROWS = [
    Row("clients:own_payment", _OWN),
    # It runs already: there is nothing to choose, to come back to, or to sign.
    *_own("clients:own_payment_choice", OK, _CHOICE),
    Row("clients:own_payment_change", _OWN),
    # Joan is nominated: what Asha decided is Asha's to say.
    Row(
        "clients:own_payment_change", {CLIENT: GO_ON, REPRESENTATIVE: OK}, method="post", data=lambda _: _WHY
    ),
    *_own("clients:own_payment_return", OK, _WHY),
    *_own("clients:own_agreement", OK, {"name": "Asha Verma", "digest": "0"}),
    Row("own_agreement_pdf", _OWN),
    Row("agreement_pdf", _STAFF | _COUNCILS | {SUPPORT_WORKER: OK}, of=HOME, kwargs=_journey),
    *searched(Row("clients:payment_decisions", {SUPPORT_WORKER: OK, PRACTITIONER: OK}), who="verma"),
    Row("clients:onboarding", _STAFF | _COUNCILS | {SUPPORT_WORKER: OK}, of=HOME, kwargs=_journey),
    *_step("clients:onboarding_begin", GO_ON, {}, kwargs=a_client),
    *_step("clients:onboarding_choice", OK, _CHOICE | _on("decided_on")),
    *_step("clients:onboarding_change", GO_ON, _WHY),
    *_step("clients:onboarding_return", OK, _WHY),
    *_decision(
        "clients:onboarding_route", CONFLICT, {"route": "section_31", "payee": "self", "payee_name": ""}
    ),
    *_decision("clients:onboarding_capacity", CONFLICT, _CAPACITY | _on("assessed_on")),
    *_decision("clients:onboarding_condition", CONFLICT, {"met": "yes", "evidence": "She rang."}, _condition),
    *_decision("clients:onboarding_met", OK, {}),
    *_decision("clients:onboarding_stop", OK, {"reason": "A condition is not met."}),
    *_step("clients:onboarding_paper", OK, {"name": "Asha Verma", "digest": "12345678"} | _on("signed_on")),
    Row("clients:set_up_times", {ADMINISTRATOR: OK}),
    Row(
        "clients:set_up_times",
        {ADMINISTRATOR: GO_ON},
        method="post",
        data=lambda _: (
            {"first_payment_days": 10, "adulthood_months": 6, "owner": "Ann Lee", "source": "Policy, page 4"}
            | _on("first_day")
        ),
    ),
    Row("clients:agreement_versions", {ADMINISTRATOR: OK}),
    Row(
        "clients:agreement_versions",
        {ADMINISTRATOR: GO_ON},
        method="post",
        data=lambda _: (
            {"words": "You use it.", "easy_words": "Use it.", "seen": digest_of("You use it.", "Use it.")}
            | _on("first_day")
        ),
    ),
]
