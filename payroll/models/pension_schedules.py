"""What goes to pension schemes: schedules with a line for each payslip, how they are sent, and the files."""

from typing import ClassVar

from django.contrib.postgres import constraints, fields
from django.db import models
from django.db.models import F, Q

from dpss.access import policy, sealing
from dpss.access.models import base
from payroll import states
from payroll.models.pension_schemes import PensionScheme


class PensionArrangement(base.Keyed, base.SubjectRow, base.Dated):
    """How an employer's schedules go to its pension scheme, from a day to a day.

    `payment_source` is the name of the payment source in the employer's account at the provider. A Direct
    Debit mandate has a reference and the day on which it was set up, both or neither.
    """

    sees: ClassVar[str] = policy.PAY

    class Per(models.TextChoices):
        PAY_PERIOD = "pay_period", "One for each pay period"
        MONTH = "month", "One for each calendar month"

    employer = models.ForeignKey(
        "payroll.Employer", on_delete=models.PROTECT, related_name="pension_arrangements"
    )
    per = models.CharField(max_length=10, choices=Per.choices, default=Per.PAY_PERIOD)
    payment_source = models.CharField(max_length=40, blank=True)
    mandate_reference = models.CharField(max_length=40, blank=True)
    mandate_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "way of sending pension schedules"
        verbose_name_plural = "ways of sending pension schedules"
        constraints = [
            constraints.ExclusionConstraint(
                name="pension_arrangement_one_at_a_time",
                expressions=[("employer", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=Q(per__in=["pay_period", "month"]), name="pension_arrangement_per"
            ),
            models.CheckConstraint(
                condition=Q(mandate_reference="", mandate_on=None)
                | ~Q(mandate_reference="") & Q(mandate_on__isnull=False),
                name="pension_arrangement_whole_mandate",
            ),
        ]


class PensionSchedule(base.Keyed, base.SubjectRow):
    """What an employer's pension scheme is told and paid for the wages of some days.

    `number` counts the schedules of the same days. One of what is to come back (`refund`) has sums of less
    than nothing. `due_on` is the legal day of payment. `member`, `employer_share` and `earnings` are the sums
    of its lines. `collect_on` is when the provider will collect; `settled_on` when the money moved, and
    `taken_back` how often that was said and taken back. `in_books` says that the ledger has followed.
    One that the provider of the payroll pays by transfer is paid `by_payment`, which posts itself;
    `held_because` says why there is no payment yet.
    """

    sees: ClassVar[str] = policy.PAY
    machine = states.PENSION_SCHEDULE

    class Kind(models.TextChoices):
        CONTRIBUTIONS = "contributions", "Contributions"
        REFUND = "refund", "To ask back"

    employer = models.ForeignKey(
        "payroll.Employer", on_delete=models.PROTECT, related_name="pension_schedules"
    )
    scheme = models.ForeignKey("payroll.PensionScheme", on_delete=models.PROTECT, related_name="schedules")
    kind = models.CharField(max_length=13, choices=Kind.choices, default=Kind.CONTRIBUTIONS)
    first_day = models.DateField()
    last_day = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    interval = models.CharField(max_length=12)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    members = models.PositiveSmallIntegerField(default=0)
    earnings = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    member = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    employer_share = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    raised_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=60, blank=True)
    collect_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    taken_back = models.PositiveSmallIntegerField(default=0)
    in_books = models.BooleanField(default=True)
    by_payment = models.BooleanField(default=False)
    held_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "kind", "first_day", "last_day", "number"], name="pension_schedule_once"
            ),
            models.UniqueConstraint(
                fields=["scheme", "kind", "first_day", "last_day"],
                condition=Q(state="to_submit"),
                name="pension_schedule_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.PENSION_SCHEDULE.states)), name="pension_schedule_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["contributions", "refund"], first_day__lte=F("last_day")),
                name="pension_schedule_kind_and_days",
            ),
            models.CheckConstraint(
                condition=Q(by_payment=False) | Q(state="paid"), name="pension_schedule_paid_by_payment"
            ),
            models.CheckConstraint(
                condition=Q(kind="contributions") | ~Q(state="collected") & Q(collect_on=None),
                name="pension_schedule_nobody_collects_a_refund",
            ),
            models.CheckConstraint(
                condition=Q(state="to_submit", submitted_at=None, submitted_by=None, settled_on=None)
                | Q(state="submitted", submitted_at__isnull=False, settled_on=None)
                | Q(state__in=["collected", "paid"], submitted_at__isnull=False, settled_on__isnull=False),
                name="pension_schedule_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(settled_on=None), name="pension_schedule_open_by_day"
            ),
            models.Index(fields=["employer", "-last_day"], name="pension_schedule_newest"),
            models.Index(fields=["id"], condition=Q(in_books=False), name="pension_schedule_to_book"),
        ]

    @property
    def by_direct_debit(self) -> bool:
        """Whether the provider collects it. What comes back is never collected: a person sees it come."""
        is_paid_in = self.kind == self.Kind.CONTRIBUTIONS
        return is_paid_in and self.scheme.paid == PensionScheme.Paid.DIRECT_DEBIT


