"""Figures of this year from the payroll before: for one post on a page, for many from a file."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms as django_forms

from dpss.kernel import errors, money
from dpss.web import fields, forms
from payroll import models
from payroll.calc import inputs
from payroll.calc.inputs import NiToDate, StatutoryToDate, YearToDate
from payroll.calc.statutory.kinds import REPORTED
from payroll.calc.take_on import Fault, TakenOn
from payroll.forms.posts import LETTERS, LOANS
from payroll.operations.holiday_brought_in import Hours
from payroll.operations.take_on import Handed

BANDS: Final = ("earnings", "at_lel", "lel_to_pt", "pt_to_uel", "employee", "employer")
_BAND_LABELS: Final = {
    "earnings": "pay for National Insurance",
    "at_lel": "pay up to the lower earnings limit",
    "lel_to_pt": "pay from there to the primary threshold",
    "pt_to_uel": "pay from there to the upper earnings limit",
    "employee": "the employee's contributions",
    "employer": "the employer's contributions",
}
# HMRC's reports carry at most four letters of a year in one job.
PLACES: Final = {
    1: "Letter now",
    2: "Letter earlier this year",
    3: "Third letter this year",
    4: "Fourth letter this year",
}
# What came later than the first files: a file without these columns says nothing of them.
ADDED: Final = frozenset(
    (
        *(f"ni_{place}_{name}" for place in (3, 4) for name in ("letter", *BANDS)),
        "holiday_taken",
        "holiday_built_up",
    )
)
_YES_NO: Final = (("no", "No"), ("yes", "Yes"))
_FIGURES: Final = (
    "student_loan", "postgraduate_loan", "pension_relief_at_source", "pension_net_pay", "pension_employer",
)  # fmt: skip


class _Amount(fields.MoneyField):
    """An amount that is nought where it is left empty."""

    def clean(self, value: Any) -> Any:
        """Read it."""
        found = super().clean(value)
        return money.ZERO if found is None else found


def _amount(label: str, *, required: bool = False, least: Decimal | None = money.ZERO) -> _Amount:
    return _Amount(
        label=label, required=required, least=least, missing=f"Enter {label[0].lower()}{label[1:]}, or 0."
    )


def _hours(label: str, help_text: str) -> fields.ShortNumberField:
    wrong = "Enter hours with at most two decimals, like 22.5."
    return fields.ShortNumberField(label=label, help_text=help_text, wrong=wrong, required=False)


class TakeOnForm(forms.Form):
    """What the last payslip or the P11 says; empty amounts are nought."""

    submit = "Check these figures"

    source = django_forms.CharField(
        label="Where the figures are from",
        help_text="Like “P11 of Ace Payroll, 6 November 2026”. It is kept beside them.",
        max_length=100,
        error_messages={"required": "Say where the figures are from, like “P11 of Ace Payroll”."},
    )
    up_to = fields.DateField(
        label="Last payday of that payroll", missing="Enter the last payday of that payroll, like 30 10 2026."
    )
    pay = _amount("Taxable pay this year", required=True)
    tax = _amount("Tax this year", required=True, least=None)
    tax_code = django_forms.CharField(
        label="Tax code on the last payslip",
        help_text="Like 1257L, S1257L, BR or 0T.",
        max_length=20,
        error_messages={"required": "Enter the tax code on the last payslip, like 1257L."},
    )
    non_cumulative = django_forms.ChoiceField(
        label="Week 1/month 1?", choices=_YES_NO, widget=django_forms.RadioSelect, initial="no"
    )
    other_codes = django_forms.ChoiceField(
        label="Was another code used earlier this year?",
        choices=_YES_NO,
        widget=django_forms.RadioSelect,
        initial="no",
    )
    previous_pay = _amount("Pay of earlier jobs this year that the code counted in")
    previous_tax = _amount("Tax of those jobs")
    student_loan_plan = django_forms.ChoiceField(label="Student loan plan", choices=LOANS, required=False)
    student_loan = _amount("Student loan this year")
    has_postgraduate_loan = django_forms.ChoiceField(
        label="Is a postgraduate loan taken?",
        choices=_YES_NO,
        widget=django_forms.RadioSelect,
        initial="no",
    )
    postgraduate_loan = _amount("Postgraduate loan this year")
    pension_relief_at_source = _amount("Employee's pension this year, relief at source")
    pension_net_pay = _amount("Employee's pension this year, net pay")
    pension_employer = _amount("Employer's pension this year")
    holiday_taken = _hours(
        "Hours of holiday taken this leave year",
        "Leave it empty if they do not say: then holiday is not counted here until the next leave year.",
    )
    holiday_built_up = _hours(
        "Hours of holiday built up this leave year",
        "For irregular hours. Leave it empty for fixed hours: those build up by the contract.",
    )

    def handed(self) -> Handed:
        """What is asked, once the form is valid."""
        given = self.cleaned_data
        return Handed(
            given=TakenOn(
                up_to=given["up_to"],
                tax_code=given["tax_code"],
                non_cumulative=given["non_cumulative"] == "yes",
                other_codes=given["other_codes"] == "yes",
                previous_pay=given["previous_pay"],
                previous_tax=given["previous_tax"],
                figures=self._figures(),
            ),
            student_loan=given["student_loan_plan"],
            has_postgraduate_loan=given["has_postgraduate_loan"] == "yes",
            source=given["source"],
            holiday=self._holiday(),
        )

    def _holiday(self) -> Hours | None:
        taken, built_up = self.cleaned_data["holiday_taken"], self.cleaned_data["holiday_built_up"]
        if taken is None and built_up is None:
            return None
        return Hours(taken=taken or money.ZERO, built_up=built_up or money.ZERO)

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Say what cannot be, each beside its field."""
        for fault in faults:
            forms.refuse(self, errors.Invalid(fault.sentence, field=fault.field))

    def _figures(self) -> YearToDate:
        given = self.cleaned_data
        return YearToDate(
            pay=given["pay"],
            tax=given["tax"],
            ni=tuple(self._letters()),
            statutory=tuple(
                StatutoryToDate(kind.value, given[f"paid_{kind.value}"])
                for kind in REPORTED
                if given[f"paid_{kind.value}"]
            ),
            net=money.ZERO,
            **{name: given[name] for name in _FIGURES},
        )

    def _letters(self) -> Iterator[NiToDate]:
        given = self.cleaned_data
        for place in PLACES:
            if letter := given[f"ni_{place}_letter"]:
                yield NiToDate(letter, *(given[f"ni_{place}_{name}"] for name in BANDS))


