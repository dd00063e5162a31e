"""What HMRC's sandbox was told, read from the bytes it got and added up as HMRC would: a second reading."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_DOWN, Decimal
from typing import Any, Final

from lxml import etree

from tests.payroll.sandbox.wire import Sandbox

FPS, EPS = "HMRC-PAYE-RTI-FPS", "HMRC-PAYE-RTI-EPS"
ZERO: Final = Decimal("0.00")
ALLOWANCE: Final = Decimal("10500.00")
# Each year to date of the FPS that a bill is made of, with how it is added up.
TAX: Final = (".//{*}FiguresToDate/{*}TotalTax",)
EMPLOYEE: Final = (".//{*}NIlettersAndValues/{*}EmpeeContribnsYTD",)
EMPLOYER: Final = (".//{*}NIlettersAndValues/{*}TotalEmpNICYTD",)
LOANS: Final = (
    ".//{*}FiguresToDate/{*}StudentLoansTD",
    ".//{*}FiguresToDate/{*}PostgradLoansTD",
)


# The monthly limits of category A in 2026-27, and the shares: 8% to the upper limit and 2% above it; 15%.
PRIMARY, UPPER, SECONDARY = Decimal(1048), Decimal(4189), Decimal(417)


@dataclass(frozen=True)
class Message:
    """One message that HMRC took in: when, of which payday, and its content."""

    number: int
    reference: str
    message_class: str
    received_on: dt.date
    payday: dt.date | None
    content: bytes
    root: Any = field(repr=False)

    def text(self, path: str) -> str:
        """The text of an element, empty without it."""
        found = self.root.find(f".//{{*}}{path}")
        return "" if found is None else found.text or ""


@dataclass(frozen=True)
class Month:
    """A tax month's bill, as HMRC works it out from what it was told."""

    tax: Decimal
    employee: Decimal
    employer: Decimal
    loans: Decimal
    recovered: Decimal
    allowance: Decimal

    @property
    def due(self) -> Decimal:
        """What HMRC is owed."""
        return self.tax + self.employee + self.employer + self.loans - self.recovered - self.allowance


def messages(sandbox: Sandbox) -> dict[str, list[Message]]:
    """Every message that was accepted, by PAYE reference, in the order in which they came."""
    found: dict[str, list[Message]] = defaultdict(list)
    for one in sandbox.control("submissions")["submissions"]:
        content = sandbox.request("GET", f"/control/submissions/{one['number']}").content
        found[one["paye_reference"]].append(
            Message(
                number=one["number"],
                reference=one["paye_reference"],
                message_class=one["message_class"],
                received_on=dt.datetime.fromisoformat(one["received_at"]).date(),
                payday=dt.date.fromisoformat(one["payday"]) if one["payday"] else None,
                content=content,
                root=etree.fromstring(content),
            )
        )
    return found


def tax_month(day: dt.date) -> int:
    """1 to 12: it begins on a 6th."""
    return (day.month - 4 - (day.day < 6)) % 12 + 1


def months(of: list[Message]) -> list[Month]:
    """The twelve bills of a tax year, of one employer."""
    reports = [one for one in of if one.message_class == FPS]
    summaries = [one for one in of if one.message_class == EPS]
    claimed_in = min(
        (tax_month(one.received_on) for one in summaries if one.text("EmpAllceInd") == "yes"), default=None
    )
    names = (TAX, EMPLOYEE, EMPLOYER, LOANS)
    to_date = [[_to_date(reports, month, paths) for paths in names] for month in range(13)]
    recovered = [_recovered(summaries, month) for month in range(13)]
    left, waits, bills = ALLOWANCE, ZERO, []
    for month in range(1, 13):
        tax, employee, employer, loans = (
            now - before for now, before in zip(to_date[month], to_date[month - 1], strict=True)
        )
        # A claim is for the whole year: in its month it covers the months before, too.
        waits += employer
        used = min(waits, left) if claimed_in and month >= claimed_in else ZERO
        left, waits = left - used, waits - used
        bills.append(Month(tax, employee, employer, loans, recovered[month] - recovered[month - 1], used))
    return bills


def _to_date(reports: list[Message], month: int, paths: tuple[str, ...]) -> Decimal:
    """The year to date at the end of a tax month: of each employee, the last report of the latest payday.

    HMRC knows each PAYE reference alone, and charges what each was told.
    """
    newest: dict[tuple[str, str], tuple[tuple[dt.date, int], Any]] = {}
    for one in reports:
        if one.payday is None or not 1 <= tax_month(one.payday) <= month:
            continue
        for employee in one.root.iter("{*}Employee"):
            pay_id = employee.findtext(".//{*}PayId") or ""
            place, who = (one.payday, one.number), (one.reference, pay_id)
            if who not in newest or newest[who][0] < place:
                newest[who] = (place, employee)
    amounts = (
        Decimal(found.text or "0")
        for _, employee in newest.values()
        for path in paths
        for found in employee.findall(path)
    )
    return sum(amounts, ZERO)


def _recovered(summaries: list[Message], month: int) -> Decimal:
    """Statutory pay got back and the compensation on it, in the year up to a tax month."""
    said = {int(one.text("TaxMonth")): one for one in summaries if one.text("TaxMonth")}
    upto = [number for number in said if number <= month]
    if not upto:
        return ZERO
    group = said[max(upto)].root.find(".//{*}RecoverableAmountsYTD")
    amounts = (Decimal(one.text) for one in group if etree.QName(one).localname != "TaxMonth")
    return sum(amounts, ZERO)


def insurance(message: Message) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """The pay of the period, the employee's and the employer's National Insurance, for each in an FPS."""
    for row in message.root.iter("{*}NIlettersAndValues"):
        names = ("GrossEarningsForNICsInPd", "EmpeeContribnsInPd", "TotalEmpNICInPd")
        pay, employee, employer = (Decimal(row.findtext(f"{{*}}{name}") or "0") for name in names)
        yield pay, employee, employer


def employer_ni(pay: Decimal) -> Decimal:
    """15% of a month's pay above the secondary threshold."""
    return _rounded(max(pay - SECONDARY, ZERO) * 15 / 100)


def employee_ni(pay: Decimal) -> Decimal:
    """8% of a month's pay between the two limits, and 2% above them."""
    between = max(min(pay, UPPER) - PRIMARY, ZERO) * 8 / 100
    return _rounded(between) + _rounded(max(pay - UPPER, ZERO) * 2 / 100)


def _rounded(amount: Decimal) -> Decimal:
    """To the nearest penny; exactly half a penny is dropped."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_DOWN)
