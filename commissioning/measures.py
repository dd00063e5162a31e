"""What is measured: each measure in words, what is counted out of what, and the formula. Pure.

A measure is stored as a numerator and a denominator and never as a rounded figure, so that parts can be
added and every figure shown can be worked out again.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dpss.kernel import dates

WEEKS_IN_A_YEAR: Final = 52
# A payday is counted again until everything that can still reach it has: corrections, late files, replies.
COUNTED_AGAIN: Final = timedelta(days=35)


class Unit(enum.Enum):
    """How a measure is said."""

    PEOPLE = "people"
    SHARE = "share"
    POUNDS = "pounds"
    POUNDS_EACH = "pounds for each person"
    MIDDLE = "pounds in the middle"


class When(enum.Enum):
    """What the day of a stored measure is."""

    DAY = "the day of the count"
    PAYDAY = "the payday that it is about"
    MONTH = "the first day of the month that it is about"


@dataclass(frozen=True, slots=True)
class Definition:
    """One measure. `lacking` says what is true of those that are missing, where all of them are wanted.

    `waiting` says the same while there is still time, and `is_not` what the measure does not show.
    """

    code: str
    name: str
    numerator: str
    denominator: str
    unit: Unit
    formula: str
    source: str
    is_not: str
    when: When = When.DAY
    by_provider: bool = False
    lacking: str = ""
    waiting: str = ""

    @property
    def more_is_better(self) -> bool:
        """Whether all of them are wanted; other measures only say how things are."""
        return bool(self.lacking)


@dataclass(frozen=True, slots=True)
class Count:
    """So much of so much: people, sheets or pounds."""

    numerator: Decimal
    denominator: Decimal

    @property
    def share(self) -> Decimal | None:
        """The numerator for each one of the denominator; None when there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def lacking(self) -> Decimal:
        """How many are missing to all of them."""
        return self.denominator - self.numerator


def add(counts: Iterable[Count]) -> Count:
    """All of them together: counts are added before they are divided, never shares."""
    listed = list(counts)
    nothing = Decimal(0)
    return Count(
        sum((count.numerator for count in listed), nothing),
        sum((count.denominator for count in listed), nothing),
    )


def months_until_next(months: Iterable[date]) -> Mapping[date, date]:
    """The first day of the next month for each first day of a month."""
    return {month: dates.add_months(month, 1) for month in months}


_CLIENTS = "Direct payments in force and clients' records in the portal"
_PLACEMENTS = "Placements in the portal: which provider serves whom, from when to when"

