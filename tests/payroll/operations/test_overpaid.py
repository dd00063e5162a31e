"""Wages that a correction found overpaid: won back by agreement, or written off."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.access import actors, transitions
from dpss.kernel import errors
from payroll import models
from payroll.operations import corrections
from tests.cast import AT, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.correcting import begin, correct, sent
from tests.payroll.operations.steps import job

pytestmark = pytest.mark.django_db
OLD_NET = Decimal("135.00")


class TestOverpaid:
    """What is decided about wages that were paid too high."""

    def overpay(self) -> models.Overpayment:
        steps.pay_november()
        sent()
        correct("13.00")
        with actors.acting(job()):
            rows = models.Overpayment.objects.select_related("employment", "payslip")
            return rows.get(payslip__payday=dt.date(2026, 11, 27))

    def test_it_is_won_back_by_an_agreed_deduction(self, cast: Cast) -> None:
        over = self.overpay()
        with actors.acting(cast.olu.actor()):
            done = corrections.win_back(
                overpayment=over,
                first_day=dt.date(2026, 11, 28),
                each_time=Decimal("2.50"),
                agreed_on=dt.date(2026, 11, 21),
                actor=cast.olu.actor(),
                at=AT,
            )
        with actors.acting(job()):
            row = models.DeductionTerms.objects.get(deduction=done.deduction_id)
        assert (done.state, row.normal, row.owed) == ("agreed", Decimal("2.50"), Decimal("5.00"))

    def test_it_is_decided_once(self, cast: Cast) -> None:
        over = self.overpay()
        with actors.acting(cast.mara.actor()):
            corrections.write_off(overpayment=over, reason="Our mistake", actor=cast.mara.actor(), at=AT)
            with pytest.raises(errors.Conflict, match="Written off"):
                corrections.win_back(
                    overpayment=over,
                    first_day=dt.date(2026, 11, 28),
                    each_time=Decimal("2.50"),
                    agreed_on=dt.date(2026, 11, 21),
                    actor=cast.mara.actor(),
                    at=AT,
                )
            with pytest.raises(transitions.Refused):
                corrections.write_off(overpayment=over, reason="Again", actor=cast.mara.actor(), at=AT)

    def test_until_it_is_decided_no_further_correction_begins(self) -> None:
        over = self.overpay()
        with pytest.raises(errors.Conflict, match="nobody has decided about it"):
            begin(over.payslip)

    def test_what_was_written_off_is_not_paid_again_by_a_further_correction(self, cast: Cast) -> None:
        over = self.overpay()
        with actors.acting(cast.mara.actor()):
            corrections.write_off(overpayment=over, reason="Our mistake", actor=cast.mara.actor(), at=AT)
        with pytest.raises(errors.Conflict, match="written off, so a correction could pay it twice"):
            begin(over.payslip)

    def test_an_officer_does_not_write_it_off(self, cast: Cast) -> None:
        over = self.overpay()
        with actors.acting(cast.olu.actor()), pytest.raises(errors.NotAllowed):
            corrections.write_off(overpayment=over, reason="Our mistake", actor=cast.olu.actor(), at=AT)
