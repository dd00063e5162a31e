"""The pay calendar of a provider: groups, the paydays of a tax year, and one payday moved."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django import shortcuts
from django.db.models import QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views, words
from ledger import bank_holidays
from payroll import deadlines, models, times
from payroll.calc import tax_periods
from payroll.calc.inputs import Interval
from payroll.forms import pay_calendar as asked
from payroll.operations import pay_calendar as operations
from payroll.queries import pay_calendar as queries
from payroll.views import provider
from payroll.views.checked import CheckedPage

_WEEKS: Final = {"weekly": 1, "two_weekly": 2, "four_weekly": 4, "monthly": 0}


class PayGroups(views.ListPage):
    """The provider's pay groups, and up to when the calendar of each is made."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/pay_groups.html"
    title = "Pay calendar"

    def back(self) -> components.BackLink:
        """To the periods."""
        return components.BackLink("Pay periods", reverse("payroll:periods"))

    def rows(self) -> QuerySet[models.PayGroup]:
        """With employers counted."""
        return queries.groups(actor=self.actor)

    def reached(self) -> QuerySet[models.PayGroup]:
        """Calendars are nobody's data: the query keeps to the provider's own."""
        return self.rows()

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each group."""
        return components.Table(
            caption="Pay groups",
            caption_hidden=True,
            columns=(
                components.Column("Pay group"),
                components.Column("How often"),
                components.Column("Employers", numeric=True),
                components.Column("Made up to"),
                components.Column("Last payday made"),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(row.name, href=reverse("payroll:pay_group", args=[row.pk])),
                        row.get_interval_display(),
                        words.number(row.count),
                        dates.in_words(row.made_to) if row.made_to else "Nothing made yet",
                        dates.with_weekday(row.last_payday) if row.last_payday else "",
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """None yet."""
        add = components.ButtonLink("Add a pay group", reverse("payroll:pay_group_new"), "main")
        return components.Empty("Employers who are paid on the same days will be a group here.", add)


class NewGroup(views.FormPage):
    """Add a pay group."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    title = "Add a pay group"
    form_class = asked.GroupForm

    def back(self) -> components.BackLink:
        """To the groups."""
        return components.BackLink("Pay calendar", reverse("payroll:pay_groups"))

    def act(self, **values: Any) -> models.PayGroup:
        """Add it."""
        return operations.new_group(actor=self.actor, at=self.now, **values)

    def next_url(self, result: models.PayGroup) -> str:
        """On to its paydays."""
        return reverse("payroll:pay_group", args=[result.pk])


