"""The Transaction Engine's error numbers in our words: what HMRC writes beside them may name people.

Source: Document Submission Protocol 3.1, appendix A; 1046, 2021 and 2022 as HMRC's service answers them.
"""

import re
from collections.abc import Iterable
from typing import Final

from payroll.rti.replies import Error

_NUMBER: Final = re.compile(r"[0-9]{1,6}", re.ASCII)
_FAULT_OF_OURS: Final = "Ask whoever runs the portal."
MOST: Final = 50
WORDS: Final = {
    "1000": "HMRC's gateway failed.",
    "1001": f"HMRC says that the message is badly formed. {_FAULT_OF_OURS}",
    "1002": "HMRC refused the user ID or the password.",
    "1020": f"HMRC did not expect a correlation ID in the message. {_FAULT_OF_OURS}",
    "1035": f"HMRC expected a correlation ID in the message. {_FAULT_OF_OURS}",
    "1038": f"HMRC did not take the days that were asked about. {_FAULT_OF_OURS}",
    "1039": f"HMRC did not take the days that were asked about. {_FAULT_OF_OURS}",
    "1040": f"HMRC did not take the way in which the message signs in. {_FAULT_OF_OURS}",
    "1042": f"HMRC says that the message has no body. {_FAULT_OF_OURS}",
    "1046": "HMRC refused the user ID or the password, or they may not report for this employer.",
    "2000": "HMRC has no record of this correlation ID.",
    "2001": "HMRC says that the message is too large.",
    "2002": "HMRC says that there is too little in the message.",
    "2005": "HMRC's own system has not answered its gateway in time.",
    "2021": f"HMRC found another IRmark than the one in the message. {_FAULT_OF_OURS}",
    "2022": f"HMRC found no IRmark in the message. {_FAULT_OF_OURS}",
    "3000": "HMRC failed to process it.",
    "3001": "HMRC refused what the report says. Its page has HMRC's own words.",
}


def numbers(errors: Iterable[Error]) -> tuple[str, ...]:
    """The different numbers among errors, in their order; empty for one that is no number. At most `MOST`."""
    found = dict.fromkeys(error.number if _NUMBER.fullmatch(error.number) else "" for error in errors)
    return tuple(found)[:MOST]


def in_words(number: str) -> str:
    """One sentence for a number, whether we know it or not."""
    if not number:
        return "HMRC gave an error without a number."
    return WORDS.get(number, f"HMRC gave its error {number}.")
