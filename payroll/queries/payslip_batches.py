"""Many payslips at once, as they are printed: with where each is posted to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models
from payroll.calc import payment, results
from payroll.queries import external_slips, payslips


@dataclass(frozen=True, slots=True)
class Posted:
    """A payslip, and the lines of the address for its envelope."""

    shown: payslips.Shown
    address: tuple[str, ...]


def posted(keys: Sequence[uuid.UUID], *, actor: actors.Actor) -> list[Posted]:
    """These payslips in this order, in four queries. What changed since the last one is left out."""
    found = payslips.payslips(actor=actor).select_related("payrun__period").in_bulk(keys)
    slips = [found[key] for key in keys if key in found]
    people = {
        person.assistant_id: person
        for person in scope.visible_to(
            models.PayrollIdentity.objects.filter(
                assistant_id__in=[slip.employment.assistant_id for slip in slips]
            ),
            actor,
        )
    }
    employers = [slip.employment.employer_id for slip in slips]
    schemes = list(
        scope.visible_to(models.PayeScheme.objects.filter(employer_id__in=employers), actor).exclude(
            reference=""
        )
    )
    origins = external_slips.origins_of(slips, actor=actor)
    return [
        _posted(slip, people.get(slip.employment.assistant_id), schemes, origins.get(slip.pk, ""))
        for slip in slips
    ]


def address_of(person: models.PayrollIdentity | None, name: str) -> tuple[str, ...]:
    """Name and address, a line each."""
    if person is None:
        return (name,)
    lines = (name, person.address_line_1, person.address_line_2, person.postcode)
    return tuple(line for line in lines if line)


def _posted(
    slip: models.Payslip,
    person: models.PayrollIdentity | None,
    schemes: Sequence[models.PayeScheme],
    origin: str,
) -> Posted:
    reference = next(
        (
            f"{scheme.office_number}/{scheme.reference}"
            for scheme in schemes
            if scheme.employer_id == slip.employment.employer_id and slip.payday in scheme.during
        ),
        "",
    )
    period = slip.payrun.period
    shown = payslips.Shown(
        slip=slip,
        pay=payment.from_json(slip.inputs),
        result=results.from_json(slip.result),
        period=Span(period.first_day, period.last_day),
        paye_reference=reference,
        nino=(person.nino or "") if person else "",
        since_last=None,
        origin=origin,
    )
    return Posted(shown, address_of(person, slip.employment.assistant.name))
