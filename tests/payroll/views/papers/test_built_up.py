"""What has built up: holiday for the PA, and with notice and redundancy pay for the employer."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.queries import built_up
from tests.cast import CAST, TODAY
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE, job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
SINCE = dt.date(2026, 4, 6)


def noor() -> models.Employment:
    """Ten fixed hours a week since 6 April, five of them holiday on a sheet of November."""
    post = steps.hire("Noor Ali", hours="fixed", first_day=SINCE)
    holiday = {"kind": "holiday", "starts": None, "finishes": None}
    steps.sheet_in(post, dt.date(2026, 11, 4), **holiday)
    return post


def of(post: models.Employment) -> built_up.BuiltUp:
    """What has built up of it by today, as the payroll provider sees it."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        posts = list(built_up.going_on(day=TODAY, actor=olu).filter(pk=post.pk))
        (found,) = built_up.of_posts(posts, day=TODAY, actor=olu)
    return found


def test_fixed_hours_earn_their_share_of_the_leave_year_less_what_was_taken() -> None:
    found = of(noor()).holiday
    assert found is not None
    assert (found.year.first, found.year.last) == (SINCE, dt.date(2027, 4, 5))
    # 230 of 365 days of 56 hours, raised to a hundredth.
    assert (found.earned, found.taken, found.paid) == (Decimal("35.29"), 5, 0)
    assert found.left == Decimal("30.29")


def test_holiday_on_an_approved_payslip_is_paid() -> None:
    post = noor()
    steps.bank(post.assistant)
    assert steps.approve(steps.calculate().pk).refused == {}
    found = of(post).holiday
    assert found is not None
    assert found.paid == 5


def test_holiday_left_is_part_of_what_would_be_owed_with_notice() -> None:
    found = of(noor()).owed
    assert found is not None
    assert found.holiday == (Decimal("30.29") * payroll.RATE).quantize(Decimal("0.01"))
    assert (found.notice_weeks, found.notice, found.redundancy) == (1, 10 * payroll.RATE, 0)


def test_a_year_that_another_payroll_began_is_not_guessed() -> None:
    post = noor()
    with actors.acting(job()):
        models.BroughtForward.objects.create(
            council_id=post.council_id,
            subject_id=post.subject_id,
            employment=post,
            tax_year="2026-27",
            up_to=dt.date(2026, 9, 30),
            figures=steps.brought_forward("100.00"),
        )
    assert of(post).holiday is None


def test_a_pa_reads_their_own_balance_and_finds_it_in_the_menu(signed_in: SignedIn) -> None:
    dee = signed_in(CAST.dee)
    address = reverse("payroll:own_holiday")
    assert address in dee.get(reverse("payroll:payslips")).content.decode()
    assert "Not known: Asha Verma" in words_of(dee.get(address)), "another payroll kept it"
    with actors.acting(job()):
        models.BroughtForward.objects.all().delete()
    said = words_of(dee.get(address))
    assert "Holiday, in hours" in said
    assert "Asha Verma" in said
    assert "If the job ended today" not in said


def test_the_employer_sees_what_each_pa_would_be_owed(signed_in: SignedIn) -> None:
    steps.pay_november()
    asha = signed_in(CAST.asha)
    address = reverse("payroll:built_up", args=[ASHA.id_of("employer")])
    papers = reverse("payroll:employer_papers", args=[ASHA.id_of("employer")])
    assert address in asha.get(papers).content.decode()
    said = words_of(asha.get(address))
    assert "If the job ended today" in said
    with actors.acting(CAST.asha.actor()):
        posts = list(built_up.going_on(day=TODAY, actor=CAST.asha.actor()).filter(pk=DEE.id_of("employment")))
        (found,) = built_up.of_posts(posts, day=TODAY, actor=CAST.asha.actor())
    assert found.owed is not None
    assert f"{found.owed.total:,.2f}" in said


def test_more_posts_cost_no_more_queries(signed_in: SignedIn) -> None:
    olu = signed_in(CAST.olu)
    address = reverse("payroll:built_up", args=[ASHA.id_of("employer")])

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            assert olu.get(address).status_code == 200
        return len(found)

    noor()
    count()
    before = count()
    steps.hire("Abe Osei", hours="fixed")
    steps.hire("Bo Lind")
    assert count() == before
