"""Two people at the same moment: one change waits, and one of them approves it."""

from dpss.access import actors
from dpss.kernel import errors
from ledger import models, operations
from tests import database
from tests.cast import AT, CAST, Cast
from tests.ledger.conftest import payments_job
from tests.ledger.test_bank_accounts import DEE, TOM, approve, dees, propose


def test_two_officers_who_ask_at_once_ask_once(own_database: str, cast: Cast) -> None:
    def ask() -> models.BankAccountChange:
        return propose(cast.olu.actor())

    done = database.together(ask, ask)
    assert sorted(isinstance(one, errors.Conflict) for one in done) == [False, True]
    with actors.acting(payments_job()):
        assert models.BankAccountChange.objects.filter(subject_id=TOM).count() == 1


def test_two_people_who_approve_at_once_make_one_account(own_database: str, cast: Cast) -> None:
    change = dees()

    def mara() -> models.BankAccountChange:
        return approve(change, CAST.mara.actor())

    def olu() -> models.BankAccountChange:
        return approve(change, CAST.olu.actor())

    done = database.together(mara, olu)
    refused = [one for one in done if isinstance(one, errors.Refusal)]
    assert [one.sentence for one in refused] == [
        "It is already “Approved”, so there is nothing more to do here."
    ]
    with actors.acting(payments_job()):
        assert models.BankAccount.objects.filter(subject_id=DEE).count() == 2


def test_an_approval_and_a_stop_at_once_have_one_effect(own_database: str, cast: Cast) -> None:
    change, dee = dees(), cast.dee.actor()

    def stop() -> models.BankAccountChange:
        with actors.acting(dee):
            return operations.withdraw_bank_account(change=change, actor=dee, at=AT)

    done = database.together(stop, lambda: approve(change))
    assert sum(isinstance(one, errors.Refusal) for one in done) == 1
    with actors.acting(payments_job()):
        now = models.BankAccountChange.objects.get(pk=change.pk)
        made = models.BankAccount.objects.filter(subject_id=DEE).count()
    assert (now.state, made) in {("approved", 2), ("withdrawn", 1)}
