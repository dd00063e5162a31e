"""Holding one PA's pay: left out with its reason until it is released, and once however often it is asked."""

import uuid

import pytest

from dpss.access import actors, transitions
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.kernel import errors
from payroll import board, models
from payroll.operations import holds
from payroll.queries import board as boards
from payroll.queries import holds as queries
from tests import database
from tests.cast import AT, CAST, TODAY, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

WHY = "The hours are in doubt."


def hold(post: models.Employment | None = None, *, reason: str = WHY) -> models.HeldPay:
    """Olu holds November's pay, Dee's unless another is given."""
    olu = CAST.olu.actor()
    held = post or steps.post_of()
    with actors.acting(olu):
        return holds.hold(post=held, period=steps.november(), reason=reason, actor=olu, at=AT)


def release(pk: uuid.UUID, *, reason: str = "They were right.") -> models.HeldPay:
    """Olu releases it."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        held = queries.held(actor=olu).get(pk=pk)
        return holds.release(held=held, reason=reason, actor=olu, at=AT)


def on_the_board() -> boards.Post:
    """Dee's post in November, as Olu sees it."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        found = boards.of_period(steps.november(), today=TODAY, actor=olu)
    return next(post for post in found.posts if post.pk == DEE.id_of("employment"))


@pytest.mark.django_db
def test_a_held_post_is_left_out_and_the_payrun_says_why() -> None:
    steps.approve_sheet()
    hold()
    payrun = steps.calculate()
    (found,) = payrun.exceptions
    assert (payrun.state, payrun.payslip_count) == ("blocked", 0)
    assert (found["kind"], found["reason"], found["why"]) == ("blocked", "held", f"Held: {WHY}")


@pytest.mark.django_db
def test_a_post_without_a_sheet_is_held_before_it_is_missing() -> None:
    hold()
    (found,) = steps.calculate().exceptions
    assert found["reason"] == "held"


@pytest.mark.django_db
def test_the_board_says_held_at_once_and_no_longer_when_it_is_released() -> None:
    steps.approve_sheet()
    steps.calculate()
    held = hold()
    found = on_the_board()
    assert (found.place, found.reason, found.why) == (board.BLOCKED, "held", f"Held: {WHY}")
    steps.work_out()
    assert on_the_board().reason == "held"
    release(held.pk)
    assert on_the_board().place is board.READY


@pytest.mark.django_db
def test_a_payslip_that_was_worked_out_is_not_approved_once_its_pay_is_held() -> None:
    steps.approve_sheet()
    payrun = steps.calculate()
    hold()
    assert payrun.pk in steps.approve(payrun.pk).refused
    steps.work_out()
    with actors.acting(job()):
        assert not models.Payslip.objects.filter(payrun=payrun).exists()


@pytest.mark.django_db
def test_others_are_paid_and_a_late_run_pays_what_is_released() -> None:
    noor = steps.hire("Noor Ali")
    steps.bank(noor.assistant)
    steps.sheet_in(noor, steps.november().first_day)
    steps.approve_sheet()
    held = hold()
    first = steps.calculate()
    assert steps.approve(first.pk).refused == {}
    assert on_the_board().reason == "held"
    release(held.pk)
    steps.request()
    steps.work_out()
    late = steps.run_of(run=2)
    assert steps.approve(late.pk, by=CAST.mara).refused == {}
    assert steps.slip_of().payrun_id == late.pk


@pytest.mark.django_db
def test_asked_for_again_while_it_is_held_a_late_run_still_says_so() -> None:
    noor = steps.hire("Noor Ali")
    steps.bank(noor.assistant)
    steps.sheet_in(noor, steps.november().first_day)
    steps.approve_sheet()
    hold()
    assert steps.approve(steps.calculate().pk).refused == {}
    steps.request()
    steps.work_out()
    late = steps.run_of(run=2)
    assert [(one["reason"], late.state) for one in late.exceptions] == [("held", "blocked")]


