"""Many rows in one statement: each once, with nothing where nothing was given."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, ProgrammingError, transaction

from clients.models import Commitment
from dpss.access import actors, arrays, keys, policy, rows
from dpss.access.models import OutboxMessage
from payroll.models import PayrollIdentity
from tests.cast import AT, CAST, TODAY, Cast

pytestmark = pytest.mark.django_db
JOB = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
FIELDS = ("id", "council", "subject", "client", "kind", "amount", "due_on", "source_key")
FIELDS_OF_ROWS = ("id", "council_id", "subject_id", "client_id", "kind", "amount", "due_on", "source_key")
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


def test_every_kind_of_value_is_written_as_django_would_write_it(cast: Cast) -> None:
    """Quotes, backslashes, commas and braces in words and in JSON; nothing at all; moments with a zone."""
    odd = "a \"b\" \\ c, {d} 'e' %s\nnull"
    home = cast.homes["asha"]
    given = {
        "council_id": cast.east.id,
        "subject_id": home.subject_id,
        "template": "payslip_ready",
        "to_id": CAST.asha.user_id,
        "due_at": AT,
        "values": {"odd": odd, "none": None, "deep": [{"figure": "1.10"}]},
    }
    with actors.acting(JOB):
        OutboxMessage.objects.bulk_create([OutboxMessage(key=f"django {odd}", **given)])
        made = [OutboxMessage(key=f"{name} {odd}", **given) for name in ("one", "null")]
        made[1].values, made[1].tries = {}, 7
        rows.insert_all(made)
        names = [
            field.attname for field in OutboxMessage._meta.concrete_fields if field.name not in ("id", "key")
        ]
        found = {row.key: row for row in OutboxMessage.objects.filter(key__contains=odd)}
    django = [getattr(found[f"django {odd}"], name) for name in names]
    assert [getattr(found[f"one {odd}"], name) for name in names] == django
    assert (found[f"null {odd}"].values, found[f"null {odd}"].tries) == ({}, 7)
    assert [row._state.adding for row in made] == [False, False]


def test_a_sealed_value_is_sealed_for_its_row(cast: Cast) -> None:
    with actors.acting(JOB):
        before = PayrollIdentity.objects.filter(council=cast.east.id).first()
        assert before is not None
        before.nino = "QQ123456C"
        rows.update_all([before], ["nino"])
        after = PayrollIdentity.objects.get(pk=before.pk)
        raw = after.__dict__["nino"]
    assert after.nino == "QQ123456C"
    assert isinstance(raw, bytes)
    assert b"QQ123456C" not in raw


def test_a_row_that_must_not_be_twice_is_refused_unless_it_may_be_left_out(cast: Cast) -> None:
    with actors.acting(JOB):
        one = Commitment(**dict(zip(FIELDS_OF_ROWS, values(cast, "one", "1.10"), strict=True)))
        again = Commitment(**dict(zip(FIELDS_OF_ROWS, values(cast, "one", "9.99"), strict=True)))
        rows.insert_all([one])
        rows.insert_all([again], once=True)
        assert [row.amount for row in Commitment.objects.filter(source_key="one")] == [Decimal("1.10")]
        with pytest.raises(IntegrityError, match="source_key"), transaction.atomic():
            rows.insert_all([again])


def test_no_moment_without_a_zone_is_written(cast: Cast) -> None:
    with pytest.raises(ValueError, match="time zone"):
        arrays.of(OutboxMessage._meta.get_field("due_at"), [dt.datetime(2026, 11, 23, 9)])  # noqa: DTZ001 - what is refused
