import csv
import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commissioning import models, operations
from contracts.models import Contract
from dpss.access import actors, policy
from dpss.access.models import AuditEvent
from tests.cast import AT, CAST, TODAY, key
from tests.commissioning.pages import text
from tests.commissioning.planting import (
    LAST_PAYDAY,
    NEXT_PAYDAY,
    NORTHFIELD,
    OCTOBER,
    SOUTHGATE,
    counted,
    invoice,
    job,
    many,
    planting,
    published,
    seven_years,
)

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
PAGES = ("dashboard", "workings", "growth", "measures", "invoices")
YEARS = range(2024, 2027)
INVOICES = {"N-2024", "N-2025", "N-2026", "N-late", "S-2026"}


@pytest.fixture
def commissioner(signed_in: SignedIn) -> Client:
    return signed_in(CAST.cole)


def page(browser: Client, name: str, query: str = "") -> str:
    response = browser.get(reverse(f"commissioning:{name}") + query)
    assert response.status_code == 200
    return text(response)


@pytest.fixture
def county() -> None:
    """The published county, as it was counted on the day."""
    with planting():
        seven_years()
        published(long_term_support_share="32.7", direct_payment_clients=1515, service_users=557)
        counted("direct_payment_clients", 1515, 1540)
        counted("direct_payment_value", "7500000.00", 1515)
        counted("direct_payment_middle", "41.25", 1515)
        counted("service_users", 557, 1515)
        for code, north, south in (("payroll_users", 479, 78), ("employers", 417, 68)):
            counted(code, north + south, north + south)
            counted(code, north, north + south, NORTHFIELD)
            counted(code, south, north + south, SOUTHGATE)
        counted("pas_paid", 780, 780, NORTHFIELD, NEXT_PAYDAY)
        counted("pas_paid", 117, 119, SOUTHGATE, NEXT_PAYDAY)
        counted("pas_paid", 700, 778, NORTHFIELD, LAST_PAYDAY)
        models.ProviderInvoice.objects.all().delete()
        for year, amount in zip(YEARS, ("629000.00", "634000.00", "337000.00"), strict=True):
            invoice(f"N-{year}", month=dt.date(year, 9, 1), amount=Decimal(amount), state="accepted")
        invoice("N-late", month=OCTOBER, amount=Decimal("52000.00"), people=479)


def test_the_four_figures_stand_with_what_they_are_out_of(commissioner: Client, county: None) -> None:
    shown = page(commissioner, "dashboard")
    assert "Saturday 21 November 2026 · day 964 of 2,556, contract year 3 of 7" in shown
    assert "people have a direct payment 1,515 Worth £7.5m a year. The mean is £95.20 a week" in shown
    assert "of 4,633 people with long-term support 32.7% 1,515 of 4,633." in shown
    assert "The base lies between 4,626 and 4,640, because 32.7% is rounded." in shown
    assert "people use the support service 557 36.8% of the 1,515 people" in shown
    assert "Northfield Payroll / Southgate Payroll 86.0% / 14.0% 479 and 78 of the 557." in shown
    assert "Lot 2 costs £822.26 a person a year at year 1 prices." in shown


def test_spend_stands_against_profile_and_ceiling(commissioner: Client, county: None) -> None:
    shown = page(commissioner, "dashboard")
    assert "Spend to 30 September 2026 is £3,937 below profile, and the profile stays £77,400" in shown
    assert "£77,400 (1.6%) under the ceiling" in shown
    assert "up to 30 September 2026. The profile to that day is £1,603,937;" in shown
    assert "1 invoice waits and is left out: £52,000." in shown
    assert "The forecast holds if 557 people stay." in shown
    for row in (
        "Profile at 31 March 2024-25 629,000 2025-26 1,273,267 2026-27 1,932,800 2027-28 2,607,600",
        "Spent 2024-25 629,000 2025-26 1,263,000 2026-27 1,600,000 so far",
        "People planned 2024-25 557 2025-26 576 2026-27 594 2027-28 613 2028-29 631 2029-30 650 2030-31 668",
    ):
        assert row in shown


def test_a_profile_above_the_ceiling_is_the_finding(commissioner: Client, county: None) -> None:
    with planting():
        Contract.objects.filter(pk=key(CAST.east.slug, "contract")).update(ceiling=Decimal(4_700_000))
    shown = page(commissioner, "dashboard")
    assert "the profile passes the ceiling by £23,600" in shown
    assert "Over the ceiling" in shown


