"""What is asked about a change of employer, step by step."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import change_rules, models
from payroll.operations.employer_changes import Arrangements, Decision, OldScheme, Reason

SOMEBODY_ELSE: Final = "somebody else"
_PENSION: Final = (
    ("yes", "The same provider, in the new employer’s name: members go on"),
    ("no", "Not yet: assess each PA anew, and record a scheme later"),
)


class ReasonForm(forms.Form):
    """Why, who is next, and from which day."""

    submit = "Save and continue"

    why = django_forms.ChoiceField(
        label="Why does the employer change?",
        choices=models.EmployerChange.Why.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose why the employer changes."},
    )
    explanation = django_forms.CharField(
        label="In your own words", help_text="Needed for another reason.", required=False, max_length=500
    )
    new_employer = django_forms.ChoiceField(
        label="Who is the employer then?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose who is the employer then."},
    )
    other_name = django_forms.CharField(
        label="Full name of somebody else",
        help_text="Personal representatives are named so: “Jo Reed, personal representative of Ann Reed”.",
        required=False,
        max_length=150,
    )
    first_day = fields.DateField(
        label="From which day do they employ?",
        help_text=(
            "The first day of a pay period is simplest. On another day each employer pays its part of the"
            " period, and the PA sends each a sheet."
        ),
        missing="Enter the first day with the new employer.",
    )

    def __init__(self, data: Any = None, *, candidates: Sequence[str], **more: Any) -> None:
        super().__init__(data, **more)
        choices = [(name, name) for name in candidates]
        self.fields["new_employer"].choices = [*choices, (SOMEBODY_ELSE, "Somebody else")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody else has a name."""
        given = super().clean() or {}
        if given.get("new_employer") == SOMEBODY_ELSE and not given.get("other_name"):
            self.add_error("other_name", "Enter the full name of the new employer.")
        return given

    def reason(self) -> Reason:
        """What was answered."""
        given = self.cleaned_data
        is_other = given["new_employer"] == SOMEBODY_ELSE
        return Reason(
            why=given["why"],
            explanation=given["explanation"],
            new_name=given["other_name"] if is_other else given["new_employer"],
            first_day=given["first_day"],
        )


def initial_of(change: models.EmployerChange, candidates: Sequence[str]) -> dict[str, Any]:
    """What was answered of a change before."""
    known = change.new_name in candidates
    return {
        "why": change.why,
        "explanation": change.explanation,
        "new_employer": change.new_name if known else SOMEBODY_ELSE,
        "other_name": "" if known else change.new_name,
        "first_day": change.first_day,
    }


class OldSchemeForm(forms.Form):
    """Whether each PA gets a P45, or the records pass over."""

    submit = "Save and continue"

    records = django_forms.ChoiceField(
        label="What becomes of the pay records?",
        choices=(
            ("p45", "The old scheme closes, and each PA gets a P45"),
            ("succession", "The new employer takes the records over, and HMRC has agreed: no P45"),
        ),
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose what becomes of the pay records."},
    )
    hmrc_said = django_forms.CharField(
        label="When did HMRC agree, and what did they say?",
        help_text="Only for records that are taken over. HMRC’s employer helpline says whether that holds.",
        required=False,
        max_length=300,
    )

    def answers(self) -> OldScheme:
        """What was answered."""
        over = self.cleaned_data["records"] == "succession"
        return OldScheme(takes_over_records=over, hmrc_said=self.cleaned_data["hmrc_said"] if over else "")


class ArrangementsForm(forms.Form):
    """Who pays, the pension, the insurance."""

    submit = "Save and continue"

    payer = django_forms.ChoiceField(
        label="Who pays the wages from that day?",
        choices=models.WhoPays.Payer.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose who pays the wages."},
    )
    pension = django_forms.ChoiceField(
        label="How does the pension go on?",
        choices=_PENSION,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose how the pension goes on."},
    )
    insured = django_forms.BooleanField(
        label="The new employer knows that they need Employers’ liability insurance in their own name",
        required=False,
    )

    def __init__(self, data: Any = None, *, has_pension: bool, **more: Any) -> None:
        super().__init__(data, **more)
        if not has_pension:
            del self.fields["pension"]

    def answers(self) -> Arrangements:
        """What was answered."""
        given = self.cleaned_data
        return Arrangements(
            payer=given["payer"],
            pension_goes_on=given["pension"] == "yes" if "pension" in given else None,
            insured=given["insured"],
        )


class DecisionForm(forms.Form):
    """What becomes of one post."""

    submit = "Save and continue"

    outcome = django_forms.ChoiceField(
        label="What becomes of the post?",
        choices=models.PostDecision.Outcome.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose what becomes of the post."},
    )
    ground = django_forms.ChoiceField(
        label="If service counts on: why?", widget=django_forms.RadioSelect, required=False
    )
    reason = django_forms.CharField(
        label="Who decided, when, and why?",
        help_text="Your name is kept with it.",
        widget=django_forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": "Say who decided, and why."},
    )

    def __init__(self, data: Any = None, *, why: str, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (ground, f"{ground.label}: {change_rules.SOURCES[ground]}")
            for ground in models.PostDecision.Ground
            if ground != change_rules.ESTATE or why == change_rules.DIED
        ]

    def decision(self) -> Decision:
        """What was answered; a ground is for service that counts on alone."""
        given = self.cleaned_data
        continues = given["outcome"] == models.PostDecision.Outcome.CONTINUES
        return Decision(
            outcome=given["outcome"],
            ground=given["ground"] if continues else "",
            reason=given["reason"],
        )
