"""The arithmetic of two published contracts, figure by figure."""

import datetime as dt
from decimal import Decimal

import hypothesis
import pytest
from hypothesis import strategies

from contracts import forecast
from contracts.forecast import Lot, Plan, Rule
from dpss.kernel import errors, money
from dpss.kernel.dates import Span

SEVEN_YEARS = Span(dt.date(2024, 4, 1), dt.date(2031, 3, 31))
SUPPORT = Lot(number=1, first_year=Decimal(171_000), growth=Decimal(0))
PAYROLL = Lot(number=2, first_year=Decimal(458_000), growth=Decimal("0.2"))
COUNTY = Plan(SEVEN_YEARS, (SUPPORT, PAYROLL))
COMPOUND = Plan(SEVEN_YEARS, (SUPPORT, PAYROLL), Rule.COMPOUND)
CEILING = Decimal(4_801_000)
TODAY = dt.date(2026, 11, 21)
PROVIDERS = {"first": 479, "second": 78}


def pounds(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1))


def test_the_two_lots_of_the_first_year_add_up() -> None:
    assert forecast.year_values(COUNTY)[0].total == Decimal(629_000)


def test_growing_in_a_straight_line_to_20_percent_costs_4723600() -> None:
    assert money.to_penny(forecast.contract_total(COUNTY)) == Decimal("4723600.00")


def test_growing_by_compound_to_20_percent_costs_4715486() -> None:
    assert pounds(forecast.contract_total(COMPOUND)) == Decimal(4_715_486)


def test_without_growth_seven_years_cost_4403000() -> None:
    flat = Plan(SEVEN_YEARS, (SUPPORT, Lot(2, Decimal(458_000), Decimal(0))))
    assert forecast.contract_total(flat) == Decimal(4_403_000)


@pytest.mark.parametrize(
    ("plan", "left"), [(COUNTY, Decimal(77_400)), (COMPOUND, Decimal(85_514))], ids=["straight", "compound"]
)
def test_the_ceiling_leaves_headroom_above_either_plan(plan: Plan, left: Decimal) -> None:
    assert pounds(forecast.headroom(ceiling=CEILING, total=forecast.contract_total(plan))) == left


def test_the_headroom_is_1_6_percent_of_the_ceiling() -> None:
    left = forecast.headroom(ceiling=CEILING, total=forecast.contract_total(COUNTY))
    assert (left / CEILING * 100).quantize(Decimal("0.1")) == Decimal("1.6")


def test_the_ceiling_would_allow_24_83_percent_in_a_straight_line() -> None:
    growth = forecast.implied_growth(plan=COUNTY, ceiling=CEILING, lot=2)
    assert growth.quantize(Decimal("0.00001")) == Decimal("0.24828")


def test_the_ceiling_would_allow_25_64_percent_compound() -> None:
    growth = forecast.implied_growth(plan=COMPOUND, ceiling=CEILING, lot=2)
    assert growth.quantize(Decimal("0.00001")) == Decimal("0.25641")


@pytest.mark.parametrize("rule", Rule)
def test_the_implied_growth_uses_the_ceiling_up_to_the_penny(rule: Rule) -> None:
    plan = Plan(SEVEN_YEARS, (SUPPORT, PAYROLL), rule)
    growth = forecast.implied_growth(plan=plan, ceiling=CEILING, lot=2)
    grown = Plan(SEVEN_YEARS, (SUPPORT, Lot(2, PAYROLL.first_year, growth)), rule)
    assert money.to_penny(forecast.contract_total(grown)) == CEILING


def test_the_running_totals_are_those_of_the_report_year_by_year() -> None:
    values = forecast.year_values(COUNTY)
    assert [pounds(value.running) for value in values] == [
        Decimal(total)
        for total in (629_000, 1_273_267, 1_932_800, 2_607_600, 3_297_667, 4_003_000, 4_723_600)
    ]
    assert [pounds(value.lots[1]) for value in values] == [
        Decimal(value) for value in (458_000, 473_267, 488_533, 503_800, 519_067, 534_333, 549_600)
    ]
    assert [value.year.label for value in values] == [
        "2024-25", "2025-26", "2026-27", "2027-28", "2028-29", "2029-30", "2030-31"
    ]  # fmt: skip


