"""Corrections of approved payslips: whether one may begin, those under way, and what each would change."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from dpss.access import actors, scope
from dpss.kernel import dates, money
from ledger.queries import payments
from payroll import models, postings, replacing, states
from payroll.calc import compare, results
from payroll.queries import external, external_slips


@dataclass(frozen=True, slots=True)
class Changes:
    """The payslip that was wrong and the one that would replace it, or has, with what differs.

    `added` are the differences of the sums in pounds; `compared` explains that of the net pay. `overpaid` is
    what the PA has, or would have, above the new one: what is not sent yet is lowered instead.
    """

    old: models.Payslip
    new: models.Payslip
    added: postings.Paid
    compared: compare.Comparison
    overpaid: Decimal

    @property
    def lowered(self) -> Decimal:
        """What is taken off a payment that is not sent yet."""
        return max(-self.added.net - self.overpaid, money.ZERO)


def why_not(slip: models.Payslip, *, actor: actors.Actor) -> str | None:
    """Why an approved payslip cannot be replaced by a correct one, in a sentence; None when it can."""
    if slip.replaced_at is not None:
        return "It has been replaced already. Correct the payslip that replaced it."
    if under_way(slip, actor=actor) is not None:
        return "A correction of it is under way already."
    if external_slips.origin_of(slip, actor=actor) is not None and not _is_worked_out_elsewhere(slip, actor):
        return (
            "It was worked out by payroll software that is not used for its payday any more. Put the"
            " difference on the next payday instead."
        )
    settled = settled_with(slip, actor=actor)
    if settled is not None:
        return (
            "What was different on the real timesheet has been settled with the payslip of"
            f" {dates.in_words(settled.payday)}. Correct that payslip instead."
        )
    if newer_payslips(slip, actor=actor).exists():
        return (
            "A later payslip of this tax year goes on from its figures, so it stays as it is. Put the"
            " difference on the next payday instead: add missed hours to the next timesheet, or agree a"
            " deduction for wages that were too high."
        )
    return _overpaid(slip, actor)


def _is_worked_out_elsewhere(slip: models.Payslip, actor: actors.Actor) -> bool:
    """Whether the provider's own software still works the payday out: new results replace the payslip."""
    return external.of_period(slip.payrun.period, actor=actor) is not None


def settled_with(slip: models.Payslip, *, actor: actors.Actor) -> models.Payslip | None:
    """The payslip that has settled the contracted time of this one with the real sheet; None if none has."""
    rows = models.Payslip.objects.filter(
        corrections__paid_sheet=slip.timesheet_id,
        corrections__paid_sheet__basis__in=["standing", "contracted"],
        approved_at__isnull=False,
    ).exclude(pk=slip.pk)
    return scope.visible_to(rows, actor).first()


def newer_payslips(slip: models.Payslip, *, actor: actors.Actor) -> QuerySet[models.Payslip]:
    """The payslips of the same post and tax year that were made from this one's figures."""
    rows = models.Payslip.objects.filter(
        employment=slip.employment_id, tax_year=slip.tax_year, approved_at__isnull=False, replaced_at=None
    )
    later = (
        Q(payday__gt=slip.payday)
        | Q(payday=slip.payday, approved_at__gt=slip.approved_at)
        | Q(payday=slip.payday, approved_at=slip.approved_at, payrun__run__gt=slip.payrun.run)
    )
    return scope.visible_to(rows.filter(later), actor)


def _overpaid(slip: models.Payslip, actor: actors.Actor) -> str | None:
    """A correction pays what it adds to this payslip, but the PA has kept more than this payslip says.

    What is won back from later wages stands in the way of nothing. That of a payslip that this one replaced
    has been agreed, or this one would not have been made.
    """
    if slip.replaces_id is None:
        return None
    rows = models.Overpayment.objects.filter(payslip=slip, state__in=["open", "written_off"])
    over = scope.visible_to(rows, actor).first()
    if over is None:
        return None
    if over.state == "open":
        return (
            f"{money.in_words(over.amount)} was paid too much before this payslip, and nobody has decided"
            " about it. Agree with the PA how it is won back, then correct the payslip."
        )
    return (
        f"{money.in_words(over.amount)} was paid too much before this payslip and written off, so a"
        " correction could pay it twice. Put the difference on the next payday instead: add missed hours to"
        " the next timesheet, or agree a deduction for wages that were too high."
    )


