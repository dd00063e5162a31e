"""The demo in a database: written once, whole or not at all, and readable by exactly those who should."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.core import management
from django.core.management.base import CommandError

from clients.models import Client, PersonalAssistant
from dpss import clock
from dpss.access import actors, policy, queries, scope, sealing
from dpss.access.models import Council, Recusal, User
from dpss.portal.demo.writers import reach
from payroll import digests, models
from payroll.calc import inputs, records
from payroll.queries import sheet_holiday
from tests import database

CLIENTS = 60


def _run(command: str, *arguments: str) -> str:
    printed = io.StringIO()
    management.call_command(command, *arguments, stdout=printed)
    return printed.getvalue()


def _printed(text: str, label: str) -> str:
    line = next(line for line in text.splitlines() if line.strip().startswith(label))
    return line.split(label)[1].strip()


def _look(name: str, question: str) -> list[tuple[Any, ...]]:
    """Ask past the walls what is committed in a database."""
    with closing(database.as_owner(name)) as owner, owner.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, str]]:
    """A database with a small county and the second council: its name, and what the seed printed."""
    with django_db_blocker.unblock():
        name = database.clone()
        try:
            # The cast's council has the county's address: the demo needs it.
            _free_the_address(name)
            with database.used(name, role=database.OWNER):
                printed = _run("seed_demo", "--clients", str(CLIENTS))
                _run("seed_demo", "--council", "leicester")
            with database.used(name):
                yield name, printed
        finally:
            database.drop(name)


def _free_the_address(name: str) -> None:
    with closing(database.as_owner(name)) as owner, owner.cursor() as cursor:
        cursor.execute("update access_council set slug = 'eastmarsh' where slug = 'east-sussex'")


def _actor(email: str, role: str) -> actors.Actor:
    user = User.objects.get(email=email)
    today = clock.DEMO_DATE
    held = queries.open_memberships(user_id=user.pk, today=today)
    membership = next(row for row in held if row.role == role)
    return actors.Actor(
        council_id=membership.council_id,
        today=today,
        user_id=user.pk,
        name=user.name,
        role=role,
        organisation_id=membership.organisation_id,
        membership_id=membership.pk,
    )


@pytest.mark.parametrize(
    ("label", "question"),
    [
        ("Clients", "select count(*) from clients_client"),
        ("Employers", "select count(*) from payroll_employer"),
        ("Posts", "select count(*) from payroll_employment"),
        ("PAs", "select count(*) from clients_personalassistant"),
        ("Timesheets", "select count(*) from payroll_timesheet"),
        ("Timesheet entries", "select count(*) from payroll_timesheetentry"),
        ("Reach", "select count(*) from access_reach"),
    ],
)
def test_what_is_printed_is_what_the_database_holds(
    seeded: tuple[str, str], label: str, question: str
) -> None:
    name, printed = seeded
    ours = "where council_id = (select id from access_council where slug = 'east-sussex')"
    assert _look(name, f"{question} {ours}") == [(int(_printed(printed, label).replace(",", "")),)]
    assert _printed(printed, "Clients") == str(CLIENTS)


def test_a_second_run_changes_nothing(seeded: tuple[str, str]) -> None:
    name, printed = seeded
    # Which transaction wrote each row: a row that is written again says another.
    written = """
        select 'client', count(*), max(xmin::text::bigint) from clients_client
        union all select 'reach', count(*), max(xmin::text::bigint) from access_reach
        union all select 'sheet', count(*), max(xmin::text::bigint) from payroll_timesheet
        union all select 'user', count(*), max(xmin::text::bigint) from access_user
    """
    before = _look(name, written)
    with database.used(name, role=database.OWNER):
        again = _run("seed_demo", "--clients", str(CLIENTS))
    assert "was there already, nothing was changed" in again
    assert again.splitlines()[1:] == printed.splitlines()[1:]
    assert _look(name, written) == before


@pytest.fixture
def as_owner(own_database: str) -> Iterator[None]:
    """A database of the cast, used as the role that seeds."""
    with database.used(own_database, role=database.OWNER):
        yield


def test_an_interrupted_run_leaves_nothing_and_the_next_one_is_whole(
    as_owner: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(book: object) -> None:
        raise KeyboardInterrupt

    before = Client.objects.count()
    with monkeypatch.context() as interrupted:
        interrupted.setattr(reach, "write_reach", fail)
        with pytest.raises(KeyboardInterrupt):
            _run("seed_demo", "--council", "leicester")
    assert not Council.objects.filter(slug="leicester").exists()
    assert Client.objects.count() == before
    assert "seeded" in _run("seed_demo", "--council", "leicester")
    assert Client.objects.count() == before + 40


def test_a_council_that_is_not_the_demos_is_left_alone(as_owner: None) -> None:
    before = Client.objects.count()
    with pytest.raises(CommandError, match="not the demo's") as refused:
        _run("seed_demo", "--clients", str(CLIENTS))
    assert refused.value.returncode == 2
    assert Client.objects.count() == before


def test_a_number_of_clients_that_does_not_fit_is_said(as_owner: None) -> None:
    with pytest.raises(CommandError, match="from 30 to 40 clients") as refused:
        _run("seed_demo", "--council", "leicester", "--clients", "29")
    assert refused.value.returncode == 2
    assert not Council.objects.filter(slug="leicester").exists()


@pytest.mark.parametrize("command", [("seed_demo",), ("demo_users",), ("demo_date", "2026-12-01")])
def test_outside_the_demo_the_demos_commands_are_refused(command: tuple[str, ...], settings: Any) -> None:
    settings.DPSS_DEMO = False
    with pytest.raises(CommandError, match="not the demo's") as refused:
        _run(*command)
    assert refused.value.returncode == 2


def test_the_demos_date_can_be_moved_and_is_printed(settings: Any, tmp_path: Any) -> None:
    settings.DPSS_CLOCK_FILE = tmp_path / "today"
    assert "2026-11-27" in _run("demo_date", "2026-11-27")
    assert clock.today() == dt.date(2026, 11, 27)


def test_a_day_that_is_not_a_date_is_refused(settings: Any, tmp_path: Any) -> None:
    settings.DPSS_CLOCK_FILE = tmp_path / "today"
    with pytest.raises(CommandError, match="Write it like 2026-11-27") as refused:
        _run("demo_date", "27.11.2026")
    assert refused.value.returncode == 2
    assert clock.today() == clock.DEMO_DATE


def test_there_is_a_sign_in_for_each_role_with_a_code_for_staff(seeded: tuple[str, str]) -> None:
    lines = [line.split("\t") for line in _run("demo_users").splitlines()]
    assert [role for role, *_ in lines] == list(policy.ROLE_NAMES)
    for role, email, password, code in lines:
        user = User.objects.get(email=email)
        assert user.check_password(password)
        assert user.emailaddress_set.filter(email=email, verified=True, primary=True).exists()
        assert [row.role for row in queries.open_memberships(user_id=user.pk, today=clock.DEMO_DATE)] == [
            role
        ]
        assert bool(code) == (role in policy.STAFF_ROLES)
        if code:
            secret = decrypt(Authenticator.objects.get(user=user).data["secret"])
            assert totp.validate_totp_code(secret, code)


def test_nobody_but_the_demos_people_has_a_password(seeded: tuple[str, str]) -> None:
    name, _ = seeded
    usable = _look(name, "select email from access_user where password !~ '^!' and email like '%example.org'")
    cast = _look(
        name,
        "select u.email from access_user u join access_membership m on m.user_id = u.id"
        " join access_council c on c.id = m.council_id where c.slug in ('eastmarsh', 'westhaven')",
    )
    everybody = [line.split("\t")[1] for line in _run("demo_users", "--all").splitlines()]
    assert {email for (email,) in usable} - {email for (email,) in cast} == set(everybody)


def test_every_sheet_that_was_sent_waits_for_exactly_one_person(seeded: tuple[str, str]) -> None:
    name, _ = seeded
    approving = """
        select u.email, m.role from access_user u join access_membership m on m.user_id = u.id
        join access_council c on c.id = m.council_id
        where m.role in ('client', 'representative') and c.slug = 'east-sussex'
    """
    waiting: Counter[str] = Counter()
    for email, role in _look(name, approving):
        actor = _actor(email, role)
        with actors.acting(actor):
            rows = scope.visible_to(models.Timesheet.objects.filter(state="submitted"), actor)
            waiting.update(str(key) for key in rows.values_list("pk", flat=True))
    sent = """
        select t.id::text from payroll_timesheet t join access_council c on c.id = t.council_id
        where t.state = 'submitted' and c.slug = 'east-sussex'
    """
    assert set(waiting) == {key for (key,) in _look(name, sent)}
    assert set(waiting.values()) == {1}


def test_a_sent_sheet_carries_the_digest_of_what_it_says(seeded: tuple[str, str]) -> None:
    actor = _actor("asha.patel@example.org", policy.CLIENT)
    with actors.acting(actor):
        sheets = list(scope.visible_to(models.Timesheet.objects.all(), actor))
        assert len(sheets) == 2
        for sheet in sheets:
            assert sheet.digest == digests.of_entries(sheet.entries.all())


def test_each_provider_sees_the_sheets_of_its_own_employers_only(seeded: tuple[str, str]) -> None:
    name, _ = seeded
    seen = {}
    for email in ("priya.nair@example.org", "grace.okafor@example.org"):
        actor = _actor(email, policy.PAYROLL_OFFICER)
        with actors.acting(actor):
            seen[email] = set(
                scope.visible_to(models.Timesheet.objects.all(), actor).values_list("pk", flat=True)
            )
    assert not set.intersection(*seen.values())
    (both,) = _look(
        name,
        "select count(*) from payroll_timesheet t join access_council c on c.id = t.council_id"
        " where c.slug = 'east-sussex'",
    )
    assert sum(len(keys) for keys in seen.values()) == both[0]


def test_a_pa_sees_their_own_posts_and_no_colleague(seeded: tuple[str, str]) -> None:
    actor = _actor("jola.nowak@example.org", policy.PA)
    with actors.acting(actor):
        posts = scope.visible_to(models.Employment.objects.all(), actor)
        assert sorted(post.employer.name for post in posts.select_related("employer")) == [
            "Asha Patel",
            "Patrick Delaney",
            "Walter Thorne",
        ]
        names = scope.visible_to(PersonalAssistant.objects.all(), actor).values_list("name", flat=True)
        assert list(names) == ["Jola Nowak"]


def test_maya_sees_her_father_as_his_daughter_and_not_at_work(seeded: tuple[str, str]) -> None:
    as_relative = _actor("maya.fenn@example.org", policy.REPRESENTATIVE)
    with actors.acting(as_relative):
        father = scope.visible_to(Client.objects.all(), as_relative).get()
        assert father.name == "Gordon Fenn"
    at_work = _actor("maya.fenn@example.org", policy.SUPPORT_WORKER)
    with actors.acting(at_work):
        assert scope.visible_to(Client.objects.all(), at_work).exists()
        assert not Client.objects.filter(pk=father.pk).exists()
    assert Recusal.objects.filter(user__email="maya.fenn@example.org", subject=father.subject_id).exists()


def test_staff_of_one_council_see_nobody_of_the_other(seeded: tuple[str, str]) -> None:
    west = _actor("joyce.kettleby@leicester.example.org", policy.COUNCIL_FINANCE)
    with actors.acting(west):
        assert Client.objects.count() == 40
        assert not Client.objects.filter(reference__startswith="ES").exists()


def test_sealed_numbers_open_and_are_found_by_their_index(seeded: tuple[str, str]) -> None:
    actor = _actor("priya.nair@example.org", policy.PAYROLL_OFFICER)
    with actors.acting(actor):
        identity = scope.visible_to(models.PayrollIdentity.objects.all(), actor).first()
        assert identity is not None
        assert identity.nino.startswith("XX")
        assert identity.nino_index == sealing.index_of(identity.nino, purpose="nino")


def test_figures_brought_forward_are_read_as_payroll_reads_them(seeded: tuple[str, str]) -> None:
    actor = _actor("priya.nair@example.org", policy.PAYROLL_OFFICER)
    with actors.acting(actor):
        rows = scope.visible_to(models.BroughtForward.objects.all(), actor)
        read = [
            records.read(inputs.YearToDate, row.figures, where="brought forward", leaf=records.json_leaf)
            for row in rows
        ]
    assert read
    assert all(figures.pay > 0 for figures in read)


def test_holiday_that_the_payroll_before_kept_is_known_for_every_post(seeded: tuple[str, str]) -> None:
    actor = _actor("priya.nair@example.org", policy.PAYROLL_OFFICER)
    with actors.acting(actor):
        posts = scope.visible_to(models.Employment.objects.all(), actor)
        years = {post.pk: ((post.pk,), sheet_holiday.leave_year(post, actor.today).first) for post in posts}
        found = sheet_holiday.brought_in(years, actor=actor)
    assert len(found) > 20
    assert None not in found.values()
    assert any(brought and brought.taken and brought.built_up >= brought.taken for brought in found.values())


def test_an_employers_allowance_starts_with_what_its_ni_has_come_to(seeded: tuple[str, str]) -> None:
    name, _ = seeded
    wrong = _look(
        name,
        """
        select s.id from payroll_payescheme s
        where s.employer_id in (select employer_id from payroll_allowanceclaim where withdrawn_on is null)
          and s.allowance_used_before <> coalesce((
            select sum((n->>'employer')::numeric)
            from payroll_employment e
            join payroll_broughtforward b on b.employment_id = e.id, jsonb_array_elements(b.figures->'ni') n
            where e.employer_id = s.employer_id), 0)
          and s.council_id = (select id from access_council where slug = 'east-sussex')
    """,
    )
    assert wrong == []


def test_opening_balances_balance_and_are_on_every_clients_account(seeded: tuple[str, str]) -> None:
    name, _ = seeded
    found = _look(
        name,
        """
        select count(distinct e.id), sum(p.amount), count(*) filter (where p.amount > 0)
        from ledger_entry e join ledger_posting p on p.entry_id = e.id
        join access_council c on c.id = e.council_id
        where c.slug = 'east-sussex' and e.source_key like 'opening:client:%'
    """,
    )
    assert found == [(CLIENTS, 0, CLIENTS)]
