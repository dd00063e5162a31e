"""The figures of this year from the payroll before, for one post: entered, checked, confirmed, corrected."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from dpss.kernel import dates, money
from dpss.web import components, forms
from payroll import models
from payroll.calc import tax_periods
from payroll.calc.take_on import net_of
from payroll.forms.take_on import TakeOnForm, shown
from payroll.operations import take_on as operations
from payroll.operations.take_on import Handed
from payroll.queries import so_far
from payroll.queries import take_on as queries
from payroll.views import take_on_parts
from payroll.views.checked import CheckedPage
from payroll.views.post_terms import WORKED_OUT_AGAIN, ChangesPay


class TakeOn(ChangesPay, CheckedPage):
    """What the payroll before says of the year; then what would be kept; then it is kept."""

    keep: ClassVar[components.Words] = "Keep these figures"
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

    def make_form(self, data: Any = None, files: Any = None) -> TakeOnForm:
        """At first with what is recorded."""
        row = self.found.brought
        figures = so_far.read(row.figures) if row else None
        initial = shown(row, figures, self.found.holiday) if row and figures else {}
        self.form = TakeOnForm(data, initial=initial)
        return self.form

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {
            "consequences": [
                "Tax and reports to HMRC go on from these figures. Copy them from the last payslip or P11.",
                "You see what would be kept first. It can be corrected until a payslip is approved here.",
                "A post without tax details gets the code, letter and loans that you enter.",
                "Afterwards enter the pension in the tax details, and orders with what is owed and carried.",
                "Enter sickness before this payroll too: days paid there count towards the 28 weeks.",
                WORKED_OUT_AGAIN,
            ]
        }

    def look_over(self, form: forms.Form) -> None:
        """Everything that cannot be, each beside its figure."""
        if isinstance(form, TakeOnForm):
            form.refuse(operations.faults(self.found, form.handed(), today=self.actor.today))

    def answers(self, form: forms.Form) -> components.SummaryList:
        """Everything that would be kept."""
        return components.SummaryList(tuple(_kept(self.form.handed())), title="What is kept")

    def would(self, result: models.BroughtForward) -> Sequence[components.Component]:
        """National Insurance by letter, to be compared with the paper."""
        compare = "Compare every figure with the last payslip or P11."
        return (take_on_parts.letters(self.form.handed().given.figures), components.Note(compare))

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
    if handed.holiday:
        yield components.SummaryRow("Holiday taken this leave year", _hours(handed.holiday.taken))
        if handed.holiday.built_up:
            yield components.SummaryRow("Holiday built up this leave year", _hours(handed.holiday.built_up))
    for one in figures.statutory:
        label = f"Statutory pay: {one.kind.replace('_', ' ')}"
        yield components.SummaryRow(label, money.in_words(one.amount))
    yield components.SummaryRow(
        "Handed over, as these figures say", "", strong=money.in_words(net_of(figures))
    )
    yield components.SummaryRow("From", handed.source)


def _hours(hours: Decimal) -> str:
    return f"{hours.normalize():f} hours"
