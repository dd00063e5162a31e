"""The file of results of a provider's own payroll: its rows, their faults, and its totals. Pure.

The columns are described in docs/payroll/external-payroll.md.
"""

import csv
import io
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from dpss.kernel import errors, money
from payroll.calc import inputs
from payroll.calc.statutory.kinds import REPORTED, Kind

MOST_ROWS: Final = 5_000
_KEYS: Final = ("post", "sheet")
# For people: they are not read.
_NAMES: Final = ("employer", "pa", "pay_id")
_WORDS: Final = ("tax_code", "non_cumulative", "ni_letter", "student_loan_plan", "pension_scheme")
YEAR: Final = (
    "ytd_pay", "ytd_tax", "ytd_ni_earnings", "ytd_ni_at_lel", "ytd_ni_lel_to_pt", "ytd_ni_pt_to_uel",
    "ytd_ni_employee", "ytd_ni_employer", "ytd_student_loan", "ytd_postgraduate_loan",
    "ytd_pension_employee", "ytd_pension_employer",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One payslip as the other payroll says it, in pounds: this payment's figures."""

    gross: Decimal
    non_taxable: Decimal
    tax: Decimal
    ni_earnings: Decimal
    ni_at_lel: Decimal
    ni_lel_to_pt: Decimal
    ni_pt_to_uel: Decimal
    ni_employee: Decimal
    ni_employer: Decimal
    student_loan: Decimal
    postgraduate_loan: Decimal
    pension_employee: Decimal
    pension_employer: Decimal
    orders: Decimal
    net: Decimal
    allowance: Decimal
    # Statutory pay by its kind, which is part of the gross pay.
    sick: Decimal = money.ZERO
    maternity: Decimal = money.ZERO
    adoption: Decimal = money.ZERO
    paternity: Decimal = money.ZERO
    shared_parental: Decimal = money.ZERO
    bereavement: Decimal = money.ZERO
    neonatal_care: Decimal = money.ZERO
    # What the employer gets back of the family payments, and the compensation on top.
    recovered: Decimal = money.ZERO
    compensation: Decimal = money.ZERO

    @property
    def statutory(self) -> Mapping[str, Decimal]:
        """The statutory pay in the gross pay, by kind; what is not paid is left out."""
        paid = {kind.value: getattr(self, kind.value) for kind in Kind}
        return {name: amount for name, amount in paid.items() if amount}

    @property
    def family(self) -> Mapping[str, Decimal]:
        """The part of it that HMRC is told, and of which most is recovered."""
        return {name: amount for name, amount in self.statutory.items() if name != Kind.SICK}


_AMOUNTS: Final = tuple(field.name for field in fields(Figures))
_YEAR_OF_FAMILY: Final = {f"ytd_{kind.value}": kind.value for kind in REPORTED}
# What came later than the first files: a file without these columns says nothing of them.
ADDED: Final = frozenset((*(kind.value for kind in Kind), "recovered", "compensation", *_YEAR_OF_FAMILY))
COLUMNS: Final = (*_KEYS, *_NAMES, *_WORDS, *_AMOUNTS, *YEAR, *_YEAR_OF_FAMILY)
_MAY_BE_NEGATIVE: Final = {"tax", "ytd_tax"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row that could be read: whose payslip, for which sheet, its words, its figures, and the year's.

    `family_year` is the year's family payments by kind, of the kinds that the file has a column for.
    """

    line: int
    post: uuid.UUID
    sheet: uuid.UUID
    words: Mapping[str, str]
    figures: Figures
    year: Mapping[str, Decimal]
    family_year: Mapping[str, Decimal]

    @property
    def net_pay_pension(self) -> Decimal:
        """What the person pays into a pension before tax."""
        return self.figures.pension_employee if self.scheme == inputs.NET_PAY else money.ZERO

    @property
    def scheme(self) -> str:
        """How the pension is taken; empty for no pension."""
        return self.words["pension_scheme"]

    @property
    def taxable(self) -> Decimal:
        """Pay for income tax."""
        return self.figures.gross - self.net_pay_pension

    @property
    def non_cumulative(self) -> bool:
        """Whether the code looks at each payment alone."""
        return self.words["non_cumulative"] == "yes"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row of the file."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the rows come to together, or what the other payroll says that they do."""

    payslips: int
    gross: Decimal
    net: Decimal
    hmrc: Decimal
    pension: Decimal


_TOTAL_WORDS: Final = {
    "payslips": "Payslips",
    "gross": "Gross pay",
    "net": "Net pay",
    "hmrc": "Due to HMRC",
    "pension": "Due to pensions",
}


def read(text: str) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """The rows that can be read, and what is wrong with the others. Raises `Invalid` for another file."""
    table = list(csv.reader(io.StringIO(text)))
    heads = [head.strip().casefold() for head in table[0]] if table else []
    _check_heads(heads)
    cells = [(line, row) for line, row in enumerate(table[1:], start=2) if any(map(str.strip, row))]
    if not cells:
        raise errors.Invalid(
            "There is no row below the heads. The file needs one for each payslip.", field="file"
        )
    if len(cells) > MOST_ROWS:
        raise errors.Invalid(
            f"There are more than {MOST_ROWS} rows. Bring in one period at a time.", field="file"
        )
    rows: list[Row] = []
    faults: list[Fault] = []
    for line, row in cells:
        found = _read_row(line, heads, row)
        if isinstance(found, Row):
            rows.append(found)
        else:
            faults += found
    return tuple(rows), (*faults, *_twice(rows))


def totals(rows: Sequence[Row]) -> Totals:
    """What the rows come to."""
    figures = [row.figures for row in rows]
    return Totals(
        payslips=len(rows),
        gross=money.total(one.gross for one in figures),
        net=money.total(one.net for one in figures),
        hmrc=money.total(_to_hmrc(one) for one in figures),
        pension=money.total(one.pension_employee + one.pension_employer for one in figures),
    )


def apart(found: Totals, said: Totals) -> tuple[str, ...]:
    """A sentence for each control total that does not agree to the penny."""
    sentences = []
    for name, words in _TOTAL_WORDS.items():
        ours, theirs = getattr(found, name), getattr(said, name)
        if ours != theirs:
            shown = [str(one) if name == "payslips" else money.in_words(one) for one in (ours, theirs)]
            sentences.append(f"{words}: the rows come to {shown[0]}, and the control total is {shown[1]}.")
    return tuple(sentences)


def _to_hmrc(one: Figures) -> Decimal:
    loans = one.student_loan + one.postgraduate_loan
    back = one.allowance + one.recovered + one.compensation
    return one.tax + one.ni_employee + one.ni_employer + loans - back


def _check_heads(heads: Sequence[str]) -> None:
    missing = [name for name in COLUMNS if name not in {*heads, *_NAMES, *ADDED}]
    unknown = [head for head in heads if head not in COLUMNS]
    for what, names in (("lacks", missing), ("has unknown", unknown)):
        if names:
            some = ", ".join(name[:30] or "an empty head" for name in names[:5])
            raise errors.Invalid(f"The file {what} columns: {some}. Begin with the template.", field="file")
    if len(set(heads)) < len(heads):
        raise errors.Invalid("The file has a column twice. Begin with the template.", field="file")


def _read_row(line: int, heads: Sequence[str], cells: Sequence[str]) -> Row | list[Fault]:
    if len(cells) != len(heads):
        return [Fault(line, f"It has {len(cells)} cells, and the heads are {len(heads)}.")]
    given = {head: cell.strip().removeprefix("'") for head, cell in zip(heads, cells, strict=True)}
    faults: list[Fault] = []
    keys, amounts = {}, {}
    for name in _KEYS:
        try:
            keys[name] = uuid.UUID(given[name])
        except ValueError:
            faults.append(Fault(line, f"{name} is not a key. Copy it from the file of hours."))
    for name in (*_AMOUNTS, *YEAR, *_YEAR_OF_FAMILY):
        try:
            amounts[name] = _amount(name, given.get(name, ""))
        except errors.Invalid as error:
            faults.append(Fault(line, f"{name}: {error.sentence}"))
    words = {name: given[name] for name in _WORDS}
    faults += _unknown_words(line, words)
    if faults:
        return faults
    return Row(
        line=line,
        **keys,
        words=words | {"ni_letter": words["ni_letter"].upper()},
        figures=Figures(**{name: amounts[name] for name in _AMOUNTS}),
        year={name: amounts[name] for name in YEAR},
        family_year={kind: amounts[name] for name, kind in _YEAR_OF_FAMILY.items() if name in heads},
    )


def _amount(name: str, text: str) -> Decimal:
    amount = money.parse(text) if text else money.ZERO
    if amount < 0 and name not in _MAY_BE_NEGATIVE:
        raise errors.Invalid("Enter £0.00 or more.")
    return amount


def _unknown_words(line: int, words: Mapping[str, str]) -> Iterator[Fault]:
    if len(words["ni_letter"]) != 1 or not words["ni_letter"].isalpha():
        yield Fault(line, "ni_letter is not a National Insurance letter, like A.")
    if words["non_cumulative"] not in {"yes", "no", ""}:
        yield Fault(line, "non_cumulative is neither yes nor no.")
    if words["student_loan_plan"] not in {"", *inputs.STUDENT_LOAN_PLANS}:
        yield Fault(line, "student_loan_plan is not 1, 2, 4 or 5, and not empty.")
    if words["pension_scheme"] not in {"", inputs.RELIEF_AT_SOURCE, inputs.NET_PAY}:
        yield Fault(line, "pension_scheme is not relief_at_source or net_pay, and not empty.")


def _twice(rows: Sequence[Row]) -> Iterator[Fault]:
    seen: dict[uuid.UUID, int] = {}
    for row in rows:
        if row.post in seen:
            yield Fault(row.line, f"This post is in row {seen[row.post]} already. A post has one payslip.")
        seen.setdefault(row.post, row.line)
