"""The contracted hours of PAs whose sheets are not in at the deadline are paid, for one employer or many."""

import functools
from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse

from dpss.access import policy, transitions
from dpss.kernel import dates
from dpss.web import components, words
from payroll import models
from payroll.operations import contracted_pay as operations
from payroll.queries import contracted
from payroll.views import provider
from payroll.views.payruns import SomeEmployers

_MOST_NAMED = 50


class PayAsContracted(SomeEmployers):
    """Pay the contracted hours of posts whose sheets are late, where employer and PA have agreed to that."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS
    template_name = "payroll/provider/some_employers.html"
    move = models.Timesheet.machine.move("pay_as_contracted")

    @property
    def heading(self) -> components.Words:
        """What is about to be done."""
        return f"Pay as contracted, {provider.span_of(self.period)}"

    @functools.cached_property
    def late(self) -> list[models.Employment]:
        """The posts that are meant and have no approved sheet."""
        if not (self.is_for_all or self.keys):
            return []
        return contracted.late_in(self.period, employer_ids=self.employer_ids, actor=self.actor)

    @functools.cached_property
    def agreed(self) -> list[models.Employment]:
        """Those of them of whom it was agreed."""
        found = contracted.agreed_in(self.late, period=self.period, actor=self.actor)
        return [post for post in self.late if post.pk in found]

    def thing(self) -> components.Component | None:
        """Who would be paid, with the hours."""
        shown = self.agreed[:_MOST_NAMED]
        time = contracted.time_in(shown, period=self.period, actor=self.actor)
        rows = tuple(
            components.Row(
                (post.assistant.name, post.employer.name, words.hours(sum(time[post.pk].values())))
            )
            for post in shown
        )
        columns = (
            components.Column("PA"),
            components.Column("Employer"),
            components.Column("Contracted", numeric=True),
        )
        return components.Table(caption="Paid as contracted", columns=columns, rows=rows) if rows else None

    def consequences(self) -> Sequence[components.Words]:
        """The counts first."""
        paid, left = len(self.agreed), len(self.late) - len(self.agreed)
        whose = words.counted(paid, "PA are", "PAs are")
        paid_now = f"The contracted hours of {whose} approved for pay. Calculate the payrun after it."
        later = (
            "The timesheet stays wanted. When the employer approves it, what is more or less than contracted"
            " goes on the next payslip."
        )
        said = [paid_now, later]
        if left:
            others = words.counted(left, "other PA has", "other PAs have")
            said.append(f"{others} no agreement to contracted pay, and stay missing.")
        return said

    def context(self) -> dict[str, Any]:
        """Nothing to do is said instead of the question."""
        return super().context() | {"nothing": self._nothing()}

    def _nothing(self) -> str:
        if not (self.is_for_all or self.keys):
            return self.nothing_selected()
        if self.now < self.period.sheets_in_by:
            day = dates.with_weekday(self.period.sheets_in_by.date())
            return f"Timesheets may come in until {day}. After that, contracted hours can be paid here."
        if not self.agreed:
            return (
                "Nobody whose sheet is missing here has an agreement to contracted pay. Record it on the file"
                " of the post."
            )
        return ""

    def act(self, **values: Any) -> transitions.Outcome:
        """Pay them."""
        ids = [post.pk for post in self.agreed]
        return operations.pay_as_contracted(
            employment_ids=ids, period=self.period, actor=self.actor, at=self.now
        )

    def next_url(self, result: Any) -> str:
        """To the board."""
        return reverse("payroll:period", args=[self.period.pk])
