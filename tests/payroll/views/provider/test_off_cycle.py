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
from payroll.queries import leaving_holiday, payrun_agreements
from tests.cast import CAST
from tests.payroll.operations import correcting, steps, test_off_cycle, test_off_cycle_moves
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
    mara.post(of_run("off_cycle_approve", run), shown(run))
    assert test_off_cycle.again(run).state == "approved"


def shown(run: models.Payrun) -> dict[str, str]:
    """What the page sends of the figures that it shows."""
    return {"digest": payrun_agreements.digest_of(test_off_cycle.again(run))}


def test_what_was_changed_a_second_ago_is_looked_at_before_it_is_approved(mara: Client) -> None:
    run = test_off_cycle.start(bonus=Decimal("100.00"), bonus_for="Long service")
    steps.work_out()
    seen = shown(run)
    test_off_cycle_moves.change(run, "900.00")
    steps.work_out()
    answer = mara.post(of_run("off_cycle_approve", run), seen)
    assert "The figures have changed since you opened this page" in words_of(answer)
    assert test_off_cycle.again(run).state == "ready"
    assert shown(run)["digest"] in answer.content.decode()


def test_the_final_page_preselects_no_answer_and_says_what_leaving_the_sheet_out_means(olu: Client) -> None:
    steps.approve_sheet()
    test_off_cycle.left()
    page = olu.get(at("off_cycle_start", "final"))
    assert "checked" not in page.content.decode()
    said = words_of(page)
    assert "None: time worked in 26 October to 22 November 2026 is not paid with this" in said
    assert "only as pay after leaving, with tax code 0T" in said
    asked = {name: text for name, text in ASKED.items() if not name.startswith("bonus")}
    answer = olu.post(at("off_cycle_start", "final"), asked)
    assert "Choose the timesheet that is paid, or that none is." in words_of(answer)
    assert runs() == []
    checked = words_of(olu.post(at("off_cycle_start", "final"), asked | {"period": "none"}))
    assert "None: time worked in 26 October to 22 November 2026 is not paid with this" in checked
    olu.post(at("off_cycle_start", "final"), asked | {"period": "none", "checked": "yes"})
    (run,) = runs()
    assert "left out on purpose" in words_of(olu.get(of_run("payrun", run)))


def test_a_last_sheet_that_waits_is_named_with_what_to_do(olu: Client) -> None:
    test_off_cycle.left()
    said = words_of(olu.get(at("off_cycle_start", "final")))
    assert "The timesheet for 26 October to 22 November 2026 waits for the employer." in said


def test_a_missed_sheet_that_is_not_approved_is_said_to_be_so(olu: Client) -> None:
    said = words_of(olu.get(at("off_cycle_start", "missed")))
    assert "No approved timesheet waits to be paid." in said


def test_the_correction_of_a_bonus_offers_no_timesheet_to_open(olu: Client) -> None:
    run = test_off_cycle.bonus()
    with actors.acting(CAST.olu.actor()):
        slip = test_off_cycle.slip(run)
    correction = correcting.begin(slip, why="Too little")
    page = olu.get(of_run("payrun", correction)).content.decode()
    assert of_run("sheet_correct", correction) not in page
    assert of_run("off_cycle_sums", correction) in page


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
