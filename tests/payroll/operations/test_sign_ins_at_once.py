"""Two people who invite the same PA at once make one account and send one link."""

from dpss.access import actors, invited, models
from tests import database
from tests.cast import CAST
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_sign_ins import EMAIL, invite, noor


def test_two_who_invite_at_once_make_one_account_and_one_message(own_database: str) -> None:
    post = noor()
    found = database.together(lambda: invite(post), lambda: invite(post, by=CAST.mara))
    assert found == [None, None]
    with actors.acting(job()):
        assert models.OutboxMessage.objects.filter(template=invited.TEMPLATE).count() == 1
    assert models.User.objects.filter(email=EMAIL).count() == 1
