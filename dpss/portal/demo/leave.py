"""Holiday that the payroll before had counted: what was built up, and how much of it was taken."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Final

from dpss.portal.demo import chance, period
from dpss.portal.demo.posts import Post
from payroll.calc import rates

# A quarter of an hour, a hundredth of one.
_QUARTER, _HUNDREDTH = Decimal("0.25"), Decimal("0.01")
_WEEK: Final = 7
# So many of a hundred hours built up were taken.
_MOST_TAKEN: Final = 90


@dataclass(frozen=True, slots=True)
class Leave:
    """Hours of a leave year before this payroll's first period; none built up where hours are fixed."""

    built_up: Decimal
    taken: Decimal


def before(*, slug: str, post: Post, year_from: date) -> Leave:
    """What had come together since the leave year began, at the hours of the contract."""
    draw = chance.stream(slug, "holiday before", post.number)
    days = max((period.WORKED.first - year_from).days, 0)
    worked = Decimal(post.weekly_minutes * days) / (60 * _WEEK)
    earned = worked * rates.for_year(period.TAX_YEAR).holiday.accrual
    taken = earned * draw.randint(0, _MOST_TAKEN) / 100
    return Leave(
        built_up=earned.quantize(_HUNDREDTH) if post.irregular else Decimal(0),
        taken=(taken / _QUARTER).quantize(Decimal(1), ROUND_DOWN) * _QUARTER,
    )
