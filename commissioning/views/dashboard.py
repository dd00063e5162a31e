"""The dashboard: four figures, what needs a decision, spend against the ceiling, and how payroll went."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning import decisions, figures, measures, wording
from commissioning.facts import Facts
from commissioning.views import headlines, spending, tables
from commissioning.views.page import OversightPage
from dpss.access import audit
from dpss.kernel import dates
from dpss.web import components, exports, words

HEADS = ("Measure", "Provider", "Day", "Numerator", "Denominator", "Shown", "Formula", "Source")
NOTHING_TO_DECIDE = components.Empty(
    gettext_lazy(
        "Nothing needs a decision today. A bill for more people than were served, or a plan that does not fit"
        " the ceiling, would be listed here."
    )
)
NO_CONTRACT = components.Empty(
    gettext_lazy("No contract runs today, so there is no profile to compare with.")
)


class Dashboard(OversightPage):
    """What a commissioner sees first, or the same figures as a file."""

    template_name = "commissioning/dashboard.html"
    title = gettext_lazy("Direct payments support contract")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or its download."""
        if request.GET.get("download") == "csv":
            return self.download()
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Every part of the page as a component."""
        facts, outlook = self.facts, figures.outlook(self.facts)
        return {
            "day": _day(outlook, facts),
            "headlines": headlines.headlines(facts),
            "decisions": _decisions(decisions.open_now(facts)),
            "nothing": NOTHING_TO_DECIDE,
            "chart": spending.chart(facts, outlook) if outlook else None,
            "contract_id": facts.contract.id if facts.contract else None,
            "payroll": tables.payroll(facts),
            "paydays": _paydays(facts),
            "by_provider": tables.by_provider(facts),
            "counted_at": facts.counted_at,
            "no_contract": NO_CONTRACT,
        }

    def download(self) -> HttpResponse:
        """Every stored count and published figure that the page is made of; that it was taken is recorded."""
        rows = [*_counts(self.facts), *_published(self.facts), *_outlook(self.facts)]
        event = audit.Event(
            verb="download", thing="measures", thing_id="dashboard", after={"rows": len(rows)}
        )
        self.request.kept_events.append(event)
        return exports.response(name="measures", day=self.facts.day, heads=HEADS, rows=rows)


def _day(outlook: figures.Outlook | None, facts: Facts) -> str:
    """`Saturday 21 November 2026 · day 964 of 2,556, contract year 3 of 7`."""
    day = dates.with_weekday(facts.day)
    if outlook is None:
        return day
    term = outlook.contract.plan.term
    gone = f"day {words.number((facts.day - term.first).days)} of {words.number(term.days)}"
    return f"{day} · {gone}, contract year {outlook.year.number} of {len(outlook.years)}"


def _paydays(facts: Facts) -> str:
    """Of which payday the payroll figures are."""
    days = {payday.day for payday in facts.paydays}
    return f"Payday {dates.with_weekday(days.pop())}" if len(days) == 1 else ""


def _decisions(found: list[decisions.Decision]) -> components.DueGroup | None:
    """Each with one way to go on; None when there is none."""
    if not found:
        return None
    return components.DueGroup(title=_("Needs a decision"), rows=tuple(_decision(one) for one in found))


def _decision(found: decisions.Decision) -> components.WorkRow:
    if found.kind == decisions.GROWTH:
        href, button = reverse("commissioning:growth"), _("Compare the plans")
    else:
        href, button = f"{reverse('commissioning:invoices')}?show=query", _("See the invoices to query")
    return components.WorkRow(
        key=f"{found.kind} {found.number}".strip(),
        who=components.Link(found.title, href),
        why=found.why,
        tag=components.Tag(found.word, found.colour),
        action=components.ButtonLink(button, href, about=found.title),
    )


def _counts(facts: Facts) -> Iterator[tuple[object, ...]]:
    names = {provider.id: provider.name for provider in facts.providers}
    for (code, provider), count in facts.counts.items():
        definition = measures.BY_CODE[code]
        name = names[provider] if provider else "All"
        yield _row(definition, name, facts.counted_on, count)
    for payday in facts.paydays:
        for code, count in payday.counts.items():
            yield _row(measures.BY_CODE[code], payday.provider.name, payday.day, count)


def _row(
    definition: measures.Definition, provider: str, day: object, count: measures.Count
) -> tuple[object, ...]:
    shown = wording.figure(definition, count)
    counted = (count.numerator, count.denominator)
    return (definition.name, provider, day, *counted, shown, definition.formula, definition.source)


def _published(facts: Facts) -> Iterator[tuple[object, ...]]:
    for code, figure in sorted(facts.published.items()):
        name = code.replace("_", " ").capitalize()
        yield (f"Published: {name}", "", figure.as_of, figure.value, "", figure.value, "", figure.source)


def _outlook(facts: Facts) -> Iterator[tuple[object, ...]]:
    outlook = figures.outlook(facts)
    if outlook is None:
        return
    source = outlook.contract.ceiling_source
    for name, amount, why in (
        ("Ceiling", outlook.contract.ceiling, source),
        ("Profile of the whole contract", outlook.total, "Lots' values, straight line"),
        ("Headroom", outlook.headroom, "Ceiling less profile"),
        ("Profile to date", outlook.profile, "Years over, and days over of this one"),
        ("Profile to the last day billed", outlook.billed, "The same, to the last day of accepted invoices"),
        ("Spend to date", outlook.spent, "Accepted invoices"),
        ("Forecast", outlook.forecast, "Spend, and the rest of the profile for the people there are"),
    ):
        if amount is not None:
            yield (
                name,
                "All",
                facts.day,
                wording.pounds(amount),
                "",
                wording.pounds(amount),
                why,
                "Contract",
            )
