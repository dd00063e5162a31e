"""Posting: once by source key, whole or not at all, as far as the actor reaches, and never changed."""

import datetime as dt
import uuid
from collections import Counter
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpss.access import actors, policy
from dpss.kernel import errors
from ledger import chart, journal, models, queries
from ledger.operations import open_all, post, post_all, reverse
from tests import database
from tests.cast import AT, TODAY, Cast
from tests.ledger.conftest import payments_job

DAY = dt.date(2026, 11, 27)


def movement(key: str, *sides: tuple[uuid.UUID, str, str]) -> journal.Movement:
    """A movement kept with its first side's subject."""
    lines = tuple(journal.Line(subject, code, Decimal(pounds)) for subject, code, pounds in sides)
    return journal.Movement(key, DAY, "Wages", lines[0].account_subject, lines)


def wages(cast: Cast, key: str = "payslip:1", home: str = "ben") -> journal.Movement:
    """A payslip of £540 gross and £500 net, of one employer."""
    employer = cast.homes[home].employer_subject_id
    return movement(
        key,
        (employer, chart.WAGES, "540.00"),
        (employer, chart.NET_PAY, "-500.00"),
        (employer, chart.HMRC, "-40.00"),
    )


def test_posting_opens_the_accounts_that_it_needs(job: actors.Actor, cast: Cast) -> None:
    employer = cast.homes["ben"].employer_subject_id
    assert not models.Account.objects.filter(subject_id=employer, code=chart.HMRC).exists()
    assert post_all([wages(cast)], council_id=cast.east.id, at=AT) == 1
    assert queries.balances([employer], actor=job) == {
        (employer, chart.WAGES): Decimal("540.00"),
        (employer, chart.NET_PAY): Decimal("-500.00"),
        (employer, chart.HMRC): Decimal("-40.00"),
    }
    opened = models.Account.objects.get(subject_id=employer, code=chart.HMRC)
    assert (opened.pk, opened.council_id) == (chart.account_id(employer, chart.HMRC), cast.east.id)


def test_an_entry_keeps_what_the_movement_said(job: actors.Actor, cast: Cast) -> None:
    assert post(wages(cast), council_id=cast.east.id, at=AT)
    entry = models.Entry.objects.get(source_key="payslip:1")
    assert (entry.day, entry.description, entry.made_at, entry.reverses_id) == (DAY, "Wages", AT, None)
    assert (entry.subject_id, entry.council_id) == (cast.homes["ben"].employer_subject_id, cast.east.id)
    assert {posting.subject_id for posting in entry.postings.all()} == {entry.subject_id}


def test_posting_twice_changes_nothing(job: actors.Actor, cast: Cast) -> None:
    other = wages(cast, "payslip:2")
    assert post_all([wages(cast)], council_id=cast.east.id, at=AT) == 1
    before = models.Posting.objects.count()
    assert post_all([wages(cast), other], council_id=cast.east.id, at=AT) == 1
    assert post_all([wages(cast), other], council_id=cast.east.id, at=AT) == 0
    assert post(other, council_id=cast.east.id, at=AT) is False
    assert models.Posting.objects.count() == before + 3


def test_the_same_movement_twice_in_one_call_is_posted_once(job: actors.Actor, cast: Cast) -> None:
    assert post_all([wages(cast), wages(cast)], council_id=cast.east.id, at=AT) == 1
    assert models.Posting.objects.filter(entry__source_key="payslip:1").count() == 3


def test_more_movements_than_one_chunk_are_all_posted(job: actors.Actor, cast: Cast) -> None:
    many = [wages(cast, f"payslip:{number}") for number in range(1203)]
    assert post_all(many, council_id=cast.east.id, at=AT) == 1203
    employer = cast.homes["ben"].employer_subject_id
    assert queries.balance(employer, chart.NET_PAY, actor=job) == Decimal("-500.00") * 1203


def test_nothing_to_post_is_nothing_posted(job: actors.Actor, cast: Cast) -> None:
    assert post_all([], council_id=cast.east.id, at=AT) == 0


def test_a_subject_of_another_council_is_refused(job: actors.Actor, cast: Cast) -> None:
    with pytest.raises(errors.Invalid, match="not known to this council"):
        post(wages(cast, home="wes"), council_id=cast.east.id, at=AT)


def test_one_council_s_job_cannot_post_in_another(job: actors.Actor, cast: Cast) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        post(wages(cast, home="wes"), council_id=cast.west.id, at=AT)
    assert not models.Entry.objects.filter(source_key="payslip:1").exists()


def test_a_payroll_manager_posts_wages_for_an_employer_they_serve(db: None, cast: Cast) -> None:
    sam = cast.sam.actor()
    with actors.acting(sam):
        assert post(wages(cast), council_id=cast.east.id, at=AT)
        assert queries.balance(cast.homes["ben"].employer_subject_id, chart.WAGES, actor=sam) == 540


