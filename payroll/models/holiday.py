"""Holiday that PAs ask for, day by day, what the employer says, and how a post's holiday is paid."""

from datetime import date, timedelta
from typing import ClassVar, cast

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy
from dpss.access.models import base
from payroll import states

LIVE: tuple[str, ...] = ("asked", "agreed")


class HolidayRequest(base.Keyed, base.SubjectRow, base.Dated):
    """Time off that a PA asks their employer for. `during` are its days; its `days` say how long on each.

    `beyond_is_unpaid` says that the PA asks for what is more than is left as time off without pay.
    `is_rolled_up` says that holiday pay comes with the PA's wages, so that no day of it is paid again.
    """

    sees: ClassVar[str] = policy.PAY
    machine = states.HOLIDAY

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="holiday_requests"
    )
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    note = models.CharField(max_length=300, blank=True)
    beyond_is_unpaid = models.BooleanField(default=False)
    is_rolled_up = models.BooleanField(default=False)
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "holiday request"
        constraints = [
            constraints.ExclusionConstraint(
                name="holiday_request_each_day_once",
                expressions=[("employment", "="), ("during", "&&")],
                condition=models.Q(state__in=LIVE),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.HOLIDAY.states)), name="holiday_request_state"
            ),
            models.CheckConstraint(
                condition=models.Q(during__lower_inf=False, during__upper_inf=False),
                name="holiday_request_has_ends",
            ),
        ]
        indexes = [models.Index(fields=["employment", "state"], name="holiday_request_of_post")]

    @property
    def first_day(self) -> date:
        """The first day."""
        return cast("date", self.during.lower)

    @property
    def last_day(self) -> date:
        """The last day."""
        return cast("date", self.during.upper) - timedelta(days=1)


class HolidayDay(base.SubjectRow):
    """One day of a holiday request: minutes that count as holiday, and minutes off without pay beyond it."""

    sees: ClassVar[str] = policy.PAY

    request = models.ForeignKey(HolidayRequest, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=0)
    unpaid_minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "day of holiday"
        verbose_name_plural = "days of holiday"
        constraints = [
            models.UniqueConstraint(fields=["request", "day"], name="holiday_day_once"),
            models.CheckConstraint(
                condition=models.Q(minutes__gt=0) | models.Q(unpaid_minutes__gt=0),
                name="holiday_day_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__lte=24 * 60 - models.F("unpaid_minutes")),
                name="holiday_day_fits_into_a_day",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="holiday_day_by_day")]


class RolledUpHoliday(base.Keyed, base.SubjectRow, base.Dated):
    """A post of irregular hours whose holiday pay comes with its wages, from a day on.

    Working Time Regulations 1998 regulation 16A. `reason` says how it was agreed.
    """

    sees: ClassVar[str] = policy.PAY

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="rolled_up_holiday"
    )
    reason = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "rolled-up holiday pay"
        verbose_name_plural = "rolled-up holiday pay"
        constraints = [
            constraints.ExclusionConstraint(
                name="rolled_up_holiday_one_at_a_time", expressions=[("employment", "="), ("during", "&&")]
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="rolled_up_holiday_says_how_agreed"),
        ]

    @property
    def first_day(self) -> date:
        """The first day; there always is one."""
        return cast("date", self.during.lower)

    @property
    def last_day(self) -> date | None:
        """The last day, None while it goes on."""
        return self.during.upper - timedelta(days=1) if self.during.upper else None


class HolidayBroughtIn(base.Keyed, base.SubjectRow):
    """What another payroll kept of a post's holiday in the leave year in which the post came here.

    `built_up` are hours earned by `up_to` by the hour, none for fixed hours, whose share goes by the
    contract. `taken` are hours taken by then.
    """

    sees: ClassVar[str] = policy.PAY

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="holiday_brought_in"
    )
    year_from = models.DateField()
    up_to = models.DateField()
    built_up = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    taken = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    source = models.CharField(max_length=150)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "holiday brought in"
        verbose_name_plural = "holiday brought in"
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "year_from"], name="holiday_brought_in_once_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(built_up__gte=0, taken__gte=0, up_to__gte=models.F("year_from"))
                & ~models.Q(source=""),
                name="holiday_brought_in_is_whole",
            ),
        ]
