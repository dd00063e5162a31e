"""Direct payments: how much a week, for what, on whose account, and what is on the account today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dpss.kernel import money
from dpss.portal.demo import chance
from dpss.portal.demo.households import ADULT, CARER, CHILD, Client
from dpss.portal.demo.plans import Plan
from dpss.portal.demo.posts import Post

OWN, CARD, MANAGED = "own", "card", "managed"
COUNCIL, NHS = "council", "nhs"
NET, GROSS = "net", "gross"
MANAGED_OF_EMPLOYERS: Final = Decimal("0.40")
ACCOUNTS_IN_THE_SERVICE: Final = {MANAGED: 55, OWN: 35, CARD: 10}
ACCOUNTS_OF_OTHERS: Final = {OWN: 72, CARD: 28}
# Of a hundred adults.
CONTRIBUTES: Final = 55
PAID_GROSS: Final = 15
PARTLY_NHS: Final = 4
ONE_LINE_BELOW: Final = Decimal(15)
LEAST: Final = Decimal("2.00")
# How large packages without PAs are, beside each other: all are scaled to the council's total.
SIZES: Final = {CARER: (4, 16, 7), CHILD: (12, 90, 25), ADULT: (10, 190, 22)}
LARGER_IN_THE_SERVICE: Final = 2
EXTRA_COSTS: Final = (104, 122)
WEEKS_HELD_BY_EMPLOYERS: Final = (46, 95)
WEEKS_HELD_BY_OTHERS: Final = (8, 80)
PURPOSES: Final = {
    ADULT: ("Personal care", "Support at home", "Getting out and about", "Meals and shopping"),
    CHILD: ("Short breaks", "After school", "Activities"),
    CARER: ("A break from caring", "Help in the house"),
}
PAYROLL_COSTS: Final = "Payroll and insurance"
HEALTH: Final = "Health care tasks"


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the weekly amount: for what, and from whom."""

    purpose: str
    funder: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DirectPayment:
    """One client's money. `balance` is what is on the account when the demo begins."""

    client: int
    weekly_amount: Decimal
    weekly_contribution: Decimal
    basis: str
    account: str
    lines: tuple[Line, ...]
    balance: Decimal


def direct_payments(*, plan: Plan, clients: Sequence[Client], posts: Sequence[Post]) -> list[DirectPayment]:
    """Everybody's direct payment; together they come to the plan's mean to the penny."""
    amounts = _amounts(plan, clients, posts)
    managed = _managed_employers(plan, clients)
    return [_payment(plan, client, amounts[client.number], client.number in managed) for client in clients]


def _amounts(plan: Plan, clients: Sequence[Client], posts: Sequence[Post]) -> dict[int, Decimal]:
    """Employers get what their PAs cost and a little more; the rest is shared among the others."""
    amounts = _employers_amounts(plan, clients, posts)
    others = [client for client in clients if client.number not in amounts]
    target = money.to_penny(plan.weekly_mean * len(clients))
    rest = target - money.total(amounts.values())
    sizes = {client.number: _size(plan, client) for client in others}
    total = money.total(sizes.values())
    for client in others:
        amounts[client.number] = max(LEAST, money.to_penny(rest * sizes[client.number] / total))
    largest = max((client.number for client in others), key=lambda number: amounts[number])
    left = target - money.total(amounts.values())
    amounts[largest] = max(LEAST, amounts[largest] + left)
    return amounts


def _employers_amounts(plan: Plan, clients: Sequence[Client], posts: Sequence[Post]) -> dict[int, Decimal]:
    costs: dict[int, Decimal] = {}
    for post in posts:
        costs[post.client] = costs.get(post.client, Decimal(0)) + post.weekly_cost
    draw = chance.stream(plan.slug, "budgets")
    amounts = {}
    for client in clients:
        more = Decimal(draw.randint(*EXTRA_COSTS)) / 100
        if client.story:
            amounts[client.number] = client.story.weekly_amount
        elif client.employs:
            amounts[client.number] = money.to_penny(costs[client.number] * more)
    return amounts


def _size(plan: Plan, client: Client) -> Decimal:
    draw = chance.stream(plan.slug, "package", client.number)
    size = Decimal(int(100 * draw.triangular(*SIZES[client.group])))
    return size * (LARGER_IN_THE_SERVICE if client.provider and client.group != CARER else 1)


def _managed_employers(plan: Plan, clients: Sequence[Client]) -> set[int]:
    """Two in five employers have a managed account, from which their provider pays."""
    story = {client.number for client in clients if client.story and client.story.account == MANAGED}
    employers = [client.number for client in clients if client.employs]
    wanted = round(len(employers) * MANAGED_OF_EMPLOYERS) - len(story & set(employers))
    free = [client.number for client in clients if client.employs and not client.story]
    return story | set(chance.stream(plan.slug, "managed accounts").sample(free, max(0, wanted)))


def _payment(plan: Plan, client: Client, amount: Decimal, managed: bool) -> DirectPayment:  # noqa: FBT001
    draw = chance.stream(plan.slug, "direct payment", client.number)
    account = MANAGED if managed else _account(draw, client)
    contribution = _contribution(draw, client, amount)
    basis = GROSS if contribution and chance.happens(draw, PAID_GROSS) else NET
    lines = tuple(_lines(draw, client, amount))
    low, high = WEEKS_HELD_BY_EMPLOYERS if client.employs else WEEKS_HELD_BY_OTHERS
    balance = money.to_penny(amount * draw.randint(low, high) / 10)
    story = client.story
    if story:
        account, contribution, basis = story.account, story.weekly_contribution, story.basis
        lines = tuple(Line(*line) for line in story.lines) or lines
    return DirectPayment(client.number, amount, contribution, basis, account, lines, balance)


def _account(draw: chance.Stream, client: Client) -> str:
    if client.employs:
        return chance.weighted(draw, {OWN: 80, CARD: 20})
    return chance.weighted(draw, ACCOUNTS_IN_THE_SERVICE if client.provider else ACCOUNTS_OF_OTHERS)


def _contribution(draw: chance.Stream, client: Client, amount: Decimal) -> Decimal:
    """Adults pay towards their own care after a financial assessment; carers and parents do not."""
    share = Decimal(draw.randint(4, 24)) / 100
    contributes = chance.happens(draw, CONTRIBUTES) and client.group == ADULT
    return money.to_penny(amount * share) if contributes else money.ZERO


def _lines(draw: chance.Stream, client: Client, amount: Decimal) -> Iterator[Line]:
    """The weekly amount by purpose; a few are partly paid for by the NHS."""
    purposes = PURPOSES[client.group]
    first, second = draw.sample(purposes, 2)
    parts = {second: draw.randint(15, 40), PAYROLL_COSTS: 5 if client.employs else 0}
    nhs = chance.happens(draw, PARTLY_NHS) and client.group == ADULT
    parts[HEALTH] = draw.randint(10, 30) if nhs else 0
    if amount < ONE_LINE_BELOW:
        parts = {}
    left = amount
    for purpose, hundredths in parts.items():
        if part := money.to_penny(amount * hundredths / 100):
            yield Line(purpose, NHS if purpose == HEALTH else COUNCIL, part)
            left -= part
    yield Line(first, COUNCIL, left)


def total_a_year(payments: Sequence[DirectPayment]) -> Decimal:
    """The yearly value of the direct payments: 52 weeks of the whole weekly amounts."""
    return 52 * money.total(payment.weekly_amount for payment in payments)


def by_client(payments: Sequence[DirectPayment]) -> Mapping[int, DirectPayment]:
    """The direct payments by the number of their client."""
    return {payment.client: payment for payment in payments}
