"""Where somebody is on the way to a direct payment: each stage with its day, and who must act now."""

from django.utils.translation import gettext as _

from clients import models
from dpss.kernel import dates
from dpss.web import components

_ORDER = ("considering", "setting_up", "conditions_met", "agreed", "paid")
_ASIDE = {"declined": "grey", "not_now": "grey", "stopped": "red"}


def line(journey: models.Onboarding) -> components.TaskList:
    """The five stages in their order: what is done, what is now and whose it is, and what comes."""
    titles = {
        "considering": _("Thinking about it"),
        "setting_up": _("The council looks at the conditions"),
        "conditions_met": _("The agreement is read and signed"),
        "agreed": _("The first payment is made"),
        "paid": _("Up and running"),
    }
    days = (
        journey.began_on,
        journey.chosen_on,
        journey.conditions_met_on,
        journey.agreed_on,
        journey.paid_on,
    )
    at = _ORDER.index(journey.state) if journey.state in _ORDER else -1
    items = []
    for place, (state, began) in enumerate(zip(_ORDER, days, strict=True)):
        is_now, is_done = place == at, place < at or journey.state == "paid"
        tag = (
            components.Tag(_("Done"), "green")
            if is_done
            else components.Tag(_("Now"), "blue")
            if is_now
            else components.Tag(_("To come"), "grey")
        )
        note = (
            _("since %(day)s") % {"day": dates.with_weekday(began)} if began and (is_done or is_now) else ""
        )
        items.append(
            components.TaskItem(
                title=titles[state], tag=tag, note=note, who=_who(state, journey) if is_now else ""
            )
        )
    return components.TaskList(tuple(items))


def tag(journey: models.Onboarding) -> components.Tag:
    """The state in words."""
    colour = _ASIDE.get(journey.state, "green" if journey.state == "paid" else "blue")
    return components.Tag(journey.get_state_display(), colour)  # type: ignore[arg-type]


def now(journey: models.Onboarding) -> str:
    """What is so now, and who must act, in a sentence."""
    said = {
        "considering": _("Decide whether a direct payment is right. Take the time that you need."),
        "setting_up": _("The council looks at what the law asks. You need do nothing now."),
        "conditions_met": _("The agreement is ready. Read it, and sign it if you agree."),
        "agreed": _("The agreement is signed. The council makes the first payment."),
        "paid": _("The direct payment is up and running."),
        "declined": _("You decided against a direct payment. You can come back to it whenever you like."),
        "not_now": _("You put it off. You can come back to it whenever you like."),
        "stopped": _("The council refused a direct payment. Read why below. You can complain about it."),
    }
    return said[journey.state]


def _who(state: str, journey: models.Onboarding) -> str:
    return {
        "considering": journey.client.name,
        "setting_up": _("The council"),
        "conditions_met": _("Whoever signs"),
        "agreed": _("The council"),
        "paid": "",
    }[state]
