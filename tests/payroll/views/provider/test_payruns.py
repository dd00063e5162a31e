"""Calculating, approving and looking at payruns: the pages, and the rows that they leave behind."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.queries import payruns
from tests.cast import CAST, Cast
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sweeps that a page asked for."""
    asked: list[str] = []
    monkeypatch.setattr("dpss.celery.nudge", asked.append)
    return asked


def at(name: str, **query: object) -> str:
    """A page of November, with what it is asked for."""
    parts = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(f'payroll:{name}', args=[steps.november().pk])}?{parts}"


def hidden(answer: HttpResponse) -> dict[str, Any]:
    """What a confirmation sends with its button."""
    page = answer.content.decode()
    found = re.findall(r'<input type="hidden" name="(key|seen|all)" value="([^"]*)"', page)
    return {name: [value for key, value in found if key == name] for name, _ in found}


def press(browser: Client, url: str) -> HttpResponse:
    """Open a confirmation and press its button."""
    return browser.post(url, hidden(browser.get(url)), follow=True)


def test_calculating_is_confirmed_with_counts(olu: Client) -> None:
    steps.approve_sheet()
    said = words_of(olu.get(at("calculate", all=1)))
    assert "The pay of 1 post with 1 employer is worked out" in said
    assert "Nothing is paid and HMRC is not told." in said


def test_calculating_asks_for_the_payruns_and_wakes_the_job(
    olu: Client, nudged: list[str], cast: Cast
) -> None:
    steps.approve_sheet()
    answer = press(olu, at("calculate", all=1))
    assert "You asked for 1 payrun to be calculated." in words_of(answer)
    assert "0 of 1 payrun calculated" in words_of(answer)
    payrun = steps.run_of()
    assert (payrun.state, payrun.requested_by_id) == ("requested", cast.olu.user_id)
    assert nudged == ["payroll.calculate_due_payruns"]


def test_the_progress_page_follows_the_work_and_then_shows_the_result(olu: Client) -> None:
    steps.approve_sheet()
    steps.request()
    waiting = olu.get(at("calculation"))
    assert b'http-equiv="refresh"' in waiting.content
    assert b"js/progress.js" in waiting.content
    steps.work_out()
    done = olu.get(at("calculation"))
    assert b"refresh" not in done.content
    assert "1 of 1 payrun calculated" in words_of(done)
    assert "Payruns to approve 1" in words_of(done)


def test_only_the_ticked_employers_are_calculated(olu: Client, nudged: list[str]) -> None:
    other = steps.employ("Cy Marsh")
    post = steps.hire("Noor Ali", other.pk)
    steps.sheet_in(post, dt.date(2026, 11, 4))
    press(olu, at("calculate", key=other.pk))
    with actors.acting(steps.job()):
        assert models.Payrun.objects.get(employer=other).state == "requested"
    assert steps.run_of().state == "due"


def test_ticking_nothing_calculates_nothing(olu: Client, nudged: list[str]) -> None:
    assert "No employers were selected." in words_of(olu.get(at("calculate")))
    olu.post(at("calculate"))
    assert steps.run_of().state == "due"


@pytest.mark.parametrize("home", ["ben", "wes"])
def test_somebody_elses_employer_is_not_calculated(olu: Client, cast: Cast, home: str) -> None:
    olu.post(at("calculate"), {"key": str(cast.homes[home].id_of("employer"))})
    council = cast.homes[home].council
    job = actors.for_job(job="payruns", council_id=council.id, today=steps.TODAY)
    with actors.acting(job):
        assert models.Payrun.objects.get(pk=cast.homes[home].id_of("payrun")).state == "due"


def test_approving_shows_totals_who_asked_and_what_will_follow(mara: Client) -> None:
    steps.approve_sheet()
    steps.calculate()
    said = words_of(mara.get(at("approve_payruns", all=1)))
    assert "Calculation asked for by Olu Bello" in said
    assert "Net to pay £135.00" in said
    assert "0 payments will be due from managed accounts: £0.00 in all." in said
    assert "1 instruction will go to employers who pay: £135.00 in all." in said
    assert "1 report to HMRC waits to be sent" in said
    assert "Approve 1 payrun" in said


def test_approving_does_what_it_said(mara: Client, nudged: list[str], cast: Cast) -> None:
    steps.approve_sheet()
    steps.calculate()
    answer = press(mara, at("approve_payruns", all=1))
    assert "You approved 1 payrun." in words_of(answer)
    payrun = steps.run_of()
    assert (payrun.state, payrun.approved_by_id) == ("approved", cast.mara.user_id)
    with actors.acting(steps.job()):
        assert models.PaymentInstruction.objects.filter(payslip=steps.slip_of()).count() == 1
        assert models.Submission.objects.filter(payrun=payrun, state="queued").count() == 1
    assert nudged == [
        "payroll.make_reports",
        "payroll.see_to_pensions",
        "payroll.send_submissions",
        "payroll.raise_pension_schedules",
    ]


def test_pressing_twice_approves_once(mara: Client, nudged: list[str]) -> None:
    steps.approve_sheet()
    steps.calculate()
    url = at("approve_payruns", all=1)
    sent = hidden(mara.get(url))
    mara.post(url, sent)
    again = words_of(mara.post(url, sent, follow=True))
    assert "You approved 0 payruns." in again
    assert "Asha Verma: It is already “Approved”" in again
    with actors.acting(steps.job()):
        assert models.Submission.objects.filter(payrun=steps.run_of()).count() == 1


