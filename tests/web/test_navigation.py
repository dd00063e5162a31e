"""What each role finds in its navigation."""

import pytest
from django.urls import reverse

from dpss.access import policy
from dpss.portal import navigation

TABLES = {**navigation.NAVIGATION, "visitor": navigation.VISITOR}


def test_every_role_has_a_navigation() -> None:
    assert set(navigation.NAVIGATION) == set(policy.ROLE_NAMES)


@pytest.mark.parametrize("role", list(TABLES))
def test_a_role_has_at_most_six_items_and_each_leads_to_a_page(role: str) -> None:
    items = TABLES[role]
    assert 1 <= len(items) <= navigation.MOST_ITEMS
    assert len({reverse(item.route) for item in items}) == len(items)


def test_the_item_that_the_page_lies_under_is_current() -> None:
    items = {item.href: item.current for item in navigation.items_for("", path="/help/")}
    assert items["/help/"] == "page"
    below = {item.href: item.current for item in navigation.items_for("", path="/help/letters/")}
    assert below["/help/"] == "true"
    assert not any(item.current for item in navigation.items_for("", path="/privacy/"))
