"""What HMRC's schemas ask of each message: the order of its elements, and the form of each value.

Read from HMRC's schemas: envelope 2.0-HMRC, FullPaymentSubmission and EmployerPaymentSummary 2026 v1.0 and
2027 v1.0, NINOverificationRequest v1.2.
"""

import functools
import re
from dataclasses import dataclass

from payroll.gateways.sandbox import shapes
from payroll.gateways.sandbox.forms import eps, fps, nvr

YEARS = ("25-26", "26-27")
NAMESPACE = re.compile(
    r"http://www\.govtalk\.gov\.uk/taxation/PAYE/RTI/"
    r"(?P<name>FullPaymentSubmission|EmployerPaymentSummary|NINOverificationRequest)"
    r"(/(?P<year>\d\d-\d\d))?/\d+"
)
CLASSES = {
    "FullPaymentSubmission": "HMRC-PAYE-RTI-FPS",
    "EmployerPaymentSummary": "HMRC-PAYE-RTI-EPS",
    "NINOverificationRequest": "HMRC-PAYE-RTI-NVR",
}
TEST_IN_LIVE = "-TIL"
KNOWN_CLASSES = frozenset(name + end for name in CLASSES.values() for end in ("", TEST_IN_LIVE))


@dataclass(frozen=True)
class Kind:
    """Which message a namespace stands for: its name, its tax year ("26-27"; an NVR has none), its shape."""

    name: str
    year: str | None
    form: shapes.Form


@functools.cache
def find(namespace: str) -> Kind | None:
    """Return the kind of message a namespace stands for, or None when the sandbox does not read it."""
    found = NAMESPACE.fullmatch(namespace)
    if found is None:
        return None
    name, year = found["name"], found["year"]
    if name == "NINOverificationRequest":
        return Kind(name, None, nvr.FORM) if year is None else None
    if year not in YEARS:
        return None
    return Kind(name, year, fps.form(year) if name == "FullPaymentSubmission" else eps.form(year))
