"""What is asked about who acts for somebody."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import acting_rules, models
from clients.acting_rules import Limit, Limits
from dpss.web import fields, forms

EVERYTHING: Final = "everything"
CLIENT_APPROVES: Final = "client"
LABELS: Final = {
    acting_rules.MONEY: _("See the money"),
    acting_rules.TIMESHEETS: _("Approve timesheets and say that PAs are paid"),
    acting_rules.SIGN: _("Decide about the direct payment and sign, for somebody who cannot"),
}
_SINCE: Final = _("Leave it empty if it begins with the rest, or holds already.")
_UNTIL: Final = _("Leave it empty if it has no last day.")


class LimitsForm(forms.Form):
    """What somebody may do, and the first and last day of each."""

    submit = _("Save what they may do")

    may = django_forms.MultipleChoiceField(
        label=_("What may they do?"),
        help_text=_("They always see who the person is, their PAs and their messages."),
        choices=[(EVERYTHING, _("Everything that the law lets them do")), *LABELS.items()],
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
    )
    money_from = fields.DateField(
        label=_("The first day of seeing the money"), help_text=_SINCE, required=False
    )
    money_until = fields.DateField(
        label=_("The last day of seeing the money"), help_text=_UNTIL, required=False
    )
    timesheets_from = fields.DateField(
        label=_("The first day of approving timesheets"), help_text=_SINCE, required=False
    )
    timesheets_until = fields.DateField(
        label=_("The last day of approving timesheets"), help_text=_UNTIL, required=False
    )
    sign_from = fields.DateField(
        label=_("The first day of deciding and signing"), help_text=_SINCE, required=False
    )
    sign_until = fields.DateField(
        label=_("The last day of deciding and signing"), help_text=_UNTIL, required=False
    )


class ReasonedLimitsForm(LimitsForm):
    """The same, by staff: with who asked for it."""

    reason = django_forms.CharField(
        label=_("Who asked for this, and why?"),
        help_text=_("It is kept in the history, which the person can ask for."),
        error_messages={"required": _("Say who asked for it.")},
    )


def limits_of(values: Mapping[str, Any], kind: str) -> Limits:
    """What was ticked; everything is what the law lets this kind do."""
    ticked = set(values["may"])
    if EVERYTHING in ticked:
        ticked = set(acting_rules.LIMITS)
        if kind == acting_rules.NOMINATED:
            ticked.remove(acting_rules.SIGN)
    return Limits(
        **{
            what: Limit(what in ticked, values[f"{what}_until"], values[f"{what}_from"])
            for what in acting_rules.LIMITS
        }
    )


def shown(limits: Limits, today: Any) -> dict[str, Any]:
    """What the form shows of limits that hold, or will."""
    held = [what for what in acting_rules.LIMITS if limits.may_ever(what, today)]
    until = {f"{what}_until": limits.of(what).until for what in held}
    return {"may": held, **until, **{f"{what}_from": limits.of(what).since for what in held}}


class ProposeForm(LimitsForm):
    """Who is to act, as what, from when, and what they may do."""

    submit = _("Suggest them")
    field_order = ("name", "email", "kind", "first_day", "last_day", "may")

    name = django_forms.CharField(
        label=_("Their full name"), error_messages={"required": _("Write their full name.")}
    )
    email = django_forms.CharField(
        label=_("Their own e-mail address"),
        help_text=_("Nobody else’s. They sign in with it, once somebody has said yes."),
        error_messages={"required": _("Write their e-mail address.")},
    )
    kind = django_forms.ChoiceField(
        label=_("As what do they act?"),
        choices=models.Representation.Kind.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose as what they act.")},
    )
    first_day = fields.DateField(label=_("From which day?"))
    last_day = fields.DateField(label=_("Their last day"), help_text=_UNTIL, required=False)
    is_their_pa = django_forms.BooleanField(
        label=_("They are also paid as a PA of this person"), required=False
    )


class SuggestForm(LimitsForm):
    """Whom a client wants to act for them, from when, and what they may do."""

    submit = _("Suggest them")
    field_order = ("name", "email", "first_day", "last_day", "may")

    name = ProposeForm.base_fields["name"]
    email = django_forms.CharField(
        label=_("Their own e-mail address"),
        help_text=_("Not yours. They sign in with it, once the council has said yes."),
        error_messages={"required": _("Write their e-mail address.")},
    )
    first_day = ProposeForm.base_fields["first_day"]
    last_day = ProposeForm.base_fields["last_day"]
    is_their_pa = django_forms.BooleanField(label=_("They are also paid as my PA"), required=False)


class BasisForm(forms.Form):
    """On whose word, or by which law, somebody acts."""

    submit = _("Keep it")

    kind = django_forms.ChoiceField(
        label=_("By what right do they act?"),
        choices=models.RepresentationBasis.Kind.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose by what right they act.")},
    )
    said_by = django_forms.CharField(
        label=_("Who said so, or who signed the document?"),
        error_messages={"required": _("Write who said so, or who signed the document.")},
    )
    how = django_forms.ChoiceField(
        label=_("How do you know it?"),
        choices=models.RepresentationBasis.How.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose how you know it.")},
    )
    document = django_forms.CharField(
        label=_("The number or the name of the document"),
        help_text=_("Needed for everything but the person’s own yes. No copy is kept here."),
        required=False,
    )
    seen_on = fields.DateField(label=_("On which day did you hear or see it?"))
    holds_until = fields.DateField(
        label=_("The last day of the authority itself"),
        help_text=_("Such as the end of a deputyship. Leave it empty if it has none. You are told ahead."),
        required=False,
    )


class ApproverForm(forms.Form):
    """Who else says that hours are right."""

    submit = _("Save who approves")

    approver = django_forms.ChoiceField(
        label=_("Who approves timesheets besides them?"),
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose who approves timesheets.")},
    )

    def offer(self, name: str, others: Sequence[models.Representation]) -> None:
        """The client, and whoever approves for them and is no PA."""
        self.fields["approver"].choices = [  # type: ignore[attr-defined]
            (CLIENT_APPROVES, _("%(name)s, the client") % {"name": name}),
            *((str(one.pk), one.user.name) for one in others),
        ]
