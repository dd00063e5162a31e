"""The workings of what was counted: people, their providers, and how the paydays went."""

from collections.abc import Iterator, Mapping

from commissioning import figures, measures, wording
from commissioning.facts import Facts, Provider
from commissioning.workings.working import Input, Working
from contracts import forecast
from dpss.kernel import dates, money
from dpss.web import words

DIVIDED = {measures.Unit.SHARE, measures.Unit.POUNDS_EACH}
IN_POUNDS = {measures.Unit.POUNDS_EACH, measures.Unit.MIDDLE}


def of_people(facts: Facts) -> Iterator[Working]:
    """People with a direct payment, what it is worth, and the shares that they are of others."""
    for code in ("direct_payment_clients", "direct_payment_value", "direct_payment_middle"):
        yield from _counted(facts, code)
    yield from _long_term(facts)
    yield from _counted(facts, "service_users")


def of_market(facts: Facts) -> Iterator[Working]:
    """Each provider's share, and how concentrated that makes the market."""
    users = facts.by_provider("payroll_users")
    if any(users.values()):
        yield _shares(users)
        yield _concentration(users)


def of_paydays(facts: Facts) -> Iterator[Working]:
    """The measures of the paydays that the dashboard shows."""
    for code in measures.codes(measures.When.PAYDAY):
        definition, total = measures.BY_CODE[code], facts.payday_total(code)
        inputs = tuple(
            Input(
                f"{payday.provider.name}, payday {dates.in_words(payday.day)}",
                wording.counts(definition, payday.counts[code]),
                definition.source,
            )
            for payday in facts.paydays
            if code in payday.counts
        )
        if inputs:
            yield Working(
                key=code,
                title=definition.name,
                formula=definition.formula,
                inputs=inputs,
                sum=f"{wording.counts(definition, total)}: {wording.figure(definition, total)}",
                is_not=definition.is_not,
            )


def _counted(facts: Facts, code: str) -> Iterator[Working]:
    """A measure that was counted for all together on the latest day."""
    definition, count = measures.BY_CODE[code], facts.count(code)
    if count is None or facts.counted_on is None:
        return
    source = f"Counted on {dates.in_words(facts.counted_on)}. {definition.source}"
    top = money.in_words(count.numerator) if definition.unit in IN_POUNDS else wording.whole(count.numerator)
    bottom, shown = wording.whole(count.denominator), wording.figure(definition, count)
    weekly = " ÷ 52 weeks" if definition.unit is measures.Unit.POUNDS_EACH else ""
    yield Working(
        key=code,
        title=definition.name,
        formula=definition.formula,
        inputs=(
            Input(_sentence(definition.numerator), top, source),
            Input(_sentence(definition.denominator), bottom, source),
        ),
        sum=f"{top} ÷ {bottom}{weekly} = {shown}" if definition.unit in DIVIDED else shown,
        is_not=definition.is_not,
    )


def _long_term(facts: Facts) -> Iterator[Working]:
    known = figures.long_term(facts)
    if known is None or known.base is None or known.part is None:
        return
    rate, part, base = wording.in_per_cent(known.share), words.number(known.part), known.base
    half = (figures.HALF_A_FIGURE * figures.HUNDRED).normalize()
    yield Working(
        key="long_term",
        title="Share of people with long-term support",
        formula="People with a direct payment divided by people with long-term support. The council publishes"
        " the share, so the base follows from it: people divided by the share.",
        inputs=(
            Input("Published share", rate, known.published.source),
            Input("People with a direct payment", part, known.published.source),
        ),
        sum=f"{part} ÷ {rate} = {words.number(base.nearest)}. The share is rounded by up to {half} of a"
        f" point, so the base is from {words.number(base.fewest)} to {words.number(base.most)}.",
        is_not="Not the national measure, whose base is long-term support in the community only.",
    )


def _shares(users: Mapping[Provider, int]) -> Working:
    definition, total = measures.BY_CODE["payroll_users"], words.number(sum(users.values()))
    shares = forecast.shares(users)
    parts = "; ".join(
        f"{provider.name} {words.number(count)} ÷ {total} = {wording.in_per_cent(shares[provider])}"
        for provider, count in users.items()
    )
    sentences = (words.sum_in_words(users.values()), parts, wording.rounding_note(shares.values()))
    return Working(
        key="payroll_users",
        title=definition.name,
        formula=definition.formula,
        inputs=tuple(
            Input(provider.name, words.number(count), definition.source) for provider, count in users.items()
        ),
        sum=" ".join(f"{sentence.removesuffix('.')}." for sentence in sentences if sentence),
        is_not=definition.is_not,
    )


def _concentration(users: Mapping[Provider, int]) -> Working:
    shares = forecast.shares(users)
    squares = " + ".join(f"{wording.per_cent(share)}²" for share in shares.values())
    return Working(
        key="concentration",
        title="How concentrated the market is (HHI)",
        formula="Each provider's share as a percentage, squared, and added up: 10,000 when one has them all.",
        inputs=tuple(
            Input(provider.name, wording.in_per_cent(share), "The shares above, exact in the sum")
            for provider, share in shares.items()
        ),
        sum=f"{squares} is about {wording.whole(forecast.concentration(users))}",
        is_not="Not a judgement: with a short list of providers it cannot be low.",
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
