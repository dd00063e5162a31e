"""The rules about a Full Payment Submission as a whole."""

from payroll.rti import fps
from payroll.rti.rules import every
from payroll.rti.rules.part import Rule

RULES = (
    *every.RULES,
    Rule(
        "7877",
        fps.DOCUMENT,
        lambda document: document.has("Employee", "CompressedPart", "FinalSubmission"),
        "It reports nobody and is not final. Leave it out, or report the payday's employees.",
    ),
    Rule(
        "7882",
        "*/EmpRefs/SAUTR",
        every.is_utr,
        "The employer's Self Assessment reference (UTR) is mistyped: its check figure is wrong.",
    ),
)
MESSAGE_RULES = (every.KEYS, every.of_class("7837", fps.MESSAGE_CLASS))
