"""When a notice from HMRC may be applied, and when it may still be taken back. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What stands in the way: the fault that was found, a payday approved since, a number confirmed."""

    fault: str = ""
    is_paid_with: bool = False
    is_about_a_number: bool = False


def can_be_applied(facts: NoticeFacts) -> str | None:
    """A notice is applied to the post that it names, in its tax year, when nothing newer holds there."""
    return facts.fault or None


def nobody_is_paid_with_it(facts: NoticeFacts) -> str | None:
    """What somebody has been paid with stays; HMRC sends another notice if this one was wrong."""
    if not facts.is_paid_with:
        return None
    return (
        "A payday since then is approved, and stays as it was paid. Change the tax details from the next"
        " payday, or wait for HMRC's next notice."
    )


def it_is_not_about_a_number(facts: NoticeFacts) -> str | None:
    """A National Insurance number that was confirmed is put right with the person, not taken back."""
    if not facts.is_about_a_number:
        return None
    return "The number is recorded for the PA. If it is wrong, put right who the PA is to HMRC on their file."
