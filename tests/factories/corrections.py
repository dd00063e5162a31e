"""A correction that waits, and what an approved one found to be overpaid."""

from decimal import Decimal
from typing import Any

from payroll import models
from tests.factories import access


def correction(*, slip: models.Payslip, **given: Any) -> models.Payrun:
    """A correction of this payslip that was begun and undone again."""
    run = slip.payrun
    usual = {"kind": "correction", "corrects": slip, "reason": "The hours were wrong.", "run": run.run + 1}
    return models.Payrun.objects.create(
        employer=run.employer, period=run.period, **access.on(run), **usual | given
    )


def overpayment(*, payslip: models.Payslip, **given: Any) -> models.Overpayment:
    """Five pounds too much, which nobody has decided about."""
    usual = {"amount": Decimal("5.00")}
    return models.Overpayment.objects.create(
        payslip=payslip, employment=payslip.employment, **access.on(payslip), **usual | given
    )
