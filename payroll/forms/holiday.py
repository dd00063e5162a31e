"""Asking for holiday, finding it again, and how a post's holiday is paid."""

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dpss.kernel import errors
from dpss.kernel.dates import Span
from dpss.web import fields, forms, words
from payroll.forms import sheet_fields

TO_COME, PAST = "to_come", "past"
_MOST_HOURS = 1000


class Minutes(int):
    """Minutes of time off, said as hours: `20 hours`."""

    def __str__(self) -> str:
        return words.hours(int(self))


class HoursField(django_forms.CharField):
    """Hours of a whole holiday as `20` or `7:30`, as minutes; None where they are left out."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.widget.attrs.update(
            {"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-5"}
        )

    def clean(self, value: Any) -> Any:
        """Read them."""
        text = super().clean(value)
        try:
            return Minutes(sheet_fields.minutes_of(text, most=_MOST_HOURS)) if text else None
        except errors.Invalid as error:
            raise ValidationError(error.sentence) from error


class AskForm(forms.Form):
    """The days, the hours in all, and what to do about more than is left."""

    submit = _("Continue")

    first_day = fields.DateField(label=_("First day off"), missing=_("Enter the first day, like 21 12 2026."))
    last_day = fields.DateField(label=_("Last day off"), missing=_("Enter the last day, like 24 12 2026."))
    hours = HoursField(
        label=_("How many hours in all?"),
        help_text=_("Leave it empty to take your contracted hours of these days."),
        required=False,
    )
    unpaid = django_forms.BooleanField(
        label=_("If it is more than is left, I ask for the rest without pay"), required=False
    )
    note = django_forms.CharField(
        label=_("Anything your employer should know? (optional)"), max_length=300, required=False
    )

    def __init__(self, data: Any = None, *, by_the_hour: bool, rolled_up: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if by_the_hour:
            self.fields["hours"].required = True
            self.fields["hours"].help_text = ""
            self.fields["hours"].error_messages["required"] = _("Enter how many hours you ask for, like 8.")
        if rolled_up:
            del self.fields["unpaid"]

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        said = self.cleaned_data
        if said.get("first_day") and said.get("last_day"):
            try:
                said["days"] = Span(said["first_day"], said["last_day"])
            except errors.Invalid as error:
                self.add_error("last_day", error.sentence)
        return said


class HolidayFilters(forms.FilterForm):
    """By when it is."""

    when = django_forms.ChoiceField(
        label=_("When"),
        choices=[("", _("Any time")), (TO_COME, _("Now and to come")), (PAST, _("Past"))],
    )


class RolledUpForm(forms.Form):
    """From when, and how it was agreed."""

    day = fields.DateField(label="From which day?", missing="Enter the day, like 1 12 2026.")
    reason = django_forms.CharField(
        label="How was it agreed?",
        help_text="For example: in the contract of 1 April 2026.",
        max_length=300,
        error_messages={"required": "Say how it was agreed with the PA."},
    )


class BroughtInForm(forms.Form):
    """How the year's holiday stood at the payroll before."""

    submit = "Record the holiday"

    up_to = fields.DateField(
        label="Up to which day do the figures go?", missing="Enter the day, like 30 9 2026."
    )
    built_up = fields.ShortNumberField(
        label="Hours built up in the leave year by then",
        help_text="Irregular hours only. Of fixed hours the contract says it.",
        required=False,
        wrong="Enter hours of nought or more, like 42.5.",
    )
    taken = fields.ShortNumberField(
        label="Hours taken in the leave year by then", wrong="Enter hours of nought or more, 0 for none."
    )
    source = django_forms.CharField(
        label="Where are the figures from?",
        max_length=150,
        error_messages={"required": "Say where the figures are from."},
    )

    def __init__(self, data: Any = None, *, by_the_hour: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if not by_the_hour:
            del self.fields["built_up"]
