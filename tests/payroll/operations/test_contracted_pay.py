"""Pay as contracted: standing pay without a sheet, and contracted hours until a late sheet comes in."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import contracted_pay, timesheets
from tests.cast import AT, CAST, TODAY, Person
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db

OLU = CAST.olu.actor()
FIRST = dt.date(2026, 10, 26)
AFTER = dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC)
AGREED = contracted_pay.Agreed("always", FIRST, "Asha Verma", TODAY, TODAY)


def agree(post: models.Employment | None = None, **given: Any) -> models.ContractedPay:
    """Asha and Dee, unless another post is given, agree to standing pay from the period's first day."""
    agreed = dataclasses.replace(AGREED, **given)
    with actors.acting(OLU):
        return contracted_pay.agree(post=post or steps.post_of(), agreed=agreed, actor=OLU, at=AT)


def noor(**given: Any) -> models.Employment:
    """Noor works for Asha ten hours a week, Monday to Friday, and has sent no sheet."""
    post = steps.hire("Noor Ali", **given)
    steps.bank(post.assistant)
    with actors.acting(job()):
        payroll.qualifying_days(employment=post)
    return post


def sheets_of(post: models.Employment) -> list[models.Timesheet]:
    """Every version of November's, the first one first."""
    with actors.acting(job()):
        rows = models.Timesheet.objects.filter(employment=post, period=steps.november())
        return list(rows.order_by("version"))


def minutes_on(sheet: models.Timesheet) -> int:
    """All the time on a sheet."""
    with actors.acting(job()):
        return sum(entry.minutes for entry in sheet.entries.all())


def slip_of(post: models.Employment) -> models.Payslip:
    """November's payslip of a post."""
    with actors.acting(job()):
        return models.Payslip.objects.select_related("timesheet").get(
            employment=post, payrun__period=steps.november()
        )


def pay_late(
    *posts: models.Employment, at: dt.datetime = AFTER, by: Person = CAST.olu
) -> transitions.Outcome:
    """After the deadline Olu pays the contracted hours of these posts."""
    actor = by.actor()
    with actors.acting(actor):
        return contracted_pay.pay_as_contracted(
            employment_ids=[post.pk for post in posts], period=steps.november(), actor=actor, at=at
        )


def test_standing_pay_needs_no_sheet_and_pays_the_contract() -> None:
    post = noor()
    agree(post)
    steps.calculate()
    (sheet,) = sheets_of(post)
    assert (sheet.basis, sheet.state, sheet.decided_by_id) == ("standing", "approved", None)
    assert minutes_on(sheet) == 4 * 600
    assert slip_of(post).gross == 40 * payroll.RATE
    with actors.acting(job()):
        event = AuditEvent.objects.get(thing_id=str(sheet.pk), verb="pay_as_contracted")
    assert event.actor_name == "Olu Bello"


def test_a_sheet_that_was_begun_before_standing_pay_was_agreed_is_closed_and_history_keeps_it() -> None:
    post = noor()
    with actors.acting(job()):
        begun = payroll.timesheet(employment=post, period=steps.november(), state="draft")
        payroll.shift(timesheet=begun, day=FIRST)
    agree(post)
    assert sheets_of(post) == []
    with actors.acting(job()):
        event = AuditEvent.objects.get(thing_id=str(begun.pk), verb="close")
    assert event.before == {"state": "draft", "minutes": 300}
    steps.calculate()
    assert [sheet.basis for sheet in sheets_of(post)] == ["standing"]


def test_a_sheet_begun_for_weeks_that_are_not_agreed_in_full_is_left_alone() -> None:
    post = noor()
    with actors.acting(job()):
        payroll.timesheet(employment=post, period=steps.november(), state="draft")
    agree(post, first_day=FIRST + dt.timedelta(days=1))
    assert len(sheets_of(post)) == 1


def test_asking_again_makes_no_second_sheet() -> None:
    post = noor()
    agree(post)
    steps.calculate()
    steps.calculate()
    assert len(sheets_of(post)) == 1


