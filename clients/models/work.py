"""Something that waits for someone: what the caseload and home pages read."""

from typing import ClassVar

from django.db import models

from clients import states
from dpss.access import policy
from dpss.access.models import base


class WorkItem(base.Keyed, base.SubjectRow):
    """One thing about a client that one role must do by a day, and why."""

    sees: ClassVar[str] = policy.CARE
    machine = states.WORK_ITEM

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="work_items")
    key = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=list(policy.ROLE_NAMES.items()))
    title = models.CharField(max_length=150)
    why = models.CharField(max_length=300)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "key"], name="work_item_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.WORK_ITEM.states)), name="work_item_state"
            ),
        ]
        indexes = [
            models.Index(fields=["role", "due_on"], condition=models.Q(state="open"), name="work_item_open")
        ]
