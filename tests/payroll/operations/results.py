"""A file of results, as a provider's own software would make it for the hours of the cast."""

import csv
import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal

from dpss.access import actors
from payroll import models
from payroll.external import hours, rows
from payroll.operations import external
from tests.cast import AT, CAST
from tests.payroll.operations import steps

FIRST_DAY = dt.date(2026, 11, 1)
# Dee's 10 hours at 13.50, after October's 135.00.
DEE = {
    "tax_code": "1257L", "non_cumulative": "no", "ni_letter": "A", "gross": "135.00", "net": "135.00",
    "ni_earnings": "135.00",
}  # fmt: skip
TOTALS = rows.Totals(
    payslips=1, gross=Decimal("135.00"), net=Decimal("135.00"), hmrc=Decimal(0), pension=Decimal(0)
)


def begin() -> models.ExternalPayroll:
    """Northfield works pay out in Ace Payroll from November on."""
    mara = CAST.mara.actor()
    with actors.acting(mara):
        return external.begin(first_day=FIRST_DAY, software="Ace Payroll", actor=mara, at=AT)


def year_of(sheet: models.Timesheet, **given: str) -> dict[str, str]:
    """What the year comes to with a payslip of the cast: October's is in it."""
    with actors.acting(steps.job()):
        slip = models.Payslip.objects.filter(employment=sheet.employment_id, approved_at__isnull=False)
        before = slip.order_by("-payday").values_list("result__to_date", flat=True).first()
    found = {"pay": "0", "ni": [], **(before or {})}
    ni = next(iter(found["ni"]), {})
    this = {"pay": given["gross"], "ni_earnings": given["ni_earnings"]}
    return {
        "ytd_pay": str(Decimal(found["pay"]) + Decimal(this["pay"])),
        "ytd_ni_earnings": str(Decimal(ni.get("earnings", "0")) + Decimal(this["ni_earnings"])),
        **{
            f"ytd_ni_{name}": str(ni.get(name, "0"))
            for name in ("at_lel", "lel_to_pt", "pt_to_uel", "employee", "employer")
        },
    }


def row_of(sheet: models.Timesheet, **given: str) -> dict[str, str]:
    """A payslip of 135.00 for the sheet, but for what is given."""
    with actors.acting(steps.job()):
        sheet.refresh_from_db()
    keys = {"post": str(sheet.employment_id), "sheet": str(hours.sheet_key(sheet.pk, sheet.digest))}
    values = DEE | given
    return keys | year_of(sheet, **{name: values[name] for name in ("gross", "ni_earnings")}) | values


def file_of(*some: Mapping[str, str]) -> str:
    """The text of a file with these rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows.COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(some)
    return text.getvalue()
