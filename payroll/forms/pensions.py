"""What is asked about a PA's pension, its letters, and what employers declare."""

from typing import Any, Final

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models

Kind: Final = models.PensionFact.Kind
_PAPER: Final = "Where is the notice kept?"
_WHO: Final = (("", "The PA gave it to the employer or to us"), ("scheme", "The scheme told us of it"))


class NoticeForm(forms.Form):
    """One thing that happened, on a day; the fields beside it depend on what it is."""

    on = fields.DateField(label="On which day?")
    until = fields.DateField(label="Until which day is it put off?")
    by_scheme = django_forms.ChoiceField(
        label="How did the notice come?", choices=_WHO, widget=django_forms.RadioSelect, required=False
    )
    paper = django_forms.CharField(
        label=_PAPER, max_length=200, error_messages={"required": "Say where the notice is kept."}
    )

    def __init__(self, data: Any = None, *, kind: str, label: str, help_text: str = "", **more: Any) -> None:
        super().__init__(data, **more)
        asked = _ASKED.get(Kind(kind), ("on",))
        for name in ("on", "until", "by_scheme", "paper"):
            if name not in asked:
                del self.fields[name]
        self.fields["on"].label = label
        self.fields["on"].help_text = help_text
        self.helper.layout = self.helper.build_default_layout(self)

    def given(self) -> dict[str, Any]:
        """What was said, once the form is valid."""
        said = dict(self.cleaned_data)
        if "by_scheme" in said:
            said["by_scheme"] = said["by_scheme"] == "scheme"
        return said


class TakeBackForm(forms.Form):
    """Why it was a mistake."""

    reason = django_forms.CharField(
        label="Why was it a mistake?",
        max_length=200,
        error_messages={"required": "Say why it was a mistake, so that others know."},
    )


class PostedForm(forms.Form):
    """When letters were posted."""

    on = fields.DateField(label="On which day were they posted, or handed over?")


class DeclaredForm(forms.Form):
    """That an employer has declared."""

    submit = "Record the declaration"

    on = fields.DateField(label="On which day was it declared?")
    reference = django_forms.CharField(
        label="The Regulator’s reference",
        max_length=40,
        help_text="The Pensions Regulator shows it when the declaration is made, and e-mails it.",
        error_messages={"required": "Enter the reference that the Regulator gave."},
    )


class ReEnrolForm(forms.Form):
    """The re-enrolment date."""

    submit = "Use this re-enrolment date"

    on = fields.DateField(label="Which day is the re-enrolment date?")


class DueFilters(forms.FilterForm):
    """Which employers: by name."""

    name = fields.SearchField(label="Employer or PA")


_ASKED: Final = {
    Kind.POSTPONED: ("on", "until"),
    Kind.OPTED_OUT: ("on", "by_scheme", "paper"),
    Kind.OPT_OUT_INVALID: ("on", "by_scheme", "paper"),
    Kind.ASKED: ("on", "paper"),
    Kind.DECLINED: ("on", "paper"),
    Kind.LEFT: ("on", "by_scheme", "paper"),
    Kind.LOST: ("on", "paper"),
}
