"""The shape of the tables about new starters, and about codes on 6 April, in a tax year's file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from payroll.calc import tax_code
from payroll.calc.confidence import Confidence
from payroll.calc.inputs import STUDENT_LOAN_PLANS, PayInputError


class CodeSource(StrEnum):
    """Where a starter's code comes from when their P45 is too old to give it."""

    STARTER_CHECKLIST = "starter checklist"
    EMERGENCY_CODE = "emergency code"


@dataclass(frozen=True, slots=True)
class CodesOfYear:
    """HMRC's P9X: the emergency code, what codes go up by on 6 April, and how long last year's P45 is good.

    `uplift` is added to the number of a code by its letter; other letters carry on unchanged. Last year's P45
    gives its code to whoever starts on or before `last_p45_until`.
    """

    source: str
    confidence: Confidence
    emergency: str
    last_p45_until: date
    uplift: Mapping[str, int]

    def __post_init__(self) -> None:
        code = tax_code.parse(self.emergency)
        if code.kind is not tax_code.Kind.FREE_PAY or code.prefix or code.non_cumulative:
            raise PayInputError("the emergency code is not a plain code with free pay, like 1257L.")
        if set(self.uplift) != tax_code.UPLIFTED:
            raise PayInputError("the uplift of codes is not given for L, M and N, or for another letter.")


@dataclass(frozen=True, slots=True)
class OldP45:
    """What gives the code of a starter whose P45 is too old: a setting, because the sources differ."""

    source: str
    confidence: Confidence
    code_from: CodeSource


@dataclass(frozen=True, slots=True)
class UnknownPlan:
    """The student loan plan to use until HMRC names one, for a starter who does not know theirs."""

    source: str
    confidence: Confidence
    plan: str

    def __post_init__(self) -> None:
        if self.plan not in STUDENT_LOAN_PLANS:
            raise PayInputError("the plan of a starter who does not know theirs is not 1, 2, 4 or 5.")


@dataclass(frozen=True, slots=True)
class Starters:
    """What a tax year says about new starters, and about codes that carry on into it."""

    codes: CodesOfYear
    old_p45: OldP45
    unknown_plan: UnknownPlan
