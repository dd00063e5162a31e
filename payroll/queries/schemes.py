"""An employer's standing with HMRC: how far registration is, what waits for it, and who needs someone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from psycopg2.extras import DateRange

from dpss.access import actors, scope
from dpss.kernel import dates
from payroll import models, reasons, registration, submission_states
from payroll.calc import inputs, tax_periods
from payroll.queries import employers

# States of a report that HMRC has not had, and that is made again before it is sent.
NOT_SENT = ("awaiting", "held")


@dataclass(frozen=True, slots=True)
class SetUp:
    """Everything about one employer's standing on a day; `scheme` is None where none is recorded."""

    scheme: models.PayeScheme | None
    steps: Mapping[str, models.RegistrationStep]
    need: models.PayeNeed | None
    standing: registration.Standing
    waiting: int


def set_up(employer: models.Employer, *, day: date, actor: actors.Actor) -> SetUp:
    """How far an employer is with HMRC, in a fixed number of queries."""
    scheme = employers.scheme_of(employer, day=day, actor=actor)
    steps = {
        row.step: row
        for row in scope.visible_to(employer.registration_steps.select_related("recorded_by"), actor)
    }
    reports = scope.visible_to(employer.submissions.all(), actor)
    authority = steps.get(registration.AUTHORITY)
    standing = registration.Standing(
        status=scheme.status if scheme else "",
        done={name: row.done_on for name, row in steps.items()},
        route=authority.route if authority else "",
        was_reported=reports.exclude(state__in=NOT_SENT).exists(),
        need_found=_why_paye(employer, day=day, actor=actor),
    )
    waiting = reports.filter(state="awaiting").count()
    return SetUp(scheme, steps, newest_need(employer, actor=actor), standing, waiting)


def newest_need(employer: models.Employer, *, actor: actors.Actor) -> models.PayeNeed | None:
    """The answers that hold: the last that were given."""
    rows = scope.visible_to(employer.paye_needs.select_related("answered_by"), actor)
    return rows.order_by("-answered_at", "-pk").first()


def waiting_reports(employer: models.Employer, *, actor: actors.Actor) -> QuerySet[models.Submission]:
    """The reports that wait for the employer's PAYE reference, those due first before the others."""
    rows = employer.submissions.filter(state="awaiting")
    return scope.visible_to(rows, actor).defer("facts", "body", "message", "reply").order_by("due_on", "pk")


def last_payday(employer: models.Employer, *, actor: actors.Actor) -> date | None:
    """The last payday that was approved: nothing of it may change any more."""
    runs = scope.visible_to(employer.payruns.filter(state="approved"), actor)
    return runs.aggregate(last=Max(models.paid_on()))["last"]


def shared_month(employer: models.Employer, *, day: date, actor: actors.Actor) -> date | None:
    """The end of a day's tax month, where wages were paid in it before the day and a payday is to come."""
    number = tax_periods.tax_month(day)
    ends = tax_periods.last_payday(
        tax_year=tax_periods.tax_year_of(day), interval=inputs.Interval.MONTHLY, period=number
    )
    begins = dates.add_months(ends, -1) + date.resolution
    paid = last_payday(employer, actor=actor)
    if paid is None or not begins <= paid < day:
        return None
    to_come = models.PayPeriod.objects.filter(group=employer.pay_group_id, payday__range=(day, ends))
    return ends if to_come.exists() else None


def left_with(employer: models.Employer, paye_reference: str, *, actor: actors.Actor) -> date | None:
    """With which day HMRC was told that the PAs left a reference of the employer's; None if it was not."""
    rows = employer.submissions.filter(left_on__isnull=False, paye_reference=paye_reference)
    told = rows.exclude(state__in=[*NOT_SENT, "queued", *submission_states.NOT_NEEDED])
    return scope.visible_to(told, actor).aggregate(last=Max("left_on"))["last"]


def same_reference(
    office_number: str, reference: str, *, than: models.Employer, actor: actors.Actor
) -> models.Employer | None:
    """Another employer, of those that the actor reaches, under the same PAYE reference in this tax year.

    One whose client has ended their direct payment before it is not meant.
    """
    this_year = DateRange(tax_periods.first_day(tax_periods.tax_year_of(actor.today)), None)
    rows = models.PayeScheme.objects.filter(
        office_number=office_number,
        reference=reference,
        during__overlap=this_year,
        employer__during__overlap=this_year,
    )
    found = scope.visible_to(rows.exclude(employer=than), actor).select_related("employer").first()
    return found.employer if found else None


def to_set_up(*, day: date, actor: actors.Actor) -> QuerySet[models.Employer]:
    """The employers of the provider that are not set up with HMRC: those that stop wages or reports first.

    Each has a post, and no standing at all, or no reference yet, or no authorised agent; or a payrun found
    that PAYE is needed after all. The steps that are recorded are fetched with them.
    """
    authorised = models.RegistrationStep.objects.filter(employer=OuterRef("pk"), step=registration.AUTHORISED)
    found = models.Payrun.objects.filter(_need_found(day), employer=OuterRef("pk"))
    steps = scope.visible_to(models.RegistrationStep.objects.all(), actor)
    last = found.order_by("-period__payday", "-run").values("exceptions")[:1]
    rows = employers.employers(day=day, actor=actor).annotate(need_found=Subquery(last))
    wanted = (
        Q(paye__in=["", registration.AWAITING])
        | Q(paye=registration.REGISTERED) & ~Exists(authorised)
        | Q(paye=registration.NOT_NEEDED, need_found__isnull=False)
    )
    return (
        scope.visible_to(rows.filter(wanted, Q(posts__gt=0)), actor)
        .prefetch_related(Prefetch("registration_steps", queryset=steps))
        .order_by(F("paye").asc(), "name", "pk")
    )


def missing_of(row: models.Employer) -> tuple[str, ...]:
    """What an employer of `to_set_up` still needs, a sentence each."""
    steps = {step.step: step for step in row.registration_steps.all()}
    authority = steps.get(registration.AUTHORITY)
    return registration.missing(
        registration.Standing(
            status=row.paye,  # type: ignore[attr-defined]
            done={name: step.done_on for name, step in steps.items()},
            route=authority.route if authority else "",
            need_found=reasons.why_paye(row.need_found or ()),  # type: ignore[attr-defined]
        )
    )


def _why_paye(employer: models.Employer, *, day: date, actor: actors.Actor) -> tuple[str, ...]:
    """What the last payrun that found PAYE to be needed said; nothing where none did."""
    runs = scope.visible_to(employer.payruns.filter(_need_found(day)), actor)
    last = runs.order_by("-period__payday", "-run").values_list("exceptions", flat=True).first()
    return reasons.why_paye(last or ())


def _need_found(day: date) -> Q:
    """Payruns that found PAYE to be needed, of paydays under the standing of a day."""
    return Q(
        exceptions__contains=[{"reason": "needs_paye"}],
        employer__schemes__during__contains=day,
    ) & Q(employer__schemes__during__contains=models.paid_on())
