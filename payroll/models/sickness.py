"""Sickness: the usual working days of a post, illness before this payroll, and what is to be paid."""

from typing import ClassVar

import pghistory
from django.contrib.postgres import constraints, fields
from django.db import models

from dpss.access import policy
from dpss.access.models import base
from payroll import states

WEEKDAYS = tuple(range(7))


@pghistory.track()
class QualifyingDays(base.Keyed, base.SubjectRow, base.Dated):
    """The weekdays on which a PA usually works, as agreed with the employer; Monday is 0 and Sunday is 6.

    Statutory Sick Pay is paid for these days alone (SSCBA 1992 s154).
    """

    sees: ClassVar[str] = policy.PAY

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="qualifying_days"
    )
    weekdays = fields.ArrayField(models.PositiveSmallIntegerField())

    class Meta:
        verbose_name = "usual working days"
        constraints = [
            constraints.ExclusionConstraint(
                name="qualifying_days_one_at_a_time", expressions=[("employment", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=models.Q(weekdays__len__gte=1, weekdays__contained_by=list(WEEKDAYS)),
                name="qualifying_days_are_weekdays",
            ),
        ]


@pghistory.track()
class EarlierSickness(base.Keyed, base.SubjectRow, base.Dated):
    """Illness of a PA in this post that no timesheet here has: it was paid, or not, by another payroll."""

    sees: ClassVar[str] = policy.PAY

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="earlier_sickness"
    )
    source = models.CharField(max_length=150)

    class Meta:
        verbose_name = "earlier sickness"
        constraints = [
            constraints.ExclusionConstraint(
                name="earlier_sickness_each_day_once", expressions=[("employment", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=models.Q(during__lower_inf=False, during__upper_inf=False),
                name="earlier_sickness_has_ended",
            ),
        ]


class SickPayDecision(base.Keyed, base.SubjectRow):
    """What was decided about the sick days of one post in one pay period, and the payslip lines it comes to.

    `sick_days` are those of the approved sheet, in order. While the sheet says the same the lines are paid as
    they stand here; once it says something else, the decision has no effect and another must be made.
    `average` is a week's earnings before `linked_from`, the first day of the first linked sickness.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.SICK_PAY

    class Outcome(models.TextChoices):
        PAY = "pay", "Pay Statutory Sick Pay"
        NOT_DUE = "not_due", "Statutory Sick Pay is not due"

    class Reason(models.TextChoices):
        MATERNITY = "maternity", "Maternity pay or Maternity Allowance has begun"
        CUSTODY = "custody", "The PA was in custody"
        NOT_ILL = "not_ill", "The employer does not accept that the PA was ill"
        OTHER = "other", "Another reason"

    class FitNote(models.TextChoices):
        NOT_NEEDED = "not_needed", "Not needed: 7 days or fewer"
        SEEN = "seen", "Seen"
        NOT_ASKED = "not_asked", "Not seen, and paid all the same"
        WITHHELD = "withheld", "Not seen, and held back from the 8th day"

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="sick_pay_decisions"
    )
    period = models.ForeignKey(
        "payroll.PayPeriod", on_delete=models.PROTECT, related_name="sick_pay_decisions"
    )
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(max_length=10, choices=[("", ""), *Reason.choices], blank=True)
    note = models.CharField(max_length=300, blank=True)
    sick_days = fields.ArrayField(models.DateField())
    linked_from = models.DateField(null=True, blank=True)
    average = models.DecimalField(max_digits=20, decimal_places=10, null=True, blank=True)
    average_source = models.CharField(max_length=300, blank=True)
    fit_note = models.CharField(max_length=10, choices=FitNote.choices, default=FitNote.NOT_NEEDED)
    fit_note_on = models.DateField(null=True, blank=True)
    lines = models.JSONField()
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "sick pay decision"
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "period"],
                condition=models.Q(state="decided"),
                name="sick_pay_decision_one_stands",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.SICK_PAY.states)), name="sick_pay_decision_state"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="pay", reason="")
                | models.Q(outcome="not_due") & ~models.Q(reason=""),
                name="sick_pay_decision_says_why_not",
            ),
            models.CheckConstraint(
                condition=models.Q(average=None) | models.Q(average__gte=0) & ~models.Q(average_source=""),
                name="sick_pay_decision_average_has_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(fit_note="seen", fit_note_on__isnull=False)
                | ~models.Q(fit_note="seen") & models.Q(fit_note_on=None),
                name="sick_pay_decision_fit_note_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["period", "employment"], name="sick_pay_decision_of_period")]
