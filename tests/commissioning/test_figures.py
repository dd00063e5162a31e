import datetime as dt
from decimal import Decimal

import pytest

from commissioning import figures
from commissioning.facts import Facts, Published, Spending
from contracts import forecast
from dpss.kernel import money
from tests.commissioning.published import COUNTY, REPORT, REPORTED, TODAY, count, county


def pounds(amount: Decimal | None) -> Decimal:
    assert amount is not None
    return amount.quantize(Decimal(1))


def outlook(facts: Facts = COUNTY) -> figures.Outlook:
    found = figures.outlook(facts)
    assert found is not None
    return found


def test_the_published_share_stands_for_4633_people_give_or_take_the_rounding() -> None:
    known = figures.long_term(COUNTY)
    assert known is not None
    assert known.part == 1_515
    assert known.base == forecast.Base(nearest=4_633, fewest=4_626, most=4_640)


def test_a_published_base_gives_the_part_when_the_part_is_not_published() -> None:
    published = COUNTY.published | {figures.LONG_TERM_CLIENTS: Published(Decimal(4_633), REPORTED, REPORT)}
    del published[figures.PUBLISHED_CLIENTS]
    known = figures.long_term(county(published=published))
    assert known is not None
    assert known.part == 1_515


def test_a_published_share_is_never_applied_to_the_people_counted_today() -> None:
    published = {figures.SHARE_OF_LONG_TERM: COUNTY.published[figures.SHARE_OF_LONG_TERM]}
    known = figures.long_term(county(published=published))
    assert known is not None
    assert (known.share, known.part, known.base) == (Decimal("0.327"), None, None)


def test_a_share_that_was_not_published_is_not_known() -> None:
    assert figures.long_term(county(published={})) is None


def test_the_mean_direct_payment_is_95_20_a_week() -> None:
    value = COUNTY.count("direct_payment_value")
    assert value is not None
    assert value.share is not None
    assert money.to_penny(value.share / 52) == Decimal("95.20")


def test_the_outlook_is_that_of_the_report() -> None:
    found = outlook()
    assert pounds(found.profile) == Decimal(1_696_091)
    assert pounds(found.total) == Decimal(4_723_600)
    assert pounds(found.headroom) == Decimal(77_400)
    assert found.growth_allowed is not None
    assert found.growth_allowed.quantize(Decimal("0.0001")) == Decimal("0.2483")
    assert found.year.number == 3
    assert pounds(found.planned_now) == 594


def test_the_forecast_holds_the_people_of_today_against_those_planned() -> None:
    found = outlook()
    assert found.spent == Decimal(1_600_000)
    assert pounds(found.forecast) == Decimal(4_438_290)


def test_no_forecast_is_made_when_nobody_recorded_what_it_was_priced_for() -> None:
    found = outlook(county(published={}))
    assert found.forecast is None
    assert found.planned is None


def test_no_forecast_is_made_before_anyone_was_counted() -> None:
    assert outlook(county(counts={})).forecast is None


def test_without_a_contract_there_is_no_outlook() -> None:
    assert figures.outlook(county(contract=None)) is None


def test_the_running_spend_stops_at_the_present_year() -> None:
    found = outlook()
    assert figures.running_spend(COUNTY, found.years) == [
        Decimal(629_000), Decimal(1_263_000), Decimal(1_600_000), None, None, None, None
    ]  # fmt: skip


def test_spend_is_compared_with_the_profile_of_the_months_that_were_billed() -> None:
    found = outlook()
    assert found.billed == forecast.profile_to(plan=found.contract.plan, day=dt.date(2026, 10, 1))
    assert found.difference is not None
    assert pounds(found.difference) == Decimal(-3_937)
    assert figures.last_day_invoiced(COUNTY) == "30 September 2026"


def test_without_invoices_there_is_nothing_to_compare() -> None:
    none = county(spending=Spending())
    assert outlook(none).billed is None
    assert outlook(none).difference is None
    assert figures.last_day_invoiced(none) == ""
    assert outlook(none).spent == 0


def test_each_lot_costs_so_much_a_person() -> None:
    costs = {number: money.to_penny(cost) for number, cost in figures.unit_costs(COUNTY).items()}
    assert costs == {1: Decimal("307.00"), 2: Decimal("822.26")}
    assert figures.unit_costs(county(counts={})) == {}


def test_the_growth_allowed_is_unknown_when_no_lot_grows() -> None:
    contract = outlook().contract
    flat = forecast.Contract(
        id=contract.id,
        name=contract.name,
        plan=forecast.Plan(contract.plan.term, (forecast.Lot(1, Decimal(171_000), Decimal(0)),)),
        lots={1: "Support"},
        core_ends=contract.core_ends,
        ceiling=contract.ceiling,
        ceiling_source=REPORT,
    )
    assert outlook(county(contract=flat)).growth_allowed is None


def test_the_providers_are_listed_by_size() -> None:
    assert [(provider.name, people) for provider, people in COUNTY.by_provider("payroll_users").items()] == [
        ("Harbour", 479),
        ("Downland", 78),
    ]


def test_a_payday_is_added_over_the_providers() -> None:
    assert COUNTY.payday_total("pas_paid") == count(897, 899)
    assert COUNTY.payday_total("fps_accepted") == count(0, 0)


@pytest.mark.parametrize("day", [dt.date(2024, 3, 1), TODAY, dt.date(2035, 1, 1)])
def test_an_outlook_can_be_made_on_any_day(day: dt.date) -> None:
    found = outlook(county(day=day))
    assert 0 <= found.profile <= found.total
