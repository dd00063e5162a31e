"""What is asked about spending: the question, and its answer."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import models
from dpss.web import fields, forms


def _area(label: Any, most: int, missing: Any, **more: Any) -> Any:
    return django_forms.CharField(
        label=label,
        max_length=most,
        widget=django_forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
        **more,
    )


class AskForm(forms.Form):
    """What they want to spend it on, how it helps, and about how much it costs."""

    submit = _("Ask")

    what = django_forms.CharField(
        label=_("What do you want to spend it on?"),
        help_text=_("For example: a gym membership."),
        max_length=150,
        error_messages={"required": _("Say what you want to spend it on.")},
    )
    why = _area(_("How would it help?"), 1000, _("Say how it would help. A few words are enough."))
    amount = fields.MoneyField(
        label=_("About how much does it cost?"),
        help_text=_("Leave it empty if you do not know."),
        required=False,
    )
    form_key = django_forms.UUIDField(widget=django_forms.HiddenInput)


class AnswerForm(forms.Form):
    """Yes, yes if, or no; on which part of the plan it rests; and why."""

    submit = _("Send the answer")

    verdict = django_forms.ChoiceField(
        label=_("Can it be spent on this?"),
        choices=models.SpendQuestion.Verdict.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose yes, yes if, or no.")},
    )
    terms = django_forms.CharField(
        label=_("If yes only under a condition: which?"), max_length=500, required=False
    )
    part = django_forms.CharField(
        label=_("Which part of the plan does the answer rest on?"),
        help_text=_("For example: going out, outcome 3 of the care plan of May."),
        max_length=300,
        error_messages={"required": _("Say which part of the plan the answer rests on.")},
    )
    because = _area(_("Why?"), 1000, _("Say why, in words that the person understands."))
