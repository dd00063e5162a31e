"""Measures in tables: a row for each measure, a column for each provider and one for all of them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning import measures, wording
from commissioning.facts import Facts, Payday
from commissioning.measures import Count, Definition
from dpss.kernel import dates
from dpss.web import components, words

ALL_PROVIDERS = gettext_lazy("All")
NOT_COUNTED = gettext_lazy("Not counted")
NOTHING_COUNTED = components.Empty(
    gettext_lazy("Nothing has been counted yet. Measures are counted every few minutes.")
)
NO_PAYDAY = components.Empty(
    gettext_lazy("No payday has been counted yet. Paydays appear when a pay period begins.")
)


def payroll(facts: Facts) -> components.Table:
    """How each provider's current payday goes: sheets, payruns, payments and reports to HMRC."""
    days = {payday.day for payday in facts.paydays}
    same = days.pop() if len(days) == 1 else None
    heads = [
        payday.provider.name if same else f"{payday.provider.name}, payday {words.day_and_month(payday.day)}"
        for payday in facts.paydays
    ]
    definitions = [measures.BY_CODE[code] for code in measures.codes(measures.When.PAYDAY)]
    rows = [
        components.Row(
            (
                definition.name,
                *(_payday_cell(definition, payday, facts.day) for payday in facts.paydays),
                _cell(
                    definition,
                    facts.payday_total(definition.code),
                    is_over=all(payday.day < facts.day for payday in facts.paydays),
                ),
            )
        )
        for definition in definitions
    ]
    caption = f"Payroll for payday {dates.with_weekday(same)}" if same else "Payroll of the current paydays"
    return components.Table(
        caption=caption,
        columns=_columns(_("Measure"), heads),
        rows=tuple(rows) if facts.paydays else (),
        caption_hidden=True,
        empty=NO_PAYDAY,
    )


def by_provider(facts: Facts) -> components.Table:
    """People, employers and invoices of each provider."""
    definitions = [
        definition
        for definition in measures.ALL
        if definition.by_provider and definition.when is measures.When.DAY
    ]
    rows = [
        components.Row(
            (
                definition.name,
                *(_cell(definition, facts.count(definition.code, one)) for one in facts.providers),
                _cell(definition, facts.count(definition.code)),
            )
        )
        for definition in definitions
    ]
    return components.Table(
        caption=_("Measures by provider"),
        columns=_columns(_("Measure"), [provider.name for provider in facts.providers]),
        rows=tuple(rows) if facts.providers else (),
        caption_hidden=True,
        empty=NOTHING_COUNTED,
    )


def overall(facts: Facts) -> components.Table:
    """What is counted for all providers together."""
    rows = [
        components.Row((definition.name, _cell(definition, facts.count(definition.code))))
        for definition in measures.ALL
        if not definition.by_provider
    ]
    return components.Table(
        caption=_("Measures of the whole council"),
        columns=_columns(_("Measure"), []),
        rows=tuple(rows) if facts.counted_on else (),
        caption_hidden=True,
        empty=NOTHING_COUNTED,
    )


def of_paydays(facts: Facts) -> components.Table:
    """Every payday still counted, a row for each provider's, the latest first."""
    definitions = [measures.BY_CODE[code] for code in measures.codes(measures.When.PAYDAY)]
    rows = [
        components.Row(
            (
                components.Cell(dates.with_weekday(payday.day), note=payday.provider.name),
                *(_payday_cell(definition, payday, facts.day) for definition in definitions),
            )
        )
        for payday in sorted(facts.recent, key=lambda one: one.day, reverse=True)
    ]
    columns = [components.Column(_("Payday")), *(components.Column(one.name) for one in definitions)]
    return components.Table(
        caption=_("Paydays of the last five weeks, and the next"),
        columns=tuple(columns),
        rows=tuple(rows),
        caption_hidden=True,
        empty=NO_PAYDAY,
    )


def _columns(first: str, providers: list[str]) -> tuple[components.Column, ...]:
    heads: list[components.Words] = [first, *providers, ALL_PROVIDERS]
    return tuple(components.Column(head) for head in heads)


def _payday_cell(definition: Definition, payday: Payday, today: date) -> components.Cell:
    return _cell(definition, payday.counts.get(definition.code), is_over=payday.day < today)


def _cell(definition: Definition, count: Count | None, *, is_over: bool = True) -> components.Cell:
    if count is None:
        return components.Cell(NOT_COUNTED)
    standing = wording.standing(definition, count, is_over=is_over)
    tag = components.Tag(standing.text, standing.colour) if standing else None
    if standing and not count.denominator:
        return components.Cell("", tag=tag)
    return components.Cell(
        wording.figure(definition, count), tag=tag, note=wording.counts(definition, count), strong=True
    )
