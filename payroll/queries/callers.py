"""Who is ringing: employers and PAs found by anything that a caller may say or a letter may show."""

import re
import uuid
from typing import Any, Final

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace, Upper

from clients.queries import known
from dpss.access import actors, scope, sealing
from dpss.kernel import errors, identifiers
from payroll import models
from payroll.queries import employers

PA: Final = "pa"
EMPLOYER: Final = "employer"
# Fewer figures than this would find half of everybody's telephone numbers.
_LEAST_FIGURES: Final = 5
# What the search looks in, as the page says it.
LOOKED_IN: Final = (
    "Name or part of it, pay ID, PAYE reference, National Insurance number, phone, postcode, client reference"
)


def found(words: str, *, actor: actors.Actor) -> QuerySet[Any, dict[str, Any]]:
    """The employers and PAs with these words, as `subject_id`, `name` and `kind`, in the order of names.

    A National Insurance number is looked for whole, by its keyed index. Everything else that has letters
    is looked for in names too.
    """
    return _assistants(words, actor).union(_employers(words, actor), all=True).order_by("name", "subject_id")


def everybody(*, actor: actors.Actor) -> QuerySet[models.Employment]:
    """The posts that the actor reaches, each with its PA and its employer."""
    rows = models.Employment.objects.select_related("assistant", "employer__client", "employer__pay_group")
    return scope.visible_to(rows, actor).order_by("assistant__name", "employer__name", "pk")


def employer(subject_id: uuid.UUID, *, actor: actors.Actor) -> models.Employer | None:
    """The employer that is this subject, where it is one of the provider's."""
    rows = employers.employers(day=actor.today, actor=actor).select_related("client")
    return scope.visible_to(rows.filter(subject_id=subject_id), actor).first()


def _assistants(words: str, actor: actors.Actor) -> QuerySet[Any, dict[str, Any]]:
    posts = scope.visible_to(models.Employment.objects.filter(assistant=OuterRef("pk")), actor)
    identities = scope.visible_to(models.PayrollIdentity.objects.filter(assistant=OuterRef("pk")), actor)
    postcode, figures = _postcode(words), _figures(words)
    identity = Q(hmrc_forename__icontains=words) | Q(hmrc_surname__icontains=words)
    if _nino_index(words):
        identity |= Q(nino_index=_nino_index(words))
    if postcode:
        identity |= Q(squeezed=postcode)
    wanted = Q(name__icontains=words) | Q(Exists(posts.filter(payroll_id__iexact=words)))
    wanted |= Q(Exists(identities.annotate(squeezed=_squeezed("postcode")).filter(identity)))
    if figures:
        wanted |= Q(figures__contains=figures)
    rows = known.assistants(actor=actor).annotate(figures=_only_figures("phone"))
    return _as_found(rows.filter(wanted, Exists(posts)), PA)


def _employers(words: str, actor: actors.Actor) -> QuerySet[Any, dict[str, Any]]:
    representing = known.representations(actor=actor).filter(
        client=OuterRef("client"), during__contains=actor.today, user__name__icontains=words
    )
    schemes = scope.visible_to(models.PayeScheme.objects.filter(employer=OuterRef("pk")), actor)
    postcode, figures = _postcode(words), _figures(words)
    wanted = Q(name__icontains=words) | Q(client__name__icontains=words) | Q(client__reference__iexact=words)
    wanted |= Q(Exists(representing))
    office, _stroke, reference = words.upper().replace(" ", "").rpartition("/")
    same = {"office_number": office} if office else {}
    wanted |= Q(Exists(schemes.filter(reference=reference, **same).exclude(reference="")))
    if postcode:
        wanted |= Q(squeezed=postcode)
    if figures:
        wanted |= Q(figures__contains=figures)
    rows = models.Employer.objects.filter(pay_group__in=employers.groups_of(actor))
    rows = rows.annotate(squeezed=_squeezed("client__postcode"), figures=_only_figures("client__phone"))
    return _as_found(scope.visible_to(rows, actor).filter(wanted), EMPLOYER)


def _as_found(rows: QuerySet[Any], kind: str) -> QuerySet[Any, dict[str, Any]]:
    return rows.order_by().values("subject_id", "name", kind=Value(kind, output_field=CharField()))


def _squeezed(field: str) -> Upper:
    return Upper(Replace(F(field), Value(" "), Value("")))


def _only_figures(field: str) -> Func:
    return Func(
        F(field),
        Value(r"\D"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )


def _postcode(words: str) -> str:
    squeezed = words.upper().replace(" ", "")
    return squeezed if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", squeezed) else ""


def _figures(words: str) -> str:
    """The figures of what looks like a telephone number; +44 is written as 0."""
    if re.search(r"[^\d\s()+-]", words):
        return ""
    figures = re.sub(r"\D", "", words)
    figures = re.sub(r"^(?:00)?44", "0", figures) if words.strip().startswith(("+", "00")) else figures
    return figures if len(figures) >= _LEAST_FIGURES else ""


def _nino_index(words: str) -> str:
    try:
        return sealing.index_of(identifiers.nino(words), purpose="nino")
    except errors.Invalid:
        return ""
