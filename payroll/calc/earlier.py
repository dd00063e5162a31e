"""What an employer paid someone before, in the same tax week or month: both payments are looked at together.

National Insurance, student loans and qualifying earnings go by everything that one employer pays in one
earnings period, in one post or several (Social Security (Contributions) Regulations 2001, regulations 14 and
15; HMRC manual CSLM17060). Income tax adds payments of one post together where the code leaves earlier pay
out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import attrgetter

from payroll.calc.inputs import NiToDate, PayInputError
from payroll.calc.results import PayResult
from payroll.calc.rounding import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The sums of the earlier payments. `taxable` and `tax` are those of the same post alone."""

    ni: NiToDate
    taxable: Decimal = ZERO
    tax: Decimal = ZERO
    student_loan: Decimal = ZERO
    postgraduate_loan: Decimal = ZERO
    pension_employee: Decimal = ZERO
    pension_employer: Decimal = ZERO
    pension_tax_relief: Decimal = ZERO


def of_period(*, same_post: Iterable[PayResult], other_posts: Iterable[PayResult] = ()) -> Earlier | None:
    """Add up what was paid before in the period; None when nothing was.

    Payments under two category letters are refused: which letter then comes first is for a person to decide.
    """
    here, elsewhere = tuple(same_post), tuple(other_posts)
    every = (*here, *elsewhere)
    if not every:
        return None
    letters = sorted({result.ni.letter for result in every})
    if len(letters) > 1:
        raise PayInputError(
            f"Earlier payments of this period are under the letters {' and '.join(letters)}: give all posts"
            " with this employer one National Insurance letter."
        )
    return Earlier(
        ni=reduce(NiToDate.plus, (result.ni for result in every)),
        taxable=_sum(here, "taxable_pay"),
        tax=_sum(here, "tax"),
        student_loan=_sum(every, "student_loan"),
        postgraduate_loan=_sum(every, "postgraduate_loan"),
        pension_employee=_sum(every, "pension_employee"),
        pension_employer=_sum(every, "pension_employer"),
        pension_tax_relief=_sum(every, "pension_tax_relief"),
    )


def _sum(paid: Iterable[PayResult], name: str) -> Decimal:
    return sum(map(attrgetter(name), paid), ZERO)
