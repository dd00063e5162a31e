"""The board of a payrun: counts that add up, exceptions first, one thing to do in each row."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Client as Employing
from dpss.access import actors
from dpss.access.models import AuditEvent
from payroll import models
from payroll.queries import board
from tests.cast import CAST, TODAY, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.test_sheets_on_behalf import hand_in
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.django_db
BOARD = "/payroll/payruns/"
NOON = dt.date(2026, 11, 4)


def strip(answer: object) -> dict[str, int]:
    """The counts of the strip by their labels."""
    page = answer.content.decode()  # type: ignore[attr-defined]
    items = re.findall(r"dpss-strip__count[^>]*>([\d,]+)</span>\s*<a[^>]*>([^<]+)</a>", page)
    return {label: int(count.replace(",", "")) for count, label in items}


def compared(answer: HttpResponse) -> dict[str, tuple[str, str, str]]:
    """The rows of "how these are worked out": each second name, with both totals and the verdict."""
    rows = tables.rows_of(answer)
    return {cells[2]: (cells[1], cells[3], cells[4]) for cells in rows if len(cells) == 5}


def places() -> dict[str, int]:
    """How many posts stand in each place, asked of the query."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        return dict(board.of_period(steps.november(), today=TODAY, actor=olu).counts)


def test_a_sheet_goes_from_place_to_place(cast: Cast) -> None:
    assert places() == {"missing": 1}
    steps.approve_sheet()
    assert places() == {"ready": 1}
    payrun = steps.calculate()
    assert places() == {"ready": 1}
    steps.approve(payrun.pk)
    assert places() == {"approved": 1}
    with actors.acting(steps.job()):
        models.Submission.objects.filter(payrun=payrun).update(state="accepted")
    assert places() == {"reported": 1}
    with actors.acting(steps.job()):
        models.PaymentInstruction.objects.filter(payslip=steps.slip_of()).update(state="paid")
    assert places() == {"paid": 1}


def test_a_blocked_and_a_changed_post_stand_apart() -> None:
    post = steps.hire("Noor Ali")
    steps.sheet_in(post, NOON)
    with actors.acting(steps.job()):
        sheet = models.Timesheet.objects.get(pk=steps.DEE.id_of("timesheet"))
        steps.payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 6))
    steps.approve_sheet()
    steps.calculate()
    assert places() == {"blocked": 1, "changed": 1}


def test_the_strip_adds_up_and_the_sum_is_written_out(olu: Client) -> None:
    steps.hire("Noor Ali")
    steps.approve_sheet()
    answer = olu.get(BOARD)
    counts = strip(answer)
    assert counts["Due"] == 2 == sum(count for label, count in counts.items() if label != "Due")
    assert list(counts) == [
        "Due", "Missing", "Blocked", "Changed", "Ready", "Approved", "Reported", "Paid",
    ]  # fmt: skip
    assert "Each sheet is in one place: 1 + 0 + 0 + 1 + 0 + 0 + 0 = 2." in words_of(answer)


def test_a_sheet_that_waits_for_the_employer_says_whom_to_ring_and_leads_to_their_answer(olu: Client) -> None:
    with actors.acting(steps.job()):
        Employing.objects.filter(pk=steps.ASHA.id_of("client")).update(phone="01632 960111")
    answer = olu.get(BOARD)
    said = words_of(answer)
    assert "waiting for the employer to approve it. Ring Asha Verma: 01632 960111." in said
    assert "Record their answer about Dee Lowe" in said
    asked = reverse("payroll:entered_sheet_approval", args=[steps.DEE.id_of("timesheet")])
    assert asked in answer.content.decode()


def test_whoever_entered_a_sheet_is_not_asked_for_the_employers_answer(olu: Client, mara: Client) -> None:
    hand_in()
    sheet = reverse("payroll:entered_sheet", args=[steps.DEE.id_of("timesheet")])
    assert f'href="{sheet}"' in olu.get(BOARD).content.decode()
    assert f'href="{sheet}approval/"' in mara.get(BOARD).content.decode()


def test_a_sheet_that_was_not_sent_says_whom_to_ring_and_leads_to_its_hours(olu: Client) -> None:
    post = steps.hire("Noor Ali")
    answer = olu.get(BOARD)
    said = words_of(answer)
    assert "No timesheet has come in. Ask Noor Ali: no number is recorded." in said
    assert "Enter the hours of Noor Ali" in said
    enter = f"{reverse('payroll:enter_sheet', args=[post.pk])}?period={steps.november().pk}"
    assert enter in answer.content.decode()


