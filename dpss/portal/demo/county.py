"""One council's whole demo as plain values: the same every time, and known before anything is written."""

from dataclasses import dataclass
from datetime import date

from dpss.portal.demo import (
    caseloads,
    checks,
    households,
    invoices,
    money,
    paye,
    posts,
    reviews,
    shape,
    sheets,
    tax,
    work,
)
from dpss.portal.demo.people import Person, Register
from dpss.portal.demo.plans import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """Everything that is written. What is keyed by a number is keyed by that of the client or the post."""

    plan: Plan
    shape: shape.Shape
    today: date
    staff: dict[str, Person]
    clients: list[households.Client]
    placements: dict[int, tuple[households.Placement, ...]]
    workers: dict[int, str]
    force: posts.Workforce
    details: dict[int, tax.Details]
    brought_forward: dict[int, tax.BroughtForward]
    sheets: list[sheets.Sheet]
    schemes: list[paye.Scheme]
    direct_payments: list[money.DirectPayment]
    invoices: list[invoices.Invoice]
    reviews: list[reviews.Review]
    checks: list[checks.Check]
    work: list[work.Item]


def make(plan: Plan, *, clients: int, today: date) -> County:
    """A council with so many clients, as it stands on a day. Raises `Invalid` when they do not fit."""
    sizes = shape.of(plan, clients=clients)
    register = _register(plan)
    people = households.clients(plan, sizes, register, today=today)
    placed = households.placements(plan, people)
    force = posts.workforce(plan, sizes, people, register)
    details = {
        post.number: tax.details(plan.slug, post, force.assistants[post.assistant]) for post in force.posts
    }
    written = sheets.sheets(plan.slug, force)
    schemes = paye.schemes(plan, people, paye.Paid(force, details, sheets.by_post(written)))
    reviewed = [
        review
        for client in people
        if client.provider
        for review in reviews.reviews(plan, client, today=today)
    ]
    checked = [check for post in force.posts for check in checks.checks(plan.slug, post, today=today)]
    known = work.Casework(people, force, reviewed, checked, schemes, sheets.by_post(written))
    return County(
        plan=plan,
        shape=sizes,
        today=today,
        staff=_staff(plan, register),
        clients=people,
        placements=placed,
        workers=caseloads.workers(plan, people),
        force=force,
        details=details,
        brought_forward=_brought_forward(plan, force, details),
        sheets=written,
        schemes=schemes,
        direct_payments=money.direct_payments(plan, people, force.posts),
        invoices=invoices.invoices(plan, [one for all_of in placed.values() for one in all_of], today=today),
        reviews=reviewed,
        checks=checked,
        work=work.items(plan, known, today=today),
    )


def _register(plan: Plan) -> Register:
    register = Register(slug=plan.slug, domain=plan.email_domain, towns=plan.towns)
    kept = [one.name for one in plan.staff] + [one.name for one in plan.named_assistants]
    for client in plan.named_clients:
        kept += [client.name] + ([client.represented_by.name] if client.represented_by else [])
    register.keep_for_the_story(kept)
    return register


def _staff(plan: Plan, register: Register) -> dict[str, Person]:
    born = date(1984, 3, 9)
    return {
        one.key: register.named(key=f"staff:{one.key}", name=one.name, gender=one.gender, birth_date=born)
        for one in plan.staff
    }


def _brought_forward(
    plan: Plan, force: posts.Workforce, details: dict[int, tax.Details]
) -> dict[int, tax.BroughtForward]:
    found = {post.number: tax.brought_forward(plan.slug, post, details[post.number]) for post in force.posts}
    return {number: figures for number, figures in found.items() if figures is not None}
