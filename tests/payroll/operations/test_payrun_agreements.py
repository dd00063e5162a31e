"""Employers who agree each payrun before it is paid: asked, answered once, and nothing approved before."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.models import Client, Representation
from dpss.access import actors, policy
from dpss.access import operations as access
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.kernel import errors
from payroll import models, reach
from payroll.operations import payrun_agreements as operations
from payroll.queries import payrun_agreements as queries
from payroll.queries import payrun_facts
from tests.cast import AT, CAST, Person
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db


def employer() -> models.Employer:
    """Asha as an employer."""
    with actors.acting(job()):
        return models.Employer.objects.get(pk=ASHA.id_of("employer"))


def choose(by: Person = CAST.asha, *, said_by: str = "Asha Verma", reason: str = "") -> models.AgreesPayruns:
    """Asha wants to agree each payrun, by her own hand unless another is given."""
    with actors.acting(by.actor()):
        return operations.choose(employer=employer(), said_by=said_by, reason=reason, actor=by.actor(), at=AT)


def answer(
    run: models.Payrun, given: str = "agreed", *, by: Person = CAST.asha, seen: str = "", **more: Any
) -> models.PayrunAnswer:
    """Asha says what she thinks of it."""
    word = operations.Word(given, "Asha Verma", more.pop("said_at", AT), **more)
    with actors.acting(by.actor()):
        return operations.answer(
            payrun=run, seen=seen or queries.digest_of(run), word=word, actor=by.actor(), at=AT
        )


def calculated() -> models.Payrun:
    """November's payrun of an employer who agrees first."""
    choose()
    steps.approve_sheet()
    return steps.calculate()


def test_a_payrun_is_not_approved_before_its_employer_has_agreed() -> None:
    run = calculated()
    assert "has not answered yet" in steps.approve(run.pk).refused[run.pk]
    answer(run)
    assert steps.approve(run.pk).refused == {}


def test_what_is_wrong_stops_the_payrun_until_it_is_worked_out_again() -> None:
    run = calculated()
    answer(run, "wrong", reason="Dee worked two hours more.")
    assert "Dee worked two hours more." in steps.approve(run.pk).refused[run.pk]
    steps.request()
    steps.work_out(at=AT + dt.timedelta(hours=1))
    assert "has not answered yet" in steps.approve(run.pk).refused[run.pk]


def test_an_agreement_to_other_figures_does_not_count() -> None:
    run = calculated()
    answer(run)
    steps.request()
    steps.work_out(at=AT + dt.timedelta(hours=1))
    assert "has not answered yet" in steps.approve(run.pk).refused[run.pk]
    with pytest.raises(errors.Conflict, match="worked out again"):
        answer(run, seen=queries.digest_of(run))


def test_agreed_twice_is_agreed_once() -> None:
    run = calculated()
    answer(run)
    with pytest.raises(errors.Conflict, match="has agreed to it already"):
        answer(run)
    with actors.acting(job()):
        assert models.PayrunAnswer.objects.filter(payrun=run).count() == 1


def test_an_officer_writes_down_what_the_employer_says_by_phone() -> None:
    run = calculated()
    row = answer(run, by=CAST.olu, by_phone=True)
    assert (row.said_by, row.by_phone, row.recorded_by_id) == ("Asha Verma", True, CAST.olu.user_id)
    assert steps.approve(run.pk).refused == {}


def test_a_word_must_be_possible() -> None:
    run = calculated()
    with pytest.raises(errors.Invalid, match="what is wrong"):
        answer(run, "wrong")
    with pytest.raises(errors.Invalid, match="later than now"):
        answer(run, said_at=AT + dt.timedelta(minutes=5))
    with pytest.raises(errors.Invalid, match="before it was worked out"):
        answer(run, said_at=AT - dt.timedelta(days=1))
    with pytest.raises(errors.NotAllowed, match="may not agree"):
        answer(run, by=CAST.olu)


