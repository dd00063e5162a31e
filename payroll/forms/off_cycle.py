"""What is asked to pay somebody on a day of its own."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models
from payroll.forms.costs import FigureField
from payroll.off_cycle import Amounts

Why = models.OffCyclePay.Why
_SHEET_NEEDED: Final = (Why.MISSED, Why.URGENT)
# The answer that no sheet is paid: nobody gives it without choosing it.
NO_SHEET: Final = "none"
# Which sums each reason is asked for.
SUMS: Final[Mapping[str, tuple[str, ...]]] = {
    Why.MISSED: (),
    Why.URGENT: (),
    Why.BONUS: ("bonus", "bonus_for"),
    Why.FINAL: ("holiday_hours", "holiday_pay", "notice_pay", "redundancy", "bonus", "bonus_for"),
    Why.AFTER: ("holiday_hours", "holiday_pay", "notice_pay", "redundancy", "bonus", "bonus_for"),
}
_ALL: Final = ("bonus", "bonus_for", "holiday_hours", "holiday_pay", "notice_pay", "redundancy")


class _Hours(FigureField):
    """Hours that may be left out."""

    def clean(self, value: Any) -> Any:
        """None when nothing was typed."""
        return super().clean(value) if (value or "").strip() else None


class WhyForm(forms.Form):
    """The first question: why."""

    why = django_forms.ChoiceField(
        label="Why is it paid on a day of its own?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose why."},
    )

    def __init__(self, data: Any = None, *, offered: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["why"].choices = [(why, Why(why).label) for why in offered]  # type: ignore[attr-defined]


class SumsForm(forms.Form):
    """What is paid beside time on a sheet, as far as the reason asks for it."""

    submit = "Work it out again"

    holiday_hours = _Hours(
        label="Hours of holiday not taken",
        span=(Decimal(0), Decimal(1000)),
        places=2,
        missing="",
        wrong="Enter the hours as a number, like 12 or 12.5.",
        outside="Enter from 0 to 1,000 hours.",
        required=False,
    )
    holiday_pay = fields.MoneyField(label="Pay for holiday not taken", required=False)
    notice_pay = fields.MoneyField(
        label="Pay in lieu of notice",
        help_text="For notice that is not worked. It is taxed as pay.",
        required=False,
    )
    redundancy = fields.MoneyField(
        label="Redundancy pay", help_text="Up to £30,000, without tax or National Insurance.", required=False
    )
    bonus = fields.MoneyField(label="Bonus or other pay", required=False)
    bonus_for = django_forms.CharField(
        label="What is the bonus or other pay for?",
        help_text="It stands on the payslip.",
        required=False,
        max_length=60,
        error_messages={"max_length": "Say it in at most 60 letters."},
    )

    def __init__(self, data: Any = None, *, why: str, **more: Any) -> None:
        super().__init__(data, **more)
        for name in set(_ALL) - set(SUMS[why]):
            del self.fields[name]

    def amounts(self) -> Amounts:
        """What was entered, once the form is valid."""
        given = {name: self.cleaned_data.get(name) for name in _ALL}
        return Amounts(**{name: value for name, value in given.items() if value})


class StartForm(SumsForm):
    """All that starts an off-cycle run.

    `sheets` are the approved sheets that can be paid, `about` what should be known of them, and `without` the
    words for paying none, where that can be.
    """

    submit = "Work out what it comes to"

    period = django_forms.ChoiceField(
        label="Which timesheet is paid?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose the timesheet that is paid, or that none is."},
    )
    payday = fields.DateField(label="On which day is it paid?", missing="Enter the day, like 25 11 2026.")
    reason = django_forms.CharField(
        label="What should be known of it?",
        help_text="Say why it cannot wait for the usual payday. It is kept in the history.",
        widget=django_forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is paid on a day of its own."},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        why: str,
        sheets: Sequence[tuple[uuid.UUID, str]],
        first_day: str,
        about: str = "",
        without: str = "",
        **more: Any,
    ) -> None:
        super().__init__(data, why=why, **more)
        if why in _SHEET_NEEDED or without:
            field: Any = self.fields["period"]
            none = [(NO_SHEET, without)] if without else []
            field.choices = [*((str(key), label) for key, label in sheets), *none]
            field.help_text = about
        else:
            del self.fields["period"]
        self.fields["payday"].help_text = first_day

    @property
    def period_id(self) -> uuid.UUID | None:
        """The period of the sheet that was chosen."""
        chosen = self.cleaned_data.get("period", NO_SHEET)
        return None if chosen == NO_SHEET else uuid.UUID(chosen)

    @property
    def leaves_out(self) -> bool:
        """Whether somebody has chosen that no sheet is paid."""
        return bool(self.cleaned_data.get("period") == NO_SHEET)


class OffCycleFilters(forms.FilterForm):
    """By name."""

    name = fields.SearchField(label="PA or employer")
