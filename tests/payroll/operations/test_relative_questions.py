"""A PA of whom nobody said how they are related: asked about, seen, and held where a council says so."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients import models as clients
from clients.operations import relative_answers
from clients.queries import people
from dpss.access import actors, policy
from dpss.kernel import errors
from payroll.operations import relative_questions, relatives
from payroll.queries import relatives as held
from tests.cast import AT, CAST, TODAY
from tests.factories import relatives as made
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
ASHA, OLU, MARCUS = (one.actor() for one in (CAST.asha, CAST.olu, CAST.marcus))
ADMIN = CAST.person(policy.ADMINISTRATOR, council=CAST.east).actor()
REMINDER = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=TODAY)
TITLE = "Ask how Dee Lowe is related to Asha Verma"
LAST = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def nobody_said() -> None:
    """What the cast has of Dee is taken away."""
    with actors.acting(REMINDER):
        clients.Relation.objects.filter(pk=DEE.id_of("relation")).update(during="empty")


def sweep(today: dt.date = TODAY) -> int:
    job = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=today)
    with actors.acting(job):
        return relative_questions.raise_and_finish(actor=job, at=AT)


def items(state: str) -> list[str]:
    with actors.acting(MARCUS):
        rows = people.work_items(actor=MARCUS).filter(state=state, title=TITLE)
        return [row.title for row in rows]


def answer() -> None:
    with actors.acting(ASHA):
        relatives.record(
            post=steps.post_of(),
            relation="not_related",
            same_household=None,
            work="care",
            first_day=dt.date(2026, 1, 5),
            actor=ASHA,
            at=AT,
        )


def decide(days: int | None, *, since: dt.date = TODAY, today: dt.date = TODAY) -> None:
    """The council's time holds from a day on; the factory writes one of the past."""
    with actors.acting(ADMIN):
        clients.RelativeAnswerTime.objects.filter(council_id=CAST.east.id).delete()
        made.answer_time(
            council_id=CAST.east.id,
            recorded_by_id=CAST.marcus.user_id,
            hold_after_days=days,
            during=(since, None),
        )


def test_the_support_worker_is_asked_once_and_an_answer_takes_it_off_the_list() -> None:
    assert sweep() > 0
    assert sweep() == 0
    assert items("open") == [TITLE]
    answer()
    assert sweep() == 1
    assert (items("open"), items("done")) == ([], [TITLE])


def test_what_was_taken_off_the_list_without_an_answer_is_not_raised_again() -> None:
    sweep()
    with actors.acting(REMINDER):
        keys = list(relative_answers.open_items(actor=REMINDER).values())
        relative_answers.finish_answered(keys, actor=REMINDER, at=AT)
    assert sweep() == 0


def test_only_the_portal_raises_it() -> None:
    with actors.acting(OLU), pytest.raises(errors.NotAllowed):
        relative_questions.raise_and_finish(actor=OLU, at=AT)


def test_pay_goes_on_while_nobody_answers_and_the_council_has_not_said_otherwise() -> None:
    steps.approve_sheet()
    assert steps.calculate().payslip_count == 1


def test_pay_is_held_for_want_of_an_answer_where_the_council_says_so_and_paid_when_it_comes() -> None:
    decide(42, since=dt.date(2026, 4, 6))
    steps.approve_sheet()
    run = steps.calculate()
    (found,) = run.exceptions
    assert (run.payslip_count, found["kind"], found["reason"]) == (0, "blocked", "held")
    assert "Nobody has said how Dee Lowe is related" in found["why"]
    answer()
    steps.work_out()
    assert steps.run_of().payslip_count == 1


def test_the_days_count_from_the_day_from_which_the_council_says_so() -> None:
    decide(42, since=TODAY - dt.timedelta(days=10))
    with actors.acting(OLU):
        assert held.held_now(actor=OLU) == []
    decide(14, since=TODAY - dt.timedelta(days=14))
    with actors.acting(OLU):
        assert [one.post.assistant.name for one in held.held_now(actor=OLU)] == ["Dee Lowe"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"hold_after_days": 13}, "hold_after_days"),
        ({"hold_after_days": 367}, "hold_after_days"),
        ({"owner": " "}, "owner"),
        ({"source": ""}, "source"),
        ({"first_day": TODAY - dt.timedelta(days=1)}, "first_day"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_a_sentence(given: dict[str, Any], field: str) -> None:
    usual = {"hold_after_days": 42, "owner": "Ann Lee", "source": "Policy", "first_day": TODAY}
    with actors.acting(ADMIN), pytest.raises(errors.Invalid) as refused:
        relative_answers.decide(actor=ADMIN, at=AT, **{**usual, **given})
    assert refused.value.field == field


def test_only_the_administrator_decides_it() -> None:
    usual = {"hold_after_days": 42, "owner": "Ann Lee", "source": "Policy", "first_day": TODAY}
    with actors.acting(MARCUS), pytest.raises(errors.NotAllowed):
        relative_answers.decide(actor=MARCUS, at=AT, **usual)


def test_payroll_and_support_see_who_is_not_answered_for(signed_in: SignedIn) -> None:
    decide(14, since=dt.date(2026, 4, 6))
    wanted = reverse("relations_wanted")
    for person in (CAST.olu, CAST.marcus, CAST.asha):
        page = signed_in(person).get(wanted).content.decode()
        assert "Dee Lowe" in page, person.name
        assert "Held" in page
    for address in (reverse("payroll:board"), reverse("payroll:employers")):
        assert wanted in signed_in(CAST.olu).get(address).content.decode()
    assert (
        "Nobody has said how Dee Lowe"
        in signed_in(CAST.olu).get(reverse("payroll:held_pay")).content.decode()
    )
    home = signed_in(CAST.dee).get(reverse("home")).content.decode()
    assert "waits for an answer of your employer" in home


def test_the_council_finds_what_it_decides_from_its_home(signed_in: SignedIn) -> None:
    person = CAST.person(policy.ADMINISTRATOR, council=CAST.east)
    home = signed_in(person).get(reverse("home")).content.decode()
    for name in ("relative_answer_time", "relative_rule", "clients:set_up_times", "away_weeks"):
        assert reverse(name) in home
