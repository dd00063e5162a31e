"""The department's rules: each is broken by a message of the right shape, and nothing else is reported."""

import pytest

from payroll.gateways.sandbox import rules
from tests.payroll.sandbox import samples
from tests.payroll.sandbox.cases import (
    ACCEPTED,
    BROKEN,
    EPS_BROKEN,
    KEYS,
    PENSION,
    YEAR,
    Changes,
    insured,
    months,
    starts,
)
from tests.payroll.sandbox.samples import Message, eps
from tests.payroll.sandbox.wire import Sandbox


@pytest.mark.parametrize(("number", "change"), BROKEN)
def test_a_broken_rule_is_reported_with_its_number(sandbox: Sandbox, number: int, change: Changes) -> None:
    assert set(sandbox.outcome(Message(change=change)).business_errors()) == {number}


@pytest.mark.parametrize("change", ACCEPTED)
def test_what_a_rule_allows_is_accepted(sandbox: Sandbox, change: Changes) -> None:
    outcome = sandbox.outcome(Message(change=change))
    assert outcome.qualifier() == "response", outcome.business_errors()


@pytest.mark.parametrize(("number", "content"), EPS_BROKEN)
def test_a_broken_rule_of_the_eps_is_reported_with_its_number(
    sandbox: Sandbox, number: int, content: str
) -> None:
    assert number in sandbox.outcome(eps(content)).business_errors()


def test_an_employer_may_report_inactivity_from_the_next_tax_month(sandbox: Sandbox) -> None:
    assert (
        sandbox.outcome(eps(months("2026-12-06", "2027-12-05", "PeriodOfInactivity"))).qualifier()
        == "response"
    )


def test_inactivity_announced_in_december_starts_in_january(sandbox: Sandbox) -> None:
    sandbox.control("today", {"date": "2026-12-06"})
    try:
        started = sandbox.outcome(eps(months("2027-01-06", "2027-02-05", "PeriodOfInactivity")))
        assert started.qualifier() == "response"
    finally:
        sandbox.control("today", {"date": "2026-11-21"})


def test_a_header_without_keys_is_rejected(sandbox: Sandbox) -> None:
    errors = sandbox.outcome(
        Message(change={f"<IRheader><Keys>{KEYS}</Keys>": "<IRheader>"})
    ).business_errors()
    assert errors == [5004, 7821, 7822]


def test_a_start_without_any_declaration_breaks_two_rules(sandbox: Sandbox) -> None:
    message = Message(change=starts("<StartDate>2026-11-02</StartDate>"))
    assert sandbox.outcome(message).business_errors() == [7878, 7881]


def test_the_start_of_a_pension_needs_the_mark_of_a_pension(sandbox: Sandbox) -> None:
    message = Message(change=starts(f"<StartDate>2026-11-02</StartDate>{PENSION.format(amount='9.00')}"))
    assert sandbox.outcome(message).business_errors() == [7881, 7916]


@pytest.mark.parametrize("field", ["TotalEmpNIC", "EmpeeContribns"])
def test_ni_in_the_period_is_nought_under_letter_x(sandbox: Sandbox, field: str) -> None:
    expected = {"TotalEmpNIC": [7863, 7864], "EmpeeContribns": [7865, 7866]}[field]
    change = insured("X", **{f"{field}InPd": "1.00", f"{field}YTD": "1.00"})
    assert sandbox.outcome(Message(change=change)).business_errors() == expected


def test_a_test_in_live_message_is_judged_by_the_same_rules(sandbox: Sandbox) -> None:
    assert sandbox.outcome(Message(message_class="HMRC-PAYE-RTI-FPS-TIL")).qualifier() == "response"
    wrong = Message(message_class="HMRC-PAYE-RTI-FPS-TIL", period_end="2026-04-05")
    assert sandbox.outcome(wrong).business_errors() == [7844]


def test_a_nino_request_under_another_class_is_rejected(sandbox: Sandbox) -> None:
    content = f"<Employee><EmployeeDetails>{samples.PERSON.format(nino='RN000008A')}</EmployeeDetails>"
    message = Message(form="NINOverificationRequest/1", content=f"{content}<Employment/></Employee>")
    assert sandbox.outcome(message).business_errors() == [9008]


def test_another_years_message_is_not_read_but_its_irmark_is_checked(sandbox: Sandbox) -> None:
    assert sandbox.outcome(Message(form="FullPaymentSubmission/20-21/1")).business_errors() == [9010]
    wrong = Message(form="FullPaymentSubmission/20-21/1", mark="wrong")
    assert sandbox.outcome(wrong).business_errors() == [9010, 2021]


def test_last_years_message_is_judged_in_its_own_year(sandbox: Sandbox) -> None:
    message = Message(
        form="FullPaymentSubmission/25-26/1",
        period_end="2026-04-05",
        change={
            YEAR: "<RelatedTaxYear>25-26</RelatedTaxYear>",
            "2026-11-27": "2026-03-27",
            "<MonthNo>8": "<MonthNo>12",
        },
    )
    assert sandbox.outcome(message).qualifier() == "response"


def test_every_rule_is_broken_by_some_message_here() -> None:
    broken = {number for number, _ in BROKEN} | {number for number, _ in EPS_BROKEN}
    elsewhere = {5004, 7878, 7881, 7863, 7865, 9008, 7838}
    assert {rule.number for table in rules.TABLES.values() for rule in table} == broken | elsewhere


def test_an_eps_under_the_class_of_an_fps_is_rejected(sandbox: Sandbox) -> None:
    wrong = eps("<EmpAllceInd>yes</EmpAllceInd>")
    wrong.message_class = "HMRC-PAYE-RTI-FPS"
    assert sandbox.outcome(wrong).business_errors() == [7838]
