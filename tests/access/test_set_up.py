"""A portal on which no council is set up, and the command that sets one up."""

import contextlib
import io
import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from dpss.access import models, policy
from tests import database
from tests.cast import CAST, TODAY

SLUG = "fenshire"
GIVEN = {
    "council": "Fenshire County Council",
    "phone": "01632 960199",
    "phone_hours": "Monday to Friday, 9am to 4pm",
    "email": "help@fenshire.example.org",
    "admin_name": "Nell Byrd",
    "admin_email": "nell.byrd@fenshire.example.org",
}
Run = Callable[..., str]


@pytest.fixture(autouse=True)
def _new_portal(own_database: str, settings: Settings) -> None:
    """For the portal's own address nothing is set up: its default council is not there."""
    settings.DPSS_DEFAULT_COUNCIL = SLUG


@pytest.fixture
def run(own_database: str) -> Run:
    """Run the command as the owner of the tables, and give what it says."""

    def run(**changed: str) -> str:
        said = io.StringIO()
        with database.used(own_database, role=database.OWNER):
            call_command("set_up", stdout=said, **GIVEN | changed)
        return said.getvalue()

    return run


@contextlib.contextmanager
def nothing_changes() -> Iterator[None]:
    """Every table that the command writes is as it was."""
    tables = (models.Council, models.Organisation, models.User, models.Membership)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    yield
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def link_in(said: str) -> str:
    """The path of the link that was printed."""
    found = re.search(r"^https://localhost(/accounts/password/reset/key/\S+)$", said, flags=re.MULTILINE)
    assert found, said
    return found[1]


def with_password(link: str, password: str) -> Client:
    """A browser in which the link was followed and a password chosen."""
    browser = Client()
    form = browser.get(link)
    browser.post(form["Location"], {"password1": password, "password2": password})
    return browser


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/home/", "/clients/", "/nowhere/"])
def test_before_a_council_is_set_up_each_page_says_so_and_how(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 503
    assert "This portal is not set up yet" in answer.text
    assert "manage.py set_up" in answer.text
    assert "Traceback" not in answer.text


def test_before_a_council_is_set_up_the_process_is_live_and_ready() -> None:
    assert Client().get("/healthz/live").status_code == 200
    assert Client().get("/healthz/ready").status_code == 200


def test_setting_up_makes_the_council_its_organisation_and_one_administrator(run: Run) -> None:
    said = run()
    council = models.Council.objects.get(slug=SLUG)
    held = models.Membership.objects.select_related("organisation", "user").get(council=council)
    assert "Fenshire County Council: set up." in said
    assert (council.name, council.phone) == (GIVEN["council"], GIVEN["phone"])
    assert (held.organisation.name, held.organisation.kind) == (GIVEN["council"], "council")
    assert (held.user.email, held.role) == (GIVEN["admin_email"], policy.ADMINISTRATOR)
    assert (held.during.lower, held.during.upper) == (TODAY, None)
    assert not held.user.has_usable_password()
    assert "01632 960199" in Client().get("/").text


def test_setting_up_is_in_the_history_of_the_council(run: Run, own_database: str) -> None:
    run()
    with database.used(own_database, role=database.OWNER):
        events = models.AuditEvent.objects.filter(council__slug=SLUG).order_by("id")
        assert [(event.verb, event.thing, event.actor_name) for event in events] == [
            ("set up", "access.council", "The set-up command"),
            ("give role", "access.membership", "The set-up command"),
        ]


def test_the_administrator_chooses_a_password_and_then_needs_a_second_factor(run: Run) -> None:
    browser = with_password(link_in(run()), "fen orchard lantern")
    signed_in = browser.post(
        "/accounts/login/", {"login": GIVEN["admin_email"], "password": "fen orchard lantern"}
    )
    assert signed_in.status_code == 302
    assert browser.get("/home/")["Location"] == "/accounts/2fa/"
    TOTP.activate(models.User.objects.get(email=GIVEN["admin_email"]), "JBSWY3DPEHPK3PXP")
    home = browser.get("/home/")
    assert home.status_code == 200
    assert "Fenshire County Council" in home.text


def test_the_link_works_once(run: Run) -> None:
    link = link_in(run())
    with_password(link, "fen orchard lantern")
    assert "This link does not work any more" in Client().get(link).text


def test_setting_up_again_changes_nothing_and_says_so(run: Run) -> None:
    run()
    with nothing_changes():
        said = run()
    assert "was set up already, nothing was changed" in said


def test_the_link_is_given_again_until_there_is_a_password(run: Run) -> None:
    run()
    with_password(link_in(run()), "fen orchard lantern")
    said = run()
    assert "Nell Byrd has a password and signs in at https://localhost/." in said
    assert "/key/" not in said


def test_two_at_once_set_up_one_council(own_database: str) -> None:
    with database.used(own_database, role=database.OWNER):
        call = lambda: call_command("set_up", stdout=io.StringIO(), **GIVEN)  # noqa: E731
        assert database.together(call, call) == [None, None]
    assert models.Council.objects.filter(slug=SLUG).count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"council": " "}, "--council: This field cannot be blank."),
        ({"council": "F" * 101}, "--council: Ensure this value has at most 100 characters (it has 101)."),
        ({"phone_hours": ""}, "--phone-hours: This field cannot be blank."),
        ({"email": "help"}, "--email: Enter a valid email address."),
        ({"admin_email": "nell@"}, "--admin-email: Enter a valid email address."),
        ({"admin_name": ""}, "--admin-name: This field cannot be blank."),
        ({"slug": "other"}, "--slug: the default council here is “fenshire”."),
        ({"slug": "a b", "host": "localhost"}, "--slug: Enter a valid “slug”"),
        ({"host": "fens.example.org"}, "--host: fens.example.org is not answered here."),
        ({"council": CAST.east.name}, "There is an organisation called “Eastmarsh County Council” already."),
        ({"admin_email": CAST.olu.email.upper()}, f"Somebody signs in with {CAST.olu.email} already."),
    ],
    ids=lambda value: "" if isinstance(value, str) else " ".join(value),
)
def test_what_is_not_right_is_refused_with_a_sentence(
    run: Run, changed: dict[str, str], sentence: str
) -> None:
    with nothing_changes(), pytest.raises(CommandError, match=re.escape(sentence)) as refused:
        run(**changed)
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"phone": "01632 960111"}, "with another phone: “01632 960199”"),
        ({"admin_email": "sid@fenshire.example.org"}, "is not an administrator of it"),
    ],
)
def test_a_council_that_is_there_is_not_changed_by_other_words(
    run: Run, changed: dict[str, str], sentence: str
) -> None:
    run()
    with nothing_changes(), pytest.raises(CommandError, match=re.escape(sentence)):
        run(**changed)


def test_a_second_council_has_a_host_name_of_its_own(run: Run) -> None:
    run()
    second = {
        "council": "Woldshire County Council",
        "slug": "woldshire",
        "host": "127.0.0.1",
        "admin_email": "ned@woldshire.example.org",
    }
    assert "https://127.0.0.1/accounts/password/reset/key/" in run(**second)
    assert "Woldshire County Council" in Client().get("/", headers={"host": "127.0.0.1"}).text
    with pytest.raises(CommandError, match=r"Another council has the host name 127\.0\.0\.1"):
        run(**second | {"slug": "third", "council": "Third"})
