"""Contracted pay on pages: agreed on the post's file, paid from the board, said on the payslip; and calls."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE, job
from tests.payroll.operations.test_contracted_pay import agree, noor, sheets_of, slip_of
from tests.payroll.operations.test_reminders import remind
from tests.payroll.operations.test_settling import paid_as_contracted, sheet_comes_in
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider.tables import rows_of

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2026, 11, 24)
AGREE = reverse("payroll:contracted_pay", args=[DEE.id_of("employment")])


def agreed(**changed: str) -> dict[str, str]:
    """What Olu answers: standing pay from 26 October, agreed today."""
    days = {
        f"{name}_{part}": value
        for name in ("employer_on", "assistant_on")
        for part, value in enumerate(("21", "11", "2026"))
    }
    first = {"first_day_0": "26", "first_day_1": "10", "first_day_2": "2026"}
    return {"when": "always", "employer": "Asha Verma"} | days | first | changed


def late() -> str:
    """The page on which contracted hours are paid."""
    return reverse("payroll:pay_as_contracted", args=[steps.november().pk])


def test_an_agreement_is_recorded_shown_on_the_file_and_ended(olu: Client) -> None:
    assert "The PA reports changes, holiday and sickness only" in words_of(olu.get(AGREE))
    answer = olu.post(AGREE, agreed(), follow=True)
    assert "is paid as contracted and sends no timesheet" in words_of(answer)
    row = [
        "Standing pay: no sheet is needed", "26 October 2026", "No end",
        "Asha Verma, 21 November 2026; the PA, 21 November 2026",
    ]  # fmt: skip
    assert row in rows_of(answer)
    with actors.acting(job()):
        agreement = models.ContractedPay.objects.get(
            employment=DEE.id_of("employment"), when="always", during__contains=TUESDAY
        )
    end = reverse("payroll:contracted_pay_end", args=[DEE.id_of("employment"), agreement.pk])
    assert end in answer.content.decode()
    last = {"last_day_0": "22", "last_day_1": "11", "last_day_2": "2026"}
    assert "After it they are paid from timesheets" in words_of(olu.post(end, last, follow=True))
    assert olu.post(end, last).status_code == 409


def test_what_cannot_be_agreed_is_said_and_the_answers_stay(olu: Client) -> None:
    answer = olu.post(AGREE, agreed(employer="", employer_on_2="2027"))
    assert "Choose who agreed for the employer." in words_of(answer)
    assert 'value="2027"' in answer.content.decode()
    assert "agreed after today" in words_of(olu.post(AGREE, agreed(employer_on_2="2027")))


def test_late_sheets_are_paid_as_contracted_from_the_board(
    olu: Client, today: Callable[[dt.date], None]
) -> None:
    post = noor()
    agree(post, when="late")
    keys = {"key": str(ASHA.id_of("employer"))}
    assert late() in olu.get(reverse("payroll:period", args=[steps.november().pk])).content.decode()
    assert "Timesheets may come in until Monday 23 November 2026." in words_of(olu.get(late(), keys))
    today(TUESDAY)
    page = olu.get(late(), keys)
    assert ["Noor Ali", "Asha Verma", "40 hours"] in rows_of(page)
    assert "1 other PA has no agreement" in words_of(page)
    answer = olu.post(late(), keys, follow=True)
    assert "1 done." in words_of(answer)
    assert [sheet.basis for sheet in sheets_of(post)] == ["contracted"]
    assert "Nobody whose sheet is missing here has an agreement" in words_of(olu.get(late(), keys))


def test_the_whole_payruns_late_sheets_are_paid_at_once(
    olu: Client, today: Callable[[dt.date], None]
) -> None:
    post = noor()
    agree(post, when="late")
    today(TUESDAY)
    olu.post(late(), {"all": "1"})
    assert [sheet.basis for sheet in sheets_of(post)] == ["contracted"]


def test_nobody_ticked_pays_nobody(olu: Client) -> None:
    assert "No employers were selected." in words_of(olu.get(late()))


def test_payslip_and_payrun_say_paid_as_contracted(olu: Client) -> None:
    post = noor()
    agree(post)
    payrun = steps.calculate()
    assert "As contracted" in words_of(olu.get(reverse("payroll:payrun", args=[payrun.pk])))
    steps.approve(payrun.pk)
    said = words_of(olu.get(reverse("payroll:payslip", args=[slip_of(post).pk])))
    assert "Paid as contracted:" in said
    assert "paid without a timesheet" in said


def test_a_sheet_that_comes_after_its_pay_says_on_which_payslip_the_difference_goes(olu: Client) -> None:
    post = paid_as_contracted()
    steps.december()
    sheet = sheet_comes_in(post, shifts=9)
    said = words_of(olu.get(reverse("payroll:entered_sheet", args=[sheet.pk])))
    assert "The difference goes on the payslip of Thursday 24 December" in said


def test_a_wrongly_approved_sheet_is_sent_back_with_the_reason_and_its_payslip_dropped(olu: Client) -> None:
    steps.approve_sheet()
    payrun = steps.calculate()
    url = reverse("payroll:entered_sheet_reopen", args=[DEE.id_of("timesheet")])
    assert "Say why" in words_of(olu.post(url, {"reason": ""}))
    answer = olu.post(url, {"reason": "Week 2 belongs to Ben."}, follow=True)
    assert "It was sent back: “Week 2 belongs to Ben.”" in words_of(answer)
    with actors.acting(job()):
        assert models.Timesheet.objects.get(pk=DEE.id_of("timesheet")).state == "rejected"
        assert not models.Payslip.objects.filter(payrun=payrun).exists()
    assert steps.run_of().state == "requested"


def test_what_is_paid_is_not_sent_back(olu: Client) -> None:
    steps.pay_november()
    url = reverse("payroll:entered_sheet_reopen", args=[DEE.id_of("timesheet")])
    answer = olu.post(url, {"reason": "Too late."})
    assert "The payslip is approved" in words_of(answer)
    with actors.acting(job()):
        assert models.Timesheet.objects.get(pk=DEE.id_of("timesheet")).state == "approved"


def test_a_pa_with_standing_pay_reports_changes_only(signed_in: Any) -> None:
    with actors.acting(job()):
        # November has no sheet of hers yet.
        models.Timesheet.objects.filter(pk=DEE.id_of("timesheet")).update(
            period=steps.october(), version=9, state="rejected"
        )
    agree()
    steps.calculate()
    dee = signed_in(CAST.dee)
    page = dee.get(reverse("payroll:sheets"))
    assert "You are paid as contracted and send no timesheet." in words_of(page)
    opened = dee.post(reverse("payroll:sheets"), {"employment": str(DEE.id_of("employment"))}, follow=True)
    assert "As contracted (hours)" in words_of(opened) or "Hours as contracted" in words_of(opened)
    versions = sheets_of(steps.post_of())
    assert [(one.version, one.basis, one.state) for one in versions] == [
        (1, "standing", "approved"), (2, "sheet", "draft"),
    ]  # fmt: skip


def test_people_without_e_mail_are_rung_and_it_is_written_down(olu: Client) -> None:
    post = steps.hire("Noor Ali", first_day=steps.november().first_day)
    remind()
    ring = reverse("payroll:ring_these")
    page = olu.get(ring)
    (row,) = [one for one in rows_of(page) if "Noor Ali" in one[0]]
    assert "has not been sent" in row[1]
    with actors.acting(job()):
        reminder = models.SheetReminder.objects.get(employment=post)
    url = reverse("payroll:rung", args=[reminder.pk])
    assert reverse("payroll:enter_sheet", args=[post.pk]) in olu.get(url).content.decode()
    assert "Say what came of the call." in words_of(olu.post(url, {"outcome": ""}))
    answer = olu.post(url, {"outcome": "They send it today."}, follow=True)
    assert "You have rung Noor Ali." in words_of(answer)
    assert "Olu Bello: They send it today." in words_of(olu.get(ring, {"show": "rung"}))


def test_the_pages_take_as_many_queries_for_two_posts_as_for_one(
    olu: Client, today: Callable[[dt.date], None]
) -> None:
    today(TUESDAY)
    olu.get(late(), {"all": "1"})
    counted = []
    for name in ("Noor Ali", "Sana Iqbal"):
        post = steps.hire(name)
        agree(post, when="late")
        with CaptureQueriesContext(connection) as queries:
            olu.get(late(), {"all": "1"})
        counted.append(len(queries))
    assert counted[0] == counted[1]
