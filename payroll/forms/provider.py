"""What narrows a provider's lists, and what a manager is asked."""

from typing import Any, Final

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import board, models, reasons
from payroll.rti import fps

ANY: Final = ("", "All")


class BoardFilters(forms.FilterForm):
    """Which posts of a payrun: by the reason why they need someone, and by name."""

    reason = django_forms.ChoiceField(label="Reason")
    name = fields.SearchField(label="PA or employer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = (*reasons.SHEETS, *reasons.BLOCKS, *reasons.CHANGES, *board.TROUBLE, board.SENT_BACK)
        choices = [(code, board.label_of(code)) for code in codes]
        self.fields["reason"].choices = [("", "Any reason"), *choices]  # type: ignore[attr-defined]


class EmployerFilters(forms.FilterForm):
    """Which employers: by name, by standing with HMRC, by who pays, and whether they still employ."""

    name = fields.SearchField(label="Employer or PA")
    paye = django_forms.ChoiceField(label="PAYE", choices=[ANY, *models.PayeScheme.Status.choices])
    payer = django_forms.ChoiceField(
        label="Who pays", choices=[ANY, ("employer", "The employer"), ("provider", "The provider")]
    )
    employs = django_forms.ChoiceField(
        label="Employs", choices=[("", "Now or soon"), ("before", "No longer"), ("all", "All")]
    )


class OwedFilters(forms.FilterForm):
    """Which orders: by who gets the money, the reference, the PA or the employer."""

    name = fields.SearchField(label="Name or reference", said="With “%(words)s”")


class SubmissionFilters(forms.FilterForm):
    """Which reports: by the employer's name, the PAYE reference or the receipt."""

    name = fields.SearchField(label="Employer, PAYE reference or IRmark", said="With “%(words)s”")


class ReportAgainForm(forms.Form):
    """Sending a report after payday: HMRC may ask why."""

    late_reason = django_forms.ChoiceField(
        label="Why is it late?",
        help_text="The payday has passed. HMRC takes a reason, and may not charge a penalty for a good one.",
        required=False,
        choices=[
            ("", "No reason given"),
            *((code, f"{code}: {words}") for code, words in fps.LATE_REASONS.items()),
        ],
    )
