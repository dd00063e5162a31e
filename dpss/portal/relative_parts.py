"""PAs who are relatives, in words: how they are related, and where the council's decision stands."""

from typing import Any, Final

from django.utils.translation import gettext as _

from clients import relative_rules as rules
from clients.queries import relatives as queries
from dpss.kernel import dates
from dpss.web import components

_COLOUR: Final = {"waiting": "yellow", "allowed": "green", "refused": "red", "not_needed": "grey"}


def tag(row: queries.Decision) -> components.Tag:
    """Where the decision stands."""
    return components.Tag(row.get_state_display(), _COLOUR[row.state])  # type: ignore[arg-type]


def household(row: queries.Relation) -> str:
    """Whether they live together."""
    if row.same_household is None:
        return _("Nobody has said yet")
    return _("Yes") if row.same_household else _("No")


def related(row: queries.Relation | None) -> str:
    """How they are related, in a line."""
    if row is None or row.relation == rules.UNKNOWN:
        return _("Nobody has said yet how they are related")
    if row.relation not in rules.RELATIVES:
        return str(row.get_relation_display())
    said = {"relation": row.get_relation_display(), "household": household(row).lower()}
    return _("%(relation)s. Same household: %(household)s") % said


def work(row: queries.Decision) -> str:
    """For which kind of work."""
    return str(row.get_work_display())


def days(row: queries.Decision) -> str:
    """From when until when it is allowed."""
    if row.from_day is None:
        return ""
    begins = dates.in_words(row.from_day)
    if row.until is None:
        return _("From %(first)s, with no end") % {"first": begins}
    return _("From %(first)s to %(last)s") % {"first": begins, "last": dates.in_words(row.until)}


def facts(row: queries.Decision, grounds: Any) -> components.SummaryList:
    """What was asked, what the council knows, and what it decided."""
    relation = row.relation
    rows = [
        (_("PA"), relation.name),
        (_("Related as"), relation.get_relation_display()),
        (_("Same household"), household(relation)),
        (_("Since"), dates.with_weekday(relation.first_day) if relation.during.lower else ""),
        (_("Paid for"), work(row).capitalize()),
    ]
    if relation.same_postcode:
        rows.append((_("Addresses"), _("The PA has the same postcode as the person.")))
    asked = row.asked_by.name if row.asked_by else _("The portal, because what was allowed comes to its end")
    rows.append((_("Asked by"), asked))
    if row.asked_because:
        rows.append((_("Asked again because"), row.asked_because))
    if row.state == "allowed":
        rows.append((_("Allowed"), days(row)))
    if grounds:
        rows += [(_("What the person wants"), grounds.wishes), (_("Reasons"), grounds.reasons)]
        rows += [(_("What happens next"), grounds.next_steps)] if grounds.next_steps else []
    if row.decided_by:
        rows.append((_("Decided by"), row.decided_by.name))
    return components.SummaryList(tuple(components.SummaryRow(*one) for one in rows))
