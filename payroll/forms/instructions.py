"""What an employer says with “I have paid this”."""

from django import forms as django_forms

from dpss.web import forms


class PaidForm(forms.Form):
    """The amount that the page showed, in pounds: it may have been put right since."""

    seen = django_forms.DecimalField(max_digits=12, decimal_places=2, widget=django_forms.HiddenInput)


class PaidForThemForm(PaidForm):
    """How staff know that the employer has paid."""

    reason = django_forms.CharField(
        label="How do you know?",
        help_text="For example: by phone today, from their bank statement. It is kept in the history.",
        max_length=300,
        error_messages={"required": "Say how you know that the employer has paid."},
    )
