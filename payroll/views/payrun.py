"""The page of one employer's payrun."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from typing import Any, ClassVar, Final

from django import shortcuts
from django.urls import reverse

from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, history, views, words
from payroll import models, payrun_rules, reasons
from payroll.queries import (
    corrections,
    external_slips,
    holds,
    off_cycle,
    payrun_facts,
    payruns,
    pension_posts,
)
from payroll.views import (
    board_actions,
    board_place,
    correction_parts,
    deduction_parts,
    hold_parts,
    off_cycle_parts,
    payrun_parts,
    pension_parts,
    provider,
    sheet_origin,
)

_PAY: Final = ("Gross", "Mileage", "Tax", "NI", "Loans", "Pension", "Other", "Net")


class Payrun(views.Page):
    """One employer's payrun: its payslips, what needs someone, what may be done now, and its history."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/payrun.html"
    payrun: models.Payrun

    def load(self) -> None:
        """The payrun, where the actor reaches the employer."""
        found = payruns.one(self.kwargs["payrun"], actor=self.actor)
        self.payrun = shortcuts.get_object_or_404(found)

    @property
    def heading(self) -> components.Words:
        """Whose payrun it is, for which days."""
        if self.payrun.kind == models.Payrun.Kind.CORRECTION:
            return f"Correction for {self.payrun.employer.name}"
        if self.payrun.kind in off_cycle.KINDS:
            return f"{off_cycle_parts.name_of(self.payrun)}: {self.payrun.employer.name}"
        return f"Payrun of {self.payrun.employer.name}"

    def back(self) -> components.BackLink:
        """To the board of its period, as it was left."""
        board = board_place.address(self.request.session, self.payrun.period_id)
        return components.BackLink("Payrun", board)

    def context(self) -> dict[str, Any]:
        """Everything that belongs to it."""
        slips = payruns.payslips_of(self.payrun, actor=self.actor)
        report = payruns.report_of(self.payrun, actor=self.actor)
        origin = external_slips.origin_of_run(self.payrun, actor=self.actor)
        return {
            "strip": self.strip(),
            "correction": [
                *off_cycle_parts.on_a_payrun(self.payrun, actor=self.actor),
                *correction_parts.on_a_payrun(
                    self.payrun, corrections.changes_of(self.payrun, actor=self.actor), actor=self.actor
                ),
            ],
            "origin": components.Note(external_slips.in_words(origin)) if origin else None,
            "slips": _table(slips),
            "no_slips": _no_slips(self.payrun),
            "deductions": deduction_parts.taken_table(
                payruns.taken_on(self.payrun, actor=self.actor), of_one=False
            ),
            "problems": _problems(self.payrun),
            "pensions": pension_parts.of_payrun(pension_posts.of_payrun(self.payrun, actor=self.actor)),
            "drafts": payrun_parts.drafts(payruns.drafts_of(self.payrun, actor=self.actor)),
            "money": payrun_parts.money_of(self.payrun, slips),
            "follows": self.follows(slips, report),
            "panel": self.panel(),
            "held": hold_parts.panel(holds.of_payrun(self.payrun, actor=self.actor)),
            "employer": components.Link(
                "The employer's record", reverse("payroll:employer", args=[self.payrun.employer_id])
            ),
            "timeline": components.Timeline(
                tuple(history.item(event) for event in payruns.history(self.payrun, actor=self.actor)[:20]),
                title="History",
            ),
        }

    def strip(self) -> components.SummaryStrip:
        """The employer, the state in words, the dates and the two people."""
        run = self.payrun
        tags = [provider.run_tag(run.state)]
        if run.kind == models.Payrun.Kind.CORRECTION:
            tags.append(components.Tag("Correction", "blue"))
        elif run.kind in off_cycle.KINDS:
            tags.append(components.Tag(off_cycle_parts.name_of(run), "blue"))
        elif payruns.follows_another(run, actor=self.actor):
            tags.append(components.Tag(f"Late run {run.run}", "blue"))
        return components.SummaryStrip(
            run.employer.name,
            tuple(tags),
            (
                ("Period", provider.span_of(run.period)),
                ("Payday", dates.with_weekday(run.payday)),
                ("Asked for by", run.requested_by.name if run.requested_by else "Nobody yet"),
                ("Approved by", run.approved_by.name if run.approved_by else "Nobody yet"),
            ),
        )

    def follows(
        self, slips: Sequence[models.Payslip], report: models.Submission | None
    ) -> components.SummaryList | None:
        """What became of the approval: payments or instructions, and the report."""
        if self.payrun.state != "approved":
            return None
        rows = [payrun_parts.paid(slips, payruns.payments_of(slips, actor=self.actor))]
        if report is None:
            rows.append(components.SummaryRow("Report to HMRC", "Nothing has to be reported."))
        else:
            state = models.Submission.machine.states[report.state]
            link = components.Link("See the report", reverse("payroll:submission", args=[report.pk]))
            rows.append(components.SummaryRow("Report to HMRC", f"{state}.", action=link))
        return components.SummaryList(tuple(rows), title="What followed")

    def panel(self) -> components.Panel:
        """The moves that are open to this actor now, or why the next one is not."""
        run, actor = self.payrun, self.actor
        facts = payrun_facts.facts_for_payruns([run], actor=actor)[run.pk]
        moves = {move.name for move in transitions.open_moves(run, actor=actor, facts=facts)}
        rows = list(self._to_do(moves, facts))
        if "approve" in moves:
            url = provider.with_keys(
                reverse("payroll:approve_payruns", args=[run.period_id]), run.employer_id
            )
            if run.kind == models.Payrun.Kind.CORRECTION:
                url = reverse("payroll:correction_approve", args=[run.pk])
            elif run.kind in off_cycle.KINDS:
                url = reverse("payroll:off_cycle_approve", args=[run.pk])
            return components.Panel(
                "What you can do now",
                tuple(rows),
                action=components.ButtonLink("Review and approve", url, "main"),
                action_note="Shows what will follow before it is done.",
            )
        why_not = transitions.why_not(run, "approve", actor=actor, facts=facts) or ""
        text = _BEFORE_APPROVAL.get(run.state, why_not)
        return components.Panel("What you can do now", tuple(rows), text=text)

    def _to_do(
        self, moves: Collection[str], facts: payrun_rules.PayrunFacts
    ) -> Iterator[components.PanelRow]:
        """Calculating and undoing, where they are open, and asking the employer, where they agree first."""
        run = self.payrun
        if "request" in moves and run.kind == models.Payrun.Kind.REGULAR:
            url = provider.with_keys(reverse("payroll:calculate", args=[run.period_id]), run.employer_id)
            note = "Works out every approved timesheet again."
            yield components.PanelRow("Calculate", href=url, note=note)
        if run.state == "ready" and facts.not_agreed and self.actor.may(policy.RECORD_APPROVALS):
            url = reverse("payroll:agreement_by_phone", args=[run.pk])
            yield components.PanelRow("Record what the employer says", href=url, note=facts.not_agreed)
        if run.state == "ready" and facts.not_funded and self.actor.may(policy.CALCULATE_PAYRUNS):
            url = reverse("payroll:funds_decide", args=[run.pk])
            yield components.PanelRow("Record who pays in", href=url, note=facts.not_funded)
        waits = max((one["employment"] for one in run.exceptions), default="")
        if waits and run.kind == models.Payrun.Kind.REGULAR:
            step = board_actions.next_one(period=run.period_id, after=waits)
            yield components.PanelRow("Next that needs someone", href=step)
        if "undo" in moves:
            text = _UNDO.get(run.kind, "Drop this run")
            url = reverse("payroll:undo_payrun", args=[run.pk])
            yield components.PanelRow(text, href=url, note="Drops the payslips that were worked out.")


