"""A whole tax year, payday by payday to week 56: P60, P11, P32, letter and payslips say the same."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors, policy
from dpss.kernel import money
from dpss.kernel.dates import Span
from payroll import models
from payroll.calc import inputs, payment, payslip, rates, results, tax_periods
from payroll.calc.pension import Membership
from payroll.operations import issued_forms
from payroll.queries import employer_papers, letters, papers, paye_moves
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps

YEAR = "2026-27"
# Every four weeks from the first day of the tax year to its last: the fourteenth payday is week 56.
PAYDAYS = [dt.date(2026, 4, 6) + dt.timedelta(weeks=4 * number) for number in range(14)]
ENDED = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=dt.date(2027, 4, 20))
FIGURES = (
    *("gross", "non_taxable", "tax", "ni_employee", "ni_employer", "student_loan", "postgraduate_loan"),
    *("pension_employee", "pension_employer", "attached", "kept", "net"),
)
IN_PENSION = {"pension": Membership(scheme=inputs.RELIEF_AT_SOURCE, member_from=PAYDAYS[0])}
NET_PAY = {"pension": Membership(scheme=inputs.NET_PAY, member_from=PAYDAYS[0])}
KINDS: dict[str, dict[str, Any]] = {
    "an ordinary code": {"tax_code": "1257L"},
    "a loan and a pension": {"tax_code": "1257L", "student_loan": "1", "postgraduate_loan": True}
    | IN_PENSION,
    "a pension before tax": {"tax_code": "1185L"} | NET_PAY,
    "a second job": {"tax_code": "BR"},
    "month 1": {"tax_code": "1257L", "non_cumulative": True},
    "an earlier job": {
        "tax_code": "1257L",
        "previous_pay": Decimal("900.00"),
        "previous_tax": Decimal("80.00"),
    },
}
BROUGHT = inputs.YearToDate.zero()


def periods(group: models.PayGroup) -> list[models.PayPeriod]:
    """The fourteen periods of the year."""
    return [
        payroll.pay_period(
            group=group,
            first_day=day - dt.timedelta(days=34),
            last_day=day - dt.timedelta(days=7),
            payday=day,
            tax_period=tax_periods.period_of(payday=day, interval=inputs.Interval.FOUR_WEEKLY),
        )
        for day in PAYDAYS
    ]


def paid(
    post: models.Employment,
    runs: Sequence[models.Payrun],
    *,
    began: inputs.YearToDate,
    **terms: Any,
) -> None:
    """Hours that change from payday to payday, each payment from the one before."""
    to_date = began
    for number, run in enumerate(runs):
        hours = Decimal(60 + 9 * (number % 5))
        pay = payment.PayInput(
            tax_year=YEAR,
            interval=inputs.Interval.FOUR_WEEKLY,
            period=run.period.tax_period,
            payday=run.period.payday,
            earnings=(
                inputs.Earning(
                    inputs.EarningKind.HOURS,
                    "Hours worked",
                    hours,
                    "hours",
                    Decimal("19.37"),
                    hours * Decimal("19.37"),
                ),
            ),
            ni_letter="A",
            to_date=to_date,
            **{"non_cumulative": False, **terms},
        )
        result = payslip.calculate(pay=pay, rates=rates.for_year(YEAR))
        to_date = result.to_date
        payroll.payslip(
            payrun=run,
            timesheet=payroll.timesheet(employment=post, period=run.period),
            inputs=payment.to_json(pay),
            result=results.to_json(result),
            **{name: getattr(result, name) for name in FIGURES},
        )


def run_the_year(*, began: inputs.YearToDate = BROUGHT, **terms: Any) -> models.Employment:
    """A new employer's only PA, paid on every payday of the year, each payrun approved."""
    employer = steps.employ("Vera Hall")
    with actors.acting(steps.job()):
        group = payroll.pay_group(
            name="From 6 April", council_id=CAST.east.id, organisation_id=CAST.northfield.organisation_id
        )
        payroll.in_group(employer=employer, group=group)
    post = steps.hire("Una Small", employer.pk, first_day=dt.date(2026, 2, 1))
    with actors.acting(steps.job()):
        runs = [
            payroll.payrun(
                employer=post.employer,
                period=period,
                state="approved",
                approved_by_id=CAST.mara.user_id,
                approved_at=AT,
            )
            for period in periods(group)
        ]
        paid(post, runs, began=began, **terms)
    return post


def the_p60(post: models.Employment) -> papers.Form:
    """The P60 that the job gives after the year."""
    with actors.acting(ENDED):
        issued_forms.give_due(actor=ENDED, at=AT)
        return papers.form(papers.forms_given(actor=ENDED, employment=post).get(), actor=ENDED)


def sums(post: models.Employment) -> dict[str, Decimal]:
    """The columns of the payslips, added up."""
    slips = list(models.Payslip.objects.filter(employment=post))
    assert len(slips) == len(PAYDAYS)
    found = {name: money.total(getattr(slip, name) for slip in slips) for name in FIGURES}
    taxable = money.total(results.from_json(slip.result).taxable_pay for slip in slips)
    return found | {"taxable": taxable}


