"""Where a person is paid: checked, asked for by one, approved by another, and never rewritten."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from dpss.access import actors, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from ledger import models, operations, queries, recount
from tests.cast import AT, CAST, TODAY, Cast, key
from tests.ledger import test_bank_files as files
from tests.ledger.conftest import open_paying_account, payments_job

DEE = CAST.posts["dee at asha"].assistant_subject_id
TOM = CAST.posts["tom at asha"].assistant_subject_id
OLU, MARA = CAST.olu.actor(), CAST.mara.actor()
WEDNESDAY = dt.date(2026, 11, 25)
# Three times the seventh figure and the eighth must be a multiple of 10.
WEIGHTS = "100000 199999 MOD10    0 0 0 0 0 0 0 0 0 0 0 0 3 1\n"

pytestmark = pytest.mark.django_db


def proposal(**given: object) -> operations.AccountProposal:
    """Tom is to be paid elsewhere from Wednesday."""
    usual = {
        "council_id": CAST.east.id,
        "subject_id": TOM,
        "holder": "Tom Reed",
        "sort_code": "99-99-07",
        "account_number": "7077 7777",
        "starts_on": WEDNESDAY,
        "by_themselves": False,
    }
    return operations.AccountProposal(**usual | given)


def propose(actor: actors.Actor = OLU, **given: object) -> models.BankAccountChange:
    with actors.acting(actor):
        return operations.propose_bank_account(proposal(**given), actor=actor, at=AT)


def approve(change: models.BankAccountChange, actor: actors.Actor = MARA) -> models.BankAccountChange:
    with actors.acting(actor):
        return operations.approve_bank_account(change=change, to_ring=False, actor=actor, at=AT)


def dees() -> models.BankAccountChange:
    """What Dee asked for three days ago."""
    with actors.acting(payments_job()):
        return models.BankAccountChange.objects.get(pk=key("dee", "bank change"))


def accounts(subject: object = TOM) -> list[tuple[dt.date | None, dt.date | None, str]]:
    """Every account of a person, the first first: from, until, the last four figures."""
    with actors.acting(payments_job()):
        rows = queries.accounts_of(subject, actor=payments_job())
    return [(row.during.lower, row.during.upper, row.ending) for row in reversed(rows)]


@pytest.fixture
def tables() -> None:
    """The banks' tables, with one row."""
    operations.load_account_check_table(
        weights=WEIGHTS,
        substitutions="100000 200000\n",
        published=TODAY,
        loaded_by="somebody",
        today=TODAY,
        at=AT,
    )