_UNDO: Final[dict[str, str]] = {
    models.Payrun.Kind.REGULAR: "Undo the calculation",
    models.Payrun.Kind.CORRECTION: "Drop the correction",
}
_BEFORE_APPROVAL: Final = {
    "approved": "It is approved. What was wrong is corrected on the page of the payslip.",
    "requested": "It is being calculated. Look again in a moment.",
    "due": "It can be approved when it has been calculated.",
    "blocked": "It can be approved when it has been calculated and somebody in it can be paid.",
}


def _table(slips: Sequence[models.Payslip]) -> components.Table | None:
    """The payslips and their sum."""
    if not slips:
        return None
    sums = [
        "Together",
        *(words.figures(sum(column, money.ZERO)) for column in zip(*map(_amounts, slips), strict=True)),
    ]
    return components.Table(
        caption="Payslips",
        columns=(
            components.Column("PA"),
            *(components.Column(f"{head}, £", numeric=True) for head in _PAY),
        ),
        rows=(*(_row(slip) for slip in slips), components.Row(tuple(sums), kind="total")),
    )


def _row(slip: models.Payslip) -> components.Row:
    name = slip.employment.assistant.name
    tag = sheet_origin.basis_tag(slip.timesheet)
    href = reverse("payroll:payslip", args=[slip.pk]) if slip.approved_at else ""
    cell = components.Cell(name, href=href, tag=tag)
    return components.Row((cell, *(words.figures(amount) for amount in _amounts(slip))))


def _amounts(slip: models.Payslip) -> list[Any]:
    """In the order of the heads."""
    return [
        slip.gross,
        slip.non_taxable,
        slip.tax,
        slip.ni_employee,
        slip.student_loan + slip.postgraduate_loan,
        slip.pension_employee,
        slip.attached + slip.kept,
        slip.net,
    ]


def _no_slips(run: models.Payrun) -> components.Empty:
    if run.calculated_at is None:
        return components.Empty("The payslips will be here when it has been calculated.")
    if not run.exceptions:
        return components.Empty("The PAs say that they did not work in this period. There is nothing to pay.")
    return components.Empty("Nobody in this payrun can be paid yet. The reasons are below.")


def _problems(run: models.Payrun) -> components.Table | None:
    """The posts that are left out, or that should be looked at first, each with its reason."""
    kinds = {
        reasons.MISSING: components.Tag("Missing", "amber"),
        reasons.BLOCKED: components.Tag("Blocked", "red"),
        reasons.CHANGED: components.Tag("Changed", "blue"),
    }
    if not run.exceptions:
        return None
    return components.Table(
        caption="Needs someone",
        columns=(components.Column("PA"), components.Column("State"), components.Column("Why")),
        rows=tuple(
            components.Row((one["name"], components.Cell("", tag=kinds[one["kind"]]), _why(run, one)))
            for one in run.exceptions
        ),
    )


def _why(run: models.Payrun, found: dict[str, str]) -> components.Cell:
    """The reason, as a link where what is missing is set up on a page of the employer's or the post's."""
    mended = board_actions.mending(
        found["reason"], post=uuid.UUID(found["employment"]), employer=run.employer_id, period=run.period_id
    )
    return components.Cell(found["why"], href=mended[1] if mended else "")
