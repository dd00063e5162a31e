"""All orders on one payment, in the order of the law; the pay that is left is never below zero.

First come child maintenance, council tax and court orders for maintenance or fines, earliest first; then
student loans; then benefit debts and court orders for judgment debts, earliest first; then what was agreed.
SI 1992/613 regulation 42, SI 1992/1989 regulation 24, SI 2013/384 regulation 29, Attachment of Earnings Act
1971 schedule 3. An order under which nothing is owed any more is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import wording
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.lines import Line
from payroll.calc.orders import agreed as agreements
from payroll.calc.orders import loans as student_loans
from payroll.calc.orders import said, tables
from payroll.calc.orders.agreed import Agreed, AgreedKind, AgreedTaken
from payroll.calc.orders.deducted import Deducted
from payroll.calc.orders.figures import EarningsOrders
from payroll.calc.orders.kinds import (
    AnyOrder,
    ChildMaintenance,
    CouncilTax,
    CourtOrder,
    DirectEarnings,
    has_priority,
)
from payroll.calc.orders.loans import LoanTaken
from payroll.calc.orders.said import Taken
from payroll.calc.orders.tables import Found
from payroll.calc.orders.wages import Wages
from payroll.calc.rounding import ZERO, down_to_penny
from payroll.calc.student_loans import Repayment


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that was taken after tax, National Insurance and pension, and the pay that is left."""

    attachable: Decimal
    orders: tuple[Taken, ...]
    loans: tuple[LoanTaken, ...]
    agreed: tuple[AgreedTaken, ...]
    net: Decimal

    @property
    def lines(self) -> tuple[Line, ...]:
        """The payslip's lines of orders, their fees and agreed deductions; loans have lines of their own."""
        found = [line for taken in self.orders for line in (taken.line, taken.fee_line) if line is not None]
        return (*found, *(taken.line for taken in self.agreed))

    @property
    def attached(self) -> Decimal:
        """What must be paid on to others: the orders' sums, and what the person asked for."""
        voluntary = (one.amount for one in self.agreed if one.agreed.kind is AgreedKind.VOLUNTARY)
        return sum((taken.amount for taken in self.orders), ZERO) + sum(voluntary, ZERO)

    @property
    def kept(self) -> Decimal:
        """What stays with the employer: fees for orders, and overpaid wages won back."""
        won_back = (one.amount for one in self.agreed if one.agreed.kind is AgreedKind.OVERPAYMENT)
        return sum((taken.fee for taken in self.orders), ZERO) + sum(won_back, ZERO)

    @property
    def deducted(self) -> tuple[Deducted, ...]:
        """Each order and agreement, as it is kept for the next payment."""
        return (*(taken.kept for taken in self.orders), *(taken.kept for taken in self.agreed))

    @property
    def said(self) -> tuple[str, ...]:
        """What could not be taken, in sentences; empty when everything was."""
        found = (
            *(taken.said for taken in self.orders),
            *(taken.said for taken in self.loans),
            *(taken.said for taken in self.agreed),
        )
        return tuple(sentence for sentence in found if sentence)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What an order asks for, how that is reckoned, and the earnings that must be left."""

    due: Decimal
    working: str
    protected: Decimal


def take(
    *,
    wages: Wages,
    orders: Sequence[AnyOrder],
    loans: Sequence[Repayment],
    agreed: Sequence[Agreed],
    interval: Interval,
    rates: EarningsOrders,
) -> Outcome:
    """Work out one payment's orders, loan repayments and agreed deductions, earliest claim first."""
    orders = [order for order in orders if order.owed != 0]
    _check(orders, rates)
    run = _Run(wages.attachable, interval, rates)
    for order in sorted(filter(has_priority, orders), key=lambda order: order.made):
        run.serve(order)
    priority = [taken.order for taken in run.taken]
    room = wages.attachable - run.gone - _protected_for_loans(priority, run) if priority else wages.net
    suspended = any(isinstance(order, CouncilTax) for order in priority)
    repaid = tuple(student_loans.take(loans=loans, room=room, suspended=suspended))
    run.loans = sum((loan.amount for loan in repaid), ZERO)
    for order in sorted((one for one in orders if not has_priority(one)), key=lambda order: order.made):
        run.serve(order)
    left = wages.net - run.gone
    also = tuple(agreements.take(agreed=agreed, left=left))
    net = left - sum((one.amount for one in also), ZERO)
    return Outcome(attachable=wages.attachable, orders=tuple(run.taken), loans=repaid, agreed=also, net=net)


