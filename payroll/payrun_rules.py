"""Why a payrun is not approved: the sentences that stop it. Each is a pure function of the facts."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PayrunFacts:
    """What is known of a payrun when someone approves it."""

    payslips: int
    sheets_changed: bool = False
    overtaken: bool = False
    unbanked: str = ""
    corrects_nothing: bool = False
    # Why an off-cycle run cannot be paid any more as it was started.
    does_not_fit: str = ""
    # Why the employer's own agreement is still missing, where they agree each payrun first.
    not_agreed: str = ""
    # Why there is not enough money for it, where the provider pays from a managed account.
    not_funded: str = ""
    # Why this person may not approve it: they have changed what it pays, or it pays them.
    by_another: str = ""


def it_has_payslips(facts: PayrunFacts) -> str | None:
    """A payrun without payslips pays nobody."""
    return None if facts.payslips else "There are no payslips in it. Calculate it first."


def no_sheet_changed_since(facts: PayrunFacts) -> str | None:
    """What is approved is what was calculated."""
    if facts.sheets_changed:
        return "A timesheet has been approved since it was calculated. Calculate it again."
    return None


def nothing_has_overtaken_it(facts: PayrunFacts) -> str | None:
    """Each payslip goes on from the year's figures: two that start from the same ones would both be wrong."""
    if facts.overtaken:
        return "This year's figures have changed since it was calculated. Calculate it again."
    return None


def pay_on_a_day_of_its_own_still_fits(facts: PayrunFacts) -> str | None:
    """What the post is paid besides may have moved since an off-cycle run was started."""
    return facts.does_not_fit or None


def a_correction_changes_something(facts: PayrunFacts) -> str | None:
    """A payslip is replaced only by one that says something else."""
    if facts.corrects_nothing:
        return "The new payslip says the same as the old one. Put right what was wrong first."
    return None


def the_employer_has_agreed(facts: PayrunFacts) -> str | None:
    """Employers who want to agree each payrun are asked before it is paid."""
    return facts.not_agreed or None


def there_is_money_for_it(facts: PayrunFacts) -> str | None:
    """Nobody pays more from a managed account than is on it, unless somebody named pays in."""
    return facts.not_funded or None


def everyone_has_bank_details(facts: PayrunFacts) -> str | None:
    """Wages need somewhere to go."""
    if facts.unbanked:
        return f"{facts.unbanked} has no bank details. Add them, then approve."
    return None


def another_has_decided_what_it_pays(facts: PayrunFacts) -> str | None:
    """Pay that one person decides is approved by a second, and never by whom it pays."""
    return facts.by_another or None


BEFORE_PAYING: tuple[Callable[[PayrunFacts], str | None], ...] = (
    it_has_payslips,
    another_has_decided_what_it_pays,
    pay_on_a_day_of_its_own_still_fits,
    no_sheet_changed_since,
    nothing_has_overtaken_it,
    a_correction_changes_something,
    everyone_has_bank_details,
    the_employer_has_agreed,
    there_is_money_for_it,
)