class TestAsking:
    """What is written down, and what is refused at once."""

    def test_numbers_are_kept_sealed_as_the_bank_is_told_them(self) -> None:
        change = propose()
        assert (change.sort_code, change.account_number, change.holder) == ("999907", "70777777", "TOM REED")
        with actors.acting(OLU), connection.cursor() as cursor:
            cursor.execute("select c::text from ledger_bankaccountchange c where id = %s", [change.pk])
            row = cursor.fetchone()[0]
        assert "999907" not in row
        assert "70777777" not in row

    def test_nothing_changes_before_it_is_approved(self) -> None:
        before = accounts()
        propose()
        assert accounts() == before

    @pytest.mark.usefixtures("tables")
    def test_numbers_that_do_not_go_together_are_refused_with_the_sentence_of_the_check(self) -> None:
        with pytest.raises(errors.Invalid) as refused:
            propose(sort_code="100000", account_number="00000032")
        assert refused.value.field == "account_number"
        propose(sort_code="100000", account_number="00000031")

    def test_what_cannot_be_checked_may_be_asked_for_and_says_so(self) -> None:
        change = propose()
        assert change.check_result == "not checkable"
        assert "the banks' tables are not loaded" in change.check_said

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"sort_code": "9999"}, "account_number"),
            ({"account_number": "12"}, "account_number"),
            ({"holder": "李小龙"}, "holder"),
            ({"starts_on": TODAY - dt.timedelta(days=1)}, "starts_on"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(self, given: dict[str, object], field: str) -> None:
        with pytest.raises(errors.Invalid) as refused:
            propose(**given)
        assert refused.value.field == field

    def test_the_account_into_which_they_are_paid_already_is_refused(self) -> None:
        with pytest.raises(errors.Invalid, match="already"):
            propose(sort_code="999902", account_number="70222222")

    def test_two_changes_of_one_person_do_not_wait_together(self) -> None:
        propose()
        with pytest.raises(errors.Conflict, match="already"):
            propose(account_number="70888888")

    def test_what_a_pa_asks_for_waits_three_days(self, cast: Cast) -> None:
        change = propose(cast.tom.actor(), by_themselves=True)
        assert change.opens_on == dt.date(2026, 11, 24)
        with pytest.raises(transitions.Refused, match="Tuesday 24 November 2026"):
            approve(change)

    @pytest.mark.parametrize("who", ["asha", "marcus", "fay", "ada"])
    def test_others_may_not_ask(self, cast: Cast, who: str) -> None:
        with pytest.raises(errors.NotAllowed):
            propose(cast.named(who).actor())

    def test_a_person_out_of_reach_is_refused_by_the_database(self, cast: Cast) -> None:
        with pytest.raises(Exception, match="row-level security"):
            propose(cast.sam.actor())


class TestApproving:
    """The second person, and the rows that follow."""

    def test_the_account_before_ends_and_the_new_one_begins(self) -> None:
        approve(propose())
        assert accounts()[-2:] == [
            (dt.date(2026, 4, 6), WEDNESDAY, "2222"),
            (WEDNESDAY, None, "7777"),
        ]

    def test_nobody_approves_what_they_asked_for(self) -> None:
        change = propose(MARA)
        with pytest.raises(transitions.Refused, match="second person"):
            approve(change)
        assert len(accounts()) == 1

    def test_the_database_refuses_one_person_too(self) -> None:
        change = propose()
        with actors.acting(OLU), pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
            models.BankAccountChange.objects.filter(pk=change.pk).update(
                state="approved", decided_by_id=CAST.olu.user_id
            )

    def test_a_day_that_has_passed_becomes_the_first_that_is_free(self) -> None:
        change = propose(starts_on=TODAY)
        with actors.acting(MARA):
            models.BankAccountChange.objects.filter(pk=change.pk).update(starts_on=dt.date(2026, 11, 1))
            change.refresh_from_db()
        approve(change)
        assert accounts()[-1][0] == TODAY

    def test_a_second_change_begins_after_the_first(self) -> None:
        approve(propose())
        with pytest.raises(errors.Invalid, match="Thursday 26 November 2026"):
            propose(account_number="70888888")
        approve(propose(account_number="70888888", starts_on=dt.date(2026, 11, 26)))
        assert [begins for begins, _, _ in accounts()][-2:] == [WEDNESDAY, dt.date(2026, 11, 26)]

    def test_somebody_without_an_account_may_have_one_from_a_day_before(self) -> None:
        with actors.acting(payments_job()):
            models.BankAccount.objects.filter(subject_id=TOM).delete()
        approve(propose(starts_on=dt.date(2026, 9, 1)))
        assert accounts() == [(dt.date(2026, 9, 1), None, "7777")]

    def test_one_that_is_decided_stays_decided(self) -> None:
        change = propose()
        approve(change)
        for again in (operations.withdraw_bank_account, operations.approve_bank_account):
            more = {"to_ring": False} if again is operations.approve_bank_account else {}
            with actors.acting(MARA), pytest.raises(transitions.Refused, match="already"):
                again(change=change, actor=MARA, at=AT, **more)

    def test_history_says_who_and_when_and_no_number(self, cast: Cast) -> None:
        change = propose()
        approve(change)
        with actors.acting(cast.ada.actor()):
            events = AuditEvent.objects.filter(thing_id=str(change.pk)).order_by("pk")
            said = [(event.verb, event.actor_name) for event in events]
            kept = str(list(events.values()))
        assert said == [("propose", "Olu Bello"), ("approve", "Mara Finch")]
        assert not any(number in kept for number in ("999907", "70777777", "7777"))


class TestNot:
    """Refused, taken back, stopped."""

    def test_a_refusal_needs_a_reason_without_numbers(self) -> None:
        change = propose()
        for reason, said in (("", "Say why"), ("It is 70 77 77 77.", "Leave numbers"), ("a" * 301, "300")):
            with actors.acting(MARA), pytest.raises(errors.Invalid, match=said):
                operations.refuse_bank_account(change=change, reason=reason, actor=MARA, at=AT)
        with actors.acting(MARA):
            operations.refuse_bank_account(change=change, reason="He did not ask.", actor=MARA, at=AT)
        assert len(accounts()) == 1

    def test_a_pa_stops_what_others_asked_for(self, cast: Cast) -> None:
        change, tom = propose(), cast.tom.actor()
        with actors.acting(tom):
            operations.withdraw_bank_account(change=change, actor=tom, at=AT)
        assert change.state == "withdrawn"
        propose()


class TestPayments:
    """Money that is due goes to the account of the day on which it arrives; what is in a file stays."""

    def test_a_due_payment_follows_into_the_file_and_the_books_balance(self, cast: Cast) -> None:
        files.owe(cast, "500.00")
        approve(dees())
        job = payments_job()
        with actors.acting(job):
            open_paying_account("southgate", cast.east)
            batch = operations.make_bank_file(actor=job, **files.MINE)
            assert batch is not None
            assert "99990570555555" in batch.content
            assert "99990170111111" not in batch.content
            ends = {payment.payee.ending for payment in models.Payment.objects.filter(batch=batch)}
            assert ends == {"5555"}
            assert models.Posting.objects.filter(entry__source_key__startswith="payment:").count() == 4
            assert recount.bank_files().broken == ()
            balance = sum(models.Posting.objects.values_list("amount", flat=True))
        assert balance == Decimal(0)

    def test_a_file_before_the_day_goes_to_the_old_account(self, cast: Cast) -> None:
        change = dees()
        with actors.acting(payments_job()):
            models.BankAccountChange.objects.filter(pk=change.pk).update(starts_on=dt.date(2026, 11, 28))
            change.refresh_from_db()
        approve(change)
        files.owe(cast, "500.00")
        job = payments_job()
        with actors.acting(job):
            open_paying_account("southgate", cast.east)
            batch = operations.make_bank_file(actor=job, **files.MINE)
            assert "99990170111111" in batch.content
            assert "99990570555555" not in batch.content
            later = files.MINE | {"pay_on": files.LATER}
            assert operations.make_bank_file(actor=job, **later) is None

    def test_what_is_in_a_file_stays_as_it_was_paid(self, cast: Cast) -> None:
        job = payments_job()
        with actors.acting(job):
            open_paying_account("southgate", cast.east)
            batch = operations.make_bank_file(actor=job, **files.MINE)
        approve(dees())
        with actors.acting(job):
            (payment,) = models.Payment.objects.filter(batch=batch)
            assert payment.payee_id == key("dee", "bank account")
            assert payment.payee.account_number == "70111111"
