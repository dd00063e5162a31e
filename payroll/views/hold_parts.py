"""Held pay in words: on the pages of payroll, and on those of the PA and the employer."""

import uuid
from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from dpss.access import actors, policy
from dpss.kernel import dates
from dpss.web import components, words
from payroll import models
from payroll.queries import holds
from payroll.views import provider, relative_parts


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """What is and was held of a post, on its file."""
    found = list(holds.of_post(post, actor=actor))
    if found:
        yield components.Table(
            caption="Held pay",
            columns=tuple(components.Column(head) for head in ("Pay of", "State", "Why", "Held by")),
            rows=tuple(components.Row(_cells(one)) for one in found),
        )
    if actor.may(policy.KEEP_POSTS):
        yield components.ButtonLink("Hold pay back", reverse("payroll:hold", args=[post.pk]))


def _cells(one: models.HeldPay) -> tuple[components.Cell | str, ...]:
    tag = components.Tag("Held", "red") if one.state == "held" else components.Tag("Released", "green")
    released = f"Released: {one.release_reason}" if one.release_reason and one.state == "released" else ""
    return (
        components.Cell(provider.span_of(one.period), href=address(one)),
        components.Cell("", tag=tag),
        components.Cell(one.reason, note=released),
        f"{one.held_by.name}, {dates.in_words(one.held_at.date())}",
    )


def panel(found: Iterable[models.HeldPay]) -> components.Panel | None:
    """Whose pay is held now, each with the way to release it; None when nobody's is."""
    rows = [
        components.PanelRow(
            one.employment.assistant.name,
            note=f"Pay of {provider.span_of(one.period)}. Held: {one.reason}",
            href=address(one),
        )
        for one in found
    ]
    return components.Panel("Held pay", tuple(rows)) if rows else None


def beside_a_board(
    count: int, *, to_correct: int = 0, more: Sequence[components.PanelRow] = ()
) -> components.Panel:
    """The lists that belong to no single payrun: pay that is held, and money to be paid on."""
    late = words.counted(to_correct, "late timesheet needs", "late timesheets need")
    held = f"{words.counted(count, 'post is', 'posts are')} not paid until somebody releases the pay."
    return components.Panel(
        "Of all payruns",
        (
            *more,
            components.PanelRow(
                "Held pay", note=held if count else "Nobody's pay is held.", href=reverse("payroll:held_pay")
            ),
            components.PanelRow(
                "Pay outside the usual payday",
                note="Bonuses, urgent wages and final pay.",
                href=reverse("payroll:off_cycle_runs"),
            ),
            components.PanelRow(
                "Corrected payslips",
                note=f"{late} a correction to be paid."
                if to_correct
                else "Corrections under way, and those that wait for a second person.",
                href=reverse("payroll:corrections"),
            ),
            components.PanelRow(
                "Overpaid wages",
                note="What a correction found to be paid too high, until somebody decides.",
                href=reverse("payroll:overpaid"),
            ),
            components.PanelRow(
                "Hours inbox",
                note="Scans and e-mails of timesheets that wait to be entered.",
                href=reverse("payroll:inbox"),
            ),
            components.PanelRow(
                "Short of money",
                note="Calculated payruns that cost more than is on the managed account.",
                href=reverse("payroll:short_of_money"),
            ),
            components.PanelRow(
                "Employers who agree first",
                note="Calculated payruns that wait for the employer's word.",
                href=reverse("payroll:agreements_wanted"),
            ),
            components.PanelRow(
                "Ring these people",
                note="They get no e-mail, and their timesheet is wanted.",
                href=reverse("payroll:ring_these"),
            ),
            components.PanelRow(
                "Sickness to decide",
                note="Sick days on approved sheets that are not paid yet.",
                href=reverse("payroll:sicknesses"),
            ),
            components.PanelRow(
                "Deductions to pay on",
                note="What was taken from wages for others.",
                href=reverse("payroll:deductions_owed"),
            ),
        ),
    )


def told(post: models.Employment, actor: actors.Actor) -> list[components.Words]:
    """Who is told that pay is held or released, and whom somebody must tell."""
    found = holds.to_tell(post, day=actor.today, actor=actor)
    named = [(post.assistant.name, bool(found.assistant))]
    if found.employer_pays:
        named.append((f"{post.employer.name}, who pays the wages,", bool(found.employer)))
    return [
        f"{who} is told by e-mail and on their pages."
        if by_email
        else f"{who} gets no e-mail from here: ring or write to them yourself."
        for who, by_email in named
    ]


def on_their_pages(actor: actors.Actor, *, client_id: uuid.UUID | None = None) -> list[components.Component]:
    """What a PA, or an employer, reads of pay that is held: whose, of which dates, why, and what to do."""
    found = holds.waiting(actor=actor, client_id=client_id)
    held = [_note(one, is_mine=actor.role == policy.PA) for one in found]
    return [*held, *relative_parts.on_their_pages(actor, client_id=client_id)]


def _note(one: models.HeldPay, *, is_mine: bool) -> components.Note:
    said = {
        "employer": one.employment.employer.name,
        "name": one.employment.assistant.name,
        "days": provider.span_of(one.period),
        "why": one.reason,
    }
    if is_mine:
        strong = _("Your pay from %(employer)s for %(days)s is held back.")
        text = _("Why: %(why)s You are paid when this is sorted out. Call us if you have a question.")
    else:
        strong = _("The pay of %(name)s for %(days)s is held back.")
        text = _("Why: %(why)s They are paid when this is sorted out. Call us if you have a question.")
    return components.Note(text % said, strong % said)


def address(one: models.HeldPay) -> str:
    """The page on which it is looked at and released."""
    return reverse("payroll:release", args=[one.employment_id, one.pk])
