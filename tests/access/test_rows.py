"""Many rows in one statement: each once, with nothing where nothing was given."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DataError, ProgrammingError

from clients.models import Commitment
from dpss.access import actors, keys, policy, rows
from tests.cast import CAST, TODAY, Cast

pytestmark = pytest.mark.django_db
JOB = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
FIELDS = ("id", "council", "subject", "client", "kind", "amount", "due_on", "source_key")
DUE = dt.date(2026, 11, 27)


def values(cast: Cast, name: str, amount: str) -> tuple[object, ...]:
    """What asha's wages of a payday speak for."""
    home = cast.homes["asha"]
    place = (keys.uuid7(), cast.east.id, home.subject_id, home.id_of("client"))
    return (*place, "wages", Decimal(amount), DUE, name)


def test_each_row_is_written_as_it_was_given(cast: Cast) -> None:
    with actors.acting(JOB):
        assert (
            rows.add_all(Commitment, FIELDS, [values(cast, "one", "1.10"), values(cast, "two", "2.20")]) == 2
        )
        found = Commitment.objects.filter(source_key__in=["one", "two"]).order_by("source_key")
        assert list(found.values_list("amount", "due_on", "settled_on")) == [
            (Decimal("1.10"), DUE, None),
            (Decimal("2.20"), DUE, None),
        ]


def test_what_is_there_already_is_left_as_it_is(cast: Cast) -> None:
    with actors.acting(JOB):
        assert rows.add_all(Commitment, FIELDS, [values(cast, "one", "1.10")]) == 1
        assert (
            rows.add_all(Commitment, FIELDS, [values(cast, "one", "9.99"), values(cast, "two", "2.20")]) == 1
        )
        assert Commitment.objects.get(source_key="one").amount == Decimal("1.10")


def test_nothing_is_written_for_nobody() -> None:
    with actors.acting(JOB):
        assert rows.add_all(Commitment, FIELDS, []) == 0


def test_nothing_is_written_out_of_reach(cast: Cast) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), actors.acting(cast.dee.actor()):
        rows.add_all(Commitment, FIELDS, [values(cast, "one", "1.10")])


def test_a_text_that_is_too_long_is_refused_and_never_cut(cast: Cast) -> None:
    with pytest.raises(DataError, match="too long"), actors.acting(JOB):
        rows.add_all(Commitment, FIELDS, [values(cast, "x" * 1_000, "1.10")])


def test_a_row_is_not_changed_to_a_text_that_is_too_long(cast: Cast) -> None:
    with actors.acting(JOB):
        rows.add_all(Commitment, FIELDS, [values(cast, "one", "1.10")])
        one = Commitment.objects.get(source_key="one")
        one.source_key = "x" * 1_000
    with pytest.raises(DataError, match="too long"), actors.acting(JOB):
        rows.update_all([one], ["source_key"])
