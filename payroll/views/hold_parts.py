"""Held pay in words: on a post's file, on its employer's page, on a payrun and beside a board."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates
from dpss.web import components, words
from payroll import models
from payroll.queries import holds
from payroll.views import provider


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


def beside_a_board(count: int) -> components.Panel:
    """The lists that belong to no single payrun: pay that is held, and money to be paid on."""
    held = f"{words.counted(count, 'post is', 'posts are')} not paid until somebody releases the pay."
    return components.Panel(
        "Of all payruns",
        (
            components.PanelRow(
                "Held pay", note=held if count else "Nobody's pay is held.", href=reverse("payroll:held_pay")
            ),
            components.PanelRow(
                "Corrected payslips",
                note="Corrections under way, and those that wait for a second person.",
                href=reverse("payroll:corrections"),
            ),
            components.PanelRow(
                "Overpaid wages",
                note="What a correction found to be paid too high, until somebody decides.",
                href=reverse("payroll:overpaid"),
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


def address(one: models.HeldPay) -> str:
    """The page on which it is looked at and released."""
    return reverse("payroll:release", args=[one.employment_id, one.pk])
