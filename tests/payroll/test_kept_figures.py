"""Once a week the payroll writes down what money is needed for; what it does not know it leaves out."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients import models as people
from clients.surplus import Kind
from dpss.access import actors
from payroll import models
from payroll.operations import kept_figures
from payroll.queries import built_up, kept_needs
from tests.cast import CAST, TODAY
from tests.clients import four_weekly_world as world
from tests.clients import surplus_world as left
from tests.commissioning.pages import text
from tests.factories import AT
from tests.payroll.operations import steps

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
DEE = CAST.posts["dee at asha"].id_of("employment")


def note(*, today: dt.date = TODAY) -> int:
    job = world.job(today=today)
    with actors.acting(job):
        return kept_figures.note_due(actor=job, at=AT)


def written() -> dict[str, Decimal]:
    with actors.acting(world.finance()):
        rows = people.KeptFigure.objects.filter(client_id=left.HERS, recorded_by=None, day=TODAY)
        return dict(rows.values_list("kind", "amount"))


def needs(*clients: object) -> dict[Kind, Decimal]:
    job = world.job()
    with actors.acting(job):
        keys = [left.HERS, *clients]
        return kept_needs.of_clients(keys, day=TODAY, actor=job)[left.HERS]  # type: ignore[arg-type]


def test_it_is_written_once_a_week_for_whom_the_payroll_is_run_here() -> None:
    assert note() > 0
    assert note() == 0
    assert note(today=TODAY + dt.timedelta(days=6)) == 0
    assert note(today=TODAY + dt.timedelta(days=7)) > 0
    with actors.acting(world.job()):
        placed = people.Placement.objects.filter(lot="payroll", organisation=None).values("client")
        assert not people.KeptFigure.objects.filter(recorded_by=None, client__in=placed).exists()


def test_time_not_paid_is_at_least_what_the_contract_says_since_the_last_day_paid() -> None:
    job = world.job()
    with actors.acting(job):
        posts = models.Employment.objects.filter(employer__client=left.HERS, last_day=None)
        least = Decimal(0)
        for post in posts:
            slips = models.Payslip.objects.filter(
                models.PAYS_THE_PERIOD, employment=post, approved_at__isnull=False, replaced_at=None
            )
            last = slips.order_by("-payrun__period__last_day").first()
            since = last.payrun.period.last_day if last else post.first_day - dt.timedelta(days=1)
            terms = models.EmploymentTerms.objects.get(employment=post, during__contains=TODAY)
            hours = Decimal(terms.weekly_minutes) / 60 * (TODAY - since).days / 7
            least += hours * terms.hourly_rate
    assert needs()[Kind.SHEETS] >= least.quantize(Decimal("0.01")) > 0


def test_what_has_built_up_is_what_the_employer_reads_and_unknown_where_one_post_is() -> None:
    noor = steps.hire("Noor Ali", hours="fixed", first_day=dt.date(2026, 4, 6))
    assert Kind.LEAVING not in needs()  # another payroll kept Dee's holiday this year
    job = world.job()
    with actors.acting(job):
        models.Employment.objects.filter(employer__client=left.HERS).exclude(pk=noor.pk).update(
            last_day=TODAY - dt.timedelta(days=3)
        )
        posts = list(built_up.going_on(day=TODAY, actor=job).filter(pk=noor.pk))
        (found,) = built_up.of_posts(posts, day=TODAY, actor=job)
    assert found.owed is not None
    assert needs()[Kind.LEAVING] == found.owed.total > 0


def test_a_post_of_which_a_fact_is_missing_makes_it_unknown_and_not_nothing() -> None:
    with actors.acting(world.job()):
        models.EmploymentTerms.objects.filter(employment=DEE).update(
            during=(TODAY + dt.timedelta(days=400), None)
        )
    found = needs()
    assert Kind.SHEETS not in found
    assert Kind.LEAVING not in found


def test_a_post_that_ended_of_late_is_counted_until_its_last_day() -> None:
    whole = needs()[Kind.SHEETS]
    with actors.acting(world.job()):
        models.Employment.objects.filter(pk=DEE).update(last_day=TODAY - dt.timedelta(days=3))
    assert needs()[Kind.SHEETS] <= whole


def test_finance_and_the_client_read_where_the_figure_comes_from(signed_in: SignedIn) -> None:
    note()
    for browser, page in (
        (signed_in(CAST.fay), reverse("clients:left_over", args=[left.HERS])),
        (signed_in(CAST.asha), reverse("clients:own_left_over")),
    ):
        assert "The payroll: about what it comes to" in text(browser.get(page))
    assert set(written()) <= {"sheets", "leaving"}
    assert "sheets" in written()


def test_it_asks_as_much_for_two_clients_as_for_one() -> None:
    def asked(*more: object) -> int:
        needs(*more)
        with CaptureQueriesContext(connection) as made:
            needs(*more)
        return len(made)

    assert asked(CAST.homes["ben"].id_of("client")) == asked()
