"""An Employer Payment Summary says what HMRC's schemas allow, on the days on which HMRC takes it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dpss.kernel import dates, errors
from payroll.rti import closing, elements, eps, irmark, report, rules, schema, years
from payroll.rti.rules import summaries
from tests.payroll.rti import cast
from tests.payroll.rti.edits import Edit, add, drop, edited, put

TODAY = date(2026, 11, 21)
MONTH_8 = dates.Span(date(2026, 11, 6), date(2026, 12, 5))
NEXT_MONTHS = dates.Span(date(2026, 12, 6), date(2027, 3, 5))
MATERNITY = report.StatutoryPay(maternity=Decimal("1370.80"))
SAID = ("NoPaymentForPeriod", "PeriodOfInactivity", "RecoverableAmountsYTD")
COMPENSATION = report.StatutoryPay(maternity=Decimal("116.52"))


def summary(**changes: Any) -> eps.Summary:
    """A summary of the invented employer for 2026-27."""
    return replace(eps.Summary(tax_year="2026-27", employer=cast.EMPLOYER), **changes)


def everything() -> eps.Summary:
    """A month without payment in which the allowance is claimed and maternity pay is won back."""
    return summary(
        no_payment=MONTH_8,
        allowance=True,
        recovery=eps.Recovery(tax_month=8, recovered=MATERNITY, compensation=COMPENSATION),
    )


CASES = {
    "nobody paid": summary(no_payment=MONTH_8),
    "nobody paid for three months": summary(no_payment=dates.Span(date(2026, 9, 6), MONTH_8.last)),
    "nobody to be paid": summary(inactivity=NEXT_MONTHS),
    "nobody to be paid for a year": summary(inactivity=dates.Span(date(2026, 12, 6), date(2027, 12, 5))),
    "allowance claimed": summary(allowance=True),
    "allowance withdrawn": summary(allowance=False),
    "maternity pay recovered": summary(recovery=eps.Recovery(tax_month=8, recovered=MATERNITY)),
    "every payment recovered": summary(
        recovery=eps.Recovery(
            tax_month=8,
            recovered=report.StatutoryPay(*[Decimal("92.00")] * 6),
            compensation=report.StatutoryPay(*[Decimal("8.50")] * 6),
        )
    ),
    "final for the year": summary(final=closing.FinalSubmission(for_year=True)),
    "scheme closed": summary(final=closing.FinalSubmission(scheme_ceased=date(2026, 11, 20))),
    "everything": everything(),
}


def message(built: bytes) -> bytes:
    return cast.message(built, message_class=eps.MESSAGE_CLASS)


@pytest.mark.parametrize("name", CASES)
def test_every_case_is_valid_against_the_schema_and_keeps_the_rules(name: str) -> None:
    built = eps.build(CASES[name])
    assert schema.check(message(built), cast.fixture("schemas")) == ()
    assert rules.check(message(built), today=TODAY) == ()


@pytest.mark.parametrize("kind", ["allowance", "recovery"])
def test_last_years_summary_has_last_years_schema(kind: str) -> None:
    said = {"allowance": True, "recovery": eps.Recovery(tax_month=12, recovered=MATERNITY)}
    built = eps.build(summary(tax_year="2025-26", **{kind: said[kind]}))
    assert schema.check(message(built), cast.fixture("schemas")) == ()
    assert rules.check(message(built), today=date(2026, 4, 10)) == ()


def test_a_claim_says_that_state_aid_does_not_apply_while_the_form_asks() -> None:
    """The form asked until 2025-26; somebody who employs for their own care is no business."""
    asked = elements.parse(eps.build(summary(tax_year="2025-26", allowance=True)))
    withdrawn = elements.parse(eps.build(summary(tax_year="2025-26", allowance=False)))
    later = elements.parse(eps.build(summary(allowance=True)))
    assert asked.findtext(".//{*}DeMinimisStateAid/{*}NA") == "yes"
    assert withdrawn.find(".//{*}DeMinimisStateAid") is None
    assert later.find(".//{*}DeMinimisStateAid") is None


def test_the_irmark_is_that_of_the_body() -> None:
    built = eps.build(everything())
    assert elements.parse(built).findtext(".//{*}IRmark") == irmark.of(built).base64


def test_the_golden_summary_has_not_changed() -> None:
    cast.check_golden("eps_2026_27.xml", eps.build(everything()))


def test_each_recovered_payment_goes_under_its_own_name() -> None:
    amounts = report.StatutoryPay(*(Decimal(f"{number}.00") for number in range(1, 7)))
    built = eps.build(summary(recovery=eps.Recovery(1, recovered=amounts, compensation=amounts)))
    (group,) = elements.parse(built).iter("{*}RecoverableAmountsYTD")
    said = {elements.local_name(part): part.text for part in group}
    names = ("SMP", "SPP", "SAP", "ShPP", "SPBP", "SNCP")
    assert said == {
        "TaxMonth": "1",
        **{f"{name}Recovered": f"{number}.00" for number, name in enumerate(names, start=1)},
        **{f"NICCompensationOn{name}": f"{number}.00" for number, name in enumerate(names, start=1)},
    }


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "nothing to tell HMRC"),
        ({"no_payment": dates.Span(date(2026, 11, 1), date(2026, 11, 30))}, "whole tax months"),
        ({"no_payment": dates.Span(date(2027, 4, 6), date(2027, 5, 5))}, "not all in the tax year 2026-27"),
        ({"inactivity": dates.Span(date(2026, 12, 6), date(2027, 1, 4))}, "whole tax months"),
        ({"recovery": eps.Recovery(13, recovered=MATERNITY)}, "HMRC takes 1 to 12"),
        ({"recovery": eps.Recovery(8, recovered=report.StatutoryPay())}, "no amount to recover"),
        (
            {"recovery": eps.Recovery(8, recovered=report.StatutoryPay(maternity=Decimal("-1.00")))},
            "outside what HMRC takes",
        ),
        ({"recovery": eps.Recovery(8, recovered=report.StatutoryPay(adoption=Decimal("1.005")))}, "penny"),
        ({"final": closing.FinalSubmission(scheme_ceased=date(2027, 4, 6))}, "not in the tax year"),
        ({"tax_year": "2024-25", "allowance": True}, "not for 2024-25"),
    ],
)
def test_what_hmrc_would_not_take_is_refused_in_a_sentence(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        eps.build(summary(**wrong))


@pytest.mark.parametrize(
    ("breaks", "edits"),
    [
        ("7910", [put("NoPaymentDates/From", "2026-11-22")]),
        ("", [put("NoPaymentDates/From", "2026-11-21")]),
        ("7869", [put("NoPaymentDates/To", "2026-11-06")]),
        ("7911", [put("NoPaymentDates/To", "2026-12-06")]),
        ("7871", [put("PeriodOfInactivity/To", "2027-12-06")]),
        ("7872", [put("PeriodOfInactivity/To", "2026-12-06")]),
        ("7873", [put("PeriodOfInactivity/From", "2027-01-06")]),
        ("7872 7874", [put("PeriodOfInactivity/To", "2026-11-21")]),
        ("7912", [drop("RecoverableAmountsYTD/SMPRecovered")]),
        ("7838", [put("MessageDetails/Class", "HMRC-PAYE-RTI-FPS")]),
        ("7821", [put("EmpRefs/OfficeNo", "121")]),
        ("7889 7844 7918", [put("RelatedTaxYear", "25-26"), put("TaxMonth", "10")]),
        ("7933", [add("EmployerPaymentSummary", "FinalSubmission")]),
        ("7913", [drop(name) for name in SAID]),
    ],
)  # fmt: skip
def test_each_rule_finds_what_it_is_about_and_nothing_else(breaks: str, edits: list[Edit]) -> None:
    recovery = eps.Recovery(tax_month=8, recovered=MATERNITY)
    good = message(eps.build(summary(no_payment=MONTH_8, inactivity=NEXT_MONTHS, recovery=recovery)))
    found = rules.check(edited(good, *edits), today=TODAY)
    assert {violation.rule for violation in found} == set(breaks.split())


@pytest.mark.parametrize(
    ("tax_month", "opens", "closes"),
    [
        (1, date(2026, 3, 6), date(2026, 5, 19)),
        (8, date(2026, 10, 6), date(2026, 12, 19)),
        (10, date(2026, 12, 6), date(2027, 2, 19)),
        (12, date(2027, 2, 6), date.max),
    ],
)
def test_amounts_are_taken_from_a_month_before_to_the_nineteenth_after(
    tax_month: int, opens: date, closes: date
) -> None:
    assert summaries.window(tax_month, year=years.of("2026-27")) == (opens, closes)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 12, 5), date(2026, 12, 6)),
        (date(2026, 12, 6), date(2027, 1, 6)),
        (date(2026, 4, 5), date(2026, 4, 6)),
    ],
)
def test_a_tax_month_begins_on_the_sixth(day: date, first: date) -> None:
    assert summaries.next_tax_month(day) == first
