"""Summaries of employers whose scheme changes or closes, and of clients who leave or come."""

import datetime as dt
from decimal import Decimal

import pytest
from psycopg2.extras import DateRange

from clients.models import Placement
from dpss.access import actors
from payroll import models
from payroll.operations import eps, schemes
from payroll.rti import elements
from tests.cast import AT, CAST, TODAY
from tests.factories import external
from tests.payroll.operations import steps, test_taking_over
from tests.payroll.operations.test_eps import (
    ASHA,
    MONTH_8_OVER,
    ceases,
    change,
    kept,
    paid_maternity,
    said,
    sweep,
)

pytestmark = pytest.mark.django_db


def leaves(day: dt.date = TODAY) -> None:
    """Asha's wages are nobody's here from a day on."""
    placed = Placement.objects.filter(pk=steps.ASHA.id_of("placement"))
    with actors.acting(steps.job()):
        change(placed, during=DateRange(placed.get().during.lower, day))


def test_a_small_employer_gets_back_all_of_what_was_paid_while_it_was_small() -> None:
    paid_maternity()
    with actors.acting(CAST.olu.actor()):
        schemes.change_terms(
            employer=models.Employer.objects.get(pk=ASHA),
            day=dt.date(2026, 12, 6), pays_hmrc="monthly", small_employer=True, actor=CAST.olu.actor(), at=AT,
        )  # fmt: skip
    sweep(MONTH_8_OVER)
    ((_, _, told),) = said()
    (one,) = told.recovered
    assert (one.recovered, one.compensation) == (Decimal("920.00"), Decimal(0))


def test_a_scheme_that_closes_gets_its_statutory_pay_back() -> None:
    paid_maternity()
    ceases(dt.date(2026, 11, 27))
    sweep(dt.date(2026, 11, 30))
    ((_, month, told),) = said()
    assert (month, told.ceased_on, bool(told.recovered)) == (8, dt.date(2026, 11, 27), True)
    change(models.Submission.objects.filter(kind="eps", employer_id=ASHA), state="accepted")
    sweep(MONTH_8_OVER)
    assert len(kept()) == 1


def test_a_scheme_that_closes_in_the_next_tax_month_tells_of_both() -> None:
    paid_maternity()
    ceases(dt.date(2026, 12, 6))
    sweep(MONTH_8_OVER)
    told = {month: (bool(one.recovered), one.ceased_on) for _, month, one in said()}
    assert told == {8: (True, None), 9: (True, dt.date(2026, 12, 6))}
    assert sweep(MONTH_8_OVER) == 0


def test_a_reference_that_is_to_come_is_not_used_yet() -> None:
    change(models.AllowanceClaim.objects.filter(employer_id=ASHA), claimed_by=CAST.olu.user_id)
    steps.pay_november()
    with actors.acting(CAST.olu.actor()):
        schemes.change(
            employer=models.Employer.objects.get(pk=ASHA),
            status="registered",
            day=dt.date(2027, 2, 1),
            references=schemes.References("120/NEW77", "120PZ00000001"),
            actor=CAST.olu.actor(),
            at=AT,
        )
    sweep()
    (made,) = kept()
    assert elements.parse((made.body or "").encode()).findtext(".//{*}PayeRef") == "ZZ99999"
    change(models.Submission.objects.filter(kind="eps", employer_id=ASHA), state="accepted")
    sweep(dt.date(2027, 3, 7))
    later = kept()[-1]
    assert elements.parse((later.body or "").encode()).findtext(".//{*}PayeRef") == "NEW77"


def test_a_month_in_which_the_client_left_is_asked_about_and_later_ones_are_not_told() -> None:
    leaves()
    sweep(MONTH_8_OVER)
    ((state, month, told),) = said()
    assert (state, month, bool(told.no_payment)) == ("held", 8, True)
    assert kept()[0].errors[0]["text"] == eps.NOT_KNOWN
    for day in (dt.date(2027, 1, 7), dt.date(2027, 4, 7)):
        assert sweep(day) >= 0
    assert [(state, month) for state, month, _ in said()] == [("held", 8)]


def test_who_has_come_and_was_not_taken_over_may_be_paid_elsewhere() -> None:
    test_taking_over.came()
    sweep(MONTH_8_OVER)
    assert [(state, month) for state, month, _ in said()] == [("held", 8)]
    sweep(dt.date(2027, 1, 7))
    assert len(kept()) == 1


def test_a_provider_that_took_over_tells_of_the_months_without_pay() -> None:
    test_taking_over.came()
    test_taking_over.take()
    sweep(MONTH_8_OVER)
    assert [(state, month) for state, month, _ in said()] == [("queued", 8)]


def test_the_amounts_of_wages_paid_here_are_told_after_the_client_left() -> None:
    paid_maternity()
    leaves()
    sweep(MONTH_8_OVER)
    assert [(state, month, bool(one.recovered)) for state, month, one in said()] == [("queued", 8, True)]


def test_the_last_month_before_software_of_the_providers_own_is_told_from_here() -> None:
    paid_maternity()
    with actors.acting(steps.job()):
        group = models.Employer.objects.select_related("pay_group").get(pk=ASHA).pay_group
        external.software(
            council_id=CAST.east.id,
            organisation_id=group.organisation_id,
            recorded_by_id=CAST.mara.user_id,
            during=DateRange(dt.date(2026, 12, 1), None),
        )
    sweep(MONTH_8_OVER)
    assert [(state, month, bool(one.recovered)) for state, month, one in said()] == [("queued", 8, True)]
    sweep(dt.date(2027, 1, 7))
    assert len(kept()) == 1, "from then on the software tells"