def under_way(slip: models.Payslip, *, actor: actors.Actor) -> models.Payrun | None:
    """The correction of a payslip that nobody has approved yet; None when there is none."""
    rows = models.Payrun.objects.filter(corrects=slip, state__in=states.OPEN_CORRECTION)
    return scope.visible_to(rows, actor).first()


def corrections(*, actor: actors.Actor) -> QuerySet[models.Payrun]:
    """Every correction that the actor reaches, with whose payslip it corrects, but for those undone."""
    rows = models.Payrun.objects.filter(kind=models.Payrun.Kind.CORRECTION).exclude(state="due")
    found = rows.select_related("employer", "period", "corrects__employment__assistant", "requested_by")
    return scope.visible_to(found.defer("corrects__inputs", "corrects__result"), actor)


def changes_of(payrun: models.Payrun, *, actor: actors.Actor) -> Changes | None:
    """What a correction changes; None while it has no payslip."""
    rows = payrun.payslips.select_related("replaces__employment__assistant", "employment__assistant")
    slip = scope.visible_to(rows, actor).first()
    if slip is None or slip.replaces is None:
        return None
    return Changes(
        old=slip.replaces,
        new=slip,
        added=replacing.added_by(slip),
        compared=compared(slip.replaces, slip),
        overpaid=_overpaid_by(slip, actor),
    )


def replaced_by(slip: models.Payslip, *, actor: actors.Actor) -> list[models.Payslip]:
    """The payslips that led to this one by corrections, the latest first."""
    found, key = [], slip.replaces_id
    while key is not None:
        rows = models.Payslip.objects.filter(pk=key).defer("inputs", "result")
        found.append(scope.visible_to(rows, actor).get())
        key = found[-1].replaces_id
    return found


def _overpaid_by(slip: models.Payslip, actor: actors.Actor) -> Decimal:
    """As it was found, or as it would be now."""
    if slip.approved_at is not None:
        over = scope.visible_to(models.Overpayment.objects.filter(payslip=slip), actor)
        return over.aggregate(found=Sum("amount", default=money.ZERO))["found"]
    before = [one.pk for one in replaced_by(slip, actor=actor)]
    due = models.PaymentInstruction.objects.filter(payslip__in=before, state="due")
    keys = [postings.wages_key(key) for key in before]
    unsent: Decimal = sum(
        (
            rows.order_by().aggregate(found=Sum("amount", default=money.ZERO))["found"]
            for rows in (
                scope.visible_to(due, actor),
                payments(actor=actor, state="due").filter(source_key__in=keys),
            )
        ),
        money.ZERO,
    )
    return max(-replacing.added_by(slip).net - unsent, money.ZERO)


def compared(old: models.Payslip, new: models.Payslip) -> compare.Comparison:
    """The replaced payslip beside the one that replaces it."""
    before, now = (results.from_json(slip.result) for slip in (old, new))
    return compare.compare(before=before, now=now)


def replacement_of(slip: models.Payslip, *, actor: actors.Actor) -> models.Payslip | None:
    """The approved payslip that has replaced this one; None when it counts."""
    if slip.replaced_at is None:
        return None
    rows = models.Payslip.objects.filter(replaces=slip, approved_at__isnull=False)
    return scope.visible_to(rows, actor).first()


def overpayments(*, actor: actors.Actor) -> QuerySet[models.Overpayment]:
    """Wages that were paid too high, decided or not, the newest first."""
    rows = models.Overpayment.objects.select_related(
        "employment__assistant", "employment__employer", "payslip__payrun", "decided_by"
    ).defer("payslip__inputs", "payslip__result")
    return scope.visible_to(rows, actor).order_by("-payslip__payday", "pk")


def to_decide(*, actor: actors.Actor) -> int:
    """How many overpayments nobody has decided about."""
    return scope.visible_to(models.Overpayment.objects.filter(state="open"), actor).count()


def overpaid_by(
    payslip_ids: QuerySet[models.Payslip], *, actor: actors.Actor
) -> list[tuple[uuid.UUID, Decimal]]:
    """What the corrections among these payslips found to be overpaid, in pounds."""
    rows = models.Overpayment.objects.filter(payslip__in=payslip_ids)
    return list(scope.visible_to(rows, actor).values_list("payslip_id", "amount"))
