"""Rates for kinds of work, expenses, questions and advice on the pages of a sheet."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.operations import timesheets
from payroll.views import sheet_parts
from tests.cast import AT, CAST
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

POST = CAST.posts["dee at asha"]
SHEET = POST.id_of("timesheet")
DEE = CAST.dee.actor()
TUESDAY, SATURDAY = "20261103", "20261107"


@pytest.fixture
def dee(signed_in: SignedIn) -> Client:
    """Dee, with her sheet for Asha taken back."""
    with actors.acting(DEE):
        timesheets.recall(sheet=models.Timesheet.objects.get(pk=SHEET), actor=DEE, at=AT)
    return signed_in(CAST.dee)


def at(name: str) -> str:
    return reverse(f"payroll:{name}", args=[SHEET])


def save(browser: Client, **typed: str) -> object:
    address = reverse("payroll:sheet_week", kwargs={"pk": SHEET, "number": 2})
    return browser.post(address, typed, follow=True)


def entry(**wanted: object) -> models.TimesheetEntry:
    with actors.acting(DEE):
        return models.TimesheetEntry.objects.get(timesheet_id=SHEET, **wanted)


def state() -> str:
    with actors.acting(DEE):
        return models.Timesheet.objects.get(pk=SHEET).state


def saturday(**more: str) -> dict[str, str]:
    typed = {"start": "9:00", "finish": "14:00"} | more
    return {f"{part}_{SATURDAY}_0": value for part, value in typed.items()}


def test_a_shift_can_be_at_a_rate_of_the_contract(dee: Client) -> None:
    said = words_of(save(dee, **saturday(work="Weekend")))
    assert "Week 2 is saved." in said
    assert entry(kind="hours").work == "Weekend"
    assert "Weekend 5 hours × £15.00" in said.replace("£75.00 ", "")
    review = words_of(dee.get(at("sheet_review")))
    assert "9am to 2pm, rate: Weekend" in review
    assert "Of them: Weekend 5 hours" in review
    assert "About, before tax and deductions £75.00" in review


def test_a_contract_without_rates_offers_no_choice(dee: Client) -> None:
    with actors.acting(CAST.olu.actor()):
        models.WorkRate.objects.filter(terms_id=POST.id_of("terms")).delete()
    page = dee.get(reverse("payroll:sheet_week", kwargs={"pk": SHEET, "number": 2})).content.decode()
    assert 'name="start_20261107_0"' in page
    assert "work_20261107_0" not in page


def test_a_rate_that_is_not_the_contracts_is_refused_with_the_day(dee: Client) -> None:
    said = words_of(save(dee, **saturday(work="Moonlight")))
    assert "Saturday 7 November: choose one of the rates of your contract." in said


def test_a_rate_that_the_contract_lost_is_still_seen_and_the_pay_is_not_known(dee: Client) -> None:
    save(dee, **saturday(work="Weekend"))
    with actors.acting(CAST.olu.actor()):
        models.WorkRate.objects.filter(terms_id=POST.id_of("terms")).delete()
    page = dee.get(reverse("payroll:sheet_week", kwargs={"pk": SHEET, "number": 2}))
    assert '<option value="Weekend" selected>' in page.content.decode()
    assert "has hours at the rate “Weekend” and the contract has no such rate" in words_of(page)


def test_an_expense_is_kept_with_what_it_was_for_and_paid_back_untaxed(dee: Client) -> None:
    typed = {f"spent_{SATURDAY}_0": "£4.5", f"what_{SATURDAY}_0": "Hospital car park"}
    save(dee, **typed, **{f"receipt_{SATURDAY}_0": "on"})
    stored = entry(kind="expense")
    assert (stored.amount, stored.what_for, stored.receipt) == (Decimal("4.50"), "Hospital car park", True)
    review = words_of(dee.get(at("sheet_review")))
    assert "paid £4.50 for Hospital car park (with a receipt)" in review
    assert "Paid back, nothing is taken off it £4.50" in review
    assert "Pay before tax and deductions about £0.00" in review


def test_several_expenses_of_a_day_are_shown_again_to_be_changed(dee: Client) -> None:
    typed = {
        f"spent_{SATURDAY}_0": "4.50", f"what_{SATURDAY}_0": "Bus",
        f"spent_{SATURDAY}_1": "9", f"what_{SATURDAY}_1": "Cinema ticket",
    }  # fmt: skip
    save(dee, **typed)
    page = dee.get(reverse("payroll:sheet_week", kwargs={"pk": SHEET, "number": 2})).content.decode()
    for value in ("4.50", "Bus", "9.00", "Cinema ticket"):
        assert f'value="{value}"' in page
    assert f'name="spent_{SATURDAY}_2"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"spent": "4.50"}, "Saturday 7 November: say what the £4.50 was for, like “hospital car park”."),
        ({"what": "Bus"}, "Saturday 7 November: enter what “Bus” cost, like 4.50, or clear it."),
        ({"spent": "lots"}, "Saturday 7 November: Enter an amount in pounds, like 120 or 120.50."),
        ({"spent": "1000.01"}, "Saturday 7 November: Enter an expense from 0 to 1,000 pounds, like 4.50."),
        ({"what": "x" * 61}, "Saturday 7 November: Say what you paid for in no more than 60 letters."),
    ],
)
def test_each_slip_of_an_expense_is_said_and_kept(dee: Client, typed: dict[str, str], sentence: str) -> None:
    answer = save(dee, **{f"{part}_{SATURDAY}_0": value for part, value in typed.items()})
    assert sentence in words_of(answer)
    assert f'value="{next(iter(typed.values()))}"' in answer.content.decode()


def test_hours_as_contracted_can_be_changed_like_others(dee: Client) -> None:
    with actors.acting(CAST.olu.actor()):
        sheet = models.Timesheet.objects.get(pk=SHEET)
        models.TimesheetEntry.objects.create(
            timesheet=sheet,
            day=dt.date(2026, 11, 7),
            kind="contracted",
            minutes=120,
            council_id=sheet.council_id,
            subject_id=sheet.subject_id,
        )
    week = reverse("payroll:sheet_week", kwargs={"pk": SHEET, "number": 2})
    assert f'name="contracted_{SATURDAY}" value="2"' in dee.get(week).content.decode()
    assert "hours as contracted, 2 hours" in words_of(dee.get(at("sheet_review")))
    save(dee, **{f"contracted_{SATURDAY}": "3"})
    assert entry(kind="contracted").minutes == 180


class TestQuestions:
    """A night whose times are swapped is asked about and not refused."""

    @pytest.fixture(autouse=True)
    def swapped(self, dee: Client) -> None:
        """A night, and a day that is a night the wrong way round."""
        typed = {
            f"start_{TUESDAY}_0": "22:00", f"finish_{TUESDAY}_0": "7:00", f"next_{TUESDAY}_0": "on",
        }  # fmt: skip
        save(dee, **typed, **saturday(start="7:00", finish="22:00"))

    def test_it_is_asked_on_the_check_and_the_sheet_is_not_sent_without_an_answer(self, dee: Client) -> None:
        sentence = (
            "Saturday 7 November 2026: 07:00 to 22:00 is 15 hours. The other nights begin in the evening."
            " Is this right?"
        )
        said = words_of(dee.get(at("sheet_review")))
        assert sentence in said
        assert "Yes, 07:00 to 22:00 on Saturday 7 November 2026 is right" in said
        refused = words_of(dee.post(at("sheet_submit")))
        assert f"{sentence} Tick that it is right, or change the times." in refused
        assert state() == "draft"

    def test_a_tick_sends_it_and_the_employer_is_told_to_look(self, dee: Client, signed_in: SignedIn) -> None:
        dee.post(at("sheet_submit"), {"20261107-0700-2200": "on"})
        assert state() == "submitted"
        said = words_of(signed_in(CAST.asha).get(at("approval")))
        assert "Worth a look: Saturday 7 November 2026: 07:00 to 22:00 is 15 hours." in said

    def test_an_answer_to_other_times_does_not_count(self, dee: Client) -> None:
        dee.post(at("sheet_submit"), {"20261107-0700-2130": "on"})
        assert state() == "draft"


def test_short_rest_is_said_and_stops_nothing(dee: Client) -> None:
    typed = {
        f"start_{TUESDAY}_0": "14:00", f"finish_{TUESDAY}_0": "22:00",
        "start_20261104_0": "15:00", "finish_20261104_0": "22:00",
        "start_20261105_0": "8:00", "finish_20261105_0": "12:00",
    }  # fmt: skip
    save(dee, **typed)
    assert "Less than 11 hours' rest before work on Thursday 5 November 2026." in words_of(
        dee.get(at("sheet_review"))
    )
    dee.post(at("sheet_submit"))
    assert state() == "submitted"


def test_holiday_beyond_what_has_built_up_is_said(dee: Client) -> None:
    with actors.acting(CAST.olu.actor()):
        models.BroughtForward.objects.filter(employment_id=POST.id_of("employment")).delete()
    save(dee, holiday_20261103="24", holiday_20261104="24", holiday_20261105="24")
    said = words_of(dee.get(at("sheet_review")))
    assert "There is holiday of 72 hours on the sheet." in said


def test_the_night_on_which_the_clocks_change_is_explained() -> None:
    back, forward = dt.date(2026, 10, 25), dt.date(2026, 3, 29)
    (said,) = sheet_parts.clock_changes([dt.date(2026, 10, 24), back])
    assert "they go back on Sunday 25 October at 2am. Work through that hour is an hour longer" in said.text
    (said,) = sheet_parts.clock_changes([forward])
    assert "they go forward on Sunday 29 March at 1am. Work through that hour is an hour shorter" in said.text
