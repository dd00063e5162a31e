"""What stands in the way of asking for money that is left over, each in its sentence. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clients.surplus import LABELS, Outcome, Working, in_words
from dpss.kernel import dates, money


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What is known when a notice moves on. `may_ask` is what today's working says may be asked about."""

    today: date
    reply_by: date | None
    amount: Decimal
    may_ask: Decimal


def why_not_asked(working: Working | None) -> str | None:
    """Nothing is asked back while the limit is not decided, a need is not known, or nothing is above it."""
    if working is None:
        return "No direct payment is in force, or your council has decided no limit. Nothing is asked back."
    if working.outcome is Outcome.ABOVE:
        return None
    if working.outcome is Outcome.WITHIN and working.not_known:
        missing = ", ".join(LABELS[kind].lower() for kind in working.not_known)
        return f"{in_words(working)} Not known yet: {missing}."
    return in_words(working)


def so_much_is_left_over(facts: NoticeFacts | None) -> str | None:
    """What was left over when the notice was written may be needed by now."""
    if facts is None or facts.may_ask >= facts.amount:
        return None
    return (
        f"The notice asks for {money.in_words(facts.amount)}, and today {money.in_words(facts.may_ask)} may"
        " be asked about. Withdraw it, and work it out again."
    )


def the_time_to_reply_is_over(facts: NoticeFacts | None) -> str | None:
    """Nobody's money moves before they had their time to answer."""
    if facts is None or (facts.reply_by is not None and facts.today > facts.reply_by):
        return None
    until = dates.with_weekday(facts.reply_by) if facts.reply_by else "a day that is not named yet"
    return f"They have until {until} to answer. Nothing moves before the day after."
