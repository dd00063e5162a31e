"""A PA says that they did not work: nothing is paid, nobody asks for the sheet, the employer is told once."""

import datetime as dt
from typing import Any

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors, policy, transitions
from dpss.access.models import OutboxMessage
from dpss.kernel import errors
from payroll import models
from payroll.operations import contracted_pay, not_worked, sheets_on_behalf, timesheets
from payroll.queries import board, final_sheets, missed_sheets, reminding
from tests import database
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

# The last day of the period, and a Sunday: before it, nobody knows.
LAST_DAY = dt.date(2026, 11, 22)
DEES = CAST.dee.actor(today=LAST_DAY)
OLU = CAST.olu.actor()
REMINDERS = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=TODAY)


def empty() -> models.Timesheet:
    """Dee's sheet of November is a draft with nothing on it."""
    with actors.acting(job()):
        models.TimesheetEntry.objects.filter(timesheet=DEE.id_of("timesheet")).delete()
        models.Timesheet.objects.filter(pk=DEE.id_of("timesheet")).update(state="draft", submitted_at=None)
    return sheet()


def sheet() -> models.Timesheet:
    """As it is stored."""
    with actors.acting(job()):
        rows = models.Timesheet.objects.select_related(
            "employment__assistant", "employment__employer", "period"
        )
        return rows.get(pk=DEE.id_of("timesheet"))


def say(of: models.Timesheet | None = None) -> models.Timesheet:
    """Dee says so."""
    with actors.acting(DEES):
        return not_worked.say(sheet=of or empty(), actor=DEES, at=AT)


def tell() -> set[str]:
    """The job tells, and says whom."""
    with actors.acting(REMINDERS):
        not_worked.tell_next(actor=REMINDERS, at=AT)
        rows = OutboxMessage.objects.filter(template="sheet_not_worked")
        return {str(key) for key in rows.values_list("key", flat=True)}


@pytest.mark.django_db
def test_nothing_is_paid_and_the_post_is_not_missing() -> None:
    say()
    run = steps.calculate()
    with actors.acting(OLU):
        (post,) = board.of_period(steps.november(), today=TODAY, actor=OLU).posts
    assert (run.state, run.exceptions, run.payslip_count) == ("blocked", [], 0)
    assert (post.place.name, post.needs_someone) == ("paid", False)
    assert post.why == "The PA says that they did not work. Nothing is paid."
    with actors.acting(job()):
        assert not models.Payslip.objects.filter(payrun=run).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "can_be_said_from"),
    [
        ({}, LAST_DAY),
        ({"job": dt.date(2026, 11, 14)}, dt.date(2026, 11, 14)),
        ({"sheets_in_by": dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)}, dt.date(2026, 11, 20)),
    ],
    ids=["a period that goes on", "a job that ends within it", "sheets that are due before it ends"],
)
def test_it_cannot_be_said_of_days_to_come(more: dict[str, Any], can_be_said_from: dt.date) -> None:
    draft = empty()
    with actors.acting(job()):
        models.PayPeriod.objects.filter(pk=draft.period_id).update(
            **{name: value for name, value in more.items() if name != "job"}
        )
        if "job" in more:
            models.Employment.objects.filter(pk=draft.employment_id).update(last_day=more["job"])
    before = CAST.dee.actor(today=can_be_said_from - dt.timedelta(days=1))
    with actors.acting(before), pytest.raises(transitions.Refused, match=r"not over\. You can say so from"):
        not_worked.say(sheet=sheet(), actor=before, at=AT)
    assert sheet().state == "draft"
    then = CAST.dee.actor(today=can_be_said_from)
    with actors.acting(then):
        assert not_worked.say(sheet=sheet(), actor=then, at=AT).state == "not_worked"


@pytest.mark.django_db
def test_another_pa_of_the_same_employer_is_paid_all_the_same() -> None:
    say()
    other = steps.hire("Noor Ali")
    steps.bank(other.assistant)
    steps.sheet_in(other, dt.date(2026, 11, 4))
    run = steps.calculate()
    assert (run.state, run.payslip_count) == ("ready", 1)
    assert steps.approve(run.pk).refused == {}
    with actors.acting(OLU):
        found = board.of_period(steps.november(), today=TODAY, actor=OLU)
    assert (found.approved, found.counts["missing"]) == (1, 0)


@pytest.mark.django_db
def test_it_can_be_taken_back_and_is_missing_again() -> None:
    said = say()
    with actors.acting(DEES):
        assert not_worked.take_back(sheet=said, actor=DEES, at=AT).state == "draft"
    with actors.acting(OLU):
        (post,) = board.of_period(steps.november(), today=TODAY, actor=OLU).posts
    assert post.place.name == "missing"


