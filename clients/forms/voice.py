"""What is asked when somebody writes a message, notes a call or a contact."""

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import models
from dpss.web import fields, forms
from dpss.web.handed_in import FilesIfAnyField


class MessageForm(forms.Form):
    """The words, and photos where they help. With a key: sent twice it is kept once."""

    submit = _("Send")

    words = django_forms.CharField(
        label=_("Your message"),
        max_length=models.Message.LONGEST,
        widget=django_forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("Use 4,000 characters or fewer."),
        },
    )
    photos = FilesIfAnyField(
        label=_("Photos or PDFs (optional)"),
        help_text=_("PDF, JPEG or PNG, each up to 10 MB, at most 5."),
        required=False,
    )
    form_key = django_forms.UUIDField(widget=django_forms.HiddenInput)


class NewMessageForm(MessageForm):
    """The same, about something new."""

    title = django_forms.CharField(
        label=_("What is it about?"),
        help_text=_("In a few words. For example: Dee’s holiday."),
        max_length=100,
        error_messages={"required": _("Say in a few words what it is about.")},
    )

    field_order = ["title"]


class StaffMessageForm(MessageForm):
    """The same, of staff, who may note a call instead."""

    kind = django_forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            ("written", _("A message, to send")),
            ("call", _("A note of a phone call: they can read it, and get no e-mail")),
        ],
        initial="written",
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )

    field_order = ["kind"]


class NewStaffMessageForm(StaffMessageForm, NewMessageForm):
    """The same, about something new."""

    field_order = ["title", "kind"]


class ContactNoteForm(forms.Form):
    """When, how, and what was said."""

    submit = _("Keep this note")

    on = fields.DateField(label=_("When was it?"), missing=_("Enter the day on which it was."))
    channel = django_forms.ChoiceField(
        label=_("How were you in contact?"),
        choices=models.ContactNote.Channel.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose how you were in contact.")},
    )
    words = django_forms.CharField(
        label=_("What was said?"),
        help_text=_("Facts, and what was agreed. The person may ask to read it."),
        max_length=models.ContactNote.LONGEST,
        widget=django_forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write what was said."),
            "max_length": _("Use 4,000 characters or fewer."),
        },
    )
