"""Pages on which an approved payslip is corrected: begun, put right, approved by a second person."""

import functools
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss import celery
from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, views, words
from payroll import models
from payroll.forms.corrections import CorrectForm, CorrectionFilters
from payroll.operations import corrections as operations
from payroll.operations import sheet_corrections
from payroll.queries import corrections, payruns, payslips
from payroll.views import correction_parts, provider
from payroll.views.approving_one import ApproveOne

CALCULATE = "payroll.calculate_due_payruns"


class Correct(views.ExplainedPage):
    """Begin the correction of an approved payslip, with what was wrong."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS
    form_class = CorrectForm

    def load(self) -> None:
        """The payslip, where the actor reaches it."""
        found = payslips.payslips(actor=self.actor)
        self.slip = shortcuts.get_object_or_404(found, pk=self.kwargs["payslip"])

    @property
    def heading(self) -> components.Words:
        """Whose, of when."""
        day = dates.in_words(self.slip.payday)
        return f"Correct the payslip of {self.slip.employment.assistant.name}, {day}"

    def back(self) -> components.BackLink:
        """To the payslip."""
        return components.BackLink("The payslip", reverse("payroll:payslip", args=[self.slip.pk]))

    def nothing(self) -> str:
        """Why it cannot be replaced, where it cannot, with what can be done instead."""
        return corrections.why_not(self.slip, actor=self.actor) or ""

    def ways(self) -> Sequence[components.Component]:
        """To the post, where most of what is wrong is put right."""
        address = reverse("payroll:post_file", args=[self.slip.employment_id])
        return [components.ButtonLink("The post's file", address)]

    def consequences(self) -> Sequence[components.Words]:
        """What a correction is."""
        return [
            "A new payslip is worked out beside this one. Then put right what was wrong: hours, rates, tax.",
            "This payslip counts until a second person approves the new one. HMRC is not told before.",
            "When it is approved, this payslip is marked as replaced. PA and employer see both, and why.",
        ]

    def act(self, **values: Any) -> models.Payrun:
        """Begin, and wake the job that works it out."""
        run = operations.begin(slip=self.slip, reason=values["reason"], actor=self.actor, at=self.now)
        celery.nudge(CALCULATE)
        return run

    def done(self, result: models.Payrun) -> str:
        """What to do next."""
        return (
            "The correction has begun. Put right what was wrong: the payslip is worked out again each time."
        )

    def next_url(self, result: models.Payrun) -> str:
        """To the correction."""
        return reverse("payroll:payrun", args=[result.pk])


class OfACorrection(views.ActionPage):
    """A page that acts on one correction."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS

    def load(self) -> None:
        """The correction, where the actor reaches the employer."""
        found = payruns.one(self.kwargs["payrun"], actor=self.actor)
        self.payrun = shortcuts.get_object_or_404(found, kind=models.Payrun.Kind.CORRECTION)

    def back(self) -> components.BackLink:
        """To the correction."""
        return components.BackLink("The correction", reverse("payroll:payrun", args=[self.payrun.pk]))

    def next_url(self, result: Any) -> str:
        """Back to it."""
        return reverse("payroll:payrun", args=[self.payrun.pk])


class Again(OfACorrection):
    """Work a correction out again, from what is recorded now."""

    title = "Work the correction out again"
    move = models.Payrun.machine.move("request")

    def consequences(self) -> Sequence[components.Words]:
        """Only the draft is made anew."""
        return [
            "The corrected payslip is made anew from the timesheet and the post's file as they are now.",
            "The old payslip counts until another person approves the corrected one.",
        ]

    def act(self, **values: Any) -> models.Payrun:
        """Ask, and wake the job."""
        run = operations.again(payrun=self.payrun, actor=self.actor, at=self.now)
        celery.nudge(CALCULATE)
        return run

    def done(self, result: models.Payrun) -> str:
        """That it is on its way."""
        return "The correction is being worked out again."


class CorrectSheet(OfACorrection):
    """Open the timesheet for correction as a new version."""

    title = "Correct the timesheet"
    move = models.Payrun.machine.move("request")

    @property
    def button(self) -> components.Words:
        """What is done."""
        return "Open a new version"

    def consequences(self) -> Sequence[components.Words]:
        """Who does what next."""
        return [
            "The approved timesheet stays as it is. A new version begins as a copy of it.",
            "The PA changes it and sends it, or you enter it for them. The employer approves it again.",
            "Until then the correction waits, and the old payslip counts.",
        ]

    def act(self, **values: Any) -> models.Timesheet:
        """Open it, and let the correction wait for it."""
        sheet = sheet_corrections.open_again(payrun=self.payrun, actor=self.actor, at=self.now)
        if self.payrun.state != "requested":
            operations.again(payrun=self.payrun, actor=self.actor, at=self.now)
        celery.nudge(CALCULATE)
        return sheet

    def done(self, result: models.Timesheet) -> str:
        """What happens next."""
        return f"Version {result.version} of the timesheet is open. The PA can change it now."


