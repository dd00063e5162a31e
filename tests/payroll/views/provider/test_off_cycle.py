"""Pay outside the usual payday on pages: asked, looked at before it is kept, approved, listed."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.queries import leaving_holiday
from tests.cast import CAST
from tests.payroll.operations import steps, test_off_cycle
from tests.payroll.operations.steps import DEE, job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
ASKED = {
    "payday_0": "23", "payday_1": "11", "payday_2": "2026", "bonus": "100", "bonus_for": "Long service",
    "reason": "Agreed with Asha",
}  # fmt: skip


def at(name: str, *parts: Any) -> str:
    """A page about Dee's post with Asha."""
    return reverse(f"payroll:{name}", args=[DEE.id_of("employment"), *parts])


def of_run(name: str, run: models.Payrun) -> str:
    """A page about a run."""
    return reverse(f"payroll:{name}", args=[run.pk])


def runs() -> list[models.Payrun]:
    """What is kept of November."""
    with actors.acting(job()):
        return list(models.Payrun.objects.filter(own_payday__isnull=False).exclude(state="due"))


def test_a_bonus_is_shown_with_what_it_comes_to_before_it_is_kept(olu: Client) -> None:
    assert "A bonus" in words_of(olu.get(at("off_cycle")))
    checked = words_of(olu.post(at("off_cycle_start", "bonus"), ASKED))
    assert "Gross pay £100.00" in checked
    assert runs() == []
    olu.post(at("off_cycle_start", "bonus"), ASKED | {"checked": "yes"})
    (run,) = runs()
    assert (run.own_payday, run.kind, run.state) == (dt.date(2026, 11, 23), "off_cycle", "requested")


def test_what_is_wrong_is_said_and_the_answers_are_kept(olu: Client) -> None:
    answer = olu.post(at("off_cycle_start", "bonus"), ASKED | {"payday_0": "20"})
    assert "The day has passed" in words_of(answer)
    assert "Long service" in answer.content.decode()
    assert runs() == []


def test_a_second_person_approves_it_on_its_own_page(mara: Client) -> None:
    steps.approve_sheet()
    run = test_off_cycle.start(bonus=Decimal("100.00"), bonus_for="Long service")
    steps.work_out()
    page = words_of(mara.get(of_run("payrun", run)))
    assert "Off-cycle pay" in page
    assert "Monday 23 November 2026" in page
    assert "Long service" in words_of(mara.get(of_run("off_cycle_approve", run)))
    mara.post(of_run("off_cycle_approve", run))
    assert test_off_cycle.again(run).state == "approved"


def test_pay_after_leaving_has_a_letter_and_no_second_p45(olu: Client) -> None:
    test_off_cycle.left()
    test_off_cycle.final()
    run = test_off_cycle.start("after", bonus=Decimal("50.00"), bonus_for="Arrears")
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    letter = words_of(olu.get(of_run("after_leaving_letter", run)))
    assert "There is no second P45" in letter
    assert "0T, week 1/month 1" in letter


def test_holiday_that_is_left_is_proposed_for_the_final_pay(olu: Client) -> None:
    with actors.acting(job()):
        models.BroughtForward.objects.filter(employment=DEE.id_of("employment")).delete()
    test_off_cycle.left()
    page = olu.get(at("off_cycle_start", "final")).content.decode()
    with actors.acting(CAST.olu.actor()):
        found = leaving_holiday.propose(
            steps.post_of(), last_day=dt.date(2026, 11, 21), actor=CAST.olu.actor()
        )
    assert found is not None
    assert found.hours > 0
    assert f'value="{found.pay}"' in page


def test_the_list_takes_no_more_questions_for_more_runs(olu: Client) -> None:
    counts = []
    address = reverse("payroll:off_cycle_runs")
    olu.get(address)
    for name in ("", "zed"):
        post = steps.hire(name) if name else None
        if post:
            steps.bank(post.assistant)
        test_off_cycle.start(post=post, bonus=Decimal("50.00"), bonus_for="Thanks")
        with CaptureQueriesContext(connection) as asked:
            page = olu.get(address)
        counts.append(len(asked))
    assert "2 runs" in words_of(page)
    assert counts[0] == counts[1]
