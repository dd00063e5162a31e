"""Two people who ask for the same days at once: one request, and the other is told."""

from dpss.kernel import errors
from tests import database
from tests.cast import CAST
from tests.payroll.operations.test_holiday import ask, noor


def test_two_requests_at_once_do_not_take_the_same_days(own_database: str) -> None:
    post = noor()
    outcomes = database.together(lambda: ask(post).pk, lambda: ask(post, by=CAST.mara).pk)
    refused = [one for one in outcomes if isinstance(one, errors.Invalid)]
    assert len(refused) == 1
    assert "asked for already" in refused[0].sentence
