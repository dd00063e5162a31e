"""Calculating and approving payruns, and the page of one employer's payrun."""

import functools
import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse

from dpss import celery
from dpss.access import policy, transitions
from dpss.kernel import money
from dpss.web import components, views, words
from payroll import models
from payroll.operations import payruns as operations
from payroll.queries import month, payruns
from payroll.views import provider

AT_ONCE = 100


class _SomeEmployers(provider.PeriodPage, views.BulkPage):
    """A page that acts on the employers that were ticked, or on all of them when the address says so."""

    @property
    def is_for_all(self) -> bool:
        """Whether the whole period is meant."""
        return bool((self.request.POST or self.request.GET).get("all"))

    @property
    def employer_ids(self) -> list[uuid.UUID] | None:
        """The employers that are meant; None for all."""
        return None if self.is_for_all else self.keys

    def nothing_selected(self) -> str:
        """What to do when no employer was ticked."""
        return "No employers were selected. Go back, tick the rows you mean, and choose again."

    def context(self) -> dict[str, Any]:
        """The employers again, to be sent with the form."""
        return super().context() | {"is_for_all": self.is_for_all}


class Calculate(_SomeEmployers):
    """Ask for payruns to be worked out, with what that comes to."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS
    template_name = "payroll/provider/some_employers.html"
    move = models.Payrun.machine.move("request")

    @property
    def heading(self) -> components.Words:
        """What is about to be done."""
        return f"Calculate the payrun, {provider.span_of(self.period)}"

    @functools.cached_property
    def asked(self) -> payruns.Asked:
        """What would be worked out."""
        return payruns.asked(self.period, self.employer_ids, actor=self.actor)

    def consequences(self) -> Sequence[components.Words]:
        """The counts first."""
        employers = words.counted(self.asked.employers, "employer", "employers")
        posts = words.counted(self.asked.posts, "post", "posts")
        again = words.counted(self.asked.again, "payrun was", "payruns were")
        return [
            f"The pay of {posts} with {employers} is worked out from the timesheets that are approved now.",
            f"{again} calculated before, and is made anew: the old payslips are replaced."
            if self.asked.again == 1
            else f"{again} calculated before, and are made anew: the old payslips are replaced.",
            "Nothing is paid and HMRC is not told. Another person must approve it first: you cannot.",
        ]

    def context(self) -> dict[str, Any]:
        """Nothing to ask for is said instead of the question."""
        found = super().context()
        if self.asked.employers:
            return found | {"nothing": ""}
        chosen = self.is_for_all or self.keys
        return found | {"nothing": _ALL_APPROVED if chosen else self.nothing_selected()}

    def act(self, **values: Any) -> int:
        """Ask, and wake the job that works it out."""
        asked = operations.request(
            period=self.period, actor=self.actor, at=self.now, employer_ids=self.employer_ids
        )
        celery.nudge("payroll.calculate_due_payruns")
        return asked

    def done(self, result: int) -> str:
        """How many were asked for."""
        if not result:
            return "Nothing was left to calculate."
        return f"You asked for {words.counted(result, 'payrun', 'payruns')} to be calculated."

    def next_url(self, result: int) -> str:
        """To how far it is."""
        return reverse("payroll:calculation", args=[self.period.pk])


_ALL_APPROVED = "Every payrun that you mean is approved already, so there is nothing to calculate."


class Calculation(provider.PeriodPage):
    """How far the calculation is, read from the payruns themselves."""

    template_name = "payroll/provider/calculation.html"
    title = "Calculating the payrun"

    def context(self) -> dict[str, Any]:
        """A bar, and the result when all is worked out."""
        progress = month.calculation_progress(self.period, actor=self.actor)
        counts = month.calculation_counts(self.period, actor=self.actor)
        label = f"{words.number(progress.done)} of {words.counted(progress.total, 'payrun', 'payruns')} calculated"
        figures = (
            components.Figure(words.number(counts.ready), "Ready to approve", "With payslips"),
            components.Figure(words.number(counts.blocked), "Cannot be paid yet", "No payslip in them"),
            components.Figure(words.number(counts.missing), "Posts without a sheet", "Left out for now"),
            components.Figure(words.number(counts.stopped), "Posts that are blocked", "With a reason"),
        )
        return {
            "period": provider.title_of(self.period),
            "is_done": progress.complete,
            "bar": components.Progress(label, progress.done, progress.total),
            "result": components.Figures(figures, title="So far" if not progress.complete else "The result"),
            "board": components.ButtonLink("Go to the payrun", self.board_url, "main"),
        }


class ApprovePayruns(_SomeEmployers):
    """A second person approves what is ready, with the totals and with what will follow."""

    permission: ClassVar[str] = policy.APPROVE_PAYRUNS
    template_name = "payroll/provider/approve.html"
    move = models.Payrun.machine.move("approve")

    @functools.cached_property
    def ready(self) -> list[uuid.UUID]:
        """The payruns that would be approved by this press of the button: some at a time."""
        return list(self._ready().values_list("pk", flat=True)[:AT_ONCE])

    @functools.cached_property
    def waiting(self) -> int:
        """All that are ready."""
        return self._ready().count()

    def _ready(self) -> Any:
        return payruns.ready(self.period, self.employer_ids, actor=self.actor)

    @property
    def heading(self) -> components.Words:
        """What is about to be done."""
        return f"Approve the payrun, {provider.span_of(self.period)}"

    @property
    def button(self) -> components.Words:
        """With the count, so that nobody approves more than they think."""
        return f"Approve {words.counted(len(self.ready), 'payrun', 'payruns')}"

    @functools.cached_property
    def approval(self) -> payruns.Approval:
        """What would follow."""
        runs = month.payruns(self.period, actor=self.actor).filter(pk__in=self.ready)
        return payruns.approval(runs, self.period, actor=self.actor)

    def consequences(self) -> Sequence[components.Words]:
        """Money, instructions, reports."""
        would = self.approval
        said = [
            f"{words.counted(would.payments, 'payment', 'payments')} of {money.in_words(would.paid)}"
            " become due from managed accounts.",
            f"{words.counted(would.instructions, 'instruction', 'instructions')} to pay"
            f" {money.in_words(would.instructed)} go to employers who pay themselves.",
            f"{words.counted(would.reports, 'report', 'reports')} to HMRC wait to be sent, one for each employer.",
        ]
        if would.awaiting:
            employers = words.counted(would.awaiting, "employer has", "employers have")
            said.append(f"{employers} no PAYE reference yet: their reports wait for it.")
        return [*said, "Wages are posted to the ledger. This cannot be undone."]

    def told(self) -> Sequence[components.Words]:
        """Who hears of it."""
        return ["Each PA who signs in gets a message that the payslip is there."]

    def thing(self) -> components.Component:
        """The totals, and who asked."""
        would = self.approval
        return components.SummaryList(
            (
                components.SummaryRow("Calculation asked for by", ", ".join(would.asked_by) or "Nobody"),
                components.SummaryRow("Payruns", words.number(would.payruns)),
                components.SummaryRow("Payslips", words.number(would.payslips)),
                components.SummaryRow("Gross pay", money.in_words(would.gross)),
                components.SummaryRow("Net to pay", money.in_words(would.net)),
                components.SummaryRow("Cost to the employers", money.in_words(would.employer_cost)),
            )
        )

    def context(self) -> dict[str, Any]:
        """How far it is when it takes several presses; or that nothing is ready."""
        found = super().context()
        more = self.waiting - len(self.ready)
        if not self.ready:
            chosen = self.is_for_all or self.keys
            return found | {"nothing": _NOTHING_READY if chosen else self.nothing_selected()}
        part = (
            f"{words.number(self.waiting)} payruns are ready. They are approved {AT_ONCE} at a time:"
            f" {words.number(more)} more will wait after these."
        )
        return found | {"nothing": "", "part": part if more else ""}

    def act(self, **values: Any) -> transitions.Outcome:
        """Approve them, and wake the job that tells HMRC."""
        outcome = operations.approve(payrun_ids=self.ready, actor=self.actor, at=self.now)
        celery.nudge("payroll.send_submissions")
        return outcome

    def done(self, result: transitions.Outcome) -> str:
        """How many were approved, and why the others were not, each by its employer."""
        approved = words.counted(len(result.moved), "payrun", "payruns")
        if not result.refused:
            return f"You approved {approved}."
        names = payruns.employers_of(result.refused, actor=self.actor)
        why = payruns.grouped_by_reason(result.refused, names)
        return f"You approved {approved}. {words.number(len(result.refused))} not: {why}"

    def next_url(self, result: transitions.Outcome) -> str:
        """On to the rest, or back to the board."""
        more = self.waiting - len(self.ready)
        if more and result.moved and self.is_for_all:
            return provider.with_keys(self.request.path, all=1)
        return self.board_url


_NOTHING_READY = "None of the payruns that you mean is ready to be approved. Calculate them first."


class Payrun(views.Page):
    """One employer's payrun: its payslips, what it leaves out, what may be done, and its history."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/payrun.html"
    payrun: models.Payrun

    def load(self) -> None:
        """The payrun, where the actor reaches the employer."""
        found = payruns.one(self.kwargs["payrun"], actor=self.actor).first()
        if found is None:
            raise Http404
        self.payrun = found

    @property
    def heading(self) -> components.Words:
        """Whose payrun it is."""
        return self.payrun.employer.name

    def back(self) -> components.BackLink:
        """To the board of its period."""
        return components.BackLink("Payrun", reverse("payroll:period", args=[self.payrun.period_id]))
