"""Providers' monthly bills since the contract began, at its prices, for the people placed with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpss.kernel import dates, money
from dpss.portal.demo.households import Placement
from dpss.portal.demo.plans import Plan

MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Invoice:
    """A bill for one lot and month; `people` are those placed with the provider on the first of the month."""

    number: str
    provider: str
    lot: str
    month: date
    people: int
    amount: Decimal


def invoices(*, plan: Plan, placed: Iterable[Placement], today: date) -> list[Invoice]:
    """Every bill up to the last whole month before today."""
    with_providers = [placement for placement in placed if placement.provider]
    return [
        invoice
        for month in _months(plan.contract.starts, today)
        for invoice in _of_month(plan, with_providers, month)
    ]


def _of_month(plan: Plan, placed: list[Placement], month: date) -> Iterator[Invoice]:
    for lot in plan.contract.lots:
        price = lot.first_year_value / plan.contract.priced_for / MONTHS_IN_A_YEAR
        for provider in plan.providers:
            people = sum(
                one.lot == lot.kind
                and one.provider == provider.key
                and one.since <= month
                and (one.until is None or month < one.until)
                for one in placed
            )
            number = f"{provider.code}-{month:%Y-%m}-{lot.number}"
            if people:
                amount = money.to_penny(price * people)
                yield Invoice(number, provider.key, lot.kind, month, people, amount)


def _months(first: date, today: date) -> Iterator[date]:
    month = first
    while dates.add_months(month, 1) <= today:
        yield month
        month = dates.add_months(month, 1)
