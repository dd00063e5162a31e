"""What is asked about PAs who are related to the person they work for, and of who decides about them."""

from typing import Any, Final

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import models
from clients import relative_rules as rules
from dpss.web import fields, forms

HOUSEHOLD: Final = (("yes", _("Yes")), ("no", _("No")))
_ANSWERS: Final[dict[str, bool | None]] = {"yes": True, "no": False}


def in_words(answer: str) -> bool | None:
    """Yes, no, or nothing said."""
    return _ANSWERS.get(answer)


def _area(label: Any, missing: Any, help_text: Any = "") -> Any:
    return django_forms.CharField(
        label=label,
        help_text=help_text,
        widget=django_forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


class RelationForm(forms.Form):
    """How a PA is related, whether they live together, what they are paid for, and since when."""

    submit = _("Keep this")

    relation = django_forms.ChoiceField(
        label=_("How are they related?"),
        choices=list(rules.RELATIONS.items()),
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose how they are related.")},
    )
    household = django_forms.ChoiceField(
        label=_("Do they live in the same household?"),
        help_text=_("It matters for relatives alone. In one home, or sharing meals and bills, is yes."),
        choices=HOUSEHOLD,
        widget=django_forms.RadioSelect,
        required=False,
    )
    other_address = django_forms.BooleanField(
        label=_("The postcode is the same, and it is another home"), required=False
    )
    work = django_forms.ChoiceField(
        label=_("What are they paid for?"),
        choices=list(rules.WORK.items()),
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose what they are paid for.")},
    )
    first_day = fields.DateField(
        label=_("Since which day is it so?"),
        help_text=_("For example the day of a wedding, or of moving in. Else the first day of the job."),
    )


class AllowForm(forms.Form):
    """Why the council allows it, and for which days."""

    submit = _("Allow it")

    wishes = _area(
        _("What does the person want?"),
        _("Write what the person wants, in their own words where you can."),
    )
    reasons = _area(
        _("Why is it necessary?"),
        _("Write the reasons, in words that the person understands."),
        _("The person reads this in the letter."),
    )
    from_day = fields.DateField(
        label=_("From which day may they be paid?"), help_text=_("Pay held since that day is released.")
    )
    until = fields.DateField(
        label=_("Until which day?"),
        help_text=_("Leave it empty if there is no end. You are asked again six weeks before the end."),
        required=False,
    )


class RefuseForm(forms.Form):
    """Why the council does not allow it, and what happens next."""

    submit = _("Do not allow it")

    wishes = AllowForm.base_fields["wishes"]
    reasons = _area(
        _("Why is it not necessary?"),
        _("Write the reasons, in words that the person understands."),
        _("The person reads this in the letter."),
    )
    next_steps = _area(
        _("What happens next?"),
        _("Write what happens next: who helps instead, and what becomes of hours already worked."),
        _("Who gives the support instead, and what becomes of hours that were already worked."),
    )


class RuleForm(forms.Form):
    """Which relatives the council decides about, for whom, since when, and where it stands."""

    submit = _("Decide this")

    group = django_forms.ChoiceField(
        label=_("For whom?"),
        choices=models.Client.Group.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose for whom it holds.")},
    )
    rule = django_forms.ChoiceField(
        label=_("About whom does the council decide first?"),
        choices=list(rules.RULES.items()),
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose which relatives the council decides about.")},
    )
    owner = django_forms.CharField(label=_("Whose decision is it?"), max_length=150)
    source = django_forms.CharField(
        label=_("Where does it stand?"),
        help_text=_("The regulations with their number, or the council’s policy with its page."),
        max_length=300,
    )
    first_day = fields.DateField(label=_("From which day?"))


class AnswerTimeForm(forms.Form):
    """How long pay goes on without an answer, since when, and whose decision it is."""

    submit = _("Decide this")

    hold_after_days = django_forms.IntegerField(
        label=_("Hold pay after how many days without an answer?"),
        help_text=_("Leave it empty to hold nothing. The question then waits, and everybody sees that."),
        required=False,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Enter a whole number of days, such as 42, or leave it empty.")},
    )
    owner = RuleForm.base_fields["owner"]
    source = RuleForm.base_fields["source"]
    first_day = RuleForm.base_fields["first_day"]
