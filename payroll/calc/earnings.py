"""Time on an agreed timesheet becomes lines of pay: each quantity times its rate, to the nearest penny."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from payroll.calc import wording
from payroll.calc.figures import Mileage
from payroll.calc.inputs import Earning, EarningKind, PayInputError
from payroll.calc.lines import EARNED, REIMBURSED, Line
from payroll.calc.rounding import PENNY, ZERO, nearest_penny

_MINUTES = Decimal(60)
_HOURS_KEPT = Decimal("0.0001")
_UNITS = {
    EarningKind.SLEEP_IN: "nights",
    EarningKind.MILEAGE: "miles",
    EarningKind.EXPENSES: "pounds",
    EarningKind.REDUNDANCY: "pounds",
}
_LABELS = {
    EarningKind.HOURS: "Hours worked",
    EarningKind.HOLIDAY: "Holiday",
    EarningKind.SLEEP_IN: "Sleep-ins",
    EarningKind.AWAKE: "Awake in the night",
    EarningKind.MILEAGE: "Mileage",
    EarningKind.EXPENSES: "Expenses",
    EarningKind.REDUNDANCY: "Redundancy pay",
}
_WHY = {
    EarningKind.HOURS: "The hours on the sheet your employer agreed.",
    EarningKind.HOLIDAY: "Your time off, paid at your usual rate.",
    EarningKind.SLEEP_IN: "The amount your contract gives for each night you sleep in.",
    EarningKind.AWAKE: "When you get up to help, you are paid by the hour.",
    EarningKind.MILEAGE: "Money back for using your own car for work. Nothing is taken off it.",
    EarningKind.EXPENSES: "Money back for what you paid for at work. Nothing is taken off it.",
    EarningKind.REDUNDANCY: "Your job has ended. Up to £30,000 of it is free of tax and National Insurance.",
}


@dataclass(frozen=True, slots=True)
class WorkedTime:
    """A period's total of one kind from the timesheet: whole minutes, nights, miles, or pounds spent.

    Hours, awake time and holiday are in minutes, sleep-ins in nights, mileage in miles, expenses in pounds.
    `work` names the contract's own rate for these hours; without it they are paid at the hourly rate.
    """

    kind: EarningKind
    quantity: Decimal
    unit: str
    work: str = ""

    def __post_init__(self) -> None:
        expected = _UNITS.get(self.kind, "minutes")
        if self.unit != expected:
            raise PayInputError(f"{_LABELS[self.kind]} is counted in {expected}, not in {self.unit}.")
        if not self.quantity.is_finite() or self.quantity < 0:
            raise PayInputError(f"{_LABELS[self.kind]}: {self.quantity} is not zero or more {self.unit}.")
        if self.unit == "pounds" and self.quantity != self.quantity.quantize(PENNY):
            raise PayInputError(f"{_LABELS[self.kind]}: {self.quantity} is not whole pence.")
        if self.unit in {"minutes", "nights"} and self.quantity != self.quantity.to_integral_value():
            raise PayInputError(
                f"{_LABELS[self.kind]}: {self.quantity} is not a whole number of {self.unit}."
            )


@dataclass(frozen=True, slots=True)
class ContractRates:
    """What the contract pays: by the hour, for a night's sleep-in, and for a mile.

    Without a sleep-in rate the contract has no sleep-ins; without a mileage rate the approved rate is paid.
    `by_work` are the hourly rates of kinds of work that have their own, by name.
    """

    hourly: Decimal
    sleep_in: Decimal | None = None
    mileage: Decimal | None = None
    by_work: Mapping[str, Decimal] = field(default_factory=dict)


def from_time(
    *, worked: Iterable[WorkedTime], contract: ContractRates, rates: Mileage
) -> tuple[Earning, ...]:
    """Price a period's agreed time at the contract's rates, a line for each kind that there is any of.

    Awake time and holiday are paid at the hourly rate. Minutes are priced as they are, so ten minutes is a
    sixth of the rate, not 0.17 of it.
    """
    return tuple(_priced(time, contract, rates) for time in worked if time.quantity)


def gross(paid: Iterable[Earning]) -> Decimal:
    """Pay before deductions: everything earned, without money back."""
    return sum([earning.amount for earning in paid if not earning.kind.is_money_back], ZERO)


def reimbursed(paid: Iterable[Earning], *, rates: Mileage) -> Decimal:
    """Money back that is neither taxed nor part of pay. Miles above the approved rate would be: refused."""
    back = [earning for earning in paid if earning.kind.is_money_back]
    for earning in back:
        if earning.kind is EarningKind.MILEAGE:
            _check_mileage(earning.rate, rates)
    return sum([earning.amount for earning in back], ZERO)


def _check_mileage(rate: Decimal, rates: Mileage) -> None:
    if rate > rates.per_mile:
        approved = wording.rate(rates.per_mile)
        raise PayInputError(f"More than {approved} a mile would be taxed as pay: lower the contract's rate.")


def line(earning: Earning) -> Line:
    """One line of what was earned, with its sum in words."""
    one_sum = earning.unit == "payment"
    return Line(
        code=earning.kind.value,
        group=REIMBURSED if earning.kind.is_money_back else EARNED,
        label=earning.label,
        amount=earning.amount,
        working="One payment" if one_sum else f"{_quantity_words(earning)} × {wording.rate(earning.rate)}",
        why=_why(earning),
        rule=f"earnings.{earning.kind}",
        figures=(("quantity", str(earning.quantity)), ("unit", earning.unit), ("rate", str(earning.rate))),
    )


def _why(earning: Earning) -> str:
    if earning.unit == "payment" and not earning.kind.is_money_back:
        return "The pay given for this period."
    return _WHY[earning.kind]


def _priced(time: WorkedTime, contract: ContractRates, rates: Mileage) -> Earning:
    if time.unit == "pounds":
        return Earning(
            time.kind, _LABELS[time.kind], Decimal(1), "payment", time.quantity, nearest_penny(time.quantity)
        )
    rate = _rate(time, contract, rates)
    by_time = time.unit == "minutes"
    return Earning(
        kind=time.kind,
        label=time.work or _LABELS[time.kind],
        quantity=(time.quantity / _MINUTES).quantize(_HOURS_KEPT) if by_time else time.quantity,
        unit="hours" if by_time else time.unit,
        rate=rate,
        amount=nearest_penny(time.quantity * rate / _MINUTES if by_time else time.quantity * rate),
    )


def _rate(time: WorkedTime, contract: ContractRates, rates: Mileage) -> Decimal:
    kind = time.kind
    if time.work:
        if time.work not in contract.by_work:
            raise PayInputError(
                f"The timesheet has hours at the rate “{time.work}” and the contract has no such rate on"
                " their days: agree it first, or change the sheet."
            )
        return contract.by_work[time.work]
    if kind is EarningKind.SLEEP_IN:
        if contract.sleep_in is None:
            raise PayInputError(
                "The timesheet has sleep-ins and the contract has no rate for them: agree one first."
            )
        return contract.sleep_in
    if kind is EarningKind.MILEAGE:
        rate = rates.per_mile if contract.mileage is None else contract.mileage
        _check_mileage(rate, rates)
        return rate
    return contract.hourly


def _quantity_words(earning: Earning) -> str:
    if earning.unit == "hours":
        return wording.time(earning.quantity)
    return wording.counted(earning.quantity, earning.unit)
