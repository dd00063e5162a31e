"""Contracted time that was paid and a sheet that came in after it: settled once, with the next payday."""

import datetime as dt
from decimal import Decimal

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors, transitions
from dpss.kernel import errors
from payroll import models, settling
from payroll.calc import payment
from payroll.operations import corrections, reopening, timesheets
from payroll.queries import unsettled
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.factories import shared_work as shared
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_contracted_pay import agree, noor, pay_late, slip_of

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 2)


def paid_as_contracted() -> models.Employment:
    """Noor's November is paid: 40 contracted hours at £13.50, £540.00."""
    post = noor()
    agree(post, when="late")
    pay_late(post)
    payrun = steps.calculate()
    assert steps.approve(payrun.pk).refused == {}
    return post


def sheet_comes_in(
    post: models.Employment, *, shifts: int, period: models.PayPeriod | None = None
) -> models.Timesheet:
    """The real sheet, approved by the employer: so many shifts of five hours."""
    wanted = period or steps.november()
    with actors.acting(job()):
        sheet = timesheets.sheet_of(employment=post, period=wanted, actor=job())
        sheet.entries.all().delete()
        for number in range(shifts):
            payroll.shift(timesheet=sheet, day=wanted.first_day + dt.timedelta(days=number))
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)
        return sheet


def december_of(post: models.Employment, *, shifts: int = 8) -> tuple[models.Payrun, models.Payslip | None]:
    """The next payday is worked out, with a sheet of its own."""
    period = models.PayPeriod.objects.filter(first_day=dt.date(2026, 11, 23)).first() or steps.december()
    with actors.acting(job()):
        if not models.Timesheet.objects.filter(employment=post, period=period).exists():
            sheet_comes_in(post, shifts=shifts, period=period)
    steps.request(period=period)
    steps.work_out()
    with actors.acting(job()):
        run = models.Payrun.objects.get(employer=post.employer, period=period)
        return run, models.Payslip.objects.filter(payrun=run, employment=post).first()


def corrections_on(slip: models.Payslip) -> list[tuple[str, str]]:
    """The lines of a payslip that settle earlier pay."""
    lines = slip.result["lines"]
    return [(line["label"], line["amount"]) for line in lines if line["code"] == "correction"]


