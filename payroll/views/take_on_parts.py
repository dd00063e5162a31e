"""The part of a post's file that says what it came with from another payroll, and its letters in a table."""

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates, money
from dpss.web import components, words
from payroll import models
from payroll.calc import tax_periods
from payroll.calc.inputs import YearToDate
from payroll.queries import so_far
from payroll.queries import take_on as queries


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """What the post came with this year, and the way to enter or correct it while nothing is paid."""
    found = queries.of_post(post, tax_year=tax_periods.tax_year_of(actor.today), actor=actor)
    row, figures = found.brought, so_far.read(found.brought.figures) if found.brought else None
    if row and figures and figures.pay:
        yield components.SummaryList(
            (
                components.SummaryRow("Up to the payday of", dates.with_weekday(row.up_to)),
                components.SummaryRow("Taxable pay", money.in_words(figures.pay)),
                components.SummaryRow("Tax", money.in_words(figures.tax)),
                components.SummaryRow("Earlier jobs", earlier_jobs(row.previous_pay, row.previous_tax)),
                components.SummaryRow("From", row.source or "The hand-over of this payroll"),
            ),
            title="This year at the payroll before",
        )
    if actor.may(policy.KEEP_POSTS) and found.paid_on is None:
        label = "Correct these figures" if row else "Enter this year's figures from another payroll"
        yield components.ButtonLink(label, reverse("payroll:post_take_on", args=[post.pk]))


def letters(figures: YearToDate) -> components.Table:
    """National Insurance by letter, as the FPS carries it."""
    heads = ("Letter", "Pay, £", "To LEL, £", "LEL to PT, £", "PT to UEL, £", "Employee, £", "Employer, £")
    return components.Table(
        caption="National Insurance this year",
        columns=tuple(components.Column(head, numeric=head != "Letter") for head in heads),
        rows=tuple(
            components.Row(
                (
                    row.letter,
                    *(words.figures(amount) for amount in dataclasses.astuple(row)[1:]),
                )
            )
            for row in figures.ni
        ),
    )


def earlier_jobs(pay: Decimal, tax: Decimal) -> str:
    """Pay and tax of jobs before this one, as a line of a summary."""
    return f"Pay {money.in_words(pay)}, tax {money.in_words(tax)}"
