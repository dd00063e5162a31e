"""What “Is it right for me?” asks."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import guide
from dpss.web import forms


class AnswerForm(forms.Form):
    """One question. The answers before it go with it."""

    code = django_forms.CharField(widget=django_forms.HiddenInput)
    answer = django_forms.ChoiceField(
        widget=django_forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the answers. “I am not sure” counts too."),
            "invalid_choice": _("Choose one of the answers. “I am not sure” counts too."),
        },
    )

    def __init__(self, question: guide.Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.label, answer.help_text = _("Your answer"), question.why
        answer.choices = [(str(at), words) for at, words in enumerate(question.answers, start=1)]


class CodeForm(forms.Form):
    """The code of answers that were given before."""

    submit = _("Go on with these answers")

    code = django_forms.CharField(
        label=_("Your code"),
        help_text=_("Nine digits, like 123-212-340."),
        max_length=30,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter the code, or begin with the first question."),
            "max_length": guide.NO_SUCH_CODE,
        },
    )
