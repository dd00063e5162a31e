"""What a PA and an employer do with a timesheet, as the portal's own database role."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.access import actors, policy, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from dpss.kernel.dates import Span
from payroll import digests, models
from payroll.operations import copied_weeks, timesheets
from payroll.operations.timesheets import EntryValue
from payroll.queries import facts, sheets
from tests.cast import AT, CAST
from tests.factories import payroll

pytestmark = pytest.mark.django_db

POST, OTHER = CAST.posts["dee at asha"], CAST.posts["dee at ben"]
DEE, ASHA = CAST.dee.actor(), CAST.asha.actor()
FIRST_WEEK = Span(dt.date(2026, 10, 26), dt.date(2026, 11, 1))
SECOND_WEEK = Span(dt.date(2026, 11, 2), dt.date(2026, 11, 8))
TUESDAY = dt.date(2026, 11, 3)


def sheet_of(post: object = POST) -> models.Timesheet:
    return models.Timesheet.objects.select_related("period", "employment").get(pk=post.id_of("timesheet"))


def shift(day: dt.date, starts: int = 9, finishes: int = 14, **more: object) -> EntryValue:
    return EntryValue(day=day, kind="hours", starts=dt.time(starts), finishes=dt.time(finishes), **more)


def take_back() -> models.Timesheet:
    return timesheets.recall(sheet=sheet_of(), actor=DEE, at=AT)


def digest_of(sheet: models.Timesheet) -> str:
    return digests.of_entries(sheet.entries.all())


def test_a_sheet_that_is_there_is_opened_again_and_not_made_twice() -> None:
    with actors.acting(DEE):
        sheet = sheet_of()
        again = timesheets.open_sheet(employment=sheet.employment, period=sheet.period, actor=DEE)
        assert again.pk == sheet.pk


def test_a_new_sheet_is_an_empty_draft_on_its_post() -> None:
    with actors.acting(DEE):
        post = models.Employment.objects.get(pk=POST.id_of("employment"))
        later = models.PayPeriod.objects.get(pk=sheet_of().period_id)
        group, first = later.group_id, dt.date(2026, 11, 23)
    with actors.acting(CAST.actor(policy.PAYROLL_MANAGER)):
        period = models.PayPeriod.objects.create(
            council_id=later.council_id,
            group_id=group,
            first_day=first,
            last_day=first + dt.timedelta(days=27),
            sheets_in_by=AT,
            payday=dt.date(2026, 12, 25),
            tax_year="2026-27",
            tax_period=40,
        )
    with actors.acting(DEE):
        sheet = timesheets.open_sheet(employment=post, period=period, actor=DEE)
        assert (sheet.state, sheet.subject_id, sheet.entries.count()) == ("draft", POST.subject_id, 0)


def test_dates_of_another_employers_payroll_are_refused() -> None:
    with actors.acting(DEE):
        sheet, other = sheet_of(), sheet_of(OTHER)
        with pytest.raises(errors.Invalid, match="another employer's payroll"):
            timesheets.open_sheet(employment=sheet.employment, period=other.period, actor=DEE)


def test_only_a_pa_fills_in_a_sheet() -> None:
    with actors.acting(ASHA), pytest.raises(errors.NotAllowed):
        timesheets.save_days(sheet=sheet_of(), days=SECOND_WEEK, entries=[], actor=ASHA)


def test_saving_a_week_replaces_that_week_and_no_other() -> None:
    with actors.acting(DEE):
        sheet = take_back()
        timesheets.save_days(sheet=sheet, days=FIRST_WEEK, entries=[shift(FIRST_WEEK.first)], actor=DEE)
        timesheets.save_days(
            sheet=sheet, days=SECOND_WEEK, entries=[shift(TUESDAY, 22, 7, next_day=True)], actor=DEE
        )
        stored = list(sheet.entries.order_by("day").values_list("day", "minutes", "next_day"))
    assert stored == [(FIRST_WEEK.first, 300, False), (TUESDAY, 540, True)]


def test_a_day_outside_the_week_or_the_period_is_refused() -> None:
    outside = Span(dt.date(2026, 11, 23), dt.date(2026, 11, 29))
    with actors.acting(DEE):
        sheet = take_back()
        with pytest.raises(errors.Invalid, match="outside"):
            timesheets.save_days(sheet=sheet, days=FIRST_WEEK, entries=[shift(TUESDAY)], actor=DEE)
        with pytest.raises(errors.Invalid, match="outside"):
            timesheets.save_days(sheet=sheet, days=outside, entries=[shift(outside.first)], actor=DEE)


def test_a_sheet_that_was_sent_cannot_be_saved_over() -> None:
    with actors.acting(DEE):
        sheet = sheet_of()
        with pytest.raises(errors.Conflict, match="Take it back first"):
            timesheets.save_days(sheet=sheet, days=SECOND_WEEK, entries=[], actor=DEE)
        assert sheet.entries.count() == 2


def test_copying_a_week_brings_hours_nights_and_miles_but_no_time_off() -> None:
    said = [
        shift(SECOND_WEEK.first),
        EntryValue(day=TUESDAY, kind="sleep_in", minutes=90),
        EntryValue(day=TUESDAY, kind="mileage", miles=Decimal("12.5")),
        EntryValue(day=TUESDAY, kind="holiday", minutes=300),
        EntryValue(day=TUESDAY, kind="sickness", minutes=300),
    ]
    third = Span(dt.date(2026, 11, 9), dt.date(2026, 11, 15))
    with actors.acting(DEE):
        sheet = take_back()
        timesheets.save_days(sheet=sheet, days=SECOND_WEEK, entries=said, actor=DEE)
        copied_weeks.copy_week(sheet=sheet, source=SECOND_WEEK, target=third, actor=DEE)
        rows = sheet.entries.filter(day__gte=third.first).order_by("day", "kind")
        copied = list(rows.values_list("day", "kind", "minutes", "miles"))
    assert copied == [
        (dt.date(2026, 11, 9), "hours", 300, Decimal("0.0")),
        (dt.date(2026, 11, 10), "mileage", 0, Decimal("12.5")),
        (dt.date(2026, 11, 10), "sleep_in", 90, Decimal("0.0")),
    ]


def test_a_sheet_is_sent_with_the_digest_of_what_it_says() -> None:
    with actors.acting(DEE):
        sheet = take_back()
        timesheets.save_days(sheet=sheet, days=SECOND_WEEK, entries=[shift(TUESDAY)], actor=DEE)
        sent = timesheets.submit(sheet=sheet, actor=DEE, at=AT)
        sent.refresh_from_db()
        assert (sent.state, sent.submitted_by_id) == ("submitted", DEE.user_id)
        assert sent.digest == digest_of(sent)


def test_an_empty_sheet_is_not_sent() -> None:
    with actors.acting(DEE):
        sheet = take_back()
        timesheets.save_days(sheet=sheet, days=SECOND_WEEK, entries=[], actor=DEE)
        with pytest.raises(transitions.Refused, match="The sheet is empty"):
            timesheets.submit(sheet=sheet, actor=DEE, at=AT)


def test_two_shifts_at_once_for_two_employers_are_named_with_their_times() -> None:
    """Dee's sheet for Ben was sent with 9 to 2 on Wednesday 4 November."""
    with actors.acting(DEE):
        sheet = take_back()
        timesheets.save_days(
            sheet=sheet, days=SECOND_WEEK, entries=[shift(dt.date(2026, 11, 4), 13, 15)], actor=DEE
        )
        with pytest.raises(transitions.Refused) as refused:
            timesheets.submit(sheet=sheet, actor=DEE, at=AT)
    sentence = refused.value.sentence
    assert all(part in sentence for part in ("09:00 to 14:00", "13:00 to 15:00", "Ben Okafor", "Asha Verma"))


