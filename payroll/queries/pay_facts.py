"""What a batch of payruns is worked out from, post by post, gathered in a fixed number of queries."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from psycopg2.extras import DateRange

from dpss.access import actors, scope
from ledger.queries import bank_accounts_on
from payroll import holiday_pay, models, pension_story, shared_pay
from payroll.calc import inputs, paye_need, results
from payroll.calc.lines import Line
from payroll.queries import (
    deductions,
    external,
    family_leave,
    first_and_last,
    holds,
    holiday,
    holiday_rates,
    off_cycle,
    paye_signs,
    paying_sheets,
    pension_records,
    pension_schemes,
    posts,
    relatives,
    second_posts,
    shared_shifts,
    sick_arrears,
    sickness,
    so_far,
    unsettled,
    worked_time,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known of the posts of a batch. What is not said to be otherwise is by post."""

    sheets: Mapping[uuid.UUID, models.Timesheet]
    worked: Mapping[uuid.UUID, worked_time.Days]
    terms: Mapping[uuid.UUID, Sequence[models.EmploymentTerms]]
    sides: Mapping[uuid.UUID, Sequence[models.SharedWork]]
    shared: Mapping[uuid.UUID, Sequence[shared_pay.Shared]]
    tax: Mapping[uuid.UUID, models.TaxDetails]
    people: Mapping[uuid.UUID, models.PayrollIdentity]
    to_date: Mapping[uuid.UUID, inputs.YearToDate | None]
    # The posts that have figures of the year, paid here or brought forward.
    paid_before: frozenset[uuid.UUID]
    ends: first_and_last.Facts
    paid_later: frozenset[uuid.UUID]
    banked: frozenset[uuid.UUID]
    payers: frozenset[uuid.UUID]
    # Each employer's standing with HMRC on the payday.
    schemes: Mapping[uuid.UUID, str]
    # Of the posts of employers that are recorded as needing no PAYE scheme: what else may need one.
    paye_signs: Mapping[uuid.UUID, paye_need.Signs]
    pensions: Mapping[uuid.UUID, models.PensionScheme]
    # What is on record of each post's pension.
    pension_records: Mapping[uuid.UUID, pension_story.Record]
    held: Mapping[uuid.UUID, str]
    deductions: Mapping[uuid.UUID, Sequence[deductions.InForce]]
    second_posts: second_posts.Paid
    # Whether the provider's own software works the period out.
    is_external: bool
    family_leave: Mapping[uuid.UUID, Sequence[models.FamilyPay]]
    sick_pay: Mapping[uuid.UUID, models.SickPayDecision]
    # Sick pay that was held back before and is paid in the period.
    sick_arrears: Mapping[uuid.UUID, Sequence[Line]]
    # Of the sheets with holiday: what of it is paid at an average.
    averaged: Mapping[uuid.UUID, holiday_pay.Averaged]
    # When the holiday pay of a post comes with its wages.
    rolled_up: Mapping[uuid.UUID, Sequence[DateRange]]
    # Sheets that came in after contracted time was paid.
    unsettled: unsettled.Found
    # What the posts themselves were paid before in the same tax period.
    before: Mapping[uuid.UUID, tuple[results.PayResult, ...]]
    # What an off-cycle run pays, by post.
    own: Mapping[uuid.UUID, models.OffCyclePay]


