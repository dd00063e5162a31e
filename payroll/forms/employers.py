"""What an officer is asked when an employer is set up with HMRC. What the answers mean, operations check."""

from decimal import Decimal
from typing import Any, Final

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models
from payroll.calc import wording

_SMALL: Final = (("yes", "Yes, it is small"), ("no", "No"), ("", "Not known yet"))
_PAYE_LABEL: Final = "PAYE reference"
_PAYE_HELP: Final = "3 figures, a stroke, then letters and figures, like 123/AB456."
_ACCOUNTS_LABEL: Final = "Accounts Office reference"
_ACCOUNTS_HELP: Final = "13 characters, like 123PA00045678. HMRC is paid under it."


class SchemeForm(forms.Form):
    """An employer's standing with HMRC from a day on."""

    submit = "Record it"

    status = django_forms.ChoiceField(
        label="Standing with HMRC", widget=django_forms.RadioSelect, choices=models.PayeScheme.Status.choices
    )
    day = fields.DateField(
        label="From which day?", help_text="On or before the first payday for which it holds."
    )
    paye = django_forms.CharField(
        label=_PAYE_LABEL, required=False, help_text=f"Only when registered. {_PAYE_HELP}"
    )
    accounts_office = django_forms.CharField(
        label=_ACCOUNTS_LABEL, required=False, help_text=f"Only when registered. {_ACCOUNTS_HELP}"
    )


class ReferenceForm(forms.Form):
    """The numbers on HMRC's letter, and when it came."""

    submit = "Record the reference"

    paye = django_forms.CharField(label=_PAYE_LABEL, help_text=_PAYE_HELP)
    accounts_office = django_forms.CharField(label=_ACCOUNTS_LABEL, help_text=_ACCOUNTS_HELP)
    day = fields.DateField(label="When did it come?", help_text="The day on which the letter was opened.")


class StepForm(forms.Form):
    """The day of a step."""

    submit = "Record the step"

    day = fields.DateField(label="On which day?")


class AuthorityForm(StepForm):
    """The day on which authority was asked for, and how."""

    route = django_forms.ChoiceField(
        label="How was it asked for?",
        widget=django_forms.RadioSelect,
        choices=models.RegistrationStep.Route.choices,
    )


class TermsForm(forms.Form):
    """How HMRC is paid, and whether the employer is small."""

    submit = "Record it"

    pays_hmrc = django_forms.ChoiceField(
        label="How often is HMRC paid?",
        widget=django_forms.RadioSelect,
        choices=models.PayeScheme.Pays.choices,
    )
    small_employer = django_forms.ChoiceField(
        label="Is it a small employer for statutory pay?",
        required=False,
        widget=django_forms.RadioSelect,
        choices=_SMALL,
    )
    day = fields.DateField(label="From which day?")

    def clean_small_employer(self) -> bool | None:
        """Yes, no, or not known yet."""
        return {"yes": True, "no": False}.get(self.cleaned_data["small_employer"])


class YesOrNo(django_forms.TypedChoiceField):
    """A question with two answers, as True or False."""

    def __init__(self, **more: Any) -> None:
        choices = (("yes", "Yes"), ("no", "No"))
        super().__init__(choices=choices, coerce=_is_yes, widget=django_forms.RadioSelect, **more)


def _is_yes(answer: str) -> bool:
    return answer == "yes"


class PayeNeedForm(forms.Form):
    """Does this employer need PAYE? Each question is about any of the employees."""

    submit = "Record the answers"

    at_lower_limit = YesOrNo(help_text="That is the lower earnings limit. Count each job by itself.")
    other_job = YesOrNo(
        label="Does anybody have another job?", help_text="Any other paid work, for whomever."
    )
    pension = YesOrNo(
        label="Does anybody get a pension?",
        help_text="One that is paid out to them, or one that this employer pays into.",
    )
    benefits = YesOrNo(label="Does the employer give anybody expenses or benefits?")
    day = fields.DateField(label="When did you ask?")

    def __init__(self, *args: Any, weekly: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at_lower_limit"].label = f"Is anybody paid {wording.limit(weekly)} a week or more?"


class ClaimManyForm(forms.Form):
    """Claiming for many employers at once: somebody must have made sure of each."""

    only_care = django_forms.BooleanField(
        label="The PAs of every one of these employers only care for or support the client",
        help_text="Employment Allowance is for employers of care and support workers. Work for the household"
        " alone, like gardening, does not count.",
    )
