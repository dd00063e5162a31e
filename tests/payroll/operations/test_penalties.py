"""HMRC's penalties in the books: taken on once by who pays, paid once, put back when they fall away."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors, policy, transitions
from dpss.access.findings import examine
from dpss.kernel import errors
from ledger import chart
from ledger import models as ledger
from ledger import operations as books
from ledger import queries as accounts
from payroll import models
from payroll.invariants import penalties as invariants
from payroll.operations import hmrc_letters as operations
from payroll.operations import penalties, returned_payments
from tests.cast import AT, CAST, TODAY, key
from tests.factories import ledger as money
from tests.ledger.conftest import open_paying_account
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA

pytestmark = pytest.mark.django_db
OLU, MARA = CAST.olu.actor(), CAST.mara.actor()
POUNDS = Decimal("100.00")
OWED, COST = chart.PENALTIES_OWED, chart.PENALTIES
OTHERS, ACCOUNT = chart.PENALTIES_OF_OTHERS, chart.DIRECT_PAYMENT


@pytest.fixture(autouse=True)
def in_order(db: None) -> Iterator[None]:
    """However a story ends, the books owe and bear what the letters say."""
    yield
    with actors.acting(job()):
        found = [examine(one) for one in invariants.INVARIANTS]
    assert [(one.verdict, one.broken) for one in found] == [("ok", ())] * 2


def job() -> actors.Actor:
    return steps.job(policy.JOB_PAYMENTS)


def follow() -> int:
    """The job's turn."""
    with actors.acting(job()):
        booked = penalties.follow_books(actor=job(), at=AT)
    with actors.acting(job()):
        return booked + penalties.pay_due(actor=job(), at=AT)


def letter(kind: str = "penalty", **given: Any) -> models.HmrcLetter:
    """Asha was sent a penalty of £100, and Olu has read it."""
    with actors.acting(CAST.asha.actor()):
        made = operations.show(
            employer_id=ASHA.id_of("employer"),
            files=[],
            said="They want £100.",
            received_on=TODAY,
            actor=CAST.asha.actor(),
            at=AT,
        )
    usual: dict[str, Any] = {
        "amount": POUNDS,
        "dated": TODAY,
        "answerer": "provider",
        "reference": "XP0012345678901",
    }
    with actors.acting(OLU):
        facts = operations.Facts(kind=kind, **usual | given)
        return operations.read(letter=made, facts=facts, actor=OLU, at=AT)


def decide(one: models.HmrcLetter, payer: str) -> models.HmrcLetter:
    """Mara decides who pays."""
    with actors.acting(MARA):
        return operations.decide_payer(letter=one, payer=payer, reason="So agreed.", actor=MARA, at=AT)


def move(one: models.HmrcLetter, name: str) -> models.HmrcLetter:
    """Olu records a step."""
    with actors.acting(OLU):
        return operations.move(letter=one, name=name, told="HMRC wrote.", actor=OLU, at=AT)


def balances() -> dict[str, Decimal]:
    """What stands on the accounts of penalties, and what left Asha's direct payment account for them."""
    with actors.acting(job()):
        employer, client = ASHA.employer_subject_id, ASHA.subject_id
        found = {code: accounts.balance(employer, code, actor=job()) for code in (OWED, COST, OTHERS)}
        entries = ledger.Posting.objects.filter(
            account_id=chart.account_id(client, ACCOUNT), entry__source_key__startswith="hmrc_letter:"
        )
        found[ACCOUNT] = sum((row.amount for row in entries), Decimal(0))
    return {code: amount for code, amount in found.items() if amount}


def test_nothing_is_in_the_books_before_it_is_decided_who_pays() -> None:
    letter()
    assert follow() == 0
    assert balances() == {}


