"""Providers with software of their own: whether they are on a day, the hours that go out, what is known."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models, states
from payroll.calc import inputs, rates
from payroll.calc.inputs import YearToDate
from payroll.calc.orders.deducted import Deducted
from payroll.external import hours
from payroll.external.rows import Row
from payroll.external.slips import Facts, Period, Recovers
from payroll.queries import deductions, first_and_last, paying_sheets, posts, so_far, worked_time


def mode_on(
    day: date, *, organisation_id: uuid.UUID | None, actor: actors.Actor
) -> models.ExternalPayroll | None:
    """The software by which an organisation works pay out on a day; None where the portal does."""
    rows = models.ExternalPayroll.objects.filter(organisation=organisation_id, during__contains=day)
    return scope.visible_to(rows, actor).select_related("organisation").first()


def of_period(period: models.PayPeriod, *, actor: actors.Actor) -> models.ExternalPayroll | None:
    """The same for a payday."""
    return mode_on(period.payday, organisation_id=period.group.organisation_id, actor=actor)


def every(*, actor: actors.Actor) -> "QuerySet[models.ExternalPayroll]":
    """When the actor's organisation used software of its own, the latest first."""
    rows = models.ExternalPayroll.objects.select_related("recorded_by", "organisation")
    return scope.visible_to(rows, actor).order_by("-during")


def hours_files(period: models.PayPeriod, *, actor: actors.Actor) -> "QuerySet[models.HoursFile]":
    """The versions of the period's hours that went out, the latest first."""
    rows = models.HoursFile.objects.filter(period=period).select_related("made_by")
    return scope.visible_to(rows, actor).order_by("-version")


def results_files(period: models.PayPeriod, *, actor: actors.Actor) -> "QuerySet[models.ResultsFile]":
    """The results that came in for a period, the latest first."""
    rows = models.ResultsFile.objects.filter(period=period).select_related("taken_by")
    return scope.visible_to(rows, actor).order_by("-taken_at")


def hours_of(period: models.PayPeriod, *, actor: actors.Actor) -> list[hours.Line]:
    """Everything on the period's approved sheets, a line for each kind, in a fixed number of queries.

    Raises `PayInputError` for time that no contract prices.
    """
    due = posts.due_in(period, actor=actor).select_related("assistant", "employer")
    found = {post.pk: post for post in due.order_by("employer__name", "assistant__name", "pk")}
    counting = paying_sheets.of_posts(list(found), period=period, actor=actor)
    sheets = {key: sheet for key, sheet in counting.items() if sheet.state == "approved"}
    days = worked_time.worked_by_day([sheet.pk for sheet in sheets.values()], actor=actor)
    terms = worked_time.terms_in(list(sheets), period=period, actor=actor)
    sides = worked_time.sides_in(list(sheets), period=period, actor=actor)
    year = rates.for_year(period.tax_year)
    made: list[hours.Line] = []
    for key, post in found.items():
        if key in sheets:
            worked = days.get(sheets[key].pk, {})
            earned = worked_time.earned(worked, terms.get(key, ()), year=year, sides=sides.get(key, ()))
            sick = sum(time.sick_days for time in worked.values())
            made += _lines(post, sheets[key], period, earned, sick)
    return made


