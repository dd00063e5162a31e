"""Complaints: who complains about whom, each point with its own answer, and how soon a council answers."""

from datetime import date
from typing import ClassVar, cast

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from clients import states
from dpss.access import policy
from dpss.access.models import base


class Complaint(base.Keyed, base.SubjectRow):
    """A complaint of a client, of who acts for them, or of a PA.

    It hangs on a key of its own, which only who complained and who answers reach: whoever it is about, and
    whoever wrote it down for them, reach nothing of it. `name` is who complains, as they were called then,
    and `reader` the sign-in with which they read it, if they have one. `team` are the staff of the council
    who answer; `handler` is the one of them, or of another team, whose it is. `ombudsman` is kept as it
    stood in the last letter.
    """

    sees: ClassVar[str] = policy.CARE
    machine = states.COMPLAINT

    class How(models.TextChoices):
        ONLINE = "online", "Online"
        PHONE = "phone", "By phone"
        LETTER = "letter", "By letter or e-mail"
        IN_PERSON = "in_person", "In person"

    class About(models.TextChoices):
        PERSON = "person", "A person"
        ORGANISATION = "organisation", "An organisation"
        OTHER = "other", "Something else"

    client = models.ForeignKey(
        "clients.Client", null=True, blank=True, on_delete=models.PROTECT, related_name="complaints"
    )
    representation = models.ForeignKey(
        "clients.Representation", null=True, blank=True, on_delete=models.PROTECT, related_name="complaints"
    )
    assistant = models.ForeignKey(
        "clients.PersonalAssistant",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="complaints",
    )
    name = models.CharField(max_length=150)
    reader = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    how = models.CharField(max_length=10, choices=How.choices)
    raised_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    raised_on = models.DateField()
    about = models.CharField(max_length=12, choices=About.choices)
    about_user = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    about_organisation = models.ForeignKey(
        "access.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    about_words = models.CharField(max_length=150)
    wanted = models.CharField(max_length=1000, blank=True)
    team = models.CharField(max_length=30, choices=list(policy.ROLE_NAMES.items()))
    council_organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    handler = models.ForeignKey(
        "access.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, choices=machine.choices, default=machine.initial)
    acknowledge_by = models.DateField()
    answer_by = models.DateField()
    acknowledged_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    in_time = models.BooleanField(null=True, blank=True)
    times_opened = models.PositiveSmallIntegerField(default=1)
    learning = models.CharField(max_length=2000, blank=True)
    ombudsman = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject"], name="complaint_one_for_a_subject"),
            models.CheckConstraint(
                condition=Q(client__isnull=False, assistant=None)
                | Q(client=None, representation=None, assistant__isnull=False),
                name="complaint_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(about="person", about_user__isnull=False, about_organisation=None)
                | Q(about="organisation", about_user=None, about_organisation__isnull=False)
                | Q(about="other", about_user=None, about_organisation=None),
                name="complaint_about",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.COMPLAINT.states)), name="complaint_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered")
                | Q(answered_on__isnull=False, in_time__isnull=False) & ~Q(learning="") & ~Q(ombudsman=""),
                name="complaint_answered_with_what_was_learned",
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_by"], condition=Q(state__in=["new", "looked_into"]), name="complaint_open"
            )
        ]


class ComplaintPoint(base.Keyed, base.SubjectRow):
    """One thing that somebody complains of, and its own answer: what was found, why, and what is done."""

    sees: ClassVar[str] = policy.CARE

    class Outcome(models.TextChoices):
        UPHELD = "upheld", "Upheld"
        PARTLY = "partly", "Partly upheld"
        NOT_UPHELD = "not_upheld", "Not upheld"

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=1000)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reasons = models.CharField(max_length=2000, blank=True)
    done = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "point of a complaint"
        verbose_name_plural = "points of complaints"
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="complaint_point_once"),
            models.CheckConstraint(
                condition=Q(outcome="", reasons="", done="", answered_by=None, answered_at=None)
                | Q(outcome__in=["upheld", "partly", "not_upheld"], answered_at__isnull=False)
                & ~Q(reasons="")
                & ~Q(done=""),
                name="complaint_point_answered_whole",
            ),
        ]


class ComplaintTime(base.Keyed, base.Dated):
    """From a day on, a council answers complaints within so many working days, and names the Ombudsman so.

    Whoever complains reads it too. `owner` is whose decision it is, and `source` where the rule stands.
    """

    MOST: ClassVar[int] = 130

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    acknowledge_days = models.PositiveSmallIntegerField()
    answer_days = models.PositiveSmallIntegerField()
    ombudsman = models.CharField(max_length=300)
    owner = models.CharField(max_length=150)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "time to answer complaints"
        verbose_name_plural = "times to answer complaints"
        constraints = [
            constraints.ExclusionConstraint(
                name="complaint_time_one_at_a_time",
                expressions=[("council", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=Q(acknowledge_days__gte=1, answer_days__gte=models.F("acknowledge_days"))
                & Q(answer_days__lte=130)
                & ~Q(owner="")
                & ~Q(source="")
                & ~Q(ombudsman=""),
                name="complaint_time_says_how_long_and_whose",
            ),
        ]

    @property
    def first_day(self) -> date:
        """The day from which it holds; there always is one."""
        return cast("date", self.during.lower)