class _Run:
    """One payment while its orders are served one after the other."""

    def __init__(self, attachable: Decimal, interval: Interval, rates: EarningsOrders) -> None:
        self.attachable = attachable
        self.interval = interval
        self.rates = rates
        self.loans = ZERO
        self.taken: list[Taken] = []

    @property
    def before(self) -> Decimal:
        """What earlier orders and loans have taken, which a later order's table and rates do not see."""
        return self.loans + sum((taken.amount for taken in self.taken), ZERO)

    @property
    def gone(self) -> Decimal:
        """The same, with the employer's fees."""
        return self.before + sum((taken.fee for taken in self.taken), ZERO)

    def serve(self, order: AnyOrder) -> None:
        """Take what the order asks for, as far as its protected earnings allow, and the fee if that fits."""
        claim = self._claim(order)
        room = max(ZERO, self.attachable - self.gone)
        amount = min(claim.due, down_to_penny(max(ZERO, room - claim.protected)))
        keeps_fee = claim.protected if isinstance(order, DirectEarnings) else ZERO
        fee = order.fee if amount and room - amount - order.fee >= keeps_fee else ZERO
        self.taken.append(
            said.taken(
                order=order,
                due=claim.due,
                amount=amount,
                fee=fee,
                working=claim.working,
                protected=claim.protected,
                residue=max(ZERO, self.attachable - self.before),
            )
        )

    def _claim(self, order: AnyOrder) -> _Claim:
        found = self._found(order)
        due = found.amount if order.owed is None else min(found.amount, order.owed)
        working = found.working if due == found.amount else f"{wording.pounds(due)} is all that is still owed"
        return _Claim(due, working, protected(order, attachable=self.attachable, rates=self.rates))

    def _found(self, order: AnyOrder) -> Found:
        half_penny = self.rates.practice.half_penny
        if isinstance(order, ChildMaintenance | CourtOrder):
            return _normal(order.normal, order.carried)
        if isinstance(order, CouncilTax):
            net = max(ZERO, self.attachable - self.before)
            return tables.council_tax(
                net=net, interval=self.interval, table=self.rates.council_tax, half_penny=half_penny
            )
        if order.schedule is None:
            return _normal(order.fixed or ZERO, ZERO)
        notices = (one.amount for one in self.taken if isinstance(one.order, DirectEarnings))
        return tables.direct_earnings(
            net=self.attachable - sum(notices, ZERO),
            schedule=order.schedule,
            interval=self.interval,
            table=self.rates.direct_earnings,
            half_penny=half_penny,
        )


def protected(order: AnyOrder, *, attachable: Decimal, rates: EarningsOrders) -> Decimal:
    """What an order must leave: a share of all attachable earnings, the court's figure, or nothing."""
    if isinstance(order, ChildMaintenance):
        return attachable * rates.child_maintenance.protected
    if isinstance(order, DirectEarnings):
        return attachable * rates.direct_earnings.protected
    return order.protected + order.protected_carried if isinstance(order, CourtOrder) else ZERO


def _protected_for_loans(priority: Sequence[AnyOrder], run: _Run) -> Decimal:
    """Loans leave what the most recent priority order with protected earnings says (regulation 51(4))."""
    for order in reversed(priority):
        if not isinstance(order, CouncilTax):
            return protected(order, attachable=run.attachable, rates=run.rates)
    return ZERO


def _normal(normal: Decimal, carried: Decimal) -> Found:
    working = f"{wording.pounds(normal)} each payday"
    if carried:
        working = f"{working} + {wording.pounds(carried)} from before"
    return Found(normal + carried, working)


def _check(orders: Sequence[AnyOrder], rates: EarningsOrders) -> None:
    references = [(type(order), order.reference) for order in orders]
    if len(set(references)) < len(references):
        raise PayInputError("An order is listed twice: each reference may stand once.")
    for order in orders:
        if order.fee > rates.practice.highest_fee:
            most = wording.pounds(rates.practice.highest_fee)
            raise PayInputError(
                f"The fee for order {order.reference} is {order.fee}: at most {most} is allowed."
            )
        if isinstance(order, CouncilTax) and order.made < rates.council_tax.made_from:
            raise PayInputError(
                f"Council tax order {order.reference} was made before"
                f" {wording.day(rates.council_tax.made_from)}: its table is another. Ask the council."
            )
    if sum(isinstance(order, CouncilTax) for order in orders) > rates.council_tax.most_orders:
        raise PayInputError(
            f"More than {rates.council_tax.most_orders} council tax orders cannot run at once:"
            " send the latest back to the council and say so."
        )
