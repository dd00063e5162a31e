import dataclasses
import datetime as dt
import uuid
from decimal import Decimal

from commissioning import decisions
from commissioning.facts import Bill
from contracts import forecast
from tests.commissioning.published import CONTRACT, COUNTY, HARBOUR, count, county

BILL = Bill(
    id=uuid.UUID(int=9),
    number="DIL-2026-10-2",
    provider="Downland",
    lot=2,
    month=dt.date(2026, 10, 1),
    billed=31,
    served=29,
)


def test_the_growth_to_plan_for_is_a_decision_while_the_ceiling_allows_another() -> None:
    (found,) = decisions.open_now(COUNTY)
    assert (found.kind, found.title) == (decisions.GROWTH, "How much growth to plan for")
    assert found.why == (
        "The profile assumes that lot 2 rises 20% by year 7. The ceiling would allow 24.8%."
        " 557 people use the service, not the 594 planned for this year."
    )


def test_a_plan_that_uses_the_ceiling_up_needs_no_decision() -> None:
    contract = dataclasses.replace(CONTRACT, ceiling=forecast.contract_total(CONTRACT.plan))
    assert decisions.open_now(county(contract=contract)) == []


def test_a_plan_that_passes_the_ceiling_is_over_it() -> None:
    contract = dataclasses.replace(CONTRACT, ceiling=Decimal(4_700_000))
    (found,) = decisions.open_now(county(contract=contract))
    assert found.title == "The plan passes the ceiling by £23,600"
    assert (found.word, found.colour) == ("Over the ceiling", "red")


def test_a_bill_for_more_people_than_were_served_comes_first() -> None:
    found = decisions.open_now(county(overbilled=(BILL,)))
    assert [one.kind for one in found] == [decisions.INVOICE, decisions.GROWTH]
    assert found[0].title == "Downland, lot 2, October 2026: 31 people billed, 29 served"
    assert "2 people more than the provider served" in found[0].why


def test_without_a_contract_and_bills_nothing_needs_a_decision() -> None:
    assert decisions.open_now(county(contract=None)) == []


def test_as_many_people_as_planned_are_said_to_be_as_planned() -> None:
    counts = COUNTY.counts | {("service_users", None): count(594, 1_515)}
    (found,) = decisions.open_now(county(counts=counts))
    assert found.why.endswith("594 people use the service, as planned for this year.")


def test_people_are_left_out_of_the_reason_when_they_are_not_counted() -> None:
    (found,) = decisions.open_now(county(counts={("payroll_users", HARBOUR.id): count(1, 1)}))
    assert found.why.endswith("would allow 24.8%.")
