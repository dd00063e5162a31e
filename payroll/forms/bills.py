"""What narrows HMRC's bills, and who has agreed that money is paid in for one."""

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models
from payroll.forms.funds import DecisionForm


class BillFilters(forms.FilterForm):
    """By employer, and by who pays."""

    payer = django_forms.ChoiceField(
        label="Who pays", choices=[("", "All"), *models.HmrcBill.Payer.choices], required=False
    )
    name = fields.SearchField(label="Employer")


class ShortfallForm(DecisionForm):
    """A name, what was agreed, and the shortfall that was shown."""
