"""What a client's budget comes to over some days, from the amounts that hold on each of them."""

import uuid
from datetime import timedelta

from django.db.models import Prefetch

from clients import budget, models
from clients.budget_use import Use
from clients.queries.money import tax_year_start
from dpss.access import actors, scope
from dpss.kernel import dates, errors, money
from ledger import chart
from ledger import queries as ledger

DAYS_OF_PAYMENT = budget.WEEKS_OF_PAYMENT * budget.DAYS_OF_WEEK
OUT_OF_LINES = "Other support"


def next_four_weeks(client_id: uuid.UUID, *, actor: actors.Actor) -> tuple[dates.Span, budget.Outcome]:
    """What the four weeks from today come to, with a change or an end that is known already."""
    days = dates.Span(actor.today, actor.today + timedelta(days=DAYS_OF_PAYMENT - 1))
    return days, over(client_id, days, actor=actor)


def over(client_id: uuid.UUID, days: dates.Span, *, actor: actors.Actor) -> budget.Outcome:
    """What these days come to. Raises `Invalid` when what is stored cannot be worked out."""
    after = days.last + timedelta(days=1)
    rows = models.DirectPayment.objects.filter(client_id=client_id, during__overlap=(days.first, after))
    lines = scope.visible_to(models.BudgetLine.objects.order_by("purpose", "funder"), actor)
    found = scope.visible_to(rows, actor).prefetch_related(Prefetch("lines", queryset=lines))
    return budget.comes_to([terms_of(row, days) for row in found if row.weekly_amount], days)


def use_this_year(client_id: uuid.UUID, subject_id: uuid.UUID, *, actor: actors.Actor) -> Use | None:
    """How much of the budget since April is used, from the first day that the books have; None without one.

    What was paid out, less what came back: all that left the account but did not go back to who funds it.
    """
    start = tax_year_start(actor.today)
    last = start.replace(year=start.year + 1) - timedelta(days=1)
    codes = (chart.DIRECT_PAYMENT, chart.FUNDING)
    since, moved = ledger.moved(subject_id, codes, first=start, last=actor.today, actor=actor)
    if since is None:
        return None
    parts = over(client_id, dates.Span(max(start, since), last), actor=actor).parts
    if not parts:
        return None
    days = dates.Span(min(part.days.first for part in parts), max(part.days.last for part in parts))
    days_over = min(max((actor.today - days.first).days + 1, 0), days.days)
    return Use(max(-moved, money.ZERO), money.total(part.gross for part in parts), days, days_over)


def terms_of(row: models.DirectPayment, days: dates.Span) -> budget.Terms:
    """One row's amounts. What no line names is the council's, and so the lines are the whole amount."""
    lines = [budget.Line(line.purpose, line.funder, line.weekly_amount) for line in row.lines.all()]
    rest = row.weekly_amount - money.total(line.weekly for line in lines)
    if rest < 0:
        raise errors.Invalid("The lines of this budget come to more than its weekly amount. Ask us to check.")
    if rest:
        lines.append(budget.Line(OUT_OF_LINES, budget.COUNCIL, rest))
    return budget.Terms(
        first=row.during.lower or days.first,
        end=row.during.upper,
        lines=tuple(lines),
        contribution=row.weekly_contribution,
        is_net=row.basis == models.DirectPayment.Basis.NET,
    )
