"""Student loans stand behind priority orders and before all others, and give way to council tax altogether.

HMRC manual CSLM18015 and CSLM18025; Education (Student Loans) (Repayment) Regulations 2009, regulation 51.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import wording
from payroll.calc.rounding import ZERO, down_to_pound, in_pence
from payroll.calc.student_loans import Repayment

_SUSPENDED = "while a council tax order takes a share of the pay"
_CUT = "so that orders to be paid first, and protected earnings, are left whole"


@dataclass(frozen=True, slots=True)
class LoanTaken:
    """What is taken of one loan's repayment, and what is said when that is not all of it."""

    repayment: Repayment
    amount: Decimal
    said: str

    @property
    def cut(self) -> Repayment:
        """The loan with what is taken of it."""
        return self.repayment.cut_to(self.amount)


def take(*, loans: Sequence[Repayment], room: Decimal, suspended: bool) -> Iterator[LoanTaken]:
    """The repayments as far as there is room, in whole pounds once they are cut; none while suspended.

    Where both a student and a postgraduate loan must be cut, the one that is listed first is served first.
    What is cut is not carried forward.
    """
    room = ZERO if suspended else max(ZERO, room)
    why = _SUSPENDED if suspended else _CUT
    for loan in loans:
        fits = loan.amount <= room
        amount = loan.amount if fits else in_pence(down_to_pound(room))
        room -= amount
        said = "" if fits else _said(loan, amount, why)
        yield LoanTaken(repayment=loan, amount=amount, said=said)


def _said(loan: Repayment, amount: Decimal, why: str) -> str:
    taken = f"only {wording.pounds(amount)} is taken" if amount else "nothing is taken"
    return f"Loan repayment of {wording.pounds(loan.amount)} (plan {loan.plan}): {taken}, {why}."
