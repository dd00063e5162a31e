"""What is asked about a direct payment that runs: from which day, why, and that the wages due are known."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import models
from dpss.web import fields, forms

# The browser would offer another person's account.
_NOT_KEPT = {"autocomplete": "off"}


def _why() -> Any:
    return django_forms.CharField(
        label=_("Why?"),
        help_text=_("The person reads this. Write nothing here that they should not see."),
        widget=django_forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, in words that the person understands.")},
    )


def _known() -> Any:
    return django_forms.BooleanField(
        label=_("I have read what is due from this account"),
        required=False,
    )


class AgreeForm(forms.Form):
    """From when on, and what stays for emergencies."""

    submit = _("Write it down")

    pays_from = fields.DateField(label=_("First day that is paid"))
    contingency = fields.MoneyField(
        label=_("Contingency sum"),
        help_text=_("What stays on the account for emergencies. Leave it empty if there is none."),
        required=False,
    )


class ContingencyForm(forms.Form):
    """What stays for emergencies from now on, and why."""

    submit = _("Keep this sum")

    contingency = fields.MoneyField(
        label=_("Contingency sum"),
        help_text=_("What stays on the account for emergencies. Enter 0 if there is none."),
    )
    reason = _why()


class SuspendForm(forms.Form):
    """From when on nothing is paid, and why."""

    submit = _("Suspend the payments")

    first_day = fields.DateField(label=_("First day for which nothing is paid"))
    reason = _why()
    known = _known()


class ResumeForm(forms.Form):
    """From when on it is paid again."""

    submit = _("Resume the payments")

    first_day = fields.DateField(
        label=_("First day that is paid again"),
        help_text=_("Days before it, for which nothing was paid, stay unpaid."),
    )
    reason = _why()


class EndForm(forms.Form):
    """The first day that is not paid any more."""

    submit = _("End the direct payment")

    ends_on = fields.DateField(label=_("First day that is not paid any more"))
    reason = _why()
    known = _known()


class CycleForm(forms.Form):
    """From which day the council counts its four weeks, and whose decision that is."""

    submit = _("Keep this")

    first_day = fields.DateField(
        label=_("First day of a four-week period"),
        help_text=_("All periods are counted from it, before and after."),
    )
    worked_out_days = django_forms.IntegerField(
        label=_("How many days ahead are payments worked out?"),
        widget=django_forms.TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input govuk-input--width-5"}
        ),
        error_messages={
            "required": _("Enter a number of days, from 1 to 28."),
            "invalid": _("Enter a number of days, from 1 to 28."),
        },
    )
    owner = django_forms.CharField(label=_("Who answers for this?"), max_length=150)
    source = django_forms.CharField(label=_("Where is it written?"), max_length=300)


class AccountForm(forms.Form):
    """The account into which a direct payment goes, and from when."""

    submit = _("Check and ask for approval")

    holder = django_forms.CharField(
        label=_("Name on the account"), max_length=40, widget=django_forms.TextInput(attrs=_NOT_KEPT)
    )
    sort_code = django_forms.CharField(
        label=_("Sort code"),
        help_text=_("6 figures, like 12-34-56."),
        max_length=40,
        widget=django_forms.TextInput(attrs=_NOT_KEPT),
    )
    account_number = django_forms.CharField(
        label=_("Account number"),
        help_text=_("Usually 8 figures."),
        max_length=40,
        widget=django_forms.TextInput(attrs=_NOT_KEPT),
    )
    starts_on = fields.DateField(label=_("From which day?"))


class PaymentAccountForm(forms.Form):
    """On which account a direct payment is, from when, and where the numbers were read."""

    submit = _("Ask for approval")

    kind = django_forms.ChoiceField(
        label=_("How is the money held?"),
        choices=models.DirectPayment.Account.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose how the money is held.")},
    )
    holder = django_forms.CharField(
        label=_("Name on the account"),
        max_length=40,
        widget=django_forms.TextInput(attrs=_NOT_KEPT),
        error_messages={"required": _("Enter the name on the account.")},
    )
    sort_code = django_forms.CharField(
        label=_("Sort code"),
        help_text=_("6 figures, like 12-34-56. Leave it empty for a card that has none."),
        max_length=40,
        required=False,
        widget=django_forms.TextInput(attrs=_NOT_KEPT),
    )
    account_number = django_forms.CharField(
        label=_("Account number"),
        help_text=_("Usually 8 figures. For a card without a sort code, its number in the card programme."),
        max_length=40,
        widget=django_forms.TextInput(attrs=_NOT_KEPT),
        error_messages={"required": _("Enter the account number.")},
    )
    starts_on = fields.DateField(label=_("From which day?"))
    source = django_forms.CharField(
        label=_("Where did you read the numbers, and when?"),
        help_text=_("For example: a bank statement that the person showed me today."),
        max_length=300,
        error_messages={"required": _("Say where you read the numbers, and when.")},
    )
