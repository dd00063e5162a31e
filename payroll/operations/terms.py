"""What a contract says from a day on: hours and rates, never below the minimum wage."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dpss.access import actors, audit
from dpss.kernel import dates, errors
from payroll import models
from payroll.calc import ages, minimum_wage, rates, tax_periods, wording
from payroll.calc.inputs import PayInputError
from payroll.operations import dated, posts
from payroll.queries import post_paid, post_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Hours a week in whole minutes, and pounds an hour and a night slept in."""

    weekly_minutes: int
    hourly_rate: Decimal
    sleep_in_rate: Decimal


@transaction.atomic
def change(
    *, post: models.Employment, day: date, terms: Terms, actor: actors.Actor, at: datetime
) -> models.EmploymentTerms:
    """Let other terms hold from a day on, today's or one to come.

    Raises `Invalid` for a day that is paid or outside the job, and for a rate below the minimum wage.
    """
    post = posts.hold(post, actor=actor)
    _check_day(post, day, actor)
    check_lawful(hourly=terms.hourly_rate, birth_date=post_terms.birth_date(post, actor=actor), day=day)
    before = post_terms.on(post, day=day, actor=actor)
    row = dated.change(
        models.EmploymentTerms, owner=post, of="employment", day=day, values=asdict(terms), actor=actor
    )
    said_before = asdict(_of(before)) if before else {}
    after = {"from": day, **asdict(terms)}
    audit.record(audit.of(row, "change", before=said_before, after=after), actor=actor, at=at)
    posts.work_out_again(post, since=day, actor=actor, at=at)
    return row


def check_lawful(*, hourly: Decimal, birth_date: date, day: date) -> None:
    """Refuse a rate that is below the minimum wage of that day for somebody of that age, with the figure."""
    try:
        figures = rates.for_year(tax_periods.tax_year_of(day))
        lowest = minimum_wage.rate_for(birth_date=birth_date, period_start=day, rates=figures)
    except (rates.RatesError, PayInputError) as error:
        raise errors.Invalid(str(error), field="day") from error
    if hourly < lowest:
        raise errors.Invalid(
            f"{wording.rate(hourly)} an hour is below the minimum wage of {wording.pounds(lowest)} for"
            f" someone aged {ages.age_on(born=birth_date, day=day)} on {dates.in_words(day)}. Raise it.",
            field="rate",
        )


def _check_day(post: models.Employment, day: date, actor: actors.Actor) -> None:
    if day < post.first_day:
        raise errors.Invalid(
            f"The job begins on {dates.with_weekday(post.first_day)}. Choose that day or a later one.",
            field="day",
        )
    if post.last_day and day > post.last_day:
        raise errors.Invalid(
            f"Their last day is {dates.with_weekday(post.last_day)}. Choose that day or an earlier one.",
            field="day",
        )
    found = post_paid.paid(post, actor=actor)
    free = post_paid.first_free_day(post, found)
    if found.last_day and day < free:
        raise errors.Invalid(
            f"Work up to {dates.with_weekday(found.last_day)} is paid, and stays as it was paid. The terms"
            f" can change from {dates.with_weekday(free)}.",
            field="day",
        )


def _of(row: models.EmploymentTerms) -> Terms:
    return Terms(
        weekly_minutes=row.weekly_minutes, hourly_rate=row.hourly_rate, sleep_in_rate=row.sleep_in_rate
    )
