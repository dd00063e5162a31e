"""What a payroll officer answers about leave for a birth, an adoption or a child's death."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django import forms as django_forms

from dpss.kernel.dates import Span
from dpss.web import fields, forms
from payroll import family_leave, models
from payroll.calc.statutory.kinds import Kind
from payroll.operations.family_leave import Answers

_KINDS: Final = models.FamilyPay.Kind
ASKED: Final = (
    (_KINDS.MATERNITY, "She is having a baby: maternity leave"),
    (_KINDS.PATERNITY, "Their partner has a baby or adopts: paternity leave"),
    (_KINDS.ADOPTION, "They adopt a child: adoption leave"),
    (_KINDS.SHARED_PARENTAL, "Both parents share the leave: shared parental leave"),
    (_KINDS.BEREAVEMENT, "A child has died: parental bereavement leave"),
    (_KINDS.NEONATAL_CARE, "A newborn baby is in hospital: neonatal care leave"),
)
# How many blocks of weeks, and spells of care, there can be on one form.
BLOCKS: Final = 3
_MOST_WEEKS: Final = 39
_SOURCE: Final = 150
# Which questions each kind has, in their order.
_QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    _KINDS.MATERNITY: ("due", "born", "block_1", "weeks_before", "back_on"),
    _KINDS.ADOPTION: ("matched", "placed", "block_1", "weeks_before", "back_on"),
    _KINDS.PATERNITY: ("child", "due", "matched", "arrived", "block_1", "block_2", "weeks_before"),
    _KINDS.SHARED_PARENTAL: (
        "child", "due", "matched", "arrived", "block_1", "block_2", "block_3", "weeks_used",
        "partner_qualifies",
    ),
    _KINDS.BEREAVEMENT: ("died", "block_1", "block_2", "weeks_before"),
    _KINDS.NEONATAL_CARE: (
        "arrived", "care_1", "care_2", "care_3", "child", "due", "matched", "block_1", "block_2", "block_3",
        "weeks_before",
    ),
}  # fmt: skip
_EVIDENCE: Final[Mapping[str, str]] = {
    _KINDS.MATERNITY: "The certificate MATB1, signed by a midwife or doctor, and 28 days' notice.",
    _KINDS.ADOPTION: "The adoption agency's letter with the matching, and 28 days' notice.",
    _KINDS.PATERNITY: "The PA's own declaration (form SC3, or in writing).",
    _KINDS.SHARED_PARENTAL: "The notices of both parents, with the weeks that each takes.",
    _KINDS.BEREAVEMENT: "The PA's own declaration in writing. Do not ask for proof of the death.",
    _KINDS.NEONATAL_CARE: "The PA's own declaration with the days of care. Do not ask for medical records.",
}


class _Weeks(django_forms.IntegerField):
    """A number of weeks, typed."""

    widget = django_forms.TextInput

    def __init__(self, **more: Any) -> None:
        super().__init__(max_value=_MOST_WEEKS, **more)
        self.widget.attrs["inputmode"] = "numeric"


class KindForm(forms.Form):
    """The first question: what the leave is for."""

    kind = django_forms.ChoiceField(
        label="What is the leave for?",
        choices=ASKED,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose what the leave is for."},
    )


class LeaveForm(forms.Form):
    """The questions of one kind of leave. What it does not need is not asked."""

    due = fields.DateField(label="On which day is (or was) the baby due?", required=False)
    born = fields.DateField(label="On which day was the baby born? (if it is)", required=False)
    matched = fields.DateField(
        label="On which day were they told of the match with the child?", required=False
    )
    placed = fields.DateField(label="On which day does the child come to live with them?", required=False)
    arrived = fields.DateField(label="On which day was the baby born, or the child placed?", required=False)
    died = fields.DateField(label="On which day did the child die, or was stillborn?", required=False)
    child = django_forms.ChoiceField(
        label="Is it a birth or an adoption?",
        choices=(("birth", "A birth"), ("adoption", "An adoption")),
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose birth or adoption."},
    )
    care_1_first = fields.DateField(label="First day of neonatal care", required=False)
    care_1_last = fields.DateField(label="Last day of neonatal care", required=False)
    care_2_first = fields.DateField(label="Second spell: first day (if there was one)", required=False)
    care_2_last = fields.DateField(label="Second spell: last day", required=False)
    care_3_first = fields.DateField(label="Third spell: first day (if there was one)", required=False)
    care_3_last = fields.DateField(label="Third spell: last day", required=False)
    block_1_starts = fields.DateField(
        label="First day of the pay here",
        missing="Enter the first day of the pay.",
    )
    block_1_weeks = _Weeks(
        label="Weeks of pay from that day",
        min_value=1,
        error_messages={"required": "Enter for how many weeks pay is asked."},
    )
    block_2_starts = fields.DateField(label="Second block: first day (if there is one)", required=False)
    block_2_weeks = _Weeks(label="Second block: weeks", min_value=1, required=False)
    block_3_starts = fields.DateField(label="Third block: first day (if there is one)", required=False)
    block_3_weeks = _Weeks(label="Third block: weeks", min_value=1, required=False)
    weeks_before = _Weeks(
        label="Weeks of this pay that another payroll has paid (if any)",
        help_text="Only for somebody whose leave began before this payroll paid them.",
        min_value=0,
        required=False,
    )
    weeks_used = _Weeks(
        label="Weeks of pay that both parents have had or asked for besides these",
        help_text="Maternity or adoption pay, Maternity Allowance and shared parental pay, of 39 in all.",
        min_value=0,
        error_messages={"required": "Enter a number of weeks, 0 for none."},
    )
    partner_qualifies = django_forms.BooleanField(
        label="The other parent declares that they worked in 26 of the 66 weeks before the birth or match",
        required=False,
    )
    back_on = fields.DateField(
        label="First day back at work (if it is known)",
        help_text="Leave can go on after the pay ends. You can enter it later, or change it.",
        required=False,
    )
    average = fields.MoneyField(
        label="Average weekly earnings, only if the payslips here do not go back far enough",
        help_text="Before deductions, over the 8 weeks that count. For example, 270.00",
        required=False,
    )
    average_source = django_forms.CharField(
        label="Where is that average from?", max_length=_SOURCE, required=False
    )
    evidence = django_forms.CharField(
        label="What was seen?",
        max_length=_SOURCE,
        error_messages={"required": "Say what was seen: the certificate, declaration or letter."},
    )
    evidence_on = fields.DateField(label="On which day was it seen?", missing="Enter the day it was seen.")
    note = django_forms.CharField(
        label="Note for the record (optional)",
        help_text="The people who keep this payroll can read it. It is not on the payslip.",
        max_length=300,
        required=False,
    )

    def __init__(self, data: Any = None, *, kind: str, **more: Any) -> None:
        super().__init__(data, **more)
        self.kind = kind
        asked = [name for question in _QUESTIONS[kind] for name in _parts(question)]
        self.fields = {
            name: self.fields[name]
            for name in (*asked, "average", "average_source", "evidence", "evidence_on", "note")
        }
        if kind == _KINDS.NEONATAL_CARE:
            self._neonatal()
        self.fields["evidence"].help_text = _EVIDENCE[kind]
        if kind in {_KINDS.MATERNITY, _KINDS.ADOPTION}:
            self.fields["block_1_weeks"].initial = _MOST_WEEKS
        self.helper.layout = self.helper.build_default_layout(self)

    def _neonatal(self) -> None:
        self.fields["arrived"].label = "On which day was the baby born?"
        child: Any = self.fields["child"]
        child.label = "Do they have other family pay for this baby?"
        child.choices = (
            ("", "No"),
            ("birth", "Yes, for a birth: enter the day on which it was due"),
            ("adoption", "Yes, for an adoption: enter the day of the match"),
        )
        child.required = False

    def clean(self) -> dict[str, Any]:
        """A block and a spell have both of their parts, in order."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, BLOCKS + 1):
            self._pair(f"care_{number}_first", f"care_{number}_last", "Enter the last day of this spell too.")
            self._pair(f"block_{number}_starts", f"block_{number}_weeks", "Enter how many weeks it is for.")
            first, last = given.get(f"care_{number}_first"), given.get(f"care_{number}_last")
            if first and last and last < first:
                self.add_error(f"care_{number}_last", "The last day is before the first day. Change one.")
        return given

    def _pair(self, one: str, other: str, sentence: str) -> None:
        values = self.cleaned_data
        if one in self.fields and values.get(one) and not values.get(other) and other not in self.errors:
            self.add_error(other, sentence)
        if one in self.fields and values.get(other) and not values.get(one) and one not in self.errors:
            self.add_error(one, "Enter the first day too.")

    def answers(self) -> Answers:
        """What a valid form says."""
        given = self.cleaned_data
        adoption = given.get("child") == "adoption" or self.kind == _KINDS.ADOPTION
        claim = family_leave.Claim(
            kind=Kind(self.kind),
            weeks=family_leave.in_blocks(list(self._blocks())),
            adoption=adoption,
            due=given.get("matched") if adoption else given.get("due"),
            arrived=given.get("born") or given.get("placed") or given.get("arrived"),
            died=given.get("died"),
            care=tuple(self._care()),
            weeks_before=given.get("weeks_before") or 0,
            weeks_used=given.get("weeks_used") or 0,
            partner_qualifies=bool(given.get("partner_qualifies")),
            back_on=given.get("back_on"),
        )
        seen = {
            name: given[name] for name in ("average", "average_source", "evidence", "evidence_on", "note")
        }
        return Answers(claim=claim, **seen)

    def _blocks(self) -> Iterator[tuple[date, int]]:
        for number in range(1, BLOCKS + 1):
            starts = self.cleaned_data.get(f"block_{number}_starts")
            if starts:
                yield starts, self.cleaned_data[f"block_{number}_weeks"]

    def _care(self) -> Iterator[Span]:
        for number in range(1, BLOCKS + 1):
            first = self.cleaned_data.get(f"care_{number}_first")
            if first:
                yield Span(first, self.cleaned_data[f"care_{number}_last"])


class BackForm(forms.Form):
    """The first day back at work."""

    day = fields.DateField(label="First day back at work", missing="Enter the first day back at work.")


def _parts(question: str) -> tuple[str, ...]:
    if question.startswith("block_"):
        return f"{question}_starts", f"{question}_weeks"
    if question.startswith("care_"):
        return f"{question}_first", f"{question}_last"
    return (question,)