def test_the_people_planned_grow_with_the_lot() -> None:
    planned = [
        557 * forecast.factor(growth=Decimal("0.2"), year=year, years=7, rule=Rule.STRAIGHT)
        for year in range(1, 8)
    ]
    assert [people.quantize(Decimal("0.1")) for people in planned] == [
        Decimal(people) for people in ("557.0", "575.6", "594.1", "612.7", "631.3", "649.8", "668.4")
    ]


def test_the_profile_to_21_november_2026_is_1696091() -> None:
    assert pounds(forecast.profile_to(plan=COUNTY, day=TODAY)) == Decimal(1_696_091)


def test_the_profile_is_nothing_at_the_start_and_everything_after_the_end() -> None:
    assert forecast.profile_to(plan=COUNTY, day=SEVEN_YEARS.first) == 0
    assert forecast.profile_to(plan=COUNTY, day=dt.date(2024, 1, 1)) == 0
    whole = forecast.contract_total(COUNTY)
    assert forecast.profile_to(plan=COUNTY, day=dt.date(2031, 4, 1)) == whole
    assert forecast.profile_to(plan=COUNTY, day=dt.date(2031, 3, 31)) < whole


def test_the_profile_at_a_new_contract_year_is_the_years_before_it() -> None:
    at_new_year = forecast.profile_to(plan=COUNTY, day=dt.date(2025, 4, 1))
    assert at_new_year == Decimal(629_000)


def test_the_term_is_2556_days_of_which_964_are_gone() -> None:
    assert SEVEN_YEARS.days == 2_556
    assert (TODAY - SEVEN_YEARS.first).days == 964
    assert forecast.year_on(term=SEVEN_YEARS, day=TODAY).number == 3


def test_a_day_outside_the_term_belongs_to_the_nearest_year() -> None:
    assert forecast.year_on(term=SEVEN_YEARS, day=dt.date(2023, 12, 1)).number == 1
    assert forecast.year_on(term=SEVEN_YEARS, day=dt.date(2040, 1, 1)).number == 7


def test_the_payroll_lot_costs_822_26_a_person() -> None:
    assert money.to_penny(forecast.unit_cost(value=Decimal(458_000), people=557)) == Decimal("822.26")
    assert money.to_penny(forecast.unit_cost(value=Decimal(629_000), people=557)) == Decimal("1129.26")


def test_the_market_is_shared_14_to_86() -> None:
    found = {name: share.quantize(Decimal("0.0001")) for name, share in forecast.shares(PROVIDERS).items()}
    assert found == {"first": Decimal("0.8600"), "second": Decimal("0.1400")}


@pytest.mark.parametrize(
    ("counts", "index"),
    [((479, 78), 7_591), ((712, 27, 42), 8_352), ((100,), 10_000), ((50, 50), 5_000)],
    ids=["county", "city", "one provider", "two equal"],
)
def test_the_concentration_of_a_market(counts: tuple[int, ...], index: int) -> None:
    found = forecast.concentration(dict(enumerate(counts)))
    assert found.quantize(Decimal(1)) == index


def test_nobody_has_no_share_of_a_market_without_people() -> None:
    assert forecast.shares({"first": 0, "second": 0}) == {"first": 0, "second": 0}


def test_the_share_of_users_among_direct_payments_is_36_8_percent() -> None:
    assert (Decimal(557) / 1_515).quantize(Decimal("0.001")) == Decimal("0.368")


def test_a_rounded_share_of_32_7_percent_stands_for_4626_to_4640_people() -> None:
    base = forecast.implied_base(part=1_515, rate=Decimal("0.327"), half_width=Decimal("0.0005"))
    assert (base.nearest, base.fewest, base.most) == (4_633, 4_626, 4_640)


