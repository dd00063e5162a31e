"""The figures that a commissioner decides from, worked out from the facts. Pure; rounded only when shown."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from commissioning.facts import Facts, Published
from contracts import forecast
from dpss.kernel import dates, errors

# Codes of the figures that a council publishes.
SHARE_OF_LONG_TERM: Final = "long_term_support_share"
LONG_TERM_CLIENTS: Final = "long_term_support_clients"
PUBLISHED_CLIENTS: Final = "direct_payment_clients"
PRICED_FOR: Final = "service_users"
# The share is published as a percentage to one figure after the point.
HUNDRED: Final = Decimal(100)
HALF_A_FIGURE: Final = Decimal("0.0005")


@dataclass(frozen=True, slots=True)
class LongTerm:
    """The published share of people with long-term support, and how many people that stands for.

    `part` and `base` are None when the council has published the share alone.
    """

    share: Decimal
    published: Published
    part: int | None = None
    base: forecast.Base | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the contract's money stands on a day, and where it goes. Pounds, and shares of one.

    `profile` is that up to the day, `billed` that up to the end of the last month of which an invoice is
    accepted (None without one), because bills come after their month; `growth_allowed` is None where no
    growth would use the ceiling up; `planned` and `forecast` are None when nobody has recorded for how
    many people it was priced.
    """

    contract: forecast.Contract
    years: tuple[forecast.YearValue, ...]
    year: forecast.Year
    profile: Decimal
    billed: Decimal | None
    spent: Decimal
    total: Decimal
    headroom: Decimal
    growth_allowed: Decimal | None
    planned: tuple[Decimal, ...] | None
    forecast: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Spend less the profile of the same months: negative when less was spent than planned."""
        return None if self.billed is None else self.spent - self.billed

    @property
    def headroom_share(self) -> Decimal:
        """The headroom as a share of the ceiling."""
        return self.headroom / self.contract.ceiling

    @property
    def planned_now(self) -> Decimal | None:
        """People planned for the present contract year."""
        return self.planned[self.year.number - 1] if self.planned else None


def long_term(facts: Facts) -> LongTerm | None:
    """What the published share stands for; None when the council has published none.

    The part is published too, or follows from a published base. Today's count is never mixed in.
    """
    share = facts.published.get(SHARE_OF_LONG_TERM)
    if share is None:
        return None
    rate = share.value / HUNDRED
    part = _published_part(facts, rate)
    if part is None or rate <= HALF_A_FIGURE:
        return LongTerm(rate, share)
    base = forecast.implied_base(part=part, rate=rate, half_width=HALF_A_FIGURE)
    return LongTerm(rate, share, part, base)


def outlook(facts: Facts) -> Outlook | None:
    """The contract's money on the day of the facts; None when no contract runs."""
    contract = facts.contract
    if contract is None:
        return None
    plan, spent = contract.plan, facts.spending.to_date
    years = forecast.year_values(plan)
    profile = forecast.profile_to(plan=plan, day=facts.day)
    year = forecast.year_on(term=plan.term, day=facts.day)
    planned = _planned(facts, contract, years)
    people = facts.people("service_users")
    scaled = None
    if planned and people:
        remaining = years[-1].running - profile
        scaled = forecast.forecast(
            spent=spent, remaining=remaining, people=people, planned=planned[year.number - 1]
        )
    return Outlook(
        contract=contract,
        years=years,
        year=year,
        profile=profile,
        billed=_profile_of_billed(facts, contract),
        spent=spent,
        total=years[-1].running,
        headroom=forecast.headroom(ceiling=contract.ceiling, total=years[-1].running),
        growth_allowed=growth_allowed(contract, plan.rule),
        planned=planned,
        forecast=scaled,
    )


def growth_allowed(contract: forecast.Contract, rule: forecast.Rule) -> Decimal | None:
    """The growth of the growing lot that would use the ceiling up; None where there is none."""
    lot = contract.growing
    if lot is None:
        return None
    plan = forecast.Plan(contract.plan.term, contract.plan.lots, rule)
    try:
        return forecast.implied_growth(plan=plan, ceiling=contract.ceiling, lot=lot.number)
    except errors.Invalid:
        return None


def running_spend(facts: Facts, years: tuple[forecast.YearValue, ...]) -> list[Decimal | None]:
    """Accepted invoices added up to the end of each contract year; None for a year that has not begun."""
    totals: list[Decimal | None] = []
    for value in years:
        span = value.year.span
        accepted = (amount for month, amount in facts.spending.accepted.items() if month <= span.last)
        totals.append(sum(accepted, Decimal(0)) if span.first <= facts.day else None)
    return totals


def unit_costs(facts: Facts) -> dict[int, Decimal]:
    """The first year's value of each lot for each person who uses the service, by the lot's number."""
    people = facts.people("service_users")
    if facts.contract is None or not people:
        return {}
    return {
        lot.number: forecast.unit_cost(value=lot.first_year, people=people)
        for lot in facts.contract.plan.lots
    }


def _profile_of_billed(facts: Facts, contract: forecast.Contract) -> Decimal | None:
    month = facts.spending.last_month
    return forecast.profile_to(plan=contract.plan, day=dates.add_months(month, 1)) if month else None


def _published_part(facts: Facts, rate: Decimal) -> int | None:
    clients, base = facts.published.get(PUBLISHED_CLIENTS), facts.published.get(LONG_TERM_CLIENTS)
    if clients:
        return int(clients.value)
    return round(base.value * rate) if base else None


def _planned(
    facts: Facts, contract: forecast.Contract, years: tuple[forecast.YearValue, ...]
) -> tuple[Decimal, ...] | None:
    """The people planned for each year: as many as it was priced for, growing as the lot does."""
    priced_for = facts.published.get(PRICED_FOR)
    if priced_for is None or not priced_for.value:
        return None
    growth = contract.growing.growth if contract.growing else Decimal(0)
    return tuple(
        priced_for.value
        * forecast.factor(growth=growth, year=value.year.number, years=len(years), rule=contract.plan.rule)
        for value in years
    )


def last_day_invoiced(facts: Facts) -> str:
    """`31 October 2026`: up to when invoices are accepted; empty when there are none."""
    month = facts.spending.last_month
    return dates.in_words(dates.add_months(month, 1) - timedelta(days=1)) if month else ""
