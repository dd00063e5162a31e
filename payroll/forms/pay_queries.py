"""What a PA says of wages that have not come, what is answered, and how soon it must be."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from dpss.web import fields, forms
from payroll import models

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
    seen = django_forms.DecimalField(widget=django_forms.HiddenInput, required=False)

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


class TimeForm(forms.Form):
    """Within how many working days, by whose decision, from which day."""

    submit = "Answer within this time"

    working_days = django_forms.IntegerField(
        label="Within how many working days?",
        help_text="After the day on which the PA asked. From 1 to 10.",
        widget=django_forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Enter the number of days.", "invalid": "Enter a whole number."},
    )
    owner = django_forms.CharField(
        label="Whose decision is it?",
        help_text="A name or a post, such as the payroll manager.",
        max_length=150,
        error_messages={"required": "Say whose decision it is."},
    )
    first_day = fields.DateField(label="From which day?", missing="Enter the first day.")
