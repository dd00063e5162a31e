"""What a budget comes to, with its working, on each page that shows somebody's money."""

import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from clients import budget, models
from clients.budget_use import Use
from clients.queries import budget_changes, budgets
from clients.queries import money as money_queries
from dpss.access import actors
from dpss.kernel import dates, errors, money
from dpss.web import components, words


def four_weeks(
    client_id: uuid.UUID, *, contributor: components.Words, actor: actors.Actor
) -> Sequence[components.Component]:
    """What the four weeks from today come to; a sentence where that cannot be worked out."""
    try:
        days, found = budgets.next_four_weeks(client_id, actor=actor)
    except errors.Invalid as error:
        return [components.Note(error.sentence)]
    rows = [row for part in found.parts for row in _rows(part, days, contributor)]
    rows.append(components.Row((_("Personal budget"), _("in all"), words.figures(found.gross)), "total"))
    table = components.Table(
        caption=_("What the four weeks %(days)s come to") % {"days": dates.span_in_words(days)},
        columns=(
            components.Column(_("From")),
            components.Column(_("How it is worked out")),
            components.Column("£", numeric=True),
        ),
        rows=tuple(rows),
    )
    said = _("By these amounts %(paid)s is for the account, and the contribution is %(contribution)s.") % {
        "paid": money.in_words(found.paid),
        "contribution": money.in_words(found.contribution),
    }
    return [table, components.Note(said)]


def used(client: models.Client, *, actor: actors.Actor) -> Sequence[components.Component]:
    """The share of the money that is used beside the share of the time, and a warning in words."""
    try:
        use = budgets.use_this_year(client.pk, client.subject_id, actor=actor)
    except errors.Invalid:
        return []
    if use is None:
        return []
    days = {"days": dates.span_in_words(use.days)}
    of_money = _("%(share)s %% of the money for %(days)s is used: %(used)s of %(budget)s.")
    of_time = _("%(share)s %% of the time is over: %(over)s of %(all)s days.")
    pounds = {"used": money.in_words(use.used), "budget": money.in_words(use.budget)}
    counted = {"over": words.number(use.days_over), "all": words.number(use.days.days)}
    return [
        *_warnings(use),
        components.MoneyBar(of_money % (days | pounds | {"share": use.of_money}), use.used, use.budget),
        components.MoneyBar(
            of_time % (counted | {"share": use.of_time}),
            Decimal(use.days_over),
            Decimal(use.days.days),
            tone="second",
        ),
    ]


def _warnings(use: Use) -> Iterator[components.Component]:
    if use.is_all:
        said = _("All of the money of this budget is used. Ask the support worker what can be done.")
    elif use.is_nearly_all:
        said = _("Nearly all of the money of this budget is used. Check what is still to be paid.")
    else:
        return
    yield components.Banner(said, kind="important")


def _rows(part: budget.Part, days: dates.Span, contributor: components.Words) -> Iterator[components.Row]:
    """The funder's own money, then the client's: with their days where an amount changes or ends."""
    note = "" if part.days == days else dates.span_in_words(part.days)
    funder = models.BudgetLine.Funder(part.funder).label
    if part.weekly:
        yield components.Row((components.Cell(funder, note=note), part.working, words.figures(part.own)))
    if part.weekly_of_client:
        who = components.Cell(contributor, note=note)
        yield components.Row((who, part.working_of_client, words.figures(part.of_client)))


def ways(client_id: uuid.UUID, *, actor: actors.Actor) -> list[components.Component]:
    """What is to be decided about the budget, and the last letters."""
    found: list[components.Component] = []
    waiting = (
        budget_changes.changes(actor=actor).filter(client_id=client_id, state="proposed", uplift=None).first()
    )
    if waiting is not None:
        for label, name in ((_("Approve the budget"), "approve"), (_("Refuse the budget"), "refuse")):
            found.append(components.ButtonLink(label, reverse(f"clients:budget_{name}", args=[waiting.pk])))
    last = budget_changes.letters(client_id, actor=actor).first()
    if last is not None:
        address = reverse("clients:budget_letter", args=[last.pk])
        found.append(components.ButtonLink(_("Last letter about the budget"), address))
    return found


def set_aside(position: money_queries.Position, *, actor: actors.Actor) -> components.Table:
    """What is not to be used, and for what: the soonest first, then what stays for emergencies."""
    rows = [
        components.Row((one.get_kind_display(), dates.with_weekday(one.due_on), words.figures(one.amount)))
        for one in money_queries.set_aside(position.payment.client_id, actor=actor)
    ]
    if position.contingency:
        rows.append(
            components.Row((_("Emergencies"), _("for as long as it is agreed"), words.figures(position.kept)))
        )
    if rows:
        rows.append(components.Row((_("Set aside"), _("in all"), words.figures(position.set_aside)), "total"))
    return components.Table(
        caption=_("Set aside, and for what"),
        columns=(
            components.Column(_("For")),
            components.Column(_("By")),
            components.Column("£", numeric=True),
        ),
        rows=tuple(rows),
        empty=components.Empty(_("Nothing is set aside. Wages, tax and pension are when they are due.")),
    )
