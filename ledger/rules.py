"""Bank details that change: how long one's own wait, what is close to payday, and why not yet. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dpss.kernel import dates

# From its first day each; a change is a new line at the end, so that what was promised before still holds.
_DAYS_TO_COOL_OFF: Final = ((date(2026, 4, 6), 3),)
_DAYS_CLOSE_TO_PAYDAY: Final = ((date(2026, 4, 6), 7),)


@dataclass(frozen=True, slots=True)
class AccountChangeFacts:
    """What is known of a change of bank details when someone approves it, or cancels it later.

    `begins_on` is the first day of the account that an approval made; `has_another` says that the person is
    paid into another one until then.
    """

    opens_on: date
    today: date
    begins_on: date | None = None
    has_another: bool = False


def days_to_cool_off(on: date) -> int:
    """For how many days a change that a person asked for themselves waits, so that they can stop it."""
    return _holding(_DAYS_TO_COOL_OFF, on)


def opens_on(asked_on: date, *, by_themselves: bool) -> date:
    """The first day on which a change may be approved."""
    return asked_on + timedelta(days=days_to_cool_off(asked_on) if by_themselves else 0)


def is_close_to_payday(payday: date, *, on: date) -> bool:
    """Whether a payday comes so soon that an approver is warned."""
    return on <= payday <= on + timedelta(days=_holding(_DAYS_CLOSE_TO_PAYDAY, on))


def cooling_off(facts: AccountChangeFacts) -> str | None:
    """What a person asked for themselves waits, so that the real owner of the sign-in can stop it."""
    if facts.today >= facts.opens_on:
        return None
    return (
        "The PA asked for this on their own pages, so it waits until"
        f" {dates.with_weekday(facts.opens_on)}. Approve it then."
    )


def it_has_not_begun(facts: AccountChangeFacts) -> str | None:
    """Into an account that holds, wages may have gone."""
    if facts.begins_on is None or facts.begins_on > facts.today:
        return None
    return (
        f"The new account holds since {dates.with_weekday(facts.begins_on)}, so it cannot be cancelled any"
        " more. Give other bank details instead."
    )


def there_is_another_account(facts: AccountChangeFacts) -> str | None:
    """Wages need somewhere to go."""
    if facts.has_another:
        return None
    return "It is the only account that we have, so it cannot be cancelled. Give other bank details instead."


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What is known of a payment that the bank sent back, when someone wants to pay it again.

    `is_checked` says that somebody confirmed the details that it went to, `has_new_account` that the payee is
    paid into another account now, `is_owed` that a correction has left something of it to pay, and
    `by_its_recorder` that whoever wrote down that it came back is the one who pays again. `is_relied_on` says
    that a correction has since counted on wages that were settled another way.
    """

    is_checked: bool
    has_new_account: bool
    is_owed: bool
    by_its_recorder: bool = False
    is_relied_on: bool = False


def something_is_owed(facts: ReturnFacts) -> str | None:
    """What a correction has taken away is not paid again."""
    if facts.is_owed:
        return None
    return "Nothing of it is owed any more, so there is nothing to pay again. Close it."


def the_details_are_known(facts: ReturnFacts) -> str | None:
    """Money that came back goes nowhere until somebody has found out why."""
    if facts.is_checked or facts.has_new_account:
        return None
    return "Confirm the bank details first, or record new ones. The bank would send it back again."


def a_second_person_agrees(facts: ReturnFacts) -> str | None:
    """Nobody pays the same money twice alone: who says that it came back has another confirm it."""
    if facts.is_checked or not facts.by_its_recorder:
        return None
    return "You wrote down that it came back, so a second person pays it again."


def no_correction_relies_on_it(facts: ReturnFacts) -> str | None:
    """What a correction has taken as paid stays as settled."""
    if facts.is_relied_on:
        return (
            "A correction has since taken these wages as settled, so this stays. Put right what is wrong with"
            " another correction of the payslip."
        )
    return None


BEFORE_UNSETTLING: Final = (no_correction_relies_on_it,)
BEFORE_PAYING_AGAIN: Final = (something_is_owed, the_details_are_known, a_second_person_agrees)
BEFORE_APPROVING_AN_ACCOUNT: Final = (cooling_off,)
BEFORE_CANCELLING_AN_ACCOUNT: Final = (it_has_not_begun, there_is_another_account)


def _holding(lines: tuple[tuple[date, int], ...], on: date) -> int:
    return next((value for start, value in reversed(lines) if start <= on), lines[0][1])
