"""What the new council of somebody who moves there needs to know: a paper made from the record."""

from collections.abc import Iterator

from clients.queries import endings, money, onboarding, people
from dpss.access import actors
from dpss.kernel import dates
from dpss.web import words
from payroll.documents.paper import Facts, Figures, Paper
from payroll.queries import built_up
from payroll.queries import employers as payroll

_UNKNOWN = "Not recorded here"


def paper(ending: endings.Ending, *, actor: actors.Actor) -> Paper:
    """The person, what was agreed, the budget, the money and the PAs, as far as the reader may know them."""
    move = endings.move_of(ending, actor=actor)
    council = move.new_council if move else _UNKNOWN
    last = dates.with_weekday(ending.last_day)
    return Paper(
        title="A direct payment that goes on with another council",
        about="Made from the record, for the person and the council they move to",
        footer=f"Direct payment that moves, last day {dates.in_words(ending.last_day)}",
        file_name=f"direct-payment-that-moves-{ending.last_day.isoformat()}.pdf",
        sentences=(
            f"{ending.client.name} moves to {council}. We pay the direct payment until {last}.",
            "They stay the employer, and their PAs keep their jobs, their pay and their start dates.",
        ),
        facts=tuple(_facts(ending, move, actor)),
        tables=tuple(_tables(ending, actor)),
        notes=(
            "The next payroll needs this year’s pay and tax of each PA: they are in the file of figures.",
            "Care plans, medical letters and bank details are not in this pack.",
        ),
    )


def _facts(ending: endings.Ending, move: endings.CouncilMove | None, actor: actors.Actor) -> Iterator[Facts]:
    client = ending.client
    rows = [
        ("Name", client.name),
        ("Our reference", client.reference),
        ("Born on", dates.in_words(client.birth_date)),
    ]
    journey = onboarding.latest(client.pk, actor=actor)
    route = onboarding.route_of(journey, actor=actor) if journey else None
    if route is not None:
        rows += [
            ("By which law", route.get_route_display()),
            ("Who is paid", route.payee_name or client.name),
        ]
    rows += [
        ("Acts for them", f"{one.user.name}, {one.get_kind_display().lower()}")
        for one in people.representations_of(client.pk, actor=actor)
    ]
    yield Facts("The person", tuple((str(label), str(value)) for label, value in rows))
    if move is not None:
        agreed = f"{move.contact}, {dates.in_words(move.agreed_on)}" if move.agreed_on else "Not agreed yet"
        yield Facts(
            "The move",
            (
                ("To", move.new_council),
                ("Our last day", dates.with_weekday(ending.last_day)),
                ("Agreed there by", agreed),
            ),
        )
    position = money.position(client.pk, actor=actor)
    if position is not None:
        payment = position.payment
        yield Facts(
            f"The money on {dates.in_words(actor.today)}",
            (
                ("Budget a week", f"£{words.figures(payment.weekly_amount)}"),
                ("Of it their own contribution", f"£{words.figures(payment.weekly_contribution)}"),
                ("On the account", f"£{words.figures(position.balance)}"),
                ("Of it needed for what is due", f"£{words.figures(position.due)}"),
            ),
        )


def _tables(ending: endings.Ending, actor: actors.Actor) -> Iterator[Figures]:
    position = money.position(ending.client_id, actor=actor)
    lines = list(money.lines_of(position.payment, actor=actor)) if position else []
    if lines:
        yield Figures(
            caption="What the budget is for",
            heads=("For", "Paid for by", "£ a week"),
            rows=tuple(
                (one.purpose, one.get_funder_display(), words.figures(one.weekly_amount)) for one in lines
            ),
            words=2,
        )
    posts = _posts(ending, actor)
    if posts:
        yield Figures(
            caption="The PAs",
            heads=("Name", "Employer", "Since", "Hours a week", "£ an hour"),
            rows=posts,
            words=3,
        )


def _posts(ending: endings.Ending, actor: actors.Actor) -> tuple[tuple[str, ...], ...]:
    going_on = built_up.going_on(day=ending.last_day, actor=actor)
    first = going_on.filter(employer__client_id=ending.client_id).first()
    if first is None:
        return ()
    found = payroll.posts_of(first.employer, day=ending.last_day, actor=actor)
    return tuple(
        (
            one.employment.assistant.name,
            first.employer.name,
            dates.in_words(one.employment.first_day),
            words.hours(one.terms.weekly_minutes) if one.terms else _UNKNOWN,
            words.figures(one.terms.hourly_rate) if one.terms else _UNKNOWN,
        )
        for one in found
        if one.employment.last_day is None or one.employment.last_day > ending.last_day
    )
