"""Letters about the pension that PAs must still be given: what each must carry, how it goes, and to where."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from dpss.access import actors, scope
from dpss.access.models import OutboxMessage
from payroll import models
from payroll.calc import pension_shares, rates, tax_periods
from payroll.calc.inputs import Interval
from payroll.calc.pension_duties import letters
from payroll.calc.pension_duties.letters import WITH_A_LETTER, Scheme
from payroll.calc.pension_duties.position import Position
from payroll.queries import payslip_batches, pension_records, pension_schemes

LETTERS: Final = tuple(sorted(duty.value for duty in WITH_A_LETTER))
_NEED_A_SCHEME: Final = ("enrolment_information", "opt_in_information")
Way = models.PensionDue.Way


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter that can be made now: its row, and what it must carry."""

    due: models.PensionDue
    data: Mapping[str, str]


def open_letters(*, actor: actors.Actor) -> QuerySet[models.PensionDue]:
    """Those that are not given yet, with whose they are."""
    rows = models.PensionDue.objects.filter(duty__in=LETTERS, closed_at=None).select_related(
        "employment__assistant", "employment__employer__pay_group"
    )
    return scope.visible_to(rows, actor)


def can_be_made(*, actor: actors.Actor) -> QuerySet[models.PensionDue]:
    """Those that need no scheme, or whose employer has one recorded.

    After wages of the employer were approved it waits until somebody has looked whether it is still due.
    """
    scheme = models.PensionScheme.objects.filter(
        employer=OuterRef("employment__employer"), during__contains=actor.today
    )
    unseen = pension_records.to_see_to().filter(employer=OuterRef("employment__employer"))
    return open_letters(actor=actor).filter(~Q(duty__in=_NEED_A_SCHEME) | Exists(scheme), ~Exists(unseen))


def to_post(*, actor: actors.Actor) -> QuerySet[models.PensionDue]:
    """Those that go on paper, of the employers whose wages the actor's organisation runs."""
    groups = models.PayGroup.objects.filter(council_id=actor.council_id)
    own = groups.filter(organisation_id=actor.organisation_id) if actor.organisation_id else groups.none()
    mine = open_letters(actor=actor).filter(way=Way.POST, employment__employer__pay_group__in=own)
    return mine.order_by("by", "employment__assistant__name", "pk")


def ready(dues: Sequence[models.PensionDue], *, actor: actors.Actor) -> list[Ready]:
    """Those of which everything is known that they must carry: an enrolment letter names the scheme.

    A letter carries what was kept of it when it was first made ready.
    """
    posts = {due.employment_id: due.employment for due in dues}
    stands = pension_records.positions(list(posts.values()), actor=actor)
    schemes = pension_schemes.of_employers(
        {post.employer_id for post in posts.values()}, day=actor.today, actor=actor
    )
    found = []
    for due in dues:
        scheme = schemes.get(due.employment.employer_id)
        position = stands[due.employment_id]
        if isinstance(position, str) or (scheme is None and due.duty in _NEED_A_SCHEME):
            continue
        data = due.data or _data(due, position, scheme, actor.today)
        if data:
            found.append(Ready(due, data))
    return found


def sent(dues: Sequence[models.PensionDue], *, actor: actors.Actor) -> Mapping[str, Any]:
    """What became of the e-mails, by their key."""
    rows = OutboxMessage.objects.filter(key__in=[key(due) for due in dues])
    return {row.key: row for row in scope.visible_to(rows, actor)}


def key(due: models.PensionDue) -> str:
    """What names a letter in the outbox, so that it goes once."""
    return f"pension_letter:{due.pk.hex}"


def addresses(
    dues: Sequence[models.PensionDue], *, actor: actors.Actor
) -> Mapping[uuid.UUID, tuple[str, ...]]:
    """Name and address of each PA, by letter."""
    people = models.PayrollIdentity.objects.filter(
        assistant__in={due.employment.assistant_id for due in dues}
    )
    known = {person.assistant_id: person for person in scope.visible_to(people, actor)}
    return {
        due.pk: payslip_batches.address_of(
            known.get(due.employment.assistant_id), due.employment.assistant.name
        )
        for due in dues
    }


def _data(
    due: models.PensionDue, position: Position, scheme: models.PensionScheme | None, today: date
) -> Mapping[str, str]:
    """What the law has it carry; empty for a letter that is not due any more."""
    year = rates.for_year(tax_periods.tax_year_of(today))
    every = letters.due_letters(
        position=position,
        scheme=_scheme(scheme, year.pension),
        interval=Interval(due.employment.employer.pay_group.interval),
        rates=year.pension,
    )
    dues = [one for one in position.dues if one.duty in WITH_A_LETTER]
    for one, letter in zip(dues, every, strict=True):
        if (one.duty.value, one.since) == (due.duty, due.since):
            return dict(letter.data)
    return {}


def _scheme(scheme: models.PensionScheme | None, figures: Any) -> Scheme:
    """Its name and shares; a letter that names no scheme is given the least that the law allows."""
    base = pension_shares.Base(scheme.basis) if scheme else pension_shares.Base.QUALIFYING_EARNINGS
    shares = pension_shares.least_shares(base=base, rates=figures)
    if scheme and scheme.employee_share is not None and scheme.employer_share is not None:
        shares = pension_shares.Shares(scheme.employee_share, scheme.employer_share)
    return Scheme(
        name=scheme.provider if scheme else "",
        kind=scheme.method if scheme else "",
        employee=shares.employee,
        employer=shares.employer,
    )
