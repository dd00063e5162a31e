"""Money that was taken for others and must be paid on: to whom, for which order, from which payslips."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DecimalField,
    F,
    Func,
    JSONField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, JSONObject

from dpss.access import actors, scope
from dpss.kernel import money
from ledger import chart
from ledger.queries import total_on
from payroll import models
from payroll.queries import deductions

_POUNDS: Final = DecimalField(max_digits=12, decimal_places=2)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the payslips took for others, how much was paid on, and what the ledger says is still owed."""

    taken: Decimal
    paid: Decimal
    ledger: Decimal

    @property
    def agrees(self) -> bool:
        """Whether the ledger owes what was taken and not paid on."""
        return self.taken - self.paid == self.ledger


def to_pay_on(*, actor: actors.Actor) -> QuerySet[models.Deduction]:
    """The orders and agreements of the actor's organisation whose money goes to somebody else.

    Each is as `with_taken` has it. Reach is the caller's.
    """
    if actor.organisation_id is None:
        return models.Deduction.objects.none()
    mine = models.Deduction.objects.filter(
        employment__employer__pay_group__organisation_id=actor.organisation_id,
        employment__employer__pay_group__council_id=actor.council_id,
    )
    return with_taken(mine).select_related("employment__assistant", "employment__employer")


def with_taken(rows: QuerySet[models.Deduction], *, until: date | None = None) -> QuerySet[Any]:
    """Of these, what goes to somebody else, with `taken` in pounds on paydays up to a day, or ever.

    And the number of `payslips` that took it, the `last_payday`, and what is `asked` for by payments of it.
    """
    slips = _payslips() if until is None else _payslips().filter(payday__lte=until)
    asked = models.DeductionPayment.objects.filter(deduction=OuterRef("pk")).order_by().values("deduction")
    return (
        rows.exclude(kind=models.Deduction.Kind.OVERPAYMENT)
        .annotate(rule=_rule())
        .annotate(
            taken=Coalesce(Subquery(slips.annotate(found=Sum("amount")).values("found")), money.ZERO),
            payslips=Coalesce(Subquery(slips.annotate(found=Count("pk")).values("found")), 0),
            last_payday=Subquery(
                slips.annotate(found=Max("payday")).values("found"), output_field=DateField()
            ),
            asked=Coalesce(Subquery(asked.annotate(found=Sum("amount")).values("found")), money.ZERO),
        )
    )


def totals(*, actor: actors.Actor) -> Totals:
    """All of it and what was paid of it, against the ledger's accounts of the same employers."""
    rows = scope.visible_to(to_pay_on(actor=actor), actor).order_by()
    taken = rows.aggregate(sum=Sum("taken", default=money.ZERO))["sum"]
    groups = models.PayGroup.objects.filter(council_id=actor.council_id)
    mine = groups.filter(organisation_id=actor.organisation_id) if actor.organisation_id else groups.none()
    employers = scope.visible_to(models.Employer.objects.filter(pay_group__in=mine), actor)
    subjects = employers.order_by().values_list("subject_id", flat=True)
    _, pounds = total_on(subjects, chart.ORDERS, actor=actor)
    payments = models.DeductionPayment.objects.filter(employer__in=employers, state__in=["in_file", "paid"])
    paid = scope.visible_to(payments, actor).aggregate(sum=Sum("amount", default=money.ZERO))["sum"]
    return Totals(taken=taken, paid=paid, ledger=-pounds)


def _rule() -> Case:
    """How a payslip's record of it begins."""
    whens = [When(kind=kind, then=Value(rule)) for kind, rule in deductions.RULES.items()]
    return Case(*whens, output_field=CharField())


def _payslips() -> QuerySet[models.Payslip, Any]:
    """The approved payslips of an order's post and days that took something for it, with the amount."""
    runs_then = Q(payday__gte=OuterRef("first_day")) & (
        Q(payday__lt=OuterRef("stops_on")) | Q(ended__isnull=True)
    )
    rows = models.Payslip.objects.filter(
        employment=OuterRef("employment"), approved_at__isnull=False, replaced_at=None, attached__gt=0
    ).annotate(ended=Cast(OuterRef("stops_on"), DateField()), record=_record())
    amount = Cast(KeyTextTransform("amount", "record"), _POUNDS)
    return rows.filter(runs_then).annotate(amount=amount).filter(amount__gt=0).order_by().values("employment")


def _record() -> Func:
    """What a payslip keeps of the order."""
    return Func(
        F("result"),
        Value("$.deducted[*] ? (@.reference == $paper && @.rule starts with $rule)"),
        JSONObject(paper=OuterRef("reference"), rule=OuterRef("rule")),
        function="jsonb_path_query_first",
        template="%(function)s(%(expressions)s)",
        output_field=JSONField(),
    )
