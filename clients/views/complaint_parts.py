"""What the pages of complaints share: tags, due days, points with their answers, and what a form said."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clients import due, models
from clients.forms import complaints as asked
from clients.operations.complaint_raising import Said
from clients.queries import complaints as queries
from dpss.kernel import dates
from dpss.web import components

COLOURS = {"new": "amber", "looked_into": "blue", "answered": "green", "withdrawn": "grey"}


def tag(complaint: models.Complaint) -> components.Tag:
    """The state in words."""
    return components.Tag(complaint.get_state_display(), COLOURS[complaint.state])  # type: ignore[arg-type]


def next_day(complaint: models.Complaint) -> date:
    """By when the next thing must be done."""
    return complaint.acknowledge_by if complaint.state == "new" else complaint.answer_by


def due_tag(complaint: models.Complaint, *, today: date) -> components.Tag:
    """How soon, while it is open; else the state."""
    if complaint.state not in queries.OPEN:
        return tag(complaint)
    return due.tag(next_day(complaint), today=today, soon_days=3)


def next_step(complaint: models.Complaint) -> str:
    """What comes next, and by when."""
    day = dates.with_weekday(next_day(complaint))
    if complaint.state == "new":
        return _("Say that we have it by %(day)s") % {"day": day}
    if complaint.state == "looked_into":
        return _("Answer each point by %(day)s") % {"day": day}
    return str(complaint.get_state_display())


def points(
    rows: Iterable[models.ComplaintPoint], *, answers: bool, links: Mapping[uuid.UUID, str] | None = None
) -> tuple[components.SummaryList, ...]:
    """Each point under a heading of its own, with its answer where it may be read."""
    return tuple(_point(row, answers=answers, link=(links or {}).get(row.pk, "")) for row in rows)


def _point(row: models.ComplaintPoint, *, answers: bool, link: str) -> components.SummaryList:
    change = components.Link(_("Change the answer") if row.outcome else _("Answer"), link) if link else None
    title = _("Point %(number)s") % {"number": row.number}
    shown = [components.SummaryRow(_("What they say"), row.words)]
    if answers and row.outcome:
        shown += [
            components.SummaryRow(_("What we found"), row.get_outcome_display()),
            components.SummaryRow(_("Why"), row.reasons),
            components.SummaryRow(_("What is done"), row.done),
        ]
    elif answers:
        shown.append(components.SummaryRow(_("Answer"), _("Not answered yet")))
    return components.SummaryList(tuple(shown), title=title, link=change)


def choices(by: Any, *, actor: Any) -> list[tuple[str, str]]:
    """Who or what can be named, for a form."""
    return [(key, f"{name} ({who})") for key, name, who in queries.about(by, actor=actor)]


def said(values: Mapping[str, Any], *, named: Iterable[tuple[str, str]], how: str) -> Said:
    """What was filled in."""
    chosen = values["about"]
    user, organisation = None, None
    if chosen.startswith(queries.USER):
        user = uuid.UUID(chosen.removeprefix(queries.USER))
    elif chosen.startswith(queries.ORGANISATION):
        organisation = uuid.UUID(chosen.removeprefix(queries.ORGANISATION))
    words = dict(named).get(chosen, "")
    return Said(
        points=[values[f"point_{number}"] for number in range(1, asked.POINTS + 1)],
        about_words=(values["about_words"] if chosen == asked.OTHER else words)[:150],
        about_user_id=user,
        about_organisation_id=organisation,
        wanted=values["wanted"],
        how=how,
    )
