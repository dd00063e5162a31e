"""Under which agent code, and with which sender, a report to HMRC goes out."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from payroll import models


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signs in to HMRC's gateway."""

    sender_id: str
    password: str


def codes(*, actor: actors.Actor) -> QuerySet[models.AgentCode]:
    """The provider's agent codes, those that are open first."""
    rows = scope.visible_to(models.AgentCode.objects.all(), actor)
    return rows.order_by("-closed_on", "name", "pk")


def with_employers(*, actor: actors.Actor) -> QuerySet[models.AgentCode]:
    """The same, each with the number of employers that report under it today."""
    today = Q(employers__during__contains=actor.today)
    return codes(actor=actor).annotate(used=Count("employers", filter=today))


def chosen(employer: models.Employer, *, day: date, actor: actors.Actor) -> models.EmployersAgent | None:
    """The code that an employer's reports of a payday go out under."""
    rows = employer.agents.filter(during__contains=day).select_related("agent")
    return scope.visible_to(rows, actor).first()


def senders_of(submissions: Sequence[models.Submission], *, actor: actors.Actor) -> dict[uuid.UUID, Sender]:
    """Who sends each report: the agent code of its payday, else the portal's own sender. Two queries.

    The code must be that of the provider that paid: after a handover nobody reports as the one before.
    """
    usual = Sender(settings.DPSS_HMRC_SENDER, settings.DPSS_HMRC_PASSWORD)
    reports = models.Submission.objects.filter(pk__in=[one.pk for one in submissions])
    provider = Coalesce("payrun__period__group__organisation", "employer__pay_group__organisation")
    paid_by = dict(scope.visible_to(reports, actor).values_list("pk", provider))
    rows = models.EmployersAgent.objects.filter(employer_id__in={one.employer_id for one in submissions})
    agents = list(scope.visible_to(rows, actor).select_related("agent"))
    found = {}
    for one in submissions:
        mine = next((row.agent for row in agents if _is_of(row, one, paid_by.get(one.pk))), None)
        found[one.pk] = Sender(mine.sender, mine.password or "") if mine else usual
    return found


def _is_of(row: models.EmployersAgent, submission: models.Submission, provider: uuid.UUID | None) -> bool:
    is_theirs = row.employer_id == submission.employer_id and row.agent.organisation_id == provider
    return is_theirs and submission.due_on in row.during
