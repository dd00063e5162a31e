"""Who stopped being in a pension while the job goes on, and whether the scheme has been told."""

from typing import Any, Final

from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Greatest

from payroll import models

_Fact = models.PensionFact
_Line = models.PensionScheduleLine
_ENDS: Final = (_Fact.Kind.OPTED_OUT, _Fact.Kind.LEFT, _Fact.Kind.LOST)
# A day less a whole number is a day, in Postgres.
_LAST_INSIDE: Final = ExpressionWrapper(F("begins") - Value(1), output_field=DateField())
# A payslip that takes no contributions.
TAKES_NONE: Final = Q(inputs__pension=None) | ~Q(inputs__has_key="pension")


def with_stops(slips: QuerySet[models.Payslip]) -> QuerySet[Any]:
    """Payslips with `stopped_on`: the last day up to the payday on which membership ended, if any.

    What the scheme itself told the employer is left out: it knows.
    """
    said = _ends().filter(employment=OuterRef("employment"), on__lte=OuterRef("payday"))
    taken_out = _taken_out().filter(employment=OuterRef("employment"), begins__lte=OuterRef("payday"))
    return slips.annotate(
        stopped_on=Greatest(
            Subquery(said.order_by("-on").values("on")[:1]),
            Subquery(taken_out.order_by("-begins").values("last_inside")[:1]),
        )
    )


def untold(slips: QuerySet[Any]) -> QuerySet[Any]:
    """Those with `stopped_on` that take nothing, of PAs of whom no schedule has said that they stopped.

    The scheme knows of who was on a schedule before; else only a stop in the payslip's own period counts,
    so that nothing from before this record is told.
    """
    ended = Q(employment__in=_ends().values("employment")) | Q(
        employment__in=_taken_out().values("employment")
    )
    lines = _Line.objects.filter(employment=OuterRef("employment"), schedule__kind="contributions")
    told = lines.filter(reason=_Line.Reason.LEAVES, effective_on__gte=OuterRef("stopped_on"))
    is_known = Exists(lines) | Q(stopped_on__gte=F("payrun__period__first_day"))
    return slips.filter(
        TAKES_NONE, ended, is_known, ~Exists(told), replaced_at=None, stopped_on__isnull=False
    )


def _ends() -> QuerySet[_Fact]:
    """Facts that ended a membership and hold."""
    back = _Fact.objects.filter(of=OuterRef("pk"), kind=_Fact.Kind.TAKEN_BACK)
    return _Fact.objects.filter(~Exists(back), kind__in=_ENDS, by_scheme=False)


def _taken_out() -> QuerySet[Any]:
    """Tax details without a pension straight after some with one: they have left the day before."""
    before = models.TaxDetails.objects.filter(
        employment=OuterRef("employment"), during__endswith=OuterRef("begins")
    )
    rows = models.TaxDetails.objects.annotate(begins=RangeStartsWith("during"))
    return rows.annotate(last_inside=_LAST_INSIDE).filter(
        Exists(before.exclude(pension="").filter(pension_from__lt=OuterRef("begins"))), pension=""
    )