@pytest.mark.parametrize(("payer", "bears"), [("employer", COST), ("provider", OTHERS), ("council", OTHERS)])
def test_a_penalty_is_owed_to_hmrc_and_borne_by_who_pays_once(payer: str, bears: str) -> None:
    decide(letter(), payer)
    assert (follow(), follow()) == (1, 0)
    assert balances() == {OWED: -POUNDS, bears: POUNDS}


def test_the_provider_pays_with_its_own_money() -> None:
    move(decide(letter(), "provider"), "pay")
    assert (follow(), follow()) == (1, 0)
    assert balances() == {}


def test_an_employer_who_pays_has_it_off_the_direct_payment_account_once() -> None:
    move(decide(letter(), "employer"), "pay")
    assert [follow() for _ in range(10)] == [1] + [0] * 9
    assert balances() == {COST: POUNDS, ACCOUNT: -POUNDS}


def test_an_appeal_that_succeeds_takes_it_out_of_the_books() -> None:
    one = move(decide(letter(), "employer"), "appeal")
    follow()
    assert balances() == {OWED: -POUNDS, COST: POUNDS}
    won = move(one, "win_appeal")
    assert (follow(), follow()) == (1, 0)
    assert (won.state, balances()) == ("won", {})


def test_an_appeal_that_fails_leaves_it_to_pay() -> None:
    one = move(decide(letter(), "employer"), "appeal")
    assert move(one, "lose_appeal").state == "answered"
    follow()
    assert balances() == {OWED: -POUNDS, COST: POUNDS}


def test_a_payment_that_was_said_by_mistake_is_put_back_and_can_be_made_again() -> None:
    one = move(decide(letter(), "employer"), "pay")
    follow()
    one = move(one, "reopen")
    follow()
    assert balances() == {OWED: -POUNDS, COST: POUNDS}
    move(one, "pay")
    follow()
    assert balances() == {COST: POUNDS, ACCOUNT: -POUNDS}


def test_decided_anew_or_for_another_amount_the_books_hold_what_is_right() -> None:
    one = decide(letter(), "employer")
    follow()
    one = decide(one, "council")
    follow()
    assert balances() == {OWED: -POUNDS, OTHERS: POUNDS}
    with actors.acting(OLU):
        facts = operations.Facts(
            kind="penalty", answerer="provider", amount=Decimal("200.00"), dated=TODAY, reference="XP1"
        )
        one = operations.read(letter=one, facts=facts, actor=OLU, at=AT)
    follow()
    assert balances() == {}
    decide(one, "council")
    follow()
    assert balances() == {OWED: -2 * POUNDS, OTHERS: 2 * POUNDS}


def test_tax_that_was_not_paid_is_no_penalty() -> None:
    decide(letter("underpaid"), "employer")
    assert follow() == 0
    assert balances() == {}


def test_only_the_payments_job_posts() -> None:
    with actors.acting(OLU), pytest.raises(errors.NotAllowed):
        penalties.follow_books(actor=OLU, at=AT)


@pytest.fixture
def managed() -> None:
    """Northfield keeps Asha's account, with £500 on it."""
    steps.provider_pays()
    with actors.acting(steps.job()):
        open_paying_account("northfield", CAST.east)
        client = models.Employer.objects.get(pk=ASHA.id_of("employer")).client
        both = [
            ledger.Account.objects.filter(subject_id=client.subject_id, code=code).first()
            or money.account(about=client, code=code)
            for code in (chart.DIRECT_PAYMENT, chart.FUNDING)
        ]
        money.entry(debit=both[0], credit=both[1], amount=Decimal(500), source_key="paid in")


def payment(one: models.HmrcLetter) -> ledger.Payment | None:
    """Its newest payment."""
    with actors.acting(steps.job()):
        found = ledger.Payment.objects.filter(source_key__startswith=f"hmrc_letter:{one.pk}:payment")
        return found.order_by("-pk").first()


def stored(one: models.HmrcLetter) -> models.HmrcLetter:
    with actors.acting(steps.job()):
        return models.HmrcLetter.objects.get(pk=one.pk)


