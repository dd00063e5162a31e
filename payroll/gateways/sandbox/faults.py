"""What can be wrong with a message, by the numbers HMRC publishes.

Gateway errors are listed in appendix A of HMRC's Document Submission Protocol 3.1; the sentences are our own.
"""

from dataclasses import dataclass

GATEWAY = {
    1000: "System failure. The document was not taken in because of an internal error.",
    1001: "The document is badly formed or does not follow the GovTalk schema.",
    1002: "Authentication failure. The digital signature on the document is not recognised.",
    1020: "The document fills in CorrelationID, which is the Gateway's own field and must be left empty.",
    1035: "The CorrelationID is missing. A poll and a delete must carry the one they were given.",
    1038: "StartDate and StartTime must come before EndDate and EndTime.",
    1039: "StartDate, StartTime, EndDate or EndTime is not a valid date or time.",
    1040: "The authentication method does not fit: W3Csigned takes a Signature, the other methods a Value.",
    1042: "The document has no content in its Body.",
    1046: "Authentication failure. The user ID or password is not accepted for this service.",
    2000: "There is no record of this CorrelationID. It was deleted, or it was never given.",
}

BUSINESS = 3001
MARK_WRONG = 2021
MARK_MISSING = 2022
# The numbers HMRC's RTI replies carry when a body does not follow its schema.
CONTENT = 4065
VALUE = 4085
# The first number of the sandbox's own; those of its rules follow.
TOLD_TO_REJECT = 9000
NOT_READ_HERE = 9010


@dataclass(frozen=True)
class Fault:
    """One thing the department finds wrong: HMRC's number, a sentence, and where it stands."""

    number: int
    text: str
    location: str = ""
    kind: str = "business"


class RefusedError(Exception):
    """The Gateway does not take a message in: a number of appendix A and what exactly is wrong."""

    def __init__(self, number: int, detail: str = "") -> None:
        super().__init__(number)
        self.number = number
        self.text = " ".join(part for part in (GATEWAY[number], detail) if part)
