"""Sickness on its pages: found, looked at, checked, decided, undone."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.sick_days import FORTNIGHT, OFF, THREE_DAYS, WEEK, noor
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.django_db
LIST = "/payroll/employers/sickness/"
PAY = {"outcome": "pay", "average": "270.00", "average_source": "Payslips of the payroll before"}


def page_of(post: models.Employment, *more: str) -> str:
    """The address of a post's sickness in November."""
    return f"/payroll/employers/posts/{post.pk}/sickness/{steps.november().pk}/{''.join(more)}"


def file_of(post: models.Employment, page: str) -> str:
    """A page of a post's file."""
    return f"/payroll/employers/posts/{post.pk}/{page}"


def hidden(answer: Any, button: str) -> dict[str, str]:
    """What the form with a button sends."""
    forms = re.findall(r'<form method="post".*?</form>', answer.content.decode(), flags=re.DOTALL)
    form = next(form for form in forms if button in form)
    return {
        name: unescape(value)
        for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)
        if name != "csrfmiddlewaretoken"
    }


def decision_of(post: models.Employment) -> models.SickPayDecision:
    """The decision that stands."""
    with actors.acting(steps.job()):
        return models.SickPayDecision.objects.get(employment=post, state="decided")


def worked_on(post: models.Employment, day: dt.date) -> None:
    """The sheet of November has a shift as well."""
    with actors.acting(steps.job()):
        sheet = models.Timesheet.objects.get(employment=post, period=steps.november())
        models.Timesheet.objects.filter(pk=sheet.pk).update(state="draft")
        payroll.shift(timesheet=sheet, day=day)
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)


class TestList:
    """What waits for somebody."""

    def test_it_has_what_is_to_be_decided_and_then_what_is_decided(self, olu: Client) -> None:
        post = noor(*THREE_DAYS)
        assert tables.rows_of(olu.get(LIST)) == [
            ["Noor Ali", "Asha Verma", "Monday 2 November 2026", "3", "Friday 27 November 2026"]
        ]
        checked = olu.post(page_of(post), PAY)
        olu.post(page_of(post), hidden(checked, "Pay this"))
        assert tables.rows_of(olu.get(LIST)) == []
        assert len(tables.rows_of(olu.get(LIST, {"show": "decided"}))) == 1

    def test_an_empty_list_says_what_would_be_here(self, olu: Client) -> None:
        assert "There is none now." in words_of(olu.get(LIST))

    def test_its_queries_do_not_grow_with_the_rows(self, olu: Client) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as captured:
                olu.get(LIST)
            return len(captured)

        noor(*THREE_DAYS)
        count()
        one = count()
        for name in ("Pia Berg", "Quinn Ode", "Rolf Hay"):
            steps.sheet_in(steps.hire(name), *WEEK, **OFF)
        assert count() == one

    def test_the_download_has_the_same_rows(self, olu: Client) -> None:
        noor(*THREE_DAYS)
        content = olu.get(LIST, {"download": "csv"}).content.decode()
        assert "Noor Ali,Asha Verma,2026-11-27,3,No" in content.replace('"', "")


