"""What a post's orders would take from a payment like its last one: worked out, and nothing kept."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.calc import payment, payslip, rates
from payroll.calc.inputs import PayInputError
from payroll.calc.orders.deducted import Deducted
from payroll.calc.orders.deductions import Deductions
from payroll.calc.orders.kinds import Order
from payroll.queries import deductions, post_paid

Kind = TypeVar("Kind", bound=Order)


@dataclass(frozen=True, slots=True)
class Effect:
    """A payment like the one of `payday`: what would be taken for each, and the net pay before and after."""

    payday: date
    net_then: Decimal
    net: Decimal
    deducted: tuple[Deducted, ...]

    def of(self, deduction: models.Deduction) -> Deducted | None:
        """What would become of one order or agreement; None when nothing would be taken for it."""
        return next((one for one in self.deducted if deductions.is_of(one, deduction)), None)


def of_post(post: models.Employment, *, day: date, actor: actors.Actor) -> Effect | None:
    """With the orders of a day, on the hours and the tax of the last approved payslip; None without one.

    Raises `Invalid` with the sentence of what cannot be worked out.
    """
    last = post_paid.approved(post, actor=actor).order_by("-payday", "-payrun__run").first()
    if last is None:
        return None
    pay = payment.from_json(last.inputs)
    found = deductions.in_force([post.pk], day=day, actor=actor).get(post.pk, [])
    try:
        taken = deductions.to_take(found)
        like_it = replace(pay, deductions=taken and _made_by(taken, pay.payday), earlier=None)
        result = payslip.calculate(pay=like_it, rates=rates.for_year(pay.tax_year))
    except PayInputError as error:
        raise errors.Invalid(str(error)) from error
    return Effect(payday=last.payday, net_then=last.net, net=result.net, deducted=result.deducted)


def _made_by(taken: Deductions, payday: date) -> Deductions:
    """As if every order had been there on that payday; among them the earlier one still comes first."""
    return replace(
        taken,
        child_maintenance=_early(taken.child_maintenance, payday),
        council_tax=_early(taken.council_tax, payday),
        court=_early(taken.court, payday),
        direct_earnings=_early(taken.direct_earnings, payday),
    )


def _early(orders: tuple[Kind, ...], payday: date) -> tuple[Kind, ...]:
    return tuple(replace(order, made=min(order.made, payday)) for order in orders)