def test_after_the_night_the_clocks_go_back_the_next_shift_does_not_overlap() -> None:
    """22:00 to 7:00 lasts ten hours that night, and 7:00 is still 7:00."""
    first, last = dt.date(2026, 10, 24), dt.date(2026, 10, 25)
    night = models.TimesheetEntry(
        day=first, starts=dt.time(22), finishes=dt.time(7), next_day=True, minutes=600, kind="hours"
    )
    morning = models.TimesheetEntry(
        day=last, starts=dt.time(7), finishes=dt.time(9), minutes=120, kind="hours"
    )
    for entry in (night, morning):
        entry.timesheet = models.Timesheet(
            employment=models.Employment(employer=models.Employer(name="Asha"))
        )
    assert facts.shift_of(night).finishes == facts.shift_of(morning).starts


def test_the_employer_approves_what_they_were_shown() -> None:
    with actors.acting(ASHA):
        sheet = sheet_of()
        timesheets.approve(sheet=sheet, seen=digest_of(sheet), actor=ASHA, at=AT)
        sheet.refresh_from_db()
        assert (sheet.state, sheet.decided_by_id, sheet.decided_at) == ("approved", ASHA.user_id, AT)
        assert sheet.digest == digest_of(sheet)


def test_a_sheet_that_changed_since_it_was_shown_is_not_approved() -> None:
    with actors.acting(ASHA):
        seen = digest_of(sheet_of())
    with actors.acting(DEE):
        sheet = take_back()
        timesheets.save_days(sheet=sheet, days=SECOND_WEEK, entries=[shift(TUESDAY)], actor=DEE)
        timesheets.submit(sheet=sheet, actor=DEE, at=AT)
    with actors.acting(ASHA):
        with pytest.raises(errors.Conflict, match="Look at it again"):
            timesheets.approve(sheet=sheet_of(), seen=seen, actor=ASHA, at=AT)
        assert sheet_of().state == "submitted"


