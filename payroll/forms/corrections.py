"""What was wrong with a payslip, and what was agreed about wages that were paid too high."""

from typing import Any

from dpss.web import fields, forms


class CorrectForm(forms.ReasonForm):
    """What was wrong."""

    submit = "Begin the correction"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What was wrong?"
        self.fields["reason"].help_text = "The PA and the employer read it, so say it in plain words."


class WinBackForm(forms.Form):
    """What was agreed with the PA."""

    agreed_on = fields.DateField(
        label="When did the PA agree?", missing="Enter the day on which the PA agreed."
    )
    first_day = fields.DateField(
        label="From which day on?", missing="Enter the first day on which wages may be less."
    )
    each_time = fields.MoneyField(
        label="How much each payday?", missing="Enter the amount that was agreed, like 20 or 20.50."
    )
    submit = "Win it back"


class CorrectionFilters(forms.FilterForm):
    """By name."""

    name = fields.SearchField(label="PA or employer")
