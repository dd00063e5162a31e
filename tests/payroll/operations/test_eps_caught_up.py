"""Summaries that nobody made in time: caught up at the next tick, and put before a person where late."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.access import actors
from payroll import eps_report, models
from payroll.operations import eps, submissions
from payroll.queries import p32s
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.test_eps import ASHA, change, job, kept, said, sweep

pytestmark = pytest.mark.django_db
LONG_AFTER = dt.date(2027, 6, 10)
MARA = CAST.mara.actor(today=LONG_AFTER)


def paid_maternity(amount: str) -> None:
    """Of November's wages so much is maternity pay, of a small employer."""
    steps.approve_sheet()
    run = steps.calculate()
    slip = steps.slip_of()
    slip.result["to_date"]["statutory"] = [{"kind": "maternity", "amount": amount}]
    change(models.Payslip.objects.filter(pk=slip.pk), result=slip.result)
    steps.approve(run.pk)
    change(models.PayeScheme.objects.filter(employer_id=ASHA), small_employer=True)


def stands() -> list[tuple[str, str, int | None, bool]]:
    return [
        (one.state, one.tax_year, one.tax_month, eps_report.from_json(one.said).for_year) for one in kept()
    ]


def sweep_after_month_9() -> None:
    """Nobody was paid in it: HMRC is told that first, and takes no amounts with it."""
    sweep(dt.date(2027, 1, 7))
    change(models.Submission.objects.filter(employer_id=ASHA, kind="eps", state="queued"), state="accepted")
    sweep(dt.date(2027, 1, 8))


def close(which: models.Submission, reason: str) -> None:
    with actors.acting(MARA):
        submissions.close(submission=which, reason=reason, actor=MARA, at=AT)


def test_the_years_last_report_is_made_up_for_after_months_without_beat() -> None:
    steps.pay_november()
    sweep(LONG_AFTER)
    assert stands() == [("held", "2026-27", 12, True)]
    assert kept()[0].errors[0]["text"] == eps.TOO_LATE
    sweep(dt.date(2027, 6, 11))
    assert len(kept()) == 1


def test_up_to_the_nineteenth_it_goes_by_itself_and_from_the_twentieth_a_person_looks() -> None:
    steps.pay_november()
    sweep(dt.date(2027, 4, 19))
    assert stands() == [("queued", "2026-27", 12, True)]
    change(models.Submission.objects.filter(employer_id=ASHA, kind="eps"), state="dropped")
    sweep(dt.date(2027, 4, 20))
    assert [state for state, *_ in stands()] == ["dropped", "held"]


def test_a_person_lets_a_late_one_go_to_hmrc() -> None:
    steps.pay_november()
    sweep(LONG_AFTER)
    (late,) = kept()
    with actors.acting(MARA):
        eps.release(submission=late, actor=MARA, at=AT)
    sweep(LONG_AFTER)
    assert stands() == [("queued", "2026-27", 12, True)]


def test_a_late_one_that_a_person_closes_is_not_made_again() -> None:
    steps.pay_november()
    sweep(LONG_AFTER)
    close(kept()[0], "Told by HMRC's own software on 18 April.")
    sweep(LONG_AFTER)
    states = [state for state, *_, for_year in stands() if for_year]
    assert states == ["closed"]


def test_two_tax_years_later_nothing_is_made_up_for() -> None:
    steps.pay_november()
    sweep(dt.date(2028, 4, 6))
    assert not [one for one in stands() if one[1] == "2026-27"]


def test_a_month_without_pay_that_was_missed_before_one_with_wages_waits_for_a_person() -> None:
    steps.pay_november()
    with actors.acting(steps.job()):
        payroll.registration_step(
            employer=models.Employer.objects.get(pk=ASHA),
            step="reference",
            done_on=dt.date(2026, 9, 10),
            recorded_by_id=CAST.olu.user_id,
        )
    sweep(dt.date(2026, 12, 7))
    ((state, month, told),) = said()
    assert (state, month) == ("held", 8)
    assert told.no_payment is not None
    assert (told.no_payment.first, told.no_payment.last) == (dt.date(2026, 9, 6), dt.date(2026, 10, 5))


def recovery() -> list[tuple[str, int | None, bool]]:
    """The summaries with their months, and whether they tell of amounts."""
    return [(state, month, bool(one.recovered)) for state, month, one in said()]


def test_amounts_whose_window_is_over_go_with_the_next_month() -> None:
    paid_maternity("1000.00")
    sweep(dt.date(2026, 12, 21))
    assert said() == []
    sweep_after_month_9()
    assert recovery() == [("accepted", 9, False), ("queued", 9, True)]


@pytest.mark.parametrize("next_sweep", [dt.date(2026, 12, 20), dt.date(2027, 1, 8)])
def test_amounts_that_were_not_sent_within_their_window_are_not_sent_for_their_month(
    next_sweep: dt.date,
) -> None:
    paid_maternity("1000.00")
    sweep(dt.date(2026, 12, 15))
    assert recovery() == [("queued", 8, True)]
    sweep(next_sweep)
    sweep_after_month_9()
    assert recovery() == [("dropped", 8, True), ("accepted", 9, False), ("queued", 9, True)]


def test_amounts_are_not_sent_on_the_day_after_their_window() -> None:
    paid_maternity("1000.00")
    sweep(dt.date(2026, 12, 19))
    change(models.Submission.objects.exclude(employer_id=ASHA, kind="eps"), state="accepted")
    assert submissions.send_next(actor=job(dt.date(2026, 12, 20)), at=AT)
    (held,) = kept()
    assert (held.state, "from a month before it begins to the 19th" in held.errors[0]["text"]) == (
        "held",
        True,
    )


def test_refused_amounts_hold_up_the_next_month_while_they_could_be_put_right() -> None:
    paid_maternity("1000.00")
    sweep(dt.date(2026, 12, 7))
    change(models.Submission.objects.filter(employer_id=ASHA, kind="eps"), state="rejected")
    sweep(dt.date(2026, 12, 19))
    assert recovery() == [("rejected", 8, True)]
    sweep_after_month_9()
    assert recovery() == [("rejected", 8, True), ("accepted", 9, False), ("queued", 9, True)]


def test_amounts_that_a_person_closed_go_with_the_next_month_and_not_again_with_their_own() -> None:
    paid_maternity("1000.00")
    sweep(dt.date(2026, 12, 7))
    change(models.Submission.objects.filter(employer_id=ASHA, kind="eps"), state="held")
    close(kept()[0], "Told by telephone.")
    sweep(dt.date(2026, 12, 8))
    assert [one[:2] for one in said()] == [("closed", 8)]
    sweep_after_month_9()
    assert [(state, month, bool(one.recovered)) for state, month, one in said()] == [
        ("closed", 8, True),
        ("accepted", 9, False),
        ("queued", 9, True),
    ]


def test_the_summary_and_the_p32_get_back_the_same_family_pay() -> None:
    paid_maternity("333.33")
    sweep(dt.date(2026, 12, 7))
    ((_, _, told),) = said()
    with actors.acting(steps.job()):
        month = p32s.of_employers([ASHA], tax_year="2026-27", actor=steps.job())[ASHA].record.months[7]
    (one,) = told.recovered
    assert (month.recovered, month.compensation) == (one.recovered, one.compensation)
    # HMRC's rates of 2026-27 for a small employer: all of it, and 9% on top.
    assert (one.recovered, one.compensation) == (Decimal("333.33"), Decimal("30.00"))
