"""What narrows deductions that are paid on."""

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models


class DeductionPaymentFilters(forms.FilterForm):
    """By who pays, and by a name or a reference."""

    payer = django_forms.ChoiceField(
        label="Who pays", choices=[("", "All"), *models.DeductionPayment.Payer.choices], required=False
    )
    name = fields.SearchField(label="Payee, reference, PA or employer")
