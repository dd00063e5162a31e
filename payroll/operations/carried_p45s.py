"""When the employer changes, the pay and tax of the year come with the PA to the post that follows."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, scope
from dpss.kernel import errors
from payroll import models
from payroll.calc import inputs
from payroll.calc.p45 import P45
from payroll.calc.starters import LoanAnswers
from payroll.operations import dated, posts, starters
from payroll.queries import post_leaving, post_paid, post_starter, post_tax


def carry(slips: Sequence[models.Payslip], *, actor: actors.Actor, at: datetime) -> int:
    """Give each post that follows one of these payslips' posts the figures up to its final payment.

    Returns how many got them. One whose P45 cannot be made, or not be used, is left to a person: its first
    payment waits for it. Tax details come over once: what was decided for the new post since then stays.
    Call it inside a transaction.
    """
    rows = models.Employment.objects.filter(
        follows__in=[slip.employment_id for slip in slips], follows__last_day__isnull=False
    ).select_related("follows", "employer__pay_group", "assistant")
    return sum(_carried(post, actor, at) for post in scope.visible_to(rows, actor).order_by("pk"))


def _carried(post: models.Employment, actor: actors.Actor, at: datetime) -> bool:
    try:
        with transaction.atomic():
            _carry_over(post, actor, at)
    except (errors.Refusal, inputs.PayInputError):
        return False
    return True


def _carry_over(post: models.Employment, actor: actors.Actor, at: datetime) -> None:
    if post.follows is None:
        raise errors.Refusal("It follows no other post.")
    answers = _answers(post_leaving.carried(post.follows, actor=actor), actor)
    payday = _first_payday(post, actor)
    found = post_starter.worked_out(post, answers=answers, actor=actor, payday=payday)
    held = scope.visible_to(models.EarlierJob.objects.filter(employment=post), actor)
    came_before = held.exists() or post_paid.approved(post, actor=actor).exists()
    starters.keep_p45(post=post, found=found, actor=actor, at=at)
    if not came_before:
        _carry_tax(post, found, answers.ni_letter, actor, at)
    posts.work_out_again(post, since=found.first_day, actor=actor, at=at, asked_by_them=False)


def _carry_tax(
    post: models.Employment, found: post_starter.Found, letter: str, actor: actors.Actor, at: datetime
) -> None:
    values = starters.tax_values(post, found=found, ni_letter=letter, actor=actor)
    row = dated.change(
        models.TaxDetails, owner=post, of="employment", day=found.first_day, values=values, actor=actor
    )
    audit.record(audit.of(row, "carry over", after={"from": found.first_day, **values}), actor=actor, at=at)


def _first_payday(post: models.Employment, actor: actors.Actor) -> date:
    """Until the calendar has it the first day stands for it: figures count in their tax year alone."""
    try:
        return post_starter.first_payday(post, actor=actor)
    except errors.Invalid:
        return post.first_day


def _answers(given: post_leaving.Given, actor: actors.Actor) -> post_starter.Answers:
    """What the final payment says, as if the PA had brought it on a P45."""
    form, tax = given.form, post_tax.on(given.post, day=given.payday, actor=actor)
    if tax is None:
        raise errors.Refusal("There are no tax details on the last payday.")
    monthly = form.interval is inputs.Interval.MONTHLY
    return post_starter.Answers(
        p45=P45(
            leaving_date=form.leaving_date,
            tax_year=given.tax_year,
            tax_code=form.tax_code,
            non_cumulative=form.non_cumulative,
            week=None if monthly else form.period,
            month=form.period if monthly else None,
            total_pay=form.total_pay,
            total_tax=form.total_tax,
            student_loan=form.student_loan,
        ),
        statement=None,
        loans=LoanAnswers(
            student_loan=bool(tax.student_loan),
            plans=(tax.student_loan,) if tax.student_loan else (),
            postgraduate_loan=tax.postgraduate_loan,
        ),
        ni_letter=tax.ni_letter,
    )
