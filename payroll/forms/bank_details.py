"""What is asked for new bank details, by staff for a PA and by a PA for themselves."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy

from dpss.web import fields, forms

_LONGEST = 40


class BankDetailsForm(forms.Form):
    """The account, and from when. Whether it can be is for the operation to say."""

    submit = gettext_lazy("Check and ask for approval")

    holder = django_forms.CharField(
        label=gettext_lazy("Name on the account"),
        help_text=gettext_lazy("As it stands on the bank card. Banks are told the first 18 letters."),
        max_length=_LONGEST,
        error_messages={
            "required": gettext_lazy("Enter the name on the account."),
            "max_length": gettext_lazy("Enter the name on the account in 40 letters or fewer."),
        },
    )
    sort_code = django_forms.CharField(
        label=gettext_lazy("Sort code"),
        help_text=gettext_lazy("6 figures, like 12-34-56."),
        max_length=_LONGEST,
        error_messages={
            "required": gettext_lazy("Enter the sort code: 6 figures."),
            "max_length": gettext_lazy("Enter the sort code: 6 figures."),
        },
    )
    account_number = django_forms.CharField(
        label=gettext_lazy("Account number"),
        help_text=gettext_lazy("Usually 8 figures."),
        max_length=_LONGEST,
        error_messages={
            "required": gettext_lazy("Enter the account number. It usually has 8 figures."),
            "max_length": gettext_lazy("Enter the account number. It usually has 8 figures."),
        },
    )
    starts_on = fields.DateField(
        label=gettext_lazy("From which day?"),
        missing=gettext_lazy("Enter the first day for the new account, like 21 11 2026."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("holder", "sort_code", "account_number"):
            # Not kept by the browser: staff would be offered another PA's account.
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        for name in ("sort_code", "account_number"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-10"}


class BankChangeFilters(forms.FilterForm):
    """Whose bank details."""

    name = fields.SearchField(label="PA")
