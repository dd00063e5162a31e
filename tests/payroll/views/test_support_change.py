"""The pages of a change of employer for a support worker and for a PA."""

from typing import Any

import pytest
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import changing, steps
from tests.payroll.operations.steps import ASHA
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db

REASON = {
    "why": "turned_18",
    "new_employer": "somebody else",
    "other_name": "Jo Reed",
    "first_day_0": "21",
    "first_day_1": "12",
    "first_day_2": "2026",
}


def test_a_change_is_begun_from_the_clients_record_answered_again_and_seen(
    signed_in: Any,
) -> None:
    marcus, client = signed_in(CAST.marcus), ASHA.id_of("client")
    where = reverse("payroll:client_employer_changes", args=[client])
    assert where in marcus.get(reverse("client", args=[client])).text
    begin = reverse("payroll:client_employer_change", args=[client])
    assert begin in marcus.get(where).text
    assert "It is with payroll." in words_of(marcus.post(begin, REASON, follow=True))
    marcus.post(begin, REASON | {"other_name": "Jo Rowe"})
    seen = words_of(marcus.get(where))
    assert "Being prepared" in seen
    assert "Asha Verma, then Jo Rowe" in seen
    with actors.acting(steps.job()):
        row = models.EmployerChange.objects.get(employer=ASHA.id_of("employer"), state="draft")
    assert (row.new_name, row.begun_by_id) == ("Jo Rowe", CAST.marcus.user_id)
    assert (
        reverse("payroll:employer_change", args=[row.pk])
        in signed_in(CAST.olu).get(reverse("payroll:employer_changes")).text
    )


def test_a_pa_reads_who_employs_them_and_what_goes_on(signed_in: Any) -> None:
    changing.confirm(changing.prepared())
    dee = signed_in(CAST.dee)
    page = reverse("payroll:own_employers")
    assert page in dee.get(reverse("home")).text
    seen = words_of(dee.get(page))
    assert "Ravi Verma" in seen
    assert "Before that Asha Verma employed you. Your hours, pay and bank details go on." in seen
