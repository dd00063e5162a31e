"""The figures of this year from the payroll before, for one post: entered, checked, confirmed, corrected."""

from collections.abc import Iterator
from typing import Any

from django import shortcuts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from dpss.kernel import dates, money
from dpss.web import components
from payroll import models
from payroll.calc import tax_periods
from payroll.calc.take_on import net_of
from payroll.forms.take_on import TakeOnForm, shown
from payroll.operations import take_on as operations
from payroll.operations.take_on import Handed
from payroll.queries import so_far
from payroll.queries import take_on as queries
from payroll.views import take_on_parts
from payroll.views.post_terms import WORKED_OUT_AGAIN, ChangesPay


class TakeOn(ChangesPay):
    """What the payroll before says of the year; then what would be kept; then it is kept."""

    form: TakeOnForm

    def load(self) -> None:
        """The post, and what is known of its year."""
        super().load()
        this_year = tax_periods.tax_year_of(self.actor.today)
        self.found = queries.of_post(self.held, tax_year=this_year, actor=self.actor)

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"This year's figures of {self.held.assistant.name} from the payroll before"

    def make_form(self, data: Any = None, files: Any = None, **more: Any) -> TakeOnForm:
        """At first with what is recorded."""
        figures = so_far.read(self.found.brought.figures) if self.found.brought else None
        initial = shown(self.found.brought, figures) if self.found.brought and figures else {}
        self.form = TakeOnForm(data, initial=initial, **more)
        return self.form

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {
            "consequences": [
                "Tax and reports to HMRC go on from these figures. Copy them from the last payslip or P11.",
                "You see what would be kept first. It can be corrected until a payslip is approved here.",
                "A post without tax details gets the code, letter and loans that you enter.",
                "Afterwards enter the pension in the tax details, and each order with what is still owed.",
                WORKED_OUT_AGAIN,
            ]
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what would be kept, until it is confirmed."""
        if "confirmed" in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.make_form(request.POST)
        if "again" in request.POST or not form.is_valid():
            return self.render(form=form, **self.context())
        handed = form.handed()
        form.refuse(queries.faults(self.found, handed.given, today=self.actor.today))
        if not form.is_valid():
            return self.render(form=form, **self.context())
        context = self.checked(handed) | {"page": self, "back": self.back()}
        return shortcuts.render(request, "payroll/provider/take_on_check.html", context)

    def checked(self, handed: Handed) -> dict[str, Any]:
        """Everything that would be kept, and the answers to be sent again."""
        return {
            "heading": f"Check the figures of {self.held.assistant.name}",
            "kept": components.SummaryList(tuple(_kept(handed)), title="What is kept"),
            "letters": take_on_parts.letters(handed.given.figures),
            "keep": self.make_form(self.request.POST).hide(),
            "change": self.make_form(self.request.POST, auto_id="again_%s").hide(),
        }

    def act(self, **values: Any) -> models.BroughtForward:
        """Keep it."""
        handed = self.form.handed()
        return operations.record(post=self.held, handed=handed, actor=self.actor, at=self.now)

    def done(self, result: models.BroughtForward) -> str:
        """Up to when."""
        return f"The figures up to {dates.with_weekday(result.up_to)} are kept. Pay goes on from them here."


def _kept(handed: Handed) -> Iterator[components.SummaryRow]:
    given, figures = handed.given, handed.given.figures
    code = f"{given.tax_code.upper()}{', week 1/month 1' if given.non_cumulative else ''}"
    yield components.SummaryRow("Up to the payday of", dates.with_weekday(given.up_to))
    yield components.SummaryRow("Taxable pay", money.in_words(figures.pay))
    yield components.SummaryRow("Tax", money.in_words(figures.tax))
    yield components.SummaryRow("Tax code", code)
    yield components.SummaryRow(
        "Earlier jobs", take_on_parts.earlier_jobs(given.previous_pay, given.previous_tax)
    )
    plan = f", plan {handed.student_loan}" if handed.student_loan else ""
    yield components.SummaryRow("Student loan", f"{money.in_words(figures.student_loan)}{plan}")
    yield components.SummaryRow("Postgraduate loan", money.in_words(figures.postgraduate_loan))
    yield components.SummaryRow("Pension, relief at source", money.in_words(figures.pension_relief_at_source))
    yield components.SummaryRow("Pension, net pay", money.in_words(figures.pension_net_pay))
    yield components.SummaryRow("Pension, employer", money.in_words(figures.pension_employer))
    for one in figures.statutory:
        label = f"Statutory pay: {one.kind.replace('_', ' ')}"
        yield components.SummaryRow(label, money.in_words(one.amount))
    yield components.SummaryRow(
        "Handed over, as these figures say", "", strong=money.in_words(net_of(figures))
    )
    yield components.SummaryRow("From", handed.source)