@pytest.mark.django_db
def test_nobody_is_reminded_of_it_and_it_is_no_missed_sheet() -> None:
    late = steps.november().sheets_in_by + dt.timedelta(hours=1)
    empty()

    def asked() -> tuple[int, int]:
        with actors.acting(DEES):
            missed = missed_sheets.missed(actor=DEES, at=late)
        with actors.acting(REMINDERS):
            wanted = reminding.wanted(actor=REMINDERS, at=late, most=100)
        mine = [one for one in wanted if one.post.pk == DEE.id_of("employment")]
        return sum(one.sheet is not None and one.sheet.pk == sheet().pk for one in missed), len(mine)

    assert asked() == (1, 1)
    say(sheet())
    assert asked() == (0, 0)


@pytest.mark.django_db
def test_with_something_on_the_sheet_it_cannot_be_said() -> None:
    with actors.acting(job()):
        models.Timesheet.objects.filter(pk=DEE.id_of("timesheet")).update(state="draft")
    with pytest.raises(transitions.Refused, match="There is something on this sheet"):
        say(sheet())


@pytest.mark.django_db
def test_who_is_paid_as_contracted_asks_payroll() -> None:
    empty()
    with actors.acting(job()):
        agreed = models.ContractedPay.objects.filter(employment=DEE.id_of("employment"))
        agreed.update(when="always", during=DateRange(dt.date(2026, 4, 6), None))
    with pytest.raises(transitions.Refused, match="You are paid as contracted"):
        say(sheet())


@pytest.mark.django_db
def test_contracted_hours_are_not_paid_to_who_did_not_work() -> None:
    say()
    with actors.acting(OLU):
        outcome = contracted_pay.pay_as_contracted(
            employment_ids=[DEE.id_of("employment")], period=steps.november(), actor=OLU, at=AT
        )
    assert outcome.refused == {DEE.id_of("employment"): "The PA says that they did not work on these dates."}


@pytest.mark.django_db
def test_the_employer_hears_of_it_once_each_time_that_it_is_said() -> None:
    said = say()
    first = tell()
    assert len(first) == 1
    assert tell() == first
    with actors.acting(DEES):
        again = not_worked.take_back(sheet=said, actor=DEES, at=AT)
    say(again)
    assert len(tell()) == 2


@pytest.mark.django_db
def test_only_the_job_tells_and_only_the_pa_says() -> None:
    with actors.acting(OLU), pytest.raises(errors.NotAllowed):
        not_worked.tell_next(actor=OLU, at=AT)
    draft = empty()
    asha = CAST.asha.actor()
    with actors.acting(asha), pytest.raises(errors.NotAllowed):
        not_worked.say(sheet=draft, actor=asha, at=AT)


@pytest.mark.django_db
def test_an_officer_enters_hours_that_are_given_after_all() -> None:
    say()
    receipt = sheets_on_behalf.Receipt(source="phone", on=TODAY, note="Rang.")
    with actors.acting(OLU):
        opened = sheets_on_behalf.enter(
            employment=steps.post_of(), period=steps.november(), receipt=receipt, actor=OLU, at=AT
        )
    assert (opened.state, opened.entered_by_id) == ("draft", CAST.olu.user_id)


@pytest.mark.usefixtures("own_database")
def test_two_clicks_say_it_once() -> None:
    draft = empty()

    def click() -> Any:
        with actors.acting(DEES):
            return not_worked.say(sheet=sheet() if draft else draft, actor=DEES, at=AT).state

    outcomes = database.together(click, click)
    assert outcomes.count("not_worked") == 1
    assert sheet().sendings == draft.sendings + 1


@pytest.mark.django_db
def test_a_week_saved_in_another_window_is_not_overwritten() -> None:
    empty()
    days = timesheets.span_of(steps.november())
    entry = timesheets.EntryValue(
        day=dt.date(2026, 11, 4), kind="hours", starts=dt.time(9), finishes=dt.time(12)
    )
    nothing = timesheets.digests.of_entries([])
    with actors.acting(DEES):
        timesheets.save_days(sheet=sheet(), days=days, entries=[entry], actor=DEES, seen=nothing)
        with pytest.raises(timesheets.ChangedMeanwhile):
            timesheets.save_days(sheet=sheet(), days=days, entries=[], actor=DEES, seen=nothing)
        assert models.TimesheetEntry.objects.filter(timesheet=sheet()).count() == 1


@pytest.mark.django_db
def test_final_pay_asks_for_no_sheet_of_who_did_not_work() -> None:
    say()
    with actors.acting(job()):
        models.Employment.objects.filter(pk=DEE.id_of("employment")).update(
            last_day=steps.november().last_day
        )
    with actors.acting(OLU):
        assert final_sheets.last_of(steps.post_of(), actor=OLU) is None