def test_a_payroll_manager_cannot_post_for_another_provider_s_employer(db: None, cast: Cast) -> None:
    with actors.acting(cast.sam.actor()), pytest.raises(ProgrammingError, match="row-level security"):
        post(wages(cast, home="asha"), council_id=cast.east.id, at=AT)


def test_a_payroll_manager_cannot_take_money_from_a_client(db: None, cast: Cast) -> None:
    ben = cast.homes["ben"]
    taken = movement(
        "theft",
        (ben.employer_subject_id, chart.NET_PAY, "1.00"),
        (ben.subject_id, chart.DIRECT_PAYMENT, "-1.00"),
    )
    with actors.acting(cast.sam.actor()), pytest.raises(ProgrammingError, match="row-level security"):
        post(taken, council_id=cast.east.id, at=AT)


def test_a_client_may_post_between_their_own_accounts(db: None, cast: Cast) -> None:
    asha, home = cast.asha.actor(), cast.homes["asha"]
    paid = movement(
        "instruction:1",
        (home.subject_id, chart.DIRECT_PAYMENT, "-500.00"),
        (home.employer_subject_id, chart.NET_PAY, "500.00"),
    )
    with actors.acting(asha):
        assert post(paid, council_id=cast.east.id, at=AT)
        assert queries.balance(home.subject_id, chart.DIRECT_PAYMENT, actor=asha) == Decimal("508.00")


def test_nobody_posts_without_saying_who_they_are(db: None, cast: Cast) -> None:
    with actors.acting(None), pytest.raises(ProgrammingError, match="row-level security"):
        post(wages(cast), council_id=cast.east.id, at=AT)


def test_a_reversal_names_what_it_reverses_and_puts_the_balances_back(job: actors.Actor, cast: Cast) -> None:
    employer = cast.homes["ben"].employer_subject_id
    post(wages(cast), council_id=cast.east.id, at=AT)
    entry = models.Entry.objects.get(source_key="payslip:1")
    assert reverse(entry, source_key="payslip:1:undone", day=TODAY, at=AT)
    assert set(queries.balances([employer], actor=job).values()) == {Decimal(0)}
    undone = models.Entry.objects.get(source_key="payslip:1:undone")
    assert (undone.reverses_id, undone.day, undone.description) == (entry.pk, TODAY, "Reversed: Wages")


def test_reversing_twice_is_one_reversal(job: actors.Actor, cast: Cast) -> None:
    post(wages(cast), council_id=cast.east.id, at=AT)
    entry = models.Entry.objects.get(source_key="payslip:1")
    assert reverse(entry, source_key="undone", day=TODAY, at=AT) is True
    assert reverse(entry, source_key="undone", day=TODAY, at=AT) is False
    with pytest.raises(errors.Conflict, match="reversed already"):
        reverse(entry, source_key="undone again", day=TODAY, at=AT)
    assert models.Entry.objects.filter(reverses=entry).count() == 1


def test_an_entry_that_is_only_half_in_reach_is_not_reversed(db: None, cast: Cast) -> None:
    ben = cast.homes["ben"]
    paid = movement(
        "payment:1",
        (ben.employer_subject_id, chart.NET_PAY, "500.00"),
        (ben.subject_id, chart.DIRECT_PAYMENT, "-500.00"),
    )
    with actors.acting(payments_job()):
        post(paid, council_id=cast.east.id, at=AT)
    with actors.acting(cast.sam.actor()):
        entry = models.Entry.objects.get(source_key="payment:1")
        with pytest.raises(errors.NotAllowed, match="do not reach"):
            reverse(entry, source_key="undone", day=TODAY, at=AT)


@pytest.mark.parametrize(
    "statement", ["update {} set council_id = council_id", "delete from {}", "truncate {}"]
)
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_posting"])
def test_the_portal_cannot_rewrite_what_was_posted(job: actors.Actor, table: str, statement: str) -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement.format(table))


@pytest.mark.parametrize("statement", ["update {} set council_id = council_id", "delete from {}"])
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_posting"])
def test_not_even_the_owner_rewrites_what_was_posted(owner: None, table: str, statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="keeps what happened"):
        cursor.execute(statement.format(table))