def to_correct() -> list[models.Timesheet]:
    """The late sheets that no payday settles any more, as Olu sees them."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        return list(unsettled.without_a_payday(actor=olu))


def test_a_late_sheet_of_a_post_that_has_ended_is_to_be_corrected_until_a_correction_begins() -> None:
    post = paid_as_contracted()
    sheet = sheet_comes_in(post, shifts=9)
    assert to_correct() == []
    with actors.acting(job()):
        models.Employment.objects.filter(pk=post.pk).update(last_day=dt.date(2026, 11, 22))
    (found,) = to_correct()
    assert (found.pk, found.paid_slip) == (sheet.pk, slip_of(post).pk)  # type: ignore[attr-defined]
    olu = CAST.olu.actor()
    with actors.acting(olu):
        run = corrections.begin(slip=slip_of(post), reason="The sheet came late.", actor=olu, at=AT)
    assert to_correct() == []
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    assert to_correct() == []


def test_a_late_sheet_is_left_to_a_payday_that_is_still_to_come() -> None:
    post = paid_as_contracted()
    sheet_comes_in(post, shifts=9)
    december = steps.december()
    with actors.acting(job()):
        models.Employment.objects.filter(pk=post.pk).update(last_day=december.first_day)
    assert to_correct() == []


def test_more_than_contracted_is_paid_with_the_next_payday_on_a_line_of_its_own() -> None:
    post = paid_as_contracted()
    sheet = sheet_comes_in(post, shifts=9)
    run, slip = december_of(post)
    assert slip is not None
    assert corrections_on(slip) == [("Correction for 26 October to 22 November 2026", "67.50")]
    assert slip.gross == Decimal("540.00") + Decimal("67.50")
    assert steps.approve(run.pk).refused == {}
    with actors.acting(job()):
        kept = models.SheetCorrection.objects.get(sheet=sheet)
    assert (kept.payslip_id, kept.minutes, kept.amount) == (slip.pk, 300, Decimal("67.50"))
    assert kept.paid_sheet_id == slip_of(post).timesheet_id


def test_less_than_contracted_is_taken_back() -> None:
    post = paid_as_contracted()
    with actors.acting(job()):
        models.EmploymentTerms.objects.filter(employment=post).update(hourly_rate=Decimal("20.00"))
    sheet_comes_in(post, shifts=7)
    _, slip = december_of(post)
    assert slip is not None
    assert corrections_on(slip) == [("Correction for 26 October to 22 November 2026", "-100.00")]
    assert slip.gross == Decimal("700.00")


def test_nothing_is_taken_back_below_the_minimum_wage_and_a_person_is_told() -> None:
    post = paid_as_contracted()
    sheet_comes_in(post, shifts=2)
    run, slip = december_of(post)
    assert slip is not None
    assert corrections_on(slip) == []
    (found,) = [one for one in run.exceptions if one["name"] == "Noor Ali"]
    assert (found["kind"], found["reason"]) == ("changed", "not_settled")
    assert "is not taken back" in found["why"]
    assert steps.approve(run.pk).refused == {}


def test_a_payslip_that_settles_is_worked_out_again_when_the_sheet_comes_in_after_it() -> None:
    post = paid_as_contracted()
    run, slip = december_of(post)
    assert slip is not None
    assert corrections_on(slip) == []
    sheet_comes_in(post, shifts=9)
    assert run.pk in steps.approve(run.pk).refused
    run, slip = december_of(post)
    assert slip is not None
    assert len(corrections_on(slip)) == 1
    assert steps.approve(run.pk).refused == {}


def test_a_sheet_is_settled_once() -> None:
    post = paid_as_contracted()
    sheet_comes_in(post, shifts=9)
    run, _ = december_of(post)
    steps.approve(run.pk)
    with actors.acting(job()):
        january = payroll.pay_period(
            group=steps.november().group,
            first_day=dt.date(2026, 12, 21),
            last_day=dt.date(2027, 1, 17),
            sheets_in_by=dt.datetime(2027, 1, 18, 12, tzinfo=dt.UTC),
            payday=dt.date(2027, 1, 22),
            tax_period=44,
        )
    sheet_comes_in(post, shifts=8, period=january)
    steps.request(period=january)
    steps.work_out()
    with actors.acting(job()):
        slip = models.Payslip.objects.get(employment=post, payrun__period=january)
    assert corrections_on(slip) == []


def test_sickness_on_a_late_sheet_is_left_for_a_person() -> None:
    post = paid_as_contracted()
    with actors.acting(job()):
        sheet = timesheets.sheet_of(employment=post, period=steps.november(), actor=job())
        payroll.shift(timesheet=sheet, day=DAY, kind="sickness", starts=None, finishes=None)
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)
    run, slip = december_of(post)
    assert slip is not None
    assert corrections_on(slip) == []
    assert "with sickness on it" in " ".join(one["why"] for one in run.exceptions)


def test_a_draft_that_comes_after_the_pay_is_nobodys_correction_yet() -> None:
    post = paid_as_contracted()
    with actors.acting(job()):
        timesheets.sheet_of(employment=post, period=steps.november(), actor=job())
    _, slip = december_of(post)
    assert slip is not None
    assert corrections_on(slip) == []


def test_the_line_is_kept_with_the_payment_and_read_back() -> None:
    post = paid_as_contracted()
    sheet = sheet_comes_in(post, shifts=9)
    _, slip = december_of(post)
    assert slip is not None
    (one,) = settling.settled_by(payment.from_json(slip.inputs))
    assert (one.sheet_id, one.minutes, one.amount) == (sheet.pk, 300, Decimal("67.50"))


def test_a_standing_change_that_comes_after_the_pay_is_settled_as_well() -> None:
    post = noor()
    agree(post)
    assert steps.approve(steps.calculate().pk).refused == {}
    sheet_comes_in(post, shifts=9)
    _, slip = december_of(post)
    assert slip is not None
    assert [amount for _, amount in corrections_on(slip)] == ["67.50"]


def begin(slip: models.Payslip) -> models.Payrun:
    """Olu asks for a payslip to be worked out again."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        slip = models.Payslip.objects.get(pk=slip.pk)
        return corrections.begin(slip=slip, reason="Wrong rate", actor=olu, at=AT)


