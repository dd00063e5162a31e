"""Pay that waits for the council's decision about a relative: for payroll, the PA and the employer."""

import uuid
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from clients import relative_rules as rules
from clients.queries import relatives as clients
from dpss.access import actors, policy
from dpss.web import components, words
from payroll import models
from payroll.queries import relatives


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """How the PA is related, and whether the council has to decide first, on the file of the post."""
    pair = (post.employer.client_id, post.assistant_id)
    known = clients.known([pair[0]], day=actor.today, actor=actor).get(pair)
    if known is None or known.relation == rules.UNKNOWN:
        said = "Nobody has said yet how they are related. The employer is asked."
    else:
        said = known.get_relation_display()
    held = relatives.held_now(actor=actor, client_id=pair[0])
    why = next((one.why for one in held if one.post.pk == post.pk), "")
    rows = [components.SummaryRow("Related to the person", said)]
    rows += [components.SummaryRow("Pay", why)] if why else []
    yield components.SummaryList(tuple(rows), title="Is the PA a relative?")
    if actor.may(policy.RECORD_RELATIVES):
        yield components.Link("Record how they are related", reverse("relation", args=[post.pk]))


def panel(found: Sequence[relatives.Held]) -> components.Panel | None:
    """Whose pay waits for the council, each with why; None when nobody's does."""
    rows = [
        components.PanelRow(
            one.post.assistant.name, note=one.why, href=reverse("payroll:post_file", args=[one.post.pk])
        )
        for one in found
    ]
    return (
        components.Panel("Pay that waits for the council’s decision or for an answer", tuple(rows))
        if rows
        else None
    )


def not_said(actor: actors.Actor) -> components.PanelRow:
    """How many posts there are of which nobody has said how the PA is related, with their list."""
    count = relatives.not_asked(actor=actor).count()
    posts = words.counted(count, "post waits", "posts wait")
    return components.PanelRow(
        "How PAs are related",
        note=f"{posts} for an answer." if count else "It is recorded of every post.",
        href=reverse("relations_wanted"),
    )


def on_their_pages(actor: actors.Actor, *, client_id: uuid.UUID | None) -> list[components.Component]:
    """What a PA, or an employer, reads of it: whose pay, why, and whom to ask."""
    is_mine = actor.role == policy.PA
    if is_mine:
        found = relatives.held_of_assistant(actor=actor)
    elif client_id:
        found = relatives.held_now(actor=actor, client_id=client_id)
    else:
        found = []
    return [_note(one, is_mine=is_mine) for one in found]


def _note(one: relatives.Held, *, is_mine: bool) -> components.Note:
    said = {"employer": one.post.employer.name, "name": one.post.assistant.name}
    if is_mine:
        strong = _("Your pay from %(employer)s waits for the council.")
        if one.for_an_answer:
            strong = _("Your pay from %(employer)s waits for an answer of your employer.")
    elif one.for_an_answer:
        strong = _("The pay of %(name)s waits for an answer.")
    else:
        strong = _("The pay of %(name)s waits for the council.")
    return components.Note(one.why, strong % said)
