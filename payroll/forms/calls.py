"""Looking up who rings, and writing a call up."""

from typing import Final

from django import forms as django_forms
from django.utils.translation import gettext_lazy

from dpss.web import fields, forms
from payroll import models

_LONGEST_WHY: Final = 200
_WHY_TOO_LONG: Final = "Say why in 200 characters or fewer. What was said goes below."


class CallerSearch(forms.FilterForm):
    """One box for everything that a caller may say."""

    submit = gettext_lazy("Search")
    called = "Find somebody"

    who = fields.SearchField(label="Who is ringing?", said="With “%(words)s”")

    def __init__(self, *args: object, help_text: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].help_text = help_text


class WriteUpForm(forms.Form):
    """Why the call was, what was said, and what came of it."""

    submit = "Write up the call"

    why = django_forms.CharField(
        label="Why did they ring?",
        help_text="In a few words, like “pay slip of October”.",
        max_length=_LONGEST_WHY,
        error_messages={"max_length": _WHY_TOO_LONG},
    )
    said = django_forms.CharField(
        label="What was said?",
        help_text="What the next person who talks to them must know. No bank details.",
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 5}),
    )
    outcome = django_forms.ChoiceField(
        label="What came of it?", widget=django_forms.RadioSelect, choices=models.Call.Outcome.choices
    )
    ring_back_on = fields.DateField(
        label="On which day do we ring back?",
        help_text="Only when we ring back. It comes onto the home page of everybody in payroll.",
        required=False,
    )