@pytest.mark.usefixtures("managed")
def test_from_a_managed_account_it_becomes_one_payment_in_the_bank_file() -> None:
    one = decide(letter(), "employer")
    with pytest.raises(transitions.Refused, match="managed account"):
        move(one, "pay")
    one = move(one, "have_paid")
    follow()
    follow()
    made = payment(one)
    assert made is not None
    assert (made.amount, made.kind, made.reference) == (POUNDS, "hmrc", "XP0012345678901")
    with pytest.raises(transitions.Refused, match="in Payments already"):
        move(one, "stop_payment")
    in_file(made)
    follow()
    done = stored(one)
    assert (done.state, done.by_payment, done.settled_on) == ("paid", True, made.due_on)
    assert balances() == {COST: POUNDS}
    with pytest.raises(transitions.Refused, match="in Payments already"):
        move(done, "reopen")
    assert follow() == 0


def come_back(one: models.HmrcLetter) -> ledger.PaymentReturn:
    """Its payment is in a bank file, and the bank sends it back."""
    made = payment(one)
    assert made is not None
    in_file(made)
    follow()
    with actors.acting(steps.job()):
        ledger.PaymentBatch.objects.filter(payments=made).update(submit_on=OLU.today)
        made = ledger.Payment.objects.select_related("batch").get(pk=made.pk)
    with actors.acting(OLU):
        row = books.record_return(payment=made, code="B", came_back_on=TODAY, note="", actor=OLU, at=AT)
    with actors.acting(job()):
        assert returned_payments.book_next(actor=job(), at=AT) == 1
    follow()
    return row


@pytest.mark.usefixtures("managed")
def test_what_the_bank_sends_back_is_owed_again() -> None:
    one = move(decide(letter(), "employer"), "have_paid")
    follow()
    come_back(one)
    follow()
    back = stored(one)
    assert (back.state, back.by_payment, back.settled_on) == ("to_pay", False, None)
    assert "Answer it under Payments" in back.held_because
    assert balances() == {OWED: -POUNDS, COST: POUNDS}


@pytest.mark.usefixtures("managed")
def test_what_came_back_and_is_not_paid_again_is_paid_another_way_and_recorded() -> None:
    one = move(decide(letter(), "employer"), "have_paid")
    follow()
    row = come_back(one)
    with actors.acting(OLU):
        books.close_return(sent_back=row, why="They pay by card.", actor=OLU, at=AT)
    move(move(stored(one), "stop_payment"), "pay")
    follow()
    assert balances() == {COST: POUNDS, ACCOUNT: -POUNDS}


@pytest.mark.usefixtures("managed")
def test_what_holds_a_payment_up_is_said_and_it_can_be_given_up() -> None:
    with actors.acting(steps.job()):
        ledger.CreditorAccount.objects.update(state="withdrawn", decided_by=None)
    one = move(decide(letter(), "employer"), "have_paid")
    follow()
    assert "No approved account of" in stored(one).held_because
    given_up = move(stored(one), "stop_payment")
    assert (given_up.state, given_up.held_because) == ("answered", "")


def test_a_penalty_that_no_managed_account_pays_does_not_become_a_payment() -> None:
    one = decide(letter(), "provider")
    with pytest.raises(transitions.Refused, match="not a penalty that the managed account pays"):
        move(one, "have_paid")


@pytest.mark.usefixtures("managed")
def test_without_hmrcs_reference_it_is_not_paid() -> None:
    one = decide(letter(reference=""), "employer")
    with pytest.raises(transitions.Refused, match="reference is not recorded"):
        move(one, "have_paid")


def in_file(made: ledger.Payment) -> None:
    """The job puts what is due by then into a bank file."""
    with actors.acting(job()):
        organisation = key("northfield", "organisation")
        batch = books.make_bank_file(organisation_id=organisation, pay_on=made.due_on, actor=job(), at=AT)
    assert batch is not None
