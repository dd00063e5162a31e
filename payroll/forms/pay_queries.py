"""What a PA says of wages that have not come, what is answered, and how soon it must be."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from dpss.kernel import dates
from dpss.web import fields, forms
from payroll import models
from payroll.forms import decided

Answer = models.PayQuery.Answer
_LONGEST = 300


class AskForm(forms.Form):
    """Anything that helps to find the wages."""

    submit = _("Tell them")

    note = django_forms.CharField(
        label=_("Anything that helps to find them? (optional)"),
        help_text=_("For example: only part of it came. Leave bank details out."),
        max_length=_LONGEST,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )


class AskForPaForm(forms.Form):
    """Which payday, how the PA told it, and what helps to find the wages."""

    submit = "Record it"

    payslip = django_forms.ChoiceField(
        label="Wages of which payday?",
        widget=django_forms.RadioSelect,
        error_messages={
            "required": "Choose the payday.",
            "invalid_choice": "Choose a payday of which nobody has asked yet.",
        },
    )
    how = django_forms.CharField(
        label="How did the PA tell you?",
        help_text="For example: rang on Monday, answered the identity questions.",
        max_length=_LONGEST,
        error_messages={"required": "Say how the PA told you: by phone, in person, in a letter."},
    )
    note = django_forms.CharField(
        label="Anything that helps to find the wages? (optional)",
        help_text="For example: only part of it came. Leave bank details out.",
        max_length=_LONGEST,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, paydays: Sequence[tuple[str, date]]) -> None:
        super().__init__(data)
        field: Any = self.fields["payslip"]
        field.choices = [(key, dates.with_weekday(day)) for key, day in paydays]


class AnswerForm(forms.Form):
    """Paid on a day, paid today, or not owed. `seen` is the amount that the page showed as still to pay."""

    submit = _("Send your answer")

    answer = django_forms.ChoiceField(
        label=_("What became of the wages?"),
        choices=[
            (Answer.PAID.value, _("They were paid before today")),
            (Answer.PAID_NOW.value, _("They were not, and I have paid them now")),
            (Answer.NOT_OWED.value, _("They are not owed")),
        ],
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose what became of the wages.")},
    )
    paid_on = fields.DateField(
        label=_("If they were paid before today: on which day?"),
        help_text=_("The day that your bank shows, like 30 10 2026."),
        required=False,
    )
    said = django_forms.CharField(
        label=_("What does your bank show of it, or why is it not owed?"),
        help_text=_("For example: “Faster Payment, reference WAGES”. The PA reads it. Leave amounts out."),
        max_length=_LONGEST,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )
    seen = django_forms.DecimalField(
        max_digits=12, decimal_places=2, widget=django_forms.HiddenInput, required=False
    )

    def __init__(self, data: Any = None, *, by_staff: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if by_staff:
            field: Any = self.fields["answer"]
            field.choices = [
                (Answer.PAID.value, "They were paid before today"),
                (Answer.PAID_NOW.value, "They were not, and are being paid today"),
                (Answer.NOT_OWED.value, "They are not owed"),
            ]
            self.fields["said"].label = "What does the bank show of it, who told you, or why is it not owed?"


class TimeForm(decided.DecidedForm):
    """Within how many working days, by whose decision, from which day."""

    submit = "Answer within this time"
    such_as = "the payroll manager"

    working_days = decided.number(
        "Within how many working days?",
        help_text="After the day on which the PA asked. From 1 to 10.",
        missing="Enter the number of days.",
    )
    field_order = ["working_days", "owner", "first_day"]