def test_the_chart_draws_the_ceiling_the_profile_the_spend_and_the_forecast(
    commissioner: Client, county: None
) -> None:
    drawn = commissioner.get(reverse("commissioning:dashboard")).content.decode()
    for line in ("Ceiling £4,801,000", "Profile £4,723,600", "Spent £1,600,000", "Forecast £4,438,290"):
        assert line in drawn
    assert "Core term ends 31 March 2029" in drawn


def test_the_growth_to_plan_for_is_listed_as_a_decision(commissioner: Client, county: None) -> None:
    shown = page(commissioner, "dashboard")
    assert "How much growth to plan for" in shown
    assert (
        "rises 20% by year 7. The ceiling would allow 24.8%. 557 people use the service, not the 594" in shown
    )


def test_an_invoice_for_more_people_than_were_served_is_listed_as_a_decision(
    commissioner: Client, county: None
) -> None:
    with planting():
        counted("payroll_users_in_month", 476, 554, NORTHFIELD, OCTOBER)
    shown = page(commissioner, "dashboard")
    assert "Northfield Payroll, lot 2, October 2026: 479 people billed, 476 served" in shown
    to_query = page(commissioner, "invoices", "?show=query")
    assert "1 invoice " in to_query
    assert "479 476 served in the month" in to_query


def test_an_invoice_for_people_who_were_served_is_not_a_decision(commissioner: Client, county: None) -> None:
    with planting():
        counted("payroll_users_in_month", 479, 557, NORTHFIELD, OCTOBER)
    assert "billed" not in page(commissioner, "dashboard")


def test_the_payroll_of_the_next_payday_is_shown_with_what_is_missing(
    commissioner: Client, county: None
) -> None:
    shown = page(commissioner, "dashboard")
    assert "Payday Friday 27 November 2026" in shown
    assert "PAs paid by payday Northfield Payroll 100.0% All 780 of 780" in shown
    assert "Southgate Payroll 98.3% 2 not paid yet 117 of 119" in shown
    assert "All 99.8% 2 not paid yet 897 of 899" in shown
    assert "700 of 778" not in shown
    assert "90.0% 78 not paid in time 700 of 778" in page(commissioner, "measures")


def test_every_figure_is_worked_out_on_its_own_page(commissioner: Client, county: None) -> None:
    shown = page(commissioner, "workings")
    assert "1,515 ÷ 32.7% = 4,633" in shown
    assert "£1,273,267 + £659,533 × 234 ÷ 365 = £1,696,091" in shown
    assert "86.0² + 14.0² is about 7,591" in shown
    assert "Report to the Lead Member, 15 May 2023" in shown


def test_the_plans_are_compared_with_what_they_leave(commissioner: Client, county: None) -> None:
    shown = page(commissioner, "growth")
    for row in (
        "No growth Lot 2 in the last year £458,000 Whole contract £4,403,000 Left under the ceiling £398,000",
        "20.0% in a straight line The profile Lot 2 in the last year £549,600 Whole contract £4,723,600",
        "20.0% by the same percentage each year Lot 2 in the last year £549,600 Whole contract £4,715,486",
        "24.8% in a straight line Lot 2 in the last year £571,714 Whole contract £4,801,000",
        "25.6% by the same percentage each year",
    ):
        assert row in shown


def test_every_page_says_so_when_nothing_is_known(commissioner: Client) -> None:
    with planting():
        models.Measure.objects.all().delete()
        models.ProviderInvoice.objects.all().delete()
    shown = page(commissioner, "dashboard")
    assert "Not counted yet" in shown
    assert "Not known" in shown
    assert "Nothing has been counted yet." in shown
    assert "No payday has been counted yet." in shown
    assert "There is no forecast" in shown
    for name in PAGES:
        page(commissioner, name)


def test_without_a_running_contract_nothing_is_compared(
    commissioner: Client, today: Callable[[dt.date], None]
) -> None:
    today(dt.date(2040, 1, 1))
    with planting():
        models.Measure.objects.all().delete()
    shown = page(commissioner, "dashboard")
    assert "No contract runs today" in shown
    assert "Nothing needs a decision today." in shown
    assert commissioner.get(reverse("commissioning:growth")).status_code == 404


