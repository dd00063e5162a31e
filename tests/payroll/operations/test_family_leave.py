"""Leave for a birth recorded for a PA: paid without timesheets, ended early, undone, and never paid twice."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll import family_leave, models, reasons
from payroll.calc.statutory.kinds import Kind
from payroll.operations import family_leave as operations
from payroll.operations import not_worked, payruns, reminders, timesheets
from payroll.queries import family_leave as queries
from payroll.queries import missed_sheets
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps

pytestmark = pytest.mark.django_db

STARTS = dt.date(2026, 11, 23)
OLU = CAST.olu


@pytest.fixture(autouse=True)
def december(db: None) -> models.PayPeriod:
    """Four weeks from the day on which the leave begins; the weeks before are paid."""
    no_leave_yet()
    steps.pay_november()
    return steps.december()


def no_leave_yet() -> None:
    """The cast's own leave is out of the way."""
    with actors.acting(steps.job()):
        models.FamilyPay.objects.all().delete()


def answers(average: str = "300.00", **changed: Any) -> operations.Answers:
    """Maternity leave from 23 November, with the certificate seen today."""
    claim = {
        "kind": Kind.MATERNITY,
        "weeks": family_leave.in_blocks([(STARTS, 39)]),
        "due": dt.date(2027, 1, 10),
    }
    return operations.Answers(
        claim=family_leave.Claim(**claim | changed),
        evidence="MATB1",
        evidence_on=TODAY,
        average=Decimal(average),
        average_source="Payslips of the payroll before",
    )


def decide(given: operations.Answers | None = None, **changed: Any) -> models.FamilyPay:
    """Olu records it."""
    with actors.acting(OLU.actor()):
        return operations.decide(
            post=steps.post_of(), answers=given or answers(**changed), actor=OLU.actor(), at=AT
        )


def pay(period: models.PayPeriod) -> models.Payrun:
    """The period asked for, worked out and approved."""
    steps.request(OLU, period)
    steps.work_out()
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(period=period, employer_id=steps.ASHA.id_of("employer"))
    assert steps.approve(run.pk).refused == {}
    return run


def slip_of(period: models.PayPeriod) -> models.Payslip:
    """Dee's payslip of a period."""
    with actors.acting(steps.job()):
        return models.Payslip.objects.get(payrun__period=period, employment_id=steps.DEE.id_of("employment"))


def sheet_of(period: models.PayPeriod) -> models.Timesheet:
    """Dee's sheet of a period."""
    with actors.acting(steps.job()):
        return models.Timesheet.objects.get(period=period, employment_id=steps.DEE.id_of("employment"))


def test_four_weeks_of_maternity_pay_are_paid_without_a_timesheet(december: models.PayPeriod) -> None:
    assert decide().is_paid
    pay(december)
    slip = slip_of(december)
    assert (slip.gross, slip.timesheet_id) == (Decimal("1080.00"), sheet_of(december).pk)
    said = {one["kind"]: one["amount"] for one in slip.result["to_date"]["statutory"]}
    assert said["maternity"] == "1080.00"


def test_nobody_is_asked_for_the_sheet_and_the_employer_is_not_told_that_they_did_not_work(
    december: models.PayPeriod,
) -> None:
    decide()
    assert (sheet_of(december).state, sheet_of(december).reason) == ("not_worked", reasons.FAMILY_LEAVE)
    later = dt.datetime(2026, 12, 22, 9, tzinfo=dt.UTC)
    dee = CAST.named("dee").actor()
    with actors.acting(dee):
        missed = missed_sheets.missed(actor=dee, at=later)
    assert december.pk not in {job.period.pk for job in missed if job.period}
    job = steps.job("reminders")
    with actors.acting(job):
        assert not_worked.tell_next(actor=job, at=AT) == 0
        reminders.remind_next(actor=job, at=later, limit=1000)
        assert not models.SheetReminder.objects.filter(
            employment_id=steps.DEE.id_of("employment"), period=december
        )


