"""Rows that are asked for by many keys are the same rows as one by one, whatever the keys come in."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dpss.access import models
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _homes(cast: Cast) -> list[uuid.UUID]:
    return [home.subject_id for home in list(cast.homes.values())[:2]]


@pytest.mark.parametrize("holder", [list, tuple, set, dict.fromkeys, iter])
def test_the_rows_of_some_keys_are_found(
    cast: Cast, holder: Callable[[Iterable[uuid.UUID]], Iterable[uuid.UUID]]
) -> None:
    wanted = _homes(cast)
    with CaptureQueriesContext(connection) as asked:
        found = models.Subject.objects.filter(pk__in=holder(wanted)).values_list("pk", flat=True)
        assert set(found) == set(wanted)
    assert "= any(" in asked[0]["sql"]


def test_the_rows_of_other_rows_are_found(cast: Cast) -> None:
    subjects = list(models.Subject.objects.filter(pk__in=_homes(cast)))
    by_row = models.Reach.objects.filter(subject__in=subjects)
    one_by_one = [models.Reach.objects.filter(subject=subject).count() for subject in subjects]
    assert by_row.count() == sum(one_by_one) > 0


def test_rows_left_out_are_left_out(cast: Cast) -> None:
    every = models.Subject.objects.count()
    assert models.Subject.objects.exclude(pk__in=_homes(cast)).count() == every - 2


@pytest.mark.parametrize(
    "keys", [lambda cast: map(str, _homes(cast)), lambda cast: [*_homes(cast), None]], ids=["text", "none"]
)
def test_other_ways_of_saying_keys_are_left_to_django(cast: Cast, keys: Callable[[Cast], Any]) -> None:
    assert models.Subject.objects.filter(pk__in=keys(cast)).count() == len(_homes(cast))


def test_nothing_is_found_for_no_keys_and_text_that_is_no_key_is_refused() -> None:
    assert not models.Subject.objects.filter(pk__in=[]).exists()
    with pytest.raises(ValidationError):
        models.Subject.objects.filter(pk__in=["no key"])


def test_a_query_in_a_query_stays_one(cast: Cast) -> None:
    inner = models.Subject.objects.filter(pk__in=_homes(cast))
    with CaptureQueriesContext(connection) as asked:
        assert models.Reach.objects.filter(subject__in=inner).exists()
    assert len(asked) == 1


def test_a_key_that_is_read_twice_is_made_once(cast: Cast) -> None:
    first, again = (models.Subject.objects.filter(pk__in=_homes(cast)).order_by("pk")[0].pk for _ in "ab")
    assert first is again
