"""What changes about a post: its terms, how it is taxed, and its last day."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django import forms as django_forms

from dpss.kernel import dates, errors, money
from dpss.web import fields, forms
from payroll import models
from payroll.calc import inputs, wording
from payroll.forms.costs import FigureField
from payroll.operations import work_rates
from payroll.operations.tax import Details
from payroll.operations.terms import Terms

_MINUTES: Final = Decimal(60)
_MOST_RATE: Final = Decimal(1000)
# Empty rows for more kinds of work.
_SPARE: Final = 2
_LONGEST_NAME: Final = 40
_TAXED: Final = tuple(field.name for field in dataclasses.fields(Details))
# The letters that an employer without a special tax site can have.
LETTERS: Final = (
    ("A", "A: no other letter applies"),
    ("B", "B: married woman or widow with a certificate for the reduced rate"),
    ("C", "C: State Pension age has been reached"),
    ("H", "H: apprentice under 25"),
    ("J", "J: deferred, because contributions are paid in another job"),
    ("M", "M: under 21"),
    ("V", "V: veteran in the first year of civilian work"),
    ("X", "X: under 16"),
    ("Z", "Z: under 21, and deferred"),
)
PENSIONS: Final = (
    ("", "Not a member"),
    (inputs.RELIEF_AT_SOURCE, "Relief at source"),
    (inputs.NET_PAY, "Net pay"),
)
LOANS: Final = (("", "None"), *((plan, f"Plan {plan}") for plan in inputs.STUDENT_LOAN_PLANS))


NO_PAYDAY: Final = (
    "No payday is open: those of the calendar are approved. Add the next pay periods to it first."
)


def _rate(label: str, *, least: Decimal, hint: str = "") -> FigureField:
    return FigureField(
        label=label,
        help_text=hint,
        span=(least, _MOST_RATE),
        places=4,
        missing=f"Enter the {label.lower()}, like 13.50.",
        wrong=f"Enter the {label.lower()} in pounds, like 13.50, with at most 4 figures after the point.",
        outside=f"Enter a {label.lower()} from {money.in_words(least)} to £1,000.00.",
        widget=fields.MoneyInput,
    )


class _OptionalRate(FigureField):
    """A rate that may be left out."""

    def clean(self, value: Any) -> Any:
        """None when nothing was typed."""
        return super().clean(value) if (value or "").strip() else None


def _own_rate(number: int) -> _OptionalRate:
    label = f"Hourly rate for kind of work {number}"
    return _OptionalRate(
        label=label,
        required=False,
        span=(money.PENNY, _MOST_RATE),
        places=4,
        missing="",
        wrong=f"{label}: enter pounds, like 15.00, with at most 4 figures after the point.",
        outside=f"{label}: enter from £0.01 to £1,000.00.",
        widget=fields.MoneyInput,
    )


def _work(number: int) -> django_forms.CharField:
    hint = "Like Weekend, Bank holiday or Waking night. Leave it empty where the hourly rate is paid."
    return django_forms.CharField(
        label=f"Kind of work {number} with a rate of its own",
        help_text=hint if number == 1 else "",
        required=False,
        max_length=_LONGEST_NAME,
        error_messages={"max_length": f"Name the kind of work in at most {_LONGEST_NAME} letters."},
    )


def letter_field() -> django_forms.ChoiceField:
    """The National Insurance letter, of those that there are."""
    return django_forms.ChoiceField(label="National Insurance letter", choices=LETTERS)


class TermsForm(forms.Form):
    """Hours and rates from a day on."""

    submit = "Change the terms"

    day = fields.DateField(
        label="First day of these terms", missing="Enter the first day of these terms, like 1 12 2026."
    )
    hours = FigureField(
        label="Hours a week",
        help_text="What the contract says. Enter 0 where it gives no hours.",
        span=(Decimal(0), Decimal(168)),
        places=2,
        missing="Enter the hours a week, like 20 or 7.5.",
        wrong="Enter the hours as a number, like 20 or 7.5.",
        outside="Enter no more than the 168 hours that a week has.",
    )
    rate = _rate("Hourly rate", least=money.PENNY)
    sleep_in = _rate(
        "Rate for a sleep-in", least=money.ZERO, hint="For each night. Enter 0 for no sleep-ins."
    )

    def __init__(self, data: Any = None, *, now: models.EmploymentTerms | None) -> None:
        self.now = now
        super().__init__(data, initial=_shown(now) if now else {})
        kept = len(list(now.named_rates)) if now else 0
        self.numbers = range(1, min(kept + _SPARE, work_rates.MOST) + 1)
        for number in self.numbers:
            self.fields |= {f"work_{number}": _work(number), f"pay_{number}": _own_rate(number)}
        self.helper.layout = self.helper.build_default_layout(self)

    def clean(self) -> dict[str, Any]:
        """A kind of work needs its rate, and a rate the kind of work."""
        given = self.cleaned_data
        for number in self.numbers:
            work, pay = f"work_{number}", f"pay_{number}"
            if given.get(work) and pay in given and given[pay] is None:
                self.add_error(
                    pay, f"Enter the hourly rate for “{given[work]}”, like 15.00, or clear the name."
                )
            if given.get(pay) is not None and work in given and not given[work]:
                self.add_error(
                    work, f"Enter what the rate of {wording.rate(given[pay])} is for, or clear it."
                )
        return given

    def terms(self) -> Terms:
        """What is asked, once the form is valid. Hours that nobody changed keep their minutes."""
        given = self.cleaned_data
        minutes = int((given["hours"] * _MINUTES).quantize(Decimal(1), rounding=ROUND_HALF_UP))
        if self.now and given["hours"] == _hours_of(self.now):
            minutes = self.now.weekly_minutes
        pairs = ((given[f"work_{number}"], given[f"pay_{number}"]) for number in self.numbers)
        named = [(work, pay) for work, pay in pairs if work]
        if len({work.casefold() for work, _ in named}) < len(named):
            raise errors.Invalid("Two rates have the same name. Give each kind of work a name of its own.")
        return Terms(
            weekly_minutes=minutes,
            hourly_rate=given["rate"],
            sleep_in_rate=given["sleep_in"],
            by_work=dict(named),
        )


class TaxForm(forms.Form):
    """How a post is taxed from a payday on."""

    submit = "Change the tax details"

    payday = django_forms.ChoiceField(label="From the payday of")
    tax_code = django_forms.CharField(
        label="Tax code",
        help_text="As HMRC's notice says, like 1257L, S1257L, BR or 0T.",
        max_length=20,
        error_messages={"required": "Enter the tax code, like 1257L."},
    )
    non_cumulative = django_forms.BooleanField(
        label="Week 1/month 1: each payment is taxed by itself", required=False
    )
    ni_letter = letter_field()
    student_loan = django_forms.ChoiceField(label="Student loan", choices=LOANS, required=False)
    postgraduate_loan = django_forms.BooleanField(label="Postgraduate loan", required=False)
    pension = django_forms.ChoiceField(label="Pension", choices=PENSIONS, required=False)
    pension_from = fields.DateField(
        label="First day in the pension",
        help_text="Leave it empty for someone who is not a member.",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        now: models.TaxDetails | None,
        paydays: Sequence[date],
        letter: str = "",
        why: str = "",
    ) -> None:
        super().__init__(data, initial=_taxed(now) if now else {"ni_letter": letter})
        choices = [(day.isoformat(), dates.with_weekday(day)) for day in paydays]
        self.fields["payday"].choices = choices  # type: ignore[attr-defined]
        if not paydays:
            self.fields["payday"].help_text = NO_PAYDAY
        if letter:
            self.fields["ni_letter"].help_text = f"By age it is {letter}. {why}"

    def first_payday(self) -> date:
        """The payday that was chosen, once the form is valid."""
        return date.fromisoformat(self.cleaned_data["payday"])

    def details(self) -> Details:
        """What is asked, once the form is valid."""
        return Details(**{name: self.cleaned_data[name] for name in _TAXED})


class LastDayForm(forms.Form):
    """When somebody leaves."""

    submit = "Record the last day"

    last_day = fields.DateField(
        label="Last day of the job", missing="Enter the last day of the job, like 27 11 2026."
    )


def _shown(now: models.EmploymentTerms) -> dict[str, str]:
    own = list(enumerate(now.named_rates, start=1))
    return {
        "hours": wording.number(_hours_of(now)),
        "rate": _plain(now.hourly_rate),
        "sleep_in": _plain(now.sleep_in_rate),
        **{f"work_{number}": rate.name for number, rate in own},
        **{f"pay_{number}": _plain(rate.hourly_rate) for number, rate in own},
    }


def _hours_of(now: models.EmploymentTerms) -> Decimal:
    return (now.weekly_minutes / _MINUTES).quantize(Decimal("0.01"))


def _plain(rate: Decimal) -> str:
    return wording.rate(rate).removeprefix("£").replace(",", "")


def _taxed(now: models.TaxDetails) -> dict[str, Any]:
    return {name: getattr(now, name) for name in _TAXED}
