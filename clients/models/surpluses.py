"""Money left over: how much may be, what is kept first, and what the council asked to have back."""

from datetime import date
from typing import Any, ClassVar, Final, cast

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import F, Q

from clients import states, surplus
from dpss.access import policy
from dpss.access.models import base

_PERSON: dict[str, Any] = {"null": True, "blank": True, "on_delete": models.PROTECT, "related_name": "+"}
_SOMEBODY: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}
# States in which nobody has been told of it, or nobody needs to answer any more.
_NOT_SENT: Final = ("proposed", "withdrawn")


class SurplusLimit(base.Keyed, base.Dated):
    """From a day on, a council asks only about what is free above so many weeks of the budget.

    `basis` says of which budget: before or after the contribution. `reply_days` is how long people have to
    answer a notice; nothing moves before. `owner` is whose decision it is, `source` where the rule stands.
    """

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    weeks = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=5, choices=surplus.BASES)
    reply_days = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=150)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("access.User", **_SOMEBODY)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "limit of money left over"
        verbose_name_plural = "limits of money left over"
        constraints = [
            constraints.ExclusionConstraint(
                name="surplus_limit_one_at_a_time",
                expressions=[("council", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=Q(weeks__range=(1, surplus.MOST_WEEKS))
                & Q(reply_days__range=(surplus.FEWEST_DAYS, surplus.MOST_DAYS))
                & ~Q(owner="")
                & ~Q(source=""),
                name="surplus_limit_says_how_much_and_whose",
            ),
        ]

    @property
    def first_day(self) -> date:
        """The day from which it holds; there always is one."""
        return cast("date", self.during.lower)


class KeptFigure(base.Keyed, base.SubjectRow):
    """What a client's money is needed for on a day, in pounds, with who wrote it down and from what.

    Nobody wrote down what the payroll works out by itself every week. The newest of a kind counts, for some
    weeks. Never changed: a new figure is a new row.
    """

    sees: ClassVar[str] = policy.MONEY

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="kept_figures")
    kind = models.CharField(
        max_length=12, choices=[(kind.value, surplus.LABELS[kind]) for kind in surplus.Kind]
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    day = models.DateField()
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("access.User", **_PERSON)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "figure of what is kept"
        verbose_name_plural = "figures of what is kept"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0) & ~Q(source=""), name="kept_figure_says_whence")
        ]
        indexes = [models.Index(fields=["client", "kind", "-day"], name="kept_figure_newest")]


class SurplusNotice(base.Keyed, base.SubjectRow):
    """The council asks to have money back that is left over: how much, and how it was worked out that day.

    `working` is kept as it was. Nothing moves before the day after `reply_by`, nor while it is disputed.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.SURPLUS_NOTICE

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="surplus_notices")
    day = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    working = models.JSONField()
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    put_forward_by = models.ForeignKey("access.User", **_SOMEBODY)
    put_forward_at = models.DateTimeField()
    sent_by = models.ForeignKey("access.User", **_PERSON)
    sent_at = models.DateTimeField(null=True, blank=True)
    reply_by = models.DateField(null=True, blank=True)
    said = models.CharField(max_length=1000, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "notice of money left over"
        verbose_name_plural = "notices of money left over"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(states.SURPLUS_NOTICE.states)), name="surplus_notice_state"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="surplus_notice_amount"),
            models.UniqueConstraint(
                fields=["client"],
                condition=~Q(state__in=["paid", "withdrawn"]),
                name="surplus_notice_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_NOT_SENT)
                | Q(sent_by__isnull=False, reply_by__isnull=False) & ~Q(sent_by=F("put_forward_by")),
                name="surplus_notice_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None) & ~Q(state="paid") | Q(state="paid", paid_on__gt=F("reply_by")),
                name="surplus_notice_nothing_moves_before",
            ),
            models.CheckConstraint(
                condition=~Q(state="disputed") | ~Q(said=""), name="surplus_notice_disputed_with_a_reason"
            ),
        ]
