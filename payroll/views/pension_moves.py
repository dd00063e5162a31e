"""What a person records of a pension schedule, and how an employer's schedules go to its scheme."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, forms, views
from payroll import models
from payroll.forms import pension_schedules as asked
from payroll.operations import pension_moves as operations
from payroll.queries import pension_schedules as queries
from payroll.views.pension_schedule import OfASchedule
from payroll.views.pension_schedules import days_of
from payroll.views.scheme import OfAnEmployer

_MACHINE = models.PensionSchedule.machine


class _Move(OfASchedule, views.ActionPage):
    """One move of one schedule, which stands above the question."""

    def back(self) -> components.BackLink:
        """To the schedule."""
        return components.BackLink("The schedule", self.page_url)

    def thing(self) -> components.Component:
        """Whose schedule, with what it comes to."""
        schedule = self.schedule
        return components.SummaryList(
            (
                components.SummaryRow("Employer", schedule.employer.name),
                components.SummaryRow("Pension provider", schedule.scheme.provider),
                components.SummaryRow("Days", days_of(schedule)),
                components.SummaryRow("Total", money.in_words(schedule.total)),
            )
        )

    def next_url(self, result: Any) -> str:
        """Back to the schedule."""
        return self.page_url


class Submit(_Move):
    """The provider has it."""

    move = _MACHINE.move("submit_schedule")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """When it is collected, and the receipt. A transfer is not collected."""
        form = asked.SubmitForm(data, initial={"collect_on": max(self.schedule.due_on, self.actor.today)})
        if not self.schedule.by_direct_debit:
            del form.fields["collect_on"]
        return form

    def act(self, **values: Any) -> models.PensionSchedule:
        """Record it."""
        outcome = operations.submit(
            [self.schedule.pk],
            collect_on=values.get("collect_on"),
            receipt=values["receipt"],
            actor=self.actor,
            at=self.now,
        )
        return operations.one_of(outcome, self.schedule.pk)

    def done(self, result: models.PensionSchedule) -> str:
        """When it is collected."""
        if result.collect_on is None:
            return "The schedule is recorded as submitted."
        day = dates.with_weekday(result.collect_on)
        return f"The schedule is recorded as submitted. The provider collects on {day}."

    def undo(self, result: Any) -> components.Link:
        """The way back."""
        return components.Link("Undo", reverse("payroll:pension_schedule_unsubmit", args=[result.pk]))


class Unsubmit(_Move):
    """It was not submitted after all."""

    move = _MACHINE.move("unsubmit")

    def act(self, **values: Any) -> models.PensionSchedule:
        """Record it."""
        return operations.unsubmit(
            schedule=self.schedule, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """What it is now."""
        return "The schedule is to submit again."


class Uncollect(_Move):
    """The bank did not pay the Direct Debit."""

    move = _MACHINE.move("uncollect")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Why, and when it is tried again."""
        return asked.UncollectForm(data)

    def act(self, **values: Any) -> models.PensionSchedule:
        """Record it."""
        return operations.uncollect(
            schedule=self.schedule,
            collect_on=values["collect_on"],
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: Any) -> str:
        """What it is now."""
        return "It is recorded that nothing was collected. The books follow in a few minutes."


class Paid(_Move):
    """The scheme was paid by transfer."""

    move = _MACHINE.move("record_paid")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """When."""
        return asked.PaidForm(data, initial={"paid_on": self.actor.today})

    def act(self, **values: Any) -> models.PensionSchedule:
        """Record it."""
        return operations.record_paid(
            schedule=self.schedule, paid_on=values["paid_on"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """What it is now."""
        return "The schedule is recorded as paid. The books follow in a few minutes."


class Unpaid(_Move):
    """The scheme was not paid after all."""

    move = _MACHINE.move("unrecord_paid")

    def act(self, **values: Any) -> models.PensionSchedule:
        """Record it."""
        return operations.unrecord_paid(
            schedule=self.schedule, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """What it is now."""
        return "The schedule is to be paid again. The books follow in a few minutes."


class WayOfSchedules(OfAnEmployer, views.FormPage):
    """How an employer's schedules go to its scheme, from a day on."""

    permission = policy.SEND_PENSION_SCHEDULES
    template_name = "payroll/provider/pension_way.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"How pension schedules of {self.employer.name} go"

    def back(self) -> components.BackLink:
        """To the scheme."""
        address = reverse("payroll:pension_scheme", args=[self.employer.pk])
        return components.BackLink("Pension scheme", address)

    @cached_property
    def way(self) -> models.PensionArrangement | None:
        """What holds today."""
        return queries.way_of(self.employer.pk, day=self.actor.today, actor=self.actor)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """At first what holds, from today."""
        names = ("per", "payment_source", "mandate_reference", "mandate_on")
        now = {name: getattr(self.way, name) for name in names} if self.way else {"per": "pay_period"}
        return asked.WayForm(data, initial=now | {"day": self.actor.today})

    def context(self) -> dict[str, Any]:
        """Whether a mandate is missing."""
        return {"has_mandate": bool(self.way and self.way.mandate_on)}

    def act(self, **values: Any) -> models.PensionArrangement:
        """Record it."""
        day = values.pop("day")
        return operations.record_way(
            employer=self.employer, day=day, way=operations.Way(**values), actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """From when."""
        return f"Recorded from {dates.in_words(result.during.lower)}."

    def next_url(self, result: Any) -> str:
        """Back to this page."""
        return reverse("payroll:pension_way", args=[self.employer.pk])
