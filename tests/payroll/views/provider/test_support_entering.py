"""A support worker enters the hours of a PA of their caseload, from the client's record to the employer."""

from typing import Any

import pytest
from django.urls import reverse

from tests.cast import CAST
from tests.payroll.operations.steps import ASHA, DEE, DEE_AT_BEN
from tests.payroll.operations.test_sheets_on_behalf import take_dees_own_back
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import test_entering as entering

pytestmark = pytest.mark.django_db


def test_hours_are_entered_from_the_clients_record_and_the_employer_sees_by_whom(signed_in: Any) -> None:
    take_dees_own_back()
    marcus = signed_in(CAST.marcus)
    record = reverse("client", args=[ASHA.id_of("client")])
    assert entering.ENTER in marcus.get(record).content.decode()
    assert record in marcus.get(entering.ENTER).content.decode()
    opened = words_of(marcus.post(entering.ENTER, entering.by_phone(), follow=True))
    assert "You are entering this for Dee Lowe." in opened
    shift = {"start_20261103_0": "9:00", "finish_20261103_0": "13:30"}
    marcus.post(entering.at("sheet_week", number=2), shift)
    sent = marcus.post(entering.at("sheet_submit"), follow=True)
    assert "is with Asha Verma for approval" in words_of(sent)
    assert "Approval by phone" not in words_of(sent)
    seen = words_of(signed_in(CAST.asha).get(reverse("payroll:approval", args=[DEE.id_of("timesheet")])))
    assert "Marcus Hale entered it." in seen


def test_another_workers_client_is_not_found(signed_in: Any) -> None:
    marcus = signed_in(CAST.marcus)
    assert (
        marcus.get(reverse("payroll:enter_sheet", args=[DEE_AT_BEN.id_of("employment")])).status_code == 404
    )
    sheet = reverse("payroll:entered_sheet", args=[DEE_AT_BEN.id_of("timesheet")])
    assert marcus.get(sheet).status_code == 404


def test_who_enters_hours_is_not_given_the_calls_of_payroll(signed_in: Any) -> None:
    assert signed_in(CAST.marcus).get(reverse("payroll:ring_these")).status_code == 403
