"""Who leaves before 6 April and is paid after it: the P45, everybody else's, and the next employer."""

import datetime as dt

import pytest

from dpss.access import actors, policy
from payroll import models
from payroll.calc import payment
from payroll.operations import employer_changes, employer_handovers, issued_forms
from payroll.queries import employer_changes as changes
from payroll.queries import forms_due, papers, post_leaving
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps
from tests.payroll.operations.test_issued_forms import close_the_year
from tests.payroll.operations.test_turn_of_the_year import PAYDAYS, pay, una

__all__ = ["una"]
pytestmark = pytest.mark.django_db
OLU = CAST.olu.actor()
SATURDAY = dt.date(2026, 4, 4)


def papers_job(today: dt.date) -> actors.Actor:
    return actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=today)


def leave(post: models.Employment) -> None:
    """Two paydays in the old year, a last day in it, and a third payday in the new one."""
    for payday in PAYDAYS[:2]:
        pay(post, payday)
    with actors.acting(steps.job()):
        models.Employment.objects.filter(pk=post.pk).update(last_day=SATURDAY)
    pay(post, PAYDAYS[2])


def test_the_p45_has_the_figures_of_the_year_of_the_last_day(una: models.Employment) -> None:
    leave(una)
    job = papers_job(TODAY)
    with actors.acting(job):
        assert issued_forms.give_due(actor=job, at=AT) >= 1
        given = models.IssuedForm.objects.select_related("employment", "payslip").get(employment=una)
        shown = papers.form(given, actor=job).p45()
    assert (given.tax_year, given.payslip.payday) == ("2025-26", PAYDAYS[1])
    assert shown.leaving_date == SATURDAY
    with actors.acting(OLU):
        post = models.Employment.objects.select_related("employer__pay_group", "assistant").get(pk=una.pk)
        assert post_leaving.p45(post, actor=OLU).form == shown


def test_one_that_cannot_be_made_stops_nobody_elses(una: models.Employment) -> None:
    leave(una)
    steps.pay_november()
    close_the_year()
    with actors.acting(steps.job()):
        # Nothing of the year of the last day is left to make a P45 of.
        models.Payslip.objects.filter(employment=una, tax_year="2025-26").update(replaced_at=AT)
    job = papers_job(dt.date(2027, 4, 20))
    with actors.acting(job):
        assert forms_due.p45s(actor=job).count() == 1
        assert issued_forms.give_due(actor=job, at=AT, limit=1) == 1
        assert not models.IssuedForm.objects.filter(employment=una).exists()


@pytest.mark.parametrize("outcome", [("continues", "agreed"), ("new", "")])
def test_the_next_employer_goes_on_from_what_the_final_payment_used_of_the_new_year(
    una: models.Employment, outcome: tuple[str, str]
) -> None:
    with actors.acting(steps.job()):
        models.TaxDetails.objects.filter(employment=una).update(
            non_cumulative=False, student_loan="", starter_declaration="A"
        )
    for payday in PAYDAYS[:2]:
        pay(una, payday)
    change_on_6_april(una, *outcome)
    final = pay(una, PAYDAYS[2])
    with actors.acting(steps.job()):
        new = models.Employment.objects.select_related("employer", "assistant").get(follows=una)
    first = payment.from_json(pay(new, dt.date(2026, 4, 19)).inputs)
    assert (final.tax_year, first.tax_year, first.non_cumulative) == ("2026-27", "2026-27", False)
    assert (first.previous_pay, first.previous_tax) == (final.gross, final.tax)


def change_on_6_april(post: models.Employment, outcome: str, ground: str) -> None:
    """Another employer from the first day of the tax year, confirmed."""
    reason = employer_changes.Reason(
        why="turned_18", explanation="", new_name="Vic Hall", first_day=dt.date(2026, 4, 6)
    )
    answers = (
        employer_changes.OldScheme(takes_over_records=False, hmrc_said=""),
        employer_changes.Arrangements(payer="employer", pension_goes_on=None, insured=True),
    )
    with actors.acting(OLU):
        employer = models.Employer.objects.get(pk=post.employer_id)
        change = employer_changes.begin(employer=employer, reason=reason, actor=OLU, at=AT)
        for one in answers:
            employer_changes.answer(change=change, answers=one, actor=OLU, at=AT)
        decision = employer_changes.Decision(outcome=outcome, ground=ground, reason="They agreed.")
        for decided in changes.decided(change, actor=OLU):
            employer_changes.decide(change=change, post=decided.post, decision=decision, actor=OLU, at=AT)
        employer_handovers.confirm(change=change, actor=OLU, at=AT)
