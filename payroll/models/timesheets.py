"""Timesheets: one for a post and a period, in versions, frozen once approved."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base
from payroll import states


class Timesheet(base.Keyed, base.SubjectRow):
    """What a PA says they worked in a period. An approved sheet is frozen with a digest of its entries.

    One that came in by phone, on paper or by e-mail says who entered it. `sendings` counts how often it was
    sent: one that was sent back is sent again. Contracted time has a sheet of its
    own: standing pay is approved by the agreement on the post's file, and what is paid until the real sheet
    comes in by an officer.
    """

    class Basis(models.TextChoices):
        SHEET = "sheet", "As the PA said"
        STANDING = "standing", "Standing pay"
        CONTRACTED = "contracted", "As contracted, until the sheet comes in"

    class Source(models.TextChoices):
        PORTAL = "portal", "The portal"
        PHONE = "phone", "Phone"
        PAPER = "paper", "Paper"
        EMAIL = "email", "E-mail"

    sees: ClassVar[str] = policy.PAY
    machine = states.TIMESHEET

    employment = models.ForeignKey("payroll.Employment", on_delete=models.PROTECT, related_name="timesheets")
    period = models.ForeignKey("payroll.PayPeriod", on_delete=models.PROTECT, related_name="timesheets")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    submitted_at = models.DateTimeField(null=True, blank=True)
    sendings = models.PositiveSmallIntegerField(default=0)
    submitted_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    basis = models.CharField(max_length=10, choices=Basis.choices, default=Basis.SHEET)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.PORTAL)
    received_on = models.DateField(null=True, blank=True)
    received_note = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

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
                | (models.Q(decided_by__isnull=False) | models.Q(basis="standing")) & ~models.Q(digest=""),
                name="timesheet_approved_is_frozen",
            ),
            models.CheckConstraint(
                condition=models.Q(basis__in=["sheet", "standing", "contracted"]), name="timesheet_basis"
            ),
            models.CheckConstraint(
                condition=models.Q(source="portal", received_on=None, entered_by=None)
                | models.Q(source__in=["phone", "paper", "email"])
                & models.Q(received_on__isnull=False, entered_by__isnull=False),
                name="timesheet_source_says_who_entered_it",
            ),
        ]
        indexes = [models.Index(fields=["period", "state"], name="timesheet_of_period")]


class TimesheetEntry(base.SubjectRow):
    """One thing on a day: a shift in whole minutes, a night slept in, time off, miles, or money spent.

    `work` names the rate of a shift that is not paid at the usual one. `shared` work is worked for another
    employer as well, and paid by both. `receipt` says that the PA has it.
    """

    sees: ClassVar[str] = policy.PAY

    class Kind(models.TextChoices):
        HOURS = "hours", "Hours worked"
        SLEEP_IN = "sleep_in", "Sleep-in"
        HOLIDAY = "holiday", "Holiday"
        SICKNESS = "sickness", "Sickness"
        MILEAGE = "mileage", "Mileage"
        EXPENSE = "expense", "Expense"
        CONTRACTED = "contracted", "Hours as contracted"

    timesheet = models.ForeignKey(Timesheet, on_delete=models.PROTECT, related_name="entries")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    starts = models.TimeField(null=True, blank=True)
    finishes = models.TimeField(null=True, blank=True)
    next_day = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField(default=0)
    miles = models.DecimalField(max_digits=6, decimal_places=1, default=0)
    work = models.CharField(max_length=40, blank=True)
    shared = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    what_for = models.CharField(max_length=60, blank=True)
    receipt = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="hours", starts__isnull=False, finishes__isnull=False, minutes__gt=0)
                | models.Q(
                    kind__in=["holiday", "sickness", "contracted"], minutes__gt=0, starts=None, finishes=None
                )
                | models.Q(kind="sleep_in", starts=None, finishes=None)
                | models.Q(kind="mileage", miles__gt=0, minutes=0, starts=None, finishes=None)
                | models.Q(kind="expense", amount__gt=0, minutes=0, starts=None, finishes=None),
                name="timesheet_entry_says_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="expense") & ~models.Q(what_for="")
                | ~models.Q(kind="expense") & models.Q(amount=0, what_for="", receipt=False),
                name="timesheet_expense_says_what_for",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="hours") | models.Q(work=""), name="timesheet_rates_are_for_shifts"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["hours", "sleep_in"]) | models.Q(shared=False),
                name="timesheet_shifts_and_nights_are_shared",
            ),
        ]
        indexes = [models.Index(fields=["timesheet", "day"], name="timesheet_entry_of_day")]