def test_the_database_itself_refuses_an_entry_that_does_not_balance(job: actors.Actor, cast: Cast) -> None:
    employer = cast.homes["ben"].employer_subject_id
    open_all([(employer, chart.WAGES)], council_id=cast.east.id)
    place = {"council_id": cast.east.id, "subject_id": employer}
    entry = models.Entry.objects.create(source_key="x", day=DAY, description="x", made_at=AT, **place)
    account = chart.account_id(employer, chart.WAGES)
    with pytest.raises(IntegrityError, match="does not balance: nothing"), transaction.atomic():
        connection.check_constraints()
    one, other, more = (
        models.Posting(entry=entry, account_id=account, amount=Decimal(amount), **place)
        for amount in ("1.00", "-1.00", "0.01")
    )
    with pytest.raises(IntegrityError, match="does not balance: 1 postings"), transaction.atomic():
        one.save()
    with pytest.raises(IntegrityError, match="does not balance: 2 postings"), transaction.atomic():
        models.Posting.objects.bulk_create([one, more])
    models.Posting.objects.bulk_create([one, other])
    connection.check_constraints()
    with pytest.raises(IntegrityError, match=r"1 postings, 0\.01 left over"), transaction.atomic():
        more.save()


def test_an_account_with_another_s_key_is_found_out(job: actors.Actor, cast: Cast) -> None:
    employer = cast.homes["ben"].employer_subject_id
    models.Account.objects.create(council_id=cast.east.id, subject_id=employer, code=chart.PENSION)
    with pytest.raises(errors.Conflict, match="books to be checked"):
        open_all([(employer, chart.PENSION)], council_id=cast.east.id)


def test_two_who_post_the_same_at_once_post_it_once(own_database: str, cast: Cast) -> None:
    movements = [wages(cast, f"payslip:{number}") for number in range(40)]

    def post_them(order: list[journal.Movement]) -> int:
        with actors.acting(payments_job()):
            return post_all(order, council_id=cast.east.id, at=AT)

    counts = database.together(
        lambda: post_them(movements),
        lambda: post_them(movements[::-1]),
        lambda: post_them(movements[20:]),
    )
    assert sum(counts) == 40
    with actors.acting(payments_job()):
        employer = cast.homes["ben"].employer_subject_id
        owed = queries.balance(employer, chart.NET_PAY, actor=payments_job())
    assert owed == Decimal("-500.00") * 40


SUBJECTS = ("ben", "asha", "cara")
steps = st.one_of(
    st.tuples(
        st.just("post"),
        st.integers(0, 9),
        st.lists(
            st.tuples(
                st.sampled_from(SUBJECTS),
                st.sampled_from(sorted(chart.ACCOUNTS)),
                st.integers(-(10**6), 10**6).filter(bool),
            ),
            min_size=1,
            max_size=4,
        ),
    ),
    st.tuples(st.just("reverse"), st.integers(0, 9), st.none()),
)


class Model:
    """The ledger in a few lines: who has posted and reversed what, and so what each account holds."""

    def __init__(self) -> None:
        self.posted: dict[str, journal.Movement] = {}
        self.reversed: set[str] = set()

    def post(self, moved: journal.Movement) -> bool:
        """Once."""
        return self.posted.setdefault(moved.source_key, moved) is moved

    def reverse(self, key: str) -> bool:
        """Once, and only what was posted."""
        new = key in self.posted and key not in self.reversed
        self.reversed |= {key} if new else set()
        return new

    def balances(self) -> dict[tuple[uuid.UUID, str], Decimal]:
        """Every account that a posting touched, with what it holds."""
        held: Counter[tuple[uuid.UUID, str]] = Counter()
        for key, moved in self.posted.items():
            for line in moved.lines:
                held[line.account_subject, line.code] += 0 if key in self.reversed else line.amount
        return dict(held)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(steps, max_size=15))
def test_any_walk_of_posts_and_reversals_ends_with_the_model_s_balances(
    job: actors.Actor, cast: Cast, walk: list
) -> None:
    subjects = {name: cast.homes[name].employer_subject_id for name in SUBJECTS}
    model, rest = Model(), (subjects["ben"], chart.FUNDING)
    with transaction.atomic():
        for what, number, sides in walk:
            key = f"walk:{number}"
            if what == "post":
                pence = [*((subjects[name], code, some) for name, code, some in sides)]
                left = -sum(some for *_, some in pence)
                pence += [(*rest, left)] if left else [(*rest, 1), (*rest, -1)]
                moved = movement(
                    key, *((subject, code, f"{some / 100:.2f}") for subject, code, some in pence)
                )
                assert post(moved, council_id=cast.east.id, at=AT) is model.post(moved)
            elif key in model.posted:
                entry = models.Entry.objects.get(source_key=key)
                assert reverse(entry, source_key=f"{key}:undone", day=TODAY, at=AT) is model.reverse(key)
        connection.check_constraints()
        assert queries.balances(subjects.values(), actor=job) == model.balances()
        transaction.set_rollback(True)


def test_the_cast_s_own_money_balances(db: None, cast: Cast) -> None:
    fay = cast.actor(policy.COUNCIL_FINANCE)
    with actors.acting(fay):
        held = queries.balances([home.subject_id for home in cast.homes.values()], actor=fay)
    assert held
    assert sum(held.values()) == 0
