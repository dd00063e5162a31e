"""Money left over, in words: the working line by line, the months to come, and what was asked back."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from clients import surplus
from clients.queries import surplus as queries
from dpss.kernel import dates, money
from dpss.web import components, words

_BASES: dict[str, str] = dict(surplus.BASES)
COLOURS: dict[str, Any] = {
    "proposed": "blue", "sent": "amber", "disputed": "red", "agreed": "blue", "due": "amber",
    "paid": "grey", "withdrawn": "grey",
}  # fmt: skip


def of_today(found: queries.Today) -> Sequence[components.Component]:
    """What it comes to, then each line, then where the limit comes from."""
    if found.payment is None:
        return [components.Empty(_("No direct payment is in force today, so nothing is worked out."))]
    if found.limit is None or found.working is None:
        nothing = _("Your council has not decided yet how much may be left over. Nothing is asked back.")
        return [components.Empty(nothing)]
    said = surplus.in_words(found.working)
    return [components.Box(said), table(found.working, found), *_limit(found.limit), *_books(found)]


def table(working: surplus.Working, found: queries.Today | None = None) -> components.Table:
    """Balance, less everything that is needed, is free; beside it the limit."""
    rows = [components.Row((_("On the account"), words.figures(working.balance)))]
    for kind in surplus.Kind:
        amount = working.kept_for.get(kind)
        less = _("not known yet") if amount is None else words.figures(-amount if amount else amount)
        rows.append(components.Row((components.Cell(surplus.LABELS[kind], note=_whence(kind, found)), less)))
    limit = _("The limit: %(weeks)s weeks of %(weekly)s") % {
        "weeks": working.limit.weeks,
        "weekly": money.in_words(working.limit.weekly),
    }
    rows += [
        components.Row((_("Free"), words.figures(working.free)), "total"),
        components.Row((limit, words.figures(working.limit.amount))),
    ]
    return components.Table(
        caption=_("How it is worked out"),
        columns=(components.Column(_("What")), components.Column("£", numeric=True)),
        rows=tuple(rows),
    )


def months_ahead(ahead: Sequence[surplus.Ahead]) -> Sequence[components.Component]:
    """What is expected to be free, every four weeks; and the first day on which it is too much."""
    first = surplus.first_above(iter(ahead))
    if first is None:
        said = _("If money goes in and out as in the last twelve weeks, the limit is not reached.")
    else:
        said = _(
            "If money goes in and out as in the last twelve weeks, more than the limit is free on %(day)s."
            " Talk to your support worker before then about what you need."
        ) % {"day": dates.in_words(first.day)}
    rows = [
        components.Row(
            (
                dates.in_words(one.day),
                words.figures(one.free),
                _("above the limit") if one.is_above else _("within the limit"),
            )
        )
        for one in ahead
    ]
    shown = components.Table(
        caption=_("The months to come"),
        columns=(
            components.Column(_("Day")),
            components.Column(_("Free £"), numeric=True),
            components.Column(_("Limit")),
        ),
        rows=tuple(rows),
    )
    return [shown, components.Note(f"{said} {_('This only warns: it decides nothing.')}")]


def of_notice(one: queries.Notice) -> components.SummaryList:
    """One notice: how much, where it stands, and what was said on both sides."""
    rows = [(_("Asked back"), money.in_words(one.amount)), (_("Where it stands"), one.get_state_display())]
    rows.append((_("Worked out on"), dates.in_words(one.day)))
    if one.reply_by is not None:
        rows.append((_("You can answer until"), dates.with_weekday(one.reply_by)))
    if one.said:
        rows.append((_("Not agreed, because"), one.said))
    if one.answer:
        rows.append((_("What the council answered"), one.answer))
    if one.paid_on is not None:
        rows.append((_("Paid back on"), dates.in_words(one.paid_on)))
    return components.SummaryList(tuple(components.SummaryRow(label, value) for label, value in rows))


def basis(limit: queries.Limit) -> str:
    """Which budget of a week counts."""
    return _BASES[limit.basis]


def _whence(kind: surplus.Kind, found: queries.Today | None) -> components.Words:
    figure = found.written(kind) if found else None
    if figure is None:
        return ""
    return _("%(source)s; of %(day)s") % {"source": figure.source, "day": dates.in_words(figure.day)}


def _limit(limit: queries.Limit) -> Sequence[components.Component]:
    said = _(
        "%(basis)s counts. Decided by %(owner)s; it stands in: %(source)s. You have %(days)s days to answer"
        " when the council asks for money back, and nothing moves before."
    ) % {
        "basis": basis(limit),
        "owner": limit.owner,
        "source": limit.source,
        "days": limit.reply_days,
    }
    return [components.Note(said, strong=_("The limit."))]


def _books(found: queries.Today) -> Sequence[components.Component]:
    if found.reconciled is None:
        said = _("The balance is what our books say today. No closing balance of the bank is signed yet.")
    else:
        said = _(
            "The balance is what our books say today. Two people signed the bank’s balance of %(day)s."
        ) % {"day": dates.in_words(found.reconciled)}
    return [components.Note(said)]
