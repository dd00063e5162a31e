"""Words and lines about who acts for somebody, the same on every page."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clients import acting_rules
from clients.acting_rules import Limits
from clients.forms.representations import LABELS
from clients.queries import people
from clients.queries import representations as queries
from dpss.kernel import dates
from dpss.web import components

COLOUR = {"proposed": "yellow", "in_force": "green", "ended": "grey", "refused": "grey", "withdrawn": "grey"}


def tag(row: queries.Representation, today: date) -> components.Tag:
    """Its state in words; what has run out or has not begun says so."""
    if row.state == "in_force" and row.during.upper is not None and row.during.upper <= today:
        return components.Tag(_("Ended"), "grey")
    if row.state == "in_force" and row.during.lower is not None and row.during.lower > today:
        return components.Tag(_("Begins later"), "blue")
    return components.Tag(row.get_state_display(), COLOUR[row.state])  # type: ignore[arg-type]


def may_in_words(limits: Limits, today: date) -> str:
    """What somebody may do, now or later, with the days of each that has them."""
    said = [_one(limits, what, today) for what in acting_rules.LIMITS if limits.may_ever(what, today)]
    return "; ".join(said) or _("Only see who they are and who their PAs are")


def _one(limits: Limits, what: str, today: date) -> str:
    until, since = limits.of(what).until, limits.of(what).since
    words = str(LABELS[what])
    if since is not None and since > today:
        words = _("%(what)s, from %(day)s") % {"what": words, "day": dates.in_words(since)}
    return _("%(what)s, until %(day)s") % {"what": words, "day": dates.in_words(until)} if until else words


def days(row: queries.Representation) -> str:
    """From when to when, as people say it: the days that hold, else those that were asked for."""
    if row.during.isempty:
        first, last = row.wanted_from, row.wanted_until
    else:
        first, last = row.during.lower, people.last_day(row.during)
    said = _("From %(day)s") % {"day": dates.in_words(first)} if first else _("Since before it was kept here")
    return _("%(since)s, until %(day)s") % {"since": said, "day": dates.in_words(last)} if last else said


def facts(
    row: queries.Representation, bases: Sequence[queries.Basis], *, today: date
) -> components.SummaryList:
    """Who, as what, for how long, what they may do, on whose word, and who said yes."""
    rows = [
        (_("For"), row.client.name),
        (_("As"), row.get_kind_display()),
        (_("Days"), days(row)),
        (_("They may"), may_in_words(row.limits, today)),
    ]
    if row.is_their_pa:
        rows.append((_("Also their PA"), _("Yes. Nobody approves their own timesheets.")))
        rows.append((_("Who else approves"), approver(row)))
    rows += [(one.get_kind_display(), basis(one)) for one in bases[:10]]
    if not bases:
        rows.append((_("Consent or authority"), _("Nothing is recorded yet")))
    if row.proposed_by:
        rows.append((_("Suggested by"), row.proposed_by.name))
    if row.decided_by:
        rows.append((_("Put in force by"), row.decided_by.name))
    return components.SummaryList(tuple(components.SummaryRow(*one) for one in rows))


def approver(row: queries.Representation) -> str:
    """Who else says that hours are right."""
    if row.client_approves:
        return str(row.client.name)
    if row.independent_approver:
        return str(row.independent_approver.user.name)
    return _("Nobody is named yet")


def basis(one: queries.Basis) -> str:
    """Who said so, how, what was seen, when and by whom."""
    said = {
        "name": one.said_by,
        "how": one.get_how_display(),
        "day": dates.in_words(one.seen_on),
        "by": one.seen_by.name,
    }
    text = _("%(name)s. %(how)s, %(day)s. Recorded by %(by)s.") % said
    if one.document:
        text = f"{text} {_('Document: %(name)s.') % {'name': one.document}}"
    if one.holds_until:
        text = f"{text} {_('It holds until %(day)s.') % {'day': dates.in_words(one.holds_until)}}"
    return text


def listed(rows: Sequence[queries.Representation], *, title: str, today: date) -> components.Table:
    """Who they are, what they may do and on which days; each leads to the page of it."""
    heads = (_("Name"), _("They may"), _("Days"))
    return components.Table(
        caption=title,
        columns=tuple(components.Column(head) for head in heads),
        rows=tuple(
            components.Row(
                (
                    components.Cell(row.user.name, href=reverse("representation", args=[row.pk])),
                    may_in_words(row.limits, today),
                    days(row),
                )
            )
            for row in rows
        ),
    )


def step(first: datetime | None) -> tuple[date, components.Step] | None:
    """For the client: that somebody waits for their yes or no. `first` is when who begins first is to."""
    if first is None:
        return None
    day = timezone.localtime(first).date()
    by = _("Suggested to begin on %(day)s") % {"day": dates.with_weekday(day)}
    why = _("Until then they see nothing. You can say no.")
    return day, components.Step(_("Say who may act for you"), reverse("who_acts_for_me"), by, why)
