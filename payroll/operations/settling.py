"""What an approved payslip settles of contracted pay is kept, each sheet once."""

from collections.abc import Sequence

from dpss.access import actors, scope
from payroll import models, settling, stored_pay
from payroll.calc.lines import CORRECTION


def settle(slips: Sequence[models.Payslip], *, actor: actors.Actor) -> None:
    """Note which sheets these payslips settle. What a payslip before them settled already stays its own.

    What a replaced payslip settled is from now on its replacement's, or is to be settled again. `slips` come
    with `replaces` loaded.
    """
    replaced = [slip.replaces_id for slip in slips if slip.replaces_id]
    scope.visible_to(models.SheetCorrection.objects.filter(payslip__in=replaced), actor).delete()
    made = [
        models.SheetCorrection(
            council_id=slip.council_id,
            subject_id=slip.subject_id,
            sheet_id=one.sheet_id,
            paid_sheet_id=one.paid_sheet_id,
            payslip=slip,
            minutes=one.minutes,
            amount=one.amount,
        )
        for slip in slips
        if any(line["code"] == CORRECTION for line in slip.inputs["worked_out"])
        for one in settling.settled_by(stored_pay.resting_of(slip.inputs))
    ]
    if not made:
        return
    before = models.SheetCorrection.objects.filter(sheet__in=[one.sheet_id for one in made])
    known = set(scope.visible_to(before, actor).values_list("sheet_id", flat=True))
    models.SheetCorrection.objects.bulk_create(one for one in made if one.sheet_id not in known)
