"""What is asked of a referral."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import guide, models
from clients.models.people import ContactRoute
from dpss.kernel import errors
from dpss.web import fields, forms

NEW = "new"


def _choice(label: Any, choices: Sequence[tuple[str, Any]], missing: Any, **more: Any) -> Any:
    return django_forms.ChoiceField(
        label=label,
        choices=choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
        **more,
    )


def _text(label: Any, *, help_text: Any = "", **attrs: str) -> Any:
    return django_forms.CharField(
        label=label, required=False, help_text=help_text, widget=django_forms.TextInput(attrs=attrs)
    )


class ReferralForm(forms.Form):
    """Who is referred, by whom and why, and how they are reached."""

    submit = _("Keep this referral")

    source = _choice(_("Who refers them?"), models.Referral.Source.choices, _("Choose who refers them."))
    referred_by = _text(
        _("Name of who refers them, and where they work"),
        help_text=_("If they refer themselves, leave it empty."),
    )
    name = django_forms.CharField(
        label=_("Full name of the person"), error_messages={"required": _("Enter their full name.")}
    )
    birth_date = fields.DateField(label=_("When were they born?"))
    group = _choice(
        _("Whose support is it about?"),
        models.Client.Group.choices,
        _("Choose whose support it is about."),
    )
    nhs_number = _text(
        _("NHS number, if you have it"),
        help_text=_("10 figures, on letters from the NHS."),
        inputmode="numeric",
    )
    phone = _text(_("Phone number"), inputmode="tel")
    email = _text(_("E-mail address"), inputmode="email")
    town = _text(_("Town"))
    postcode = _text(_("Postcode"))
    contact_route = _choice(
        _("How do they want to hear from us?"),
        ContactRoute.choices,
        _("Choose how they want to hear from us."),
    )
    words = django_forms.CharField(
        label=_("Why are they referred?"),
        help_text=_("What they would like, and what helps them. They can ask to read it."),
        widget=django_forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why they are referred, in a sentence.")},
    )
    code = _text(
        _("Code of their answers, if they have one"),
        help_text=_("Nine digits, from “Is a direct payment right for me?”. The answers are kept with it."),
        inputmode="numeric",
    )
    key = django_forms.UUIDField(widget=django_forms.HiddenInput, required=False)

    def clean_code(self) -> str:
        """The answers that the code holds, in words."""
        code = self.cleaned_data["code"]
        try:
            return guide.said(guide.answers_of(code)) if code else ""
        except errors.Invalid as refused:
            raise django_forms.ValidationError(refused.sentence) from None

    def clean(self) -> dict[str, Any]:
        """What they answered is kept below what they say."""
        found = super().clean() or self.cleaned_data
        answers = found.pop("code", "")
        if answers and "words" in found:
            found["words"] = f"{found['words'].strip()}\n\n{answers}"
        return found

    def clean_key(self) -> uuid.UUID:
        """The form's own, so that sent twice it is kept once."""
        return self.cleaned_data.get("key") or uuid.uuid4()


class OwnReferralForm(ReferralForm):
    """The same, asked of the person themselves."""

    submit = _("Send this to the council")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "referred_by", "nhs_number"):
            del self.fields[name]
        for name, label in {
            "name": _("Your full name"),
            "birth_date": _("When were you born?"),
            "group": _("Which of these are you?"),
            "contact_route": _("How do you want to hear from us?"),
            "words": _("What would you like?"),
            "code": _("Code of your answers, if you have one"),
        }.items():
            self.fields[name].label = label
        self.fields["group"].help_text = _(
            "If you are the parent of a disabled child, write the child’s name and date of birth."
        )
        self.fields["words"].help_text = _("In your own words. A few are enough.")
        self.fields["words"].error_messages["required"] = _("Write what you would like, in a sentence.")
        self.fields["name"].error_messages["required"] = _("Enter your full name.")


class AcceptForm(forms.Form):
    """As whom they are taken on."""

    submit = _("Accept it")

    who = _choice(_("Is the council supporting them already?"), (), _("Choose one of the answers."))
    reference = _text(
        _("Reference in the council’s records"),
        help_text=_("If they are new here. It is on letters to them."),
    )
    worker = django_forms.ChoiceField(
        label=_("Who supports them?"),
        help_text=_("If they are new here. They are asked to ring."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        known: Sequence[tuple[str, str]] = (),
        workers: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        new = (NEW, _("No, they are new here"))
        self.fields["who"].choices = [*known, new]  # type: ignore[attr-defined]
        self.fields["worker"].choices = [("", _("Choose somebody")), *workers]  # type: ignore[attr-defined]


class TwiceForm(forms.Form):
    """Which referral of the same person goes on."""

    submit = _("It was made twice")

    other = _choice(_("Which referral goes on?"), (), _("Choose one of the referrals that are shown."))

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = list(others)  # type: ignore[attr-defined]
