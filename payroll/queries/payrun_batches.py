"""Which payruns are worked out, and looked at, in one go."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from payroll import models


def batches(payruns: Sequence[models.Payrun]) -> list[list[models.Payrun]]:
    """Payruns of one period together, each correction by itself; all with what they hang on."""
    periods = models.PayPeriod.objects.select_related("group").in_bulk({run.period_id for run in payruns})
    corrected = models.Payslip.objects.in_bulk([run.corrects_id for run in payruns if run.corrects_id])
    found: dict[object, list[models.Payrun]] = defaultdict(list)
    for run in payruns:
        run.period = periods[run.period_id]
        run.corrects = corrected[run.corrects_id] if run.corrects_id else None
        found[run.period_id, run.corrects_id].append(run)
    return list(found.values())


def corrected_by(payruns: Iterable[models.Payrun]) -> frozenset[uuid.UUID]:
    """The payslips that they correct: while a correction is worked out, its old payslip does not count."""
    return frozenset(run.corrects_id for run in payruns if run.corrects_id)
