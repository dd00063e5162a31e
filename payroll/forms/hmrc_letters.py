"""What is asked about letters from HMRC: the photo, what it says, who pays, and what is told."""

from decimal import Decimal
from typing import Any, Final

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from dpss.web import components, fields, forms
from dpss.web.handed_in import FilesIfAnyField
from payroll import models

APPEAL: Final = (("", "Any day"), ("near", "In the next 7 days"), ("over", "Over"))


class LetterFilters(forms.FilterForm):
    """Which letters: by employer or PA, by kind, and by the last day to appeal."""

    name = fields.SearchField(label="Employer or PA")
    kind = django_forms.ChoiceField(label="Kind", choices=[("", "All"), *models.HmrcLetter.Kind.choices])
    appeal = django_forms.ChoiceField(label="Appeal by", choices=APPEAL)


class LetterForm(forms.Form):
    """A letter that somebody has had: photos of it, their words, and when it came."""

    submit: components.Words = _("Send it to us")

    about = django_forms.ChoiceField(label=_("Whose letter is it?"), widget=django_forms.RadioSelect)
    photos = FilesIfAnyField(
        label=_("Photos or a PDF of the letter"),
        help_text=_("Every page, also the back. PDF, JPEG or PNG, each up to 10 MB."),
        required=False,
    )
    said = django_forms.CharField(
        label=_("Do you want to say something about it?"),
        help_text=_("If you have no photo, write what the letter says."),
        max_length=500,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )
    received_on = fields.DateField(label=_("When did it come?"), missing=_("Enter the day on which it came."))

    def __init__(self, *args: Any, about: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = about  # type: ignore[attr-defined]
        if len(about) == 1:
            del self.fields["about"]


class AddLetterForm(LetterForm):
    """The same, added by staff."""

    submit = "Add the letter"

    said = django_forms.CharField(
        label="What does the letter say?",
        help_text="If there is no photo.",
        max_length=500,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )


class FactsForm(forms.Form):
    """What a letter says, as staff read it."""

    submit = "Record"

    kind = django_forms.ChoiceField(
        label="What is it about?",
        choices=[one for one in models.HmrcLetter.Kind.choices if one[0] != "unread"],
        widget=django_forms.RadioSelect,
    )
    reference = django_forms.CharField(label="HMRC’s reference", max_length=40, required=False)
    about = django_forms.CharField(
        label="Month or year that it speaks of",
        help_text="As the letter has it, such as “tax month 5, 2026-27”.",
        max_length=60,
        required=False,
    )
    amount = fields.MoneyField(
        label="Amount that it asks for",
        help_text="Leave it empty if nothing is to pay.",
        least=Decimal("0.01"),
        required=False,
    )
    dated = fields.DateField(label="Date on the letter", required=False)
    appeal_by = fields.DateField(
        label="Appeal by",
        help_text="Empty means 30 days from the date on the letter. Enter the day if the letter names one.",
        required=False,
    )
    answerer = django_forms.ChoiceField(
        label="Who answers HMRC?",
        choices=models.HmrcLetter.Answerer.choices,
        widget=django_forms.RadioSelect,
    )


class PayerForm(forms.ReasonForm):
    """Whose money pays, and why."""

    submit = "Decide"

    payer = django_forms.ChoiceField(
        label="Who pays?",
        choices=[one for one in models.HmrcLetter.Payer.choices if one[0]],
        widget=django_forms.RadioSelect,
    )
    field_order = ["payer", "reason"]

    def __init__(self, *args: Any, is_a_pas: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_a_pas:  # what HMRC asks of a PA is never the employer's to pay
            mine = self.fields["payer"]
            mine.choices = [one for one in mine.choices if one[0] != "employer"]  # type: ignore[attr-defined]


class ToldForm(forms.ReasonForm):
    """What the employer or PA is told of a step."""

    reason = django_forms.CharField(
        label="What is the employer told?",
        help_text="In plain words, such as “HMRC had counted a month twice.” They read it on their page.",
        max_length=500,
        widget=django_forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what the employer is told."},
    )


class AllowedForm(ToldForm):
    """Who decided that HMRC gives a penalty back."""

    allowed_by = django_forms.CharField(
        label="Who decided it, and when?",
        help_text="For example: HMRC’s letter of 12 November 2026, or the First-tier Tribunal on 3 December.",
        max_length=150,
        error_messages={"required": "Say who decided it: HMRC or the tribunal, and when."},
    )
    field_order = ["allowed_by", "reason"]


class MoneyBackForm(ToldForm):
    """When the money came."""

    back_on = fields.DateField(
        label="On which day did the money come?", missing="Enter the day on which the money came."
    )
    field_order = ["back_on", "reason"]
