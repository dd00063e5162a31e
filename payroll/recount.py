"""Working out again what is stored: payslips from their inputs, and what reports say from the payslips."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dpss.access import sealing
from dpss.access.findings import Result
from dpss.kernel import errors, money
from payroll import models
from payroll.calc import payment, payslip, rates, records, results
from payroll.rti import figures, irmark

AT_A_TIME: Final = 200
_SAME: Final = (
    "gross",
    "non_taxable",
    "tax",
    "ni_employee",
    "ni_employer",
    "student_loan",
    "postgraduate_loan",
    "pension_employee",
    "pension_employer",
    "attached",
    "kept",
    "net",
)


def payslips() -> Result:
    """Calculate every payslip again from what it was calculated from."""
    examined, broken = 0, []
    # What a provider's own software worked out cannot be worked out here.
    for slip in models.Payslip.objects.filter(external=None).order_by("pk").iterator(AT_A_TIME):
        examined += 1
        if wrong := _wrong_payslip(slip):
            broken.append(f"{slip.pk} {wrong}")
    return Result(
        name="payslips worked out again",
        sentence="Every payslip, worked out again from its stored inputs, gives what is stored.",
        examined=examined,
        broken=tuple(broken),
    )


def submissions() -> list[Result]:
    """Open every report that was made: its mark, and its figures against the payslips."""
    examined, marks, said = 0, [], []
    stored = models.Submission.objects.exclude(body=None).defer("reply").order_by("pk")
    for some in _some_at_a_time(stored.iterator(AT_A_TIME)):
        slips = _slips_of(some)
        for submission in some:
            examined += 1
            try:
                body, message = submission.body or "", submission.message or ""
            except sealing.SealBroken:
                marks.append(f"{submission.pk} cannot be opened: it was changed, moved, or sealed otherwise")
                continue
            if wrong := _wrong_mark(submission, body, message):
                marks.append(f"{submission.pk} {wrong}")
            if submission.payrun_id is None:
                continue
            if wrong := _wrong_figures(submission, body, slips[submission.payrun_id]):
                said.append(f"{submission.pk} {wrong}")
    return [
        Result(
            name="reports as marked",
            sentence="Every report has the IRmark that its contents give, and was sent as it was made.",
            examined=examined,
            broken=tuple(marks),
        ),
        Result(
            name="reports as paid",
            sentence="Every report says of each employee what the payslip says, of the payday and the year.",
            examined=examined,
            broken=tuple(said),
        ),
    ]


def _wrong_payslip(slip: models.Payslip) -> str:
    """What is wrong with one payslip, or nothing.

    A year's file that was added to has another hash; what matters is that it still gives the same pay.
    """
    try:
        pay = payment.from_json(slip.inputs)
        stored = results.from_json(slip.result)
        again = payslip.calculate(pay=pay, rates=rates.for_year(pay.tax_year))
    except ValueError as error:
        return f"cannot be worked out again: {error}"
    if replace(again, rates_sha256=stored.rates_sha256) != stored:
        return f"gives net pay {again.net} and stores {stored.net}, or another line differs"
    differing = [name for name in (*_SAME, "rates_sha256") if getattr(slip, name) != getattr(stored, name)]
    if (slip.payday, slip.tax_year) != (pay.payday, pay.tax_year):
        differing.append("payday")
    return f"differs from its own result in {', '.join(differing)}" if differing else ""


def _wrong_mark(submission: models.Submission, body: str, message: str) -> str:
    try:
        mark = irmark.of(body.encode())
    except errors.Refusal as refusal:
        return f"cannot be read: {refusal.sentence}"
    if (mark.base64, mark.base32) != (submission.irmark, submission.receipt):
        return "has another IRmark than its contents give"
    if message and body not in message:
        return "was sent with other contents than were made"
    return ""


def _wrong_figures(submission: models.Submission, body: str, slips: Sequence[models.Payslip]) -> str:
    try:
        said = {one.pay_id: one for one in figures.of(body.encode())}
    except errors.Refusal as refusal:
        return f"cannot be read: {refusal.sentence}"
    paid = {slip.employment.payroll_id: _reported(slip) for slip in slips}
    if said != paid:
        paid |= _corrected_since(slips, said)
    if said != paid:
        differing = sorted(key for key in said.keys() | paid.keys() if said.get(key) != paid.get(key))
        return f"differs from the payslips of pay ID {', '.join(differing)}"
    together = (
        len(paid),
        money.total(one.pay_to_date for one in paid.values()),
        money.total(one.tax_to_date for one in paid.values()),
    )
    if together != (submission.employees, submission.pay_to_date, submission.tax_to_date):
        return "has other totals on record than its payslips come to"
    return ""


def _corrected_since(
    slips: Sequence[models.Payslip], said: Mapping[str, figures.Reported]
) -> dict[str, figures.Reported]:
    """A report that is made again says what the corrected payslip says, where one has been replaced since."""
    found = {}
    for slip in slips:
        newer: models.Payslip | None = slip
        while newer is not None and newer.replaced_at is not None:
            newer = models.Payslip.objects.select_related("employment").filter(replaces=newer).first()
            if newer and _reported(newer) == said.get(newer.employment.payroll_id):
                found[newer.employment.payroll_id] = _reported(newer)
    return found


def _reported(slip: models.Payslip) -> figures.Reported:
    """What HMRC must be told of a payslip."""
    try:
        result = results.from_json(slip.result)
    except records.RecordError:
        zero = money.ZERO
        return figures.Reported(slip.employment.payroll_id, zero, zero, zero, zero, ())
    return figures.Reported(
        pay_id=slip.employment.payroll_id,
        taxable_pay=result.taxable_pay,
        tax=result.tax,
        pay_to_date=result.to_date.pay,
        tax_to_date=result.to_date.tax,
        ni=tuple((row.letter, row.earnings, row.employer, row.employee) for row in result.to_date.ni),
    )


def _slips_of(some: Sequence[models.Submission]) -> Mapping[uuid.UUID, list[models.Payslip]]:
    rows = models.Payslip.objects.filter(payrun_id__in=[one.payrun_id for one in some])
    found: dict[uuid.UUID, list[models.Payslip]] = defaultdict(list)
    for slip in rows.select_related("employment"):
        found[slip.payrun_id].append(slip)
    return found


def _some_at_a_time(rows: Iterator[models.Submission]) -> Iterator[list[models.Submission]]:
    some: list[models.Submission] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_A_TIME:
            yield some
            some = []
    if some:
        yield some
