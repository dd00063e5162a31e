"""Four-weekly payments as people read them: what was paid, what is due and when, and its working."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from clients import models, states
from clients.queries import four_weekly
from dpss.access import actors
from dpss.kernel import dates, money
from dpss.web import components, words

SHOWN: Final = 14


def of_client(client_id: uuid.UUID, *, actor: actors.Actor) -> list[models.FourWeeklyPayment]:
    """The last year's, the newest first, with their lines."""
    rows = four_weekly.payments(actor=actor).filter(client_id=client_id).order_by("-first_day")
    return list(four_weekly.with_lines(rows, actor=actor)[:SHOWN])


def with_working(rows: Sequence[models.FourWeeklyPayment]) -> list[components.Component]:
    """A table of each payment's lines, the newest first."""
    if not rows:
        return [
            components.Empty(_("No payment is worked out yet. It comes here by itself before it is due."))
        ]
    return [_working(row) for row in rows]


def paid_and_due(rows: Sequence[models.FourWeeklyPayment]) -> list[components.Component]:
    """For the person whose money it is: each payment in one line, and the workings of the newest below."""
    if not rows:
        return []
    table = components.Table(
        caption=_("What the council pays"),
        columns=(
            components.Column(_("For")),
            components.Column(_("When")),
            components.Column("£", numeric=True),
        ),
        rows=tuple(
            components.Row(
                (_days(row), components.Cell(_when(row), note=_note(row)), words.figures(row.amount))
            )
            for row in rows
        ),
    )
    return [table, _working(rows[0])]


def _working(row: models.FourWeeklyPayment) -> components.Table:
    lines = [
        components.Row(
            (
                components.Cell(
                    line.get_kind_display(),
                    note=dates.span_in_words(dates.Span(line.first_day, line.last_day)),
                ),
                line.get_funder_display() or "–",
                line.working,
                words.figures(line.amount),
            )
        )
        for line in row.lines.all()
    ]
    lines.append(
        components.Row((_("Paid to the account"), "", _when(row), words.figures(row.amount)), "total")
    )
    return components.Table(
        caption=_("How the payment for %(days)s is worked out") % {"days": _days(row)},
        columns=(
            components.Column(_("For")),
            components.Column(_("From")),
            components.Column(_("How")),
            components.Column("£", numeric=True),
        ),
        rows=tuple(lines),
    )


def _days(row: models.FourWeeklyPayment) -> str:
    return dates.span_in_words(dates.Span(row.first_day, row.last_day))


def _when(row: models.FourWeeklyPayment) -> str:
    if row.state == "paid" and row.paid_on is not None:
        return _("Paid on %(day)s") % {"day": dates.in_words(row.paid_on)}
    if row.state == "returned":
        return _("The bank sent it back. We pay it again.")
    return _("Due on %(day)s") % {"day": dates.in_words(row.due_on)}


def _note(row: models.FourWeeklyPayment) -> str:
    said = {"due": _("Not approved yet"), "put_forward": _("Not approved yet"), "approved": _("Approved")}
    return said.get(row.state, "")


def controls(totals: Sequence[dict[str, Any]], *, caption: str) -> components.Table:
    """Control totals by kind of account and state, and of all: what a bank file is held against."""
    accounts = dict(models.DirectPayment.Account.choices)
    rows = [
        components.Row(
            (
                str(accounts[one["account"]]),
                str(states.FOUR_WEEKLY.states[one["state"]]),
                words.number(one["people"]),
                words.number(one["first"]),
                words.figures(one["pounds"]),
            )
        )
        for one in totals
    ]
    sums = (
        words.number(sum(one["people"] for one in totals)),
        words.number(sum(one["first"] for one in totals)),
        words.figures(money.total(one["pounds"] for one in totals)),
    )
    if rows:
        rows.append(components.Row((_("All"), "", *sums), "total"))
    return components.Table(
        caption=caption,
        columns=(
            components.Column(_("Account")),
            components.Column(_("Where it stands")),
            components.Column(_("Payments"), numeric=True),
            components.Column(_("First payments"), numeric=True),
            components.Column("£", numeric=True),
        ),
        rows=tuple(rows),
        empty=components.Empty(_("Nothing to add up.")),
    )
