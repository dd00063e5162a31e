"""Opening what HMRC was told: each report has its mark, says what payslips say, and adds up to the year."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from dpss.access import sealing
from dpss.access.findings import Result
from dpss.kernel import errors, money
from payroll import fps_report, models, submission_states
from payroll.calc import inputs, records, results, tax_periods
from payroll.queries import paye_moves, so_far, year_schemes
from payroll.rti import figures, irmark

AT_A_TIME: Final = 200
_Post: TypeAlias = tuple[uuid.UUID, str, str]
_Last: TypeAlias = tuple[date, Decimal, Decimal]


def submissions() -> list[Result]:
    """Open every report that was made: its mark, and its figures against the payslips."""
    examined, marks, said, years = 0, [], [], _Years()
    stored = models.Submission.objects.exclude(body=None).defer("reply").order_by("pk")
    for some in _some_at_a_time(stored.iterator(AT_A_TIME)):
        slips, before = _slips_of(some), _Before()
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
            if wrong := _wrong_figures(submission, body, slips[submission.payrun_id], before):
                said.append(f"{submission.pk} {wrong}")
            years.add(submission, body, slips[submission.payrun_id])
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
        Result(
            name="reports add up",
            sentence="What each PAYE reference was told last of somebody's tax year adds up to the payslips.",
            examined=len(years.told),
            broken=tuple(years.wrong()),
        ),
    ]


@dataclass
class _Years:
    """What HMRC was told last of everybody's tax year, under each PAYE reference: as it adds it up.

    It is read from the reports alone, by none of what they were made with.
    """

    told: dict[_Post, dict[str, _Last]] = field(default_factory=lambda: defaultdict(dict))
    payruns: set[uuid.UUID] = field(default_factory=set)

    def add(self, submission: models.Submission, body: str, slips: Sequence[models.Payslip]) -> None:
        """A report that HMRC has, or will have, the oldest first."""
        if submission.state in (*submission_states.NOT_NEEDED, "rejected") or not submission.payrun_id:
            return
        payday = max((slip.payday for slip in slips), default=submission.due_on)
        self.payruns.add(submission.payrun_id)
        try:
            reference, employees = figures.under(body.encode())
        except errors.Refusal:
            return
        for one in employees:
            under = self.told[submission.employer_id, submission.tax_year, one.pay_id]
            if reference not in under or under[reference][0] <= payday:
                under[reference] = (payday, one.pay_to_date, one.tax_to_date)

    def wrong(self) -> Iterator[str]:
        """Whose year is another one to HMRC than on the payslips. One whose report is not made is left."""
        slips = models.Payslip.objects.filter(approved_at__isnull=False, replaced_at=None)
        newest = slips.order_by("employment_id", "tax_year", "-payday", "-approved_at", "-payrun__run")
        found = newest.distinct("employment_id", "tax_year").values_list(
            "employment__employer_id", "tax_year", "employment__payroll_id", "payrun_id",
            "result__to_date__pay", "result__to_date__tax",
        )  # fmt: skip
        for employer, tax_year, pay_id, payrun, pay, tax in found.iterator(AT_A_TIME):
            under = self.told.get((employer, tax_year, pay_id))
            if under is None or payrun not in self.payruns:
                continue
            told = money.total(pay for _, pay, _ in under.values())
            taxed = money.total(tax for _, _, tax in under.values())
            if (str(told), str(taxed)) != (pay, tax):
                yield f"{employer}, pay ID {pay_id}, {tax_year}: told {told} and {taxed}, not {pay} and {tax}"


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


def _wrong_figures(
    submission: models.Submission, body: str, slips: Sequence[models.Payslip], before: "_Before"
) -> str:
    is_of_leavers = submission.kind == models.Submission.Kind.LEAVERS
    reported = functools.partial(
        _reported, before=before, leaves=submission.left_on if is_of_leavers else None
    )
    try:
        said = {one.pay_id: one for one in figures.of(body.encode())}
    except errors.Refusal as refusal:
        return f"cannot be read: {refusal.sentence}"
    # Of leavers those alone are told whose last payslip it is.
    told = [slip for slip in slips if not is_of_leavers or slip.employment.payroll_id in said]
    paid = {slip.employment.payroll_id: reported(slip) for slip in told}
    if said != paid:
        paid |= _corrected_since(told, said, reported)
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
    slips: Sequence[models.Payslip],
    said: Mapping[str, figures.Reported],
    reported: Callable[[models.Payslip], figures.Reported],
) -> dict[str, figures.Reported]:
    """A report that is made again says what the corrected payslip says, where one has been replaced since."""
    found = {}
    for slip in slips:
        newer: models.Payslip | None = slip
        while newer is not None and newer.replaced_at is not None:
            newer = models.Payslip.objects.select_related("employment").filter(replaces=newer).first()
            if newer and (now := reported(newer)) == said.get(newer.employment.payroll_id):
                found[newer.employment.payroll_id] = now
    return found


def _reported(slip: models.Payslip, *, before: "_Before", leaves: date | None) -> figures.Reported:
    """What HMRC must be told of a payslip; of leavers (`leaves`) that nothing more was paid."""
    zero = money.ZERO
    try:
        result = results.from_json(slip.result)
        result = replace(result, to_date=fps_report.reported(result, before.of(slip)))
    except records.RecordError:
        return figures.Reported(slip.employment.payroll_id, zero, zero, zero, zero, ())
    if leaves and tax_periods.tax_year_of(leaves) != slip.tax_year:
        letter = (result.ni_letter, zero, zero, zero)
        return figures.Reported(slip.employment.payroll_id, zero, zero, zero, zero, (letter,))
    return figures.Reported(
        pay_id=slip.employment.payroll_id,
        taxable_pay=zero if leaves else result.taxable_pay,
        tax=zero if leaves else result.tax,
        pay_to_date=result.to_date.pay,
        tax_to_date=result.to_date.tax,
        ni=tuple((row.letter, row.earnings, row.employer, row.employee) for row in result.to_date.ni),
    )


class _Before:
    """What of a payslip's tax year was reported under an earlier PAYE reference, looked up once each.

    The schemes are read once for each employer; most have had one reference, and cost nothing more.
    """

    def __init__(self) -> None:
        self._schemes: dict[uuid.UUID, list[models.PayeScheme]] = {}

    def of(self, slip: models.Payslip) -> inputs.YearToDate | None:
        """None where everything was reported under the same one."""
        key = slip.employment.employer_id
        if key not in self._schemes:
            rows = models.PayeScheme.objects.filter(employer=key, status__in=year_schemes.WITH_HMRC)
            self._schemes[key] = list(rows.order_by("during"))
        held = paye_moves.under(self._schemes[key], slip.payday)
        if held is None or held.begins is None:
            return None
        earlier = models.Payslip.objects.filter(
            employment=slip.employment_id, tax_year=slip.tax_year, payday__lt=held.begins,
            approved_at__isnull=False, replaced_at=None,
        )  # fmt: skip
        last = earlier.order_by("-payday", "-approved_at", "-payrun__run").first()
        if last is not None:
            return results.to_date_of(last.result)
        brought = models.BroughtForward.objects.filter(
            employment=slip.employment_id, tax_year=slip.tax_year, up_to__lt=held.begins
        ).first()
        if brought is None or held.begins <= tax_periods.first_day(slip.tax_year):
            return None
        return so_far.read(brought.figures)


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