def _boxes() -> Iterator[tuple[str, django_forms.Field]]:
    """The boxes that are alike: for each letter of the year, and for each kind of statutory pay."""
    for place, when in PLACES.items():
        letter = f"ni_{place}_letter"
        yield (
            letter,
            django_forms.ChoiceField(
                label=f"National Insurance: {when.lower()}",
                choices=LETTERS if place == 1 else (("", "None"), *LETTERS),
                required=place == 1,
                error_messages={
                    "required": "Enter the National Insurance letter, like A.",
                    "invalid_choice": "%(value)s is not a letter that a PA can have here.",
                },
            ),
        )
        for name in BANDS:
            yield f"ni_{place}_{name}", _amount(f"{when}: {_BAND_LABELS[name]}")
    for kind in REPORTED:
        yield f"paid_{kind.value}", _amount(f"{kind.label} this year")


TakeOnForm.base_fields.update(_boxes())


def shown(
    row: models.BroughtForward, figures: inputs.YearToDate, holiday: models.HolidayBroughtIn | None
) -> dict[str, Any]:
    """What is recorded, as the form shows it; the code is asked again."""
    found: dict[str, Any] = {
        "source": row.source,
        "up_to": row.up_to,
        "previous_pay": row.previous_pay,
        "previous_tax": row.previous_tax,
        **of_year(figures),
    }
    if holiday is not None:
        found |= {"holiday_taken": holiday.taken, "holiday_built_up": holiday.built_up or None}
    return found


def of_year(figures: inputs.YearToDate) -> dict[str, Any]:
    """The year's figures by the fields of the form."""
    found: dict[str, Any] = {
        "pay": figures.pay,
        "tax": figures.tax,
        **{name: getattr(figures, name) for name in _FIGURES},
        **{f"paid_{one.kind}": one.amount for one in figures.statutory},
    }
    for place, letter in zip(PLACES, figures.ni, strict=False):
        found[f"ni_{place}_letter"] = letter.letter
        found |= {f"ni_{place}_{name}": getattr(letter, name) for name in BANDS}
    return found
