"""How a starter will be taxed: what follows from a P45, a starter checklist, or neither. Nothing is kept."""

from dataclasses import dataclass
from datetime import date

from dpss.access import actors
from dpss.kernel import dates, errors
from payroll import models
from payroll.calc import starters, tax_periods
from payroll.calc.inputs import PayInputError
from payroll.calc.p45 import P45
from payroll.calc.starters import LoanAnswers, Start, Statement
from payroll.queries import post_paid, post_tax


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the PA brought, and the National Insurance letter that goes with it.

    `p45` is the one that counts; `why_p45` says why, where they brought two.
    """

    p45: P45 | None
    statement: Statement | None
    loans: LoanAnswers
    ni_letter: str
    why_p45: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What follows, from which day, and for which first payday. `p45` is one whose year is this one."""

    start: Start
    first_day: date
    payday: date
    p45: P45 | None


def first_payday(post: models.Employment, *, actor: actors.Actor) -> date:
    """The first payday that is not approved yet. Raises `Invalid` where the calendar has none."""
    paydays = post_paid.paydays(post, post_paid.paid(post, actor=actor), actor=actor)
    if not paydays:
        raise errors.Invalid(
            f"The calendar of {post.employer.pay_group.name} has no payday for this post yet. Add its pay"
            " periods first."
        )
    return paydays[0]


def worked_out(
    post: models.Employment, *, answers: Answers, actor: actors.Actor, payday: date | None = None
) -> Found:
    """The code and figures that follow, for a payday of the calendar's unless one is given.

    Raises `Invalid` with what cannot be, beside its field.
    """
    paid = post_paid.paid(post, actor=actor)
    payday = payday or first_payday(post, actor=actor)
    if paid.payday and answers.p45 is None:
        raise errors.Invalid(
            f"They have been paid since {dates.in_words(post.first_day)}. A checklist that comes late changes"
            " no code: wait for HMRC's notice, and change the tax details then.",
            field="has_p45",
        )
    given, year = answers.p45, post_tax.year_of(payday)
    try:
        start = starters.start(
            first_day=post.first_day,
            first_payday=payday,
            rates=year,
            statement=answers.statement,
            given=given,
            loans=answers.loans,
        )
    except PayInputError as error:
        raise said(error) from error
    counts = given if given and given.tax_year == tax_periods.tax_year_of(payday) else None
    return Found(start, post_paid.first_free_payday(post, paid), payday, counts)


def said(error: PayInputError) -> errors.Invalid:
    """The engine's sentence, beside the field that it names first."""
    sentence = str(error)
    return errors.Invalid(sentence, field=_FIELDS.get(sentence.partition(":")[0]))


_FIELDS = {
    "P45, leaving date": "leaving_date",
    "P45, tax code": "tax_code",
    "P45, week or month": "number",
    "P45, week": "number",
    "P45, month": "number",
    "P45, pay and tax to date": "total_pay",
    "P45, pay to date": "total_pay",
    "P45, tax to date": "total_tax",
    "Student loan": "plans",
}
