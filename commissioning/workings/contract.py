"""The workings of the contract's money: profile, ceiling, spend and forecast."""

from collections.abc import Iterator
from decimal import Decimal

from commissioning import figures, wording
from commissioning.facts import Facts
from commissioning.figures import Outlook
from commissioning.workings.working import Input, Working
from contracts import forecast
from dpss.kernel import dates, money
from dpss.web import words

CONTRACT, INVOICES, ABOVE = "The contract", "Providers' invoices", "Worked out above"


def of_outlook(facts: Facts, outlook: Outlook) -> Iterator[Working]:
    """Every figure of the contract that there is."""
    yield from _unit_costs(facts, outlook)
    yield _profile(outlook)
    yield _headroom(outlook)
    yield from _allowed(outlook)
    yield _to_date(facts, outlook)
    yield _spend(facts, outlook)
    yield from _forecast(facts, outlook)


def _unit_costs(facts: Facts, outlook: Outlook) -> Iterator[Working]:
    costs = figures.unit_costs(facts)
    people = words.number(facts.people("service_users"))
    for lot in outlook.contract.plan.lots:
        if lot.number not in costs:
            continue
        value, cost = money.in_words(lot.first_year), money.in_words(money.to_penny(costs[lot.number]))
        yield Working(
            key=f"unit_cost_{lot.number}",
            title=f"Lot {lot.number}: cost for each person",
            formula="The lot's value in its first year divided by the people who use the service.",
            inputs=(
                Input("First year's value", value, CONTRACT),
                Input("People who use the service", people, "Counted, above"),
            ),
            sum=f"{value} ÷ {people} = {cost} a year",
            is_not="Not what care costs: it is the price of the contract, at first-year prices.",
        )


def _profile(outlook: Outlook) -> Working:
    plan = outlook.contract.plan
    compound = forecast.contract_total(forecast.Plan(plan.term, plan.lots, forecast.Rule.COMPOUND))
    years = " + ".join(wording.pounds(value.total) for value in outlook.years)
    return Working(
        key="profile",
        title="Profile over the whole contract",
        formula="Each year is the lots' values added up. A lot that grows does so in a straight line from its"
        " first year's value, reaching the whole of its growth in the last year.",
        inputs=tuple(
            Input(
                f"Lot {lot.number}, first year",
                f"{wording.pounds(lot.first_year)}, growing by {wording.in_per_cent(lot.growth)}",
                CONTRACT,
            )
            for lot in plan.lots
        ),
        sum=f"{years} = {wording.pounds(outlook.total)}",
        is_not="Not the council's own working, which is not published. Growing by the same percentage each"
        f" year instead would come to {wording.pounds(compound)}.",
    )


def _headroom(outlook: Outlook) -> Working:
    ceiling, total = wording.pounds(outlook.contract.ceiling), wording.pounds(outlook.total)
    return Working(
        key="headroom",
        title="Headroom under the ceiling",
        formula="The approved ceiling less the profile. The ceiling is a limit that was approved, never the"
        " result of a sum here.",
        inputs=(
            Input("Ceiling", ceiling, outlook.contract.ceiling_source),
            Input("Profile", total, ABOVE),
        ),
        sum=f"{ceiling} − {total} = {wording.pounds(outlook.headroom)},"
        f" which is {wording.in_per_cent(outlook.headroom_share)} of the ceiling",
    )


def _allowed(outlook: Outlook) -> Iterator[Working]:
    contract, lot = outlook.contract, outlook.contract.growing
    if lot is None or outlook.growth_allowed is None:
        return
    compound = figures.growth_allowed(contract, forecast.Rule.COMPOUND)
    also = f" By the same percentage each year: {wording.in_per_cent(compound)}." if compound else ""
    planned = wording.in_per_cent(lot.growth)
    yield Working(
        key="growth_allowed",
        title="Growth that the ceiling would allow",
        formula=f"The growth of lot {lot.number} by the last year with which the profile would come to the"
        " ceiling exactly, the other lots as planned.",
        inputs=(
            Input("Ceiling", wording.pounds(contract.ceiling), contract.ceiling_source),
            Input(f"Growth of lot {lot.number} in the profile", planned, CONTRACT),
        ),
        sum=f"In a straight line: {wording.in_per_cent(outlook.growth_allowed)}.{also}",
        is_not="Not a plan: it says how much room there is, not how many people will come.",
    )


def _to_date(facts: Facts, outlook: Outlook) -> Working:
    span, number = outlook.year.span, outlook.year.number
    before = wording.pounds(outlook.years[number - 2].running if number > 1 else Decimal(0))
    total = wording.pounds(outlook.years[number - 1].total)
    gone = min(max((facts.day - span.first).days, 0), span.days)
    return Working(
        key="profile_to_date",
        title=f"Profile to {dates.in_words(facts.day)}",
        formula="The contract years that are over, and of the present one the part of its days that is over.",
        inputs=(
            Input("Contract years that are over", before, "The profile, above"),
            Input(f"Contract year {number}", total, "The profile, above"),
            Input("Days over in it", f"{gone} of {span.days}", "The calendar"),
        ),
        sum=f"{before} + {total} × {gone} ÷ {span.days} = {wording.pounds(outlook.profile)}",
    )


def _spend(facts: Facts, outlook: Outlook) -> Working:
    spending, up_to = facts.spending, figures.last_day_invoiced(facts)
    waiting = f"{money.in_words(spending.waiting)} on {spending.waiting_count}"
    found = "No invoice is accepted, so there is nothing to compare."
    like: tuple[Input, ...] = ()
    if outlook.billed is not None and outlook.difference is not None:
        profile = wording.pounds(outlook.billed)
        like = (Input(f"Profile to {up_to}", profile, "As the profile to date, above"),)
        found = f"{wording.pounds(outlook.spent)} − {profile} = {wording.pounds(outlook.difference)}"
    return Working(
        key="spend",
        title="Spend to date against the profile",
        formula="Accepted invoices of the contract added up, less the profile to the same day: the last that"
        " accepted invoices are for, because bills come after their month. Invoices that wait are left out.",
        inputs=(
            Input("Accepted invoices", money.in_words(outlook.spent), INVOICES),
            Input("Invoices that wait, left out", waiting, INVOICES),
            *like,
        ),
        sum=found,
        is_not="Not a saving: what is not billed yet still comes.",
    )


def _forecast(facts: Facts, outlook: Outlook) -> Iterator[Working]:
    planned = outlook.planned_now
    if outlook.forecast is None or planned is None:
        return
    priced = facts.published[figures.PRICED_FOR]
    people, shown = words.number(facts.people("service_users")), str(planned.quantize(wording.ONE_PLACE))
    spent, remaining = wording.pounds(outlook.spent), wording.pounds(outlook.total - outlook.profile)
    growing = f"{wording.whole(priced.value)} in the first year, growing as the profile does. {priced.source}"
    yield Working(
        key="forecast",
        title="Forecast for the whole contract",
        formula="Spend to date, and what remains of the profile in proportion to the people there are, as if"
        " they stayed as many as now.",
        inputs=(
            Input("Spend to date", spent, ABOVE),
            Input("What remains of the profile", remaining, "The profile less the profile to date"),
            Input("People who use the service", people, "Counted, above"),
            Input("People planned for this contract year", shown, growing),
        ),
        sum=f"{spent} + {remaining} × {people} ÷ {shown} = {wording.pounds(outlook.forecast)}",
        is_not="Not a prediction: it holds the number of people still, and scales a fixed lot as well.",
    )
