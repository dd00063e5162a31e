"""What a payroll officer answers about sickness."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms as django_forms

from dpss.kernel.dates import Span
from dpss.web import fields, forms
from payroll import models
from payroll.operations.sickness import Answers

Decision = models.SickPayDecision
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONGEST_NOTE: Final = 300
_LONGEST_SOURCE: Final = 150
_PAY_OR_NOT: Final = (
    (Decision.Outcome.PAY.value, "Pay Statutory Sick Pay"),
    (Decision.Outcome.NOT_DUE.value, "It is not due"),
)
_FIT_NOTES: Final = (
    (Decision.FitNote.SEEN.value, "Yes"),
    (Decision.FitNote.NOT_ASKED.value, "No, and it is paid all the same"),
    (Decision.FitNote.WITHHELD.value, "No, and the employer holds the pay back from the 8th day"),
)


class DecisionForm(forms.Form):
    """Pay or not, and what must be known for it. What this sickness does not need is not asked."""

    submit = "Check this"

    average = fields.MoneyField(
        label="Average weekly earnings",
        help_text="Before deductions, over the 8 weeks before the first linked day. For example, 270.00",
        required=False,
    )
    average_source = django_forms.CharField(
        label="Where is the average from?",
        help_text="For example: payslips of the payroll before, June and July 2026",
        max_length=_LONGEST_SOURCE,
        required=False,
    )
    fit_note = django_forms.ChoiceField(
        label="Has a fit note been seen?",
        help_text="An employer may ask for one after 7 days, weekends counted. Without it sick pay may be "
        "paid, or held back until it comes. If it comes before the payslip is approved, undo this and decide "
        "again; if it comes later, the days are paid with the next payslip.",
        choices=_FIT_NOTES,
        widget=django_forms.RadioSelect,
        required=False,
    )
    fit_note_on = fields.DateField(label="Date on the fit note, if it was seen", required=False)
    outcome = django_forms.ChoiceField(
        label="What is decided?",
        choices=_PAY_OR_NOT,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose whether sick pay is paid or is not due."},
    )
    reason = django_forms.ChoiceField(
        label="If it is not due, why?",
        choices=Decision.Reason.choices,
        widget=django_forms.RadioSelect,
        required=False,
    )
    note = django_forms.CharField(
        label="Note for the record (optional)",
        help_text="The people who keep this payroll can read it. It is not on the payslip.",
        max_length=_LONGEST_NOTE,
        required=False,
    )

    def __init__(self, *args: Any, asks_average: bool, asks_fit_note: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_average:
            del self.fields["average"], self.fields["average_source"]
        if not asks_fit_note:
            del self.fields["fit_note"], self.fields["fit_note_on"]
        self.helper.layout = self.helper.build_default_layout(self)

    def answers(self) -> Answers:
        """What a valid form says."""
        return Answers(**{name: value for name, value in self.cleaned_data.items() if value is not None})

    def sent(self) -> Mapping[str, str]:
        """What was typed and chosen, to be sent again. A date has a part for each of its inputs."""
        mine = set(self.fields)
        return {name: value for name, value in self.data.items() if mine & {name, name.rpartition("_")[0]}}


class UsualDaysForm(forms.Form):
    """The weekdays on which a PA usually works. `first` is whether none are recorded yet."""

    submit = "Save these days"

    weekdays = django_forms.MultipleChoiceField(
        label="On which days does the PA usually work?",
        choices=tuple(enumerate(WEEKDAYS)),
        widget=django_forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one day of the week."},
    )
    day = fields.DateField(label="From which day?", required=False)

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekdays"].help_text = (
            "The days that the employer and the PA have agreed. Many agree Monday to Friday. Nothing is "
            "ticked for you. If the days change from week to week, they agree days in writing."
        )
        if first:
            del self.fields["day"]
        self.helper.layout = self.helper.build_default_layout(self)

    def values(self) -> tuple[list[int], date | None]:
        """What a valid form says."""
        return [int(number) for number in self.cleaned_data["weekdays"]], self.cleaned_data.get("day")


class EarlierForm(forms.Form):
    """Sickness that no timesheet here has."""

    submit = "Add this sickness"

    first = fields.DateField(label="First day of sickness")
    last = fields.DateField(label="Last day of sickness", help_text="The same day for one day")
    source = django_forms.CharField(
        label="Where is this from?",
        help_text="For example: the record of the payroll before",
        max_length=_LONGEST_SOURCE,
        error_messages={"required": "Say where this is from."},
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", "The last day is before the first day. Change one of them.")
        return given

    def span(self) -> Span:
        """The days of a valid form."""
        return Span(self.cleaned_data["first"], self.cleaned_data["last"])
