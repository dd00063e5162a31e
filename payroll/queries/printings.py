"""Papers that are printed for many: what can be printed, for whom, and how far it is."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from dpss.access import actors, scope
from dpss.access.models import people
from dpss.kernel import dates, errors
from payroll import models
from payroll.queries import papers

PAYSLIPS: Final = models.Printing.Kind.PAYSLIPS
P60: Final = models.Printing.Kind.P60
EVERYBODY: Final = "everybody"
OFFLINE: Final = "offline"
BY_POST: Final = "by_post"
FOR_WHOM: Final = {
    BY_POST: "PAs whose employer wants post, and PAs who do not sign in",
    OFFLINE: "PAs who do not sign in",
    EVERYBODY: "Everybody",
}
_PAYDAYS: Final = 13
# The ways to reach a client that are on paper.
_POSTED: Final = ("post", "large_print")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed: of which payday or tax year, and for whom."""

    kind: str
    about: str
    for_whom: str

    @property
    def in_words(self) -> str:
        """`Payslips of 30 October 2026`, or `P60s for 2026-27`."""
        if self.kind == PAYSLIPS:
            return f"Payslips of {dates.in_words(date.fromisoformat(self.about))}"
        return f"P60s for {self.about}"


def choices(*, actor: actors.Actor) -> list[tuple[str, str]]:
    """The last paydays with payslips and the tax years with P60s, each with the words for it."""
    slips = _mine(papers.counted(actor=actor), actor).order_by("-payday")
    paydays = list(slips.values_list("payday", flat=True).distinct()[:_PAYDAYS])
    forms = _mine(papers.forms_given(actor=actor, kind="p60"), actor).order_by("-tax_year")
    years = list(forms.values_list("tax_year", flat=True).distinct())
    wanted = [Wanted(PAYSLIPS, day.isoformat(), "") for day in paydays]
    wanted += [Wanted(P60, year, "") for year in years]
    return [(f"{one.kind}:{one.about}", one.in_words) for one in wanted]


def read(of: str, for_whom: str, *, actor: actors.Actor) -> Wanted:
    """What was chosen. Raises `Invalid` for anything that cannot be."""
    if of not in dict(choices(actor=actor)) or for_whom not in FOR_WHOM:
        raise errors.Invalid("Choose what should be printed, and for whom.", field="of")
    kind, _, about = of.partition(":")
    return Wanted(kind, about, for_whom)


def keys(wanted: Wanted, *, actor: actors.Actor) -> list[uuid.UUID]:
    """The papers that are meant, in the order of the PAs' names."""
    return list(_rows(wanted, actor).values_list("pk", flat=True))


def printings(*, actor: actors.Actor) -> QuerySet[models.Printing]:
    """What the organisation asked for, the newest first, with its parts counted."""
    rows = models.Printing.objects.select_related("requested_by").annotate(
        all_parts=Count("parts"),
        made=Count("parts", filter=Q(parts__made_at__isnull=False)),
        not_made=Count("parts", filter=~Q(parts__failed="")),
    )
    return scope.visible_to(rows, actor).order_by("-requested_at", "pk")


def parts(printing: models.Printing, *, actor: actors.Actor) -> list[models.PrintingPart]:
    """Its files, in their order."""
    return list(scope.visible_to(printing.parts.all(), actor).order_by("number"))


def open_to(part: models.PrintingPart, *, actor: actors.Actor) -> bool:
    """Whether the actor reaches every paper in a file."""
    found = _of_kind(part.printing.kind, actor).filter(pk__in=part.keys)
    return found.count() == len(part.keys)


def replaced_in(part: models.PrintingPart, *, actor: actors.Actor) -> int:
    """How many papers of a file have been replaced by others since."""
    if part.printing.kind == PAYSLIPS:
        slips = models.Payslip.objects.filter(pk__in=part.keys, replaced_at__isnull=False)
        return scope.visible_to(slips, actor).count()
    given = papers.forms_given(actor=actor, pk__in=part.keys).filter(payslip__replaced_at__isnull=False)
    return given.count()


def same(wanted: Wanted, found: Sequence[uuid.UUID], *, actor: actors.Actor) -> models.Printing | None:
    """The printing of exactly these papers that is still kept."""
    rows = models.Printing.objects.filter(
        kind=wanted.kind, about=wanted.about, for_whom=wanted.for_whom, papers=len(found)
    )
    kept = scope.visible_to(rows, actor).exclude(parts__removed_at__isnull=False)
    for one in kept.exclude(parts__failed__gt="").order_by("-requested_at"):
        if [key for part in parts(one, actor=actor) for key in part.keys] == list(found):
            return one
    return None


def _rows(wanted: Wanted, actor: actors.Actor) -> QuerySet[Any]:
    rows = _mine(_of_kind(wanted.kind, actor), actor)
    if wanted.kind == PAYSLIPS:
        rows = rows.filter(payday=date.fromisoformat(wanted.about), replaced_at=None)
    else:
        rows = rows.filter(tax_year=wanted.about, payslip__replaced_at=None)
    offline = ~people.reached("employment__assistant__user__") | Q(employment__assistant__user=None)
    if wanted.for_whom == OFFLINE:
        rows = rows.filter(offline)
    elif wanted.for_whom == BY_POST:
        rows = rows.filter(offline | Q(employment__employer__client__contact_route__in=_POSTED))
    return rows.order_by("employment__assistant__name", "employment__employer__name", "pk")


def _of_kind(kind: str, actor: actors.Actor) -> QuerySet[Any]:
    rows: QuerySet[Any] = (
        models.Payslip.objects.filter(approved_at__isnull=False)
        if kind == PAYSLIPS
        else models.IssuedForm.objects.filter(kind="p60")
    )
    return scope.visible_to(rows, actor)


def _mine(rows: QuerySet[Any], actor: actors.Actor) -> QuerySet[Any]:
    """Those of the employers whose wages the actor's organisation runs."""
    return rows.filter(employment__employer__pay_group__organisation_id=actor.organisation_id)
