"""Posts: who works for whom, since when, for how many hours, at what rate."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dpss.kernel import dates
from dpss.portal.demo import chance, period, vacancies
from dpss.portal.demo.households import Client
from dpss.portal.demo.people import Person, Register
from dpss.portal.demo.plans import NamedPost, Plan
from dpss.portal.demo.shape import Shape

# The youngest, the oldest and the likeliest age, and how many are like that.
AGES: Final = {(18, 70, 42): 0.92, (65, 70, 66): 0.05, (18, 21, 19): 0.03}
STARTERS: Final = 0.015
LEAVERS: Final = 0.012
SLEEP_INS: Final = 0.13
IRREGULAR: Final = 0.35
STARTED_THIS_YEAR: Final = 0.15
GROWN_UP: Final = 21
# Hours a week: most packages are short.
HOURS: Final = {(4, 6): 0.50, (6, 10): 0.30, (10, 16): 0.14, (16, 24): 0.04, (24, 30): 0.02}
LONGEST_WITH_SEVERAL: Final = 12
RATES: Final = {
    Decimal("12.7100"): 0.22,
    Decimal("12.8500"): 0.08,
    Decimal("13.0000"): 0.15,
    Decimal("13.1250"): 0.02,
    Decimal("13.2000"): 0.10,
    Decimal("13.5000"): 0.17,
    Decimal("13.7500"): 0.07,
    Decimal("14.0000"): 0.09,
    Decimal("14.5000"): 0.05,
    Decimal("15.0000"): 0.03,
    Decimal("15.5000"): 0.02,
}
RATES_UNDER_21: Final = {Decimal("10.8500"): 0.2, Decimal("11.5000"): 0.3, Decimal("12.7100"): 0.5}
# What the minimum wage rose by in April 2026, from 21 and below.
RISE, RISE_UNDER_21 = Decimal("0.5000"), Decimal("0.8500")
NIGHT_RATES: Final = (Decimal("45.0000"), Decimal("50.0000"), Decimal("55.0000"), Decimal("60.0000"))
WEEKEND_RATES: Final = 0.06
MORE_AT_WEEKENDS: Final = (Decimal("0.7500"), Decimal("1.0000"), Decimal("1.5000"))
NIGHTS: Final = ((4,), (5,), (5,), (4, 5), (2, 5), (5, 6))
TOO_LOW: Final = Decimal("11.9000")
TURNED_21: Final = date(2026, 10, 3)


@dataclass(frozen=True, slots=True)
class Assistant:
    """A PA; `posts` are the numbers of their posts, the main one first."""

    number: int
    person: Person
    posts: tuple[int, ...]
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One PA's post with one client. `earlier_rate` was paid until the rise of April 2026.

    `weekend_rate` is nothing where weekends are paid like other days.
    """

    number: int
    client: int
    assistant: int
    first_day: date
    last_day: date | None
    irregular: bool
    weekly_minutes: int
    hourly_rate: Decimal
    earlier_rate: Decimal
    sleep_in_rate: Decimal
    nights: tuple[int, ...]
    weekend_rate: Decimal = Decimal(0)
    story: NamedPost | None = None

    @property
    def starts_in_the_period(self) -> bool:
        """Whether it is new in the period that the demo pays."""
        return self.first_day in period.WORKED

    @property
    def weekly_cost(self) -> Decimal:
        """What an ordinary week's pay comes to, before deductions and what an employer adds."""
        return self.hourly_rate * self.weekly_minutes / 60 + self.sleep_in_rate * len(self.nights)


@dataclass(frozen=True, slots=True)
class Workforce:
    """Everyone who works in the council's clients' homes."""

    assistants: tuple[Assistant, ...]
    posts: tuple[Post, ...]


