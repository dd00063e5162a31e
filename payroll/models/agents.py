"""Agent codes: under which of its own names at HMRC a payroll provider reports for an employer."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from dpss.access import policy, sealing
from dpss.access.models import base


class AgentCode(base.Keyed, base.OrganisationRow):
    """A code that HMRC has given a provider as agent, with the sender that reports go out under.

    One that is closed stays with what was sent under it, and no employer can be given it any more.
    """

    name = models.CharField(max_length=60)
    code = models.CharField(max_length=12)
    sender = models.CharField(max_length=12)
    password = sealing.SealedField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "organisation", "code"], name="agent_code_once"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(sender=""), name="agent_code_has_a_sender"),
        ]


class EmployersAgent(base.Keyed, base.SubjectRow, base.Dated):
    """The agent code that an employer's reports are sent under, from a day to a day."""

    sees: ClassVar[str] = policy.PAY

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="agents")
    agent = models.ForeignKey(AgentCode, on_delete=models.PROTECT, related_name="employers")

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="employers_agent_one_at_a_time", expressions=[("employer", "="), ("during", "&&")]
            )
        ]