def test_a_period_that_is_opened_later_is_marked_when_it_is_worked_out(december: models.PayPeriod) -> None:
    with actors.acting(steps.job()):
        models.PayPeriod.objects.filter(pk=december.pk).delete()
    decide()
    opened = steps.december()
    pay(opened)
    assert slip_of(opened).gross == Decimal("1080.00")


def test_who_earns_too_little_is_away_and_not_paid_and_is_told_why(december: models.PayPeriod) -> None:
    leave = decide(average="100.00")
    assert not leave.is_paid
    assert "below" in leave.why_not[0]
    assert sheet_of(december).state == "not_worked"
    steps.request(OLU, december)
    steps.work_out()
    with actors.acting(steps.job()):
        assert not models.Payslip.objects.filter(payrun__period=december, employment=steps.post_of()).exists()


def test_the_first_day_back_ends_the_pay_and_asks_for_the_sheet_again(december: models.PayPeriod) -> None:
    leave = decide()
    with actors.acting(OLU.actor()):
        operations.come_back(decision=leave, day=dt.date(2026, 12, 9), actor=OLU.actor(), at=AT)
    assert sheet_of(december).state == "draft"
    dee = CAST.named("dee").actor()
    with actors.acting(dee):
        found = queries.lines_in([_again(leave)], period=timesheets.span_of(december))
    assert sum(line.amount for line in found) == Decimal("540.00")


def test_a_decision_is_undone_until_a_payslip_with_it_is_approved(december: models.PayPeriod) -> None:
    leave = decide()
    with actors.acting(OLU.actor()):
        assert operations.undo(decision=leave, actor=OLU.actor(), at=AT).state == "undone"
    assert sheet_of(december).state == "draft"
    again = decide()
    pay(december)
    with actors.acting(OLU.actor()), pytest.raises(errors.Refusal, match="End the leave early instead"):
        operations.undo(decision=again, actor=OLU.actor(), at=AT)
    with actors.acting(OLU.actor()), pytest.raises(errors.Invalid, match="Pay up to 20 December 2026"):
        operations.come_back(decision=again, day=dt.date(2026, 12, 9), actor=OLU.actor(), at=AT)


def test_the_same_days_are_not_recorded_twice(december: models.PayPeriod) -> None:
    decide()
    with pytest.raises(errors.Conflict, match="Other leave is recorded"):
        decide()
    with actors.acting(steps.job()):
        assert models.FamilyPay.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"weeks": (dt.date(2026, 11, 16),)}, "Pay up to 22 November 2026 is approved"),
        ({"weeks": (dt.date(2020, 1, 6),), "due": dt.date(2020, 2, 1)}, "too long ago"),
        ({"due": None}, "Say the day on which the baby is due"),
        ({"back_on": STARTS}, "not after the first day"),
        ({"weeks_before": 4}, "at most 39 weeks"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(errors.Refusal, match=sentence):
        decide(**changed)
    with actors.acting(steps.job()):
        assert not models.FamilyPay.objects.exists()


def test_an_average_is_asked_for_where_the_payslips_do_not_go_back_far_enough() -> None:
    given = answers()
    for missing in ({"average": None}, {"average_source": ""}):
        with pytest.raises(errors.Invalid):
            decide(operations.Answers(**{**_values(given), **missing}))


def test_a_payrun_that_was_calculated_is_worked_out_again(december: models.PayPeriod) -> None:
    steps.request(OLU, december)
    steps.work_out()
    decide()
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(period=december, employer_id=steps.ASHA.id_of("employer"))
        assert run.state == "requested"
        assert payruns.calculate_due(actor=steps.job(), at=AT) == 1
    assert slip_of(december).gross == Decimal("1080.00")


def _again(leave: models.FamilyPay) -> models.FamilyPay:
    with actors.acting(steps.job()):
        return models.FamilyPay.objects.get(pk=leave.pk)


def _values(given: operations.Answers) -> dict[str, Any]:
    names = ("claim", "evidence", "evidence_on", "average", "average_source", "note")
    return {name: getattr(given, name) for name in names}
