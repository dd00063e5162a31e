"""To which address somebody's link goes."""

from django import forms as django_forms

from dpss.web import forms


class SignInForm(forms.Form):
    """Their e-mail address."""

    submit = "Send the link"

    email = django_forms.EmailField(
        label="E-mail address",
        help_text="Theirs alone: whoever reads it can choose their password.",
        max_length=254,
        error_messages={
            "required": "Enter their e-mail address, like name@example.com.",
            "invalid": "Enter an e-mail address, like name@example.com.",
        },
    )
