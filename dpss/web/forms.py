"""The base of every form: GOV.UK fields through crispy, large labels, sentences as errors."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Size
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.kernel import errors
from dpss.web import components, fields

_LISTS_OF_INPUTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
_THIS_FIELD = forms.Field.default_error_messages["required"]
_AUTOCOMPLETE = {
    "email": "email",
    "login": "username",
    "password": "current-password",
    "code": "one-time-code",
}

# Label and help of sign-in's own fields.
_PLAIN_WORDS = {
    "login": (gettext_lazy("Email address"), ""),
    "email": (gettext_lazy("Email address"), ""),
    "password": (gettext_lazy("Password"), ""),
    "oldpassword": (gettext_lazy("Your password now"), ""),
    "password1": (gettext_lazy("New password"), ""),
    "password2": (gettext_lazy("New password again"), ""),
    "code": (gettext_lazy("Code"), ""),
    "passwordless": (
        gettext_lazy("Sign in with this key alone"),
        gettext_lazy("Instead of your password, it then asks for your fingerprint, your face or its PIN."),
    ),
}


class Form(forms.Form):
    """A form of ours: shape only. What a value means is checked by the operation that takes it."""

    submit: components.Words = gettext_lazy("Continue")

    @functools.cached_property
    def helper(self) -> FormHelper:
        """How crispy lays it out: made when it is first asked for, with the fields that are left then."""
        return _helper(self)


class ReasonForm(Form):
    """Why something is done: for moves whose history needs the reason."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy(
            "Write it for the people who will read the record later. It is kept in the history."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Say why, so that the people who read the record later understand.")
        },
    )


class NoQuestionsForm(Form):
    """A form whose button is the only question."""


class FilterForm(Form):
    """What narrows a list. Nothing is required, and a strange value filters nothing.

    What is chosen is sent in the address. What is typed may be a name: it needs a `fields.SearchField`
    and a `views.SearchPage`, which post it and keep it out of the address.
    """

    submit = gettext_lazy("Filter")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    @property
    def typed(self) -> Sequence[str]:
        """The names of the fields in which someone types whom they look for."""
        return [name for name, field in self.fields.items() if isinstance(field, fields.SearchField)]

    def words(self) -> Mapping[str, str]:
        """What a valid form searches for, by field."""
        return {name: self.cleaned_data[name] for name in self.typed if self.cleaned_data[name]}

    def said(self) -> Sequence[str]:
        """What a valid form searches for, in words."""
        return [str(self.fields[name].said) % {"words": words} for name, words in self.words().items()]  # type: ignore[attr-defined]

    def chosen(self) -> Mapping[str, str]:
        """What was chosen, as parts of an address. A date has a part for each of its inputs."""
        mine = set(self.fields) - set(self.typed)
        return {name: value for name, value in self.data.items() if mine & {name, name.rpartition("_")[0]}}


def helper_of(form: forms.BaseForm) -> FormHelper:
    """How crispy lays a form out; a form of another package is brought into line first, once."""
    if not hasattr(form, "helper"):
        for field in form:
            _bring_into_line(field)
        form.helper = _helper(form)  # type: ignore[attr-defined]
    helper: FormHelper = form.helper  # type: ignore[attr-defined]
    return helper


def name_what_is_missing(form: forms.BaseForm) -> None:
    """Turn "This field is required" into a sentence that names the field: it is read in the summary too."""
    for field in form:
        for error in field.errors.as_data():
            if error.code == "required" and error.message == _THIS_FIELD:
                error.message = _missing(field)


def problems_of(form: forms.BaseForm) -> list[components.Problem]:
    """What to put right in a form, in the order of its fields, each with the id of the input to go to."""
    helper_of(form)
    name_what_is_missing(form)
    found = [components.Problem(str(error)) for error in form.non_field_errors()]
    for field in form:
        found += [components.Problem(str(error), _input_id(field)) for error in field.errors]
    return found


def refuse(form: forms.BaseForm, refusal: errors.Refusal) -> None:
    """Put a refused operation's sentence beside the field it names, else at the top of the page."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, refusal.sentence)


def _bring_into_line(field: forms.BoundField) -> None:
    """No placeholders, tokens for the browser to fill in, and plain words where another package has none."""
    field.field.widget.attrs.pop("placeholder", None)
    if field.name in _AUTOCOMPLETE:
        field.field.widget.attrs.setdefault("autocomplete", _AUTOCOMPLETE[field.name])
    if field.name in _PLAIN_WORDS:
        label, help_text = _PLAIN_WORDS[field.name]
        field.label, field.help_text = str(label), str(help_text)


def _missing(field: forms.BoundField) -> str:
    label = str(field.label).rstrip(":")
    if isinstance(field.field, forms.FileField):
        return _("Choose a file for “%(label)s”.") % {"label": label}
    if isinstance(field.field.widget, forms.CheckboxInput):
        return _("Tick “%(label)s”.") % {"label": label}
    if isinstance(field.field, forms.ChoiceField):
        return _("Choose an answer to “%(label)s”.") % {"label": label}
    return _("Fill in “%(label)s”.") % {"label": label}


def _helper(form: forms.BaseForm) -> FormHelper:
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    helper.label_size = helper.legend_size = Size.SMALL
    return helper


def _input_id(field: forms.BoundField) -> str:
    """The id of the input that an error is about: the first of a list, or the wrong part of a date."""
    if field.is_hidden:
        return ""
    if isinstance(field.field.widget, _LISTS_OF_INPUTS):
        return f"{field.auto_id}_1"
    if isinstance(field.field, forms.MultiValueField):
        wrong = [
            index for index, part in enumerate(field.field.fields) if getattr(part.widget, "errors", None)
        ]
        return f"{field.auto_id}_{wrong[0] if wrong else 0}"
    return field.auto_id
