"""A change of employer: why, from which day, who employs then, and what becomes of each post."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base
from payroll import change_states
from payroll.models import employers


class EmployerChange(base.Keyed, base.SubjectRow):
    """Another legal person becomes the employer of a client's PAs from a day on.

    It hangs on the client, whose support worker may begin it; PAs do not reach why. Answers are kept as they
    come; one that is not given yet is empty. `takes_over_records` is HMRC's succession: then no P45 is given
    (PAYE Regulations 2003 regulation 102). `ceases_on` is the last payday of the old scheme, set when the
    change is confirmed; `became` is the employer that it made.
    """

    sees: ClassVar[str] = policy.IDENTITY
    machine = change_states.EMPLOYER_CHANGE

    class Why(models.TextChoices):
        TURNED_18 = "turned_18", "The person supported turned 18, and a parent employed until now"
        CAPACITY = "capacity", "The employer can no longer decide, and somebody else employs instead"
        DIED = "died", "The employer has died"
        OTHER = "other", "Another reason"

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    why = models.CharField(max_length=10, choices=Why.choices)
    explanation = models.CharField(max_length=500, blank=True)
    new_name = models.CharField(max_length=150)
    first_day = models.DateField()
    takes_over_records = models.BooleanField(null=True, blank=True)
    hmrc_said = models.CharField(max_length=300, blank=True)
    pension_goes_on = models.BooleanField(null=True, blank=True)
    payer = models.CharField(max_length=10, blank=True, choices=employers.WhoPays.Payer.choices)
    insured = models.BooleanField(null=True, blank=True)
    begun_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ceases_on = models.DateField(null=True, blank=True)
    became = models.OneToOneField(
        "payroll.Employer", null=True, blank=True, on_delete=models.PROTECT, related_name="came_by"
    )

    class Meta:
        verbose_name = "change of employer"
        constraints = [
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(state__in=["draft", "confirmed"]),
                name="employer_change_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(change_states.EMPLOYER_CHANGE.states)),
                name="employer_change_state",
            ),
            models.CheckConstraint(
                condition=Q(why__in=["turned_18", "capacity", "died"]) | Q(why="other") & ~Q(explanation=""),
                name="employer_change_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(became__isnull=False, confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="employer_change_confirmed_by_somebody",
            ),
        ]


class PostDecision(base.Keyed, base.SubjectRow):
    """What becomes of one post when its employer changes: it goes on with the new one, or it ends.

    `ground` says why service counts on, and who decided keeps their name beside it. A post that goes on
    without continuity begins service anew. `ended_it` says that the change put its last day in place of
    `last_day_before`, which comes back when the change is taken back; one that had ended already stays.
    """

    sees: ClassVar[str] = policy.PAY

    class Outcome(models.TextChoices):
        CONTINUES = "continues", "Goes on, and service counts on"
        NEW = "new", "Goes on with the new employer, and service begins anew"
        ENDS = "ends", "Ends with the employer before"

    class Ground(models.TextChoices):
        ESTATE = "estate", "The personal representatives keep the PA on"
        TRANSFER = "transfer", "What the PA works for passes to the new employer as a going concern"
        AGREED = "agreed", "The new employer agrees to count the service"

    change = models.ForeignKey(EmployerChange, on_delete=models.PROTECT, related_name="decisions")
    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="employer_changes"
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    ground = models.CharField(max_length=10, blank=True, choices=Ground.choices)
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    ended_it = models.BooleanField(default=False)
    last_day_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "employment"], name="post_decision_once"),
            models.CheckConstraint(
                condition=Q(ended_it=True) | Q(last_day_before=None), name="post_decision_ended_a_last_day"
            ),
            models.CheckConstraint(
                condition=Q(outcome="continues", ground__in=["estate", "transfer", "agreed"])
                | Q(outcome__in=["new", "ends"], ground=""),
                name="post_decision_continuity_has_a_ground",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="post_decision_says_why"),
        ]
