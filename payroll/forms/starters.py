"""What a starter brings: a P45, a starter checklist, or neither."""

from datetime import date
from typing import Any, Final

from django import forms as django_forms

from dpss.web import fields, forms
from payroll.calc import inputs, tax_periods
from payroll.calc.inputs import PayInputError
from payroll.calc.p45 import P45
from payroll.calc.starters import LoanAnswers, Statement
from payroll.forms.posts import letter_field
from payroll.queries.post_starter import Answers, said

YES, NO = "yes", "no"
UNKNOWN: Final = "unknown"
_OF_THE_P45: Final = "Only if there is a P45."


class _HiddenDate(django_forms.MultiWidget):
    """The three parts of a date, sent again unseen."""

    def __init__(self) -> None:
        super().__init__([django_forms.HiddenInput() for _part in range(3)])

    def decompress(self, value: Any) -> list[Any]:
        """The parts come as they were typed."""
        return [None, None, None]


class StarterForm(forms.Form):
    """Everything that decides how a starter is taxed."""

    submit = "See what follows"

    has_p45 = django_forms.ChoiceField(
        label="Is there a P45 of the last job?",
        choices=((YES, "Yes"), (NO, "No")),
        widget=django_forms.RadioSelect,
    )
    leaving_date = fields.DateField(label="Leaving date on the P45", help_text=_OF_THE_P45, required=False)
    tax_code = django_forms.CharField(
        label="Tax code on the P45", help_text=_OF_THE_P45, required=False, max_length=20
    )
    non_cumulative = django_forms.BooleanField(label="“Week 1/month 1” is marked on it", required=False)
    kind = django_forms.ChoiceField(
        label="It gives",
        choices=(("", "Neither"), ("month", "a month number"), ("week", "a week number")),
        required=False,
    )
    number = django_forms.IntegerField(
        label="Week or month number",
        required=False,
        widget=django_forms.TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input govuk-input--width-5"}
        ),
        error_messages={"invalid": "Enter a number, like 6."},
    )
    total_pay = fields.MoneyField(label="Total pay to date", required=False)
    total_tax = fields.MoneyField(label="Total tax to date", required=False)
    p45_loan = django_forms.BooleanField(label="“Student loan deductions” is marked on it", required=False)
    statement = django_forms.ChoiceField(
        label="Which statement is ticked on the starter checklist?",
        choices=(
            ("A", "A: the first job since 6 April, and no taxable benefit or pension"),
            ("B", "B: the only job now, after another job or a taxable benefit since 6 April"),
            ("C", "C: another job or a pension besides"),
            (NO, "There is no checklist"),
        ),
        widget=django_forms.RadioSelect,
    )
    plans = django_forms.MultipleChoiceField(
        label="Student loan plans on the checklist",
        help_text="Leave out loans paid by Direct Debit to the Student Loans Company.",
        choices=(
            *((plan, f"Plan {plan}") for plan in inputs.STUDENT_LOAN_PLANS),
            (UNKNOWN, "There is one, and the plan is not known"),
        ),
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
    )
    postgraduate_loan = django_forms.BooleanField(label="Postgraduate loan on the checklist", required=False)
    ni_letter = letter_field()

    def __init__(self, *args: Any, letter: str = "", why: str = "", **more: Any) -> None:
        super().__init__(*args, **{"initial": {"ni_letter": letter}, **more})
        if letter:
            self.fields["ni_letter"].help_text = f"By age it is {letter}. {why}"

    def hide(self) -> "StarterForm":
        """The same answers, to be sent again unseen."""
        for field in self.fields.values():
            field.widget = _HiddenDate() if isinstance(field, fields.DateField) else field.hidden_widget()
        return self

    def clean(self) -> dict[str, Any]:
        """A P45 has a date and a code, and nothing of one stands where there is none."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("has_p45") == YES:
            if not given.get("leaving_date") and "leaving_date" not in self.errors:
                self.add_error("leaving_date", "Enter the leaving date on the P45, like 30 9 2026.")
            if not given.get("tax_code"):
                self.add_error("tax_code", "Enter the tax code on the P45, like 1257L.")
            if bool(given.get("kind")) != (given.get("number") is not None) and "number" not in self.errors:
                self.add_error("number", "Choose week or month, and enter its number.")
        elif given.get("has_p45") == NO and (given.get("leaving_date") or given.get("total_pay")):
            self.add_error("has_p45", "Figures of a P45 are entered. Choose “Yes”, or clear them.")
        return given

    def answers(self) -> Answers:
        """What is asked, once the form is valid. Raises `Invalid` for a P45 that contradicts itself."""
        given = self.cleaned_data
        try:
            p45 = self._p45() if given["has_p45"] == YES else None
        except PayInputError as error:
            raise said(error) from error
        return Answers(
            p45=p45,
            statement=None if given["statement"] == NO else Statement(given["statement"]),
            loans=LoanAnswers(
                student_loan=bool(given["plans"]),
                plans=tuple(plan for plan in given["plans"] if plan != UNKNOWN),
                postgraduate_loan=given["postgraduate_loan"],
            ),
            ni_letter=given["ni_letter"],
        )

    def _p45(self) -> P45:
        given = self.cleaned_data
        left: date = given["leaving_date"]
        return P45(
            leaving_date=left,
            tax_year=tax_periods.tax_year_of(left),
            tax_code=given["tax_code"],
            non_cumulative=given["non_cumulative"],
            week=given["number"] if given["kind"] == "week" else None,
            month=given["number"] if given["kind"] == "month" else None,
            total_pay=given["total_pay"],
            total_tax=given["total_tax"],
            student_loan=given["p45_loan"],
        )
