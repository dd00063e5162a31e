"""The clients: who they are, who serves them, who acts for them, and how they want to hear from us."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dpss.portal.demo import chance
from dpss.portal.demo.people import Person, Register
from dpss.portal.demo.plans import NamedClient, Plan, Representative
from dpss.portal.demo.shape import ProviderShape, Shape

LOTS: Final = ("support", "payroll")
ADULT, CHILD, CARER = "adult", "child", "carer"
GROUPS_OF_EMPLOYERS: Final = {ADULT: 0.88, CHILD: 0.12}
GROUPS_IN_THE_SERVICE: Final = {ADULT: 0.74, CHILD: 0.11, CARER: 0.15}
GROUPS_OF_OTHERS: Final = {ADULT: 0.66, CHILD: 0.08, CARER: 0.26}
AGES: Final = {ADULT: (18, 96, 66), CHILD: (26, 56, 40), CARER: (30, 84, 58)}
ROUTES_ONLINE: Final = {"online": 0.7, "phone": 0.25, "large_print": 0.05}
ROUTES_OFFLINE: Final = {"phone": 0.6, "post": 0.3, "large_print": 0.1}
JOINED_LATER: Final = 0.11
REPRESENTED: Final = 0.12
ALSO_HELPED: Final = 0.04
SIGNS_IN_WITHOUT_PAS: Final = 0.35
NEW_EMPLOYERS: Final = 0.015
CLOSING: Final = 0.012
SETTING_UP: Final = timedelta(weeks=8)
OLDEST_PAYMENT: Final = date(2014, 4, 7)
LATEST_TO_LEAVE: Final = date(2026, 1, 1)
LAST_LEFT: Final = date(2026, 10, 1)


@dataclass(frozen=True, slots=True)
class Representation:
    """Someone acts for a client. `staff` is the key of a member of staff who is the same person."""

    person: Person
    kind: str
    since: date
    until: date | None
    approves: bool
    sees_money: bool
    staff: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """Who serves a client for one lot from a day; `provider` is empty unless it is one of the contract."""

    lot: str
    arrangement: str
    provider: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Client:
    """One client. `story` is what the plan says of someone with a name; `worker` is a key of staff."""

    number: int
    reference: str
    person: Person
    group: str
    stage: str
    stage_since: date
    contact_route: str
    first_payment: date
    provider: str
    since: date
    worker: str
    employs: bool
    new_employer: bool
    signs_in: bool
    representations: tuple[Representation, ...]
    story: NamedClient | None

    @property
    def approver(self) -> Person | None:
        """The one person who approves timesheets in the portal."""
        if self.signs_in:
            return self.person
        return next((act.person for act in self.representations if act.approves), None)

    @property
    def employer_name(self) -> str:
        """Who is the employer: an authorised person instead of a client who lacks capacity."""
        authorised = [act.person for act in self.representations if act.kind == "authorised"]
        return (authorised[0] if authorised else self.person).name.shown


@dataclass(frozen=True, slots=True)
class _Seat:
    """A place in the council that a client takes: known before who the client is."""

    number: int
    provider: str = ""
    employs: bool = False
    new_employer: bool = False
    story: NamedClient | None = None


def clients(*, plan: Plan, shape: Shape, register: Register, today: date) -> list[Client]:
    """Every client of the council, those of the story first at each provider."""
    seats = list(_seats(plan, shape))
    references = chance.stream(plan.slug, "references").sample(range(10_000, 99_999), len(seats))
    return [
        _client(plan, seat, register, reference=f"{plan.reference_prefix}{reference}", today=today)
        for seat, reference in zip(seats, references, strict=True)
    ]


def placements(*, plan: Plan, made: list[Client]) -> dict[int, tuple[Placement, ...]]:
    """Who serves each client, with those who left the service since the contract began."""
    joined = [client for client in made if client.provider and client.since > plan.contract.starts]
    others = [client for client in made if not client.provider and client.since < LATEST_TO_LEAVE]
    # The service has grown a little: fewer have left than have joined.
    leavers = others[: len(joined) * 7 // 8]
    left = {client.number: joiner.provider for client, joiner in zip(leavers, joined, strict=False)}
    return {
        client.number: tuple(
            _served(client)
            if client.provider
            else _not_served(plan, client, was_with=left.get(client.number, ""))
        )
        for client in made
    }


def _seats(plan: Plan, shape: Shape) -> Iterator[_Seat]:
    number = 0
    for part in shape.providers:
        for seat in _provider_seats(plan, shape, part, first=number):
            yield seat
            number += 1
    for other in range(number, shape.clients):
        yield _Seat(other)


def _provider_seats(plan: Plan, shape: Shape, part: ProviderShape, *, first: int) -> Iterator[_Seat]:
    """Named employers, other employers (the last of them new), named clients without PAs, the rest."""
    named = [story for story in plan.named_clients if story.provider == part.provider.key]
    employers = [story for story in named if story.posts]
    new = shape.share(NEW_EMPLOYERS, of=part.employers)
    order: list[NamedClient | None] = [*employers, *[None] * (part.employers - len(employers))]
    order += [story for story in named if not story.posts]
    order += [None] * (part.clients - len(order))
    for place, story in enumerate(order):
        yield _Seat(
            number=first + place,
            provider=part.provider.key,
            employs=place < part.employers,
            new_employer=story is None and part.employers - new <= place < part.employers,
            story=story,
        )


def _client(plan: Plan, seat: _Seat, register: Register, *, reference: str, today: date) -> Client:
    draw = chance.stream(plan.slug, "client", seat.number)
    story = seat.story
    group = story.group if story else chance.weighted(draw, _groups(seat))
    first_payment = story.first_payment if story else _first_payment(plan, seat, draw, today)
    since = max(plan.contract.starts, first_payment - timedelta(weeks=4))
    if first_payment <= plan.contract.starts:
        since = plan.contract.starts
    person = _person(seat, register, group=group, today=today)
    acts = _representations(plan, seat, register, draw, since=since)
    signs_in = story.signs_in if story else _signs_in(seat, acts, draw)
    route = story.contact_route if story else _route(draw, signs_in=signs_in)
    stage, stage_since = _stage(seat, draw, since=since, first_payment=first_payment, today=today)
    return Client(
        number=seat.number,
        reference=reference,
        person=person,
        group=group,
        stage=stage,
        stage_since=stage_since,
        contact_route=route,
        first_payment=first_payment,
        provider=seat.provider,
        since=since,
        worker=story.worker if story else "",
        employs=seat.employs,
        new_employer=seat.new_employer,
        signs_in=signs_in,
        representations=acts,
        story=story,
    )


def _groups(seat: _Seat) -> dict[str, float]:
    if seat.employs:
        return GROUPS_OF_EMPLOYERS
    return GROUPS_IN_THE_SERVICE if seat.provider else GROUPS_OF_OTHERS


def _person(seat: _Seat, register: Register, *, group: str, today: date) -> Person:
    key, story = f"client:{seat.number}", seat.story
    if story:
        return register.named(key=key, name=story.name, gender=story.gender, birth_date=story.birth_date)
    return register.anyone(key=key, ages=AGES[group], on=today, women=0.56)


def _first_payment(plan: Plan, seat: _Seat, draw: chance.Stream, today: date) -> date:
    if seat.new_employer:
        return chance.day_between(draw, date(2026, 9, 21), date(2026, 10, 12))
    if seat.provider and draw.random() >= JOINED_LATER:
        return chance.day_between(draw, OLDEST_PAYMENT, plan.contract.starts - timedelta(days=1))
    first = plan.contract.starts + timedelta(weeks=6) if seat.provider else OLDEST_PAYMENT
    return chance.day_between(draw, first, today - timedelta(weeks=12 if seat.employs else 2))


def _representations(
    plan: Plan, seat: _Seat, register: Register, draw: chance.Stream, *, since: date
) -> tuple[Representation, ...]:
    key = f"representative:{seat.number}"
    if seat.story:
        acting = seat.story.represented_by
        return (_named_representation(acting, register, key=key, since=since),) if acting else ()
    acts_for, helps = draw.random() < REPRESENTED, draw.random() < ALSO_HELPED
    if not seat.provider or not ((seat.employs and acts_for) or helps):
        return ()
    person = register.anyone(key=key, ages=(24, 78, 54), on=plan.contract.starts, women=0.6)
    kind = chance.weighted(draw, {"nominated": 0.7, "authorised": 0.3}) if acts_for else "nominated"
    acts = acts_for and seat.employs
    return (Representation(person, kind, since, None, approves=acts, sees_money=acts),)


def _named_representation(
    acting: Representative, register: Register, *, key: str, since: date
) -> Representation:
    key = f"staff:{acting.staff}" if acting.staff else key
    person = register.named(key=key, name=acting.name, gender=acting.gender, birth_date=acting.birth_date)
    return Representation(
        person=person,
        kind=acting.kind,
        since=since,
        until=acting.until,
        approves=acting.approves,
        sees_money=True,
        staff=acting.staff,
        demo=acting.demo,
    )


def _signs_in(seat: _Seat, acts: tuple[Representation, ...], draw: chance.Stream) -> bool:
    """An employer approves timesheets themself, or the person who acts for them does; never both."""
    alone = not any(act.approves for act in acts)
    by_choice = draw.random() < SIGNS_IN_WITHOUT_PAS
    return alone if seat.employs else bool(seat.provider) and by_choice


def _route(draw: chance.Stream, *, signs_in: bool) -> str:
    return chance.weighted(draw, ROUTES_ONLINE if signs_in else ROUTES_OFFLINE)


def _stage(
    seat: _Seat, draw: chance.Stream, *, since: date, first_payment: date, today: date
) -> tuple[str, date]:
    if draw.random() < CLOSING and not seat.employs and not seat.story:
        return "closing", chance.day_between(draw, today - timedelta(weeks=6), today)
    if seat.provider and first_payment > today - SETTING_UP:
        return "setting_up", since
    return "running", first_payment


def _served(client: Client) -> Iterator[Placement]:
    for lot in LOTS:
        yield Placement(lot, "provider", client.provider, client.since, None)


def _not_served(plan: Plan, client: Client, *, was_with: str) -> Iterator[Placement]:
    """Their own firm or nobody; some tried the service first, and some have told nobody anything."""
    draw = chance.stream(plan.slug, "arrangement", client.number)
    since = client.since
    if was_with:
        left = chance.day_between(draw, since + timedelta(weeks=4), LAST_LEFT)
        for lot in LOTS:
            yield Placement(lot, "provider", was_with, since, left)
        since = left
    how = chance.weighted(draw, {"self": 0.6, "own_firm": 0.1, "": 0.3})
    if how:
        yield Placement("payroll", how, "", since, None)
