"""What is asked on the way to a direct payment."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import models
from dpss.web import fields, forms

_CHOICES = [
    ("choose", _("Yes, a direct payment")),
    ("decline", _("No direct payment")),
    ("wait", _("Not now")),
]


def _area(label: Any, *, required: bool = True, rows: int = 4, **more: Any) -> Any:
    return django_forms.CharField(
        label=label, required=required, widget=django_forms.Textarea(attrs={"rows": rows}), **more
    )


class ChoiceForm(forms.Form):
    """What somebody chose, why, and what else was offered."""

    submit = _("Keep this decision")

    choice = django_forms.ChoiceField(
        label=_("What did you decide?"),
        choices=_CHOICES,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    offered = django_forms.MultipleChoiceField(
        label=_("Which ways of having support did somebody explain to you?"),
        help_text=_("Tick all of them. There is always more than one way."),
        choices=models.PaymentDecision.Offered.choices,
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
    )
    words = _area(
        _("Why?"),
        help_text=_("In your own words. A few are enough."),
        error_messages={"required": _("Write the reasons, in the person’s own words.")},
    )
    present = django_forms.CharField(
        label=_("Who was there when you decided?"),
        help_text=_("If nobody was, leave it empty."),
        required=False,
    )


class ChoiceForForm(ChoiceForm):
    """The same, written down for who rang."""

    decided_on = fields.DateField(label=_("When did they decide?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in {
            "choice": _("What did they decide?"),
            "offered": _("Which ways of having support were explained to them?"),
            "present": _("Who was there?"),
        }.items():
            self.fields[name].label = label
        self.fields["words"].help_text = _("In their own words.")


class WordsForm(forms.Form):
    """Why, in their own words."""

    words = _area(
        _("Why?"),
        help_text=_("In your own words. A few are enough."),
        error_messages={"required": _("Say why, in your own words. A few are enough.")},
    )


class RouteForm(forms.Form):
    """By which law, and who is paid."""

    submit = _("Keep this route")

    route = django_forms.ChoiceField(
        label=_("By which law?"),
        choices=models.Route.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose the legal route.")},
    )
    payee = django_forms.ChoiceField(
        label=_("Who is paid?"),
        choices=models.Payee.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose who is paid.")},
    )
    payee_name = django_forms.CharField(
        label=_("Name of who is paid, if it is somebody else"), required=False
    )


class CapacityForm(forms.Form):
    """Whether somebody can decide."""

    submit = _("Keep this")

    has_capacity = django_forms.ChoiceField(
        label=_("Can they decide about a direct payment themselves, with help if they need it?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    assessed_on = fields.DateField(label=_("When was it assessed?"))
    assessed_by = django_forms.CharField(
        label=_("Who assessed it?"), error_messages={"required": _("Write who assessed it.")}
    )
    evidence = _area(
        _("What was found, and how?"), error_messages={"required": _("Write what was found, and how.")}
    )


class ConditionForm(forms.Form):
    """One condition, and what shows it."""

    submit = _("Keep this")

    met = django_forms.ChoiceField(
        label=_("Is it met?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    evidence = _area(_("What did you see or hear that shows it?"), required=False)
    help_considered = _area(
        _("If they cannot manage it, which help did you consider?"),
        help_text=_("A managed account, a nominated person, the support service."),
        required=False,
    )

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if code != "capable":
            del self.fields["help_considered"]
        if code == "not_excluded":
            del self.fields["evidence"]


class SignForm(forms.Form):
    """The name typed is the signature; the digest says of what."""

    submit = _("Sign the agreement")

    name = django_forms.CharField(
        label=_("Type your full name to sign"),
        error_messages={"required": _("Type the full name of who signs.")},
        widget=django_forms.TextInput(attrs={"autocomplete": "name"}),
    )
    digest = django_forms.CharField(widget=django_forms.HiddenInput, required=False)


class PaperForm(forms.Form):
    """What was signed on paper."""

    submit = _("Record the signature")

    name = django_forms.CharField(
        label=_("Who signed it?"), error_messages={"required": _("Type the full name of who signs.")}
    )
    signed_on = fields.DateField(label=_("Which day stands on the paper?"))
    digest = django_forms.CharField(
        label=_("Which version stands on the paper?"),
        help_text=_("The code at the foot of the agreement. Its first eight characters are enough."),
        error_messages={"required": _("Copy the code at the foot of the agreement.")},
    )


class VersionForm(forms.Form):
    """A new text of the agreement."""

    submit = _("Let it hold from that day")

    words = _area(_("The agreement, in plain words"), rows=12)
    easy_words = _area(_("The same in Easy Read"), rows=12, help_text=_("One short sentence in each line."))
    first_day = fields.DateField(label=_("From which day?"))


class TimesForm(forms.Form):
    """How soon, from a day on, with whose decision it is and where it stands."""

    submit = _("Decide this")

    first_payment_days = django_forms.IntegerField(
        label=_("Working days from the agreement to the first payment"),
        min_value=1,
        max_value=130,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    adulthood_months = django_forms.IntegerField(
        label=_("Months before 18 in which the new decision is begun"),
        min_value=1,
        max_value=48,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    owner = django_forms.CharField(label=_("Whose decision is it?"), max_length=150)
    source = django_forms.CharField(
        label=_("Where does it stand?"),
        help_text=_("For example: the direct payments policy of May 2026, page 4."),
        max_length=300,
    )
    first_day = fields.DateField(label=_("From which day?"))
