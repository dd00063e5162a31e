"""What narrows deductions that are paid on, and by when a provider decides to pay them."""

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models
from payroll.forms import decided


class DeductionPaymentFilters(forms.FilterForm):
    """By who pays, and by a name or a reference."""

    payer = django_forms.ChoiceField(
        label="Who pays", choices=[("", "All"), *models.DeductionPayment.Payer.choices], required=False
    )
    name = fields.SearchField(label="Payee, reference, PA or employer")


class DayForm(decided.DecidedForm):
    """By which day of the next month, by whose decision, from which day."""

    submit = "Pay on by this day"
    such_as = "the payroll manager"

    day_of_month = decided.number(
        "By which day of the next month?",
        help_text="From 1 to 28. The money must be there on that day.",
        missing="Enter the day of the month.",
    )
    field_order = ["day_of_month", "owner", "first_day"]
