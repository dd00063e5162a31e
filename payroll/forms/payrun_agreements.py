"""What an employer says of a payrun, on their own page or by phone, and whether they want to be asked."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from dpss.web import fields, forms
from payroll import models

AGREED, WRONG = models.PayrunAnswer.Answer.AGREED, models.PayrunAnswer.Answer.WRONG


class AnswerForm(forms.Form):
    """Right, or what is wrong. `digest` is that of the figures on the page."""

    submit = _("Send your answer")

    answer = django_forms.ChoiceField(
        label=_("Is it right?"),
        choices=[
            (AGREED.value, _("Yes, it is right. Pay it.")),
            (WRONG.value, _("No, something is wrong")),
        ],
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose whether it is right.")},
    )
    reason = django_forms.CharField(
        label=_("If something is wrong: what is it?"),
        help_text=_("Payroll reads it, puts it right and asks you again."),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )
    digest = django_forms.CharField(widget=django_forms.HiddenInput)


class PhonedForm(AnswerForm):
    """The same, as somebody says it on the phone."""

    submit = _("Record what they said")

    said_by = django_forms.ChoiceField(
        label="Who said it?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose who said it."},
    )
    said_on = fields.DateField(label="On which day?", missing="Enter the day.")
    said_at = fields.TimeField(label="At what time?", missing="Enter the time, like 14:30.")

    field_order = ("said_by", "said_on", "said_at", "answer", "reason", "digest")

    def __init__(self, data: Any = None, *, names: Sequence[str], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field: Any = self.fields["said_by"]
        field.choices = [(name, name) for name in names]


class ChoiceForm(forms.Form):
    """Whose wish it is, and how staff know it."""

    said_by = django_forms.ChoiceField(
        label="Who wants it?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose who wants it."},
    )
    reason = django_forms.CharField(
        label="How do you know?",
        help_text="For example: by phone today.",
        max_length=300,
        error_messages={"required": "Say how you know what the employer wants."},
    )

    def __init__(self, data: Any = None, *, names: Sequence[str], is_on: bool) -> None:
        super().__init__(data)
        field: Any = self.fields["said_by"]
        field.choices = [(name, name) for name in names]
        if is_on:
            del self.fields["said_by"]


class AgreementFilters(forms.FilterForm):
    """By name."""

    name = fields.SearchField(label="Employer")
