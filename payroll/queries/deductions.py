"""Orders and agreed deductions: which are in force on a payday, and what the payslips have left of each."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, QuerySet

from dpss.access import actors, scope
from dpss.access.models import AuditEvent
from dpss.access.queries import history_of
from dpss.kernel import money
from payroll import models
from payroll.calc import records
from payroll.calc.orders.agreed import Agreed, AgreedKind
from payroll.calc.orders.deducted import Deducted
from payroll.calc.orders.deductions import Deductions
from payroll.calc.orders.kinds import ChildMaintenance, CouncilTax, CourtOrder, DirectEarnings, Schedule

_KINDS: Final = models.Deduction.Kind
# How the rule of a payslip's record begins, by kind.
RULES: Final[Mapping[str, str]] = {
    _KINDS.CHILD_MAINTENANCE: "orders.child_maintenance",
    _KINDS.COUNCIL_TAX: "orders.council_tax",
    _KINDS.COURT_PRIORITY: "orders.court.priority",
    _KINDS.COURT_DEBT: "orders.court.judgment_debt",
    _KINDS.DIRECT_EARNINGS: "orders.direct_earnings",
    _KINDS.OVERPAYMENT: "agreed.overpayment",
    _KINDS.VOLUNTARY: "agreed.voluntary",
}


@dataclass(frozen=True, slots=True)
class InForce:
    """A deduction on a payday: what it takes then, and what is owed and carried before that payment.

    `owed` is None where it runs until it is stopped.
    """

    deduction: models.Deduction
    terms: models.DeductionTerms
    owed: Decimal | None
    carried: Decimal
    protected_carried: Decimal

    @property
    def is_finished(self) -> bool:
        """Whether nothing is owed any more."""
        return self.owed == 0


def in_force(
    employment_ids: Iterable[uuid.UUID],
    *,
    day: date,
    actor: actors.Actor,
    without: Collection[uuid.UUID] = (),
) -> dict[uuid.UUID, list[InForce]]:
    """What comes off the pay of these posts on a payday, in two queries for any number of posts.

    `without` are payslips that do not count, because what replaces them is being worked out.
    """
    rows = models.DeductionTerms.objects.filter(
        Q(deduction__stops_on=None) | Q(deduction__stops_on__gt=day),
        deduction__employment_id__in=list(employment_ids),
        deduction__first_day__lte=day,
        during__startswith__lte=day,
    ).select_related("deduction")
    terms: dict[models.Deduction, list[models.DeductionTerms]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("deduction__made", "deduction_id", "during"):
        terms[row.deduction].append(row)
    last = _last_taken({deduction.employment_id for deduction in terms}, without, actor)
    found: dict[uuid.UUID, list[InForce]] = defaultdict(list)
    for deduction, some in terms.items():
        one = _on_the_day(deduction, some, last.get(deduction.employment_id, ()))
        if not one.is_finished:
            found[deduction.employment_id].append(one)
    return found


def to_take(found: Sequence[InForce]) -> Deductions | None:
    """The same for the calculation; None when there is nothing. Raises `PayInputError` with a sentence."""
    if not found:
        return None
    made: dict[type, list[Any]] = defaultdict(list)
    for one in found:
        value = _value(one)
        made[type(value)].append(value)
    return Deductions(
        child_maintenance=tuple(made[ChildMaintenance]),
        council_tax=tuple(made[CouncilTax]),
        court=tuple(made[CourtOrder]),
        direct_earnings=tuple(made[DirectEarnings]),
        agreed=tuple(made[Agreed]),
    )


def is_of(deducted: Deducted, deduction: models.Deduction) -> bool:
    """Whether a payslip's record is of this order or agreement."""
    return deducted.reference == deduction.reference and deducted.rule.startswith(RULES[deduction.kind])


def read(stored: Iterable[Mapping[str, object]]) -> list[Deducted]:
    """What a payslip keeps of its orders and agreements."""
    return [records.read(Deducted, one, where="deducted", leaf=records.json_leaf) for one in stored]


@dataclass(frozen=True, slots=True)
class _Taken:
    payday: date
    deducted: Deducted


def _last_taken(
    employment_ids: Iterable[uuid.UUID], without: Collection[uuid.UUID], actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[_Taken]]:
    """What each post's last approved payslip says of its orders and agreements."""
    slips = models.Payslip.objects.filter(
        employment_id__in=list(employment_ids), approved_at__isnull=False, replaced_at=None
    ).exclude(pk__in=without)
    newest = scope.visible_to(
        slips.order_by("employment_id", "-payday", "-payrun__run").distinct("employment_id"), actor
    )
    return {
        key: [_Taken(payday, one) for one in read(stored)]
        for key, payday, stored in newest.values_list("employment_id", "payday", "result__deducted")
    }