class TestOneSickness:
    """The days, what each comes to and why."""

    def test_a_blocked_post_leads_to_it(self, olu: Client) -> None:
        post = noor(*THREE_DAYS)
        payrun = steps.calculate()
        assert page_of(post) in olu.get(f"/payroll/payruns/{steps.november().pk}/").content.decode()
        assert page_of(post) in olu.get(f"/payroll/payruns/of/{payrun.pk}/").content.decode()

    def test_usual_days_are_asked_for_first_with_nothing_ticked(self, olu: Client) -> None:
        post = noor(*THREE_DAYS, agreed=False)
        said = words_of(olu.get(page_of(post)))
        assert "First: the usual working days" in said
        assert "On which days does the PA usually work?" in said
        assert "What is decided?" not in said
        form = olu.get(file_of(post, "usual-days/"))
        assert "Monday to Friday" in words_of(form)
        assert "checked" not in form.content.decode()
        back = {"period": str(steps.november().pk)}
        answer = olu.post(f"{file_of(post, 'usual-days/')}?period={back['period']}", {"weekdays": ["0", "2"]})
        assert answer["Location"] == page_of(post)
        with actors.acting(steps.job()):
            assert post.qualifying_days.get().weekdays == [0, 2]

    def test_with_an_average_each_day_and_week_is_shown_before_anything_is_asked(self, olu: Client) -> None:
        post = noor(*THREE_DAYS, first_day=dt.date(2026, 10, 26))
        worked_on(post, dt.date(2026, 10, 26))
        answer = olu.get(page_of(post))
        rows = tables.rows_of(answer)
        assert rows[0] == ["Monday 2 November 2026", "£108.00 a week ÷ 5 usual days", "21.6000"]
        assert rows[-1][-1] == "64.80"
        said = words_of(answer)
        assert "£135.00. The contract's pay for a week: no payday had come yet." in said
        assert "Average weekly earnings £" in said
        assert "None in the 56 days before" in said

    def test_without_an_average_it_says_why_and_asks_for_it(self, olu: Client) -> None:
        said = words_of(olu.get(page_of(noor(*THREE_DAYS))))
        assert "do not cover the 8 weeks before Monday 2 November 2026. Enter it below" in said
        assert "Where is the average from?" in said
        assert "Has a fit note been seen?" not in said

    def test_a_fit_note_is_asked_for_after_seven_days(self, olu: Client) -> None:
        said = words_of(olu.get(page_of(noor(*FORTNIGHT))))
        assert "May be asked for: Monday 9 November 2026 is past the 7th day" in said
        assert "Has a fit note been seen?" in said

    def test_nothing_to_decide_is_said(self, olu: Client) -> None:
        assert "The timesheet is not approved yet." in words_of(olu.get(page_of(steps.post_of())))

    def test_the_file_of_the_post_has_a_part_for_sickness(self, olu: Client) -> None:
        said = words_of(olu.get(file_of(steps.post_of(), "")))
        assert "Usual working days Monday to Friday" in said
        assert (
            "Before this payroll Monday 4 May 2026 to Friday 8 May 2026 (5 days). The payroll before" in said
        )


class TestDeciding:
    """Answered, checked, decided, undone."""

    def test_answers_are_checked_before_they_are_decided(self, olu: Client) -> None:
        post = noor(*THREE_DAYS)
        checked = olu.post(page_of(post), PAY)
        said = words_of(checked)
        assert "Check before it is decided" in said
        assert "Statutory Sick Pay £73.95" in said
        assert "Sick pay is £123.25 a week: 80% of their average pay of £270.00 would not be less." in said
        with actors.acting(steps.job()):
            assert not models.SickPayDecision.objects.filter(employment=post).exists()
        answer = olu.post(page_of(post), hidden(checked, "Pay this"), follow=True)
        assert "Noor Ali: Statutory Sick Pay of £73.95 is on the payslip. Undo" in words_of_all(answer)
        decision = decision_of(post)
        assert (decision.outcome, str(decision.average), decision.average_source) == (
            "pay",
            "270.0000000000",
            "Payslips of the payroll before",
        )
        assert (decision.decided_by_id, decision.sick_days) == (CAST.olu.user_id, list(THREE_DAYS))

    def test_answers_can_be_changed_and_are_kept(self, olu: Client) -> None:
        post = noor(*THREE_DAYS)
        checked = olu.post(page_of(post), PAY | {"note": "Rang on Monday"})
        again = olu.post(page_of(post), hidden(checked, "Change the answers")).content.decode()
        assert 'value="270.00"' in again
        assert 'value="Rang on Monday"' in again
        assert "Error:" not in again

    def test_a_date_on_a_fit_note_goes_with_the_answers(self, olu: Client) -> None:
        post = noor(*FORTNIGHT)
        seen = {"fit_note": "seen", "fit_note_on_0": "9", "fit_note_on_1": "11", "fit_note_on_2": "2026"}
        checked = olu.post(page_of(post), PAY | seen)
        assert "Fit note Seen, dated 9 November 2026" in words_of(checked)
        olu.post(page_of(post), hidden(checked, "Pay this"))
        assert decision_of(post).fit_note_on == dt.date(2026, 11, 9)

    def test_not_due_is_recorded_with_its_reason(self, olu: Client) -> None:
        post = noor(*THREE_DAYS)
        checked = olu.post(page_of(post), {"outcome": "not_due", "reason": "maternity"})
        assert "Maternity pay or Maternity Allowance has begun" in words_of(checked)
        olu.post(page_of(post), hidden(checked, "Record that it is not due"))
        assert decision_of(post).reason == "maternity"

    def test_a_second_click_says_that_it_is_decided(self, olu: Client) -> None:
        post = noor(*THREE_DAYS)
        sent = hidden(olu.post(page_of(post), PAY), "Pay this")
        olu.post(page_of(post), sent)
        again = olu.post(page_of(post), sent)
        assert again.status_code == 409
        with actors.acting(steps.job()):
            assert models.SickPayDecision.objects.filter(employment=post).count() == 1

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"outcome": ""}, "Choose whether sick pay is paid or is not due."),
            ({"average": ""}, "Enter the average weekly earnings, like 270.00."),
            ({"average": "a lot"}, "Enter an amount"),
            ({"average_source": ""}, "Say where the average is from."),
            ({"outcome": "not_due"}, "Choose why sick pay is not due."),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
        self, olu: Client, changes: dict[str, str], said: str
    ) -> None:
        answer = olu.post(page_of(noor(*THREE_DAYS)), PAY | {"note": "Rang"} | changes)
        assert answer.status_code == 200
        assert said in words_of_all(answer)
        assert 'value="Rang"' in answer.content.decode()

    def test_it_can_be_undone_until_the_payslip_is_approved(self, olu: Client, mara: Client) -> None:
        post = noor(*THREE_DAYS)
        olu.post(page_of(post), hidden(olu.post(page_of(post), PAY), "Pay this"))
        assert "Undo the decision" in words_of(olu.get(page_of(post)))
        assert "must be decided again" in words_of(olu.get(page_of(post, "undo/")))
        answer = olu.post(page_of(post, "undo/"))
        assert answer["Location"] == page_of(post)
        assert "What is decided?" in words_of(olu.get(page_of(post)))
        olu.post(page_of(post), hidden(olu.post(page_of(post), PAY), "Pay this"))
        payrun = steps.calculate()
        assert steps.approve(payrun.pk).refused == {}
        said = words_of(mara.get(page_of(post)))
        assert "Payslip approved" in said
        assert "Undo the decision" not in said
        refused = words_of_all(olu.post(page_of(post, "undo/")))
        assert "The payslip is approved, so this cannot be undone." in refused

    def test_the_employer_and_the_pa_see_the_line_on_the_payslip(
        self, olu: Client, signed_in: Any, today: Any
    ) -> None:
        with actors.acting(steps.job()):
            sheet = models.Timesheet.objects.get(pk=steps.DEE.id_of("timesheet"))
            payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 5), **OFF)
        steps.approve_sheet()
        post = steps.post_of()
        olu.post(page_of(post), hidden(olu.post(page_of(post), PAY), "Pay this"))
        payrun = steps.calculate()
        assert steps.approve(payrun.pk).refused == {}
        address = f"/payroll/payslips/{steps.slip_of().pk}/"
        today(steps.slip_of().payday)
        for person, whose in ((CAST.dee, "your average pay"), (CAST.asha, "their average pay")):
            said = words_of(signed_in(person).get(address))
            assert "Statutory Sick Pay £24.65" in said
            assert whose in said