def test_what_stops_a_post_leads_to_the_page_that_mends_it(olu: Client) -> None:
    post = steps.hire("Noor Ali")
    steps.sheet_in(post, NOON)
    steps.calculate()
    answer = olu.get(f"{BOARD}?show=blocked")
    assert "Give bank details Noor Ali for Asha Verma" in words_of(answer)
    assert reverse("payroll:bank_propose", args=[post.pk]) in answer.content.decode()


def test_nothing_is_said_to_be_calculated_before_a_sheet_is_approved(olu: Client) -> None:
    said = words_of(olu.get(BOARD))
    assert "No employer has approved a sheet yet: nothing to calculate." in said
    assert "Calculate again" not in said
    assert "Missing no approved sheet" in said


def test_a_sheet_that_is_in_can_be_calculated_from_its_row(olu: Client) -> None:
    steps.approve_sheet()
    page = olu.get(BOARD).content.decode()
    period = steps.november().pk
    url = f"{reverse('payroll:calculate', args=[period])}?key={steps.ASHA.id_of('employer')}"
    assert url in page


def test_what_needs_someone_comes_first(olu: Client) -> None:
    post = steps.hire("Noor Ali")
    steps.sheet_in(post, NOON)
    steps.approve_sheet()
    steps.calculate()
    page = olu.get(BOARD).content.decode()
    assert page.index("Noor Ali") < page.index("Dee Lowe")
    assert "1 of 2 need someone" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?show=missing", {"Noor Ali"}),
        ("?show=ready", {"Dee Lowe"}),
        ("?show=paid", set()),
        ("?reason=none", {"Noor Ali"}),
        ("?reason=bank", set()),
        ("?show=strange&sort=strange&reason=strange&page=99", {"Noor Ali", "Dee Lowe"}),
    ],
)
def test_filters_keep_what_is_asked_for(olu: Client, query: str, shown: set[str]) -> None:
    steps.hire("Noor Ali")
    steps.approve_sheet()
    page = olu.get(BOARD + query).content.decode()
    assert {name for name in ("Noor Ali", "Dee Lowe") if name in page} == shown


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"name": "noor"}, {"Noor Ali"}),
        ({"name": "asha"}, {"Noor Ali", "Dee Lowe"}),
        ({"name": "asha", "reason": "none"}, {"Noor Ali"}),
        ({"name": "asha", "show": "ready"}, {"Dee Lowe"}),
        ({"name": "nobody"}, set()),
    ],
)
def test_a_search_keeps_whom_it_names(olu: Client, asked: dict[str, str], shown: set[str]) -> None:
    steps.hire("Noor Ali")
    steps.approve_sheet()
    page = olu.post(BOARD, asked, follow=True).content.decode()
    assert {name for name in ("Noor Ali", "Dee Lowe") if name in page} == shown


@pytest.mark.parametrize("sort", ["urgency", "employer", "assistant", "gross"])
def test_every_order_shows_every_post(olu: Client, sort: str) -> None:
    steps.hire("Noor Ali")
    page = olu.get(f"{BOARD}?sort={sort}").content.decode()
    assert "Noor Ali" in page
    assert "Dee Lowe" in page


def test_the_download_has_every_row_and_is_recorded(olu: Client, cast: Cast) -> None:
    steps.approve_sheet()
    steps.calculate()
    answer = olu.get(f"{BOARD}?download=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines == [
        "State,PA,Employer,Reason,Why,Hours,Gross",
        "Ready,Dee Lowe,Asha Verma,,Waiting for a second person to approve it.,10.00,135.00",
    ]
    with actors.acting(cast.ada.actor()):
        assert AuditEvent.objects.filter(verb="download", actor_id=cast.olu.user_id).count() == 1


def test_the_deadlines_have_their_weekday(olu: Client) -> None:
    said = words_of(olu.get(BOARD))
    for line in (
        "Sheets in: 12 noon, Monday 23 November 2 days",
        "Approve: Tuesday 24 November 3 days",
        "Bank file: Wednesday 25 November 4 days",
        "Tell HMRC: Friday 27 November 6 days",
    ):
        assert line in said


