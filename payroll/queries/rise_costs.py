"""What a rise of pay adds to the year of each employer, whose posts share one Employment Allowance."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dpss.kernel import money
from payroll import models
from payroll.calc.employer import year
from payroll.calc.employer.post import Cover, Post
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.pension import Membership


@dataclass(frozen=True, slots=True)
class Usual:
    """What a year of a post is costed from besides its rate; `hours_a_week` is 0 where none are agreed."""

    hours_a_week: Decimal
    age: int
    interval: Interval
    in_pension: bool
    ni_letter: str
    membership: Membership | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post with what its contract says on the day, and the rates that it would have; or why it is left.

    `cost` is what the rise adds to a year of the post before Employment Allowance, None where the contract
    gives no hours. `rates` are those for kinds of work by the key of the old row.
    """

    post: models.Employment
    terms: models.EmploymentTerms
    usual: Usual
    minimum: Decimal
    hourly: Decimal
    rates: Mapping[int, Decimal]
    why_not: str
    cost: Decimal | None

    @property
    def goes_up(self) -> bool:
        """Whether any of its rates does."""
        return self.hourly > self.terms.hourly_rate or any(
            self.rates[row.pk] > row.hourly_rate for row in self.terms.named_rates
        )


@dataclass(frozen=True, slots=True)
class EmployerCost:
    """What the rise adds to an employer's year, after the allowance; `unknown` posts have no hours."""

    employer: models.Employer
    posts: int
    pounds: Decimal
    unknown: int


def more(usual: Usual, *, before: Decimal, after: Decimal, figures: TaxYear) -> Decimal | None:
    """What another rate adds to a year of one post; None without hours in the contract."""
    old, new = of_year(usual, hourly=before, figures=figures), of_year(usual, hourly=after, figures=figures)
    return new[0] - old[0] if old and new else None


def of_year(usual: Usual, *, hourly: Decimal, figures: TaxYear) -> tuple[Decimal, Decimal] | None:
    """A year's cost before the allowance, and its National Insurance; None without hours in the contract."""
    try:
        asked = Post(
            hours_a_week=usual.hours_a_week,
            age=usual.age,
            interval=usual.interval,
            cover=Cover.NOBODY,
            in_pension=usual.in_pension,
            ni_letter=usual.ni_letter,
            membership=usual.membership,
        )
        cost = year.as_paid(post=asked, hourly=hourly, rates=figures)
    except PayInputError:
        return None
    return cost.total, cost.ni


def of_employers(
    every: Sequence[Candidate],
    *,
    rising: Collection[uuid.UUID],
    claiming: Collection[uuid.UUID],
    figures: TaxYear,
) -> tuple[EmployerCost, ...]:
    """Each employer of a post that rises, in their order; `every` has all posts of these employers."""
    posts_of: dict[uuid.UUID, list[Candidate]] = defaultdict(list)
    for one in every:
        posts_of[one.post.employer_id].append(one)
    found = []
    for key, posts in posts_of.items():
        mine = [one for one in posts if one.post.pk in rising]
        if mine:
            allowance = figures.employment_allowance.amount if key in claiming else money.ZERO
            before = _together(posts, (), allowance, figures)
            after = _together(posts, rising, allowance, figures)
            unknown = sum(one.cost is None for one in mine)
            found.append(EmployerCost(mine[0].post.employer, len(mine), after - before, unknown))
    return tuple(found)


def _together(
    posts: Sequence[Candidate], rising: Collection[uuid.UUID], allowance: Decimal, figures: TaxYear
) -> Decimal:
    total = insurance = money.ZERO
    for one in posts:
        hourly = one.hourly if one.post.pk in rising else one.terms.hourly_rate
        cost = of_year(one.usual, hourly=hourly, figures=figures)
        if cost is not None:
            total += cost[0]
            insurance += cost[1]
    return total - min(allowance, insurance)