def test_staff_say_how_they_know_what_the_employer_wants() -> None:
    with pytest.raises(errors.Invalid, match="how you know"):
        choose(CAST.olu)
    with pytest.raises(errors.Invalid, match="who wants it"):
        choose(CAST.olu, said_by="Nobody", reason="By phone")
    assert choose(CAST.olu, reason="By phone").recorded_by_id == CAST.olu.user_id
    with pytest.raises(errors.Conflict, match="already"):
        choose()


def test_who_stops_agreeing_is_not_asked_any_more() -> None:
    run = calculated()
    with actors.acting(CAST.asha.actor()):
        operations.stop(employer=employer(), reason="", actor=CAST.asha.actor(), at=AT)
    assert steps.approve(run.pk).refused == {}


def ask(at: dt.datetime = AT) -> list[str]:
    """The portal asks, twice; the templates of what Asha is sent."""
    reminder = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=at.date())
    for _ in range(2):
        with actors.acting(reminder):
            operations.ask_next(actor=reminder, at=at)
    with actors.acting(job()):
        rows = OutboxMessage.objects.filter(to_id=CAST.asha.user_id, template__startswith="payrun_to_agree")
        return sorted(rows.values_list("template", flat=True))


def test_the_employer_is_asked_once_and_reminded_once_on_the_last_day() -> None:
    with actors.acting(job()):
        Client.objects.filter(pk=ASHA.id_of("client")).update(contact_route="online")
    run = calculated()
    assert queries.agree_by(run) == dt.date(2026, 11, 24)
    assert ask() == ["payrun_to_agree_first"]
    assert ask(AT + dt.timedelta(days=3)) == ["payrun_to_agree_first", "payrun_to_agree_last"]
    answer(run)
    assert len(ask(AT + dt.timedelta(days=3))) == 2


def test_the_facts_of_more_payruns_take_no_more_questions() -> None:
    run = calculated()
    with (
        actors.acting(CAST.mara.actor()),
        CaptureQueriesContext(
            connection,
        ) as one,
    ):
        payrun_facts.facts_for_payruns([run], actor=CAST.mara.actor())
    other = steps.employ("Zoe Hart")
    steps.sheet_in(steps.hire("Zed", other.pk), dt.date(2026, 11, 3))
    steps.request()
    steps.work_out()
    with actors.acting(job()):
        runs = list(models.Payrun.objects.filter(period=steps.november(), kind="regular"))
    with actors.acting(CAST.mara.actor()), CaptureQueriesContext(connection) as more:
        payrun_facts.facts_for_payruns(runs, actor=CAST.mara.actor())
    assert len(runs) > 1
    assert len(more) == len(one)


def let_joan_agree() -> None:
    """Joan, who acts for Asha, may see the money too."""
    with actors.acting(job()):
        acts = Representation.objects.get(client=ASHA.id_of("client"), user=CAST.joan.user_id)
        acts.sees_money = True
        acts.save(update_fields=["sees_money"])
        held = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        posts = list(held.employments.select_related("assistant", "employer"))
        access.grant_all(reach.of_representation(acts, held, posts))


def done_for(thing: models.AgreesPayruns | models.PayrunAnswer) -> list[tuple[str, str]]:
    """Who did it, and for whom, as the history says."""
    with actors.acting(job()):
        events = AuditEvent.objects.filter(thing_id=str(thing.pk)).order_by("pk")
        return list(events.values_list("actor_name", "on_behalf_of"))


def test_what_a_representative_says_of_a_payrun_is_said_for_the_client() -> None:
    let_joan_agree()
    chosen = choose(CAST.joan, said_by="Joan Marsh")
    steps.approve_sheet()
    run, joan = steps.calculate(), CAST.joan.actor()
    word = operations.Word("agreed", "Joan Marsh", AT)
    with actors.acting(joan):
        given = operations.answer(payrun=run, seen=queries.digest_of(run), word=word, actor=joan, at=AT)
        operations.stop(employer=employer(), reason="", actor=joan, at=AT)
    for_asha = ("Joan Marsh", "Asha Verma")
    assert (done_for(chosen), done_for(given)) == ([for_asha, for_asha], [for_asha])


def test_what_an_employer_says_themself_is_said_for_nobody_else() -> None:
    assert done_for(choose()) == [("Asha Verma", "")]
