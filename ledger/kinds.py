"""What a payment is for, and the body that every provider pays: names that other parts of the portal use."""

from typing import Final

WAGES: Final = "wages"
HMRC: Final = "hmrc"
PENSION: Final = "pension"

# The body as `CreditorAccount.creditor` names it. Pension schemes go by their own names.
HMRC_AS_CREDITOR: Final = "hmrc"


def as_creditor(name: str) -> str:
    """The name of a body in the one form in which its account is kept and looked for: in small letters."""
    return " ".join(name.split()).lower()