ALL: Final = (
    Definition(
        code="direct_payment_clients",
        name="People with a direct payment",
        numerator="people with a direct payment in force on the day",
        denominator="people whose record is not closed",
        unit=Unit.PEOPLE,
        formula="People with a direct payment in force on the day, each counted once.",
        source=_CLIENTS,
        is_not="Not the national return: it counts children's and carers' payments as well, and every council"
        " client in the portal, not only adults with long-term support.",
    ),
    Definition(
        code="direct_payment_value",
        name="Direct payment on average (mean)",
        numerator="pounds a year: the weekly amounts in force on the day, times 52",
        denominator="people with a direct payment in force on the day",
        unit=Unit.POUNDS_EACH,
        formula="Weekly amounts added up and multiplied by 52; divided by the people, it is the mean.",
        source=_CLIENTS,
        is_not="Not what the council pays out: clients' own contributions are part of the weekly amount, and"
        " what comes back unspent is not taken off.",
    ),
    Definition(
        code="direct_payment_middle",
        name="Direct payment in the middle (median)",
        numerator="pounds a week: as many people have less as have more",
        denominator="people with a direct payment in force on the day",
        unit=Unit.MIDDLE,
        formula="The weekly amounts in order, and the one in the middle, or half way between the middle two.",
        source=_CLIENTS,
        is_not="Not a typical package: small payments to carers stand in the same row as full support.",
    ),
    Definition(
        code="service_users",
        name="People who use the support service",
        numerator="people whom a provider serves on the day, each counted once",
        denominator="people with a direct payment in force on the day",
        unit=Unit.SHARE,
        formula="People with a provider, for support or payroll, divided by people with a direct payment.",
        source=_PLACEMENTS,
        is_not="Not a part of the people with a direct payment in the strict sense: someone who is being set"
        " up is served before the first payment.",
    ),
    Definition(
        code="payroll_users",
        name="People at each payroll provider (market share)",
        numerator="people whose payroll the provider runs on the day",
        denominator="people whose payroll any provider runs on the day",
        unit=Unit.SHARE,
        formula="A provider's people divided by the people of all providers. Nobody has two at once.",
        source=_PLACEMENTS,
        is_not="Not quality: people may stay because moving is work.",
        by_provider=True,
    ),
    Definition(
        code="employers",
        name="Employers at each provider",
        numerator="employers with a post on the day whose payroll the provider runs",
        denominator="employers with a post on the day whose payroll any provider runs",
        unit=Unit.SHARE,
        formula="A provider's employers divided by the employers of all providers.",
        source="Employers and posts of the payroll, and placements",
        is_not="Not everybody who employs a PA: people with their own payroll firm are not in it.",
        by_provider=True,
    ),
    Definition(
        code="invoices_accepted",
        name="Invoices accepted since the contract began",
        numerator="pounds of accepted invoices",
        denominator="pounds of all invoices received",
        unit=Unit.POUNDS,
        formula="Accepted invoices of the contract added up. Those that wait are left out.",
        source="Providers' invoices",
        is_not="Not what is owed: work of a month that nobody has billed yet is not in it.",
        by_provider=True,
    ),
    Definition(
        code="sheets_in_time",
        name="Timesheets in by the cut-off",
        numerator="posts whose timesheet was sent by the cut-off",
        denominator="posts of the pay period",
        unit=Unit.SHARE,
        formula="Posts whose timesheet was sent by the cut-off, divided by the posts of the period.",
        source="Posts and timesheets of the pay period",
        is_not="Not approval: a sheet can be in and still wait for the employer.",
        when=When.PAYDAY,
        by_provider=True,
        lacking="not in",
        waiting="not in yet",
    ),
    Definition(
        code="payruns_approved",
        name="Payruns approved",
        numerator="employers whose payruns of the pay period a second person has approved",
        denominator="employers with a post in the pay period",
        unit=Unit.SHARE,
        formula="Employers whose payruns are all approved, divided by employers with a post in the period.",
        source="Employers, posts and payruns of the pay period",
        is_not="Not correctness: an approved payrun can still be wrong.",
        when=When.PAYDAY,
        by_provider=True,
        lacking="not approved",
        waiting="not approved yet",
    ),
    Definition(
        code="pas_paid",
        name="PAs paid by payday",
        numerator="posts whose wages were on their way by payday",
        denominator="posts whose timesheet was sent by the cut-off and approved",
        unit=Unit.SHARE,
        formula="Posts with an approved payslip whose payment is in a bank file by its submission day, or"
        " whose employer has the instruction to pay by payday, divided by posts whose timesheet was sent by"
        " the cut-off and approved. A PA with two employers counts once for each.",
        source="Timesheets, payslips, payments and instructions of the payday",
        is_not="Not proof that money arrived: where the employer pays, it shows that they were told in time.",
        when=When.PAYDAY,
        by_provider=True,
        lacking="not paid in time",
        waiting="not paid yet",
    ),
    Definition(
        code="fps_accepted",
        name="Reports accepted by HMRC by payday",
        numerator="payruns whose report (FPS) HMRC accepted on or before payday",
        denominator="payruns with a report to HMRC",
        unit=Unit.SHARE,
        formula="Payruns with an FPS accepted on or before payday, divided by payruns with an FPS.",
        source="Submissions to HMRC of the payday",
        is_not="Not whether the report was right: HMRC accepts a report that is well made.",
        when=When.PAYDAY,
        by_provider=True,
        lacking="not accepted in time",
        waiting="not accepted yet",
    ),
    Definition(
        code="payroll_users_in_month",
        name="People served in the month, payroll",
        numerator="people whose payroll the provider ran on any day of the month",
        denominator="the same of all providers; someone who moved is counted at both",
        unit=Unit.PEOPLE,
        formula="People placed with the provider on at least one day of the month, each counted once.",
        source=_PLACEMENTS,
        is_not="Not the people on one day: someone who left on the 2nd is in it.",
        when=When.MONTH,
        by_provider=True,
    ),
    Definition(
        code="support_users_in_month",
        name="People served in the month, support",
        numerator="people whom the provider supported on any day of the month",
        denominator="the same of all providers; someone who moved is counted at both",
        unit=Unit.PEOPLE,
        formula="People placed with the provider on at least one day of the month, each counted once.",
        source=_PLACEMENTS,
        is_not="Not the people on one day: someone who left on the 2nd is in it.",
        when=When.MONTH,
        by_provider=True,
    ),
)
BY_CODE: Final = {definition.code: definition for definition in ALL}
IN_MONTH: Final = {"payroll": "payroll_users_in_month", "support": "support_users_in_month"}


def codes(when: When) -> tuple[str, ...]:
    """The measures whose stored day means this, in the order of the table."""
    return tuple(definition.code for definition in ALL if definition.when is when)
