"""The file of figures for the next payroll, in the columns of the file that this one takes itself."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from payroll import models
from payroll.forms import take_on, take_on_file
from payroll.queries.holiday_left import Left
from payroll.queries.last_figures import LastFigures

_HUNDREDTH = Decimal("0.01")
_YES_NO = {True: "yes", False: "no"}


def rows(found: Iterable[LastFigures]) -> list[Sequence[object]]:
    """A row for each post whose tax the reader may know, in the order of `take_on_file.COLUMNS`."""
    return [_row(one, one.details) for one in found if one.details is not None]


def _row(one: LastFigures, details: models.TaxDetails) -> Sequence[object]:
    post = one.post
    cells: Mapping[str, Any] = {
        take_on_file.POST: post.pk,
        "employer": post.employer.name,
        "pa": post.assistant.name,
        "pay_id": post.payroll_id,
        "up_to": one.paid_on.isoformat(),
        "tax_code": details.tax_code,
        "non_cumulative": _YES_NO[details.non_cumulative],
        "other_codes": _YES_NO[one.codes > 1],
        "previous_pay": one.previous_pay,
        "previous_tax": one.previous_tax,
        "student_loan_plan": details.student_loan,
        "has_postgraduate_loan": _YES_NO[details.postgraduate_loan],
        **take_on.of_year(one.figures),
        **_holiday(one.holiday),
    }
    return [cells.get(name, "") for name in take_on_file.COLUMNS]


def _holiday(left: Left | None) -> dict[str, Decimal]:
    if left is None:
        return {}
    built_up = {"holiday_built_up": left.whole.quantize(_HUNDREDTH)} if left.by_the_hour else {}
    return {"holiday_taken": left.taken.quantize(_HUNDREDTH), **built_up}