def workforce(*, plan: Plan, shape: Shape, clients: Sequence[Client], register: Register) -> Workforce:
    """PAs and posts; those of the story come first."""
    employers = [client for client in clients if client.employs]
    pairs = [*_story_pairs(plan, employers), *_other_pairs(plan, shape, employers)]
    assistants = list(_assistants(plan, pairs, register))
    by_number = {client.number: client for client in clients}
    posts = [
        _post(plan, number, by_number[pair.client], assistants[pair.assistant], pair.story)
        for number, pair in enumerate(pairs)
    ]
    return _with_events(plan, Workforce(tuple(assistants), tuple(posts)), by_number)


@dataclass(frozen=True, slots=True)
class _Pair:
    client: int
    assistant: int
    story: NamedPost | None = None


def _story_pairs(plan: Plan, employers: Iterable[Client]) -> Iterator[_Pair]:
    places = {named.key: place for place, named in enumerate(plan.named_assistants)}
    for client in employers:
        for post in client.story.posts if client.story else ():
            yield _Pair(client.number, places[post.assistant], post)


def _other_pairs(plan: Plan, shape: Shape, employers: Sequence[Client]) -> Iterator[_Pair]:
    draw = chance.stream(plan.slug, "posts")
    fixed = {client.number: len(client.story.posts) for client in employers if client.story}
    new = [client.number for client in employers if client.new_employer]
    counts = vacancies.posts_of_employers(
        draw,
        employers=[client.number for client in employers],
        fixed=fixed | dict.fromkeys(new, 1),
        total=shape.posts,
    )
    open_posts = [number for number, count in counts.items() if number not in fixed for _ in range(count)]
    story = len(plan.named_assistants)
    wanted = vacancies.posts_of_assistants(posts=len(open_posts), assistants=shape.assistants - story)
    others = [number for number in open_posts if number not in new]
    found = vacancies.match(draw, wanted=wanted, vacancies=others, single=new)
    for place, numbers in enumerate(found, start=story):
        yield from (_Pair(number, place) for number in numbers)


def _assistants(plan: Plan, pairs: Sequence[_Pair], register: Register) -> Iterator[Assistant]:
    numbers: dict[int, list[int]] = {}
    for number, pair in enumerate(pairs):
        numbers.setdefault(pair.assistant, []).append(number)
    for place, posts in sorted(numbers.items()):
        key = f"assistant:{place}"
        if place < len(plan.named_assistants):
            named = plan.named_assistants[place]
            person = register.named(
                key=key, name=named.name, gender=named.gender, birth_date=named.birth_date
            )
            yield Assistant(place, person, tuple(posts), demo=named.demo)
        else:
            ages = chance.weighted(chance.stream(plan.slug, "age", place), AGES)
            person = register.anyone(key=key, ages=ages, on=period.WORKED.first, women=0.82)
            yield Assistant(place, person, tuple(posts))


def _post(plan: Plan, number: int, client: Client, assistant: Assistant, story: NamedPost | None) -> Post:
    if story:
        return Post(
            number=number,
            client=client.number,
            assistant=assistant.number,
            first_day=story.first_day,
            last_day=None,
            irregular=story.irregular,
            weekly_minutes=story.weekly_minutes,
            hourly_rate=story.hourly_rate,
            earlier_rate=story.hourly_rate - RISE,
            sleep_in_rate=story.sleep_in_rate,
            nights=story.nights,
            story=story,
        )
    draw = chance.stream(plan.slug, "post", number)
    young = dates.age_on(assistant.person.birth_date, period.WORKED.first) < GROWN_UP
    rate = chance.weighted(draw, RATES_UNDER_21 if young else RATES)
    nights = draw.choice(NIGHTS) if draw.random() < SLEEP_INS and len(assistant.posts) == 1 else ()
    return Post(
        number=number,
        client=client.number,
        assistant=assistant.number,
        first_day=_first_day(draw, client, assistant.person),
        last_day=None,
        irregular=draw.random() < IRREGULAR,
        weekly_minutes=_weekly_minutes(draw, several=len(assistant.posts) > 1),
        hourly_rate=rate,
        earlier_rate=rate - (RISE_UNDER_21 if young else RISE),
        sleep_in_rate=draw.choice(NIGHT_RATES) if nights else Decimal(0),
        nights=nights,
        weekend_rate=_weekend_rate(plan, number, rate),
    )


