"""What is asked when notices from HMRC come in: a file of them, or one from paper."""

from typing import Any, Final

from django import forms as django_forms

from dpss.kernel import errors
from dpss.web import fields, forms
from payroll import models
from payroll.rti import notice_file, notices

_PLANS: Final = (("", "It names none"), *((plan, f"Plan {plan}") for plan in "1245"))
_BLANK: Final = (("", "Choose the form"), *models.HmrcNotice.Form.choices)


def _received() -> fields.DateField:
    return fields.DateField(label="When did it come in?", missing="Enter the day it came in.")


class FileForm(forms.Form):
    """The file, and when it came in."""

    submit = "Take the notices in"

    file = django_forms.FileField(
        label="File of notices",
        help_text=f"XML from HMRC, or the template saved as CSV. At most {notices.MOST} notices and 5 MB.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty. Choose another one."},
    )
    received_on = _received()

    def clean_file(self) -> Any:
        """Too large a file is refused before it is read."""
        file = self.cleaned_data["file"]
        if file.size > notices.LIMIT:
            raise django_forms.ValidationError(
                "The file is larger than 5 MB. A file of notices is much smaller: choose another one."
            )
        return file


class NoticeForm(forms.Form):
    """One notice, as it stands on the paper."""

    submit = "Take the notice in"

    form = django_forms.ChoiceField(
        label="Form",
        choices=_BLANK,
        error_messages={"required": "Choose the form. Its name is at the top of the notice."},
    )
    employer_reference = django_forms.CharField(
        label="Employer's PAYE reference",
        help_text="Like 123/AB456.",
        max_length=20,
        error_messages={"required": "Enter the PAYE reference on the notice, like 123/AB456."},
    )
    nino = django_forms.CharField(
        label="National Insurance number",
        help_text="Leave it empty if the notice has none.",
        required=False,
        max_length=13,
    )
    works_number = django_forms.CharField(
        label="Works or payroll number",
        help_text="Leave it empty if the notice has none.",
        required=False,
        max_length=35,
    )
    forename = django_forms.CharField(label="First name", max_length=35, required=False)
    surname = django_forms.CharField(
        label="Last name", max_length=35, error_messages={"required": "Enter the last name on the notice."}
    )
    issued = fields.DateField(label="Date of the notice", missing="Enter the date of the notice.")
    effective = fields.DateField(
        label="Date from which it holds", missing="Enter the date from which it holds, as the notice says it."
    )
    tax_code = django_forms.CharField(
        label="Tax code",
        help_text="P6, P6B and P9 only. With its S or C, and without week 1/month 1.",
        required=False,
        max_length=10,
    )
    week1_month1 = django_forms.BooleanField(label="On a week 1/month 1 basis", required=False)
    previous_pay = fields.MoneyField(label="Previous pay", help_text="If the notice has it.", required=False)
    previous_tax = fields.MoneyField(label="Previous tax", help_text="If the notice has it.", required=False)
    plan = django_forms.ChoiceField(label="Student loan plan, on an SL1", choices=_PLANS, required=False)
    received_on = _received()

    def notice(self) -> notices.Notice:
        """What was typed, read as a line of the template is. Raises `Invalid`."""
        given = {name: self.cleaned_data.get(name) for name in notice_file.FROM_PAPER}
        basis = "yes" if given["week1_month1"] else ""
        row = {name: "" if value is None else str(value) for name, value in given.items()}
        return notice_file.of_row(row | {"week1_month1": basis})

    def clean(self) -> dict[str, Any]:
        """Said beside the form what a line of the template would be refused for."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.notice()
            except errors.Invalid as refusal:
                self.add_error(None, refusal.sentence)
        return given


class NoticeFilters(forms.FilterForm):
    """By name, reference or pay ID, and by form."""

    name = fields.SearchField(label="Name, PAYE reference or pay ID")
    form = django_forms.ChoiceField(
        label="Form", choices=(("", "All forms"), *models.HmrcNotice.Form.choices), required=False
    )


class WhoseFilters(forms.FilterForm):
    """By name."""

    name = fields.SearchField(label="PA or employer")


class AsideForm(forms.ReasonForm):
    """Why nothing comes of it."""

    submit = "Set it aside"
