"""Employers' standing with HMRC: most are registered, new ones wait, and some need no scheme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import money
from dpss.portal.demo import chance, period, sheets, tax
from dpss.portal.demo.households import Client
from dpss.portal.demo.plans import Plan
from dpss.portal.demo.posts import Post, Workforce
from dpss.portal.demo.sheets import Sheet
from dpss.portal.demo.tax import Details
from payroll.calc import earnings, national_insurance, rates

REGISTERED, AWAITING, NOT_NEEDED = "registered", "awaiting", "not_needed"
WITHOUT_A_SCHEME: Final = Decimal("0.10")


@dataclass(frozen=True, slots=True)
class Scheme:
    """One employer's PAYE scheme, or why there is none, from a day on."""

    client: int
    status: str
    since: date
    office_number: str = ""
    reference: str = ""
    accounts_office_reference: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """What an employer's standing depends on: who works there, how they are taxed, what is on the sheets."""

    force: Workforce
    details: Mapping[int, Details]
    sheets: Mapping[int, Sheet]


def schemes(*, plan: Plan, clients: Iterable[Client], paid: Paid) -> list[Scheme]:
    """A standing for every employer. New employers are still waiting for HMRC's letter."""
    posts: dict[int, list[Post]] = {}
    for post in paid.force.posts:
        posts.setdefault(post.client, []).append(post)
    employers = [client for client in clients if client.employs]
    need_none = _need_none(plan, employers, posts, paid)
    found = []
    for place, client in enumerate(employers):
        since = max(plan.contract.starts, min(post.first_day for post in posts[client.number]))
        if client.new_employer:
            found.append(Scheme(client.number, AWAITING, since))
        elif client.number in need_none:
            found.append(Scheme(client.number, NOT_NEEDED, since))
        else:
            found.append(_registered(plan, place, client.number, since))
    return found


def _registered(plan: Plan, place: int, client: int, since: date) -> Scheme:
    office = plan.tax_offices[place % len(plan.tax_offices)]
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    return Scheme(
        client=client,
        status=REGISTERED,
        since=since,
        office_number=office,
        reference=f"Z{letters[place % len(letters)]}{10_000 + 7 * place}",
        accounts_office_reference=f"{office}P{letters[place * 5 % len(letters)]}{10_000_019 + 97 * place}",
    )


def _need_none(
    plan: Plan, employers: Sequence[Client], posts: Mapping[int, Sequence[Post]], paid: Paid
) -> set[int]:
    """Some of the employers all of whose PAs earn little and have no other job or pension.

    Below the lower earnings limit nobody has to register; the demo keeps to those below the employer's
    threshold as well, where no contributions can be due.
    """
    possible = [
        client.number
        for client in employers
        if not client.new_employer
        and not client.story
        and all(
            len(paid.force.assistants[post.assistant].posts) == 1
            and not post.weekend_rate
            and not _gives_a_reason(paid.details[post.number])
            and _earns_little(post, paid.sheets.get(post.number))
            for post in posts[client.number]
        )
    ]
    draw = chance.stream(plan.slug, "without a scheme")
    wanted = min(len(possible), max(1, round(len(employers) * WITHOUT_A_SCHEME)))
    return set(draw.sample(possible, wanted))


def _gives_a_reason(taxed: Details) -> bool:
    """Another job, a pension or anything but the standard code means that HMRC must be told."""
    return bool(taxed.pension) or taxed.tax_code != tax.STANDARD or taxed.starter_declaration != ""


def _earns_little(post: Post, sheet: Sheet | None) -> bool:
    limit = _employer_threshold()
    usual = post.weekly_cost * period.WEEKS
    if sheet is None:
        return usual < limit
    driven = any(entry.kind == sheets.MILEAGE for entry in sheet.entries)
    paid = tax.priced(post, minutes=sheets.minutes_paid(sheet), nights=sheets.nights_of(sheet))
    # Irregular hours go up and down by an eighth.
    return not driven and max(usual * Decimal("1.13"), money.to_penny(earnings.gross(paid))) < limit


def _employer_threshold() -> Decimal:
    figures = rates.for_year(period.TAX_YEAR).national_insurance_on(period.PAYDAY)
    published = figures.thresholds["secondary_threshold"]
    return national_insurance.threshold(published=published, interval=period.INTERVAL)
