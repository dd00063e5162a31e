"""What is asked about reporting to HMRC: an employer's own sender, and a time without pay."""

from datetime import date
from typing import Any

from django import forms as django_forms

from dpss.kernel import dates
from dpss.web import forms
from payroll.operations.inactive_times import MOST_MONTHS


class OwnSenderForm(forms.Form):
    """The user ID and password that HMRC has given the employer."""

    submit = "Keep and use them"

    sender = django_forms.CharField(
        label="User ID", max_length=12, help_text="The employer’s own, for PAYE at HMRC’s gateway."
    )
    password = django_forms.CharField(
        label="Password",
        max_length=60,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="It is kept encrypted, and never shown again.",
    )


class InactiveTimeForm(forms.Form):
    """Until when nobody will be paid."""

    submit = "Tell HMRC"

    months = django_forms.TypedChoiceField(label="Until when will nobody be paid?", coerce=int)

    def __init__(self, data: Any = None, *, first: date) -> None:
        super().__init__(data)
        ends = [dates.add_months(first, months) - date.resolution for months in range(1, MOST_MONTHS + 1)]
        self.fields["months"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a day"),
            *((number, dates.in_words(end)) for number, end in enumerate(ends, start=1)),
        ]