class MakePeriods(CheckedPage):
    """Make the paydays of a tax year from a pattern: asked, shown with the days of Bacs, then made."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/make_periods.html"
    keep = "Make these paydays"
    form: asked.PatternForm
    group: Any

    def load(self) -> None:
        """The group, one of the provider's own."""
        groups = queries.groups(actor=self.actor)
        self.group = shortcuts.get_object_or_404(groups, pk=self.kwargs["group"])

    @property
    def heading(self) -> components.Words:
        """Of which group."""
        return f"Paydays of {self.group.name}"

    def back(self) -> components.BackLink:
        """To the groups."""
        return components.BackLink("Pay calendar", reverse("payroll:pay_groups"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """This tax year and the next; at first where the calendar ends."""
        this = tax_periods.tax_year_of(self.actor.today)
        after = tax_periods.tax_year_of(tax_periods.last_day(this) + timedelta(days=1))
        self.form = asked.PatternForm(data, tax_years=(this, after), initial=self.initial())
        return self.form

    def initial(self) -> dict[str, Any]:
        """The day after the last period, and the payday after the last one."""
        if self.group.made_to is None:
            return {}
        payday = deadlines.payday_after(self.group.last_payday, weeks=_WEEKS[self.group.interval], times=1)
        return {
            "tax_year": tax_periods.tax_year_of(payday),
            "first_day": self.group.made_to + timedelta(days=1),
            "payday": payday,
            "working_days": 4,
            "by": datetime.min.time().replace(hour=12),
        }

    def context(self) -> dict[str, Any]:
        """The paydays that are there and still to come."""
        coming = self.periods().filter(payday__gte=self.actor.today)
        return {"there": _paydays(coming, "Paydays to come", may_move=True)}

    def act(self, **values: Any) -> operations.Made:
        """Make them."""
        return operations.make(
            group=self.group,
            pattern=self.form.pattern(self.group.interval),
            tax_year=values["tax_year"],
            actor=self.actor,
            at=self.now,
        )

    def would(self, result: operations.Made) -> Sequence[components.Component]:
        """The paydays that it would make, with the days of Bacs."""
        last = self.group.made_to
        made = self.periods().filter(first_day__gt=last) if last else self.periods()
        counted = words.counted(result.new, "payday is", "paydays are")
        there = f" {result.there} are there already." if result.there else ""
        note = components.Note(f"{counted} new.{there}")
        return (note, _paydays(made, "New paydays"))

    def periods(self) -> QuerySet[models.PayPeriod]:
        """The calendar of the group, the first payday first."""
        return models.PayPeriod.objects.filter(group=self.group).select_related("group").order_by("payday")

    def done(self, result: operations.Made) -> str:
        """How many."""
        there = f" {result.there} were there already, and stay." if result.there else ""
        return f"{words.counted(result.new, 'payday is', 'paydays are')} made.{there}"

    def next_url(self, result: operations.Made) -> str:
        """Back to the group."""
        return reverse("payroll:pay_group", args=[self.group.pk])


class MovePayday(provider.PeriodPage, views.FormPage):
    """Another payday for one period, before anything of it is worked out."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/scheme_form.html"
    form_class = asked.MovePaydayForm

    @property
    def heading(self) -> components.Words:
        """Of which period."""
        return f"Move the payday of {provider.span_of(self.period)}"

    def back(self) -> components.BackLink:
        """To the calendar of the group."""
        address = reverse("payroll:pay_group", args=[self.period.group_id])
        return components.BackLink(f"Paydays of {self.period.group.name}", address)

    def initial(self) -> dict[str, Any]:
        """What holds now."""
        local = self.period.sheets_in_by.astimezone(times.LONDON)
        return {"payday": self.period.payday, "in_by": local.date(), "by": local.time()}

    def context(self) -> dict[str, Any]:
        """What moves along, and what does not."""
        return {
            "said": (
                "Every employer of this pay group is paid on the new day.",
                "The bank file, and the day by which HMRC must be told, go with it.",
                "A payday of which pay is worked out cannot be moved any more.",
            )
        }

    def act(self, **values: Any) -> models.PayPeriod:
        """Move it."""
        in_by = datetime.combine(values["in_by"], values["by"], tzinfo=times.LONDON)
        return operations.move_payday(
            period=self.period, payday=values["payday"], sheets_in_by=in_by, actor=self.actor, at=self.now
        )

    def done(self, result: models.PayPeriod) -> str:
        """When it is now, and when the money arrives."""
        bacs = deadlines.bacs_days(result.payday, holidays=bank_holidays.named())
        early = f" The money arrives on {dates.with_weekday(bacs.entry)}." if bacs.is_early else ""
        return f"The payday is {dates.with_weekday(result.payday)}.{early}"

    def next_url(self, result: models.PayPeriod) -> str:
        """Back to the calendar."""
        return reverse("payroll:pay_group", args=[result.group_id])


def _paydays(
    periods: Iterable[models.PayPeriod], caption: str, *, may_move: bool = False
) -> components.Table:
    """Each payday with its period, tax week or month, cut-off, and the days of Bacs backwards from it."""
    heads = ("Payday", "Period", "Tax week or month", "Sheets in by", "File to Bacs", "Money arrives")
    return components.Table(
        caption=caption,
        columns=tuple(map(components.Column, heads)),
        rows=tuple(_payday(one, may_move=may_move) for one in periods),
        empty=components.Empty("No payday is to come. Make the next ones below."),
    )


def _payday(one: models.PayPeriod, *, may_move: bool) -> components.Row:
    bacs = deadlines.bacs_days(one.payday, holidays=bank_holidays.named())
    local = one.sheets_in_by.astimezone(times.LONDON)
    extra = tax_periods.is_extra_payday(interval=Interval(one.group.interval), period=one.tax_period)
    moved = " ".join(f"{name} is on {words.day_and_month(day)}." for day, name in bacs.moved_by)
    early = f"Paid early. HMRC is told {dates.in_words(one.payday)}." if bacs.is_early else ""
    return components.Row(
        (
            components.Cell(
                dates.with_weekday(one.payday),
                href=reverse("payroll:payday_move", args=[one.pk]) if may_move else "",
                note=moved,
            ),
            provider.span_of(one),
            components.Cell(
                str(one.tax_period), note="One payday more than the tax year has room for." if extra else ""
            ),
            f"{words.day_and_month(local.date())}, {words.clock_time(local)}",
            words.day_and_month(bacs.submit),
            components.Cell(words.day_and_month(bacs.entry), note=early),
        )
    )
