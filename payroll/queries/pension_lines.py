"""Payslips whose pension shares are on no schedule yet, and what holds of their employers."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models, pension_placing
from payroll.calc.inputs import PayInputError
from payroll.calc.pension_duties.position import Status
from payroll.pension_story import Record
from payroll.queries import pension_records, pension_stops

# After an opt-out the shares are less than nothing.
_HAS_SHARES = ~Q(pension_employee=0) | ~Q(pension_employer=0)
_PAYS_IN = Q(pension_employee__gt=0) | Q(pension_employer__gt=0)
_PAID_BACK = Q(pension_employee__lt=0) | Q(pension_employer__lt=0)
_REPLACED_HAD = Q(replaces__isnull=False) & (
    ~Q(replaces__pension_employee=0) | ~Q(replaces__pension_employer=0)
)


@dataclass(slots=True)
class Known:
    """What holds of some employers: schemes, ways of sending, schedules that are open, days that are gone.

    `numbers` counts the schedules of an employer of a kind for some days, `gone` has those of contributions
    that a provider had.
    """

    schemes: Mapping[uuid.UUID, list[models.PensionScheme]]
    arrangements: Mapping[uuid.UUID, list[models.PensionArrangement]]
    open_now: dict[uuid.UUID, list[pension_placing.Open]]
    numbers: dict[tuple[uuid.UUID, str, Span], int]
    gone: set[tuple[uuid.UUID, str, Span]]
    new: list[models.PensionSchedule] = field(default_factory=list)
    told: set[uuid.UUID] = field(default_factory=set)

    def scheme_on(self, employer_id: uuid.UUID, day: date) -> models.PensionScheme | None:
        """The scheme into which wages of a payday are paid."""
        return next((row for row in self.schemes.get(employer_id, ()) if day in row.during), None)

    def is_per_month(self, employer_id: uuid.UUID, day: date) -> bool:
        """Whether the scheme wants one schedule for each calendar month."""
        rows = self.arrangements.get(employer_id, ())
        month = models.PensionArrangement.Per.MONTH
        return any(row.per == month for row in rows if day in row.during)


def without_a_schedule(*, actor: actors.Actor) -> QuerySet[models.Payslip]:
    """Approved payslips of members whose shares are on no schedule, or that lowered what is on one.

    And of those who left the pension and stay in the job, while no schedule has told the scheme. Each has
    `scheme_day`: the scheme that held on it is told.
    """
    rows = models.Payslip.objects.filter(approved_at__isnull=False, pension_lines=None)
    rows = pension_stops.with_stops(rows).annotate(scheme_day=_scheme_day())
    stopped = Q(pk__in=pension_stops.untold(rows).values("pk"))
    found = rows.filter(~pension_stops.TAKES_NONE | _HAS_SHARES | _REPLACED_HAD | stopped)
    return scope.visible_to(found, actor)


def _scheme_day() -> Case:
    """The payday; of what is paid back the last payday before it on which something was paid in."""
    paid_in = models.Payslip.objects.filter(
        _PAYS_IN,
        employment=OuterRef("employment"),
        payday__lt=OuterRef("payday"),
        approved_at__isnull=False,
        replaced_at=None,
    )
    last = Subquery(paid_in.order_by("-payday").values("payday")[:1])
    return Case(When(_PAID_BACK, then=Coalesce(last, F("payday"))), default=F("payday"))


def without_a_scheme(*, actor: actors.Actor) -> QuerySet[models.Payslip]:
    """Those among them whose employer has no scheme recorded for the day: they can go nowhere."""
    schemes = models.PensionScheme.objects.filter(
        employer=OuterRef("employment__employer"), during__contains=OuterRef("scheme_day")
    )
    return without_a_schedule(actor=actor).filter(~Exists(schemes))


def employers_waiting(*, actor: actors.Actor) -> list[uuid.UUID]:
    """The employers who have such payslips and a scheme to send them to."""
    schemes = models.PensionScheme.objects.filter(
        employer=OuterRef("employment__employer"), during__contains=OuterRef("scheme_day")
    )
    rows = without_a_schedule(actor=actor).filter(Exists(schemes)).order_by("employment__employer_id")
    return list(rows.values_list("employment__employer_id", flat=True).distinct())


def slips_of(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> list[models.Payslip]:
    """Their payslips in the order in which they were paid, with all that a line is made of."""
    rows = without_a_schedule(actor=actor).filter(employment__employer_id__in=employer_ids)
    joined = rows.select_related("employment", "payrun__period__group", "replaces")
    return list(joined.order_by("payday", "approved_at", "pk"))


def paid_in_by(
    slips: Collection[models.Payslip], *, actor: actors.Actor
) -> dict[uuid.UUID, list[pension_placing.PaidIn]]:
    """What was paid in before, the newest first, by post; of the posts to which something is paid back."""
    posts = {slip.employment_id for slip in slips if is_paid_back(slip) or is_paid_back(slip.replaces)}
    if not posts:
        return {}
    rows = models.Payslip.objects.filter(
        _PAYS_IN, employment__in=posts, approved_at__isnull=False, replaced_at=None
    )
    found: dict[uuid.UUID, list[pension_placing.PaidIn]] = defaultdict(list)
    for slip in scope.visible_to(rows, actor).order_by("-payday", "-approved_at", "-pk"):
        shares = pension_placing.Shares(member=slip.pension_employee, employer=slip.pension_employer)
        found[slip.employment_id].append(pension_placing.PaidIn(slip.payday, shares))
    return found


def is_paid_back(slip: models.Payslip | None) -> bool:
    """Whether a payslip gives contributions back."""
    return slip is not None and (slip.pension_employee < 0 or slip.pension_employer < 0)


def known_of(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> Known:
    """What holds of these employers; schedules that are open stay locked until the transaction ends."""
    mine = {"employer_id__in": employer_ids}
    rows = scope.visible_to(models.PensionSchedule.objects.filter(**mine), actor)
    locked = list(_still_open(rows))
    members: dict[uuid.UUID, dict[uuid.UUID, pension_placing.Shares]] = defaultdict(dict)
    lines = models.PensionScheduleLine.objects.filter(schedule__in=locked).order_by()
    sums = scope.visible_to(lines, actor).values_list("schedule_id", "employment_id").annotate(
        Sum("earnings"), Sum("member"), Sum("employer_share")
    )  # fmt: skip
    for schedule, employment, *amounts in sums:
        members[schedule][employment] = pension_placing.Shares(*amounts)
    open_now: dict[uuid.UUID, list[pension_placing.Open]] = defaultdict(list)
    for one in locked:
        days = Span(one.first_day, one.last_day)
        made = pension_placing.Open(
            key=one.pk, provider=one.scheme.provider, kind=one.kind, days=days, members=members[one.pk]
        )
        open_now[one.employer_id].append(made)
    numbers: dict[tuple[uuid.UUID, str, Span], int] = defaultdict(int)
    gone = set()
    for one in rows.select_related("scheme"):
        days = Span(one.first_day, one.last_day)
        place = (one.employer_id, one.kind, days)
        numbers[place] = max(numbers[place], one.number)
        if one.kind == pension_placing.CONTRIBUTIONS and one.state != "to_submit":
            gone.add((one.employer_id, one.scheme.provider, days))
    return Known(
        _by_employer(models.PensionScheme.objects.filter(**mine), actor),
        _by_employer(models.PensionArrangement.objects.filter(**mine), actor),
        open_now,
        numbers,
        gone,
    )


def members_without_a_line(
    schedules: Collection[models.PensionSchedule], *, actor: actors.Actor
) -> list[tuple[models.PensionSchedule, models.Employment]]:
    """Who is a member on the last day of a schedule and has no line on it: they must be told of as well."""
    employers = {one.employer_id for one in schedules}
    rows = models.Employment.objects.filter(employer__in=employers).order_by("pk")
    lines = models.PensionScheduleLine.objects.filter(schedule__in=schedules)
    have = set(scope.visible_to(lines, actor).values_list("schedule_id", "employment_id"))
    pairs = [
        (one, post)
        for post in scope.visible_to(rows, actor)
        for one in schedules
        if post.employer_id == one.employer_id
        and (one.pk, post.pk) not in have
        and (post.last_day is None or post.last_day >= one.first_day)
        and post.first_day <= one.last_day
    ]
    records = pension_records.of_posts(list({post.pk: post for _, post in pairs}.values()), actor=actor)
    return [(one, post) for one, post in pairs if _is_member(records.get(post.pk), one.last_day)]


def _is_member(record: Record | None, day: date) -> bool:
    """Whether a post is in the pension on a day; a record that cannot be goes by the last assessment."""
    if record is None:
        return False
    try:
        return record.position(day=day, goes_on=True).status is Status.MEMBER
    except PayInputError:
        return record.member_since(day) is not None


def _still_open(rows: QuerySet[models.PensionSchedule]) -> QuerySet[models.PensionSchedule]:
    found = rows.filter(state="to_submit").select_related("scheme")
    return found.order_by("last_day", "pk").select_for_update(of=("self",))


def _by_employer(rows: QuerySet[Any], actor: actors.Actor) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("during"):
        found[row.employer_id].append(row)
    return found