@pytest.mark.parametrize("terms", KINDS.values(), ids=KINDS)
def test_the_p60_is_the_sum_of_the_payslips_and_of_the_p11(db: None, terms: dict[str, Any]) -> None:
    post = run_the_year(**terms)
    form = the_p60(post)
    found = form.p60()
    with actors.acting(ENDED):
        added = sums(post)
        rows = employer_papers.sheet(post, tax_year=YEAR, actor=ENDED)
    assert rows[-1].period == 56
    assert (found.pay_here, found.tax_here) == (added["taxable"], added["tax"])
    assert found.total_pay == added["taxable"] + terms.get("previous_pay", money.ZERO)
    assert (found.student_loan, found.postgraduate_loan) == (
        added["student_loan"],
        added["postgraduate_loan"],
    )
    assert money.total(row.employee for row in found.ni) == added["ni_employee"]
    for name, figure in {
        "taxable": found.pay_here,
        "tax": found.tax_here,
        "gross": added["gross"],
        "net": added["net"],
        "ni_employee": added["ni_employee"],
        "ni_employer": added["ni_employer"],
        "student_loan": found.student_loan,
    }.items():
        assert money.total(getattr(row, name) for row in rows) == figure, name


def test_what_another_payroll_paid_is_in_the_p60_and_not_in_the_payslips(db: None) -> None:
    began = inputs.YearToDate(
        pay=Decimal("1000.00"),
        tax=Decimal("20.00"),
        ni=(inputs.NiToDate.nothing("A"),),
        student_loan=money.ZERO,
        postgraduate_loan=money.ZERO,
        pension_relief_at_source=money.ZERO,
        pension_net_pay=money.ZERO,
        pension_employer=money.ZERO,
        statutory=(),
        net=Decimal("980.00"),
    )
    post = run_the_year(began=began, tax_code="1257L")
    found = the_p60(post).p60()
    with actors.acting(ENDED):
        added = sums(post)
    assert found.pay_here == added["taxable"] + Decimal("1000.00")
    assert found.tax_here == added["tax"] + Decimal("20.00")


def test_the_p32_and_the_letter_say_what_the_payslips_say(db: None) -> None:
    post = run_the_year(**KINDS["a loan and a pension"])
    with actors.acting(ENDED):
        every = list(models.Payslip.objects.filter(employment__employer=post.employer, tax_year=YEAR))
        added = sums(post)
        letter = letters.letter(post, Span(PAYDAYS[0], PAYDAYS[-1]), actor=ENDED)
        year = employer_papers.of_year(post.employer, tax_year=YEAR, actor=ENDED)
    total = year.record.total
    assert total.tax == money.total(slip.tax for slip in every)
    assert total.ni_employee == money.total(slip.ni_employee for slip in every)
    assert total.ni_employer == money.total(slip.ni_employer for slip in every)
    assert total.loans == money.total(slip.student_loan + slip.postgraduate_loan for slip in every)
    assert total.allowance == total.ni_employer, "the claim covers all of it"
    assert money.total(bill.amount for bill in year.bills) == total.due
    assert money.total(month.net for month in year.months) == money.total(slip.net for slip in every)
    assert (letter.total.gross, letter.total.net) == (added["gross"], added["net"])
    assert letter.total.net == letter.total.gross + letter.total.reimbursed - letter.total.taken_off


@pytest.mark.parametrize("terms", KINDS.values(), ids=KINDS)
def test_the_p60_is_of_the_reference_on_5_april_and_the_one_before_is_an_earlier_employment(
    db: None, terms: dict[str, Any]
) -> None:
    post = run_the_year(**terms)
    moved_on = PAYDAYS[4] + dt.timedelta(days=1)
    with actors.acting(steps.job()):
        old = models.PayeScheme.objects.get(employer=post.employer_id)
        models.PayeScheme.objects.filter(pk=old.pk).update(during=DateRange(old.during.lower, moved_on))
        payroll.paye_scheme(employer=post.employer, reference="NEW77", during=DateRange(moved_on, None))
    form = the_p60(post)
    found = form.p60()
    with actors.acting(ENDED):
        slips = [results.from_json(one.result) for one in post.payslips.order_by("payday")]
        days = paye_moves.begun_in(post.employer_id, tax_year=YEAR, actor=ENDED)
    before, here = slips[:5], slips[5:]
    assert days == [moved_on]
    assert form.issued.paye_reference == "120/NEW77"
    assert found.pay_here == money.total(one.taxable_pay for one in here)
    assert found.tax_here == money.total(one.tax for one in here)
    brought = terms.get("previous_pay", money.ZERO), terms.get("previous_tax", money.ZERO)
    assert found.pay_before == money.total(one.taxable_pay for one in before) + brought[0]
    assert found.tax_before == money.total(one.tax for one in before) + brought[1]
    assert found.total_pay == found.pay_before + found.pay_here
    assert money.total(row.employee for row in found.ni) == money.total(one.ni_employee for one in here)
    assert found.student_loan == money.total(one.student_loan for one in here)
