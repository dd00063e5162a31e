"""What each role finds in its navigation: at most six items, in the order of a working day."""

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

VISITOR: Final = (HELP,)
HOME: Final = Item(_("Home"), "home")
_EMPLOYER: Final = (
    HOME,
    Item(_("Money"), "clients:money"),
    HELP,
)
_PAYROLL: Final = (
    HOME,
    Item(_("Payruns"), "payroll:board"),
    Item(_("Employers"), "payroll:employers"),
    Item(_("HMRC"), "payroll:submissions"),
    Item(_("Payments"), "ledger:payments"),
    HELP,
)
NAVIGATION: Final[dict[str, tuple[Item, ...]]] = {
    policy.CLIENT: _EMPLOYER,
    policy.REPRESENTATIVE: _EMPLOYER,
    policy.PA: (HOME, HELP),
    policy.SUPPORT_WORKER: (
        Item(_("Today"), "home"),
        Item(_("Caseload"), "clients:caseload"),
        Item(_("Reviews"), "reviews:reviews"),
        Item(_("Checks"), "recruitment:checks"),
    ),
    policy.PAYROLL_OFFICER: _PAYROLL,
    policy.PAYROLL_MANAGER: _PAYROLL,
    policy.COUNCIL_FINANCE: (HOME, Item(_("Direct payments"), "clients:direct_payments")),
    policy.COMMISSIONER: (HELP,),
    policy.ADMINISTRATOR: (HOME, Item(_("People"), "people"), Item(_("Access log"), "access_log")),
}


def items_for(role: str, *, path: str) -> tuple[Shown, ...]:
    """The items of a role (empty for a visitor), with the one that `path` lies under marked.

    The longest address that `path` starts with is the current one.
    """
    items = NAVIGATION[role] if role else VISITOR
    addresses = [reverse(item.route) for item in items]
    under = [
        address for address in addresses if path == address or (address != "/" and path.startswith(address))
    ]
    here = max(under, key=len, default="")
    return tuple(
        Shown(item.label, address, ("page" if path == here else "true") if address == here else "")
        for item, address in zip(items, addresses, strict=True)
    )
