"""What stands in the files besides terms and tax: usual days, pensions, orders, bank details, holiday."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dpss.kernel.dates import Span
from dpss.portal.demo import chance, paye, period, posts, rota
from dpss.portal.demo.paye import Scheme
from dpss.portal.demo.posts import Post, Workforce
from dpss.portal.demo.tax import Details

USUAL_DAYS_KNOWN: Final = 0.8
PENSION_PROVIDERS: Final = {"Harvest Workplace Pensions": 0.8, "Beacon Pension Trust": 0.2}
WITH_AN_ORDER: Final = 0.01
# An order leaves less than this nothing to take.
ENOUGH_FOR_AN_ORDER: Final = 600
NEW_BANK_DETAILS: Final = 0.006
ASKS_FOR_HOLIDAY: Final = 0.05
# The Monday of the first week that PAs ask for; each asks for this one or one of the next two.
HOLIDAY_FROM: Final = date(2026, 12, 14)
ASKED_ON, PAID_THERE_FROM = date(2026, 11, 18), date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class PensionScheme:
    """With whom an employer has its pension scheme, and the employer's reference there."""

    client: int
    provider: str
    reference: str
    since: date


@dataclass(frozen=True, slots=True)
class Paper:
    """An order or agreement as its paper gives it, in pounds for each payday."""

    kind: str
    sender: str
    reference: str
    normal: Decimal | None = None
    protected: Decimal | None = None
    schedule: str = ""
    owed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A paper that has come for a post, and counts from a day."""

    post: int
    paper: Paper
    made: date
    first_day: date


@dataclass(frozen=True, slots=True)
class Holiday:
    """A week off that a PA has asked for: the days on which they usually work, with the minutes of each."""

    post: int
    week: Span
    minutes: Mapping[date, int]


PAPERS: Final = (
    Paper("direct_earnings", "DWP Debt Management", "DEA", schedule="standard", owed=Decimal("640.00")),
    Paper("council_tax", "The district council", "Liability order", owed=Decimal("486.20")),
    Paper("voluntary", "The care workers' union", "Union membership", normal=Decimal("6.50")),
    Paper("overpayment", "", "Overpaid in August", normal=Decimal("15.00"), owed=Decimal("75.00")),
    Paper(
        "court_debt",
        "The county court",
        "Attachment of earnings",
        normal=Decimal("40.00"),
        protected=Decimal("420.00"),
        owed=Decimal("520.00"),
    ),
)


def usual_days(slug: str, force: Workforce) -> dict[int, tuple[int, ...]]:
    """The weekdays (Monday is 0) that most posts of fixed hours have agreed, by post."""
    found: dict[int, tuple[int, ...]] = {}
    for assistant in force.assistants:
        theirs = [force.posts[number] for number in assistant.posts]
        weeks = rota.weeks(slug=slug, posts=theirs)
        for post in theirs:
            draw = chance.stream(slug, "usual days", post.number)
            if not post.irregular and draw.random() < USUAL_DAYS_KNOWN:
                days = {visit.weekday for visit in weeks[post.number].visits} | set(post.nights)
                found[post.number] = tuple(sorted(days))
    return found


def holidays(slug: str, force: Workforce) -> Iterator[Holiday]:
    """A week before or after Christmas, for a few posts whose usual days are known."""
    known = usual_days(slug, force)
    possible = [
        force.posts[number]
        for number, weekdays in known.items()
        if weekdays and not force.posts[number].story and force.posts[number].last_day is None
    ]
    asking = chance.some(chance.stream(slug, "holiday"), possible, ASKS_FOR_HOLIDAY)
    for post in sorted(asking, key=lambda post: post.number):
        draw = chance.stream(slug, "holiday", post.number)
        first = HOLIDAY_FROM + timedelta(weeks=draw.randrange(3))
        each = post.weekly_minutes // len(known[post.number])
        days = {first + timedelta(days=weekday): each for weekday in known[post.number]}
        yield Holiday(post.number, Span(first, first + timedelta(days=6)), days)


def pension_schemes(
    slug: str, schemes: Iterable[Scheme], force: Workforce, details: Mapping[int, Details]
) -> Iterator[PensionScheme]:
    """One for each employer with a member."""
    members = {post.client for post in force.posts if details[post.number].pension}
    for scheme in schemes:
        if scheme.client in members:
            draw = chance.stream(slug, "pension scheme", scheme.client)
            provider = chance.weighted(draw, PENSION_PROVIDERS)
            yield PensionScheme(
                scheme.client, provider, f"EMP{draw.randint(100_000_000, 999_999_999)}", scheme.since
            )


def orders(slug: str, schemes: Iterable[Scheme], force: Workforce) -> Iterator[Order]:
    """Papers that have come for a few of the better paid posts, of each kind in turn."""
    registered = {scheme.client for scheme in schemes if scheme.status == paye.REGISTERED}
    possible = [post for post in force.posts if post.client in registered and _may_have_an_order(force, post)]
    chosen = chance.some(chance.stream(slug, "orders"), possible, WITH_AN_ORDER)
    for place, post in enumerate(sorted(chosen, key=lambda post: post.number)):
        draw = chance.stream(slug, "order", post.number)
        made = chance.day_between(draw, date(2026, 9, 1), date(2026, 10, 9))
        yield Order(post.number, PAPERS[place % len(PAPERS)], made, period.WORKED.first)


def _may_have_an_order(force: Workforce, post: Post) -> bool:
    """Somebody with one steady post, whose story is not told already."""
    return (
        not post.story
        and not post.starts_in_the_period
        and post.last_day is None
        and post.hourly_rate != posts.TOO_LOW
        and len(force.assistants[post.assistant].posts) == 1
        and post.weekly_cost * period.WEEKS > ENOUGH_FOR_AN_ORDER
    )


def new_bank_details(slug: str, force: Workforce) -> list[int]:
    """The numbers of the PAs who have asked to be paid into another account."""
    possible = [
        assistant.number
        for assistant in force.assistants
        if not assistant.demo and not any(force.posts[number].story for number in assistant.posts)
    ]
    return sorted(chance.some(chance.stream(slug, "new bank details"), possible, NEW_BANK_DETAILS))
