"""What a contract says from a day on: hours and rates, never below the minimum wage."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from dpss.access import actors, audit, scope
from dpss.kernel import dates, errors
from payroll import models
from payroll.calc import ages, minimum_wage, rates, tax_periods, wording
from payroll.calc.inputs import PayInputError
from payroll.operations import dated, posts, work_rates
from payroll.queries import post_paid, post_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Hours a week in whole minutes, and pounds an hour and a night slept in.

    `by_work` are the pounds an hour of kinds of work that have a rate of their own, by name; None leaves them
    as they are.
    """

    weekly_minutes: int
    hourly_rate: Decimal
    sleep_in_rate: Decimal
    by_work: Mapping[str, Decimal] | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What stands on the terms' own row."""
        return {
            "weekly_minutes": self.weekly_minutes,
            "hourly_rate": self.hourly_rate,
            "sleep_in_rate": self.sleep_in_rate,
        }

    @property
    def said(self) -> dict[str, Any]:
        """Everything, as history tells it."""
        return self.columns | {f"rate: {name}": rate for name, rate in (self.by_work or {}).items()}


@transaction.atomic
def change(
    *, post: models.Employment, day: date, terms: Terms, actor: actors.Actor, at: datetime
) -> models.EmploymentTerms:
    """Let other terms hold from a day on, today's or one to come.

    Raises `Invalid` for a day that is paid or outside the job, and for a rate below the minimum wage.
    """
    post = posts.hold(post, actor=actor)
    _check_day(post, day, actor)
    born = post_terms.birth_date(post, actor=actor)
    check_lawful(hourly=terms.hourly_rate, birth_date=born, day=day)
    found = post_terms.on(post, day=day, actor=actor)
    before = _of(found) if found else None
    if terms.by_work is None:
        terms = replace(terms, by_work=before.by_work if before else {})
    for name, rate in (terms.by_work or {}).items():
        check_lawful(hourly=rate, birth_date=born, day=day, what=name)
    row = dated.change(
        models.EmploymentTerms, owner=post, of="employment", day=day, values=terms.columns, actor=actor
    )
    work_rates.put(row, rates=terms.by_work or {}, actor=actor)
    said_before = before.said if before else {}
    audit.record(
        audit.of(row, "change", before=said_before, after={"from": day, **terms.said}), actor=actor, at=at
    )
    posts.work_out_again(post, since=day, actor=actor, at=at)
    _go_over(post, before, terms, actor=actor, at=at)
    return row


def _go_over(
    post: models.Employment, before: Terms | None, terms: Terms, *, actor: actors.Actor, at: datetime
) -> None:
    """A post with the next employer on the same terms follows, as long as nothing is paid there."""
    rows = models.Employment.objects.filter(follows=post).select_related("employer", "assistant")
    after = scope.visible_to(rows, actor).first()
    if after is None or post_paid.paid(after, actor=actor).last_day is not None:
        return
    found = post_terms.on(after, day=after.first_day, actor=actor)
    if found is not None and before is not None and _of(found) == before:
        change(post=after, day=after.first_day, terms=terms, actor=actor, at=at)


@transaction.atomic
def take_back(
    *, post: models.Employment, day: date, actor: actors.Actor, at: datetime
) -> models.EmploymentTerms:
    """Undo terms that are to hold from a day to come. Returns those that go on instead.

    Raises `Invalid` once work from that day on is paid, and where the old rate would be below the minimum.
    """
    post = posts.hold(post, actor=actor)
    _check_day(post, day, actor)
    found = post_terms.on(post, day=day, actor=actor)
    said = _of(found).said if found else {}
    _gone, before = dated.take_back(models.EmploymentTerms, owner=post, of="employment", day=day, actor=actor)
    born = post_terms.birth_date(post, actor=actor)
    check_lawful(hourly=before.hourly_rate, birth_date=born, day=day)
    audit.record(audit.of(before, "take back", before={"from": day, **said}), actor=actor, at=at)
    posts.work_out_again(post, since=day, actor=actor, at=at)
    return before


def check_lawful(*, hourly: Decimal, birth_date: date, day: date, what: str = "") -> None:
    """Refuse a rate that is below the minimum wage of that day for somebody of that age, with the figure.

    `what` names the kind of work, where it is not the usual rate.
    """
    try:
        figures = rates.for_year(tax_periods.tax_year_of(day))
        lowest = minimum_wage.rate_for(birth_date=birth_date, period_start=day, rates=figures)
    except (rates.RatesError, PayInputError) as error:
        raise errors.Invalid(str(error), field="day") from error
    if hourly < lowest:
        named = f"{what}: " if what else ""
        raise errors.Invalid(
            f"{named}{wording.rate(hourly)} an hour is below the minimum wage of {wording.pounds(lowest)} for"
            f" someone aged {ages.age_on(born=birth_date, day=day)} on {dates.in_words(day)}. Raise it.",
            field=None if what else "rate",
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
        weekly_minutes=row.weekly_minutes,
        hourly_rate=row.hourly_rate,
        sleep_in_rate=row.sleep_in_rate,
        by_work=row.by_work,
    )
