"""What the contract of a post says: now, to come, and before."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch

from dpss.access import actors, scope
from dpss.kernel import errors
from payroll import models


def every(post: models.Employment, *, actor: actors.Actor) -> Sequence[models.EmploymentTerms]:
    """All that the contract has said and will say, the latest first."""
    rows = models.EmploymentTerms.objects.filter(employment=post).prefetch_related(rates(actor))
    return list(scope.visible_to(rows, actor).order_by("-during"))


def on(post: models.Employment, *, day: date, actor: actors.Actor) -> models.EmploymentTerms | None:
    """What holds on a day."""
    rows = models.EmploymentTerms.objects.filter(employment=post, during__contains=day)
    return scope.visible_to(rows, actor).prefetch_related(rates(actor)).first()


def rates(actor: actors.Actor) -> "Prefetch[str]":
    """Rates of kinds of work by name, to be read along with terms: `named_rates` has them.

    As a list: Django makes a query for each of the terms otherwise, only to keep them in it.
    """
    rows = scope.visible_to(models.WorkRate.objects.order_by("name"), actor)
    return Prefetch("rates", rows, to_attr="rates_read")


def identity(post: models.Employment, *, actor: actors.Actor) -> models.PayrollIdentity:
    """Who the PA is to HMRC. Raises `Invalid` while nothing is recorded: rates and letters go by age."""
    people = models.PayrollIdentity.objects.filter(assistant=post.assistant_id)
    found = scope.visible_to(people, actor).first()
    if found is None:
        raise errors.Invalid(
            "No date of birth is recorded, and the minimum wage and National Insurance go by age. Record who"
            " the PA is to HMRC first."
        )
    return found


def birth_date(post: models.Employment, *, actor: actors.Actor) -> date:
    """The PA's. Raises `Invalid` while it is not recorded."""
    return identity(post, actor=actor).birth_date
