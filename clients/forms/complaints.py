"""What is asked when somebody complains, and when a complaint is answered."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import models
from dpss.web import fields, forms

POINTS: Final = 5
OTHER: Final = "other"


def _area(label: Any, *, most: int, required: bool = True, rows: int = 4, **more: Any) -> Any:
    return django_forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=django_forms.Textarea(attrs={"rows": rows}),
        **more,
    )


class ComplaintForm(forms.Form):
    """About whom or what, each thing that went wrong in a box of its own, and what would put it right."""

    submit = _("Send my complaint")

    about = django_forms.ChoiceField(
        label=_("Who or what is it about?"),
        help_text=_("Whoever you choose does not see your complaint, and does not answer it."),
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose who or what it is about.")},
    )
    about_words = django_forms.CharField(
        label=_("If it is somebody or something else, what is it?"), max_length=150, required=False
    )
    point_1 = _area(
        _("What went wrong?"),
        most=1000,
        help_text=_("One thing in each box. You get an answer to each."),
        error_messages={"required": _("Write at least one thing that went wrong.")},
    )
    point_2 = _area(_("A second thing"), most=1000, required=False, rows=2)
    point_3 = _area(_("A third thing"), most=1000, required=False, rows=2)
    point_4 = _area(_("A fourth thing"), most=1000, required=False, rows=2)
    point_5 = _area(_("A fifth thing"), most=1000, required=False, rows=2)
    wanted = _area(_("What would put it right?"), most=1000, required=False, rows=2)

    def __init__(self, *args: Any, about: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*about, (OTHER, _("Somebody or something else"))]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]


class ComplaintForForm(ComplaintForm):
    """The same, written down for who rings."""

    submit = _("Pass it on")

    who = django_forms.ChoiceField(
        label=_("Who complains?"),
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose who complains.")},
    )
    how = django_forms.ChoiceField(
        label=_("How did they tell you?"),
        choices=[choice for choice in models.Complaint.How.choices if choice[0] != "online"],
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose how they told you.")},
    )

    field_order = ["who", "how"]

    def __init__(self, *args: Any, who: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = list(who)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """One point: what was found, why, and what is done."""

    submit = _("Keep this answer")

    outcome = django_forms.ChoiceField(
        label=_("What did you find?"),
        choices=models.ComplaintPoint.Outcome.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose what you found.")},
    )
    reasons = _area(
        _("Why?"),
        most=2000,
        help_text=_("They read it in the letter. Use short sentences, and no codes or initials."),
        error_messages={"required": _("Say why, in words that they understand.")},
    )
    done = _area(
        _("What is done about it?"),
        most=1000,
        help_text=_("By whom and by when. If nothing is done, say why."),
        error_messages={"required": _("Say what is done about it. If it is nothing, say why.")},
    )


class LearningForm(forms.Form):
    """What was learned."""

    submit = _("Keep this")

    learning = _area(
        _("What do we do differently from now on?"),
        most=2000,
        help_text=_("Without names: everybody who answers complaints reads it. If it is nothing, say why."),
        error_messages={"required": _("Write what was learned. If it is nothing, say why.")},
    )


class HandlerForm(forms.Form):
    """Whose it is to answer."""

    submit = _("Give it to them")

    handler = django_forms.ChoiceField(
        label=_("Who answers it?"),
        help_text=_("Whoever it is about, and their organisation, are not on the list."),
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose who answers it.")},
    )

    def __init__(self, *args: Any, handlers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].choices = list(handlers)  # type: ignore[attr-defined]


def _days(label: Any) -> Any:
    return django_forms.IntegerField(
        label=label,
        min_value=1,
        max_value=130,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class TimesForm(forms.Form):
    """How soon complaints are answered, from a day on, with whose decision it is and where it stands."""

    submit = _("Decide this")

    acknowledge_days = _days(_("Working days until we say that we have it"))
    answer_days = _days(_("Working days until we answer"))
    ombudsman = django_forms.CharField(
        label=_("The Ombudsman, as the letter names it"),
        help_text=_("Name, address and phone number."),
        max_length=300,
    )
    owner = django_forms.CharField(label=_("Whose decision is it?"), max_length=150)
    source = django_forms.CharField(
        label=_("Where does it stand?"),
        help_text=_("For example: the council’s complaints policy of May 2026, page 4."),
        max_length=300,
    )
    first_day = fields.DateField(label=_("From which day?"))