def corrected(slip: models.Payslip, *, hourly: str) -> models.Payslip:
    """The payslip that replaces another, at another rate from the first day on."""
    run = begin(slip)
    with actors.acting(job()):
        rates = models.EmploymentTerms.objects.filter(employment=slip.employment_id)
        rates.update(hourly_rate=Decimal(hourly))
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    with actors.acting(job()):
        return models.Payslip.objects.get(payrun=run)


def test_what_a_replaced_payslip_settled_is_settled_by_its_replacement_each_time() -> None:
    post = paid_as_contracted()
    sheet = sheet_comes_in(post, shifts=9)
    run, slip = december_of(post)
    assert slip is not None
    assert steps.approve(run.pk).refused == {}
    for hourly, difference in (("14.00", "70.00"), ("14.50", "72.50")):
        slip = corrected(slip, hourly=hourly)
        assert [amount for _, amount in corrections_on(slip)] == [difference]
        with actors.acting(job()):
            kept = models.SheetCorrection.objects.get(sheet=sheet)
        assert (kept.payslip_id, kept.amount) == (slip.pk, Decimal(difference))


def test_contracted_pay_that_was_settled_is_not_corrected_with_the_real_sheet_again() -> None:
    post = paid_as_contracted()
    sheet_comes_in(post, shifts=9)
    run, _ = december_of(post)
    assert steps.approve(run.pk).refused == {}
    with pytest.raises(errors.Conflict, match="settled with the payslip of 24 December 2026"):
        begin(slip_of(post))


def test_a_correction_pays_the_sheet_that_was_begun_before_the_contracted_time_was_paid() -> None:
    post = noor()
    agree(post, when="late")
    with actors.acting(job()):
        draft = timesheets.sheet_of(employment=post, period=steps.november(), actor=job())
    pay_late(post)
    assert steps.approve(steps.calculate().pk).refused == {}
    assert sheet_comes_in(post, shifts=9).pk == draft.pk
    run = begin(slip_of(post))
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    with actors.acting(job()):
        assert models.Payslip.objects.get(payrun=run).timesheet_id == draft.pk


def test_a_late_sheet_with_shared_work_is_settled_with_the_employers_part() -> None:
    post = paid_as_contracted()
    with actors.acting(job()):
        week = DateRange(DAY, dt.date(2026, 11, 9))
        shared.side(employment=post, during=week, recorded_by_id=CAST.olu.user_id)
        sheet = timesheets.sheet_of(employment=post, period=steps.november(), actor=job())
        sheet.entries.all().delete()
        for number in range(9):
            day = sheet.period.first_day + dt.timedelta(days=number)
            payroll.shift(timesheet=sheet, day=day, shared=day == DAY)
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)
    _, slip = december_of(post)
    assert slip is not None
    assert corrections_on(slip) == [("Correction for 26 October to 22 November 2026", "33.75")]


def test_a_late_sheet_that_a_payslip_has_settled_stays_as_it_is() -> None:
    post = paid_as_contracted()
    sheet = sheet_comes_in(post, shifts=9)
    run, _ = december_of(post)
    assert steps.approve(run.pk).refused == {}
    actor = CAST.olu.actor()
    with actors.acting(actor), pytest.raises(transitions.Refused, match="The payslip is approved"):
        reopening.reopen(sheet=sheet, reason="Wrong hours", actor=actor, at=AT)