def test_the_control_totals_say_what_they_agree_with(olu: Client) -> None:
    steps.approve_sheet()
    steps.calculate()
    said = words_of(olu.get(BOARD))
    assert "Sheets approved 1 of 1 100%" in said
    assert "Hours 10.00 Agrees with the sheets" in said
    assert "Gross pay £135.00 From 1 payslip" in said
    assert "Net to pay £135.00 Adds up to the penny" in said


def test_the_totals_are_worked_out_in_the_open(mara: Client) -> None:
    steps.pay_november()
    answer = mara.get(reverse("payroll:totals", args=[steps.november().pk]))
    rows = compared(answer)
    assert rows["Payments by the provider + instructions to employers − what was overpaid"] == (
        "135.00",
        "135.00",
        "Yes",
    )
    assert rows["What their ledger entries came to owe PAs"] == ("135.00", "135.00", "Yes")
    assert rows["Minutes on their sheets"] == ("600", "600", "Yes")
    told = rows.pop("Reports accepted + no scheme needed + waiting for a reference")
    assert told == ("1", "0", "No Differs by 1")
    assert {agrees for _, _, agrees in rows.values()} == {"Yes"}
    assert "more than a quarter" in words_of(answer)


def test_totals_that_disagree_say_by_how_much(mara: Client) -> None:
    steps.pay_november()
    with actors.acting(steps.job()):
        models.PaymentInstruction.objects.filter(payslip=steps.slip_of()).update(amount="134.00")
        models.Payrun.objects.update(minutes=660)
    rows = compared(mara.get(reverse("payroll:totals", args=[steps.november().pk])))
    paid = rows["Payments by the provider + instructions to employers − what was overpaid"]
    assert paid == ("135.00", "134.00", "No Differs by £1.00")
    assert rows["Minutes on their sheets"] == ("660", "600", "No Differs by 60")


@pytest.mark.parametrize("who", ["olu", "mara"])
def test_the_next_step_is_the_roles_own(who: str, signed_in: Callable[..., Client], cast: Cast) -> None:
    steps.approve_sheet()
    assert "1 approved sheet is not calculated." in words_of(signed_in(cast.named(who)).get(BOARD))
    steps.calculate()
    said = words_of(signed_in(cast.named(who)).get(BOARD))
    assert ("Review and approve" in said) is (who == "mara")


def test_when_all_is_approved_the_manager_makes_the_bank_file(mara: Client) -> None:
    steps.provider_pays()
    steps.pay_november()
    said = words_of(mara.get(BOARD))
    assert "Make the bank file 1 payment is due." in said


def test_a_provider_without_a_period_is_told_what_would_be_here(olu: Client) -> None:
    with actors.acting(steps.job()):
        models.PayPeriod.objects.all().update(council_id=CAST.west.id)
    said = words_of(olu.get(BOARD))
    assert "The payruns of your organisation will be here." in said


def test_the_periods_are_listed_with_their_payruns(olu: Client) -> None:
    said = words_of(olu.get(reverse("payroll:periods")))
    assert "2 periods" in said
    assert said.index("Friday 27 November 2026") < said.index("Friday 30 October 2026")


def test_another_councils_periods_of_the_same_provider_are_not_listed(
    signed_in: Callable[..., Client], cast: Cast
) -> None:
    """Northfield works for both councils."""
    page = signed_in(cast.wim).get(reverse("payroll:periods")).content.decode()
    assert str(steps.november().pk) not in page


def test_the_queries_do_not_grow_with_the_posts(olu: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert olu.get(BOARD).status_code == 200
        return len(captured)

    steps.approve_sheet()
    steps.calculate()
    count()
    few = count()
    for name in ("Noor Ali", "Pia Berg", "Quinn Ode"):
        post = steps.hire(name)
        steps.bank(post.assistant)
        steps.sheet_in(post, NOON)
    steps.calculate()
    assert count() == few


def test_a_longer_board_has_pages_of_25(olu: Client) -> None:
    for number in range(26):
        steps.hire(f"Noor Ali {number:02}")
    said = words_of(olu.get(BOARD))
    assert "Rows 1 to 25 of 27" in said
    assert "Rows 26 to 27 of 27" in words_of(olu.get(f"{BOARD}?page=2"))
