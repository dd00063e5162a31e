"""What is said, on the homes: messages, papers and complaints."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import policy
from tests.cast import CAST
from tests.commissioning.pages import text

pytestmark = pytest.mark.django_db

HOME = reverse("home")
# The page's own, of which messages are two. It may become fewer (the aim is under 15), never more.
MOST = 22


def tables_asked(asked: CaptureQueriesContext) -> int:
    """Queries of the page's own, without the frame of the transaction."""
    own = [one["sql"] for one in asked.captured_queries if one["sql"].lstrip().lower().startswith("select")]
    frame = (
        "django_session",
        "set_config",
        "access_membership",
        "usersessions_",
        "mfa_authenticator",
        'from "access_user"',
    )
    return len([sql for sql in own if not any(name in sql.lower() for name in frame)])


@pytest.mark.parametrize(("person", "role"), [("asha", policy.CLIENT), ("rose", policy.REPRESENTATIVE)])
def test_a_clients_home_has_few_queries(person: str, role: str, signed_in: Any) -> None:
    browser = signed_in(CAST.named(person), role)
    browser.get(HOME)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(HOME).status_code == 200
    assert tables_asked(asked) <= MOST, [one["sql"][:120] for one in asked.captured_queries]


def test_a_client_finds_messages_papers_and_complaints_at_home(signed_in: Any) -> None:
    answer = signed_in(CAST.asha).get(HOME)
    shown = text(answer)
    assert "Write to Marcus" in shown
    assert "Marcus Hale of Northfield Payroll is the support worker" in shown
    for name in ("documents", "clients:own_complaints", "clients:messages"):
        assert f'href="{reverse(name)}"' in answer.content.decode()


def test_a_representative_finds_the_messages_of_whom_they_act_for(signed_in: Any) -> None:
    shown = text(signed_in(CAST.joan).get(HOME))
    assert "Dee’s holiday" in shown
    assert "Asha Verma" in shown


def test_a_support_worker_finds_who_wrote_and_no_complaint_that_is_not_theirs(signed_in: Any) -> None:
    shown = text(signed_in(CAST.marcus).get(HOME))
    assert "Messages to read" in shown
    assert "Asha Verma" in shown
    assert "Complaint to answer" not in shown


def test_the_papers_are_listed_by_kind(signed_in: Any) -> None:
    shown = text(signed_in(CAST.asha).get(reverse("documents")))
    for words in ("Pay and tax", "Letter from HMRC", "Reviews", "Answers to complaints"):
        assert words in shown
