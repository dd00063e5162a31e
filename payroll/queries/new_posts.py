"""What is known before somebody gets a post: who the PA is already, and which pay IDs are used."""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from dpss.access import actors, scope, sealing
from payroll import models

_NUMBERED = re.compile(r"^P(\d{1,9})$")
NINO = "nino"


def known_by(nino: str, *, actor: actors.Actor) -> models.PayrollIdentity | None:
    """The PA with this National Insurance number, where the actor reaches one."""
    rows = models.PayrollIdentity.objects.filter(nino_index=nino_index(nino)).select_related("assistant")
    return scope.visible_to(rows, actor).first() if nino else None


def nino_index(nino: str) -> str:
    """What a National Insurance number is found by; nothing for none."""
    return sealing.index_of(nino, purpose=NINO) if nino else ""


def open_of(
    employer: models.Employer, *, assistant_id: uuid.UUID, actor: actors.Actor
) -> Sequence[models.Employment]:
    """The posts that a PA has with an employer and has not left, the latest first."""
    rows = models.Employment.objects.filter(employer=employer, assistant=assistant_id, last_day=None)
    return list(scope.visible_to(rows, actor).order_by("-first_day"))


def namesake(
    employer: models.Employer, *, name: str, birth_date: date, actor: actors.Actor
) -> models.Employment | None:
    """A post of somebody of this name and date of birth that goes on."""
    rows = models.Employment.objects.filter(employer=employer, last_day=None, assistant__name__iexact=name)
    born = models.PayrollIdentity.objects.filter(birth_date=birth_date)
    same = rows.filter(assistant__in=scope.visible_to(born, actor).values("assistant"))
    return scope.visible_to(same, actor).select_related("assistant").first()


def pay_ids(employer: models.Employer, *, actor: actors.Actor) -> set[str]:
    """Every pay ID that was ever used for the employer: none is used again."""
    rows = scope.visible_to(models.Employment.objects.filter(employer=employer), actor)
    return set(rows.values_list("payroll_id", flat=True))


def next_pay_id(used: Iterable[str]) -> str:
    """`P0004` after `P0003`: the next number of those that are numbered like this."""
    numbers = [int(found[1]) for one in used if (found := _NUMBERED.match(one))]
    return f"P{max(numbers, default=0) + 1:04d}"
