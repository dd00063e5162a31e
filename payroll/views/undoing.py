"""Taking calculations back that nobody has approved: of some employers, or of one payrun."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse

from dpss.access import policy, transitions
from dpss.kernel import errors, money
from dpss.web import components, views, words
from payroll import models
from payroll.operations import payruns as operations
from payroll.queries import off_cycle, payruns
from payroll.views import provider
from payroll.views.payruns import SomeEmployers


class UndoPayruns(SomeEmployers):
    """Undo the calculation of the employers that were ticked, or of all."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS
    template_name = "payroll/provider/some_employers.html"
    move = models.Payrun.machine.move("undo")

    @property
    def heading(self) -> components.Words:
        """What is about to be done."""
        return f"Undo the calculation, {provider.span_of(self.period)}"

    def consequences(self) -> Sequence[components.Words]:
        """The counts first."""
        would = payruns.undoing(self.period, self.employer_ids, actor=self.actor)
        slips = words.counted(would.payslips, "draft payslip", "draft payslips")
        runs = words.counted(would.payruns, "payrun", "payruns")
        return [
            f"{slips} of {runs} are dropped: {money.in_words(would.net)} net in all."
            if would.payslips != 1
            else f"{slips} of {runs} is dropped: {money.in_words(would.net)} net.",
            "The timesheets stay as they are. Nothing was paid, and HMRC was not told.",
            "Calculate again when what was wrong is put right.",
        ]

    def context(self) -> dict[str, Any]:
        """Nothing to undo is said instead of the question."""
        found = super().context()
        if payruns.undoing(self.period, self.employer_ids, actor=self.actor).payruns:
            return found | {"nothing": ""}
        chosen = self.is_for_all or self.keys
        return found | {"nothing": _NOTHING_TO_UNDO if chosen else self.nothing_selected()}

    def act(self, **values: Any) -> transitions.Outcome:
        """Undo them."""
        found = payruns.to_undo(self.period, self.employer_ids, actor=self.actor)
        ids = list(found.values_list("pk", flat=True))
        if not ids:
            raise errors.Conflict(_NOTHING_TO_UNDO)
        return operations.undo(payrun_ids=ids, actor=self.actor, at=self.now)

    def done(self, result: transitions.Outcome) -> str:
        """How many."""
        return f"You undid the calculation of {words.counted(len(result.moved), 'payrun', 'payruns')}."

    def next_url(self, result: transitions.Outcome) -> str:
        """Back to the board."""
        return self.board_url


_NOTHING_TO_UNDO = (
    "None of the payruns that you mean is calculated and not approved, so there is nothing to undo."
)


class UndoPayrun(views.ActionPage):
    """Undo the calculation of one payrun, or drop a correction or an off-cycle run."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS
    move = models.Payrun.machine.move("undo")

    def load(self) -> None:
        """The payrun, where the actor reaches the employer."""
        found = payruns.one(self.kwargs["payrun"], actor=self.actor)
        self.payrun = shortcuts.get_object_or_404(found)

    @property
    def is_correction(self) -> bool:
        """Whether a correction is dropped."""
        return self.payrun.kind == models.Payrun.Kind.CORRECTION

    @property
    def is_off_cycle(self) -> bool:
        """Whether a run with a payday of its own is dropped."""
        return self.payrun.kind in off_cycle.KINDS

    @property
    def heading(self) -> components.Words:
        """What is about to be done."""
        if self.is_off_cycle:
            return "Drop this run"
        return "Drop the correction" if self.is_correction else "Undo the calculation"

    @property
    def button(self) -> components.Words:
        """The same."""
        return self.heading

    def back(self) -> components.BackLink:
        """To the payrun."""
        return components.BackLink("The payrun", reverse("payroll:payrun", args=[self.payrun.pk]))

    def thing(self) -> components.Component:
        """Whose, for which days, and what would be dropped."""
        run = self.payrun
        return components.SummaryList(
            (
                components.SummaryRow("Employer", run.employer.name),
                components.SummaryRow("Period", provider.span_of(run.period)),
                components.SummaryRow("State", models.Payrun.machine.states[run.state]),
                components.SummaryRow("Draft payslips", words.number(run.payslip_count)),
                components.SummaryRow("Net pay", money.in_words(run.net)),
            )
        )

    def consequences(self) -> Sequence[components.Words]:
        """What goes, and what stays."""
        if self.is_off_cycle:
            return [
                "The payslip that was worked out is dropped, and nothing of this run is paid.",
                "A timesheet that it would have paid goes back to the usual payrun. Calculate that again.",
            ]
        stays = (
            "The approved payslip stays as it is and counts. You can begin a correction again."
            if self.is_correction
            else "The timesheets stay as they are. Nothing was paid, and HMRC was not told."
        )
        return ["The payslips that were worked out are dropped.", stays]

    def context(self) -> dict[str, Any]:
        """Why not, where it cannot be undone."""
        why_not = transitions.why_not(self.payrun, "undo", actor=self.actor) or ""
        return super().context() | {"nothing": why_not}

    def act(self, **values: Any) -> transitions.Outcome:
        """Undo it."""
        outcome = operations.undo(payrun_ids=[self.payrun.pk], actor=self.actor, at=self.now)
        if outcome.refused:
            raise errors.Conflict(outcome.refused[self.payrun.pk])
        return outcome

    def done(self, result: transitions.Outcome) -> str:
        """What was done."""
        if self.is_off_cycle:
            return "The run is dropped."
        return "The correction is dropped." if self.is_correction else "You undid the calculation."

    def next_url(self, result: transitions.Outcome) -> str:
        """Back to the payrun."""
        return reverse("payroll:payrun", args=[self.payrun.pk])
