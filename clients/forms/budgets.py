"""What is asked about a budget: its days, its lines, the contribution; and about an uplift of all."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms as django_forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clients import budget, models
from dpss.kernel import errors
from dpss.web import fields, forms

LINES: Final = 6


class BudgetForm(forms.Form):
    """One budget from a day on. Lines that are left empty are left out."""

    submit = _("Put this budget forward")

    starts_on = fields.DateField(label=_("First day"))
    ends_on = fields.DateField(
        label=_("First day on which it is over"),
        help_text=_("Leave it empty if it goes on until somebody changes it."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, LINES + 1):
            of = {"number": number}
            self.fields[f"purpose_{number}"] = django_forms.CharField(
                label=_now("Line %(number)s: what for") % of, max_length=80, required=False
            )
            self.fields[f"funder_{number}"] = django_forms.ChoiceField(
                label=_now("Line %(number)s: who funds it") % of,
                choices=models.BudgetLine.Funder.choices,
                required=False,
            )
            self.fields[f"weekly_{number}"] = fields.MoneyField(
                label=_now("Line %(number)s: pounds a week") % of, required=False
            )
        self.fields["weekly_contribution"] = fields.MoneyField(
            label=_("The client’s contribution a week"), help_text=_("Enter 0 if there is none.")
        )
        self.fields["basis"] = django_forms.ChoiceField(
            label=_("How it is paid"),
            choices=models.DirectPayment.Basis.choices,
            widget=django_forms.RadioSelect,
            error_messages={"required": _("Choose how it is paid.")},
        )
        self.fields["account"] = django_forms.ChoiceField(
            label=_("Into which kind of account"),
            choices=models.DirectPayment.Account.choices,
            widget=django_forms.RadioSelect,
            error_messages={"required": _("Choose the kind of account.")},
        )
        self.fields["reason"] = django_forms.CharField(
            label=_("Why?"),
            help_text=_("The person reads this in the letter."),
            widget=django_forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Say why: the person reads it in the letter.")},
        )


def lines_of(values: dict[str, Any]) -> Iterator[budget.Line]:
    """The lines that were filled in. Raises `Invalid` beside one that is half empty."""
    for number in range(1, LINES + 1):
        purpose = (values.pop(f"purpose_{number}") or "").strip()
        funder, weekly = values.pop(f"funder_{number}"), values.pop(f"weekly_{number}")
        if not purpose and weekly is None:
            continue
        if not purpose:
            raise errors.Invalid(_now("Say what this line is for."), field=f"purpose_{number}")
        if not weekly:
            sentence = _now("Enter the pounds a week of this line.")
            raise errors.Invalid(sentence, field=f"weekly_{number}")
        yield budget.Line(purpose, funder or budget.COUNCIL, weekly)


class UpliftForm(forms.Form):
    """By how much all budgets rise, from when, and whose decision it is."""

    submit = _("Show what it comes to")

    per_cent = fields.ShortNumberField(
        label=_("By how many per cent?"), wrong=_("Enter a percentage, like 4 or 4.25.")
    )
    first_day = fields.DateField(label=_("First day"))
    source = django_forms.CharField(
        label=_("Who decided it, and where?"),
        help_text=_("Each person reads this in the letter."),
        max_length=250,
        error_messages={"required": _("Say who decided it and where: each person reads it.")},
    )