def test_without_an_agreement_for_the_whole_period_a_sheet_is_missing() -> None:
    post = noor()
    agree(post, first_day=FIRST + dt.timedelta(days=1))
    payrun = steps.calculate()
    assert sheets_of(post) == []
    assert {one["reason"] for one in payrun.exceptions if one["name"] == "Noor Ali"} == {"none"}


def test_a_starter_with_standing_pay_is_paid_from_the_first_day_to_the_minute() -> None:
    wednesday = dt.date(2026, 11, 11)
    post = noor(first_day=wednesday)
    with actors.acting(job()):
        models.EmploymentTerms.objects.filter(employment=post).update(during=DateRange(wednesday, None))
    agree(post, first_day=wednesday)
    steps.request()
    (sheet,) = sheets_of(post)
    assert minutes_on(sheet) == 8 * 120


def test_a_leaver_with_standing_pay_is_paid_to_the_last_day() -> None:
    post = noor()
    agree(post)
    with actors.acting(job()):
        models.Employment.objects.filter(pk=post.pk).update(last_day=dt.date(2026, 11, 4))
    steps.request()
    assert minutes_on(sheets_of(post)[0]) == 8 * 120


def test_a_rise_inside_the_period_is_paid_from_its_day() -> None:
    post = noor()
    agree(post)
    day = dt.date(2026, 11, 9)
    with actors.acting(job()):
        rows = models.EmploymentTerms.objects.filter(employment=post)
        rows.update(during=DateRange(dt.date(2026, 4, 6), day))
        payroll.terms(employment=post, weekly_minutes=1200, hourly_rate="14.00", during=DateRange(day, None))
    steps.calculate()
    assert slip_of(post).gross == 20 * payroll.RATE + 40 * 14


def test_a_sheet_that_waits_for_the_employer_is_left_to_them() -> None:
    agree()
    payrun = steps.calculate()
    assert [sheet.basis for sheet in sheets_of(steps.post_of())] == ["sheet"]
    assert [one["reason"] for one in payrun.exceptions] == ["submitted"]


def report(post: models.Employment, minutes: int = 60) -> models.Timesheet:
    """The post's sheet with a change: an hour of holiday in place of the first day's time, and approved."""
    with actors.acting(job()):
        sheet = timesheets.sheet_of(employment=post, period=steps.november(), actor=job())
        first = sheet.entries.order_by("day").first()
        models.TimesheetEntry.objects.filter(pk=first.pk).update(kind="holiday", minutes=minutes)
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)
        return sheet


def test_a_change_starts_from_the_contract_and_replaces_it_once_it_is_approved() -> None:
    post = noor()
    agree(post)
    payrun = steps.calculate()
    with actors.acting(job()):
        sheet = timesheets.sheet_of(employment=post, period=steps.november(), actor=job())
    assert (sheet.version, sheet.basis, sheet.state, minutes_on(sheet)) == (2, "sheet", "draft", 2400)
    report(post)
    assert payrun.pk in steps.approve(payrun.pk).refused
    steps.calculate()
    assert slip_of(post).timesheet_id == sheet.pk
    assert slip_of(post).gross == 39 * payroll.RATE


