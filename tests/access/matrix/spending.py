"""“Can I spend it on this?”: who asks, who answers, and who goes by the answer."""

from typing import Any

from dpss.access.policy import CLIENT, COUNCIL_FINANCE, PRACTITIONER, REPRESENTATIVE
from tests.access.cells import FORBIDDEN, GO_ON, HOME, NOT_FOUND, OK, Row, everybody
from tests.access.matrix.clients import KNOW_ASHA, a_client
from tests.cast import Home, key

# Joan acts for Asha without seeing her money: she is told which limit that is.
_OWN = everybody(NOT_FOUND) | {CLIENT: OK, REPRESENTATIVE: FORBIDDEN}
_ANSWERS = {CLIENT: FORBIDDEN, COUNCIL_FINANCE: FORBIDDEN, PRACTITIONER: OK}
_TAKES_BACK = {CLIENT: OK, COUNCIL_FINANCE: FORBIDDEN, PRACTITIONER: FORBIDDEN}


def _question(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("spend question")}


def _went_on(answers: dict[str, Any]) -> dict[str, Any]:
    return {role: GO_ON if answer == OK else answer for role, answer in answers.items()}


ROWS: list[Row] = [
    Row("clients:own_spending", _OWN),
    Row("clients:spending_ask", _OWN),
    Row(
        "clients:spending_ask",
        _went_on(_OWN),
        method="post",
        data=lambda _: {
            "what": "A gym",
            "why": "It helps.",
            "amount": "30",
            "form_key": key("a question").hex,
        },
    ),
    Row("clients:spending_questions", {PRACTITIONER: OK}),
    Row("clients:spending_answer", _ANSWERS, of=HOME, kwargs=_question),
    Row(
        "clients:spending_answer",
        _went_on(_ANSWERS),
        of=HOME,
        kwargs=_question,
        method="post",
        data=lambda _: {"verdict": "yes", "terms": "", "part": "Going out", "because": "It is in it."},
    ),
    Row("clients:spending_withdraw", _TAKES_BACK, of=HOME, kwargs=_question),
    Row("clients:spending_withdraw", _went_on(_TAKES_BACK), of=HOME, kwargs=_question, method="post"),
    Row("clients:spending_answers", KNOW_ASHA | {COUNCIL_FINANCE: OK}, of=HOME, kwargs=a_client),
]