def _weekend_rate(plan: Plan, number: int, rate: Decimal) -> Decimal:
    draw = chance.stream(plan.slug, "weekend rate", number)
    return rate + draw.choice(MORE_AT_WEEKENDS) if draw.random() < WEEKEND_RATES else Decimal(0)


def _first_day(draw: chance.Stream, client: Client, person: Person) -> date:
    if client.new_employer:
        return chance.day_between(draw, period.WORKED.first, period.WORKED.first + timedelta(days=14))
    grown_up = dates.add_months(person.birth_date, 18 * 12)
    lower = max(client.first_payment + timedelta(days=14), grown_up)
    upper = period.WORKED.first - timedelta(days=28)
    year = date(2026, 4, 6)
    if lower < year and draw.random() >= STARTED_THIS_YEAR:
        upper = year - timedelta(days=1)
    elif lower < year:
        lower = year
    return chance.day_between(draw, min(lower, upper), upper)


def _weekly_minutes(draw: chance.Stream, *, several: bool) -> int:
    low, high = chance.weighted(draw, HOURS)
    high = min(high, LONGEST_WITH_SEVERAL) if several else high
    return 30 * draw.randint(2 * min(low, high), 2 * high)


def _with_events(plan: Plan, force: Workforce, clients: Mapping[int, Client]) -> Workforce:
    """Some start in the period, some leave in it, and one is paid too little since a birthday."""
    draw = chance.stream(plan.slug, "events")
    plain = _plain_posts(force, clients)
    draw.shuffle(plain)
    new = sum(post.starts_in_the_period for post in force.posts)
    starting = max(1, round(len(force.posts) * STARTERS) - new)
    leaving = max(1, round(len(force.posts) * LEAVERS))
    first, last = period.WORKED.first, period.WORKED.last
    posts = {post.number: post for post in force.posts}
    for post in plain[:starting]:
        day = chance.day_between(draw, first, last - timedelta(days=8))
        posts[post.number] = dataclasses.replace(post, first_day=day)
    for post in plain[starting : starting + leaving]:
        day = chance.day_between(draw, first + timedelta(days=6), last)
        posts[post.number] = dataclasses.replace(post, last_day=day)
    changed = dataclasses.replace(force, posts=tuple(posts.values()))
    return _with_someone_underpaid(changed, plain[starting + leaving])


def _plain_posts(force: Workforce, clients: Mapping[int, Client]) -> list[Post]:
    """Posts that something can happen to: another PA stays, and this one has no other post."""
    employed = Counter(post.client for post in force.posts)
    return [
        post
        for post in force.posts
        if not post.story
        and not clients[post.client].new_employer
        and len(force.assistants[post.assistant].posts) == 1
        and employed[post.client] > 1
    ]


def _with_someone_underpaid(force: Workforce, post: Post) -> Workforce:
    """A rate that was right at 20 is below the minimum wage since a 21st birthday: payroll must see it."""
    turned = dataclasses.replace(
        force.assistants[post.assistant].person, birth_date=dates.add_months(TURNED_21, -12 * GROWN_UP)
    )
    underpaid = dataclasses.replace(
        post,
        first_day=date(2025, 2, 3),
        hourly_rate=TOO_LOW,
        earlier_rate=TOO_LOW - RISE_UNDER_21,
        sleep_in_rate=Decimal(0),
        nights=(),
        weekend_rate=Decimal(0),
    )
    return Workforce(
        tuple(
            dataclasses.replace(one, person=turned) if one.number == post.assistant else one
            for one in force.assistants
        ),
        tuple(underpaid if one.number == post.number else one for one in force.posts),
    )