def test_a_change_that_was_never_sent_does_not_stop_standing_pay() -> None:
    post = noor()
    agree(post)
    with actors.acting(job()):
        draft = timesheets.sheet_of(employment=post, period=steps.november(), actor=job())
    steps.calculate()
    assert [(one.version, one.basis) for one in sheets_of(post)] == [(1, "sheet"), (2, "standing")]
    assert slip_of(post).timesheet_id != draft.pk


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"when": "never"}, "Choose when"),
        ({"employer": "Dee Lowe"}, "Choose who agreed"),
        ({"employer_on": TODAY + dt.timedelta(days=1)}, "agreed after today"),
        ({"assistant_on": TODAY + dt.timedelta(days=1)}, "agreed after today"),
        ({"first_day": dt.date(2026, 1, 1)}, "not held on that day"),
    ],
)
def test_an_agreement_is_one_that_can_be(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        agree(**given)


def test_a_contract_without_hours_has_nothing_to_pay() -> None:
    with actors.acting(job()):
        models.EmploymentTerms.objects.filter(employment=steps.post_of()).update(weekly_minutes=0)
    with pytest.raises(errors.Invalid, match="no hours a week"):
        agree()


@pytest.mark.parametrize("person", [CAST.asha, CAST.dee, CAST.marcus])
def test_only_payroll_records_an_agreement(person: Person) -> None:
    actor = person.actor()
    with actors.acting(actor), pytest.raises(errors.NotAllowed):
        contracted_pay.agree(post=steps.post_of(), agreed=AGREED, actor=actor, at=AT)


def end(agreement: models.ContractedPay, last_day: dt.date) -> models.ContractedPay:
    """Olu ends it."""
    with actors.acting(OLU):
        return contracted_pay.end(agreement=agreement, last_day=last_day, actor=OLU, at=AT)


def test_an_agreement_is_ended_once_and_not_before_what_is_made_from_it() -> None:
    post = noor()
    agreement = agree(post)
    steps.calculate()
    with pytest.raises(errors.Invalid, match="made from it already"):
        end(agreement, dt.date(2026, 11, 1))
    with pytest.raises(errors.Invalid, match="before the first day"):
        end(agreement, dt.date(2026, 10, 1))
    end(agreement, dt.date(2026, 11, 22))
    with pytest.raises(errors.Conflict, match="ended already: 22 November 2026"):
        end(agreement, dt.date(2026, 11, 29))


def test_contracted_hours_are_paid_at_the_deadline_where_that_was_agreed() -> None:
    post = noor()
    agree(post, when="late")
    steps.calculate()
    assert sheets_of(post) == []
    assert pay_late(post).refused == {}
    (sheet,) = sheets_of(post)
    assert (sheet.basis, sheet.state, sheet.decided_by_id) == ("contracted", "approved", CAST.olu.user_id)
    steps.calculate()
    assert slip_of(post).gross == 40 * payroll.RATE


def test_a_sheet_that_waits_does_not_keep_a_pa_unpaid() -> None:
    agree(when="late")
    assert pay_late(steps.post_of()).refused == {}
    steps.calculate()
    assert slip_of(steps.post_of()).timesheet.basis == "contracted"


def test_the_real_sheet_comes_before_the_contract_while_nothing_is_paid() -> None:
    agree(when="late")
    pay_late(steps.post_of())
    steps.approve_sheet()
    steps.calculate()
    assert slip_of(steps.post_of()).timesheet_id == DEE.id_of("timesheet")


@pytest.mark.parametrize(
    ("agreed", "at", "sentence"),
    [
        (False, AFTER, "has not been agreed"),
        (True, AT, "Sheets may come in until Monday 23 November"),
    ],
)
def test_contracted_hours_are_not_paid_early_or_without_an_agreement(
    *, agreed: bool, at: dt.datetime, sentence: str
) -> None:
    post = noor()
    if agreed:
        agree(post, when="late")
    assert sentence in pay_late(post, at=at).refused[post.pk]
    assert sheets_of(post) == []


def test_a_second_click_pays_nothing_twice() -> None:
    post = noor()
    agree(post, when="late")
    pay_late(post)
    assert "approved already" in pay_late(post).refused[post.pk]
    assert len(sheets_of(post)) == 1


def test_a_post_of_somebody_else_is_not_paid() -> None:
    missing = uuid.uuid4()
    with actors.acting(OLU):
        outcome = contracted_pay.pay_as_contracted(
            employment_ids=[missing, steps.DEE_AT_BEN.id_of("employment")],
            period=steps.november(),
            actor=OLU,
            at=AFTER,
        )
    assert set(outcome.refused) == {missing, steps.DEE_AT_BEN.id_of("employment")}
