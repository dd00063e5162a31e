"""A tax year run payday by payday for people who differ in all that a payslip knows: its papers agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import leavers, p45, rates, starters, tax_code, tax_periods
from payroll.calc import payslip as calculation
from payroll.calc.inputs import Interval, PayInputError, YearToDate
from payroll.calc.leavers import Leaving, Part
from payroll.calc.payment import PayInput
from payroll.calc.pension import Membership
from payroll.calc.rounding import ZERO
from payroll.calc.year_end import forms, p11
from tests.payroll.calc.cases import calculated, pay_line, payment

YEAR = "2026-27"
FIRST, LAST = date(2026, 4, 6), date(2027, 4, 5)
AUTUMN = date(2026, 10, 5)
WEEKLY, MONTHLY = Interval.WEEKLY, Interval.MONTHLY
FORTNIGHTLY, FOUR_WEEKLY = Interval.TWO_WEEKLY, Interval.FOUR_WEEKLY
FIGURES = (
    "gross",
    "taxable",
    "tax",
    "ni_employee",
    "ni_employer",
    "student_loan",
    "postgraduate_loan",
    "net",
)


@dataclass(frozen=True)
class Pa:
    """Someone paid `pay` on each payday, a little more or less each time.

    `sick` and `away` are the numbers of paydays with sick pay and with maternity pay. `terms` say how they
    are paid, and `changes` how from a day on.
    """

    interval: Interval
    pay: str
    terms: Mapping[str, Any] = field(default_factory=dict)
    sick: Sequence[int] = ()
    away: Sequence[int] = ()
    changes: Mapping[date, Mapping[str, Any]] = field(default_factory=dict)

    def payment(self, number: int, payday: date, to_date: YearToDate) -> PayInput:
        """The payment of one payday, from the year so far."""
        terms = dict(self.terms)
        for day, others in self.changes.items():
            terms |= others if day <= payday else {}
        lines = [pay_line("sick", "118.40")] if number in self.sick else []
        lines += [pay_line("maternity", "194.32")] if number in self.away else []
        return payment(
            Decimal(self.pay) + Decimal("7.31") * (number % 5),
            interval=self.interval,
            period=tax_periods.period_of(payday=payday, interval=self.interval),
            payday=payday,
            tax_year=tax_periods.tax_year_of(payday),
            to_date=to_date,
            worked_out=tuple(lines),
            **terms,
        )


def pension(scheme: str) -> dict[str, Membership]:
    return {"pension": Membership(scheme=scheme, member_from=FIRST)}


EVERYBODY = {
    "weekly on an ordinary code": Pa(WEEKLY, "431.20"),
    "weekly on a K code": Pa(WEEKLY, "388.05", {"tax_code": "K475"}),
    "weekly, the second of two jobs": Pa(WEEKLY, "150.00", {"tax_code": "BR"}),
    "fortnightly in Scotland, sick twice": Pa(FORTNIGHTLY, "1120.00", {"tax_code": "S1257L"}, sick=(4, 5)),
    "fortnightly with two loans": Pa(
        FORTNIGHTLY, "1480.50", {"student_loan": "2", "postgraduate_loan": True}
    ),
    "four-weekly in a pension": Pa(FOUR_WEEKLY, "2210.00", pension("relief_at_source")),
    "four-weekly, pension before tax": Pa(
        FOUR_WEEKLY, "1995.10", pension("net_pay") | {"tax_code": "C1185M"}
    ),
    "four-weekly on week 1": Pa(FOUR_WEEKLY, "1740.00", {"non_cumulative": True}),
    "monthly, away with a child": Pa(MONTHLY, "610.00", away=(2, 3, 4, 5)),
    "monthly, of pension age in autumn": Pa(MONTHLY, "1830.00", changes={AUTUMN: {"ni_letter": "C"}}),
    "monthly, another code and a loan in autumn": Pa(
        MONTHLY, "2605.75", changes={AUTUMN: {"tax_code": "1100L", "student_loan": "5"}}
    ),
}
EXTRA = {WEEKLY: 53, FORTNIGHTLY: 54, FOUR_WEEKLY: 56}


def paydays(interval: Interval) -> list[date]:
    """Those of the year: the 5th of each month, or from its first day to its last one."""
    if interval is MONTHLY:
        return [date(2026 + month // 13, (month - 1) % 12 + 1, 5) for month in range(5, 17)]
    return [FIRST + timedelta(weeks=weeks) for weeks in range(0, 53, interval.periods)]


def paid(pa: Pa, days: Sequence[date] | None = None) -> list[p11.Payment]:
    """Each payment from where the one before ended."""
    found: list[p11.Payment] = []
    to_date = YearToDate.zero()
    for number, payday in enumerate(days or paydays(pa.interval)):
        pay = pa.payment(number, payday, to_date)
        result = calculation.calculate(pay=pay, rates=rates.for_year(pay.tax_year))
        found.append(p11.Payment(pay, result))
        to_date = result.to_date
    return found


def last_of(payments: Sequence[p11.Payment]) -> forms.LastPayment:
    return forms.LastPayment(payments[-1].pay, payments[-1].result.to_date)


def total(payments: Sequence[p11.Payment], name: str) -> Decimal:
    """A column of the payslips, added up."""
    return sum((getattr(payment.result, name) for payment in payments), ZERO)


@pytest.mark.parametrize("pa", EVERYBODY.values(), ids=EVERYBODY)
def test_the_p60_is_the_sum_of_the_payslips_and_of_the_p11(pa: Pa) -> None:
    payments = paid(pa)
    p60 = forms.p60(last=last_of(payments), leaving_date=None)
    rows = p11.sheet(payments=payments, tax_year=YEAR)
    assert rows[-1].period == EXTRA.get(pa.interval, 12)
    for name in FIGURES:
        added = total(payments, "taxable_pay" if name == "taxable" else name)
        assert sum(getattr(row, name) for row in rows) == added, name
    assert (p60.pay_here, p60.tax_here) == (total(payments, "taxable_pay"), total(payments, "tax"))
    assert (p60.total_pay, p60.total_tax) == (p60.pay_here, p60.tax_here)
    assert p60.student_loan == total(payments, "student_loan")
    assert p60.postgraduate_loan == total(payments, "postgraduate_loan")
    assert sum(row.employee for row in p60.ni) == total(payments, "ni_employee")
    assert {row.letter for row in p60.ni} == {payment.pay.ni_letter for payment in payments}
    assert sum(row.amount for row in p60.statutory) == Decimal("194.32") * len(pa.away)
    gross = Decimal(pa.pay) * len(payments) + Decimal("7.31") * sum(
        number % 5 for number in range(len(payments))
    )
    gross += Decimal("118.40") * len(pa.sick) + Decimal("194.32") * len(pa.away)
    assert total(payments, "gross") == gross


@pytest.mark.parametrize("pa", [pa for pa in EVERYBODY.values() if pa.interval in EXTRA], ids=str)
def test_the_payday_of_week_53_is_taxed_by_itself_and_is_of_the_old_year(pa: Pa) -> None:
    """On 5 April: the year before it bears the same tax as without it, and HMRC sees week 53, 54 or 56."""
    *before, extra = paid(pa)
    assert (extra.pay.payday, extra.pay.period) == (LAST, EXTRA[pa.interval])
    alone = pa.payment(len(before), FIRST, YearToDate.zero())
    code = tax_code.parse_boxed(alone.tax_code, non_cumulative=True)
    by_itself = calculated(
        alone.earnings[0].amount,
        interval=pa.interval,
        period=pa.interval.periods,
        **{**pa.terms, "tax_code": str(code), "non_cumulative": True},
    )
    assert extra.result.tax == by_itself.tax
    assert extra.result.to_date.tax == total(before, "tax") + by_itself.tax
    p60 = forms.p60(last=last_of([*before, extra]), leaving_date=None)
    assert p60.pay_here == total(before, "taxable_pay") + extra.result.taxable_pay


def test_5_april_is_paid_by_the_old_years_figures_and_6_april_by_the_new_ones() -> None:
    """The same wages of two people, a day apart: National Insurance counts from 125 a week, then from 129."""
    for day, year, period, lower in (
        (date(2026, 4, 5), "2025-26", 53, Decimal(125)),
        (date(2026, 4, 6), "2026-27", 1, Decimal(129)),
    ):
        pa = Pa(WEEKLY, "300.00", {"student_loan": "1"})
        (one,) = paid(pa, [day])
        assert (one.pay.tax_year, one.pay.period) == (year, period)
        assert one.result.rates_sha256 == rates.for_year(year).sha256
        assert one.result.earnings_at_lel == lower


def test_the_turn_of_the_year_begins_everything_at_nought_but_the_code() -> None:
    """Paid on Sundays: 29 March and 5 April are weeks 52 and 53; 12 April is week 1, and no longer on M1."""
    pa = Pa(WEEKLY, "640.00", {"tax_code": "1257L", "non_cumulative": True, "student_loan": "1"})
    old = paid(pa, [date(2026, 3, 29), date(2026, 4, 5)])
    assert [payment.pay.period for payment in old] == [52, 53]
    carried = tax_code.carried_forward(
        tax_code.parse("1257L M1"), uplift=rates.for_year(YEAR).starters.codes.uplift
    )
    begun = Pa(WEEKLY, "640.00", {"tax_code": str(carried), "student_loan": "1"})
    new = paid(begun, [date(2026, 4, 12), date(2026, 4, 19)])
    assert [(payment.pay.period, payment.pay.non_cumulative) for payment in new] == [(1, False), (2, False)]
    p60 = forms.p60(last=last_of(old), leaving_date=None)
    assert (p60.tax_year, p60.due) == ("2025-26", date(2026, 5, 31))
    assert p60.pay_here == Decimal("1287.31")
    assert new[-1].result.to_date.pay == Decimal("1287.31")
    with pytest.raises(PayInputError, match=r"The payday 12 April 2026 is not in 2025-26\."):
        p11.sheet(payments=[*old, *new], tax_year="2025-26")


def test_a_leaver_and_a_starter_in_mid_year_bear_the_tax_of_one_job() -> None:
    """Five months here and the rest with an employer who goes on from the P45: the same tax as in one job."""
    pa = Pa(MONTHLY, "1834.52")
    days = paydays(MONTHLY)
    here = paid(pa, days[:5])
    with pytest.raises(PayInputError, match="no P60 is due"):
        forms.p60(last=last_of(here), leaving_date=date(2026, 8, 31))
    given = forms.p45(last=last_of(here), leaving_date=date(2026, 8, 31), already_given=None)
    assert (given.total_pay, given.total_tax) == (total(here, "taxable_pay"), total(here, "tax"))
    start = starters.start(
        first_day=date(2026, 9, 1),
        first_payday=days[5],
        rates=rates.for_year(YEAR),
        given=p45.P45(
            leaving_date=given.leaving_date,
            tax_year=YEAR,
            tax_code=given.tax_code,
            month=given.period,
            total_pay=given.total_pay,
            total_tax=given.total_tax,
        ),
    )
    terms = {"previous_pay": start.previous_pay, "previous_tax": start.previous_tax}
    there = paid(Pa(MONTHLY, "1834.52", {"tax_code": start.tax_code} | terms), days[5:])
    p60 = forms.p60(last=last_of(there), leaving_date=None)
    whole = forms.p60(last=last_of(paid(pa)), leaving_date=None)
    assert (p60.pay_before, p60.tax_before) == (given.total_pay, given.total_tax)
    assert (p60.total_pay, p60.total_tax) == (whole.total_pay, whole.total_tax)
    assert p60.total_tax == p60.tax_before + total(there, "tax")


def test_what_is_paid_after_the_p45_is_in_the_p11_and_never_in_another_p45() -> None:
    days = paydays(MONTHLY)
    here = paid(Pa(MONTHLY, "1500.00"), days[:3])
    left = Leaving(last_day=date(2026, 6, 30), last_code="1257L", final_payday=days[2])
    after = Pa(
        MONTHLY,
        "80.00",
        {
            "tax_code": leavers.code_after_leaving("1257L").body,
            "non_cumulative": True,
            "part": Part.AFTER_LEAVING,
            "leaving": left,
        },
    ).payment(0, days[4], here[-1].result.to_date)
    result = calculation.calculate(pay=after, rates=rates.for_year(YEAR))
    payments = [*here, p11.Payment(after, result)]
    rows = p11.sheet(payments=payments, tax_year=YEAR)
    assert (rows[-1].tax, rows[-1].gross) == (Decimal("16.00"), Decimal("80.00"))
    assert rows[-1].to_date.tax == total(payments, "tax")
    with pytest.raises(PayInputError, match="there is never a second one"):
        forms.p45(last=last_of(payments), leaving_date=left.last_day, already_given=days[2])
