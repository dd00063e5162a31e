"""Spend against profile and ceiling: the chart, its finding, and the running totals under it."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from commissioning import figures, wording
from commissioning.facts import Facts
from commissioning.figures import Outlook
from dpss.kernel import dates
from dpss.web import charts, components, words

KEY = "spend"


def chart(facts: Facts, outlook: Outlook) -> charts.LineChart:
    """The contract's years from nought: what was spent, what was planned, and the limit."""
    return charts.LineChart(
        key=KEY,
        title=finding(facts, outlook),
        description=_description(facts, outlook),
        lines=_lines(facts, outlook),
        ticks=tuple(
            charts.Mark(_middle(outlook, index), value.year.label)
            for index, value in enumerate(outlook.years)
        ),
        marks=_marks(outlook),
        table=running_totals(facts, outlook),
    )


def finding(facts: Facts, outlook: Outlook) -> str:
    """What the chart shows, as its heading: spend and profile to the same day."""
    room = outlook.headroom
    spend = "No invoice is accepted yet"
    if outlook.difference is not None:
        spend = f"Spend to {figures.last_day_invoiced(facts)} is {_against(outlook.difference)} profile"
    if room < 0:
        return f"{spend}, and the profile passes the ceiling by {wording.pounds(-room)}"
    share = wording.in_per_cent(outlook.headroom_share)
    return f"{spend}, and the profile stays {wording.pounds(room)} ({share}) under the ceiling"


def running_totals(facts: Facts, outlook: Outlook) -> components.Table:
    """Profile, spend and people planned at the end of each contract year."""
    end = outlook.years[0].year.span.last
    spent = figures.running_spend(facts, outlook.years)
    rows = [
        components.Row(
            (
                f"Profile at {end.day} {end:%B}",
                *(wording.whole(value.running) for value in outlook.years),
            )
        ),
        components.Row(
            (_("Spent"), *(_spent(facts, outlook, index, total) for index, total in enumerate(spent)))
        ),
    ]
    if outlook.planned:
        planned = (wording.whole(people) for people in outlook.planned)
        rows.append(components.Row((_("People planned"), *planned)))
    columns = [components.Column(_("Running totals, £"))]
    columns += [components.Column(value.year.label, numeric=True) for value in outlook.years]
    caption = _("Profile, spend and people planned by contract year")
    return components.Table(caption=caption, caption_hidden=True, columns=tuple(columns), rows=tuple(rows))


def _spent(facts: Facts, outlook: Outlook, index: int, total: Decimal | None) -> components.Cell:
    if total is None:
        return components.Cell("–")
    so_far = outlook.years[index].year == outlook.year and facts.day <= outlook.year.span.last
    return components.Cell(wording.whole(total), note="so far" if so_far else "")


def _against(difference: Decimal) -> str:
    """`£24,671 below`, `£500 above` or `on`."""
    if not difference:
        return "on"
    return f"{wording.pounds(abs(difference))} {'below' if difference < 0 else 'above'}"


def _description(facts: Facts, outlook: Outlook) -> str:
    """What is in the lines and what is left out."""
    sentences = (_accepted(facts, outlook), _waiting(facts), _assumed(facts, outlook))
    return " ".join(sentence for sentence in sentences if sentence)


def _accepted(facts: Facts, outlook: Outlook) -> str:
    """Bills come after their month, so spend is held against the profile to the last day billed."""
    start = dates.in_words(outlook.contract.plan.term.first)
    if outlook.billed is None:
        return f"No invoice has been accepted since {start}."
    up_to = figures.last_day_invoiced(facts)
    profile = wording.pounds(outlook.billed)
    return (
        f"Spend is the total of accepted invoices since {start}, all lots, up to {up_to}."
        f" The profile to that day is {profile}; what came after is in neither."
    )


def _waiting(facts: Facts) -> str:
    count = facts.spending.waiting_count
    if not count:
        return ""
    waits = "invoice waits and is" if count == 1 else "invoices wait and are"
    return f"{words.number(count)} {waits} left out: {wording.pounds(facts.spending.waiting)}."


def _assumed(facts: Facts, outlook: Outlook) -> str:
    if outlook.forecast is None:
        return (
            "There is no forecast: the people now, or those that the contract was priced for, are not known."
        )
    return f"The forecast holds if {words.number(facts.people('service_users'))} people stay."


def _lines(facts: Facts, outlook: Outlook) -> tuple[charts.Line, ...]:
    term, ceiling = outlook.contract.plan.term, outlook.contract.ceiling
    whole, today = Decimal(term.days), _at(outlook, min(max(facts.day, term.first), term.last))
    nought = (Decimal(0), Decimal(0))
    years = tuple((_at(outlook, value.year.span.last) + 1, value.running) for value in outlook.years)
    lines = [
        charts.Line(
            _("Ceiling"), wording.pounds(ceiling), ((Decimal(0), ceiling), (whole, ceiling)), "limit"
        ),
        charts.Line(_("Profile"), wording.pounds(outlook.total), (nought, *years), "plan"),
        charts.Line(
            _("Spent"), wording.pounds(outlook.spent), (nought, *_months(facts, outlook, today)), "fact"
        ),
    ]
    if outlook.forecast is not None and today < whole:
        points = ((today, outlook.spent), (whole, outlook.forecast))
        lines.insert(2, charts.Line(_("Forecast"), wording.pounds(outlook.forecast), points, "forecast"))
    return tuple(lines)


def _months(facts: Facts, outlook: Outlook, today: Decimal) -> list[tuple[Decimal, Decimal]]:
    """What was spent by the end of each month, and until today."""
    points, total = [], Decimal(0)
    for month, amount in sorted(facts.spending.accepted.items()):
        total += amount
        points.append((min(_at(outlook, dates.add_months(month, 1)), today), total))
    return [*points, (today, total)]


def _marks(outlook: Outlook) -> tuple[charts.Mark, ...]:
    core_ends, term = outlook.contract.core_ends, outlook.contract.plan.term
    if core_ends >= term.last:
        return ()
    return (charts.Mark(_at(outlook, core_ends) + 1, f"Core term ends {dates.in_words(core_ends)}"),)


def _middle(outlook: Outlook, index: int) -> Decimal:
    span = outlook.years[index].year.span
    return _at(outlook, span.first) + Decimal(span.days) / 2


def _at(outlook: Outlook, day: date) -> Decimal:
    return Decimal((day - outlook.contract.plan.term.first).days)
