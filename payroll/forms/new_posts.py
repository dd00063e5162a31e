"""What is asked of somebody who begins to work for an employer, and of who they are to HMRC."""

from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, Final

from django import forms as django_forms

from clients import relative_rules as rules
from clients.forms.relatives import HOUSEHOLD, in_words
from dpss.web import fields, forms
from payroll import models
from payroll.forms.posts import TermsForm
from payroll.operations.hiring import Job, Newcomer
from payroll.operations.identities import Identity

_PRIVATE: Final = {"autocomplete": "off", "spellcheck": "false"}
_LINE: Final = 35
_JOB: Final = ("day", "kind", "hours", "rate", "sleep_in", "payroll_id")


def _text(label: str, missing: str, *, longest: int = _LINE, hint: str = "", **more: Any) -> Any:
    """A line of text that is not kept by the browser: it is somebody else's."""
    return django_forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=django_forms.TextInput(attrs=_PRIVATE),
        error_messages={
            "required": missing,
            "max_length": f"{label}: use {longest} characters or fewer.",
        },
        **more,
    )


class IdentityForm(forms.Form):
    """Who a PA is to HMRC."""

    submit = "Keep this"

    forename = _text(
        "First name as HMRC knows it",
        "Enter the first name, as it stands on letters from HMRC.",
        hint="In the letters A to Z. Accents are left off.",
    )
    surname = _text("Surname as HMRC knows it", "Enter the surname, as it stands on letters from HMRC.")
    birth_date = fields.DateField(label="Date of birth", missing="Enter the date of birth, like 14 3 1995.")
    gender = django_forms.ChoiceField(
        label="Gender that HMRC has",
        help_text="HMRC takes only these two. Ask what stands on its letters.",
        choices=(("F", "Female"), ("M", "Male")),
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose the gender that HMRC has."},
    )
    nino = _text(
        "National Insurance number",
        "",
        hint="Leave it empty if they have none yet. Never make one up: HMRC finds it by name and address.",
        required=False,
    )
    address_line_1 = _text("Address line 1", "Enter the first line of the address.")
    address_line_2 = _text(
        "Address line 2", "Enter a second line of the address, such as the town: HMRC needs two."
    )
    postcode = _text("Postcode", "Enter the postcode.", longest=8)

    def identity(self) -> Identity:
        """What is asked, once the form is valid."""
        return Identity(**{one.name: self.cleaned_data[one.name] for one in fields_of(Identity)})


class JobForm(TermsForm):
    """A post: from when, what kind of hours, on what terms."""

    submit = "Add the post"

    kind = django_forms.ChoiceField(
        label="Kind of hours",
        help_text="Irregular hours earn holiday by the hours worked; fixed hours by the year.",
        choices=models.Employment.Hours.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose fixed or irregular hours: holiday goes by it."},
    )
    payroll_id = _text(
        "Pay ID of the payroll before",
        "",
        hint="Only for a post that was paid elsewhere: copy it, or HMRC takes this for another job. Leave it"
        " empty for a new post.",
        required=False,
    )
    field_order: tuple[str, ...] = _JOB

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, now=None)
        self.fields["day"].label = "First day of the job"
        self.fields["day"].error_messages["required"] = "Enter the first day of the job, like 1 12 2026."

    def job(self) -> Job:
        """What is asked, once the form is valid."""
        given = self.cleaned_data
        return Job(
            first_day=given["day"],
            hours=given["kind"],
            terms=self.terms(),
            payroll_id=given["payroll_id"],
        )


class NewPostForm(IdentityForm, JobForm):
    """Somebody new, and their post."""

    submit = "Add the PA"

    name = _text(
        "Name they go by",
        "",
        longest=150,
        hint="Leave it empty if it is the first name and surname above. It may have any letters.",
        required=False,
    )
    phone = _text("Phone", "", longest=20, required=False)
    email = django_forms.EmailField(
        label="Email",
        required=False,
        widget=django_forms.EmailInput(attrs=_PRIVATE),
        error_messages={"invalid": "Enter an email address, like name@example.org."},
    )
    relation = django_forms.ChoiceField(
        label="How are they related to the person they will work for?",
        help_text="The law asks the council before a direct payment pays some close relatives. It never stops"
        " you from adding them: their pay is held until the council has decided.",
        choices=list(rules.RELATIONS.items()),
        widget=django_forms.RadioSelect,
        required=False,
    )
    household = django_forms.ChoiceField(
        label="Do they live in the same household?",
        choices=HOUSEHOLD,
        widget=django_forms.RadioSelect,
        required=False,
    )
    field_order: tuple[str, ...] = (
        *("forename", "surname", "name", "birth_date", "gender", "nino"),
        *("address_line_1", "address_line_2", "postcode", "phone", "email"),
        *_JOB,
        *("relation", "household"),
    )

    def job(self) -> Job:
        """What is asked of the post, with how they are related: the employer is asked what is missing."""
        given = self.cleaned_data
        return replace(super().job(), relation=given["relation"], same_household=in_words(given["household"]))

    def newcomer(self) -> Newcomer:
        """Who is meant, once the form is valid."""
        given = self.cleaned_data
        return Newcomer(
            name=given["name"].strip() or f"{given['forename']} {given['surname']}",
            phone=given["phone"],
            email=given["email"],
            identity=self.identity(),
        )
