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
    people = households.clients(plan=plan, shape=sizes, register=register, today=today)
    placed = households.placements(plan=plan, made=people)
    force = posts.workforce(plan=plan, shape=sizes, clients=people, register=register)
    details = _details(plan, force)
    written = sheets.sheets(slug=plan.slug, force=force)
    paid = paye.Paid(force, details, sheets.by_post(written))
    known = work.Casework(
        clients=people,
        force=force,
        reviews=_reviews(plan, people, today),
        checks=[one for post in force.posts for one in checks.checks(slug=plan.slug, post=post, today=today)],
        schemes=paye.schemes(plan=plan, clients=people, paid=paid),
        sheets=paid.sheets,
    )
    return County(
        plan=plan,
        shape=sizes,
        today=today,
        staff=_staff(plan, register),
        placements=placed,
        workers=caseloads.workers(plan=plan, clients=people),
        details=details,
        brought_forward=_brought_forward(plan, force, details),
        clients=people,
        force=force,
        sheets=written,
        schemes=known.schemes,
        reviews=known.reviews,
        checks=known.checks,
        direct_payments=money.direct_payments(plan=plan, clients=people, posts=force.posts),
        invoices=invoices.invoices(
            plan=plan, placed=[one for spells in placed.values() for one in spells], today=today
        ),
        work=work.items(plan=plan, known=known, today=today),
    )


def _details(plan: Plan, force: posts.Workforce) -> dict[int, tax.Details]:
    return {
        post.number: tax.details(slug=plan.slug, post=post, assistant=force.assistants[post.assistant])
        for post in force.posts
    }


def _reviews(plan: Plan, people: list[households.Client], today: date) -> list[reviews.Review]:
    in_service = [client for client in people if client.provider]
    return [one for client in in_service for one in reviews.reviews(plan=plan, client=client, today=today)]


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
    found = {
        post.number: tax.brought_forward(slug=plan.slug, post=post, taxed=details[post.number])
        for post in force.posts
    }
    return {number: figures for number, figures in found.items() if figures is not None}
