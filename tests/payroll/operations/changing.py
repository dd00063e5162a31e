"""The steps of a change of employer: Asha's employer becomes Ravi on a day."""

import datetime as dt
from typing import Any

from dpss.access import actors
from payroll import models
from payroll.operations import employer_changes, employer_handovers, employer_returns
from payroll.queries import employer_changes as queries
from tests.cast import AT, CAST, Person
from tests.payroll.operations import steps

OLU = CAST.olu
DAY = dt.date(2026, 11, 23)
AGREED = employer_changes.Decision(
    outcome="continues", ground="agreed", reason="Ravi and Dee signed on 2 November."
)
ANEW = employer_changes.Decision(outcome="new", ground="", reason="Dee and Ravi want a fresh start.")
ENDS = employer_changes.Decision(outcome="ends", ground="", reason="Dee does not want to work for Ravi.")


def begin(day: dt.date = DAY, by: Person = OLU, **given: Any) -> models.EmployerChange:
    """The first step, by the officer."""
    usual = {"why": "capacity", "explanation": "", "new_name": "Ravi Verma", "first_day": day}
    with actors.acting(by.actor()):
        employer = models.Employer.objects.get(pk=steps.ASHA.id_of("employer"))
        reason = employer_changes.Reason(**usual | given)
        return employer_changes.begin(employer=employer, reason=reason, actor=by.actor(), at=AT)


def prepared(
    day: dt.date = DAY, decision: employer_changes.Decision = AGREED, *, over: bool = False, **given: Any
) -> models.EmployerChange:
    """Begun, with everything answered and every post decided."""
    change, actor = begin(day, **given), OLU.actor()
    with actors.acting(actor):
        said = "Agreed on 3 November." if over else ""
        for answers in (
            employer_changes.OldScheme(takes_over_records=over, hmrc_said=said),
            employer_changes.Arrangements(payer="employer", pension_goes_on=True, insured=True),
        ):
            employer_changes.answer(change=change, answers=answers, actor=actor, at=AT)
        for one in queries.decided(change, actor=actor):
            employer_changes.decide(change=change, post=one.post, decision=decision, actor=actor, at=AT)
    return change


def confirm(change: models.EmployerChange, by: Person = OLU) -> models.EmployerChange:
    """The officer confirms it."""
    with actors.acting(by.actor()):
        return employer_handovers.confirm(change=change, actor=by.actor(), at=AT)


def undo(change: models.EmployerChange) -> models.EmployerChange:
    """The officer takes it back."""
    with actors.acting(OLU.actor()):
        return employer_returns.undo(change=change, reason="It was a mistake.", actor=OLU.actor(), at=AT)


def new_post() -> models.Employment:
    """Dee's post with the new employer."""
    with actors.acting(steps.job()):
        return models.Employment.objects.select_related("employer", "follows", "assistant").get(
            follows=steps.DEE.id_of("employment")
        )


def pay(post: models.Employment, period: models.PayPeriod) -> models.Payrun:
    """The payrun of the post's employer: requested, worked out, and approved by the manager."""
    steps.request(period=period, employer_ids=[post.employer_id])
    steps.work_out()
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(employer=post.employer_id, period=period)
    assert steps.approve(run.pk).refused == {}, run.exceptions
    with actors.acting(steps.job()):
        return models.Payrun.objects.get(pk=run.pk)


def slips_of(assistant: models.Employment) -> list[models.Payslip]:
    """What the PA was paid by either employer of this client from November on, by payday."""
    with actors.acting(steps.job()):
        rows = models.Payslip.objects.filter(
            employment__assistant=assistant.assistant_id,
            employment__employer__client=steps.ASHA.id_of("client"),
            payday__gte=dt.date(2026, 11, 1),
        )
        return list(rows.select_related("employment__employer", "payrun").order_by("payday"))