def _on_the_day(
    deduction: models.Deduction, terms: Sequence[models.DeductionTerms], last: Sequence[_Taken]
) -> InForce:
    """The last terms count; what is owed is what was last said, less what was taken since then.

    What the payroll before carried counts until the first payslip here carries on.
    """
    mine = [one for one in last if one.payday >= deduction.first_day and is_of(one.deducted, deduction)]
    taken = mine[0] if mine else None
    said = next((row for row in reversed(terms) if row.owed is not None), None)
    owed, since = (said.owed, said.during.lower) if said else (None, None)
    if since and taken and taken.payday >= since and taken.deducted.owed_after is not None:
        owed = taken.deducted.owed_after
    return InForce(
        deduction=deduction,
        terms=terms[-1],
        owed=owed,
        carried=taken.deducted.carried if taken else terms[0].carried,
        protected_carried=taken.deducted.protected_carried if taken else terms[0].protected_carried,
    )


def _value(one: InForce) -> ChildMaintenance | CouncilTax | CourtOrder | DirectEarnings | Agreed:
    kind, terms, normal = one.deduction.kind, one.terms, one.terms.normal or money.ZERO
    paper: dict[str, Any] = {
        "reference": one.deduction.reference,
        "made": one.deduction.made,
        "owed": one.owed,
        "fee": terms.fee,
    }
    if kind == _KINDS.CHILD_MAINTENANCE:
        return ChildMaintenance(**paper, normal=normal, carried=one.carried)
    if kind == _KINDS.COUNCIL_TAX:
        return CouncilTax(**paper)
    if kind == _KINDS.DIRECT_EARNINGS:
        schedule = Schedule(terms.schedule) if terms.schedule else None
        return DirectEarnings(**paper, schedule=schedule, fixed=terms.normal)
    if kind in {_KINDS.COURT_PRIORITY, _KINDS.COURT_DEBT}:
        return CourtOrder(
            **paper,
            priority=kind == _KINDS.COURT_PRIORITY,
            normal=normal,
            protected=terms.protected or money.ZERO,
            carried=one.carried,
            protected_carried=one.protected_carried,
        )
    return Agreed(kind=AgreedKind(kind), name=one.deduction.reference, each_time=normal, owed=one.owed)


def of_post(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.Deduction]:
    """Every order and agreement of a post, those that still run first."""
    rows = models.Deduction.objects.filter(employment=post)
    return scope.visible_to(rows, actor).order_by("-stops_on", "made", "pk")


def terms_of(deduction: models.Deduction, *, actor: actors.Actor) -> list[models.DeductionTerms]:
    """What it takes and took, the latest first."""
    rows = models.DeductionTerms.objects.filter(deduction=deduction)
    return list(scope.visible_to(rows, actor).order_by("-during"))


@dataclass(frozen=True, slots=True)
class OnAPayslip:
    """What one payslip says of one order or agreement."""

    payslip_id: uuid.UUID
    payday: date
    assistant: str
    deducted: Deducted


def taken_from(slips: "QuerySet[models.Payslip]", *, actor: actors.Actor) -> list[OnAPayslip]:
    """What these payslips took, in their order, in one query."""
    rows = scope.visible_to(slips, actor).values_list(
        "pk", "payday", "employment__assistant__name", "result__deducted"
    )
    return [OnAPayslip(pk, payday, name, one) for pk, payday, name, stored in rows for one in read(stored)]


def taken_for(deduction: models.Deduction, *, actor: actors.Actor) -> list[OnAPayslip]:
    """What was taken for one order or agreement on approved payslips, the latest first."""
    slips = models.Payslip.objects.filter(
        employment_id=deduction.employment_id,
        approved_at__isnull=False,
        replaced_at=None,
        payday__gte=deduction.first_day,
    )
    if deduction.stops_on:
        slips = slips.filter(payday__lt=deduction.stops_on)
    found = taken_from(slips.order_by("-payday", "-pk"), actor=actor)
    return [one for one in found if is_of(one.deducted, deduction)]


def history(deduction: models.Deduction, *, actor: actors.Actor) -> QuerySet[AuditEvent]:
    """What was done with it, newest first; who only looked is in the access log."""
    found = history_of(subject_id=deduction.subject_id, actor=actor).exclude(verb="look")
    return found.filter(thing=deduction._meta.label_lower, thing_id=str(deduction.pk))