def test_a_representatives_decision_is_recorded_on_behalf_of_the_client() -> None:
    joan = CAST.joan.actor()
    with actors.acting(joan):
        sheet = sheet_of()
        timesheets.reject(
            sheet=sheet, reason="Tuesday was short.", actor=joan, at=AT, on_behalf_of="Asha Verma"
        )
        event = AuditEvent.objects.filter(thing_id=str(sheet.pk), verb="reject").latest("id")
        assert (event.on_behalf_of, event.reason, event.actor_name) == (
            "Asha Verma",
            "Tuesday was short.",
            "Joan Marsh",
        )


def test_sending_back_needs_a_reason_and_keeps_it_for_the_pa() -> None:
    with actors.acting(ASHA):
        with pytest.raises(errors.Invalid):
            timesheets.reject(sheet=sheet_of(), reason=" ", actor=ASHA, at=AT)
        timesheets.reject(sheet=sheet_of(), reason="Wrong week.", actor=ASHA, at=AT)
    with actors.acting(DEE):
        assert (sheet_of().state, sheet_of().reason) == ("rejected", "Wrong week.")


def test_the_employer_of_a_pa_does_not_learn_of_their_other_jobs() -> None:
    with actors.acting(ASHA):
        shown = sheets.shown(sheets.timesheets(actor=ASHA).get(pk=POST.id_of("timesheet")), actor=ASHA)
        assert shown.facts.elsewhere == ()


def test_a_sheet_shows_its_weeks_its_totals_and_what_it_comes_to() -> None:
    with actors.acting(DEE):
        shown = sheets.shown(sheets.timesheets(actor=DEE).get(pk=POST.id_of("timesheet")), actor=DEE)
    assert [week.worked.minutes for week in shown.weeks] == [0, 600, 0, 0]
    assert (shown.contracted, shown.left, shown.more_than_last) == (2400, 1800, 0)
    assert shown.gross == Decimal("135.00")


def test_a_night_is_not_paid_twice_across_two_periods_of_one_post() -> None:
    with actors.acting(CAST.actor(policy.PAYROLL_MANAGER)):
        later = payroll.pay_period(
            group=sheet_of().period.group,
            first_day=dt.date(2026, 11, 23),
            last_day=dt.date(2026, 12, 20),
            payday=dt.date(2026, 12, 24),
            tax_period=40,
        )
    sunday, monday = dt.date(2026, 11, 22), dt.date(2026, 11, 23)
    with actors.acting(DEE):
        sheet = take_back()
        days = Span(sheet.period.first_day, sheet.period.last_day)
        timesheets.save_days(sheet=sheet, days=days, entries=[shift(sunday, 20, 8, next_day=True)], actor=DEE)
        timesheets.submit(sheet=sheet_of(), actor=DEE, at=AT)
        after = timesheets.open_sheet(employment=sheet.employment, period=later, actor=DEE)
        week = Span(monday, dt.date(2026, 11, 29))
        timesheets.save_days(sheet=after, days=week, entries=[shift(monday, 0, 8)], actor=DEE)
        with pytest.raises(transitions.Refused, match="overlaps 00:00 to 08:00 for Asha Verma"):
            timesheets.submit(sheet=after, actor=DEE, at=AT)