def _lines(
    post: models.Employment,
    sheet: models.Timesheet,
    period: models.PayPeriod,
    earned: Sequence[inputs.Earning],
    sick_days: int,
) -> Iterator[hours.Line]:
    about: dict[str, Any] = {
        "post": str(post.pk),
        "sheet": str(hours.sheet_key(sheet.pk, sheet.digest)),
        "employer": post.employer.name,
        "pa": post.assistant.name,
        "pay_id": post.payroll_id,
        "first_day": period.first_day,
        "last_day": period.last_day,
        "payday": period.payday,
    }
    for one in earned:
        yield hours.Line(
            **about,
            kind=one.kind.value,
            label=one.label,
            quantity=one.quantity,
            unit=one.unit,
            rate=one.rate,
            amount=one.amount,
        )
    if sick_days:
        yield hours.Line(
            **about,
            kind="sickness",
            label="Sick days",
            quantity=Decimal(sick_days),
            unit="days",
            rate=money.ZERO,
            amount=money.ZERO,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What a file of results is held against: each post that is due, its sheet, and the year so far."""

    period: models.PayPeriod
    mode: models.ExternalPayroll
    posts: Mapping[uuid.UUID, models.Employment]
    sheets: Mapping[uuid.UUID, models.Timesheet]
    paid: frozenset[uuid.UUID]
    to_date: Mapping[uuid.UUID, YearToDate | None]
    orders: Mapping[uuid.UUID, Sequence[deductions.InForce]]
    ends: first_and_last.Facts
    # Each employer's standing with HMRC on the payday.
    schemes: Mapping[uuid.UUID, models.PayeScheme]
    # The corrections under way, by post: new results replace the payslip that was wrong.
    correcting: Mapping[uuid.UUID, models.Payrun]

    @property
    def who(self) -> str:
        """Who worked these payslips out, in words."""
        return worked_out_by(self.mode.organisation.name)

    def recovers(self, post: models.Employment) -> Recovers:
        """What the employer of a post gets back of family payments."""
        scheme = self.schemes.get(post.employer_id)
        return Recovers(
            has_scheme=scheme is not None and scheme.status != models.PayeScheme.Status.NOT_NEEDED,
            small=bool(scheme and scheme.small_employer),
            rates=rates.for_year(self.period.tax_year).statutory_pay.recovery,
        )

    def facts(self, row: Row) -> Facts:
        """What the payslip of a row is made from; its post is known and due."""
        post = self.posts[row.post]
        taxed = models.TaxDetails(tax_code=row.words["tax_code"], non_cumulative=row.non_cumulative)
        return Facts(
            period=Period(
                self.period.tax_year, self.period.group.interval, self.period.tax_period, self.period.payday
            ),
            before=self.to_date[row.post] or YearToDate.zero(),
            end=self.ends.of(post, taxed),
            order=_taken(row, self.orders.get(row.post, ())),
            who=self.who,
        )


def known(
    period: models.PayPeriod,
    mode: models.ExternalPayroll,
    post_ids: Collection[uuid.UUID],
    *,
    actor: actors.Actor,
) -> Known:
    """What is known of these posts, in a fixed number of queries."""
    due = posts.due_in(period, actor=actor).filter(pk__in=post_ids)
    found = {post.pk: post for post in due.select_related("assistant", "employer")}
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, payrun__period=period, approved_at__isnull=False
    )
    correcting = _correcting(period, list(found), actor)
    without = [run.corrects_id for run in correcting.values() if run.corrects_id]
    schemes = models.PayeScheme.objects.filter(
        employer_id__in={post.employer_id for post in found.values()}, during__contains=period.payday
    )
    return Known(
        period=period,
        mode=mode,
        posts=found,
        sheets=paying_sheets.of_posts(list(found), period=period, actor=actor),
        paid=frozenset(scope.visible_to(paid, actor).values_list("employment_id", flat=True))
        - set(correcting),
        to_date=so_far.year_to_date(list(found), tax_year=period.tax_year, actor=actor, without=without),
        orders=deductions.in_force(list(found), day=period.payday, actor=actor, without=without),
        ends=first_and_last.facts(list(found.values()), period, actor=actor, without=without),
        schemes={row.employer_id: row for row in scope.visible_to(schemes, actor)},
        correcting=correcting,
    )


def _correcting(
    period: models.PayPeriod, post_ids: Collection[uuid.UUID], actor: actors.Actor
) -> dict[uuid.UUID, models.Payrun]:
    rows = models.Payrun.objects.filter(
        period=period, corrects__employment__in=post_ids, state__in=states.OPEN_CORRECTION
    ).select_related("corrects", "period__group")
    return {run.corrects.employment_id: run for run in scope.visible_to(rows, actor) if run.corrects}


def worked_out_by(provider: str) -> str:
    """What every page says that explains such a payslip."""
    return f"Worked out by {provider}'s own payroll"


def _taken(row: Row, found: Sequence[deductions.InForce]) -> Deducted | None:
    """Orders of the row under the one order that is on record."""
    if not row.figures.orders or len(found) != 1:
        return None
    one, amount = found[0], row.figures.orders
    return Deducted(
        rule=deductions.RULES[one.deduction.kind],
        reference=one.deduction.reference,
        due=amount,
        amount=amount,
        fee=money.ZERO,
        carried=one.carried,
        protected_carried=one.protected_carried,
        owed_after=None if one.owed is None else max(one.owed - amount, money.ZERO),
        said="",
    )