def test_figures_that_changed_since_they_were_shown_are_not_approved(mara: Client, nudged: list[str]) -> None:
    steps.approve_sheet()
    steps.calculate()
    url = at("approve_payruns", all=1)
    sent = hidden(mara.get(url))
    with actors.acting(steps.job()):
        models.EmploymentTerms.objects.update(hourly_rate="14.00")
    steps.calculate()
    answer = mara.post(url, sent)
    assert answer.status_code == 409
    assert "The figures have changed since you opened this page." in words_of(answer)
    assert "Net to pay £140.00" in words_of(answer)
    assert steps.run_of().state == "ready"
    assert nudged == []
    assert "You approved 1 payrun." in words_of(mara.post(url, hidden(answer), follow=True))


def test_who_asked_for_it_is_told_that_a_second_person_must_approve(mara: Client) -> None:
    steps.approve_sheet()
    payrun = steps.calculate(CAST.mara)
    said = words_of(mara.get(at("approve_payruns", all=1)))
    assert "A second person must approve these payruns, because you asked for the calculation." in said
    page = words_of(mara.get(reverse("payroll:payrun", args=[payrun.pk])))
    assert "A second person must do this: you did the step before." in page
    sent = {"key": str(payrun.pk), "seen": _digest_of(payrun)}
    refused = words_of(mara.post(at("approve_payruns"), sent, follow=True))
    assert "Asha Verma: A second person must do this: you did the step before." in refused
    assert steps.run_of().state == "ready"


def _digest_of(payrun: models.Payrun) -> str:
    with actors.acting(steps.job()):
        return payruns.digest_of(models.Payrun.objects.filter(pk=payrun.pk))


def test_nothing_ready_is_said_instead_of_a_button(mara: Client) -> None:
    said = words_of(mara.get(at("approve_payruns", all=1)))
    assert "None of the payruns that you mean is ready" in said


def test_many_are_approved_some_at_a_time(
    mara: Client, nudged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("payroll.views.payruns.AT_ONCE", 2)
    steps.approve_sheet()
    for place, name in enumerate(("Cy Marsh", "Edda Rowe")):
        post = steps.hire(f"Noor Ali {place}", steps.employ(name).pk)
        steps.bank(post.assistant)
        steps.sheet_in(post, dt.date(2026, 11, 4))
    steps.calculate()
    first = press(mara, at("approve_payruns", all=1))
    assert "You approved 2 payruns." in words_of(first)
    assert "Approve 1 payrun" in words_of(first)
    last = mara.post(first.request["PATH_INFO"], hidden(first), follow=True)
    assert "You approved 1 payrun." in words_of(last)
    with actors.acting(steps.job()):
        november = models.Payrun.objects.filter(period=steps.november())
        assert set(november.values_list("state", flat=True)) == {"approved"}


@pytest.mark.parametrize("home", ["ben", "wes"])
def test_somebody_elses_payrun_is_not_approved(
    mara: Client, nudged: list[str], cast: Cast, home: str
) -> None:
    theirs = cast.homes[home].id_of("payrun")
    mara.post(at("approve_payruns"), {"key": str(theirs), "seen": "x"})
    job = actors.for_job(job="payruns", council_id=cast.homes[home].council.id, today=steps.TODAY)
    with actors.acting(job):
        assert models.Payrun.objects.get(pk=theirs).state == "due"


class TestPayrunPage:
    """One employer's payrun."""

    def test_it_has_every_payslip_with_its_sum(self, olu: Client) -> None:
        steps.approve_sheet()
        payrun = steps.calculate()
        answer = self._page(olu, payrun)
        assert ["135.00", *["0.00"] * 6, "135.00"] in [cells[1:] for cells in tables.rows_of(answer)]
        assert [cells[0] for cells in tables.rows_of(answer)][:2] == ["Dee Lowe", "Together"]
        assert "Cost to the employer £135.00" in words_of(answer)

    def test_what_is_left_out_says_why(self, olu: Client) -> None:
        steps.hire("Noor Ali")
        steps.approve_sheet()
        rows = tables.rows_of(self._page(olu, steps.calculate()))
        assert ["Noor Ali", "Missing", "No timesheet has come in."] in [cells[:3] for cells in rows]

    def test_an_officer_may_calculate_and_not_approve(self, olu: Client) -> None:
        steps.approve_sheet()
        said = words_of(self._page(olu, steps.calculate()))
        assert "Works out every approved timesheet again." in said
        assert "Review and approve" not in said

    def test_a_manager_may_approve_what_somebody_else_asked_for(self, mara: Client) -> None:
        steps.approve_sheet()
        assert "Review and approve" in words_of(self._page(mara, steps.calculate()))

    def test_after_the_approval_it_says_what_followed(self, olu: Client) -> None:
        payrun = steps.pay_november()
        said = words_of(self._page(olu, payrun))
        assert "The employer has paid 0 of 1 payslip." in said
        assert "Waiting to be sent." in said
        assert "It is approved. What was wrong is corrected on the page of the payslip." in said

    def test_its_history_is_newest_first(self, olu: Client) -> None:
        said = words_of(self._page(olu, steps.pay_november()))
        assert said.index("Approved: payrun") < said.index("Asked for: payrun")

    def test_a_colleague_who_is_recused_does_not_find_it(
        self, signed_in: Callable[..., Client], cast: Cast
    ) -> None:
        rose = signed_in(cast.rose, "payroll_officer")
        url = reverse("payroll:payrun", args=[cast.homes["ben"].id_of("payrun")])
        assert rose.get(url).status_code == 404

    def _page(self, browser: Client, payrun: models.Payrun) -> HttpResponse:
        return browser.get(reverse("payroll:payrun", args=[payrun.pk]))
