"""What a starter brings: a P45, a starter checklist, or neither."""

from datetime import date
from typing import Any, Final

from django import forms as django_forms

from dpss.kernel import errors
from dpss.web import fields, forms
from payroll.calc import inputs, p45, tax_periods
from payroll.calc.inputs import PayInputError
from payroll.calc.p45 import P45
from payroll.calc.starters import LoanAnswers, Statement
from payroll.forms.posts import letter_field
from payroll.queries.post_starter import Answers, said

YES, NO = "yes", "no"
UNKNOWN: Final = "unknown"
_OF_THE_P45: Final = "Only if there is a P45."
_OF_A_SECOND: Final = "Only if the PA brought two. Of more, enter the two with the latest leaving dates."
_SECOND: Final = "second_"


def _kind(label: str) -> django_forms.ChoiceField:
    return django_forms.ChoiceField(
        label=label,
        choices=(("", "Neither"), ("month", "a month number"), ("week", "a week number")),
        required=False,
    )


def _number(label: str) -> django_forms.IntegerField:
    return django_forms.IntegerField(
        label=label,
        required=False,
        widget=django_forms.TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input govuk-input--width-5"}
        ),
        error_messages={"invalid": "Enter a number, like 6."},
    )


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
    kind = _kind("It gives")
    number = _number("Week or month number")
    total_pay = fields.MoneyField(label="Total pay to date", required=False)
    total_tax = fields.MoneyField(label="Total tax to date", required=False)
    p45_loan = django_forms.BooleanField(label="“Student loan deductions” is marked on it", required=False)
    second_leaving_date = fields.DateField(
        label="Leaving date on the second P45", help_text=_OF_A_SECOND, required=False
    )
    second_tax_code = django_forms.CharField(
        label="Tax code on the second P45", help_text=_OF_A_SECOND, required=False, max_length=20
    )
    second_non_cumulative = django_forms.BooleanField(
        label="“Week 1/month 1” is marked on the second P45", required=False
    )
    second_kind = _kind("The second P45 gives")
    second_number = _number("Week or month number on the second P45")
    second_total_pay = fields.MoneyField(label="Total pay to date on the second P45", required=False)
    second_total_tax = fields.MoneyField(label="Total tax to date on the second P45", required=False)
    second_p45_loan = django_forms.BooleanField(
        label="“Student loan deductions” is marked on the second P45", required=False
    )
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

    def clean(self) -> dict[str, Any]:
        """A P45 has a date and a code, and nothing of one stands where there is none."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("has_p45") == YES:
            self._check_p45("", "the P45")
            if any(given.get(f"{_SECOND}{name}") for name in _OF_ONE):
                self._check_p45(_SECOND, "the second P45")
        elif given.get("has_p45") == NO and any(
            given.get(f"{which}{name}") for which in ("", _SECOND) for name in ("leaving_date", "total_pay")
        ):
            self.add_error("has_p45", "Figures of a P45 are entered. Choose “Yes”, or clear them.")
        return given

    def _check_p45(self, which: str, name: str) -> None:
        """One of them has a leaving date, a code, and a number with its kind."""
        given = self.cleaned_data
        if not given.get(f"{which}leaving_date") and f"{which}leaving_date" not in self.errors:
            self.add_error(f"{which}leaving_date", f"Enter the leaving date on {name}, like 30 9 2026.")
        if not given.get(f"{which}tax_code"):
            self.add_error(f"{which}tax_code", f"Enter the tax code on {name}, like 1257L.")
        has_number = given.get(f"{which}number") is not None
        if bool(given.get(f"{which}kind")) != has_number and f"{which}number" not in self.errors:
            self.add_error(f"{which}number", "Choose week or month, and enter its number.")

    def answers(self) -> Answers:
        """What is asked, once the form is valid. Raises `Invalid` for a P45 that contradicts itself."""
        given = self.cleaned_data
        used, why = self._used() if given["has_p45"] == YES else (None, "")
        return Answers(
            p45=used,
            statement=None if given["statement"] == NO else Statement(given["statement"]),
            loans=LoanAnswers(
                student_loan=bool(given["plans"]),
                plans=tuple(plan for plan in given["plans"] if plan != UNKNOWN),
                postgraduate_loan=given["postgraduate_loan"],
            ),
            ni_letter=given["ni_letter"],
            why_p45=why,
        )

    def _used(self) -> tuple[P45, str]:
        """The P45 that counts, and why where there are two."""
        first = self._p45("")
        if not self.cleaned_data[f"{_SECOND}leaving_date"]:
            return first, ""
        return p45.that_counts(first, self._p45(_SECOND))

    def _p45(self, which: str) -> P45:
        given = {name: self.cleaned_data[f"{which}{name}"] for name in _OF_ONE}
        left: date = given["leaving_date"]
        try:
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
        except PayInputError as error:
            refusal = said(error)
            raise errors.Invalid(
                refusal.sentence, field=f"{which}{refusal.field}" if refusal.field else None
            ) from error


# What a P45 says.
_OF_ONE: Final = (
    "leaving_date",
    "tax_code",
    "non_cumulative",
    "kind",
    "number",
    "total_pay",
    "total_tax",
    "p45_loan",
)
