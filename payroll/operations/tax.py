"""How a post is taxed from a payday on: what HMRC or the PA has said, checked before it is kept."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dpss.access import actors, audit
from dpss.kernel import dates, errors
from payroll import models
from payroll.calc import income_tax, ni_letters, tax_code
from payroll.calc.inputs import PayInputError
from payroll.operations import dated, posts
from payroll.queries import post_paid, post_tax, post_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """A code with its basis, the letter, loans, and the pension with its first day (none for no member)."""

    tax_code: str
    non_cumulative: bool
    ni_letter: str
    student_loan: str
    postgraduate_loan: bool
    pension: str
    pension_from: date | None


@transaction.atomic
def change(
    *, post: models.Employment, payday: date, details: Details, actor: actors.Actor, at: datetime
) -> models.TaxDetails:
    """Let other tax details hold from a payday on. What was declared at the start stays with them.

    Raises `Invalid` for a payday that is paid, and for what the person cannot have.
    """
    post = posts.hold(post, actor=actor)
    _check_payday(post, payday, actor)
    checked = _checked(details, post, payday, actor)
    before = post_tax.on(post, day=payday, actor=actor)
    declared = {"starter_declaration": before.starter_declaration if before else ""}
    return keep(post=post, day=payday, values=asdict(checked) | declared, verb="change", actor=actor, at=at)


@transaction.atomic
def take_back(*, post: models.Employment, day: date, actor: actors.Actor, at: datetime) -> models.TaxDetails:
    """Undo tax details that are to hold from a day to come. Returns those that go on instead.

    Raises `Invalid` once a payday from that day on is approved.
    """
    post = posts.hold(post, actor=actor)
    _check_payday(post, day, actor)
    gone, before = dated.take_back(models.TaxDetails, owner=post, of="employment", day=day, actor=actor)
    said = {name: getattr(gone, name) for name in Details.__dataclass_fields__}
    audit.record(audit.of(before, "take back", before={"from": day, **said}), actor=actor, at=at)
    posts.work_out_again(post, since=day, actor=actor, at=at)
    return before


def keep(
    *,
    post: models.Employment,
    day: date,
    values: dict[str, Any],
    verb: str,
    actor: actors.Actor,
    at: datetime,
) -> models.TaxDetails:
    """Write tax details down from a day on, with what they were before, and work out again what is open."""
    before = post_tax.on(post, day=day, actor=actor)
    said_before = {name: getattr(before, name) for name in values} if before else {}
    row = dated.change(models.TaxDetails, owner=post, of="employment", day=day, values=values, actor=actor)
    event = audit.of(row, verb, before=said_before, after={"from": day, **values})
    audit.record(event, actor=actor, at=at)
    posts.work_out_again(post, since=day, actor=actor, at=at)
    return row


def check_letter(*, letter: str, person: models.PayrollIdentity, payday: date) -> None:
    """Refuse a National Insurance letter that cannot be the person's on this payday."""
    try:
        ni_letters.check_fits(
            letter=letter,
            birth_date=person.birth_date,
            gender=person.gender,
            payday=payday,
            rates=post_tax.year_of(payday),
        )
    except PayInputError as error:
        raise errors.Invalid(str(error), field="ni_letter") from error


def _checked(details: Details, post: models.Employment, payday: date, actor: actors.Actor) -> Details:
    """The details as they are kept: a code without its basis, and the basis as a fact of its own."""
    year = post_tax.year_of(payday)
    try:
        code = tax_code.parse_boxed(details.tax_code, non_cumulative=details.non_cumulative)
        income_tax.check_code(code=code, rates=year.income_tax)
    except PayInputError as error:
        raise errors.Invalid(str(error), field="tax_code") from error
    person = post_terms.identity(post, actor=actor)
    check_letter(letter=details.ni_letter, person=person, payday=payday)
    _check_pension(details, post)
    return Details(**asdict(details) | {"tax_code": str(code), "non_cumulative": code.non_cumulative})


def _check_pension(details: Details, post: models.Employment) -> None:
    begins = details.pension_from
    if details.pension and begins is None:
        raise errors.Invalid("Enter the first day in the pension.", field="pension_from")
    if not details.pension and begins is not None:
        raise errors.Invalid(
            "There is a first day in the pension, and no pension. Choose the pension, or clear the day.",
            field="pension_from",
        )
    if begins and begins < post.first_day:
        raise errors.Invalid(
            f"The job begins on {dates.with_weekday(post.first_day)}. The pension can begin on that day or"
            " later.",
            field="pension_from",
        )


def _check_payday(post: models.Employment, payday: date, actor: actors.Actor) -> None:
    found = post_paid.paid(post, actor=actor)
    free = post_paid.first_free_payday(post, found)
    if payday >= free:
        return
    if found.payday is None:
        raise errors.Invalid(
            f"The job begins on {dates.with_weekday(free)}. Choose a payday after that.", field="payday"
        )
    raise errors.Invalid(
        f"The payday of {dates.with_weekday(found.payday)} is approved, and stays as it was paid. Tax details"
        f" can change from {dates.with_weekday(free)}.",
        field="payday",
    )
