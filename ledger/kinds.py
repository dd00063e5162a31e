"""What a payment is for, and the body that every provider pays: names that other parts of the portal use."""

from typing import Final

WAGES: Final = "wages"
HMRC: Final = "hmrc"
PENSION: Final = "pension"
# What was taken from wages under an order or an agreement, and goes to whoever sent that.
ORDERS: Final = "orders"
# What a council pays to a person: the direct payment itself.
DIRECT_PAYMENT: Final = "direct_payment"
# To a person's bank account go these, to the account of a body all others.
TO_PEOPLE: Final = (WAGES, DIRECT_PAYMENT)

# The body as `CreditorAccount.creditor` names it. Pension schemes go by their own names.
HMRC_AS_CREDITOR: Final = "hmrc"


def as_creditor(name: str) -> str:
    """The name of a body in the one form in which its account is kept and looked for: in small letters."""
    return " ".join(name.split()).lower()
