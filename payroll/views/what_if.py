"""“What if?”: another rate, other hours, a pension or holiday cover for a post, beside what holds now."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import shortcuts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property

from dpss.access import audit, policy
from dpss.kernel import errors, money
from dpss.web import components, forms, views, words
from payroll import models
from payroll.calc.employer import year as years
from payroll.calc.employer.what_if import Side
from payroll.calc.inputs import Interval
from payroll.calc.lines import REIMBURSED
from payroll.calc.pension import Assessment
from payroll.calc.results import PayResult
from payroll.forms.costs import WhatIfForm
from payroll.queries import post_file, what_if
from payroll.views import cost_parts

EACH = {
    Interval.WEEKLY: "a week",
    Interval.TWO_WEEKLY: "for 2 weeks",
    Interval.FOUR_WEEKLY: "for 4 weeks",
    Interval.MONTHLY: "a month",
}
# They are not asked, and not part of the comparison.
NOT_ASKED = {"insurance", "training"}


class WhatIf(views.Page):
    """A post's usual payment and its year for the employer, now and on other terms. Nothing is saved."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/what_if.html"

    def load(self) -> None:
        """The post, where the actor reaches it."""
        self.post_held = shortcuts.get_object_or_404(
            post_file.posts(actor=self.actor), pk=self.kwargs["post"]
        )

    @property
    def heading(self) -> components.Words:
        """Whose post."""
        return f"What if? {self.post_held.assistant.name} at {self.post_held.employer.name}"

    def back(self) -> components.BackLink:
        """To the post."""
        address = reverse("payroll:post_file", args=[self.post_held.pk])
        return components.BackLink(self.post_held.assistant.name, address)

    @cached_property
    def held(self) -> what_if.Held:
        """The post as it is recorded today."""
        return what_if.held(self.post_held, day=self.actor.today, actor=self.actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What holds now, and the form."""
        return self.answer(None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What holds now beside what was asked."""
        return self.answer(request.POST)

    def answer(self, data: Any) -> HttpResponseBase:
        """The page; that the pay was looked at is recorded."""
        self.request.kept_events.append(audit.of(self.post_held, "look"))
        try:
            now = self.held.now
        except errors.Refusal as refusal:
            return self.render(unknown=components.Banner(refusal.sentence, "important"))
        is_irregular = self.post_held.hours == models.Employment.Hours.IRREGULAR
        form = WhatIfForm(data, now=now.terms, is_irregular=is_irregular)
        return self.render(form=form, **self.parts(self.changed(form)))

    def changed(self, form: WhatIfForm) -> Side | None:
        """The other side; None while nothing, or something wrong, was asked."""
        if not form.is_bound or not form.is_valid():
            return None
        try:
            return what_if.changed(self.held, terms=form.terms())
        except errors.Invalid as refusal:
            forms.refuse(form, refusal)
            return None

    def parts(self, then: Side | None) -> dict[str, Any]:
        """The two tables and what is to be said of them."""
        held, shown = self.held, then or self.held.now
        interval = held.facts.interval
        return {
            "differences": _differences(held.now, then, interval) if then else None,
            "payment": _payment(held.now.payment, then.payment if then else None, interval),
            "year": _year(held.now, then),
            "minimum_wage": cost_parts.minimum_wage(
                hourly=shown.terms.hourly, minimum=held.minimum, age=held.facts.age
            ),
            "enrolment": _enrolment(shown),
        }


def _differences(now: Side, then: Side, interval: Interval) -> components.Figures:
    """What changes, in two figures."""
    home = then.payment.net - now.payment.net
    cost = then.year.total - now.year.total
    return components.Figures(
        (
            components.Figure(
                _more(home),
                f"take-home pay {EACH[interval]}",
                f"{money.in_words(now.payment.net)} now, {money.in_words(then.payment.net)} then",
            ),
            components.Figure(
                _more(years.week_of(cost)), "for the employer a week", "A year's cost divided by 52"
            ),
            components.Figure(
                _more(cost),
                "for the employer a year",
                f"{money.in_words(now.year.total)} now, {money.in_words(then.year.total)} then",
            ),
        ),
        headline=True,
    )


def _payment(now: PayResult, then: PayResult | None, interval: Interval) -> components.Table:
    """A usual payment to the PA."""
    other = dict(_paid(then)) if then else {}
    rows = [(label, amount, other.get(label)) for label, amount in _paid(now)]
    total = ("Take-home pay", now.net, then.net if then else None)
    return _table(f"A usual payment to the PA, {EACH[interval]}", "Pay", rows, total)


def _paid(pay: PayResult) -> Iterator[tuple[str, Decimal]]:
    yield "Pay before deductions", pay.gross
    yield "Income Tax", -pay.tax
    yield "National Insurance", -pay.ni_employee
    yield "Student and postgraduate loans", -pay.student_loan - pay.postgraduate_loan
    yield "Pension", -pay.pension_employee


def _year(now: Side, then: Side | None) -> components.Table:
    """The year of the post for the employer."""
    other = dict(_costs(then)) if then else {}
    rows = [(label, amount, other.get(label)) for label, amount in _costs(now)]
    total = ("All together", now.year.total, then.year.total if then else None)
    return _table("A year for the employer", "Cost", rows, total)


def _costs(side: Side) -> Iterator[tuple[str, Decimal]]:
    for line in side.year.lines:
        if line.code not in NOT_ASKED:
            yield line.label, -line.amount if line.group == REIMBURSED else line.amount


Amounts = tuple[str, Decimal, Decimal | None]


def _table(caption: str, what: str, rows: Sequence[Amounts], total: Amounts) -> components.Table:
    heads = ["Now, £"] if total[2] is None else ["Now, £", "What if, £", "Difference, £"]
    return components.Table(
        caption=caption,
        columns=(components.Column(what), *(components.Column(head, numeric=True) for head in heads)),
        rows=(
            *(components.Row(_cells(*row)) for row in rows),
            components.Row(_cells(*total), "total"),
        ),
    )


def _cells(label: str, now: Decimal, then: Decimal | None) -> tuple[str, ...]:
    if then is None:
        return label, words.figures(now)
    return label, words.figures(now), words.figures(then), _more(then - now).replace("£", "")


def _more(difference: Decimal) -> str:
    """`+£12.50`, `−£3.00`, `£0.00`."""
    return f"+{money.in_words(difference)}" if difference > 0 else money.in_words(difference)


def _enrolment(side: Side) -> components.Note | None:
    """What the law says of a pension, where it differs from what is chosen."""
    if side.year.enrolment is not Assessment.ELIGIBLE_JOBHOLDER or side.year.in_pension:
        return None
    return components.Note(
        "At this age and pay the law puts the PA into a pension, unless they opt out.", "Pension:"
    )
