"""What is asked about the pension scheme of an employer, and about agent codes."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models
from payroll.operations.agents import Code
from payroll.operations.pension_schemes import Details

_LEAST = "Tax relief is part of the member’s. Leave both shares empty for the least that the law allows."


def _percent(label: str) -> fields.ShortNumberField:
    return fields.ShortNumberField(
        label=label,
        help_text=_LEAST,
        wrong="Enter a percentage from 0 to 100 with at most two decimals, like 5 or 5.25.",
        max_value=100,
        required=False,
    )


class PensionSchemeForm(forms.Form):
    """With whom the pension is, and how it is worked out and paid."""

    submit = "Record the pension scheme"

    provider = django_forms.CharField(label="Pension provider", max_length=80)
    employer_reference = django_forms.CharField(
        label="The employer’s reference there", required=False, max_length=40
    )
    scheme_reference = django_forms.CharField(
        label="Scheme reference", required=False, max_length=40, help_text="If the provider has given one."
    )
    method = django_forms.ChoiceField(
        label="How do members get tax relief?",
        widget=django_forms.RadioSelect,
        choices=models.PensionScheme.Method.choices,
        help_text="Relief at source: out of taxed pay, and the provider claims the tax. Net pay: off pay"
        " before tax.",
    )
    basis = django_forms.ChoiceField(
        label="What are contributions a share of?",
        widget=django_forms.RadioSelect,
        choices=models.PensionScheme.Basis.choices,
        initial=models.PensionScheme.Basis.QUALIFYING_EARNINGS,
    )
    employee_share = _percent("Member’s share, % of it")
    employer_share = _percent("Employer’s share, % of it")
    paid = django_forms.ChoiceField(
        label="How is the scheme paid?",
        widget=django_forms.RadioSelect,
        choices=models.PensionScheme.Paid.choices,
    )
    duties_from = fields.DateField(
        label="When did the employer’s pension duties begin?",
        help_text="The staging date, or the first day of the first PA.",
    )
    day = fields.DateField(label="From which day does this hold?", help_text="It goes by paydays.")

    def details(self) -> Details:
        """What is asked, once the form is valid."""
        given = self.cleaned_data
        shares = {
            name: None if given[name] is None else given[name] / 100
            for name in ("employee_share", "employer_share")
        }
        return Details(**{name: given[name] for name in Details.__dataclass_fields__} | shares)


class AgentCodeForm(forms.Form):
    """An agent code and its sender."""

    submit = "Keep this agent code"

    name = django_forms.CharField(
        label="What do you call it?", max_length=60, help_text="Like “East office”."
    )
    code = django_forms.CharField(label="Agent code", max_length=16, help_text="Like AB1234.")
    sender = django_forms.CharField(
        label="Sender ID", max_length=12, help_text="The user ID at HMRC’s gateway for reports."
    )
    password = django_forms.CharField(
        label="Password of the sender",
        required=False,
        max_length=60,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Leave it empty to keep the one that is there. It is never shown.",
    )

    def kept(self) -> Code:
        """What is asked, once the form is valid."""
        return Code(**self.cleaned_data)


class EmployersAgentForm(forms.Form):
    """Under which code an employer's reports go out."""

    submit = "Report under this code"

    code = django_forms.ChoiceField(label="Agent code", widget=django_forms.RadioSelect)
    day = fields.DateField(label="For paydays from which day?")

    def __init__(
        self, data: Any = None, *, codes: Sequence[models.AgentCode], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        choices = [(str(one.pk), f"{one.name} ({one.code})") for one in codes]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]
