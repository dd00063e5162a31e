"""The employer pays: when they say so, or take it back, the ledger follows, once."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from clients.models import Commitment
from dpss.access import actors, policy, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from ledger import chart
from ledger.models import Entry
from ledger.queries import balances
from payroll import models, postings
from payroll.operations import instructions, unsent
from tests.cast import AT, CAST, TODAY, Cast
from tests.factories import pay_queries
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db
PAYMENTS = actors.for_job(job=policy.JOB_PAYMENTS, council_id=CAST.east.id, today=TODAY)


@pytest.fixture(scope="module", autouse=True)
def _november_is_paid(plant_once: Callable[[Callable[[], object]], object]) -> None:
    plant_once(steps.pay_november)


@pytest.fixture
def instruction(db: None) -> models.PaymentInstruction:
    """What Asha must pay for November."""
    with actors.acting(job()):
        return models.PaymentInstruction.objects.get(payslip=steps.slip_of())


def test_saying_so_settles_the_debt_from_the_direct_payment(
    instruction: models.PaymentInstruction, cast: Cast
) -> None:
    asha = cast.asha.actor()
    with actors.acting(job()):
        before = balances([ASHA.subject_id], actor=job())[ASHA.subject_id, chart.DIRECT_PAYMENT]
    with actors.acting(asha):
        instructions.confirm(instruction=instruction, seen=instruction.amount, actor=asha, at=AT)
    with actors.acting(job()):
        found = balances([ASHA.subject_id, ASHA.employer_subject_id], actor=job())
        assert models.PaymentInstruction.objects.get(pk=instruction.pk).state == "paid"
    assert found[ASHA.employer_subject_id, chart.NET_PAY] == 0
    assert found[ASHA.subject_id, chart.DIRECT_PAYMENT] == before - Decimal("135.00")


def test_saying_so_twice_moves_no_more_money(instruction: models.PaymentInstruction, cast: Cast) -> None:
    asha = cast.asha.actor()
    with actors.acting(asha):
        instructions.confirm(instruction=instruction, seen=instruction.amount, actor=asha, at=AT)
        with pytest.raises(transitions.Refused):
            instructions.confirm(instruction=instruction, seen=instruction.amount, actor=asha, at=AT)
    with actors.acting(job()):
        assert Entry.objects.filter(source_key=f"instruction:{instruction.pk}").count() == 1


def test_only_the_employer_can_say_so(instruction: models.PaymentInstruction, cast: Cast) -> None:
    for someone in (cast.ben, cast.wes):
        with actors.acting(someone.actor()), pytest.raises(transitions.Refused):
            instructions.confirm(
                instruction=instruction, seen=instruction.amount, actor=someone.actor(), at=AT
            )
    with actors.acting(job()):
        assert models.PaymentInstruction.objects.get(pk=instruction.pk).state == "due"


def _pay(instruction: models.PaymentInstruction, actor: actors.Actor) -> None:
    with actors.acting(actor):
        instructions.confirm(instruction=instruction, seen=instruction.amount, actor=actor, at=AT)


def _take_back(
    instruction: models.PaymentInstruction, actor: actors.Actor, reason: str = "It was another PA."
) -> None:
    with actors.acting(actor):
        instructions.unconfirm(instruction=instruction, reason=reason, actor=actor, at=AT)


def _books() -> tuple[Decimal, Decimal]:
    """What is on the direct payment account, and what Asha owes her PAs."""
    with actors.acting(job()):
        found = balances([ASHA.subject_id, ASHA.employer_subject_id], actor=job())
    return found[ASHA.subject_id, chart.DIRECT_PAYMENT], found[ASHA.employer_subject_id, chart.NET_PAY]


def _stored(instruction: models.PaymentInstruction) -> tuple[str, object, int, bool]:
    """Its state, who said that it was paid, how often it was taken back, and whether it is set aside."""
    with actors.acting(job()):
        row = models.PaymentInstruction.objects.get(pk=instruction.pk)
        aside = Commitment.objects.get(source_key=postings.wages_key(row.payslip_id))
    return row.state, row.confirmed_by_id, row.taken_back, aside.settled_on is None


def test_taking_it_back_puts_the_money_and_the_debt_back(
    instruction: models.PaymentInstruction, cast: Cast
) -> None:
    before = _books()
    _pay(instruction, cast.asha.actor())
    assert _books() != before
    assert _stored(instruction) == ("paid", cast.asha.user_id, 0, False)
    _take_back(instruction, cast.asha.actor())
    assert _books() == before
    assert _stored(instruction) == ("due", None, 1, True)
    with actors.acting(job()):
        event = AuditEvent.objects.get(thing_id=str(instruction.pk), verb="unconfirm")
    assert (event.reason, event.actor_name) == ("It was another PA.", "Asha Verma")


def test_it_is_taken_back_once(instruction: models.PaymentInstruction, cast: Cast) -> None:
    before = _books()
    _pay(instruction, cast.asha.actor())
    _take_back(instruction, cast.asha.actor())
    with pytest.raises(transitions.Refused):
        _take_back(instruction, cast.asha.actor())
    assert _books() == before


def test_what_was_taken_back_can_be_paid_and_taken_back_again(
    instruction: models.PaymentInstruction, cast: Cast
) -> None:
    asha, before = cast.asha.actor(), _books()
    _pay(instruction, asha)
    paid = _books()
    _take_back(instruction, asha)
    _pay(instruction, asha)
    assert _books() == paid
    assert _stored(instruction) == ("paid", asha.user_id, 1, False)
    _take_back(instruction, asha)
    assert _books() == before
    assert _stored(instruction) == ("due", None, 2, True)


def test_taking_it_back_needs_a_reason(instruction: models.PaymentInstruction, cast: Cast) -> None:
    _pay(instruction, cast.asha.actor())
    with pytest.raises(errors.Invalid):
        _take_back(instruction, cast.asha.actor(), reason=" ")
    assert _stored(instruction)[0] == "paid"


def _follow() -> int:
    with actors.acting(job()):
        return instructions.follow_books(actor=PAYMENTS, at=AT)


def test_staff_record_both_in_the_employers_name_and_the_books_follow(
    instruction: models.PaymentInstruction, cast: Cast
) -> None:
    olu, before = cast.olu.actor(), _books()
    with actors.acting(olu):
        instructions.confirm(
            instruction=instruction, seen=instruction.amount, reason="She rang.", actor=olu, at=AT
        )
    assert _stored(instruction) == ("paid", olu.user_id, 0, True)
    assert (_follow(), _follow()) == (1, 0)
    assert _stored(instruction) == ("paid", olu.user_id, 0, False)
    paid = _books()
    assert paid[0] == before[0] - instruction.amount
    _take_back(instruction, olu, "She rang again: it went to another PA.")
    assert _books() == paid
    assert (_follow(), _follow()) == (1, 0)
    assert _stored(instruction) == ("due", None, 1, True)
    assert _books() == before
    with actors.acting(job()):
        events = AuditEvent.objects.filter(thing_id=str(instruction.pk)).order_by("id")
        said = list(events.values_list("verb", "on_behalf_of"))
    assert said == [("confirm_for", "Asha Verma"), ("unconfirm_for", "Asha Verma")]


def test_what_the_employer_says_meanwhile_leaves_one_payment_in_the_books(
    instruction: models.PaymentInstruction, cast: Cast
) -> None:
    asha, olu = cast.asha.actor(), cast.olu.actor()
    _pay(instruction, asha)
    paid = _books()
    _take_back(instruction, olu, "She rang.")
    _pay(instruction, asha)
    assert _books() == paid
    _follow()
    assert _books() == paid
    _take_back(instruction, olu, "She rang.")
    with actors.acting(olu):
        instructions.confirm(
            instruction=instruction, seen=instruction.amount, reason="She has.", actor=olu, at=AT
        )
    _follow()
    assert _books() == paid
    assert _stored(instruction) == ("paid", olu.user_id, 2, False)


def test_a_correction_waits_for_the_books(instruction: models.PaymentInstruction, cast: Cast) -> None:
    """What is taken back and not in the books yet is neither lowered nor removed."""
    _pay(instruction, cast.asha.actor())
    _take_back(instruction, cast.olu.actor(), "She rang.")
    with actors.acting(job()):
        old = models.Payslip.objects.get(pk=instruction.payslip_id)
        with pytest.raises(errors.Conflict, match="Try again in a minute"):
            unsent._lower_instruction(old, Decimal(1), job(), AT)


def test_what_a_correction_counts_on_is_not_taken_back(
    instruction: models.PaymentInstruction, cast: Cast
) -> None:
    _pay(instruction, cast.asha.actor())
    paid = _books()
    with actors.acting(job()):
        models.Payslip.objects.filter(pk=instruction.payslip_id).update(replaced_at=AT)
    with pytest.raises(transitions.Refused, match="corrected since"):
        _take_back(instruction, cast.asha.actor())
    assert _books() == paid


def test_what_the_pa_says_has_come_is_not_taken_back(
    instruction: models.PaymentInstruction, cast: Cast
) -> None:
    _pay(instruction, cast.asha.actor())
    with actors.acting(job()):
        slip = models.Payslip.objects.get(pk=instruction.payslip_id)
        pay_queries.query(payslip=slip, asked_by_id=cast.dee.user_id, state="closed", closed_at=AT)
    with pytest.raises(transitions.Refused, match="has told us that the wages have come"):
        _take_back(instruction, cast.asha.actor())
