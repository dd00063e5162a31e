"""P45s and P60s are given as soon as they are due, once; the PA is told."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from django.db import transaction
from django.db.models import Count

from dpss.access import actors, audit, scope
from dpss.access import operations as access
from dpss.kernel import errors
from payroll import models
from payroll.calc import records, tax_periods
from payroll.calc.inputs import PayInputError
from payroll.queries import forms_due, papers, paye_moves, post_leaving

BATCH: Final = 200
_P45: Final = models.IssuedForm.Kind.P45
_P60: Final = models.IssuedForm.Kind.P60
_Due: TypeAlias = tuple[str, models.Payslip]


@transaction.atomic
def give_due(*, actor: actors.Actor, at: datetime, limit: int = BATCH) -> int:
    """Give the P45s and P60s that are due. Returns how many: whoever is called twice finds nothing left.

    One that cannot be made is left to a person, and stops nobody else's.
    """
    for some in _batches(actor, limit):
        given = _give(some, actor, at)
        if given:
            return given
    return 0


def _batches(actor: actors.Actor, limit: int) -> Iterator[list[_Due]]:
    """What is due, P45s first, as many at a time."""
    leavers = _of_the_leaving_year(
        list(forms_due.p45s(actor=actor).select_related("employment__assistant")), actor
    )
    for start in range(0, len(leavers), limit):
        yield [(_P45, slip) for slip in leavers[start : start + limit]]
    last = forms_due.p60s(actor=actor).select_related("employment__assistant")
    start = 0
    while some := list(last[start : start + limit]):
        yield [(_P60, slip) for slip in some]
        start += limit


def _of_the_leaving_year(slips: Sequence[models.Payslip], actor: actors.Actor) -> list[models.Payslip]:
    """Where the final payment is in the year after the last day, the last payslip of the year before it.

    Without one there is no P45: its figures are those of the year of the last day.
    """
    left_in = {
        slip.employment_id: tax_periods.tax_year_of(slip.employment.last_day)
        for slip in slips
        if slip.employment.last_day
    }
    late = {key: year for slip in slips if (year := left_in[(key := slip.employment_id)]) != slip.tax_year}
    before = post_leaving.last_in_years(list(late), set(late.values()), actor=actor) if late else {}
    found = (before.get((key, late[key])) if (key := slip.employment_id) in late else slip for slip in slips)
    return [slip for slip in found if slip is not None]


def _give(due: list[_Due], actor: actors.Actor, at: datetime) -> int:
    due = _claimed(due, actor)
    references = _references([slip for _, slip in due], actor)
    before = paye_moves.of_slips([slip for _, slip in due], actor=actor)
    earlier = _earlier([slip for kind, slip in due if kind == _P60], actor)
    made = [
        models.IssuedForm(
            council_id=slip.council_id,
            subject_id=slip.subject_id,
            employment=slip.employment,
            kind=kind,
            tax_year=slip.tax_year,
            version=1 + earlier.get((slip.employment_id, slip.tax_year), 0) if kind == _P60 else 1,
            payslip=slip,
            paye_reference=references.get(slip.pk, ""),
            before=records.plain(before[slip.pk]) if slip.pk in before else {},
            issued_at=at,
        )
        for kind, slip in due
    ]
    given = [form for form in made if _can_be_read(form, actor)]
    models.IssuedForm.objects.bulk_create(given, batch_size=500)
    audit.record_all([audit.of(form, "give") for form in given], actor=actor, at=at)
    _tell(given, at)
    return len(given)


def _claimed(due: Sequence[_Due], actor: actors.Actor) -> list[_Due]:
    """Those whose post nobody else is giving papers to just now, and that were not given a moment ago."""
    held = models.Employment.objects.filter(pk__in=[slip.employment_id for _, slip in due]).order_by("pk")
    locked = scope.visible_to(held, actor).select_for_update(skip_locked=True, of=("self",))
    mine = {post.pk for post in locked}
    rows = models.IssuedForm.objects.filter(payslip_id__in=[slip.pk for _, slip in due])
    given = set(scope.visible_to(rows, actor).values_list("kind", "payslip_id"))
    return [(kind, slip) for kind, slip in due if slip.employment_id in mine and (kind, slip.pk) not in given]


def _references(slips: Sequence[models.Payslip], actor: actors.Actor) -> dict[uuid.UUID, str]:
    """The PAYE reference under which each was reported, by payslip."""
    employers = [slip.employment.employer_id for slip in slips]
    schemes = models.PayeScheme.objects.filter(employer_id__in=employers).exclude(reference="")
    found = list(scope.visible_to(schemes, actor))
    return {
        slip.pk: f"{scheme.office_number}/{scheme.reference}"
        for slip in slips
        for scheme in found
        if scheme.employer_id == slip.employment.employer_id and slip.payday in scheme.during
    }


def _earlier(slips: Sequence[models.Payslip], actor: actors.Actor) -> dict[tuple[uuid.UUID, str], int]:
    """How many P60s were given before, by post and tax year."""
    rows = models.IssuedForm.objects.filter(
        employment_id__in=[slip.employment_id for slip in slips], kind=_P60
    )
    counted = scope.visible_to(rows, actor).order_by().values_list("employment_id", "tax_year")
    return {(post, year): count for post, year, count in counted.annotate(Count("pk"))}


def _can_be_read(form: models.IssuedForm, actor: actors.Actor) -> bool:
    shown = papers.form(form, actor=actor)
    try:
        shown.p45() if form.kind == _P45 else shown.p60()
    except (errors.Refusal, PayInputError):
        return False
    return True


def _tell(given: Sequence[models.IssuedForm], at: datetime) -> None:
    """A message to each PA who signs in."""
    access.queue_messages(
        [
            access.message(
                key=f"form:{form.pk}",
                template="paper_ready",
                subject_id=form.subject_id,
                council_id=form.council_id,
                to_id=form.employment.assistant.user_id,
                values={"paper": f"{form.get_kind_display()} for the tax year {form.tax_year}"},
                due_at=at,
            )
            for form in given
            if form.employment.assistant.user_id
        ]
    )
