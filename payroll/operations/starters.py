"""How a post is taxed from its first day: by a P45, a starter checklist, or neither."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dpss.access import actors, audit, scope
from payroll import models
from payroll.calc.p45 import P45
from payroll.operations import posts, tax
from payroll.queries import post_starter, post_tax, post_terms
from payroll.queries.post_starter import Answers


@transaction.atomic
def record(
    *, post: models.Employment, answers: Answers, actor: actors.Actor, at: datetime
) -> models.TaxDetails:
    """Write down the tax details that follow, and the pay and tax of a P45 of this tax year.

    Raises `Invalid` with what cannot be. Pension membership stays as it is.
    """
    post = posts.hold(post, actor=actor)
    found = post_starter.worked_out(post, answers=answers, actor=actor)
    person = post_terms.identity(post, actor=actor)
    tax.check_letter(letter=answers.ni_letter, person=person, payday=found.payday)
    keep_p45(post=post, found=found, actor=actor, at=at)
    values = tax_values(post, found=found, ni_letter=answers.ni_letter, actor=actor)
    return tax.keep(post=post, day=found.first_day, values=values, verb="record", actor=actor, at=at)


def tax_values(
    post: models.Employment, *, found: post_starter.Found, ni_letter: str, actor: actors.Actor
) -> dict[str, Any]:
    """The tax details that follow; pension membership stays as it is."""
    before = post_tax.on(post, day=found.payday, actor=actor)
    return {
        "tax_code": found.start.tax_code,
        "non_cumulative": found.start.non_cumulative,
        "ni_letter": ni_letter,
        "student_loan": found.start.student_loan or "",
        "postgraduate_loan": found.start.postgraduate_loan,
        "pension": before.pension if before else "",
        "pension_from": before.pension_from if before else None,
        "starter_declaration": found.start.declaration.value,
    }


def keep_p45(
    *, post: models.Employment, found: post_starter.Found, actor: actors.Actor, at: datetime
) -> None:
    """One P45 counts in a tax year; one that was entered for nothing is withdrawn."""
    tax_year = post_tax.year_of(found.payday).tax_year
    held = models.EarlierJob.objects.filter(employment=post, tax_year=tax_year)
    row = scope.visible_to(held, actor).select_for_update(of=("self",)).first()
    if found.p45 is None:
        if row is not None and not row.withdrawn:
            row.withdrawn = True
            row.save(update_fields=["withdrawn"])
            audit.record(audit.of(row, "remove"), actor=actor, at=at)
        return
    row = row or models.EarlierJob(
        council_id=post.council_id, subject_id=post.subject_id, employment=post, tax_year=tax_year
    )
    after = _of(found.p45)
    for name, value in after.items():
        setattr(row, name, value)
    row.save()
    audit.record(audit.of(row, "record", after=after), actor=actor, at=at)


def _of(given: P45) -> dict[str, object]:
    code = given.code
    counts = not code.non_cumulative
    return {
        "leaving_date": given.leaving_date,
        "tax_code": str(code),
        "non_cumulative": code.non_cumulative,
        "week": given.week,
        "month": given.month,
        "pay": given.total_pay if counts else None,
        "tax": given.total_tax if counts else None,
        "student_loan": given.student_loan,
        "withdrawn": False,
    }
