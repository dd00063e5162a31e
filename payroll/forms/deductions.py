"""What is copied from the paper of an order, or written down of what was agreed."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models

_KINDS: Final = models.Deduction.Kind
FIXED: Final = "fixed"
RECEIVED: Final = (
    (_KINDS.CHILD_MAINTENANCE, "A deduction from earnings order of the Child Maintenance Service"),
    (_KINDS.COUNCIL_TAX, "An attachment of earnings order of a council, for council tax"),
    (_KINDS.COURT_PRIORITY, "An attachment of earnings order of a court, for maintenance or a fine"),
    (_KINDS.COURT_DEBT, "An attachment of earnings order of a court, for a judgment debt"),
    (_KINDS.DIRECT_EARNINGS, "A direct earnings attachment of the DWP or a council, for a benefit debt"),
    (_KINDS.OVERPAYMENT, "Nothing by post: wages were overpaid, and are won back"),
    (_KINDS.VOLUNTARY, "Nothing by post: the PA asks for a deduction"),
)
# Which of the fields below each kind is asked for.
_TERMS: Final[Mapping[str, tuple[str, ...]]] = {
    _KINDS.CHILD_MAINTENANCE: ("normal", "carried", "fee"),
    _KINDS.COUNCIL_TAX: ("owed", "fee"),
    _KINDS.COURT_PRIORITY: ("normal", "protected", "owed", "carried", "protected_carried", "fee"),
    _KINDS.COURT_DEBT: ("normal", "protected", "owed", "fee"),
    _KINDS.DIRECT_EARNINGS: ("schedule", "normal", "owed", "fee"),
    _KINDS.OVERPAYMENT: ("normal", "owed"),
    _KINDS.VOLUNTARY: ("normal",),
}
_MUST_SAY_OWED: Final = {_KINDS.COUNCIL_TAX, _KINDS.COURT_DEBT, _KINDS.OVERPAYMENT}
_AGREED: Final = {_KINDS.OVERPAYMENT, _KINDS.VOLUNTARY}
_SENDERS: Final = {
    _KINDS.CHILD_MAINTENANCE: "Child Maintenance Service",
    _KINDS.DIRECT_EARNINGS: "DWP Debt Management",
}
_AMOUNT: Final = "Enter the amount as the paper gives it, like 40 or 40.50."


class ReceivedForm(forms.Form):
    """The first question: which paper it is."""

    kind = django_forms.ChoiceField(
        label="What did you receive?",
        choices=RECEIVED,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose what you received."},
    )


class TermsForm(forms.Form):
    """What is taken each payday, by kind. `interval` says how often the PA is paid, in words."""

    schedule = django_forms.ChoiceField(
        label="How much does the notice ask for?",
        choices=[
            ("standard", "The standard rate of the table"),
            ("higher", "The higher rate of the table"),
            (FIXED, "A fixed amount"),
        ],
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose how much the notice asks for."},
    )
    normal = fields.MoneyField(label="How much each payday?", missing=_AMOUNT)
    protected = fields.MoneyField(
        label="Protected earnings",
        help_text="What the order says must be left of each payment.",
        missing="Enter the protected earnings as the order gives them, like 200.",
    )
    owed = fields.MoneyField(label="How much is owed?", missing="Enter how much is owed, like 400.")
    fee = fields.MoneyField(
        label="Fee that the employer keeps for each deduction (if any)",
        help_text="At most £1.00, and the employer may leave it. Leave it empty for none.",
        required=False,
    )

    def __init__(self, data: Any = None, *, kind: str, interval: str, **more: Any) -> None:
        super().__init__(data, **more)
        asked = _TERMS[kind]
        for name in ("schedule", "normal", "protected", "owed", "fee"):
            if name not in asked:
                del self.fields[name]
        self.helper.layout = self.helper.build_default_layout(self)
        if "normal" in asked:
            self.fields[
                "normal"
            ].help_text = (
                f"The PA is paid {interval}. If the paper gives another rhythm, ask its sender for this one."
            )
        if "schedule" in asked:
            self.fields["normal"].required = False
            self.fields["normal"].label = "The fixed amount each payday (if there is one)"
        if "owed" in asked and kind not in _MUST_SAY_OWED:
            self.fields["owed"].required = False
            self.fields[
                "owed"
            ].help_text = "Leave it empty if the paper does not say: it then runs until stopped."


class PaperForm(TermsForm):
    """Everything that is copied from one kind of paper."""

    sender = django_forms.CharField(
        label="Who sent it?",
        help_text="The money goes to them.",
        max_length=150,
        error_messages={"required": "Say who sent it: the money goes to them."},
    )
    reference = django_forms.CharField(
        label="Reference",
        help_text="As it stands on the paper.",
        max_length=60,
        error_messages={"required": "Copy the reference from the paper, so that the money can be matched."},
    )
    carried = fields.MoneyField(
        label="Arrears that the payroll before could not take (if any)",
        help_text="Only if another payroll worked this order. It is taken as soon as the pay allows.",
        required=False,
    )
    protected_carried = fields.MoneyField(
        label="Protected earnings that it could not leave (if any)",
        help_text="What was short of them there is left here first.",
        required=False,
    )
    made = fields.DateField(label="When was it made?", help_text="The date on the paper.")
    first_day = fields.DateField(
        label="From which payday is it taken?",
        help_text="The first payday on or after this day. Usually the next one.",
    )
    submit = "Check"
    field_order = (
        "sender",
        "reference",
        "made",
        "first_day",
        "schedule",
        "normal",
        "protected",
        "owed",
        "carried",
        "protected_carried",
        "fee",
    )

    def __init__(self, data: Any = None, *, kind: str, interval: str, **more: Any) -> None:
        super().__init__(data, kind=kind, interval=interval, **more)
        for name in {"carried", "protected_carried"} - set(_TERMS[kind]):
            del self.fields[name]
        self.helper.layout = self.helper.build_default_layout(self)
        self.fields["sender"].initial = _SENDERS.get(_KINDS(kind), "")
        if kind not in _AGREED:
            return
        self.fields["reference"].label = "What the payslip calls it"
        self.fields["reference"].help_text = "Like “Overpaid in October” or “Union subscription”."
        self.fields["made"].label = "When was it agreed?"
        self.fields["made"].help_text = "The date on what the PA signed."
        self.fields["sender"].label = "Who gets the money?"
        self.fields["sender"].help_text = ""
        if kind == _KINDS.OVERPAYMENT:
            del self.fields["sender"]
            self.helper.layout = self.helper.build_default_layout(self)


class ChangeForm(TermsForm):
    """What is taken from a day on; what is owed only where somebody says so anew."""

    day = fields.DateField(
        label="From which payday does the change count?",
        help_text="The first payday on or after this day.",
    )
    submit = "Check"
    field_order = ("day", "schedule", "normal", "protected", "owed", "fee")

    def __init__(self, data: Any = None, *, kind: str, interval: str, **more: Any) -> None:
        super().__init__(data, kind=kind, interval=interval, **more)
        if "owed" in self.fields:
            self.fields["owed"].required = False
            self.fields["owed"].label = "How much is owed on that day?"
            self.fields[
                "owed"
            ].help_text = "Leave it empty if the sender says nothing new: it then goes on as it is."


class StopForm(forms.ReasonForm):
    """From which payday nothing is taken any more, and why."""

    day = fields.DateField(
        label="From which payday is nothing taken?",
        help_text="The first payday on or after this day.",
    )
    submit = "Check"
    field_order = ("day", "reason")
