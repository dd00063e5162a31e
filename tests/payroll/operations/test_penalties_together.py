"""Two workers at the same moment: a penalty is in the books once."""

from dpss.access import actors
from payroll.operations import penalties
from tests import database
from tests.cast import AT
from tests.payroll.operations import test_penalties as alone


def test_two_workers_at_once_post_a_penalty_once(own_database: str) -> None:
    alone.move(alone.decide(alone.letter(), "employer"), "pay")

    def work() -> int:
        with actors.acting(alone.job()):
            return penalties.follow_books(actor=alone.job(), at=AT)

    assert sum(database.together(work, work)) == 1
    assert alone.balances() == {alone.COST: alone.POUNDS, alone.ACCOUNT: -alone.POUNDS}