def test_every_whole_in_the_range_gives_the_rounded_share_and_no_other_does() -> None:
    base = forecast.implied_base(part=1_515, rate=Decimal("0.327"), half_width=Decimal("0.0005"))
    shown = {whole: (Decimal(1_515) / whole).quantize(Decimal("0.001")) for whole in range(4_600, 4_700)}
    assert [whole for whole, share in shown.items() if share == Decimal("0.327")] == list(
        range(base.fewest, base.most + 1)
    )


def test_the_forecast_scales_what_remains_to_the_people_there_are() -> None:
    remaining = forecast.contract_total(COUNTY) - forecast.profile_to(plan=COUNTY, day=TODAY)
    planned = 557 * forecast.factor(growth=Decimal("0.2"), year=3, years=7, rule=Rule.STRAIGHT)
    found = forecast.forecast(spent=Decimal(1_600_000), remaining=remaining, people=557, planned=planned)
    assert pounds(found) == Decimal(4_438_290)


def test_a_last_year_that_is_cut_short_costs_its_part() -> None:
    plan = Plan(Span(dt.date(2024, 4, 1), dt.date(2025, 9, 30)), (Lot(1, Decimal(36_500), Decimal(0)),))
    values = forecast.year_values(plan)
    assert [value.total for value in values] == [Decimal(36_500), Decimal(18_300)]
    assert values[1].year.span.last == dt.date(2025, 9, 30)


def test_a_contract_of_one_year_does_not_grow() -> None:
    plan = Plan(Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), (PAYROLL,))
    assert forecast.contract_total(plan) == Decimal(458_000)
    assert forecast.year_values(plan)[0].year.label == "2026"
    with pytest.raises(errors.Invalid, match="no later year"):
        forecast.implied_growth(plan=plan, ceiling=CEILING, lot=2)


def test_no_compound_growth_reaches_a_ceiling_below_the_first_year() -> None:
    with pytest.raises(errors.Invalid, match="No compound growth"):
        forecast.implied_growth(plan=COMPOUND, ceiling=Decimal(1_300_000), lot=2)


def test_a_ceiling_below_the_flat_cost_implies_that_the_lot_shrinks() -> None:
    for plan in (COUNTY, COMPOUND):
        assert forecast.implied_growth(plan=plan, ceiling=Decimal(4_300_000), lot=2) < 0


def test_nobody_cannot_carry_a_cost() -> None:
    with pytest.raises(errors.Invalid, match="nobody"):
        forecast.unit_cost(value=Decimal(458_000), people=0)
    with pytest.raises(errors.Invalid, match="nobody"):
        forecast.forecast(spent=Decimal(1), remaining=Decimal(1), people=1, planned=Decimal(0))
    with pytest.raises(errors.Invalid, match="too small"):
        forecast.implied_base(part=1, rate=Decimal("0.0005"), half_width=Decimal("0.0005"))


@hypothesis.given(
    growth=strategies.decimals("-0.5", "3", places=4),
    value=strategies.decimals("1", "5000000", places=2),
    rule=strategies.sampled_from(Rule),
)
def test_the_growth_that_a_ceiling_implies_is_the_growth_that_made_it(
    growth: Decimal, value: Decimal, rule: Rule
) -> None:
    plan = Plan(SEVEN_YEARS, (SUPPORT, Lot(2, value, growth)), rule)
    found = forecast.implied_growth(plan=plan, ceiling=forecast.contract_total(plan), lot=2)
    assert abs(found - growth) < Decimal("1E-9")


@hypothesis.given(day=strategies.dates(dt.date(2024, 4, 1), dt.date(2031, 4, 1)))
def test_the_profile_never_falls(day: dt.date) -> None:
    before = forecast.profile_to(plan=COUNTY, day=day)
    after = forecast.profile_to(plan=COUNTY, day=day + dt.timedelta(days=1))
    assert before <= after <= forecast.contract_total(COUNTY)
