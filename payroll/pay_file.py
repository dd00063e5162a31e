"""A pay calculator for advisers: a CSV file of payments in, a CSV file of results out, row by row in order.

A row that cannot be worked out gets a sentence in `error` and no amounts; other rows are not touched by it. A
file that cannot be read as a whole is refused before anything is worked out.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from payroll.calc import payslip, rates, tax_periods
from payroll.calc.inputs import Earning, EarningKind, Interval, PayInputError, YearToDate
from payroll.calc.payment import PayInput
from payroll.calc.pension import Membership
from payroll.calc.results import PayResult

COLUMNS = (
    "id",
    "tax_year",
    "frequency",
    "period",
    "tax_code",
    "non_cumulative",
    "pay",
    "pay_to_date",
    "tax_to_date",
    "ni_category",
    "student_loan",
    "postgraduate_loan",
    "pension",
)
RESULT_COLUMNS = (
    "id",
    "tax",
    "ni_employee",
    "ni_employer",
    "earnings_at_lel",
    "earnings_lel_to_pt",
    "earnings_pt_to_uel",
    "student_loan",
    "postgraduate_loan",
    "pension_employee",
    "pension_employer",
    "net_pay",
    "error",
)
_AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
_PERIOD = re.compile(r"[0-9]{1,2}")
_YES_NO = {"yes": True, "no": False}
_SHOWN = 40


class PayFileError(ValueError):
    """The file as a whole cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Calculated:
    """The result file's text, how many rows it has, and how many of them have an error."""

    text: str
    rows: int
    errors: int


def calculate(content: bytes) -> Calculated:
    """Work out every payment of a CSV file, in UTF-8 with or without a byte order mark."""
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, RESULT_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    rows = errors = 0
    for row in _rows(content):
        result = _calculate_row(row)
        writer.writerow(result)
        rows += 1
        errors += "error" in result
    return Calculated(output.getvalue(), rows, errors)


def _rows(content: bytes) -> Iterator[Mapping[str, str]]:
    """Each row that is not blank, by column name; one with too few or too many cells carries its `error`."""
    lines = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        _check_header(header)
        for cells in lines:
            if len(cells) == len(header) and any(cell.strip() for cell in cells):
                yield dict(zip(header, cells, strict=True))
            elif any(cell.strip() for cell in cells):
                sentence = f"The row has {len(cells)} cells and the first line has {len(header)}."
                yield dict(zip(header, cells, strict=False)) | {"error": sentence}
    except csv.Error as error:
        raise PayFileError(f"The file is not CSV at line {lines.line_num}: {error}.") from error


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PayFileError("The file is not UTF-8 text: save it as CSV UTF-8.") from error


def _check_header(header: list[str]) -> None:
    if not header:
        raise PayFileError(f"The file is empty: its first line must name the columns {', '.join(COLUMNS)}.")
    if missing := [name for name in COLUMNS if name not in header]:
        raise PayFileError(f"The file lacks columns: {', '.join(missing)}.")
    if unknown := [name for name in header if name not in COLUMNS]:
        raise PayFileError(f"The file has unknown columns: {', '.join(map(_shown, unknown))}.")
    if len(header) != len(COLUMNS):
        raise PayFileError("The file has a column twice.")


def _calculate_row(row: Mapping[str, str]) -> dict[str, str]:
    identifier = row.get("id", "")
    if "error" in row:
        return {"id": identifier, "error": row["error"]}
    try:
        pay = payment_of({name: cell.strip() for name, cell in row.items()})
        result = payslip.calculate(pay=pay, rates=rates.for_year(pay.tax_year))
    except PayInputError as error:
        return {"id": identifier, "error": str(error)}
    return {"id": identifier, **{name: f"{amount:.2f}" for name, amount in _amounts(result).items()}}


def payment_of(row: Mapping[str, str]) -> PayInput:
    """The payment that a row describes, made on the last day of its tax week or month."""
    tax_year, interval, period = row["tax_year"], _interval(row["frequency"]), _period(row["period"])
    amount = _amount(row, "pay")
    payday = tax_periods.last_payday(tax_year=tax_year, interval=interval, period=period)
    return PayInput(
        tax_year=tax_year,
        interval=interval,
        period=period,
        payday=payday,
        earnings=(Earning(EarningKind.HOURS, "Pay", Decimal(1), "payment", amount, amount),),
        tax_code=row["tax_code"],
        non_cumulative=_yes_or_no(row, "non_cumulative"),
        ni_letter=row["ni_category"],
        to_date=replace(YearToDate.zero(), pay=_amount(row, "pay_to_date"), tax=_amount(row, "tax_to_date")),
        student_loan=row["student_loan"] or None,
        postgraduate_loan=_yes_or_no(row, "postgraduate_loan"),
        pension=Membership(scheme=row["pension"], member_from=payday) if row["pension"] else None,
    )


def _amounts(result: PayResult) -> dict[str, Decimal]:
    return {
        "tax": result.tax,
        "ni_employee": result.ni_employee,
        "ni_employer": result.ni_employer,
        "earnings_at_lel": result.earnings_at_lel,
        "earnings_lel_to_pt": result.earnings_lel_to_pt,
        "earnings_pt_to_uel": result.earnings_pt_to_uel,
        "student_loan": result.student_loan,
        "postgraduate_loan": result.postgraduate_loan,
        "pension_employee": result.pension_employee,
        "pension_employer": result.pension_employer,
        "net_pay": result.net,
    }


def _interval(cell: str) -> Interval:
    if cell not in set(Interval):
        raise PayInputError(f"The frequency {_shown(cell)} is not one of {', '.join(Interval)}.")
    return Interval(cell)


def _period(cell: str) -> int:
    if not _PERIOD.fullmatch(cell):
        raise PayInputError(f"The period {_shown(cell)} is not a tax week or month number.")
    return int(cell)


def _amount(row: Mapping[str, str], name: str) -> Decimal:
    if not _AMOUNT.fullmatch(row[name]):
        raise PayInputError(
            f"The {name} {_shown(row[name])} is not pounds and pence of zero or more, such as 1234.56."
        )
    return Decimal(row[name])


def _yes_or_no(row: Mapping[str, str], name: str) -> bool:
    if row[name].lower() not in _YES_NO:
        raise PayInputError(f"The {name} {_shown(row[name])} is not yes or no.")
    return _YES_NO[row[name].lower()]


def _shown(cell: str) -> str:
    """A cell as it was given, cut short, so that a sentence stays a sentence."""
    return repr(cell[:_SHOWN])
