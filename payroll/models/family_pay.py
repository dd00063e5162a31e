"""Leave for a birth, an adoption or a child's death, and the statutory pay of it."""

from typing import ClassVar

from django.contrib.postgres import fields
from django.db import models

from dpss.access import policy
from dpss.access.models import base
from payroll import states
from payroll.calc.statutory.kinds import REPORTED


class FamilyPay(base.Keyed, base.SubjectRow):
    """What was decided about one leave of one post: its weeks, and whether statutory pay is due for them.

    `due_on`, `arrived_on`, `died_on`, `care`, `weeks_before` and the others are those of
    `family_leave.Claim`. `average` is a week's earnings before the relevant week. `why_not` has a sentence
    for each test that is not met; with any, nothing is paid.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.FAMILY_PAY

    class Kind(models.TextChoices):
        MATERNITY = "maternity", "Statutory Maternity Pay"
        ADOPTION = "adoption", "Statutory Adoption Pay"
        PATERNITY = "paternity", "Statutory Paternity Pay"
        SHARED_PARENTAL = "shared_parental", "Statutory Shared Parental Pay"
        BEREAVEMENT = "bereavement", "Statutory Parental Bereavement Pay"
        NEONATAL_CARE = "neonatal_care", "Statutory Neonatal Care Pay"

    employment = models.ForeignKey("payroll.Employment", on_delete=models.PROTECT, related_name="family_pay")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    adoption = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    care = fields.ArrayField(fields.DateRangeField(), default=list, blank=True)
    weeks = fields.ArrayField(models.DateField())
    weeks_before = models.PositiveSmallIntegerField(default=0)
    weeks_used = models.PositiveSmallIntegerField(default=0)
    partner_qualifies = models.BooleanField(default=False)
    first_day = models.DateField()
    back_on = models.DateField(null=True, blank=True)
    average = models.DecimalField(max_digits=20, decimal_places=10)
    average_source = models.CharField(max_length=300)
    why_not = fields.ArrayField(models.CharField(max_length=300), default=list, blank=True)
    evidence = models.CharField(max_length=150)
    evidence_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "family pay decision"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.FAMILY_PAY.states)), name="family_pay_state"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in REPORTED]), name="family_pay_kind"
            ),
            models.CheckConstraint(condition=models.Q(weeks__len__gte=1), name="family_pay_has_weeks"),
            models.CheckConstraint(
                condition=models.Q(back_on=None) | models.Q(back_on__gt=models.F("first_day")),
                name="family_pay_back_after_it_began",
            ),
            models.CheckConstraint(condition=models.Q(average__gte=0), name="family_pay_average"),
        ]
        indexes = [
            models.Index(
                fields=["employment", "first_day"],
                condition=models.Q(state="decided"),
                name="family_pay_of_post",
            )
        ]

    @property
    def is_paid(self) -> bool:
        """Whether statutory pay is due for its weeks."""
        return not self.why_not
