"""What is asked when a direct payment comes to its end."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import ending_rules, models
from dpss.web import fields, forms


def _area(label: Any, *, missing: Any = "", required: bool = True, help_text: Any = "") -> Any:
    return django_forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        widget=django_forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


class ProposeForm(forms.Form):
    """Why it should end, when, and what came before."""

    submit = _("Propose that it ends")

    reason = django_forms.ChoiceField(
        label=_("Why does it end?"),
        choices=list(ending_rules.labels().items()),
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose why it ends.")},
    )
    new_council = django_forms.CharField(
        label=_("If they move to another council, which one?"), required=False
    )
    words = _area(
        _("The reasons, as they will read them"),
        missing=_("Write the reasons, in words that the person understands."),
    )
    tried = _area(
        _("What was tried before?"),
        required=False,
        help_text=_(
            "Needed where the council may end it and does not have to: for money that was not used as"
            " agreed, or a move to a care home."
        ),
    )
    last_day = fields.DateField(
        label=_("The last day of the direct payment"), help_text=_("After a death, the day of it.")
    )
    notice = _area(
        _("What notice is given?"),
        help_text=_("How long, and where the agreement says so. Or why there is none."),
        missing=_("Write what notice is given, and where the agreement says so."),
    )


class StepForm(forms.Form):
    """What is so of one step."""

    outcome = django_forms.ChoiceField(
        label=_("How is it?"),
        choices=models.EndingStep.Outcome.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    note = _area(
        _("What was done, and when?"),
        help_text=_("Or why it is not needed."),
        missing=_("Write what was done and when, or why it is not needed."),
    )


class MoveForm(forms.Form):
    """What is known of a move to another council; what is not known yet stays empty."""

    submit = _("Keep this")

    new_council = django_forms.CharField(
        label=_("Which council do they move to?"),
        error_messages={"required": _("Write which council they move to.")},
    )
    agreed_on = fields.DateField(
        label=_("When did it agree the last day?"),
        help_text=_("Leave it empty until it has."),
        required=False,
    )
    contact = django_forms.CharField(
        label=_("Who agreed it there, and how can they be reached?"), required=False
    )
    pack_may_go = django_forms.ChoiceField(
        label=_("May the new council have the pack?"),
        choices=[
            ("yes", _("Yes, they agreed")),
            ("no", _("No, they take it there themselves")),
            ("", _("They were not asked yet")),
        ],
        widget=django_forms.RadioSelect,
        required=False,
    )
    said_by = django_forms.CharField(
        label=_("Who said so, and how?"),
        help_text=_("Like “Asha Verma, at the visit”."),
        required=False,
    )
