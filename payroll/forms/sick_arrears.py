"""What becomes of sick days that were held back for a fit note."""

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models

Outcome = models.SickPayArrears.Outcome


class HeldBackForm(forms.Form):
    """Paid, with the date on the fit note; or never, with the reason."""

    submit = "Decide"

    outcome = django_forms.ChoiceField(
        label="Has the fit note come?",
        choices=[
            (Outcome.PAY.value, "Yes: pay the days with the next payslip"),
            (Outcome.NEVER.value, "No, and the days are not paid"),
        ],
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose whether the days are paid."},
    )
    fit_note_on = fields.DateField(label="Date on the fit note, if it came", required=False)
    reason = django_forms.CharField(label="If they are not paid, why?", max_length=300, required=False)
