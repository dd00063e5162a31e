"""What is asked to make a pay calendar, to move a payday, and to move an employer to another calendar."""

from collections.abc import Sequence
from datetime import time
from typing import Any, Final

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models
from payroll.calc.inputs import Interval
from payroll.calendar_pattern import Pattern
from payroll.models.periods import INTERVALS

_MOST_DAYS: Final = 10
_NOON: Final = time(12)


class GroupForm(forms.Form):
    """A new pay group."""

    submit = "Add the pay group"

    name = django_forms.CharField(label="Name", help_text="Like “Weekly, Fridays”.", max_length=60)
    interval = django_forms.ChoiceField(
        label="How often are PAs paid?", widget=django_forms.RadioSelect, choices=INTERVALS
    )


class PatternForm(forms.Form):
    """From which payday the calendar of a tax year goes on, and when sheets must be in."""

    submit = "See the paydays"

    tax_year = django_forms.ChoiceField(label="Tax year")
    first_day = fields.DateField(
        label="First day of the first period", help_text="The day after the last period of this calendar."
    )
    payday = fields.DateField(
        label="First payday",
        help_text="The payday of the contract. Where banks are closed, the money arrives the working day"
        " before, and HMRC is told the payday.",
    )
    working_days = django_forms.IntegerField(
        label="How many working days before a payday must sheets be in?",
        min_value=2,
        max_value=_MOST_DAYS,
        initial=4,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="The bank needs the file 2 working days before the payday.",
        error_messages={
            "invalid": "Enter a number of days, like 4.",
            "min_value": "Enter 2 or more: the bank needs the file 2 working days before.",
            "max_value": f"Enter {_MOST_DAYS} or fewer.",
        },
    )
    by = fields.TimeField(label="By what time on that day?", initial=_NOON)

    def __init__(self, data: Any = None, *, tax_years: Sequence[str], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["tax_year"].choices = [(one, one) for one in tax_years]  # type: ignore[attr-defined]

    def pattern(self, interval: str) -> Pattern:
        """What is asked, once the form is valid."""
        given = self.cleaned_data
        return Pattern(
            Interval(interval), given["first_day"], given["payday"], given["working_days"], given["by"]
        )


class MovePaydayForm(forms.Form):
    """Another payday, and by when sheets must be in for it."""

    submit = "Move the payday"

    payday = fields.DateField(label="Payday", help_text="The payday of the contract, which HMRC is told.")
    in_by = fields.DateField(label="On which day must sheets be in?")
    by = fields.TimeField(label="By what time?")


class MoveEmployerForm(forms.Form):
    """Another pay group, from the first day of one of its periods."""

    submit = "Move to this pay group"

    group = django_forms.ChoiceField(label="Pay group", widget=django_forms.RadioSelect)
    day = fields.DateField(label="From which day?", help_text="The first day of a period of that group.")

    def __init__(
        self, data: Any = None, *, groups: Sequence[models.PayGroup], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        choices = [(str(one.pk), one.name) for one in groups]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]