class Approve(ApproveOne, OfACorrection):
    """A second person lets the corrected payslip take the old one's place."""

    title = "Approve the correction"

    @functools.cached_property
    def changes(self) -> corrections.Changes | None:
        """What it changes."""
        return corrections.changes_of(self.payrun, actor=self.actor)

    def thing(self) -> components.Component | None:
        """The two nets, and why."""
        found = self.changes
        if found is None:
            return None
        return components.SummaryList(
            (
                components.SummaryRow("PA", found.new.employment.assistant.name),
                components.SummaryRow("Payday", dates.with_weekday(found.new.payday)),
                components.SummaryRow("What was wrong", self.payrun.reason),
                components.SummaryRow("Net pay on the old payslip", money.in_words(found.old.net)),
                components.SummaryRow("Net pay, corrected", money.in_words(found.new.net)),
            )
        )

    def consequences(self) -> Sequence[components.Words]:
        """Payslip, money, HMRC."""
        found = self.changes
        return [
            "The corrected payslip takes the place of the old one, which stays to be read as replaced.",
            *(correction_parts.consequences(found) if found else []),
            "The old wages are reversed in the ledger, and the corrected ones are posted.",
            "HMRC is told the corrected figures of the same payday, if the employer reports.",
            "This cannot be undone. What is still wrong needs another correction.",
        ]

    def told(self) -> Sequence[components.Words]:
        """Who hears of it."""
        return ["A PA who signs in gets a message that the payslip is there."]

    def nothing(self) -> str:
        """Nothing to approve without a payslip."""
        return "" if self.changes else "The correction has no payslip to approve. Look at it again."

    def done(self, result: models.Payrun) -> str:
        """That it counts now."""
        return "You approved the correction. The corrected payslip counts from now on."


class Corrections(views.SearchPage):
    """Every correction of a payslip: under way, waiting for a second person, and approved."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/corrections.html"
    title = "Corrected payslips"
    saved = (
        views.Saved("open", "Under way", ~Q(state="approved"), fact="the old payslip counts"),
        views.Saved("ready", "Ready to approve", Q(state="ready"), fact="for a second person"),
        views.Saved("approved", "Approved", Q(state="approved"), fact="replaced"),
    )
    sorts = {
        "newest": views.Option("Newest first", ("-requested_at", "pk")),
        "employer": views.Option("Employer", ("employer__name", "-requested_at")),
    }
    filter_form = CorrectionFilters
    csv_columns = {
        "PA": lambda row: row.corrects.employment.assistant.name,
        "Employer": lambda row: row.employer.name,
        "Payday": lambda row: row.corrects.payday,
        "State": lambda row: row.get_state_display(),
        "What was wrong": lambda row: row.reason,
        "Difference": lambda row: row.net,
    }

    def back(self) -> components.BackLink:
        """To the payrun."""
        return components.BackLink("Payrun", reverse("payroll:board"))

    def to_begin(self) -> components.Component | None:
        """Late sheets of posts that have ended: only a correction can pay them."""
        return correction_parts.to_begin(self.actor)

    def rows(self) -> QuerySet[models.Payrun]:
        """All of them."""
        return corrections.corrections(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By the name of the PA or the employer."""
        name = chosen["name"]
        if not name:
            return rows
        return rows.filter(
            Q(corrects__employment__assistant__name__icontains=name) | Q(employer__name__icontains=name)
        )

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        return components.Table(
            caption="Corrected payslips",
            caption_hidden=True,
            columns=(
                components.Column("PA and employer"),
                components.Column("Payday"),
                components.Column("State"),
                components.Column("What was wrong"),
                components.Column("Net pay, difference", numeric=True),
            ),
            rows=tuple(self._row(row) for row in rows),
        )

    def _row(self, row: models.Payrun) -> components.Row:
        slip = row.corrects
        name = slip.employment.assistant.name if slip else ""
        return components.Row(
            (
                components.Cell(
                    name, href=reverse("payroll:payrun", args=[row.pk]), note=f"for {row.employer.name}"
                ),
                dates.with_weekday(slip.payday) if slip else "",
                components.Cell("", tag=provider.run_tag(row.state)),
                row.reason,
                words.more_or_less(row.net) if row.payslip_count else "Not worked out",
            )
        )

    def empty(self) -> components.Empty:
        """None yet."""
        return components.Empty(
            "Corrections of approved payslips will be here. Begin one on the page of a payslip."
        )
