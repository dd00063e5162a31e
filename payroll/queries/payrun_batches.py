"""Which payruns are worked out, and looked at, in one go; and the period of each as that run pays it."""

import copy
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from dpss.access import actors, scope
from dpss.access.models import Subject
from payroll import models
from payroll.queries import paye_signs


def batches(payruns: Sequence[models.Payrun]) -> list[list[models.Payrun]]:
    """Payruns of one period together, each correction and off-cycle run alone; all with what they need."""
    periods = models.PayPeriod.objects.select_related("group").in_bulk({run.period_id for run in payruns})
    corrected = models.Payslip.objects.in_bulk([run.corrects_id for run in payruns if run.corrects_id])
    found: dict[object, list[models.Payrun]] = defaultdict(list)
    for run in payruns:
        run.period = as_paid(run, periods[run.period_id])
        run.corrects = corrected[run.corrects_id] if run.corrects_id else None
        alone = run.pk if run.own_payday else None
        found[run.period_id, run.corrects_id, alone].append(run)
    return list(found.values())


def as_paid(run: models.Payrun, period: models.PayPeriod) -> models.PayPeriod:
    """The period with the payday, tax year and week or month on which this run pays it.

    For a run with a payday of its own it is a copy, which is read and never saved.
    """
    if run.own_payday is None or run.own_tax_period is None:
        return period
    paid = copy.copy(period)
    paid.payday, paid.tax_year = run.own_payday, run.own_tax_year
    paid.tax_period = run.own_tax_period
    return paid


def corrected_by(payruns: Iterable[models.Payrun]) -> frozenset[uuid.UUID]:
    """The payslips that they correct: while a correction is worked out, its old payslip does not count."""
    return frozenset(run.corrects_id for run in payruns if run.corrects_id)


def about(payrun_ids: Sequence[uuid.UUID], *, actor: actors.Actor) -> actors.Actor:
    """The actor at work on these payruns alone: their clients, all that is part of those, and the PAs.

    Posts with which theirs share shifts belong to it: the minimum wage is tested over both. So do the other
    posts of PAs whose employer has no PAYE scheme: another job needs one. What the actor does not reach among
    these stays out of reach.
    """
    own = dict(_asked("select * from payroll_payruns_hang_on(%s::uuid[])", payrun_ids))
    whole = Subject.objects.filter(parts__in=list(own)).order_by().values_list("pk", flat=True)
    homes = list(whole.distinct())
    parts = list(Subject.objects.filter(part_of__in=homes).values_list("pk", flat=True))
    with actors.acting(scope.about(actor, parts)):
        posts = models.Employment.objects.filter(subject__in=parts)
        held_by = list(posts.order_by().values_list("assistant_id", flat=True).distinct())
        sides = models.SharedWork.objects.filter(subject__in=parts)
        agreements = list(sides.order_by().values_list("agreement", flat=True).distinct())
        without_scheme = paye_signs.may_need_none(set(own.values()))
    sides = models.SharedWork.objects.filter(agreement__in=agreements)
    shared = sides.order_by().values_list("subject_id", flat=True) if agreements else ()
    elsewhere = paye_signs.posts_elsewhere(without_scheme)
    people = (key for (key,) in _asked("select * from payroll_assistants_hang_on(%s::uuid[])", held_by))
    return scope.about(actor, {*homes, *parts, *shared, *elsewhere, *people})


def _asked(function: str, keys: Sequence[uuid.UUID]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(function, [list(keys)])
        return cursor.fetchall()
