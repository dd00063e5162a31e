"""Orders and agreed deductions in words: on a post's file, on pages of their own, and on a payrun."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates, errors, money
from dpss.web import components, words
from payroll import models
from payroll.calc.orders.deducted import Deducted
from payroll.queries import deduction_effect, deductions

_DAY: Final = timedelta(days=1)
RHYTHMS: Final = {
    "weekly": "every week",
    "two_weekly": "every 2 weeks",
    "four_weekly": "every 4 weeks",
    "monthly": "every month",
}


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """What comes off the pay besides tax and pension, on the post's file."""
    found = list(deductions.of_post(post, actor=actor))
    now = deductions.in_force([post.pk], day=actor.today, actor=actor).get(post.pk, [])
    running = {one.deduction.pk: one for one in now}
    yield components.Table(
        caption="Orders and agreed deductions",
        columns=(
            components.Column("What"),
            components.Column("For"),
            components.Column("Each payday"),
            components.Column("Still owed, £", numeric=True),
            components.Column("State"),
        ),
        rows=tuple(_row(one, running.get(one.pk), actor.today) for one in found),
        empty=components.Empty("Court orders, notices and what was agreed will be here. There is none."),
    )
    if actor.may(policy.KEEP_POSTS):
        yield components.ButtonLink(
            "Add an order or deduction", reverse("payroll:deduction_received", args=[post.pk])
        )


def _row(one: models.Deduction, running: deductions.InForce | None, today: date) -> components.Row:
    return components.Row(
        (
            components.Cell(named(one), href=reverse("payroll:deduction", args=[one.employment_id, one.pk])),
            one.sender or "The employer",
            each_payday(running.terms) if running else "",
            words.figures(running.owed) if running and running.owed is not None else "",
            state(one, today),
        )
    )


def named(one: models.Deduction) -> str:
    """`Council tax order, CT 12`."""
    return f"{one.get_kind_display()}, {one.reference}"


def owed_then(terms: models.DeductionTerms) -> str:
    """What was said to be owed on the first of these days, and what the payroll before carried."""
    said = ["Not said" if terms.owed is None else money.in_words(terms.owed)]
    if terms.carried:
        said.append(f"arrears of {money.in_words(terms.carried)} came with it")
    if terms.protected_carried:
        said.append(f"{money.in_words(terms.protected_carried)} of protected earnings came with it")
    return "; ".join(said)


def each_payday(terms: models.DeductionTerms) -> str:
    """How much, in words."""
    fee = f" and a fee of {money.in_words(terms.fee)}" if terms.fee else ""
    if terms.schedule:
        return f"The {terms.schedule} rate of the table{fee}"
    if terms.normal is None:
        return f"What the table says{fee}"
    left = f", leaving {money.in_words(terms.protected)}" if terms.protected is not None else ""
    return f"{money.in_words(terms.normal)}{left}{fee}"


def state(one: models.Deduction, today: date) -> str:
    """Whether it runs, and from when or until when."""
    if one.stops_on is not None and one.stops_on <= one.first_day:
        return "Stopped before it began"
    if today < one.first_day:
        return f"Begins on {dates.in_words(one.first_day)}"
    if one.stops_on is None:
        return "Running"
    last = dates.in_words(one.stops_on - _DAY)
    return f"Ended on {last}" if one.stops_on <= today else f"Ends after {last}"


def effect(
    one: models.Deduction, *, day: date, actor: actors.Actor, stopped: bool = False
) -> tuple[components.Component, ...]:
    """What a payment like the last one would come to, with the orders of a day."""
    try:
        found = deduction_effect.of_post(one.employment, day=day, actor=actor)
    except errors.Invalid as refusal:
        return (components.Note(refusal.sentence, "What it would take cannot be worked out:"),)
    if found is None:
        return (components.Note("Nothing has been paid here yet, so it cannot be said what it would take."),)
    taken = found.of(one)
    like = f"From a payment like the one of {dates.in_words(found.payday)}"
    then = f"{money.in_words(found.net_then)} was paid then."
    if stopped or taken is None:
        would = f"{like} it would take nothing and leave {money.in_words(found.net)}. {then}"
    else:
        fee = f" with a fee of {money.in_words(taken.fee)}" if taken.fee else ""
        would = (
            f"{like} it would take {money.in_words(taken.amount)}{fee} and leave"
            f" {money.in_words(found.net)}. {then}"
        )
    said = [components.Note(one.said) for one in found.deducted if one.said]
    return components.Banner(would, "important"), *said


def taken_table(found: Sequence[deductions.OnAPayslip], *, of_one: bool) -> components.Table | None:
    """What payslips took: of one order by payday, or on one payrun by PA."""
    if not found and not of_one:
        return None
    amounts = ("Due, £", "Taken, £", "Fee, £", "Carried on, £", "Left to pay, £")
    heads = ("Payday",) if of_one else ("PA", "What")
    return components.Table(
        caption="What was taken" if of_one else "Orders and agreed deductions",
        columns=(
            *(components.Column(head) for head in heads),
            *(components.Column(head, numeric=True) for head in amounts),
        ),
        rows=tuple(components.Row((*_heads(one, of_one=of_one), *_amounts(one.deducted))) for one in found),
        empty=components.Empty("Payslips that take something for it will be here. There is none yet."),
    )


def _heads(one: deductions.OnAPayslip, *, of_one: bool) -> tuple[components.Cell | str, ...]:
    href = reverse("payroll:payslip", args=[one.payslip_id])
    if of_one:
        return (components.Cell(dates.in_words(one.payday), href=href),)
    return one.assistant, f"{label(one.deducted)}, {one.deducted.reference}"


def label(one: Deducted) -> str:
    """What a payslip's record is of."""
    kinds = models.Deduction.Kind
    return next(
        str(kinds(kind).label) for kind, rule in deductions.RULES.items() if one.rule.startswith(rule)
    )


def _amounts(one: Deducted) -> tuple[str, ...]:
    left: Decimal | None = one.owed_after
    return (
        *(words.figures(amount) for amount in (one.due, one.amount, one.fee, one.carried)),
        "" if left is None else f"{words.figures(left)}{'' if left else ', paid in full'}",
    )
