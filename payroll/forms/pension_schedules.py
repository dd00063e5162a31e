"""What is asked about pension schedules: which to show, and when they were sent, collected and paid."""

from typing import Any, Final

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models
from payroll.operations.pension_moves import LONGEST_RECEIPT

DUE: Final = (("", "Any day"), ("late", "Late"), ("week", "In the next 7 days"), ("later", "Later"))


class ScheduleFilters(forms.FilterForm):
    """Which schedules: by employer, by provider, and by the day on which they are due."""

    name = fields.SearchField(label="Employer")
    provider = django_forms.ChoiceField(label="Pension provider")
    due = django_forms.ChoiceField(label="Due", choices=DUE)

    def __init__(self, *args: Any, providers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All"), *((name, name) for name in providers)]
        self.fields["provider"].choices = choices  # type: ignore[attr-defined]


class SubmitManyForm(forms.Form):
    """When the provider collects, where all of them are collected on one day."""

    collect_on = fields.DateField(
        label="When will the provider collect?",
        help_text="For Direct Debit. Leave it empty to take the legal day of each schedule.",
        required=False,
    )


class SubmitForm(SubmitManyForm):
    """The same, with what the provider gave as a receipt."""

    receipt = django_forms.CharField(
        label="The provider’s receipt",
        help_text="The number that the provider showed, if any.",
        max_length=LONGEST_RECEIPT,
        required=False,
    )


class PaidForm(forms.Form):
    """When it was paid."""

    paid_on = fields.DateField(label="When was it paid?", missing="Enter the day on which it was paid.")


class UncollectForm(forms.ReasonForm):
    """Why nothing was collected, and when it is collected again."""

    collect_on = fields.DateField(
        label="When will it be collected again?", missing="Enter the day on which it is collected again."
    )


class WayForm(forms.Form):
    """How an employer's schedules go to its scheme."""

    submit = "Record"

    day = fields.DateField(label="From which day?", missing="Enter the day from which this holds.")
    per = django_forms.ChoiceField(
        label="How many schedules does the provider want?",
        choices=models.PensionArrangement.Per.choices,
        widget=django_forms.RadioSelect,
    )
    payment_source = django_forms.CharField(
        label="Name of the payment source",
        help_text="As it is called in the employer’s account at the provider. It stands in the file.",
        max_length=40,
        required=False,
    )
    mandate_reference = django_forms.CharField(
        label="Reference of the Direct Debit mandate", max_length=40, required=False
    )
    mandate_on = fields.DateField(label="When was the mandate set up?", required=False)
