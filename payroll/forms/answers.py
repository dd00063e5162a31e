"""Is this right? The questions about a timesheet that its PA answers before it is sent."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _

from dpss.web import forms
from payroll.sheet_checks import Question


class AnswersForm(forms.Form):
    """A box to tick for each question, by its key."""

    def __init__(self, data: Any = None, *, questions: Sequence[Question]) -> None:
        super().__init__(data)
        self.fields |= {question.key: _box(question) for question in questions}
        self.helper.layout = self.helper.build_default_layout(self)


def _box(question: Question) -> django_forms.BooleanField:
    sentence = _("%(question)s Tick that it is right, or change the times.")
    return django_forms.BooleanField(
        label=question.answer,
        help_text=question.sentence,
        error_messages={"required": sentence % {"question": question.sentence}},
    )
