"""What stands in the made-up county's files: weekend rates, usual days, pension schemes, orders."""

from datetime import date
from decimal import Decimal

import pytest

from dpss import clock
from dpss.portal.demo import agreements, county, east_sussex, paye, period, rota, sheets
from dpss.portal.demo.county import County

SLUG = east_sussex.PLAN.slug


@pytest.fixture(scope="module")
def small() -> County:
    """Three hundred clients."""
    return county.make(east_sussex.PLAN, clients=300, today=clock.DEMO_DATE)


def test_every_weekend_shift_of_a_post_with_a_weekend_rate_names_it_and_no_other_does(small: County) -> None:
    named = {False: 0, True: 0}
    for sheet in small.sheets:
        post = small.force.posts[sheet.post]
        for entry in sheet.entries:
            # A draft that clashes on purpose has a shift of another post, at the usual rate.
            if entry.kind != sheets.HOURS or sheet.state != sheets.SUBMITTED:
                continue
            expected = bool(post.weekend_rate) and entry.day.weekday() in {5, 6}
            assert (entry.work == "Weekends") is expected
            named[expected] += 1
    assert named[True] > 0
    assert all(post.weekend_rate == 0 or post.weekend_rate > post.hourly_rate for post in small.force.posts)


def test_money_spent_says_what_for_and_nothing_else_does(small: County) -> None:
    spent = [entry for sheet in small.sheets for entry in sheet.entries if entry.kind == sheets.EXPENSE]
    assert spent
    for sheet in small.sheets:
        for entry in sheet.entries:
            assert bool(entry.what_for) == (entry.amount > 0) == (entry.kind == sheets.EXPENSE)


def test_usual_days_are_the_days_of_the_posts_week(small: County) -> None:
    usual = agreements.usual_days(SLUG, small.force)
    assert usual
    for assistant in small.force.assistants:
        weeks = rota.weeks(slug=SLUG, posts=[small.force.posts[number] for number in assistant.posts])
        for number in set(assistant.posts) & set(usual):
            worked = {visit.weekday for visit in weeks[number].visits}
            assert set(usual[number]) == worked | set(small.force.posts[number].nights)
            assert not small.force.posts[number].irregular


def test_every_employer_with_a_member_has_a_pension_scheme_and_no_other_has(small: County) -> None:
    made = list(agreements.pension_schemes(SLUG, small.schemes, small.force, small.details))
    members = {post.client for post in small.force.posts if small.details[post.number].pension}
    assert members
    assert {scheme.client for scheme in made} == members
    assert len(made) == len(members)


def test_orders_are_for_registered_employers_posts_that_can_bear_them(small: County) -> None:
    registered = {scheme.client for scheme in small.schemes if scheme.status == paye.REGISTERED}
    made = list(agreements.orders(SLUG, small.schemes, small.force))
    assert made
    for order in made:
        post = small.force.posts[order.post]
        assert post.client in registered
        assert post.weekly_cost * 4 > Decimal(600)
        assert order.made < order.first_day == period.WORKED.first


def test_new_bank_details_are_asked_for_before_the_demos_day_by_nobody_of_the_story(small: County) -> None:
    asking = agreements.new_bank_details(SLUG, small.force)
    assert asking
    assert agreements.ASKED_ON < clock.DEMO_DATE < agreements.PAID_THERE_FROM <= date(2026, 11, 27)
    for number in asking:
        posts = small.force.assistants[number].posts
        assert not any(small.force.posts[post].story for post in posts)


def test_holiday_is_asked_for_on_usual_days_of_one_week_and_lasts_the_weeks_hours(small: County) -> None:
    asked = list(agreements.holidays(SLUG, small.force))
    usual = agreements.usual_days(SLUG, small.force)
    assert asked
    for holiday in asked:
        post = small.force.posts[holiday.post]
        assert all(day in holiday.week for day in holiday.minutes)
        assert sorted(day.weekday() for day in holiday.minutes) == list(usual[holiday.post])
        assert 0 < sum(holiday.minutes.values()) <= post.weekly_minutes
        assert post.last_day is None
