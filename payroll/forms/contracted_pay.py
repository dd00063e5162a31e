"""What employer and PA have agreed about contracted pay."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models


class AgreeForm(forms.Form):
    """When contracted hours are paid, from which day, and who agreed."""

    when = django_forms.ChoiceField(
        label="When are the contracted hours paid?",
        choices=models.ContractedPay.When.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose when the contracted hours are paid."},
    )
    first_day = fields.DateField(
        label="From which day?",
        help_text="A pay period in which it begins needs a timesheet, unless it begins on its first day.",
        missing="Enter the first day.",
    )
    employer = django_forms.ChoiceField(
        label="Who agreed for the employer?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose who agreed for the employer."},
    )
    employer_on = fields.DateField(
        label="When did they agree?", missing="Enter the day on which the employer agreed."
    )
    assistant_on = fields.DateField(
        label="When did the PA agree?", missing="Enter the day on which the PA agreed."
    )
    submit = "Record what was agreed"

    def __init__(self, data: Any = None, *, names: Sequence[str], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["employer"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day."""

    last_day = fields.DateField(
        label="What is the last day of contracted pay?", missing="Enter the last day."
    )
    submit = "End contracted pay"
