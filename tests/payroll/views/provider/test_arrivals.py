"""The pages on which a provider takes an employer over from another one."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA
from tests.payroll.operations.test_taking_over import SOUTHGATE, came

pytestmark = pytest.mark.django_db


def test_more_employers_take_no_more_questions(signed_in: Callable[..., Client]) -> None:
    browser, page, counts = signed_in(CAST.sam), reverse("payroll:arrivals"), []
    browser.get(page)
    for name in ("", "Zoe Hart"):
        came(employer_id=steps.employ(name).pk if name else None)
        with CaptureQueriesContext(connection) as asked:
            shown = browser.get(page).text
        assert (name or "Asha Verma") in shown
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_home_counts_who_has_come_while_somebody_waits(signed_in: Callable[..., Client]) -> None:
    browser = signed_in(CAST.sam)
    assert "pay group" not in browser.get(reverse("home")).text
    came()
    came(employer_id=steps.employ("Zoe Hart").pk)
    page = browser.get(reverse("home"))
    assert "2 employers wait for a pay group." in page.text
    assert reverse("payroll:arrivals") in page.text


def test_the_officer_finds_who_has_come_and_chooses_a_pay_group(
    signed_in: Callable[..., Client],
) -> None:
    came()
    browser = signed_in(CAST.sam)
    assert "Employers from another provider (1)" in browser.get(reverse("payroll:employers")).text
    assert "Asha Verma" in browser.get(reverse("payroll:arrivals")).text
    address = reverse("payroll:take_over", args=[ASHA.id_of("employer")])
    assert "Sunday 25 October 2026" in browser.get(address).text
    sent = {"group": str(SOUTHGATE.id_of("pay group")), "day_0": "26", "day_1": "10", "day_2": "2026"}
    assert "is paid with" in browser.post(address, sent, follow=True).text
    with actors.acting(steps.job()):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
    assert employer.pay_group_id == SOUTHGATE.id_of("pay group")
    assert "is in one of your pay groups" in browser.get(address).text
