"""Final pay and the timesheet of the last period: chosen, or left out on purpose, and never by oversight."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import off_cycle, payruns
from payroll.queries import final_sheets
from tests.cast import AT, CAST
from tests.payroll.operations import steps, test_off_cycle
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_off_cycle import Why, again, left, start

pytestmark = pytest.mark.django_db
SPAN = "26 October to 22 November 2026"


def last() -> final_sheets.Last | None:
    """How Dee's last sheet stands."""
    with actors.acting(CAST.olu.actor()):
        return final_sheets.last_of(steps.post_of(), actor=CAST.olu.actor())


def sheet_is(state: str) -> None:
    """Dee's sheet of November is in this state."""
    with actors.acting(job()):
        models.Timesheet.objects.filter(pk=steps.DEE.id_of("timesheet")).update(state=state)


def pay_of(run: models.Payrun) -> models.OffCyclePay:
    """What it pays."""
    with actors.acting(job()):
        return models.OffCyclePay.objects.get(payrun=run)


def why_blocked(run: models.Payrun) -> str:
    """The sentence that stops a run, once it has been worked out."""
    found = again(run)
    assert found.state == "blocked"
    return str(found.exceptions[0]["why"])


def without_the_sheet() -> models.Payrun:
    """Final pay that leaves the sheet out, worked out."""
    run = start(Why.FINAL, leaves_out=True, redundancy=Decimal("500.00"))
    steps.work_out()
    return run


def test_the_final_pay_is_not_started_without_the_sheet_unless_somebody_says_so() -> None:
    sheet = steps.approve_sheet()
    left()
    with pytest.raises(errors.Invalid, match=f"Choose the timesheet for {SPAN}") as refused:
        start(Why.FINAL, redundancy=Decimal("500.00"))
    assert refused.value.field == "period"
    run = without_the_sheet()
    assert pay_of(run).left_out_id == sheet.pk
    with actors.acting(CAST.olu.actor()):
        started = AuditEvent.objects.get(thing_id=str(pay_of(run).pk), verb="start")
    assert started.after["left_out"] == str(sheet.pk)
    assert steps.request() == 0
    assert steps.approve(run.pk).refused == {}


def test_the_final_pay_with_the_sheet_needs_no_word() -> None:
    steps.approve_sheet()
    left()
    run = start(Why.FINAL, period=steps.november())
    assert (pay_of(run).with_time, pay_of(run).left_out_id) == (True, None)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("draft", "begun and not sent"),
        ("submitted", "waits for the employer"),
        ("rejected", "sent the timesheet for 26 October to 22 November 2026 back"),
    ],
)
def test_a_sheet_that_is_not_approved_is_named_with_what_to_do(state: str, why: str) -> None:
    sheet_is(state)
    left()
    found = last()
    assert found is not None
    assert (found.sheet, why in found.why_not) == (None, True)
    with pytest.raises(errors.Invalid, match="Choose the timesheet"):
        start(Why.FINAL, redundancy=Decimal("500.00"))


def test_a_leaver_without_any_sheet_is_asked_about_too() -> None:
    post = steps.hire("zed", last_day=dt.date(2026, 11, 20))
    with actors.acting(CAST.olu.actor()):
        found = final_sheets.last_of(post, actor=CAST.olu.actor())
    assert found is not None
    assert found.why_not.startswith(f"No timesheet has come in for {SPAN}.")


def test_nothing_is_asked_once_the_last_period_is_paid() -> None:
    steps.pay_november()
    left()
    assert last() is None
    run = start(Why.FINAL, payday=dt.date(2026, 11, 30), redundancy=Decimal("500.00"))
    assert pay_of(run).left_out_id is None


def test_a_sheet_that_is_approved_after_the_start_is_not_passed_over() -> None:
    left()
    run = without_the_sheet()
    assert pay_of(run).left_out_id is None
    steps.approve_sheet()
    assert "has been approved since the final pay was started" in steps.approve(run.pk).refused[run.pk]
    with actors.acting(CAST.olu.actor()):
        off_cycle.ask(payrun=again(run), actor=CAST.olu.actor(), at=AT)
    steps.work_out()
    assert "has been approved since the final pay was started" in why_blocked(run)
    with actors.acting(CAST.olu.actor()):
        payruns.undo(payrun_ids=[run.pk], actor=CAST.olu.actor(), at=AT)
    new = start(Why.FINAL, period=steps.november(), redundancy=Decimal("500.00"))
    steps.work_out()
    assert steps.approve(new.pk).refused == {}
    assert test_off_cycle.slip(new).gross == Decimal("135.00")
