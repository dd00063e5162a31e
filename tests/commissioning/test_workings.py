import pytest

from commissioning import workings
from commissioning.facts import Facts, Spending
from tests.commissioning.published import COUNTY, TODAY, county


def working(key: str, facts: Facts = COUNTY) -> workings.Working:
    return next(one for one in workings.all_of(facts) if one.key == key)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("direct_payment_value", "£7,500,000.00 ÷ 1,515 ÷ 52 weeks = £95.20 a week"),
        ("long_term", "1,515 ÷ 32.7% = 4,633. The share is rounded by up to 0.05 of a point,"),
        ("long_term", "so the base is from 4,626 to 4,640."),
        ("service_users", "557 ÷ 1,515 = 36.8%"),
        ("payroll_users", "479 + 78 = 557. Harbour 479 ÷ 557 = 86.0%; Downland 78 ÷ 557 = 14.0%."),
        ("concentration", "86.0² + 14.0² is about 7,591"),
        ("unit_cost_2", "£458,000.00 ÷ 557 = £822.26 a year"),
        (
            "profile",
            "£629,000 + £644,267 + £659,533 + £674,800 + £690,067 + £705,333 + £720,600 = £4,723,600",
        ),
        ("headroom", "£4,801,000 − £4,723,600 = £77,400, which is 1.6% of the ceiling"),
        ("growth_allowed", "In a straight line: 24.8%. By the same percentage each year: 25.6%."),
        ("profile_to_date", "£1,273,267 + £659,533 × 234 ÷ 365 = £1,696,091"),
        ("spend", "£1,600,000 − £1,603,937 = −£3,937"),
        ("forecast", "£1,600,000 + £3,027,509 × 557 ÷ 594.1 = £4,438,290"),
        ("pas_paid", "897 of 899: 99.8%"),
    ],
)
def test_each_figure_is_written_out_as_a_sum(key: str, said: str) -> None:
    assert said in working(key).sum


def test_the_other_way_to_grow_is_told_beside_the_profile() -> None:
    assert "£4,715,486" in working("profile").is_not


def test_the_ceiling_is_an_input_with_its_source() -> None:
    ceiling = working("headroom").inputs[0]
    assert (ceiling.value, ceiling.source) == ("£4,801,000", "Report to the Lead Member, 15 May 2023")


def test_spend_is_held_against_the_profile_of_the_months_billed() -> None:
    profile = working("spend").inputs[2]
    assert (profile.label, profile.value) == ("Profile to 30 September 2026", "£1,603,937")


def test_without_an_invoice_spend_is_compared_with_nothing() -> None:
    found = working("spend", county(spending=Spending()))
    assert found.sum == "No invoice is accepted, so there is nothing to compare."
    assert len(found.inputs) == 2


def test_every_working_has_a_key_of_its_own_and_inputs() -> None:
    found = workings.all_of(COUNTY)
    assert len({one.key for one in found}) == len(found)
    assert all(one.inputs and one.formula and one.sum for one in found)


def test_facts_without_counts_and_contract_have_nothing_to_work_out() -> None:
    assert workings.all_of(Facts(day=TODAY)) == []


def test_a_contract_without_counts_still_has_its_profile() -> None:
    bare = county(counts={}, paydays=(), published={}, spending=Spending(), counted_on=None)
    assert [one.key for one in workings.all_of(bare)] == [
        "profile",
        "headroom",
        "growth_allowed",
        "profile_to_date",
        "spend",
    ]
