"""The money of a payrun in words: what it comes to, and what became of the wages."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.urls import reverse

from dpss.kernel import money
from dpss.web import components, words
from payroll import models
from payroll.calc import lines, results, wording

_ON_THE_PAYSLIP: Final = (lines.EARNED, lines.TAKEN_OFF, lines.REIMBURSED)


def money_of(run: models.Payrun, slips: Sequence[models.Payslip]) -> components.SummaryList | None:
    """What the payrun costs, and whom it will owe."""
    if not run.payslip_count:
        return None
    hours = words.hours(run.minutes)
    attached = money.total(slip.attached for slip in slips)
    allowance = f", less {money.in_words(run.employment_allowance)} Employment Allowance"
    return components.SummaryList(
        (
            components.SummaryRow("Time paid by the hour", hours),
            components.SummaryRow("To the PAs", money.in_words(run.net)),
            components.SummaryRow(
                "To HMRC",
                f"{money.in_words(run.hmrc)}{allowance if run.employment_allowance else ''}",
            ),
            components.SummaryRow("To the pension scheme", money.in_words(run.pension)),
            *([components.SummaryRow("To others, for orders", money.in_words(attached))] if attached else []),
            components.SummaryRow("Cost to the employer", "", strong=money.in_words(run.employer_cost)),
        ),
        title="What it adds" if run.kind == models.Payrun.Kind.CORRECTION else "What it comes to",
    )


def drafts(found: Sequence[tuple[models.Payslip, results.PayResult]]) -> list[components.PayLines]:
    """How each payslip that nobody has approved comes about, line by line, for whoever checks it."""
    return [
        components.PayLines(
            f"How the pay of {slip.employment.assistant.name} comes about",
            tuple(_line(line) for line in result.lines if line.group in _ON_THE_PAYSLIP),
            ("To be paid", money.in_words(slip.net)),
        )
        for slip, result in found
    ]


def _line(line: lines.Line) -> components.PayLine:
    amount = money.in_words(-line.amount if line.group == lines.TAKEN_OFF else line.amount)
    return components.PayLine(line.label, amount, line.working, wording.of_another(line.why))


def paid(slips: Sequence[models.Payslip], states: dict[Any, str]) -> components.SummaryRow:
    """How far the wages are: payments in bank files, and instructions that employers have followed."""
    instructed = [slip.instruction for slip in slips if hasattr(slip, "instruction")]
    said = [*_payments(states), *_instructions(instructed)]
    link = None
    if instructed:
        link = components.Link(
            "See and record",
            reverse("payroll:wages_of_payrun", args=[slips[0].payrun_id]),
            about="wages paid",
        )
    return components.SummaryRow("Wages", " ".join(said) or "Nothing was due.", action=link)


def _payments(states: dict[Any, str]) -> Iterator[str]:
    if states:
        in_file = sum(state == "in_file" for state in states.values())
        yield f"{in_file} of {words.counted(len(states), 'payment', 'payments')} in a bank file."


def _instructions(found: Sequence[models.PaymentInstruction]) -> Iterator[str]:
    if found:
        paid = sum(one.state == "paid" for one in found)
        yield f"The employer has paid {paid} of {words.counted(len(found), 'payslip', 'payslips')}."
