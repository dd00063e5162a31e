"""What is paid to somebody who has left: once as the final payment, and after that only on 0T.

Income Tax (Pay As You Earn) Regulations 2003, regulation 37; gov.uk, paying an employee after giving them a
P45. The FPS repeats the first leaving date, and there is never a second P45.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from payroll.calc import tax_code, wording
from payroll.calc.inputs import PayInputError
from payroll.calc.tax_code import TaxCode


class Part(StrEnum):
    """What a payment is to the end of an employment."""

    ORDINARY = "ordinary"
    FINAL = "final"
    AFTER_LEAVING = "after_leaving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """The last day, the code of the final payment, and its payday once it has been made.

    The P45 counts everything up to and including the final payment.
    """

    last_day: date
    last_code: str
    final_payday: date | None = None


def code_after_leaving(last_code: str) -> TaxCode:
    """0T on the week 1/month 1 basis, with the nation of the last code: S0T in Scotland, C0T in Wales."""
    return tax_code.made("0T", prefix=tax_code.parse(last_code).prefix, non_cumulative=True)


def check_payment(
    *, payday: date, part: Part, code: str, non_cumulative: bool, leaving: Leaving | None
) -> None:
    """Refuse to pay a leaver twice, and a payment after leaving that is not taxed as one.

    `leaving` is None for somebody who has not left. `code` and `non_cumulative` are the payment's own.
    """
    if leaving is None:
        if part is not Part.ORDINARY:
            raise PayInputError(
                f"Leaving date: the payment of {wording.day(payday)} is marked {_said(part)}, and there is"
                " none. Enter the last day of work."
            )
    elif part is Part.AFTER_LEAVING:
        _check_after_leaving(payday, code, non_cumulative, leaving)
    elif leaving.final_payday is not None:
        _check_not_paid_twice(payday, part, leaving.final_payday)


def _check_after_leaving(payday: date, code: str, non_cumulative: bool, leaving: Leaving) -> None:  # noqa: FBT001 (the code's basis)
    if leaving.final_payday is None:
        raise PayInputError(
            "Payment after leaving: there has been no final payment. Make that of"
            f" {wording.day(payday)} the final one, on the last code."
        )
    if payday < leaving.final_payday:
        raise PayInputError(
            f"Payment after leaving: {wording.day(payday)} is before the final payment of"
            f" {wording.day(leaving.final_payday)}."
        )
    due = code_after_leaving(leaving.last_code)
    used = tax_code.parse_boxed(code, non_cumulative=non_cumulative)
    if used != due:
        raise PayInputError(
            f"Tax code: a payment after leaving is taxed with {due} on the week 1/month 1 basis, not {used}"
            f" on the {'same' if used.non_cumulative else 'cumulative'} basis."
        )


def _check_not_paid_twice(payday: date, part: Part, final: date) -> None:
    if part is Part.FINAL:
        raise PayInputError(
            f"Final payment: it was made on {wording.day(final)}, and a leaver has only one. Mark the payment"
            f" of {wording.day(payday)} as made after leaving if more is owed."
        )
    if payday >= final:
        raise PayInputError(
            f"Payment of {wording.day(payday)}: the final payment was made on {wording.day(final)}. Mark it"
            " as made after leaving if more is owed; nobody is paid twice."
        )


def _said(part: Part) -> str:
    return "as the final one" if part is Part.FINAL else "as made after leaving"
