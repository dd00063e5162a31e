"""The rules about a NINO Verification Request; HMRC's table gives them names, not numbers."""

from payroll.rti import nvr
from payroll.rti.rules import every
from payroll.rti.rules.part import Rule

RULES = (
    *every.REFERENCES,
    Rule(
        "NVR.0",
        nvr.DOCUMENT,
        lambda request: request.count("Employee") <= nvr.MOST,
        f"HMRC answers about {nvr.MOST} people at a time. Ask about the others in another request.",
    ),
)
MESSAGE_RULES = (every.KEYS, every.of_class("NVR.1", nvr.MESSAGE_CLASS))
