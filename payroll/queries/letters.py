"""A letter of earnings: what a job paid between two days, payday by payday."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpss.access import actors
from dpss.kernel import dates, errors, money
from dpss.kernel.dates import Span
from payroll import models, postings
from payroll.queries import papers


@dataclass(frozen=True, slots=True)
class Paid:
    """One payday of the letter, in pounds."""

    payday: date
    gross: Decimal
    taken_off: Decimal
    reimbursed: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class Letter:
    """Which job, which days, each payment, and who issues it on which day."""

    post: models.Employment
    span: Span
    rows: tuple[Paid, ...]
    issued_on: date

    @property
    def total(self) -> Paid:
        """The sums; its payday is the last one."""
        return Paid(
            self.rows[-1].payday,
            *(
                money.total(getattr(row, name) for row in self.rows)
                for name in ("gross", "taken_off", "reimbursed", "net")
            ),
        )

    @property
    def issuer(self) -> str:
        """The payroll provider that makes it for the employer."""
        name: str = self.post.employer.pay_group.organisation.name
        return name


def since(*, months: int, today: date) -> Span:
    """The last so many months, up to today."""
    return Span(dates.add_months(today, -months) + date.resolution, today)


def letter(post: models.Employment, span: Span, *, actor: actors.Actor) -> Letter:
    """The payslips with a payday on these days. Raises `Invalid` where there is none."""
    rows = tuple(map(_paid, _slips(post.pk, span, actor)))
    if not rows:
        raise errors.Invalid(
            f"{post.employer.name} paid nothing from {dates.span_in_words(span)}. Choose other dates.",
            field="first",
        )
    return Letter(post=post, span=span, rows=rows, issued_on=actor.today)


def _slips(employment_id: uuid.UUID, span: Span, actor: actors.Actor) -> Sequence[models.Payslip]:
    rows = papers.counted(actor=actor).filter(
        employment_id=employment_id, payday__range=(span.first, span.last)
    )
    return list(rows.order_by(*papers.IN_ORDER))


def _paid(slip: models.Payslip) -> Paid:
    return Paid(
        payday=slip.payday,
        gross=slip.gross,
        taken_off=money.total(getattr(slip, name) for name in postings.DEDUCTIONS),
        reimbursed=slip.non_taxable,
        net=slip.net,
    )
