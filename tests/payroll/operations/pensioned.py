"""The steps of a pension: pay that makes Dee eligible, and what is recorded of her."""

import datetime as dt
from decimal import Decimal
from typing import Any

from dpss.access import actors, policy
from payroll import models
from payroll.calc.pension_duties.position import Position
from payroll.operations import pension_facts, pension_letters
from payroll.queries import pension_posts
from tests.cast import AT, CAST, TODAY, Person
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE, job

# The first day of November's period, from which who earns enough is enrolled.
NOVEMBER = dt.date(2026, 10, 26)
Kind = models.PensionFact.Kind


def earns(hourly: int = 100) -> None:
    """Ten hours come to £1,000, above the trigger for four weeks."""
    with actors.acting(job()):
        terms = models.EmploymentTerms.objects.filter(employment=DEE.id_of("employment"))
        terms.update(hourly_rate=Decimal(hourly))


def paid() -> models.Payslip:
    """Dee's November is worked out and approved."""
    earns()
    steps.pay_november()
    return steps.slip_of()


def paid_in_december() -> models.Payslip:
    """December's payslip, approved."""
    period = models.PayPeriod.objects.filter(first_day=dt.date(2026, 11, 23)).first() or steps.december()
    return _paid_in(period, dt.date(2026, 11, 25), dt.date(2026, 11, 26))


def paid_later() -> models.Payslip:
    """The payslip of the four weeks after, approved."""
    with actors.acting(job()):
        period = payroll.pay_period(
            group=steps.november().group,
            first_day=dt.date(2026, 12, 21),
            last_day=dt.date(2027, 1, 17),
            sheets_in_by=dt.datetime(2027, 1, 18, 12, tzinfo=dt.UTC),
            payday=dt.date(2027, 1, 22),
            tax_period=44,
        )
    return _paid_in(period, dt.date(2026, 12, 22), dt.date(2026, 12, 23))


def _paid_in(period: models.PayPeriod, *days: dt.date) -> models.Payslip:
    steps.sheet_in(steps.post_of(), *days, period=period)
    steps.request(period=period)
    steps.work_out()
    with actors.acting(job()):
        run = models.Payrun.objects.get(employer=ASHA.id_of("employer"), period=period)
    assert steps.approve(run.pk).refused == {}
    with actors.acting(job()):
        return models.Payslip.objects.get(payrun=run)


def says(kind: str, on: dt.date, by: Person = CAST.olu, **more: Any) -> models.PensionFact:
    """Olu records something of Dee."""
    with actors.acting(by.actor()):
        return pension_facts.record(
            post=steps.post_of(),
            given=pension_facts.Given(kind=kind, on=on, **more),
            actor=by.actor(),
            at=AT,
        )


def enrolled() -> None:
    """Dee is enrolled, the scheme has made her a member, and she has her letter: she may opt out."""
    paid()
    says(Kind.MADE, TODAY)
    given(TODAY)


def given(on: dt.date) -> None:
    """Her letters that are open were handed to her."""
    due = dues("enrolment_information", "opt_in_information", "joining_information", "postponement_notice")
    with actors.acting(CAST.olu.actor()):
        pension_letters.posted(due_ids=[one.pk for one in due], on=on, actor=CAST.olu.actor(), at=AT)


def dues(*duties: str) -> list[models.PensionDue]:
    """What is still to be done for Dee."""
    with actors.acting(job()):
        rows = models.PensionDue.objects.filter(employment=DEE.id_of("employment"), closed_at=None)
        if duties:
            rows = rows.filter(duty__in=duties)
        return list(rows.order_by("by", "duty"))


def position() -> Position:
    """Where Dee stands."""
    with actors.acting(CAST.olu.actor()):
        found = pension_posts.standing(steps.post_of(), actor=CAST.olu.actor())
    assert found.position is not None, found.problem
    return found.position


def assessment(slip: models.Payslip) -> models.PensionAssessment:
    """What is kept with a payslip."""
    with actors.acting(job()):
        return models.PensionAssessment.objects.get(payslip=slip)


def letters_job() -> actors.Actor:
    """The job that sends letters."""
    return job(policy.JOB_REMINDERS)
