"""What an employer says with “I have paid this”."""

from django import forms as django_forms

from dpss.web import forms


class PaidForm(forms.Form):
    """The amount that the page showed, in pounds: it may have been put right since."""

    seen = django_forms.DecimalField(widget=django_forms.HiddenInput)
