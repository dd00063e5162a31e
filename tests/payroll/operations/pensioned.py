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
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

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
