"""A time away in words: its state, its days, what the PAs are paid, and what each way of that costs."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from clients import absence_rules
from clients.queries import absences as queries
from dpss.kernel import dates, money
from dpss.web import components, words
from payroll.queries import away_costs

_COLOUR: Final = {"away": "yellow", "back": "green", "cancelled": "grey"}


def tag(row: queries.Absence) -> components.Tag:
    """Whether they are away."""
    return components.Tag(row.get_state_display(), _COLOUR[row.state])  # type: ignore[arg-type]


def span(one: queries.Absence) -> str:
    """From when until when."""
    said = {"first": dates.in_words(one.first_day), "back": day(one.back_on or one.expected_back)}
    return _("From %(first)s, back: %(back)s") % said


def day(one: Any) -> str:
    """A day, or that nobody knows yet."""
    return dates.with_weekday(one) if one else _("Not known yet")


def pay(one: queries.Absence) -> str:
    """What was decided."""
    if not one.pay:
        return _("Not decided yet. Until then they are paid for what their timesheets say.")
    if one.pay == absence_rules.RETAINER:
        return _("%(part)s%% of their contracted pay, as a retainer") % {"part": one.percent}
    return str(one.get_pay_display())


def costs(choices: away_costs.Choices) -> Sequence[components.Component]:
    """What each way costs; who does not see rates sees none."""
    if not choices.per_week:
        return []
    limit = (
        _("The council pays for %(weeks)s weeks of it at most.") % {"weeks": words.number(choices.weeks)}
        if choices.weeks
        else _("The council has not decided for how long it pays. Ask before you agree anything.")
    )
    if choices.last_day is None:
        week = money.in_words(choices.weekly)
        text = _("The PAs earn %(week)s a week by contract, before tax.") % {"week": week}
        return [components.Note(limit, text)]
    rows = tuple(
        components.Row(
            (
                absence_rules.LABELS[pay] if pay != absence_rules.RETAINER else _("A retainer of half of it"),
                dates.in_words(cost.last_day),
                words.figures(cost.pounds),
            )
        )
        for pay, cost in choices.costs.items()
    )
    table = components.Table(
        caption=_("What each way costs, before tax and the employer’s share"),
        columns=(
            components.Column(_("Paid")),
            components.Column(_("Until")),
            components.Column("£", numeric=True),
        ),
        rows=rows,
    )
    return [components.Note(limit), table]