def test_the_download_has_every_count_and_is_recorded(commissioner: Client, county: None) -> None:
    response = commissioner.get(reverse("commissioning:dashboard") + "?download=csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    market = next(
        row
        for row in rows
        if row["Measure"].startswith("People at each") and row["Provider"].startswith("Nor")
    )
    assert (market["Numerator"], market["Denominator"], market["Shown"]) == ("479.00", "557.00", "86.0%")
    assert {"Ceiling", "Headroom", "Profile to date", "Forecast"} <= {row["Measure"] for row in rows}
    with actors.acting(CAST.actor(policy.ADMINISTRATOR)):
        event = AuditEvent.objects.filter(verb="download", thing="measures").get()
    assert event.after == {"rows": len(rows)}


@pytest.mark.parametrize(
    ("query", "numbers", "total"),
    [
        ("", INVOICES, "£1,653,000.00"),
        ("?show=accepted", INVOICES - {"N-late"}, "£1,601,000.00"),
        ("?show=received", {"N-late"}, "£52,000.00"),
        (f"?provider={SOUTHGATE}", {"S-2026"}, "£1,000.00"),
        (f"?provider={NORTHFIELD}&show=received", {"N-late"}, "£52,000.00"),
        ("?provider=nonsense", INVOICES, "£1,653,000.00"),
    ],
)
def test_invoices_are_filtered_and_added_up(
    commissioner: Client, county: None, query: str, numbers: set[str], total: str
) -> None:
    with planting():
        invoice("S-2026", provider=SOUTHGATE, month=OCTOBER, amount=Decimal("1000.00"), state="accepted")
    shown = page(commissioner, "invoices", query)
    assert {number for number in INVOICES if number in shown} == numbers
    assert total in shown


def test_the_invoices_are_downloaded_as_they_are_filtered(commissioner: Client, county: None) -> None:
    with planting():
        counted("payroll_users_in_month", 476, 554, NORTHFIELD, OCTOBER)
    response = commissioner.get(reverse("commissioning:invoices") + "?show=received&download=csv")
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert row == {
        "Month": "2026-10",
        "Provider": "Northfield Payroll",
        "Lot": "2",
        "Number": "N-late",
        "People billed": "479",
        "People served in the month": "476",
        "Amount": "52000.00",
        "State": "Received",
    }


def test_invoices_come_25_to_a_page_and_the_sum_is_of_all(commissioner: Client, county: None) -> None:
    with planting():
        for month in range(1, 13):
            for number, provider in enumerate((NORTHFIELD, SOUTHGATE)):
                invoice(
                    f"M-{number}-{month}",
                    provider=provider,
                    month=dt.date(2023, month, 1),
                    amount=Decimal("1.00"),
                )
    assert "£1,652,024.00" in page(commissioner, "invoices")
    assert "M-0-1 " in page(commissioner, "invoices", "?page=2")


def test_nobody_is_named_on_any_page(commissioner: Client) -> None:
    with actors.acting(job()):
        operations.measure(actor=job(), at=AT, day=TODAY)
    people = [person.name.split()[-1] for person in CAST.people if person is not CAST.cole]
    for name in PAGES:
        shown = page(commissioner, name)
        assert not [person for person in people if person in shown]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("person", [CAST.asha, CAST.dee, CAST.marcus, CAST.mara, CAST.fay, CAST.ada], ids=str)
def test_only_commissioners_see_measures(signed_in: SignedIn, name: str, person: object) -> None:
    assert signed_in(person).get(reverse(f"commissioning:{name}")).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_somebody_signed_out_is_asked_to_sign_in(name: str) -> None:
    response = Client().get(reverse(f"commissioning:{name}"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_a_commissioner_sees_nothing_of_another_council(signed_in: SignedIn, county: None) -> None:
    browser = signed_in(CAST.wade)
    assert "1,515" not in page(browser, "dashboard")
    assert "Southgate" not in page(browser, "invoices")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_same_questions_of_60_and_of_1515_people(commissioner: Client, name: str) -> None:
    asked = []
    for more in (60, 1_455):
        with planting():
            many(more)
        with actors.acting(job()):
            operations.measure(actor=job(), at=AT, day=TODAY)
        page(commissioner, name)
        with CaptureQueriesContext(connection) as captured:
            page(commissioner, name)
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert asked[1] <= 26