class PensionScheduleLine(base.Keyed, base.SubjectRow):
    """What one payslip adds to a schedule, or that a member had none; each payslip is on one schedule once.

    What is paid back after an opt-out, of contributions that two schemes had, is on one for each, as `part` 1
    and 2.

    `reason` says why nothing was paid in, `effective_on` since when; `starts` that the membership is new. An
    `is_adjustment` is of a payslip that is of other days than the schedule.
    """

    sees: ClassVar[str] = policy.MONEY

    class Reason(models.TextChoices):
        NONE = "", "Paid in"
        LEAVES = "leaves", "No more contributions"
        FAMILY_LEAVE = "family_leave", "On family leave"
        LOW_EARNINGS = "low_earnings", "Not enough pay"

    schedule = models.ForeignKey(PensionSchedule, on_delete=models.PROTECT, related_name="lines")
    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="pension_lines"
    )
    payslip = models.ForeignKey(
        "payroll.Payslip", null=True, blank=True, on_delete=models.PROTECT, related_name="pension_lines"
    )
    part = models.PositiveSmallIntegerField(default=1)
    earnings = models.DecimalField(max_digits=12, decimal_places=2)
    member = models.DecimalField(max_digits=12, decimal_places=2)
    employer_share = models.DecimalField(max_digits=12, decimal_places=2)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    starts = models.BooleanField(default=False)
    is_adjustment = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "employment"],
                condition=Q(payslip=None),
                name="pension_line_without_a_payslip_once",
            ),
            models.UniqueConstraint(fields=["payslip", "part"], name="pension_line_of_payslip_once"),
            models.CheckConstraint(
                condition=Q(payslip__isnull=False) | Q(earnings=0, member=0, employer_share=0),
                name="pension_line_of_money_has_a_payslip",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["", "leaves", "family_leave", "low_earnings"]),
                name="pension_line_reason",
            ),
        ]
        indexes = [models.Index(fields=["schedule", "employment"], name="pension_line_of_schedule")]


class PensionFile(base.Keyed, base.SubjectRow):
    """A contribution file as it was made, sealed. The same schedule with the same lines has the same file."""

    sees: ClassVar[str] = policy.MONEY

    schedule = models.ForeignKey(PensionSchedule, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    content = sealing.SealedField()
    members = models.PositiveSmallIntegerField()
    total = models.DecimalField(max_digits=12, decimal_places=2)
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "sha256"], name="pension_file_once"),
        ]
        indexes = [models.Index(fields=["schedule", "-made_at"], name="pension_file_newest")]


class PensionDownload(base.Keyed, base.OrganisationRow):
    """Contribution files of many schedules, asked for at once and made by the portal, some at a time.

    `schedules` are their keys, `made` how many of them were gone through. The files themselves are
    `PensionFile`s: this holds nobody's name.
    """

    schedules = fields.ArrayField(models.UUIDField())
    made = models.PositiveSmallIntegerField(default=0)
    requested_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(schedules__len__gt=0, schedules__len__gte=F("made")),
                name="pension_download_of_some",
            ),
        ]
        indexes = [
            models.Index(
                fields=["requested_at"], condition=Q(finished_at=None), name="pension_download_to_make"
            ),
        ]
