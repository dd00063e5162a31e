"""Which days a letter of earnings is for, and which papers are printed."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms as django_forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.kernel import dates
from dpss.kernel.dates import Span
from dpss.web import fields, forms
from payroll.queries import letters, printings

DATES: Final = "dates"


class LetterForm(forms.Form):
    """The last months, or two days. `today` is the last day that can be meant."""

    submit = gettext_lazy("Show the letter")

    months = django_forms.ChoiceField(
        label=gettext_lazy("Which paydays should the letter show?"),
        choices=[
            ("3", gettext_lazy("The last 3 months")),
            ("6", gettext_lazy("The last 6 months")),
            ("12", gettext_lazy("The last 12 months")),
            (DATES, gettext_lazy("Between two days that I choose")),
        ],
        widget=django_forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose which paydays the letter should show.")},
    )
    first = fields.DateField(label=gettext_lazy("From (if you choose the days)"), required=False)
    last = fields.DateField(label=gettext_lazy("To (if you choose the days)"), required=False)

    def __init__(self, data: Any = None, *, today: date, **more: Any) -> None:
        super().__init__(data, **more)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Two days in their order, not in the future."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("months") != DATES:
            return found
        for name in ("first", "last"):
            if name not in self.errors and found.get(name) is None:
                self.add_error(name, _("Enter a date, like 6 4 2026."))
        first, last = found.get("first"), found.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first day. Enter a later day."))
        if first and first > self.today:
            said = _("Enter %(day)s or an earlier day: nothing is paid yet after it.")
            self.add_error("first", said % {"day": dates.in_words(self.today)})
        return found


def span_of(*, months: str, first: date | None, last: date | None, today: date) -> Span:
    """The days that a valid form means."""
    if months == DATES and first and last:
        return Span(first, last)
    return letters.since(months=int(months), today=today)


class PrintForm(forms.Form):
    """What is printed, of which payday or tax year, and for whom."""

    submit = "Continue"

    of = django_forms.ChoiceField(
        label="What should be printed?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose what should be printed."},
    )
    for_whom = django_forms.ChoiceField(
        label="For whom?",
        choices=list(printings.FOR_WHOM.items()),
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose for whom."},
    )

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["of"].choices = choices  # type: ignore[attr-defined]
