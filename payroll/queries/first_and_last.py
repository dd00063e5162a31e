"""What a payment is to the beginning and to the end of an employment, for many posts at once."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.calc import leavers, tax_periods
from payroll.calc.leavers import Leaving, Part


@dataclass(frozen=True, slots=True)
class Facts:
    """By post: pay and tax of earlier jobs this year, and payday and code of a final payment that was made.

    `earlier` has a row for every P45 of the year, with nought where its figures do not count, and for every
    post that came with figures of another payroll; `taken_on` has the last payday of that payroll.
    """

    period: models.PayPeriod
    earlier: Mapping[uuid.UUID, tuple[Decimal, Decimal]]
    finals: Mapping[uuid.UUID, tuple[date, str]]
    taken_on: Mapping[uuid.UUID, date]
    # Posts that are paid something beside what the period owes them.
    beside: Collection[uuid.UUID] = frozenset()

    def is_paid_elsewhere(self, post: models.Employment) -> bool:
        """Whether the payroll before has paid this payday."""
        up_to = self.taken_on.get(post.pk)
        return up_to is not None and self.period.payday <= up_to

    def of(self, post: models.Employment, tax: models.TaxDetails) -> dict[str, Any]:
        """Code, basis, earlier jobs and leaving of a payment, as `PayInput` names them."""
        pay, taxed = self.earlier.get(post.pk, (money.ZERO, money.ZERO))
        part, leaving = self._end(post, tax)
        code, alone = tax.tax_code, tax.non_cumulative
        if part is Part.AFTER_LEAVING and leaving:
            code, alone = str(leavers.code_after_leaving(leaving.last_code)), True
        return {
            "tax_code": code,
            "non_cumulative": alone,
            "previous_pay": pay,
            "previous_tax": taxed,
            "part": part,
            "leaving": leaving,
        }

    def is_unexplained(
        self, post: models.Employment, tax: models.TaxDetails | None, *, paid: Collection[uuid.UUID]
    ) -> bool:
        """Whether a start within the tax year has a cumulative code that nothing on record gives it.

        Such a code would pay out the free pay of the months before, which an earlier job may have used.
        `paid` are the posts with figures of this year, paid here or brought forward.
        """
        year, began = self.period.tax_year, post.first_day
        if tax is None or tax.non_cumulative or tax.starter_declaration:
            return False
        if began == tax_periods.first_day(year) or tax_periods.tax_year_of(began) != year:
            return False
        return post.pk not in paid and post.pk not in self.earlier

    def _end(self, post: models.Employment, tax: models.TaxDetails) -> tuple[Part, Leaving | None]:
        """The payment of the period with the last day is the final one; HMRC hears of the day with it.

        What is paid after that comes after leaving, for whichever period it is.
        """
        if post.last_day is None:
            return Part.ORDINARY, None
        if post.pk in self.finals:
            payday, code = self.finals[post.pk]
            if self.period.payday < payday:
                return Part.ORDINARY, None
            return Part.AFTER_LEAVING, Leaving(last_day=post.last_day, last_code=code, final_payday=payday)
        if post.last_day > self.period.last_day or post.pk in self.beside:
            return Part.ORDINARY, None
        return Part.FINAL, Leaving(last_day=post.last_day, last_code=tax.tax_code)


def facts(
    owed: Sequence[models.Employment],
    period: models.PayPeriod,
    *,
    actor: actors.Actor,
    without: Collection[uuid.UUID] = (),
    beside: Collection[uuid.UUID] = frozenset(),
) -> Facts:
    """What is recorded of these posts, in three queries, and another where somebody has left.

    `beside` are those paid something that the period does not owe them, such as a bonus. `without` are
    payslips that do not count, because what replaces them is being worked out.
    """
    jobs = models.EarlierJob.objects.filter(
        employment_id__in=[post.pk for post in owed], tax_year=period.tax_year, withdrawn=False
    )
    rows = scope.visible_to(jobs, actor).values_list("employment_id", "pay", "tax")
    earlier = {key: (pay or money.ZERO, taxed or money.ZERO) for key, pay, taxed in rows}
    brought = _brought_forward([post.pk for post in owed], period, actor)
    for row in brought:
        pay, taxed = earlier.get(row.employment_id, (money.ZERO, money.ZERO))
        earlier[row.employment_id] = (pay + row.previous_pay, taxed + row.previous_tax)
    earlier |= _said_by_hmrc([post.pk for post in owed], period, actor)
    return Facts(
        period=period,
        earlier=earlier,
        taken_on={row.employment_id: row.up_to for row in brought},
        finals=_finals([post.pk for post in owed if post.last_day], without, actor),
        beside=beside,
    )


def paid_elsewhere(
    post_ids: Sequence[uuid.UUID], period: models.PayPeriod, *, actor: actors.Actor
) -> frozenset[uuid.UUID]:
    """The posts whose payday the payroll before has paid, in one query."""
    brought = _brought_forward(post_ids, period, actor)
    return frozenset(row.employment_id for row in brought if period.payday <= row.up_to)


def _brought_forward(
    post_ids: Sequence[uuid.UUID], period: models.PayPeriod, actor: actors.Actor
) -> Sequence[models.BroughtForward]:
    rows = models.BroughtForward.objects.filter(employment_id__in=post_ids, tax_year=period.tax_year)
    return list(scope.visible_to(rows.defer("figures"), actor))


def _said_by_hmrc(
    post_ids: Sequence[uuid.UUID], period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, tuple[Decimal, Decimal]]:
    """Pay and tax of earlier jobs as the newest P6 has them: they stand in place of all others."""
    rows = models.PreviousPay.objects.filter(
        employment_id__in=post_ids, tax_year=period.tax_year, from_payday__lte=period.payday
    )
    newest = scope.visible_to(rows.order_by("from_payday"), actor).values_list("employment_id", "pay", "tax")
    return {key: (pay, taxed) for key, pay, taxed in newest}


def _finals(
    leaver_ids: Sequence[uuid.UUID], without: Collection[uuid.UUID], actor: actors.Actor
) -> Mapping[uuid.UUID, tuple[date, str]]:
    slips = models.Payslip.objects.filter(
        employment_id__in=leaver_ids,
        approved_at__isnull=False,
        replaced_at=None,
        inputs__part=Part.FINAL.value,
    ).exclude(pk__in=without)
    rows = scope.visible_to(slips, actor).values_list("employment_id", "payday", "inputs__tax_code")
    return {key: (payday, code) for key, payday, code in rows}
