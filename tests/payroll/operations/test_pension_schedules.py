"""Pension schedules: raised from approved payslips, once each, and kept to corrections."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.operations import pension_moves, pension_schedules
from payroll.queries import pension_schedules as queries
from tests.cast import AT, CAST
from tests.factories import employers
from tests.payroll.operations import correcting, steps
from tests.payroll.operations.steps import ASHA, DEE, job

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 12, 22)


@pytest.fixture
def member() -> None:
    """Dee is a member of Asha's scheme, and earns enough to pay in."""
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment=DEE.id_of("employment")).update(
            pension="relief_at_source", pension_from=dt.date(2026, 11, 2)
        )
        models.EmploymentTerms.objects.filter(employment=DEE.id_of("employment")).update(
            hourly_rate=Decimal("80.00")
        )


def raise_due(at: Any = AT) -> int:
    """The job looks for what is due."""
    return pension_schedules.raise_due(actor=job(), at=at)


def november() -> models.PensionSchedule:
    """The schedule of the four weeks of November."""
    with actors.acting(job()):
        return queries.schedules(actor=job()).get(
            first_day=steps.november().first_day, employer=ASHA.id_of("employer")
        )


def submit(schedule: models.PensionSchedule, collect_on: dt.date | None = None) -> models.PensionSchedule:
    """Olu has sent it to the provider."""
    with actors.acting(CAST.olu.actor()):
        outcome = pension_moves.submit(
            [schedule.pk], collect_on=collect_on, receipt="R1", actor=CAST.olu.actor(), at=AT
        )
    assert outcome.refused == {}
    return november()


@pytest.mark.usefixtures("member")
def test_an_approved_payslip_is_on_one_schedule_however_often_the_job_runs() -> None:
    steps.pay_november()
    assert raise_due() == 1
    assert raise_due() == 0
    schedule, slip = november(), steps.slip_of()
    assert slip.pension_employee > 0
    assert (schedule.member, schedule.employer_share) == (slip.pension_employee, slip.pension_employer)
    assert (schedule.members, schedule.due_on, schedule.number) == (1, DUE, 1)


@pytest.mark.usefixtures("member")
def test_the_schedule_its_payslips_and_the_ledger_come_to_the_same() -> None:
    steps.pay_november()
    raise_due()
    with actors.acting(job()):
        controls = queries.controls(november(), actor=job())
    assert controls.agree
    assert controls.schedule > 0


@pytest.mark.usefixtures("member")
def test_a_payrun_that_is_not_approved_is_on_no_schedule() -> None:
    steps.approve_sheet()
    steps.calculate()
    assert raise_due() == 0


@pytest.mark.usefixtures("member")
def test_a_correction_changes_a_schedule_that_is_not_submitted() -> None:
    steps.pay_november()
    raise_due()
    before = november().total
    correcting.correct("90.00")
    assert raise_due() == 1
    new = correcting.new_slip()
    schedule = november()
    assert schedule.total == new.pension_employee + new.pension_employer
    assert schedule.total > before
    with actors.acting(job()):
        assert queries.controls(schedule, actor=job()).agree


@pytest.mark.usefixtures("member")
def test_a_correction_of_what_was_submitted_waits_for_the_next_schedule() -> None:
    steps.pay_november()
    raise_due()
    sent = submit(november())
    correcting.correct("90.00")
    assert raise_due() == 0
    assert november().total == sent.total


@pytest.mark.usefixtures("member")
def test_near_the_legal_day_it_waits_no_longer_and_gets_a_schedule_of_its_own(today: Any) -> None:
    steps.pay_november()
    raise_due()
    submit(november())
    correcting.correct("90.00")
    today(DUE - dt.timedelta(days=7))
    late = actors.for_job(job="payruns", council_id=CAST.east.id, today=DUE - dt.timedelta(days=7))
    assert pension_schedules.raise_due(actor=late, at=AT) == 1
    with actors.acting(late):
        second = queries.schedules(actor=late).get(number=2)
        assert second.total > 0
        assert second.lines.get().is_adjustment
        assert queries.controls(second, actor=late).agree


@pytest.mark.usefixtures("member")
def test_what_would_bring_a_member_below_nothing_is_asked_back_apart() -> None:
    steps.pay_november()
    raise_due()
    submit(november())
    correcting.correct("70.00")
    late = actors.for_job(job="payruns", council_id=CAST.east.id, today=DUE)
    assert pension_schedules.raise_due(actor=late, at=AT) == 1
    with actors.acting(late):
        back = queries.schedules(actor=late).get(kind="refund")
        assert back.total < 0
        assert queries.controls(back, actor=late).agree


@pytest.mark.usefixtures("member")
def test_a_new_member_starts_and_a_member_without_pay_has_a_reason() -> None:
    other = steps.hire("nora")
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment=other).update(
            pension="relief_at_source", pension_from=dt.date(2026, 4, 6)
        )
    steps.pay_november()
    raise_due()
    with actors.acting(job()):
        found = {one.employment.assistant.name: one for one in queries.members_of(
            [november().pk], actor=job())[november().pk]}  # fmt: skip
    assert found["Dee Lowe"].starts
    assert found["Dee Lowe"].reason == ""
    assert (found["nora"].total, found["nora"].reason) == (0, "low_earnings")


@pytest.mark.usefixtures("member")
def test_only_the_portals_job_raises_schedules() -> None:
    with pytest.raises(errors.NotAllowed):
        pension_schedules.raise_due(actor=CAST.olu.actor(), at=AT)


def test_many_employers_take_no_more_questions_than_one() -> None:
    counted = []
    for names in (("Cy Marsh",), ("Di Fenn", "Ed Holt", "Flo Ray")):
        ids = [_approved(name) for name in names]
        with CaptureQueriesContext(connection) as questions:
            assert raise_due() == len(names)
        counted.append(len(questions))
        with actors.acting(job()):
            assert models.PensionSchedule.objects.filter(employer__in=ids).count() == len(names)
    assert counted[0] == counted[1]


def _approved(name: str) -> uuid.UUID:
    """Another employer whose one PA is in a pension, with an approved payrun."""
    employer = steps.employ(name)
    post = steps.hire(f"{name.lower()} pa", employer.pk)
    steps.bank(post.assistant)
    with actors.acting(job()):
        employers.pension_scheme(employer=employer)
        models.TaxDetails.objects.filter(employment=post).update(
            pension="relief_at_source", pension_from=dt.date(2026, 4, 6)
        )
    steps.sheet_in(post, dt.date(2026, 11, 4))
    steps.calculate()
    with actors.acting(job()):
        run = models.Payrun.objects.get(employer=employer, period=steps.november())
    assert steps.approve(run.pk).refused == {}
    return employer.pk
