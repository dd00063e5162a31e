"""What an employer paid someone before, in the same tax week or month: both payments are looked at together.

National Insurance, student loans and qualifying earnings go by everything that one employer pays in one
earnings period, in one post or several (Social Security (Contributions) Regulations 2001, regulations 14 and
15; HMRC manual CSLM17060). A payment bears what it adds: the whole of the period less what its earlier pay
bears by itself, under the rules of this payment. So what an order kept a loan from taking is not made up for,
and a letter or a pension that began in between counts from now on. Income tax adds payments of one post
together where the code leaves earlier pay out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from payroll.calc.results import PayResult
from payroll.calc.rounding import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The sums of the earlier payments, in pounds. `taxable` and `tax` are those of the same post alone."""

    earnings: Decimal
    taxable: Decimal = ZERO
    tax: Decimal = ZERO


def of_period(*, same_post: Iterable[PayResult], other_posts: Iterable[PayResult] = ()) -> Earlier | None:
    """Add up what was paid before in the period; None when nothing was."""
    here, elsewhere = tuple(same_post), tuple(other_posts)
    if not here and not elsewhere:
        return None
    return Earlier(
        earnings=sum((result.nicable_pay for result in (*here, *elsewhere)), ZERO),
        taxable=sum((result.taxable_pay for result in here), ZERO),
        tax=sum((result.tax for result in here), ZERO),
    )
