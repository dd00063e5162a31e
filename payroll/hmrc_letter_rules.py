"""Until when a letter from HMRC can be appealed, and what must be decided before it is paid. Pure.

A notice of appeal is given within 30 days after the day on which HMRC issued its decision (Taxes Management
Act 1970 section 31A for assessments and determinations; Finance Act 2009 Schedule 55 paragraph 21 and
Schedule 56 paragraph 14 carry it over to penalties for late reports and late payment).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

APPEAL_DAYS: Final = 30
# Kinds of letter that are a decision of HMRC, against which there is an appeal.
DECISIONS: Final = frozenset({"penalty", "late_payment", "underpaid"})
# Kinds that are a cost of their own. Tax that was not paid is in the wages, the P32 and HMRC's bills.
PENALTIES: Final = frozenset({"penalty", "late_payment"})
EMPLOYER: Final = "employer"
# What is decided when it is decided who pays: with another of these, nobody has decided it.
DECIDED_ON: Final = ("kind", "amount", "reference")
# States in which nothing is owed for a penalty.
NOT_OWED: Final = frozenset({"won", "closed", "refunded"})
# States in which HMRC has the money.
PAID: Final = frozenset({"paid", "allowed"})
# Days before the last day of appeal on which somebody is reminded.
REMIND_DAYS: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What counts when a letter moves on."""

    kind: str
    has_amount: bool
    payer: str
    reference: str = ""
    provider_pays: bool = False
    has_payment: bool = False
    was_given_up: bool = False
    came_back: bool = False

    @property
    def from_managed_account(self) -> bool:
        """Whether it is the employer's money, and the provider of the payroll keeps the account.

        A payment that came back and is not made again is made another way, and recorded.
        """
        is_theirs = self.payer == EMPLOYER and self.kind in PENALTIES
        return is_theirs and self.provider_pays and not self.was_given_up


def appeal_by(*, kind: str, dated: date) -> date | None:
    """The last day of an appeal, counted from the letter's own date; None where there is no appeal."""
    return dated + timedelta(days=APPEAL_DAYS) if kind in DECISIONS else None


def can_be_appealed(facts: LetterFacts) -> str | None:
    """Only a decision of HMRC has an appeal."""
    if facts.kind in DECISIONS:
        return None
    return "There is no appeal against a letter of this kind. Record our answer instead."


def asks_for_money(facts: LetterFacts) -> str | None:
    """What asks for no money is not paid."""
    if facts.has_amount:
        return None
    return "No amount is recorded for this letter. Enter it, or close the letter."


def it_is_decided_who_pays(facts: LetterFacts) -> str | None:
    """Somebody has decided whose money it is before any is paid."""
    if facts.payer:
        return None
    return "It is not decided who pays. A payroll manager decides that first."


def is_not_in_the_payments(facts: LetterFacts) -> str | None:
    """What the provider pays from the managed account goes through the payments, once."""
    if not facts.from_managed_account:
        return None
    return "You keep this employer’s managed account, so pay it from there."


def they_pay_it_themselves(facts: LetterFacts) -> str | None:
    """The employer's own penalty, where nobody keeps an account for them."""
    if facts.payer == EMPLOYER and facts.kind in PENALTIES and not facts.provider_pays:
        return None
    return "You do not pay this letter yourself. Ring us about it."


def is_in_the_payments(facts: LetterFacts) -> str | None:
    """Only the employer's own penalty is paid from a managed account."""
    if facts.from_managed_account:
        return None
    return "It is not a penalty that the managed account pays. Record it as paid when it is."


def is_a_penalty(facts: LetterFacts) -> str | None:
    """Tax that was paid too much comes back with the P32 and HMRC's bills."""
    if facts.kind in PENALTIES:
        return None
    return "Only a penalty is given back here. What was wrong of the tax is put right with the wages."


def hmrc_had_the_money(facts: LetterFacts) -> str | None:
    """What the bank sent back never reached HMRC."""
    if not facts.came_back:
        return None
    return (
        "The bank sent the payment to HMRC back, so HMRC has nothing to give back. Record first that"
        " HMRC does not give it back."
    )


def has_a_reference(facts: LetterFacts) -> str | None:
    """HMRC finds a payment by the reference that the letter names."""
    if facts.reference:
        return None
    return "HMRC’s reference is not recorded. HMRC finds the payment by it: record what the letter says."


def no_payment_carries_it(facts: LetterFacts) -> str | None:
    """What is in the payments is not decided a second time."""
    if not facts.has_payment:
        return None
    return "A payment for it is in Payments already. If the bank sends it back, record that there."
