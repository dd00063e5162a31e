"""Timesheets: one for a post and a period, in versions, frozen once approved."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base
from payroll import states


class Timesheet(base.Keyed, base.SubjectRow):
    """What a PA says they worked in a period. An approved sheet is frozen with a digest of its entries."""

    sees: ClassVar[str] = policy.PAY
    machine = states.TIMESHEET

    employment = models.ForeignKey("payroll.Employment", on_delete=models.PROTECT, related_name="timesheets")
    period = models.ForeignKey("payroll.PayPeriod", on_delete=models.PROTECT, related_name="timesheets")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "period", "version"], name="timesheet_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.TIMESHEET.states)), name="timesheet_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(decided_by__isnull=False) & ~models.Q(digest=""),
                name="timesheet_approved_is_frozen",
            ),
        ]
        indexes = [models.Index(fields=["period", "state"], name="timesheet_of_period")]


class TimesheetEntry(base.SubjectRow):
    """One thing on a day: a shift in whole minutes, a night slept in, holiday, sickness, or miles driven."""

    sees: ClassVar[str] = policy.PAY

    class Kind(models.TextChoices):
        HOURS = "hours", "Hours worked"
        SLEEP_IN = "sleep_in", "Sleep-in"
        HOLIDAY = "holiday", "Holiday"
        SICKNESS = "sickness", "Sickness"
        MILEAGE = "mileage", "Mileage"

    timesheet = models.ForeignKey(Timesheet, on_delete=models.PROTECT, related_name="entries")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    starts = models.TimeField(null=True, blank=True)
    finishes = models.TimeField(null=True, blank=True)
    next_day = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField(default=0)
    miles = models.DecimalField(max_digits=6, decimal_places=1, default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="hours", starts__isnull=False, finishes__isnull=False, minutes__gt=0)
                | models.Q(kind__in=["holiday", "sickness"], minutes__gt=0, starts=None, finishes=None)
                | models.Q(kind="sleep_in", starts=None, finishes=None)
                | models.Q(kind="mileage", miles__gt=0, minutes=0, starts=None, finishes=None),
                name="timesheet_entry_says_one_thing",
            )
        ]
        indexes = [models.Index(fields=["timesheet", "day"], name="timesheet_entry_of_day")]
