"""What is known of the end of a post: work after a day, the final payment, and the P45."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from dpss.access import actors, scope
from dpss.kernel import errors
from payroll import models
from payroll.calc import inputs, leavers, payment, results, tax_periods
from payroll.calc.inputs import PayInputError
from payroll.calc.year_end import forms
from payroll.queries import paye_moves, paying_sheets, post_paid, post_terms


@dataclass(frozen=True, slots=True)
class Given:
    """A P45 with whose it is: the form's figures, its tax year, and the person and the employer."""

    form: forms.P45
    tax_year: str
    payday: date
    person: models.PayrollIdentity
    post: models.Employment
    paye_reference: str


def final(post: models.Employment, *, actor: actors.Actor) -> models.Payslip | None:
    """The approved payslip that was paid, and reported, as the final one."""
    slips = post_paid.approved(post, actor=actor).filter(inputs__part=leavers.Part.FINAL.value)
    return slips.first()


def goes_on_with(post: models.Employment, *, actor: actors.Actor) -> models.Employment | None:
    """The post with the next employer, where the employer changed."""
    rows = models.Employment.objects.filter(follows=post).select_related("employer")
    return scope.visible_to(rows, actor).first()


def worked_after(post: models.Employment, day: date, *, actor: actors.Actor) -> date | None:
    """The first day after this one that the newest sheet of its period, sent or approved, has time on."""
    entries = entries_after([post], day, actor=actor)
    return entries.order_by("day").values_list("day", flat=True).first()


def entries_after(
    posts: Sequence[models.Employment], day: date, *, actor: actors.Actor
) -> QuerySet[models.TimesheetEntry]:
    """What the newest sheets of these posts, sent or approved, say of the days after this one."""
    newest = paying_sheets.ranked(
        models.Timesheet.objects.filter(
            employment=OuterRef("timesheet__employment"), period=OuterRef("timesheet__period")
        )
    )
    entries = models.TimesheetEntry.objects.filter(
        timesheet__employment__in=posts,
        timesheet__state__in=["submitted", "approved"],
        timesheet=Subquery(newest.values("pk")[:1]),
        day__gt=day,
    )
    return scope.visible_to(entries, actor)


def paid_after(post: models.Employment, day: date, *, actor: actors.Actor) -> models.PayPeriod | None:
    """The first period after this day that an approved payslip pays for."""
    slips = post_paid.approved(post, actor=actor).filter(payrun__period__first_day__gt=day)
    found = slips.select_related("payrun__period").order_by("payrun__period__first_day").first()
    return found.payrun.period if found else None


def p45_for_them(post: models.Employment, *, actor: actors.Actor) -> Given:
    """The P45 that the PA gets. Raises `Refusal` while it is not due, and where there is none."""
    passed_over = decisions_without_p45().filter(employment=post)
    if scope.visible_to(passed_over, actor).exists():
        raise errors.Refusal(
            "There is no P45: the next employer took the pay records over, as HMRC agreed. The letter of"
            " earnings has the figures."
        )
    return p45(post, actor=actor)


def decisions_without_p45() -> QuerySet[models.PostDecision]:
    """Of the posts that go on where the next employer takes the pay records over (PAYE reg 102)."""
    return models.PostDecision.objects.filter(
        outcome__in=["continues", "new"], change__state="confirmed", change__takes_over_records=True
    )


def p45(post: models.Employment, *, actor: actors.Actor) -> Given:
    """The P45, from the last payment for days up to the last day. Raises `Refusal` while it is not due.

    Where that is paid in the next tax year, the figures are those of the year of the last day.
    """
    last_day, slip = _final_payment(post, actor)
    if tax_periods.tax_year_of(last_day) != slip.tax_year:
        year = tax_periods.tax_year_of(last_day)
        before = last_in_years([post.pk], [year], actor=actor).get((post.pk, year))
        if before is None:
            raise errors.Refusal(
                "Nothing was paid in the tax year of the last day, so the P45 has no figures. Give a letter"
                " of earnings instead."
            )
        slip = before
    return _given(post, slip, last_day, actor)


def carried(post: models.Employment, *, actor: actors.Actor) -> Given:
    """What goes over to the next employer: the figures of the tax year of the final payment, up to it.

    They are read as a P45 of that year is; one who left before it began is taken to have left on its first
    day. Raises `Refusal` while there is no final payment.
    """
    last_day, slip = _final_payment(post, actor)
    return _given(post, slip, max(last_day, tax_periods.first_day(slip.tax_year)), actor)


def last_in_years(
    post_ids: Collection[uuid.UUID], tax_years: Collection[str], *, actor: actors.Actor
) -> dict[tuple[uuid.UUID, str], models.Payslip]:
    """The last payslip of each post in each of these tax years, in one query."""
    rows = models.Payslip.objects.filter(
        employment__in=post_ids, tax_year__in=tax_years, approved_at__isnull=False, replaced_at=None
    ).select_related("employment__assistant")
    found = scope.visible_to(rows, actor).order_by("payday", "approved_at", "payrun__run")
    return {(slip.employment_id, slip.tax_year): slip for slip in found}


def _final_payment(post: models.Employment, actor: actors.Actor) -> tuple[date, models.Payslip]:
    if post.last_day is None:
        raise errors.Refusal("No last day is recorded, so there is no P45.")
    slip = _last(post, post.last_day, actor)
    if slip is None:
        raise errors.Refusal(
            "The P45 is ready when the payrun with the last day in it is approved. It counts everything up to"
            " the final payment."
        )
    return post.last_day, slip


def _given(post: models.Employment, slip: models.Payslip, leaving_date: date, actor: actors.Actor) -> Given:
    pay, result = payment.from_json(slip.inputs), results.from_json(slip.result)
    before = paye_moves.of_slips([slip], actor=actor).get(slip.pk, inputs.YearToDate.zero())
    last = forms.LastPayment(pay, result.to_date, before)
    try:
        form = forms.p45(last=last, leaving_date=leaving_date, already_given=None)
    except PayInputError as error:
        raise errors.Refusal(str(error)) from error
    return Given(
        form=form,
        tax_year=slip.tax_year,
        payday=slip.payday,
        person=post_terms.identity(post, actor=actor),
        post=post,
        paye_reference=_reference(post, slip.payday, actor),
    )


def _last(post: models.Employment, last_day: date, actor: actors.Actor) -> models.Payslip | None:
    """The final payment; one that was approved before the last day was recorded is not marked as such."""
    marked = final(post, actor=actor)
    if marked is not None:
        return marked
    slips = post_paid.approved(post, actor=actor).filter(
        models.PAYS_THE_PERIOD,
        payrun__period__first_day__lte=last_day,
        payrun__period__last_day__gte=last_day,
    )
    return slips.order_by("-payday", "-payrun__run").first()


def _reference(post: models.Employment, payday: date, actor: actors.Actor) -> str:
    schemes = models.PayeScheme.objects.filter(employer=post.employer_id, during__contains=payday)
    scheme = scope.visible_to(schemes, actor).first()
    return f"{scheme.office_number}/{scheme.reference}" if scheme and scheme.reference else ""
