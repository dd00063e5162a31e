"""What each role finds in its navigation: at most six items, in the order of a working day."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dpss.access import policy

MOST_ITEMS = 6


@dataclass(frozen=True, slots=True)
class Item:
    """Words and the name of the address that they lead to."""

    label: str | Promise
    route: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An item on one page: `current` is "page" on that very page, "true" in its part of the site."""

    label: str | Promise
    href: str
    current: str


HELP: Final = Item(_("Help"), "help")

VISITOR: Final = (Item(_("Is it right for me?"), "guide"), Item(_("Costs"), "costs"), HELP)
HOME: Final = Item(_("Home"), "home")
_MONEY_AND_SHEETS: Final = (
    HOME,
    Item(_("Money"), "clients:money"),
    Item(_("Timesheets"), "payroll:approvals"),
)
_PAYSLIPS: Final = Item(_("Payslips"), "payroll:payslips")
_PAYROLL: Final = (
    HOME,
    Item(_("Payruns"), "payroll:board"),
    Item(_("Employers"), "payroll:employers"),
    Item(_("HMRC"), "payroll:submissions"),
    Item(_("Payments"), "ledger:payments"),
    Item(_("Pensions"), "payroll:pensions"),
)
NAVIGATION: Final[dict[str, tuple[Item, ...]]] = {
    policy.CLIENT: (
        *_MONEY_AND_SHEETS,
        Item(_("Pay my PAs"), "payroll:instructions"),
        _PAYSLIPS,
        HELP,
    ),
    policy.REPRESENTATIVE: (
        *_MONEY_AND_SHEETS,
        Item(_("Pay PAs"), "payroll:instructions"),
        _PAYSLIPS,
        HELP,
    ),
    policy.PA: (
        HOME,
        Item(_("Timesheets"), "payroll:sheets"),
        _PAYSLIPS,
        Item(_("My holiday"), "payroll:own_holiday"),
        Item(_("Where I am paid"), "payroll:paid_into"),
        HELP,
    ),
    policy.SUPPORT_WORKER: (
        Item(_("Today"), "home"),
        Item(_("To do"), "clients:work"),
        Item(_("Caseload"), "clients:caseload"),
        Item(_("Reviews"), "reviews:reviews"),
        Item(_("Checks"), "recruitment:checks"),
        HELP,
    ),
    policy.PAYROLL_OFFICER: _PAYROLL,
    policy.PAYROLL_MANAGER: _PAYROLL,
    policy.PRACTITIONER: (
        HOME,
        Item(_("Referrals"), "clients:referrals"),
        Item(_("Decisions"), "clients:payment_decisions"),
        Item(_("People"), "clients:council_people"),
        Item(_("Complaints"), "clients:complaints"),
        HELP,
    ),
    policy.COUNCIL_FINANCE: (
        HOME,
        Item(_("Direct payments"), "clients:direct_payments"),
        Item(_("Payments due"), "clients:payments_due"),
        Item(_("Bank payments"), "ledger:payments"),
        Item(_("Complaints"), "clients:complaints"),
        HELP,
    ),
    policy.COMMISSIONER: (
        Item(_("Dashboard"), "commissioning:dashboard"),
        Item(_("Measures"), "commissioning:measures"),
        Item(_("Growth"), "commissioning:growth"),
        Item(_("Invoices"), "commissioning:invoices"),
        Item(_("Contracts"), "contracts:contracts"),
        HELP,
    ),
    policy.ADMINISTRATOR: (
        HOME,
        Item(_("People"), "people"),
        Item(_("Access log"), "access_log"),
        Item(_("Complaints"), "clients:complaints"),
        HELP,
    ),
}


def items_for(role: str, *, path: str, without: Collection[str] = ()) -> tuple[Shown, ...]:
    """The items of a role (empty for a visitor), with the one that `path` lies under marked.

    The longest address that `path` starts with is the current one. `without` names the routes that
    this person may not use all the same.
    """
    items = [item for item in (NAVIGATION[role] if role else VISITOR) if item.route not in without]
    addresses = [reverse(item.route) for item in items]
    under = [
        address for address in addresses if path == address or (address != "/" and path.startswith(address))
    ]
    here = max(under, key=len, default="")
    return tuple(
        Shown(item.label, address, ("page" if path == here else "true") if address == here else "")
        for item, address in zip(items, addresses, strict=True)
    )