def of_posts(
    owed: Sequence[models.Employment],
    period: models.PayPeriod,
    actor: actors.Actor,
    *,
    without: Collection[uuid.UUID] = (),
    own: Mapping[uuid.UUID, models.OffCyclePay],
) -> Facts:
    """All of it, in a fixed number of queries. `own` is what an off-cycle run pays, by run."""
    ids = [post.pk for post in owed]
    employers = {post.employer_id for post in owed}
    sheets = paying_sheets.of_posts(ids, period=period, actor=actor)
    approved = [sheet.pk for sheet in sheets.values() if sheet.state == "approved"]
    tax = models.TaxDetails.objects.filter(employment_id__in=ids, during__contains=period.payday)
    people = models.PayrollIdentity.objects.filter(assistant_id__in={post.assistant_id for post in owed})
    payers = models.WhoPays.objects.filter(employer_id__in=employers, during__contains=period.payday)
    schemes = models.PayeScheme.objects.filter(employer_id__in=employers, during__contains=period.payday)
    subjects = {post.assistant.subject_id for post in owed}
    taxed = {row.employment_id: row for row in scope.visible_to(tax, actor)}
    in_force = deductions.in_force(ids, day=period.payday, actor=actor, without=without)
    to_date = so_far.year_to_date(ids, tax_year=period.tax_year, actor=actor, without=without)
    sides = worked_time.sides_in(ids, period=period, actor=actor)
    worked = worked_time.worked_by_day(approved, actor=actor)
    standings = dict(scope.visible_to(schemes, actor).values_list("employer_id", "status"))
    return Facts(
        sheets=sheets,
        worked=worked,
        terms=worked_time.terms_in(ids, period=period, actor=actor),
        sides=sides,
        shared=shared_shifts.of_posts(sides, period=period, actor=actor),
        tax=taxed,
        people={row.assistant_id: row for row in scope.visible_to(people, actor)},
        to_date=to_date,
        paid_before=frozenset(to_date),
        ends=first_and_last.facts(
            owed,
            period,
            actor=actor,
            without=without,
            beside=[one.employment_id for one in own.values() if off_cycle.is_beside(one)],
        ),
        paid_later=frozenset(
            so_far.paid_later(ids, tax_year=period.tax_year, after=period.payday, actor=actor)
        ),
        banked=frozenset(bank_accounts_on(subjects, day=period.payday, actor=actor)),
        payers=frozenset(scope.visible_to(payers, actor).values_list("employer_id", flat=True)),
        schemes=standings,
        paye_signs=paye_signs.of_posts(
            owed, standings=standings, taxed=taxed, day=period.payday, actor=actor
        ),
        pensions=pension_schemes.of_employers(employers, day=period.payday, actor=actor),
        pension_records=pension_records.of_posts(owed, actor=actor, without=without),
        held={
            **relatives.held_in(ids, period=period, actor=actor),
            **holds.held_in(ids, period=period, actor=actor),
        },
        deductions=in_force,
        is_external=external.of_period(period, actor=actor) is not None,
        second_posts=second_posts.of_period(
            owed,
            period,
            doubled=doubled(employers, period, actor=actor),
            letters={key: row.ni_letter for key, row in taxed.items()},
            with_orders=in_force,
            without=without,
            actor=actor,
        ),
        family_leave=family_leave.in_period(ids, period=period, actor=actor),
        sick_pay=sickness.decided(ids, period=period, actor=actor),
        sick_arrears=sick_arrears.due_in(ids, period=period, actor=actor),
        averaged=holiday_rates.of_sheets(
            [
                holiday_rates.Wanted(post, period, worked.get(sheets[post.pk].pk, {}))
                for post in owed
                if post.pk in sheets
            ],
            actor=actor,
        ),
        rolled_up=holiday.rolled_up_in(ids, actor=actor),
        unsettled=unsettled.due(ids, period=period, actor=actor, again=without),
        before=second_posts.same_post(owed, period, without=without, actor=actor),
        own={one.employment_id: one for one in own.values()},
    )


def doubled(
    employer_ids: Collection[uuid.UUID], period: models.PayPeriod, *, actor: actors.Actor
) -> frozenset[tuple[uuid.UUID, uuid.UUID]]:
    """The employers, each with a PA of theirs, who have more than one post in the period."""
    due = posts.due_of(employer_ids, period, actor=actor).order_by()
    pairs = due.values("employer_id", "assistant_id").annotate(posts=Count("pk")).filter(posts__gt=1)
    return frozenset(pairs.values_list("employer_id", "assistant_id"))
