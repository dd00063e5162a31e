"""Pension schemes and agent codes on pages."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.payroll.operations.steps import ASHA, job
from tests.payroll.operations.test_pension_schemes import member
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider.tables import rows_of

pytestmark = pytest.mark.django_db

SCHEME = {
    "provider": "Quay Pensions",
    "employer_reference": "",
    "scheme_reference": "",
    "method": "net_pay",
    "basis": "qualifying_earnings",
    "paid": "transfer",
    "duties_from_0": "6",
    "duties_from_1": "4",
    "duties_from_2": "2026",
    "day_0": "1",
    "day_1": "11",
    "day_2": "2026",
}
CODE = {"name": "East office", "code": "ZX9876", "sender": "EASTSENDER", "password": "east-only"}


def of_asha(name: str) -> str:
    """A page of Asha as an employer."""
    return reverse(f"payroll:{name}", args=[ASHA.id_of("employer")])


def test_a_pension_scheme_is_recorded_and_what_is_missing_stands_on_the_set_up(olu: Client) -> None:
    member()
    answer: Any = olu.post(of_asha("pension_scheme"), SCHEME, follow=True)
    said = words_of(answer)
    assert "The pension scheme with Quay Pensions is recorded." in said
    assert "The employer’s reference at the pension scheme is missing." in said
    assert "another kind is recorded for Dee Lowe" in words_of(olu.get(of_asha("set_up")))  # type: ignore[arg-type]
    with actors.acting(job()):
        newest = models.PensionScheme.objects.filter(employer=ASHA.id_of("employer")).latest("during")
    assert (newest.provider, newest.paid) == ("Quay Pensions", "transfer")


def test_shares_are_entered_in_percent_and_shown_so(olu: Client) -> None:
    given = SCHEME | {"basis": "set_1", "employee_share": "5.25", "employer_share": "4.5"}
    said = words_of(olu.post(of_asha("pension_scheme"), given, follow=True))
    assert "The pension scheme with Quay Pensions is recorded." in said
    page = olu.get(of_asha("pension_scheme"))
    assert "Member 5.25%, tax relief included; employer 4.5%" in words_of(page)  # type: ignore[arg-type]
    too_little = words_of(olu.post(of_asha("pension_scheme"), given | {"employer_share": "3"}))
    assert "The employer pays in 3%, and the law asks for 4% or more." in too_little


def test_without_a_provider_nothing_is_recorded_and_the_answers_stay(olu: Client) -> None:
    answer: Any = olu.post(of_asha("pension_scheme"), SCHEME | {"provider": ""})
    assert "Fill in “Pension provider”" in words_of(answer)
    assert 'value="2026"' in answer.content.decode()


def test_a_code_is_added_chosen_and_its_password_never_shown(mara: Client) -> None:
    listed: Any = mara.post(reverse("payroll:agent_code_new"), CODE, follow=True)
    assert ["East office", "ZX9876", "EASTSENDER", "0", "Open"] in rows_of(listed)
    with actors.acting(job()):
        made = models.AgentCode.objects.get(code="ZX9876")
    page = mara.get(reverse("payroll:agent_code", args=[made.pk])).content.decode()
    assert "east-only" not in page
    sent = {"code": str(made.pk), "day_0": "1", "day_1": "12", "day_2": "2026"}
    done: Any = mara.post(of_asha("employer_agent"), sent, follow=True)
    assert "Reports go out under the agent code ZX9876." in words_of(done)


def test_a_code_in_use_is_not_closed(mara: Client) -> None:
    with actors.acting(job()):
        main = models.AgentCode.objects.get(employers__employer=ASHA.id_of("employer"))
    address = reverse("payroll:agent_code_close", args=[main.pk])
    answer: Any = mara.post(address, {})
    assert "1 of your employers report under it" in words_of(answer)


def test_officers_do_not_see_agent_codes(olu: Client) -> None:
    assert olu.get(reverse("payroll:agent_codes")).status_code == 403
    assert "Agent code" not in words_of(olu.get(of_asha("set_up")))  # type: ignore[arg-type]


def test_the_list_of_codes_costs_the_same_at_any_length(mara: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            mara.get(reverse("payroll:agent_codes"))
        return len(seen)

    queries()
    few = queries()
    for number in range(4):
        mara.post(reverse("payroll:agent_code_new"), CODE | {"code": f"AA{number}"})
    mara.get(reverse("payroll:agent_codes"))  # what was done is said once
    assert queries() == few
