"""The chart of accounts: what each code means, and whether a debit or a credit makes it grow."""

import functools
import uuid
from typing import Final

DIRECT_PAYMENT: Final = "direct_payment"
FUNDING: Final = "funding"
WAGES: Final = "wages"
EMPLOYER_NI: Final = "employer_ni"
EMPLOYER_PENSION: Final = "employer_pension"
NET_PAY: Final = "net_pay"
HMRC: Final = "hmrc"
PENSION: Final = "pension"
ORDERS: Final = "orders"
PENALTIES: Final = "penalties"
PENALTIES_OF_OTHERS: Final = "penalties_of_others"
PENALTIES_OWED: Final = "penalties_owed"
# What only a bank statement tells of: money that nobody sent through the portal.
BANK_CHARGES: Final = "bank_charges"
INTEREST: Final = "interest"
CASH: Final = "cash"

# Debit is positive, decided once: what a client has and what work costs are positive, what is owed
# and what came in are negative.
ACCOUNTS: Final = {
    DIRECT_PAYMENT: "Direct payment account",
    FUNDING: "Paid in by the council and the client",
    WAGES: "Cost of wages",
    EMPLOYER_NI: "Cost of employer's National Insurance",
    EMPLOYER_PENSION: "Cost of employer's pension",
    NET_PAY: "Owed to personal assistants",
    HMRC: "Owed to HMRC",
    PENSION: "Owed to the pension scheme",
    ORDERS: "Owed under orders and agreements",
    PENALTIES: "Cost of penalties",
    PENALTIES_OF_OTHERS: "Penalties that the provider or the council pays",
    PENALTIES_OWED: "Owed to HMRC for penalties",
    BANK_CHARGES: "Cost of bank charges",
    INTEREST: "Interest from the bank",
    CASH: "Cash taken out, to be shown what for",
}
CHOICES: Final = list(ACCOUNTS.items())


@functools.lru_cache(maxsize=100_000)
def account_id(subject_id: uuid.UUID, code: str) -> uuid.UUID:
    """The key of a subject's account: worked out, so that it can be named without being seen."""
    return uuid.uuid5(subject_id, f"ledger account {code}")
