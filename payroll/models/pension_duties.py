"""What happened with a post's pension, where each payslip left it, and what is to be done by when."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base

GROUPS: Final = (
    ("eligible_jobholder", "Must be in a pension"),
    ("non_eligible_jobholder", "May opt in"),
    ("entitled_worker", "May join"),
    ("outside_ages", "No duty at this age"),
)
STATUSES: Final = (
    ("not_member", "Not a member"),
    ("postponed", "Postponed"),
    ("member", "Member"),
    ("opted_out", "Opted out"),
    ("left", "Left the scheme"),
    ("employment_ended", "Job ended"),
)
DUTIES: Final = (
    ("assess", "Assess"),
    ("postponement_notice", "Postponement notice"),
    ("arrange_membership", "Make them a member at the scheme"),
    ("enrolment_information", "Enrolment letter"),
    ("opt_in_information", "Letter about the right to opt in"),
    ("joining_information", "Letter about the right to join"),
    ("refund", "Pay contributions back"),
)


class PensionFact(base.Keyed, base.SubjectRow):
    """Something that happened with a post's pension on a day. Rows stay as they are written.

    `until` is the last day of a postponement, or of the second pay period after an opt-out; `member_from` the
    day for which membership is asked, or since when it was. `of` is the postponement that a notice tells of,
    or the fact that was recorded by mistake. `paper` says where the notice is kept, or why.
    """

    sees: ClassVar[str] = policy.MONEY

    class Kind(models.TextChoices):
        MEMBER_BEFORE = "member_before", "Was a member already"
        POSTPONED = "postponed", "Postponed"
        POSTPONEMENT_TOLD = "postponement_told", "Told of the postponement"
        MADE = "made", "Made a member by the scheme"
        INFORMED = "informed", "Given the enrolment letter"
        RIGHTS_TOLD = "rights_told", "Told of their right to opt in or join"
        ASKED = "asked", "Asked to be in the pension"
        DECLINED = "declined", "Asked again within 12 months, and was declined"
        OPTED_OUT = "opted_out", "Opted out"
        OPT_OUT_INVALID = "opt_out_invalid", "Gave an opt-out notice that was not complete"
        LEFT = "left", "Left the pension"
        LOST = "lost", "Lost membership without having asked"
        REFUNDED = "refunded", "Contributions paid back"
        RE_ENROLMENT = "re_enrolment", "Looked at on the re-enrolment date"
        TAKEN_BACK = "taken_back", "Recorded by mistake"

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="pension_facts"
    )
    kind = models.CharField(max_length=18, choices=Kind.choices)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    member_from = models.DateField(null=True, blank=True)
    of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="told_by")
    by_scheme = models.BooleanField(default=False)
    paper = models.CharField(max_length=200, blank=True)
    payslip = models.ForeignKey(
        "payroll.Payslip", null=True, blank=True, on_delete=models.PROTECT, related_name="pension_refunds"
    )
    recorded_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "member_before",
                        "postponed",
                        "postponement_told",
                        "made",
                        "informed",
                        "rights_told",
                        "asked",
                        "declined",
                        "opted_out",
                        "opt_out_invalid",
                        "left",
                        "lost",
                        "refunded",
                        "re_enrolment",
                        "taken_back",
                    ]
                ),
                name="pension_fact_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="postponed") | Q(until__gt=models.F("on")),
                name="pension_fact_postponed_until",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["member_before", "asked", "declined"]) | Q(member_from__isnull=False),
                name="pension_fact_member_from",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["postponement_told", "taken_back"], of__isnull=False)
                | ~Q(kind__in=["postponement_told", "taken_back"]) & Q(of=None),
                name="pension_fact_of_another",
            ),
            models.CheckConstraint(
                condition=~Q(kind="taken_back") | ~Q(paper=""), name="pension_fact_taken_back_says_why"
            ),
            models.UniqueConstraint(
                fields=["of"], condition=Q(kind="taken_back"), name="pension_fact_taken_back_once"
            ),
            models.UniqueConstraint(
                fields=["payslip"], condition=Q(kind="refunded"), name="pension_fact_refunded_once"
            ),
        ]
        indexes = [models.Index(fields=["employment", "on"], name="pension_fact_of_employment")]


class PensionAssessment(base.Keyed, base.SubjectRow):
    """The group of a post in the pay reference period of a payslip, and where the pension stands after it.

    `earnings` are all that was payable in the period so far, `age` is that on its payday, `since` the first
    day in the group. `begins` says that this payslip is the first of a membership. It is as fixed as its
    payslip is.
    """

    sees: ClassVar[str] = policy.MONEY

    payslip = models.OneToOneField(
        "payroll.Payslip", on_delete=models.CASCADE, related_name="pension_assessment"
    )
    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="pension_assessments"
    )
    payday = models.DateField()
    first_day = models.DateField()
    last_day = models.DateField()
    interval = models.CharField(max_length=12)
    earnings = models.DecimalField(max_digits=12, decimal_places=2)
    age = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=22, choices=GROUPS)
    since = models.DateField()
    status = models.CharField(max_length=16, choices=STATUSES)
    route = models.CharField(max_length=11, blank=True)
    member_from = models.DateField(null=True, blank=True)
    begins = models.BooleanField(default=False)
    said = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    group__in=[
                        "eligible_jobholder",
                        "non_eligible_jobholder",
                        "entitled_worker",
                        "outside_ages",
                    ]
                ),
                name="pension_assessment_group",
            ),
            models.CheckConstraint(
                condition=Q(earnings__gte=0, last_day__gte=models.F("first_day")),
                name="pension_assessment_period",
            ),
            models.CheckConstraint(
                condition=Q(status="member", member_from__isnull=False)
                | ~Q(status="member") & Q(begins=False),
                name="pension_assessment_member_since",
            ),
        ]
        indexes = [models.Index(fields=["employment", "-payday"], name="pension_assessment_newest")]


class PensionDue(base.Keyed, base.SubjectRow):
    """Something that the employer owes a PA about the pension by a day; of a letter, what it must carry.

    `way` is how a letter goes, once that is known. It is closed when it is done, on a day, or when it
    is not to be done any more (`lapsed`).
    """

    sees: ClassVar[str] = policy.MONEY

    class Way(models.TextChoices):
        EMAIL = "email", "By e-mail"
        POST = "post", "By post"

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="pension_dues"
    )
    duty = models.CharField(max_length=21, choices=DUTIES)
    since = models.DateField()
    by = models.DateField()
    why = models.TextField()
    data = models.JSONField(default=dict)
    way = models.CharField(max_length=5, choices=Way.choices, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    lapsed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employment", "duty", "since"], name="pension_due_once"),
            models.CheckConstraint(
                condition=Q(duty__in=[duty for duty, _ in DUTIES]), name="pension_due_duty"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, done_on=None, lapsed=False)
                | Q(closed_at__isnull=False, done_on__isnull=False, lapsed=False)
                | Q(closed_at__isnull=False, done_on=None, lapsed=True),
                name="pension_due_closed_once",
            ),
            models.CheckConstraint(condition=Q(way__in=["", "email", "post"]), name="pension_due_way"),
        ]
        indexes = [
            models.Index(fields=["by"], condition=Q(closed_at=None), name="pension_due_open"),
        ]
