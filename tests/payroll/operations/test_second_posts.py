"""A PA with two posts at one employer: National Insurance and loans on the pay of both together."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from payroll import models
from payroll.calc import payment, results
from payroll.operations import hiring, off_cycle
from payroll.operations.terms import Terms
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job
from tests.payroll.operations.test_off_cycle import again, bonus, slip, start

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2026, 11, day) for day in range(2, 16)]


def second(**tax: Any) -> models.Employment:
    """Dee's second post at Asha's."""
    hours = Terms(weekly_minutes=600, hourly_rate=Decimal("13.50"), sleep_in_rate=Decimal(0))
    asked = hiring.Job(first_day=dt.date(2026, 10, 26), hours="irregular", terms=hours, payroll_id="SECOND")
    olu = CAST.olu.actor()
    with actors.acting(olu):
        post = hiring.employ_again(post=steps.post_of(), job=asked, actor=olu, at=AT)
    with actors.acting(job()):
        payroll.tax_details(employment=post, **{"tax_code": "BR", "starter_declaration": "C"} | tax)
    return post


def slips() -> dict[str, models.Payslip]:
    """November's payslips of Dee at Asha's, by pay ID."""
    with actors.acting(job()):
        rows = models.Payslip.objects.filter(
            payrun__period=steps.november(), employment__assistant=DEE.assistant_id
        ).select_related("employment", "payrun")
        return {slip.employment.payroll_id: slip for slip in rows}


def slips_of_the_usual_run() -> dict[str, models.Payslip]:
    """Those that pay for November's time, by pay ID."""
    with actors.acting(job()):
        rows = models.Payslip.objects.filter(payrun=steps.run_of()).select_related("employment")
        return {slip.employment.payroll_id: slip for slip in rows}


def reason_of(run: models.Payrun) -> set[tuple[str, str]]:
    return {(one["reason"], one["why"].partition(".")[0]) for one in run.exceptions}


def test_the_second_bears_what_it_adds_to_the_first() -> None:
    steps.approve_sheet()
    post = second()
    # 70 hours: 945.00 beside 135.00, together 1,080.00, over the threshold of 967 for 4 weeks.
    steps.sheet_in(post, *DAYS)
    steps.calculate()
    made = slips()
    first = made[steps.post_of().payroll_id]
    assert (first.gross, first.ni_employee) == (Decimal("135.00"), Decimal("0.00"))
    assert (made["SECOND"].gross, made["SECOND"].ni_employee) == (Decimal("945.00"), Decimal("9.04"))
    # Employer's: 15 % above 385 on both together, 104.25, none of it with the first.
    assert (first.ni_employer, made["SECOND"].ni_employer) == (Decimal("0.00"), Decimal("104.25"))
    pay = payment.from_json(made["SECOND"].inputs)
    assert pay.earlier is not None
    assert (pay.earlier.earnings, pay.earlier.taxable) == (Decimal("135.00"), Decimal("0.00"))
    # Tax goes by the code of each post: a fifth of 945 here.
    assert made["SECOND"].tax == Decimal("189.00")


def test_the_second_bears_what_it_adds_to_a_bonus_of_the_first() -> None:
    steps.approve_sheet()
    post = second()
    steps.sheet_in(post, *DAYS)
    bonus("900.00", payday=dt.date(2026, 11, 27))
    steps.calculate()
    made = slips_of_the_usual_run()
    first = made[steps.post_of().payroll_id]
    # 900.00, 135.00 and 945.00 are 1,980.00 in one earnings period: 8 % of what is above 967, 81.04.
    assert first.ni_employee + made["SECOND"].ni_employee == Decimal("81.04")


def test_a_bonus_of_the_other_post_meanwhile_is_looked_at_before_the_approval() -> None:
    post = second()
    runs = [
        start(post=one, bonus=Decimal("900.00"), bonus_for="Thanks", payday=dt.date(2026, 11, 27))
        for one in (steps.post_of(), post)
    ]
    steps.work_out()
    outcome = steps.approve(*(run.pk for run in runs))
    assert [run.pk for run in outcome.moved] == [runs[0].pk]
    assert "figures have changed" in outcome.refused[runs[1].pk]
    with actors.acting(CAST.olu.actor()):
        off_cycle.ask(payrun=again(runs[1]), actor=CAST.olu.actor(), at=AT)
    steps.work_out()
    assert steps.approve(runs[1].pk).refused == {}
    # 8 % of what is above 967 in 1,800.00.
    assert sum(slip(run).ni_employee for run in runs) == Decimal("66.64")


def test_hmrc_is_told_of_each_under_its_own_pay_id_and_that_they_go_together() -> None:
    steps.approve_sheet()
    steps.sheet_in(second(), *DAYS)
    run = steps.calculate()
    assert steps.approve(run.pk).refused == {}
    with actors.acting(job()):
        report = models.Submission.objects.get(payrun=run)
        assert report.errors == []
        body = report.body or ""
    assert body.count("<AggregatedEarnings>yes</AggregatedEarnings>") == 2
    assert "<PayId>SECOND</PayId>" in body


def test_a_sheet_that_comes_late_goes_on_from_what_is_paid() -> None:
    post = second()
    steps.pay_november()
    steps.sheet_in(post, *DAYS)
    steps.request()
    steps.work_out()
    late = slips()["SECOND"]
    assert (late.payrun.run, late.ni_employee) == (2, Decimal("9.04"))
    assert steps.approve(late.payrun_id).refused == {}


def test_each_is_worked_out_alone_where_only_one_has_a_sheet() -> None:
    steps.sheet_in(second(), *DAYS)
    steps.calculate()
    (only,) = slips().values()
    assert (only.ni_employee, payment.from_json(only.inputs).earlier) == (Decimal("0.00"), None)


def test_the_pa_sees_both_payslips_under_one_sign_in() -> None:
    steps.approve_sheet()
    steps.sheet_in(second(), *DAYS)
    run = steps.calculate()
    steps.approve(run.pk)
    with actors.acting(CAST.dee.actor()):
        found = models.Payslip.objects.filter(payrun=run)
        assert {results.from_json(slip.result).gross for slip in found} == {
            Decimal("135.00"),
            Decimal("945.00"),
        }


class TestStopped:
    """What cannot be worked out together is said, and neither is paid."""

    def test_different_letters(self) -> None:
        steps.approve_sheet()
        steps.sheet_in(second(ni_letter="J"), *DAYS)
        run = steps.calculate()
        assert run.payslip_count == 0
        assert {code for code, _ in reason_of(run)} == {"two_posts"}
        assert all(why.startswith("The posts have different") for _, why in reason_of(run))

    def test_an_order_in_force(self) -> None:
        steps.approve_sheet()
        post = second()
        with actors.acting(job()):
            order = payroll.deduction(employment=post, first_day=dt.date(2026, 11, 1))
            payroll.deduction_terms(deduction=order)
        steps.sheet_in(post, *DAYS)
        run = steps.calculate()
        assert run.payslip_count == 0
        assert {code for code, _ in reason_of(run)} == {"two_posts"}
        assert all(why.startswith("An order or agreed deduction is in force") for _, why in reason_of(run))
