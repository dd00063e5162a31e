"""Working out again what is stored: payslips from their inputs."""

from dataclasses import replace
from typing import Final

from dpss.access.findings import Result
from payroll import models
from payroll.calc import payment, payslip, rates, results

AT_A_TIME: Final = 200
_SAME: Final = (
    "gross",
    "non_taxable",
    "tax",
    "ni_employee",
    "ni_employer",
    "student_loan",
    "postgraduate_loan",
    "pension_employee",
    "pension_employer",
    "attached",
    "kept",
    "net",
)


def payslips() -> Result:
    """Calculate every payslip again from what it was calculated from."""
    examined, broken = 0, []
    # What a provider's own software worked out cannot be worked out here.
    for slip in models.Payslip.objects.filter(external=None).order_by("pk").iterator(AT_A_TIME):
        examined += 1
        if wrong := _wrong_payslip(slip):
            broken.append(f"{slip.pk} {wrong}")
    return Result(
        name="payslips worked out again",
        sentence="Every payslip, worked out again from its stored inputs, gives what is stored.",
        examined=examined,
        broken=tuple(broken),
    )


def _wrong_payslip(slip: models.Payslip) -> str:
    """What is wrong with one payslip, or nothing.

    A year's file that was added to has another hash; what matters is that it still gives the same pay.
    """
    try:
        pay = payment.from_json(slip.inputs)
        stored = results.from_json(slip.result)
        again = payslip.calculate(pay=pay, rates=rates.for_year(pay.tax_year))
    except ValueError as error:
        return f"cannot be worked out again: {error}"
    if replace(again, rates_sha256=stored.rates_sha256) != stored:
        return f"gives net pay {again.net} and stores {stored.net}, or another line differs"
    differing = [name for name in (*_SAME, "rates_sha256") if getattr(slip, name) != getattr(stored, name)]
    if (slip.payday, slip.tax_year) != (pay.payday, pay.tax_year):
        differing.append("payday")
    return f"differs from its own result in {', '.join(differing)}" if differing else ""
