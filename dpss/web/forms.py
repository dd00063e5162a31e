"""The base of every form: GOV.UK fields through crispy, large labels, sentences as errors."""

from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Size
from django import forms
from django.utils.translation import gettext_lazy as _

from dpss.kernel import errors
from dpss.web import components

_LISTS_OF_INPUTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
_AUTOCOMPLETE = {
    "email": "email",
    "login": "username",
    "password": "current-password",
    "code": "one-time-code",
}


class Form(forms.Form):
    """A form of ours: shape only. What a value means is checked by the operation that takes it."""

    submit: components.Words = _("Continue")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper(self)


class ReasonForm(Form):
    """Why something is done: for moves whose history needs the reason."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Write it for the people who will read the record later. It is kept in the history."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why, so that the people who read the record later understand.")},
    )


class NoQuestionsForm(Form):
    """A form whose button is the only question."""


class FilterForm(Form):
    """What narrows a list, sent in the address. Nothing is required, and a strange value filters nothing."""

    submit = _("Filter")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


def helper_of(form: forms.BaseForm) -> FormHelper:
    """How crispy lays a form out; a form of another package is brought into line first."""
    helper: FormHelper | None = getattr(form, "helper", None)
    if helper is None:
        for name, field in form.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in _AUTOCOMPLETE:
                field.widget.attrs.setdefault("autocomplete", _AUTOCOMPLETE[name])
        helper = _helper(form)
    return helper


def problems_of(form: forms.BaseForm) -> list[components.Problem]:
    """What to put right in a form, in the order of its fields, each with the id of the input to go to."""
    found = [components.Problem(str(error)) for error in form.non_field_errors()]
    for field in form:
        found += [components.Problem(str(error), _input_id(field)) for error in field.errors]
    return found


def refuse(form: forms.BaseForm, refusal: errors.Refusal) -> None:
    """Put a refused operation's sentence beside the field it names, else at the top of the page."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, refusal.sentence)


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