@pytest.mark.django_db
def test_pay_that_is_approved_cannot_be_held() -> None:
    steps.pay_november()
    with pytest.raises(errors.Conflict, match="approved, so it cannot be held"):
        hold()


@pytest.mark.django_db
def test_pay_is_held_once_and_may_be_held_again_after_its_release() -> None:
    held = hold()
    with pytest.raises(errors.Conflict, match="held already"):
        hold()
    release(held.pk)
    with pytest.raises(transitions.Refused, match="already “Released”"):
        release(held.pk)
    hold()


@pytest.mark.django_db
def test_holding_and_releasing_need_a_reason_which_history_keeps(cast: Cast) -> None:
    with pytest.raises(errors.Invalid, match="Say why"):
        hold(reason=" ")
    held = hold()
    with pytest.raises(errors.Invalid, match="Say why"):
        release(held.pk, reason=" ")
    done = release(held.pk)
    assert (done.released_by_id, done.release_reason) == (cast.olu.user_id, "They were right.")
    with actors.acting(job()):
        said = AuditEvent.objects.filter(thing_id=str(held.pk)).order_by("pk")
        assert [(one.verb, one.reason) for one in said] == [("hold", WHY), ("release", "They were right.")]


@pytest.mark.django_db
def test_nobody_but_payroll_holds_pay(cast: Cast) -> None:
    asha = cast.asha.actor()
    with actors.acting(asha), pytest.raises(errors.NotAllowed):
        holds.hold(post=steps.post_of(), period=steps.november(), reason=WHY, actor=asha, at=AT)


def told(held: models.HeldPay) -> set[tuple[uuid.UUID, str]]:
    """Who gets which message about it."""
    with actors.acting(job()):
        rows = OutboxMessage.objects.filter(key__contains=held.pk.hex)
        return set(rows.values_list("to_id", "template"))


@pytest.mark.django_db
def test_the_pa_and_the_employer_who_pays_are_told_when_pay_is_held_and_when_it_is_released(
    cast: Cast,
) -> None:
    held = hold()
    by_hold = {(cast.dee.user_id, "pay_held"), (cast.joan.user_id, "pay_held_employer")}
    assert told(held) == by_hold
    release(held.pk)
    released = {(cast.dee.user_id, "pay_released"), (cast.joan.user_id, "pay_released_employer")}
    assert told(held) == by_hold | released


@pytest.mark.django_db
def test_an_employer_whose_provider_pays_is_not_told_of_held_pay(cast: Cast) -> None:
    steps.provider_pays()
    assert told(hold()) == {(cast.dee.user_id, "pay_held")}


def test_ten_holds_and_ten_releases_at_once_are_one_of_each(own_database: str) -> None:
    steps.approve_sheet()
    steps.calculate()
    outcomes = database.together(*[hold] * 10)
    (held,) = [one for one in outcomes if isinstance(one, models.HeldPay)]
    assert sum(isinstance(one, errors.Conflict) for one in outcomes) == 9
    outcomes = database.together(*[lambda: release(held.pk)] * 10)
    assert sum(isinstance(one, models.HeldPay) for one in outcomes) == 1
    assert sum(isinstance(one, transitions.Refused) for one in outcomes) == 9
    with actors.acting(job()):
        assert models.HeldPay.objects.filter(period=steps.november()).count() == 1


def test_held_and_approved_at_once_it_is_either_and_never_both(own_database: str, cast: Cast) -> None:
    steps.approve_sheet()
    payrun = steps.calculate()
    outcomes = database.together(hold, lambda: steps.approve(payrun.pk))
    held = any(isinstance(one, models.HeldPay) for one in outcomes)
    with actors.acting(job()):
        paid = models.Payslip.objects.filter(
            employment_id=DEE.id_of("employment"),
            payrun__period=steps.november(),
            approved_at__isnull=False,
        ).exists()
    assert held is not paid
