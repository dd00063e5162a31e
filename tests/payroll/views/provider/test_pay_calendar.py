"""The pay calendar on pages: paydays shown before they are made, one moved, an employer moved."""

import datetime as dt
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
from tests.payroll.operations.steps import ASHA, job
from tests.payroll.operations.test_pay_calendar import periods, weekly
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider.tables import rows_of

pytestmark = pytest.mark.django_db


def day(name: str, when: dt.date) -> dict[str, str]:
    """A date in three parts."""
    return {f"{name}_0": str(when.day), f"{name}_1": str(when.month), f"{name}_2": str(when.year)}


PATTERN = {
    "tax_year": "2026-27",
    "working_days": "3",
    "by": "12:00",
    **day("first_day", dt.date(2026, 11, 23)),
    **day("payday", dt.date(2026, 12, 24)),
}


def group_page() -> str:
    """Northfield's group."""
    return reverse("payroll:pay_group", args=[steps.november().group_id])


def test_paydays_are_shown_with_the_days_of_bacs_and_made_only_then(olu: Client) -> None:
    shown = olu.post(group_page(), PATTERN)
    said = words_of(shown)
    assert "4 paydays are new." in said
    assert "Nothing is kept yet." in said
    assert len(periods()) == 2
    row = next(row for row in rows_of(shown) if row[0].startswith("Thursday 24 December 2026"))
    assert row[1:] == [
        "23 November to 20 December 2026",
        "40",
        "Monday 21 December, 12 noon",
        "Tuesday 22 December",
        "Thursday 24 December",
    ]
    done = olu.post(group_page(), PATTERN | {"checked": "yes"}, follow=True)
    assert "4 paydays are made." in words_of(done)
    assert len(periods()) == 6


def test_the_calendar_goes_on_where_it_ends(olu: Client) -> None:
    page = olu.get(group_page()).content.decode()
    assert 'value="23"' in page
    assert 'value="25"' in page  # December, four weeks after the last payday


def test_what_cannot_be_is_said_and_the_answers_are_kept(olu: Client) -> None:
    wrong = PATTERN | day("first_day", dt.date(2026, 11, 24))
    answer = olu.post(group_page(), wrong)
    assert "the next begins on Monday 23 November 2026" in words_of(answer)
    assert 'value="24"' in answer.content.decode()


def test_a_payday_is_moved(olu: Client) -> None:
    december = steps.december()
    sent = {
        "by": "12:00",
        **day("payday", dt.date(2026, 12, 28)),
        **day("in_by", dt.date(2026, 12, 21)),
    }
    done = olu.post(reverse("payroll:payday_move", args=[december.pk]), sent, follow=True)
    said = words_of(done)
    # 28 December 2026 stands in for Boxing Day.
    assert "The payday is Monday 28 December 2026. The money arrives on Thursday 24 December 2026." in said
    assert "Paid early. HMRC is told 28 December 2026." in said


def test_an_employer_is_moved_to_another_group(olu: Client) -> None:
    group = weekly()
    steps.pay_november()
    sent = {"group": str(group.pk), **day("day", dt.date(2026, 11, 23))}
    address = reverse("payroll:employer_group", args=[ASHA.id_of("employer")])
    done = olu.post(address, sent, follow=True)
    assert "Asha Verma is paid with Weekly now." in words_of(done)
    with actors.acting(job()):
        assert models.Employer.objects.get(pk=ASHA.id_of("employer")).pay_group_id == group.pk


def test_a_group_is_added_and_stands_in_the_list(olu: Client) -> None:
    olu.post(reverse("payroll:pay_group_new"), {"name": "Fridays", "interval": "weekly"})
    listed = rows_of(olu.get(reverse("payroll:pay_groups")))
    assert ["Fridays", "Weekly", "0", "Nothing made yet", ""] in listed


def test_the_list_of_groups_costs_the_same_at_any_length(olu: Client, signed_in: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            olu.get(reverse("payroll:pay_groups"))
        return len(seen)

    queries()
    few = queries()
    for number in range(5):
        olu.post(reverse("payroll:pay_group_new"), {"name": f"Group {number}", "interval": "weekly"})
    olu.get(reverse("payroll:pay_groups"))  # what was done is said once
    assert queries() == few
    assert signed_in(CAST.sam).get(group_page()).status_code == 404
