"""Undoing calculations and correcting payslips: the pages, and the rows that they leave behind."""

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
from payroll.queries import payrun_agreements
from tests.cast import AT, CAST, Cast
from tests.factories import corrections as made
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.correcting import begin, correct, correct_october, new_slip, rate, sent
from tests.payroll.operations.steps import job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sweeps that a page asked for."""
    asked: list[str] = []
    monkeypatch.setattr("dpss.celery.nudge", asked.append)
    return asked


def address(name: str, *args: Any) -> str:
    """A page of payroll."""
    return reverse(f"payroll:{name}", args=args)


def shown(run: models.Payrun) -> dict[str, str]:
    """What the page of an approval sends of the figures that it shows."""
    with actors.acting(job()):
        return {"digest": payrun_agreements.digest_of(models.Payrun.objects.get(pk=run.pk))}


def test_undoing_says_what_is_dropped_and_drops_it(olu: Client) -> None:
    steps.approve_sheet()
    run = steps.calculate()
    page = address("undo_payruns", run.period_id)
    assert "1 draft payslip of 1 payrun is dropped: £135.00 net." in words_of(olu.get(f"{page}?all=1"))
    said = words_of(olu.post(page, {"all": "1"}, follow=True))
    assert "You undid the calculation of 1 payrun." in said
    assert steps.run_of().state == "due"


def test_one_payrun_is_undone_from_its_own_page(olu: Client) -> None:
    steps.approve_sheet()
    run = steps.calculate()
    assert address("undo_payrun", run.pk) in olu.get(address("payrun", run.pk)).content.decode()
    said = words_of(olu.post(address("undo_payrun", run.pk), follow=True))
    assert "You undid the calculation." in said
    assert steps.run_of().state == "due"


def test_an_approved_payrun_cannot_be_undone_and_the_page_says_so(olu: Client) -> None:
    run = steps.pay_november()
    assert "already “Approved”" in words_of(olu.get(address("undo_payrun", run.pk)))
    assert olu.post(address("undo_payrun", run.pk)).status_code == 409


def test_a_correction_begins_on_the_page_of_the_payslip(olu: Client, nudged: list[str]) -> None:
    steps.pay_november()
    slip = steps.slip_of()
    page = address("payslip_correct", slip.pk)
    assert page in olu.get(address("payslip", slip.pk)).content.decode()
    answer = olu.post(page, {"reason": "The rate was wrong."}, follow=True)
    assert "The correction has begun." in words_of(answer)
    with actors.acting(job()):
        run = models.Payrun.objects.get(corrects=slip)
    assert (run.state, run.reason, run.kind) == ("requested", "The rate was wrong.", "correction")
    assert "payroll.calculate_due_payruns" in nudged


def test_a_correction_without_a_reason_keeps_the_form(olu: Client) -> None:
    steps.pay_november()
    answer = olu.post(address("payslip_correct", steps.slip_of().pk), {"reason": ""})
    assert "Say why" in words_of(answer)


def test_an_older_payslip_says_how_the_difference_is_paid_instead(olu: Client) -> None:
    steps.pay_november()
    october = steps.DEE.id_of("payslip")
    said = words_of(olu.get(address("payslip_correct", october)))
    assert "add missed hours to the next timesheet" in said


def test_the_second_person_sees_both_nets_before_approving(mara: Client, nudged: list[str]) -> None:
    steps.pay_november()
    run = begin()
    rate("14.50")
    steps.work_out()
    said = words_of(mara.get(address("payrun", run.pk)))
    assert "The PA is paid £10.00 more." in said
    page = address("correction_approve", run.pk)
    said = words_of(mara.get(page))
    assert "£135.00" in said
    assert "£145.00" in said
    assert "You approved the correction." in words_of(mara.post(page, shown(run), follow=True))
    assert new_slip().net == Decimal("145.00")
    assert "payroll.send_submissions" in nudged


def test_whoever_asked_for_it_is_told_why_they_may_not_approve(mara: Client) -> None:
    steps.pay_november()
    run = begin(by=CAST.mara)
    with actors.acting(job()):
        models.EmploymentTerms.objects.filter(employment=steps.post_of()).update(hourly_rate="14.50")
    steps.work_out()
    answer = mara.post(address("correction_approve", run.pk), shown(run))
    assert answer.status_code == 409
    assert "A second person must do this" in words_of(answer)


def test_the_timesheet_is_opened_for_correction(olu: Client) -> None:
    steps.pay_november()
    run = begin()
    said = words_of(olu.post(address("sheet_correct", run.pk), follow=True))
    assert "Version 2 of the timesheet is open." in said
    with actors.acting(job()):
        assert models.Timesheet.objects.filter(
            employment=steps.post_of(), period=steps.november(), version=2, state="draft"
        ).exists()


@pytest.mark.parametrize("who", ["asha", "olu"])
def test_both_payslips_are_shown_each_naming_the_other(signed_in: Any, who: str) -> None:
    steps.pay_november()
    old = steps.slip_of()
    correct("14.50")
    browser = signed_in(CAST.named(who))
    before = words_of(browser.get(address("payslip", old.pk)))
    assert "Replaced on 21 November 2026." in before
    assert "Wrong rate" in before
    after = words_of(browser.get(address("payslip", new_slip().pk)))
    assert "It replaces an earlier payslip of this payday." in after
    assert "What the correction changed" in after
    assert "Replaced" in words_of(browser.get(address("payslips")))


def test_the_pa_sees_that_a_payslip_was_replaced_and_why(signed_in: Any) -> None:
    correct_october()
    dee = signed_in(CAST.dee)
    before = words_of(dee.get(address("payslip", steps.DEE.id_of("payslip"))))
    assert "Replaced on 21 November 2026." in before
    assert "Wrong rate" in before
    after = words_of(dee.get(address("payslip", new_slip().pk)))
    assert "What the correction changed" in after
    assert "Correct this payslip" not in after


def test_the_list_says_what_waits_for_a_second_person(mara: Client) -> None:
    steps.pay_november()
    run = begin()
    rate("14.50")
    steps.work_out()
    answer = mara.get(f"{address('corrections')}?saved=ready")
    assert address("payrun", run.pk) in answer.content.decode()
    assert "Wrong rate" in words_of(answer)


class TestOverpaid:
    """What is decided about wages that were paid too high."""

    def overpay(self) -> models.Overpayment:
        steps.pay_november()
        sent()
        correct("13.00")
        with actors.acting(job()):
            return models.Overpayment.objects.get(payslip=new_slip())

    def test_an_officer_wins_it_back_as_agreed(self, olu: Client) -> None:
        over = self.overpay()
        page = address("overpaid_decide", over.pk)
        assert page in olu.get(address("overpaid")).content.decode()
        agreed = {
            "agreed_on_0": "20", "agreed_on_1": "11", "agreed_on_2": "2026",
            "first_day_0": "28", "first_day_1": "11", "first_day_2": "2026", "each_time": "2.50",
        }  # fmt: skip
        assert "It is won back" in words_of(olu.post(page, agreed, follow=True))
        with actors.acting(job()):
            over.refresh_from_db()
            assert over.state == "agreed"
            assert over.deduction
            assert over.deduction.first_day == dt.date(2026, 11, 28)

    def test_a_manager_writes_it_off_with_a_reason(self, mara: Client) -> None:
        over = self.overpay()
        said = words_of(
            mara.post(address("overpaid_write_off", over.pk), {"reason": "Our mistake."}, follow=True)
        )
        assert "The PA keeps the money." in said
        with actors.acting(job()):
            over.refresh_from_db()
        assert (over.state, over.reason) == ("written_off", "Our mistake.")


def test_the_lists_ask_the_database_as_often_for_many_as_for_few(olu: Client, cast: Cast) -> None:
    def counted() -> list[int]:
        counts = []
        for name in ("corrections", "overpaid"):
            with CaptureQueriesContext(connection) as captured:
                assert olu.get(address(name)).status_code == 200
            counts.append(len(captured))
        return counts

    def one_more(name: str) -> None:
        post = steps.hire(name)
        sheet = steps.sheet_in(post, dt.date(2026, 11, 4))
        with actors.acting(job()):
            run = models.Payrun.objects.get(pk=steps.ASHA.id_of("paid payrun"))
            slip = payroll.payslip(payrun=run, timesheet=sheet)
            made.correction(
                slip=slip,
                run=10 + len(name),
                state="requested",
                requested_by_id=CAST.olu.user_id,
                requested_at=AT,
            )
            made.overpayment(payslip=slip)

    one_more("Abe")
    counted()
    few = counted()
    for name in ("Bela", "Carlo", "Dmitri"):
        one_more(name)
    assert counted() == few