class TestEarlierSickness:
    """What was before this payroll."""

    SPAN = {
        "first_0": "12", "first_1": "10", "first_2": "2026", "last_0": "16", "last_1": "10", "last_2": "2026",
        "source": "P11",
    }  # fmt: skip

    def test_it_is_added_and_linked(self, olu: Client) -> None:
        post = noor(*THREE_DAYS)
        answer = olu.post(f"{file_of(post, 'earlier-sickness/')}?period={steps.november().pk}", self.SPAN)
        assert answer["Location"] == page_of(post)
        said = words_of(olu.get(page_of(post)))
        assert "Monday 12 October 2026 to Friday 16 October 2026 (5 days)" in said

    def test_days_in_the_wrong_order_are_said(self, olu: Client) -> None:
        wrong = self.SPAN | {"last_0": "11"}
        answer = olu.post(file_of(noor(*THREE_DAYS), "earlier-sickness/"), wrong)
        assert "The last day is before the first day." in words_of_all(answer)

    def test_it_is_removed_after_a_question(self, olu: Client) -> None:
        post = steps.post_of()
        address = file_of(post, f"earlier-sickness/{steps.DEE.id_of('earlier sickness')}/remove/")
        assert "Monday 4 May 2026" in words_of(olu.get(address))
        olu.post(address)
        with actors.acting(steps.job()):
            assert not models.EarlierSickness.objects.filter(employment=post).exists()


def test_the_pa_is_told_what_happens_to_days_off_sick(signed_in: Any) -> None:
    with actors.acting(steps.job()):
        sheet = models.Timesheet.objects.get(pk=steps.DEE.id_of("timesheet"))
        models.Timesheet.objects.filter(pk=sheet.pk).update(state="draft")
        payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 5), **OFF)
    said = words_of(signed_in(CAST.dee).get(f"/payroll/sheets/{sheet.pk}/check/"))
    assert "Payroll works out sick pay for them." in said


def words_of_all(answer: Any) -> str:
    """The words of the whole page, with its banner and its summary of errors."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
