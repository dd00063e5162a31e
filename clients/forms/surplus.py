"""What is asked about money that is left over: a figure, an answer, the day it was paid, the limit."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import surplus
from dpss.web import fields, forms


class FigureForm(forms.Form):
    """What the money is needed for, how much, on which day, and how that is known."""

    submit = _("Write it down")

    kind = django_forms.ChoiceField(
        label=_("What is it kept for?"),
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose what it is kept for.")},
    )
    amount = fields.MoneyField(label=_("How much?"), help_text=_("Enter 0 if it is nothing."))
    day = fields.DateField(label=_("Of which day is the figure?"))
    source = django_forms.CharField(
        label=_("Where does the figure come from?"),
        help_text=_("For example: the payroll’s list of hours not paid, 20 November. The person reads this."),
        max_length=300,
    )

    def __init__(self, *args: Any, kinds: Sequence[surplus.Kind] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["kind"]
        chosen.choices = [(kind.value, surplus.LABELS[kind]) for kind in kinds]


def _said(label: Any, missing: Any) -> Any:
    return django_forms.CharField(
        label=label,
        max_length=1000,
        widget=django_forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": missing},
    )


class DisputeForm(forms.Form):
    """Why the client does not agree."""

    submit = _("I do not agree")

    reason = _said(_("Why do you not agree?"), _("Say why you do not agree. A few words are enough."))


class UpholdForm(forms.Form):
    """What the council answers to it."""

    submit = _("Answer, and ask again")

    reason = _said(_("What do you answer?"), _("Answer what they said. They read it in the letter."))


class PaidForm(forms.Form):
    """The day on which the money left the account."""

    submit = _("It is paid back")

    paid_on = fields.DateField(label=_("On which day did the money leave the account?"))


def _number(label: Any, least: int, most: int) -> Any:
    return django_forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class LimitForm(forms.Form):
    """How much may be left over, from a day on, with whose decision it is and where it stands."""

    submit = _("Decide this")

    weeks = _number(_("How many weeks of the budget may be free?"), 1, surplus.MOST_WEEKS)
    basis = django_forms.ChoiceField(
        label=_("Of which budget?"), choices=surplus.BASES, widget=django_forms.RadioSelect
    )
    reply_days = _number(_("How many days do people have to answer?"), surplus.FEWEST_DAYS, surplus.MOST_DAYS)
    owner = django_forms.CharField(label=_("Whose decision is it?"), max_length=150)
    source = django_forms.CharField(
        label=_("Where does it stand?"),
        help_text=_("For example: the council’s direct payments policy of May 2026, page 9."),
        max_length=300,
    )
    first_day = fields.DateField(label=_("From which day?"))
