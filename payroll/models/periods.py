"""When people are paid: groups of employers with the same calendar, and their periods. No personal data."""

from django.contrib.postgres import constraints, fields
from django.db import models

from dpss.access.models import base

INTERVALS = [
    ("weekly", "Weekly"),
    ("two_weekly", "Every 2 weeks"),
    ("four_weekly", "Every 4 weeks"),
    ("monthly", "Monthly"),
]


_DAYS = models.Func(
    models.F("first_day"),
    models.F("last_day"),
    models.Value("[]"),
    function="daterange",
    output_field=fields.DateRangeField(),
)


class PayGroup(base.Keyed):
    """Employers of one payroll provider who are paid on the same days."""

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, related_name="pay_groups"
    )
    name = models.CharField(max_length=60)
    interval = models.CharField(max_length=12, choices=INTERVALS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="pay_group_name_once"),
            models.CheckConstraint(
                condition=models.Q(interval__in=[name for name, _ in INTERVALS]), name="pay_group_interval"
            ),
        ]


class PayPeriod(base.Keyed):
    """The days that one payday pays for. `tax_period` is the week or month number told to HMRC.

    `payday` is the contractual one, which HMRC is told: where banks are closed on it, the money arrives on
    the working day before (see `payroll.deadlines`).
    """

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(PayGroup, on_delete=models.PROTECT, related_name="periods")
    first_day = models.DateField()
    last_day = models.DateField()
    sheets_in_by = models.DateTimeField()
    payday = models.DateField()
    tax_year = models.CharField(max_length=7)
    tax_period = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "first_day"], name="pay_period_once"),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="pay_period_days_in_order"
            ),
            models.UniqueConstraint(fields=["group", "payday"], name="pay_period_one_a_payday"),
            constraints.ExclusionConstraint(
                name="pay_period_days_paid_once", expressions=[("group", "="), (_DAYS, "&&")]
            ),
        ]
