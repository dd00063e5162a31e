"""What the pension means for one payment: who pays in, what goes back, and what should be said of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dpss.kernel import dates, money
from dpss.kernel.dates import Span
from payroll import models, pension_story
from payroll.calc import earnings, payment, pension, results
from payroll.calc.inputs import PayInputError
from payroll.calc.pension_duties.facts import PayPeriod
from payroll.pension_story import Decided, Record
from payroll.queries import pension_schemes


@dataclass(frozen=True, slots=True)
class Of:
    """The pension of one post in one period: its record, the employer's scheme, and the period's days."""

    record: Record | None
    scheme: models.PensionScheme | None
    span: Span


@dataclass(frozen=True, slots=True)
class Assessed:
    """A payment with its pension in it, what was decided, or the sentence of what stops deciding."""

    pay: payment.PayInput
    period: PayPeriod | None = None
    decided: Decided | None = None
    problem: str = ""


def assess(pay: payment.PayInput, of: Of | None) -> Assessed:
    """Look at the pay of the period, and take or give back what follows from it.

    What the rules cannot decide leaves a member in and nobody else: somebody looks at the record, and wages
    go out. Raises `PayInputError` for a member of another kind of pension than the scheme is.
    """
    if of is None or of.record is None:
        return Assessed(pay)
    earlier = pay.earlier.earnings if pay.earlier else money.ZERO
    gross = earnings.gross(pay.earnings) + money.total(line.amount for line in pay.worked_out)
    try:
        now = PayPeriod(span=of.span, payday=pay.payday, interval=pay.interval, earnings=gross + earlier)
        decided = pension_story.decide(of.record, now=now)
    except PayInputError as error:
        known = of.record.member_since(pay.payday)
        return Assessed(_paid_in(pay, of, known), problem=f"Pension: {error}")
    if decided.refund is not None:
        return Assessed(replace(pay, pension=None, refund=decided.refund), now, decided)
    return Assessed(_paid_in(pay, of, decided.member_from), now, decided)


def to_say(found: Assessed, result: results.PayResult) -> Iterator[str]:
    """What a person should look at before this is approved."""
    if found.problem:
        yield found.problem
    decided = found.decided
    if decided is None:
        return
    if decided.refund is not None:
        yield (
            f"Opted out of the pension: {money.in_words(decided.refund.employee)} goes back with this pay,"
            f" and {money.in_words(decided.refund.employer)} to the employer."
        )
    elif decided.member_from is not None and found.pay.pension is None:
        yield (
            f"Must be in a pension from {dates.in_words(decided.member_from)}, and it is not recorded with"
            " whom. Record the employer’s pension scheme, then calculate again. Nothing is taken yet."
        )
    elif decided.begins and decided.member_from is not None:
        yield (
            f"The pension begins on {dates.in_words(decided.member_from)}:"
            f" {money.in_words(result.pension_employee)} is taken, and the employer adds"
            f" {money.in_words(result.pension_employer)}. A letter follows."
        )


def _paid_in(pay: payment.PayInput, of: Of, begins: date | None) -> payment.PayInput:
    kind = of.record.kind_on(pay.payday) if of.record else ""
    if not kind and of.scheme is not None:
        kind = of.scheme.method
    if begins is None or not kind:
        return replace(pay, pension=None)
    member = replace(pay, pension=pension.Membership(scheme=kind, member_from=begins))
    return pension_schemes.paid_into(member, of.scheme)
