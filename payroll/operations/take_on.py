"""Taking a post on in the middle of a tax year: what the payroll before paid is gone on from."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from dpss.access import actors, audit, policy
from dpss.kernel import errors
from payroll import models
from payroll.calc import records, take_on, tax_code, tax_periods
from payroll.calc.take_on import TakenOn
from payroll.operations import holiday_brought_in, posts, tax
from payroll.operations.holiday_brought_in import Hours
from payroll.queries import post_tax, post_terms
from payroll.queries import take_on as queries

NOT_YOURS: Final = "This post is not one of yours. Take its row out of the file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Figures from the payroll before, with what a first payment needs beside them, and where they stood.

    `holiday` is how the leave year stood on the last payday; None where they do not say, which changes
    nothing.
    """

    given: TakenOn
    student_loan: str
    has_postgraduate_loan: bool
    source: str
    holiday: Hours | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of many: posts taken on or corrected, those that were so already, and why others were not."""

    taken: tuple[uuid.UUID, ...]
    same: tuple[uuid.UUID, ...]
    refused: Mapping[uuid.UUID, str]


@transaction.atomic
def record(
    *, post: models.Employment, handed: Handed, actor: actors.Actor, at: datetime
) -> models.BroughtForward:
    """Go on from these figures. The same again changes nothing; others correct them until the first payslip.

    A post without tax details gets the code, letter and loans that the figures came with. Raises `Invalid`
    with the first thing that cannot be.
    """
    row, _is_new = _record(post=post, handed=handed, actor=actor, at=at)
    return row


@transaction.atomic
def record_many(*, handed: Mapping[uuid.UUID, Handed], actor: actors.Actor, at: datetime) -> Taken:
    """Take many posts on, each as if it were alone: what cannot be of one stops no other."""
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not change a post. Ask its payroll officer.")
    found = queries.known(list(handed), tax_year=tax_periods.tax_year_of(actor.today), actor=actor)
    taken: list[uuid.UUID] = []
    same: list[uuid.UUID] = []
    refused = {}
    for key, one in handed.items():
        if key not in found:
            refused[key] = NOT_YOURS
            continue
        try:
            with transaction.atomic():
                _row, is_new = _record(post=found[key].post, handed=one, actor=actor, at=at)
        except errors.Invalid as error:
            refused[key] = error.sentence
        else:
            (taken if is_new else same).append(key)
    return Taken(tuple(taken), tuple(same), refused)


def _record(
    *, post: models.Employment, handed: Handed, actor: actors.Actor, at: datetime
) -> tuple[models.BroughtForward, bool]:
    post, given = posts.hold(post, actor=actor), handed.given
    tax_year = tax_periods.tax_year_of(given.up_to)
    found = queries.of_post(post, tax_year=tax_year, actor=actor)
    for fault in faults(found, handed, today=actor.today):
        raise errors.Invalid(fault.sentence, field=fault.field)
    values = values_of(handed)
    row = found.brought
    if row is not None and is_same(found, handed):
        return row, False
    before = {name: _plain(getattr(row, name)) for name in values} if row else {}
    since = min(given.up_to, row.up_to) if row else given.up_to
    row = row or models.BroughtForward(
        council_id=post.council_id, subject_id=post.subject_id, employment=post, tax_year=tax_year
    )
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    after = {name: _plain(value) for name, value in values.items()}
    audit.record(audit.of(row, "take on", before=before, after=after), actor=actor, at=at)
    _keep_tax(post, handed, actor=actor, at=at)
    if handed.holiday is not None:
        holiday_brought_in.keep(
            post=post, up_to=given.up_to, hours=handed.holiday, source=handed.source, actor=actor, at=at
        )
    posts.work_out_again(post, since=since, actor=actor, at=at)
    return row, True


def faults(found: queries.Known, handed: Handed, *, today: date) -> tuple[take_on.Fault, ...]:
    """Everything that is wrong about these figures for this post; none when they can be taken."""
    of_holiday = holiday_brought_in.why_not(found.post, handed.holiday)
    wrong = queries.faults(found, handed.given, today=today)
    return (*wrong, take_on.Fault("holiday_built_up", of_holiday)) if of_holiday else wrong


def is_same(found: queries.Known, handed: Handed) -> bool:
    """Whether all that they say is recorded already, to the penny."""
    if found.brought is None or not queries.is_same(found.brought, values_of(handed)):
        return False
    if handed.holiday is None:
        return True
    kept = found.holiday and Hours(taken=found.holiday.taken, built_up=found.holiday.built_up)
    return kept == handed.holiday


def values_of(handed: Handed) -> dict[str, Any]:
    """The figures as they are kept; the year's net is what the other ones leave."""
    given = handed.given
    figures = replace(given.figures, net=take_on.net_of(given.figures))
    return {
        "up_to": given.up_to,
        "figures": records.plain(figures),
        "previous_pay": given.previous_pay,
        "previous_tax": given.previous_tax,
        "source": handed.source,
    }


def _keep_tax(post: models.Employment, handed: Handed, *, actor: actors.Actor, at: datetime) -> None:
    """Code, letter and loans hold from the day after the last payday of the payroll before."""
    given, day = handed.given, handed.given.up_to + timedelta(days=1)
    if not given.figures.ni or post_tax.every(post, actor=actor):
        return
    letter = given.figures.ni[0].letter
    tax.check_letter(letter=letter, person=post_terms.identity(post, actor=actor), payday=day)
    code = tax_code.parse_boxed(given.tax_code, non_cumulative=given.non_cumulative)
    values = {
        "tax_code": str(code),
        "non_cumulative": code.non_cumulative,
        "ni_letter": letter,
        "student_loan": handed.student_loan,
        "postgraduate_loan": handed.has_postgraduate_loan,
        "pension": "",
        "pension_from": None,
        "starter_declaration": "",
    }
    tax.keep(post=post, day=day, values=values, verb="record", actor=actor, at=at)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value if isinstance(value, dict) else str(value)
