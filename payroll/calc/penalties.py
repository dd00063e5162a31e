"""What the law charges for being late: HMRC's and The Pensions Regulator's figures of a tax year."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from payroll.calc.confidence import Confidence
from payroll.calc.inputs import PayInputError
from payroll.calc.rounding import down_to_penny

NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """A fixed penalty in pounds, up to so many people; the last step has no limit."""

    pounds: Decimal
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class ShareStep:
    """A share of what was paid late, up to the so-manieth late payment; the last step has no limit."""

    share: Decimal
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class LateReports:
    """What a late Full Payment Submission costs: once a tax month, by the number of employees.

    The first `free` months of a tax year cost nothing, nor does a new employer's first report within
    `new_employer_days` of the first payment. After `long_months` a share of the tax and National Insurance
    may be added. HMRC has said that it does not charge for a report that is `grace_days` late or less.
    """

    source: str
    confidence: Confidence
    free: int
    new_employer_days: int
    grace_days: int
    long_months: int
    long_share: Decimal
    a_month: tuple[Step, ...]

    def __post_init__(self) -> None:
        _check_steps([step.up_to for step in self.a_month])

    def penalty(self, *, employees: int, months_late_before: int) -> Decimal:
        """Pounds for one late tax month, after so many others in the tax year."""
        if months_late_before < self.free:
            return NOTHING
        return next(step.pounds for step in self.a_month if step.up_to is None or employees <= step.up_to)


@dataclass(frozen=True, slots=True)
class LatePayments:
    """What paying HMRC late costs: a share of the amount, by how often it happened in the tax year.

    The first `free` late payments do not count. The same `further_share` is charged again for each of the
    `further_months` after which it is still unpaid. Up to `tolerance` pounds short costs nothing.
    """

    source: str
    confidence: Confidence
    free: int
    tolerance: Decimal
    further_share: Decimal
    further_months: tuple[int, ...]
    defaults: tuple[ShareStep, ...]

    def __post_init__(self) -> None:
        _check_steps([step.up_to for step in self.defaults])

    def share(self, *, late_before: int) -> Decimal:
        """The share for a late payment, after so many others in the tax year."""
        default = late_before + 1 - self.free
        if default < 1:
            return NOTHING
        return next(step.share for step in self.defaults if step.up_to is None or default <= step.up_to)

    def penalty(self, amount: Decimal, *, late_before: int) -> Decimal:
        """Pounds at first, and nothing where it is within what HMRC tolerates."""
        if amount <= self.tolerance:
            return NOTHING
        return down_to_penny(amount * self.share(late_before=late_before))


@dataclass(frozen=True, slots=True)
class RegulatorPenalties:
    """What The Pensions Regulator may charge whoever does not follow its notice: once, and then a day."""

    source: str
    confidence: Confidence
    fixed: Decimal
    a_day: tuple[Step, ...]

    def __post_init__(self) -> None:
        _check_steps([step.up_to for step in self.a_day])


@dataclass(frozen=True, slots=True)
class Penalties:
    """All of them in one tax year."""

    reports: LateReports
    payments: LatePayments
    regulator: RegulatorPenalties


def _check_steps(limits: list[int | None]) -> None:
    known = [limit for limit in limits if limit is not None]
    if not limits or limits[-1] is not None or len(known) != len(limits) - 1 or known != sorted(set(known)):
        raise PayInputError("the steps of a penalty do not rise to a last one without a limit.")
