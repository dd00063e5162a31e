"""Employers who have come from another payroll provider: found, and put in a pay group of one's own."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views, words
from ledger import queries as ledger
from payroll import models
from payroll.forms import pay_calendar as asked
from payroll.operations import taking_over as operations
from payroll.queries import arrivals, pay_calendar


class Arrivals(views.ListPage):
    """Those who wait for a pay group, by name."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "pages/list.html"
    title = "Employers from another provider"
    sorts = {"name": views.Option("Name", ("name",))}

    def back(self) -> components.BackLink:
        """To the employers."""
        return components.BackLink("Employers", reverse("payroll:employers"))

    def rows(self) -> QuerySet[models.Employer]:
        """Those placed with the provider whom another one's calendar pays."""
        return arrivals.arrived(actor=self.actor)

    def listing(self, rows: Sequence[models.Employer]) -> components.Table:
        """Who, and who paid them up to now."""
        return components.Table(
            caption=str(self.title),
            caption_hidden=True,
            columns=(components.Column("Employer"), components.Column("Paid until now by")),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(row.name, href=reverse("payroll:take_over", args=[row.pk])),
                        f"{row.pay_group.organisation.name}: {row.pay_group.name}",
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """Nobody waits."""
        return components.Empty(
            "Nobody waits. When the council places a client with you whom another provider paid, their"
            " employer is here until you choose a pay group."
        )


class TakeOver(views.ExplainedPage):
    """Choose the pay group of an employer who has come."""

    permission: ClassVar[str] = policy.KEEP_POSTS

    def load(self) -> None:
        """The employer of a client who is placed with the provider."""
        found = arrivals.employers_of_clients(actor=self.actor)
        self.employer = shortcuts.get_object_or_404(found, pk=self.kwargs["employer"])

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Choose a pay group for {self.employer.name}"

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Employers from another provider", reverse("payroll:arrivals"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The provider's own groups; from the day after the last that is paid."""
        day = arrivals.first_day(self.employer, actor=self.actor)
        groups = list(pay_calendar.groups(actor=self.actor))
        return asked.MoveEmployerForm(data, groups=groups, initial={"day": day} if day else {})

    def thing(self) -> components.Component:
        """Who paid, and up to which day."""
        last = pay_calendar.paid_to(self.employer, actor=self.actor)
        group = self.employer.pay_group
        return components.SummaryList(
            (
                components.SummaryRow("Paid until now by", f"{group.organisation.name}: {group.name}"),
                components.SummaryRow(
                    "Work is paid up to", dates.with_weekday(last) if last else "Nothing yet"
                ),
            )
        )

    def consequences(self) -> Sequence[components.Words]:
        """What goes over, and what stays."""
        return [
            "Payslips and figures of the year so far go on from what the provider before has paid.",
            "The first period of your calendar begins on the day after the last that is paid.",
            "Sheets and held pay of a period that was not paid go to your period with the same days.",
            *self._unfinished(),
            "If HMRC knows the provider before as agent, record your own agent code and authority.",
        ]

    def _unfinished(self) -> Iterator[str]:
        """What the provider before left: money in no bank file, and people whom it has not paid."""
        count, total = ledger.due_of(self.employer.subject_id, actor=self.actor)
        if count:
            said = words.counted(count, "payment is", "payments are")
            yield (
                f"{said} approved and in no bank file yet, {money.in_words(total)} in all. They are in your"
                " next bank file: check the paydays under Payments."
            )
        left = arrivals.unpaid(self.employer, actor=self.actor)
        if left:
            yield (
                f"In the last period that was paid, nothing was paid to {', '.join(left)}. If a timesheet"
                " comes in, pay it outside the usual payday."
            )

    def nothing(self) -> str:
        """It is done."""
        is_open = arrivals.arrived(actor=self.actor).filter(pk=self.employer.pk).exists()
        return "" if is_open else f"{self.employer.name} is in one of your pay groups."

    def act(self, **values: Any) -> models.Employer:
        """Take them over."""
        group = pay_calendar.groups(actor=self.actor).filter(pk=values["group"]).first()
        if group is None:
            raise errors.Invalid("Choose a pay group.", field="group")
        return operations.take_over(
            employer=self.employer, group=group, day=values["day"], actor=self.actor, at=self.now
        )

    def done(self, result: models.Employer) -> str:
        """By which calendar."""
        return f"{result.name} is paid with {result.pay_group.name} now."

    def next_url(self, result: Any) -> str:
        """To the employer's record."""
        return reverse("payroll:employer", args=[result.pk])
