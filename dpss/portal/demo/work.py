"""What waits for support workers on the demo's day: each item follows from something in the county."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dpss.kernel.dates import in_words
from dpss.portal.demo import chance, checks, paye, reviews
from dpss.portal.demo.checks import Check
from dpss.portal.demo.households import Client
from dpss.portal.demo.paye import Scheme
from dpss.portal.demo.plans import Plan
from dpss.portal.demo.posts import Workforce
from dpss.portal.demo.reviews import Review
from dpss.portal.demo.sheets import DRAFT, Sheet

SOON: Final = timedelta(days=10)
EXPIRES_SOON: Final = timedelta(days=21)
ASKED_FOR_A_CALL: Final = 0.08
WHY_THEY_CALL: Final = (
    (
        "Ring back about more hours",
        "They rang on {rang} and asked whether the budget covers a longer evening visit.",
    ),
    ("Ring back about a new PA", "A PA gave notice on {rang}. They want help to advertise."),
    (
        "Look at the insurance certificate",
        "Employers' liability insurance ends on {ends}. Ask for the new one.",
    ),
    ("Visit after a hospital stay", "They came home on {rang}. Check that the support still fits."),
    ("Explain the holiday pay", "Their PA asked on {rang} how much holiday is left. Go through it together."),
    (
        "Help with the yearly return",
        "The bank statements asked for by {ends} have not come. Offer to go through them.",
    ),
)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to do about a client by a day, and why. `key` says what it follows from."""

    key: str
    client: int
    title: str
    why: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Casework:
    """What the items follow from."""

    clients: Sequence[Client]
    force: Workforce
    reviews: list[Review]
    checks: list[Check]
    schemes: list[Scheme]
    sheets: Mapping[int, Sheet]


def items(*, plan: Plan, known: Casework, today: date) -> list[Item]:
    """Everything that waits, each once."""
    return [
        *_reviews(known, today),
        *_checks(known, today),
        *_schemes(known, today),
        *_sheets(known, today),
        *_calls(plan, known, today),
        *_story(known),
    ]


def _reviews(known: Casework, today: date) -> Iterator[Item]:
    for review in known.reviews:
        if review.done_on is None and review.due_on <= today + SOON:
            first = review.kind == reviews.FIRST
            since = "6 months after the first payment" if first else "12 months after the last one"
            yield Item(
                key=f"review:{review.client}:{review.due_on}",
                client=review.client,
                title="First review" if first else "Yearly review",
                why=f"It is due on {in_words(review.due_on)}: {since}.",
                due_on=review.due_on,
            )


def _checks(known: Casework, today: date) -> Iterator[Item]:
    latest = {(check.post, check.kind): check for check in known.checks}
    for check in latest.values():
        if check.expires_on is None or check.expires_on > today + EXPIRES_SOON:
            continue
        post = known.force.posts[check.post]
        who = known.force.assistants[post.assistant].person.name.shown
        what = "DBS certificate" if check.kind == checks.DBS else "right to work"
        verb = "expires" if check.expires_on >= today else "expired"
        yield Item(
            key=f"check:{check.post}:{check.kind}:{check.expires_on}",
            client=post.client,
            title=f"Check the {what} of {who} again",
            why=f"What we saw on {in_words(check.seen_on)} {verb} on {in_words(check.expires_on)}.",
            due_on=check.expires_on,
        )


def _schemes(known: Casework, today: date) -> Iterator[Item]:
    for scheme in known.schemes:
        if scheme.status == paye.AWAITING:
            asked = scheme.since - timedelta(days=7)
            yield Item(
                key=f"paye:{scheme.client}",
                client=scheme.client,
                title="Ask whether HMRC's letter has come",
                why=f"The PAYE scheme was asked for on {in_words(asked)}. Payroll needs its reference.",
                due_on=today + timedelta(days=2 + scheme.client % 5),
            )


def _sheets(known: Casework, today: date) -> Iterator[Item]:
    """A sheet that did not come by the deadline: somebody may not get paid."""
    for post in known.force.posts:
        sheet = known.sheets.get(post.number)
        if sheet is not None and sheet.state != DRAFT:
            continue
        who = known.force.assistants[post.assistant].person.name.shown
        begun = "has been begun but not sent" if sheet else "has not been begun"
        yield Item(
            key=f"sheet:{post.number}",
            client=post.client,
            title=f"Ask about the timesheet of {who}",
            why=f"The sheet for 19 October to 15 November {begun}. It was due on Monday 16 November at noon.",
            due_on=today - timedelta(days=post.number % 3),
        )


def _calls(plan: Plan, known: Casework, today: date) -> Iterator[Item]:
    draw = chance.stream(plan.slug, "calls")
    in_service = [client.number for client in known.clients if client.provider and not client.story]
    for number in sorted(chance.some(draw, in_service, ASKED_FOR_A_CALL)):
        title, why = draw.choice(WHY_THEY_CALL)
        rang = today - timedelta(days=draw.randint(1, 9))
        due_on = today + timedelta(days=draw.choice((-2, -1, 0, 0, 1, 2, 3, 5, 6)))
        yield Item(
            key=f"call:{number}",
            client=number,
            title=title,
            why=why.format(rang=in_words(rang), ends=in_words(today + timedelta(days=12))),
            due_on=due_on,
        )


def _story(known: Casework) -> Iterator[Item]:
    for client in known.clients:
        for place, waiting in enumerate(client.story.waits if client.story else ()):
            yield Item(
                key=f"story:{client.number}:{place}",
                client=client.number,
                title=waiting.title,
                why=waiting.why,
                due_on=waiting.due_on,
            )
