"""The Employer Payment Summary of 2025-26 and 2026-27."""

from payroll.gateways.sandbox import shapes
from payroll.gateways.sandbox.forms import header
from payroll.gateways.sandbox.forms.values import MONTH, POUNDS, YES, YES_NO, each, like, pounds

PAYMENTS = ("SMP", "SPP", "SAP", "ShPP", "SPBP")
RECOVERED = " ".join(f"{pay}Recovered?" for pay in PAYMENTS)
COMPENSATION = " ".join(f"NICCompensationOn{pay}?" for pay in PAYMENTS)

ORDER = {
    "IRenvelope": "IRheader EmployerPaymentSummary",
    "EmployerPaymentSummary": "EmpRefs NoPaymentForPeriod? NoPaymentDates? PeriodOfInactivity? EmpAllceInd?"
    " RecoverableAmountsYTD? ApprenticeshipLevy? Account? RelatedTaxYear FinalSubmission?",
    "EmpRefs": "OfficeNo PayeRef AORef COTAXRef?",
    "NoPaymentDates": "From To",
    "PeriodOfInactivity": "From To",
    "RecoverableAmountsYTD": f"TaxMonth? {RECOVERED} SPBPRecoveredInNorthernIreland? SNCPRecovered?"
    f" {COMPENSATION} NICCompensationOnSPBPinNorthernIreland? NICCompensationOnSNCP? CISDeductionsSuffered?",
    "ApprenticeshipLevy": "LevyDueYTD TaxMonth AnnualAllce",
    "Account": "AccountHoldersName AccountNo SortCode BuildingSocRef?",
    "FinalSubmission": "BecauseSchemeCeased? DateSchemeCeased? ForYear?",
}
ORDER_2025_26 = {
    "EmployerPaymentSummary": ORDER["EmployerPaymentSummary"].replace(
        "EmpAllceInd?", "EmpAllceInd? DeMinimisStateAid?"
    ),
    "DeMinimisStateAid": "Agri? FisheriesAqua? RoadTrans? Indust? NA?",
    "RecoverableAmountsYTD": f"TaxMonth? {RECOVERED} SNCPRecovered? {COMPENSATION} NICCompensationOnSNCP?"
    " CISDeductionsSuffered?",
}
AMOUNTS = [
    step.rstrip("?") for step in ORDER["RecoverableAmountsYTD"].split() if not step.startswith("TaxMonth")
]
VALUES = {
    **header.VALUES,
    **dict.fromkeys(AMOUNTS, POUNDS),
    **each(YES, "Agri FisheriesAqua RoadTrans Indust NA NoPaymentForPeriod"),
    "From": like(r"\d{4}-(0[1-9]|1[0-2])-06"),
    "To": like(r"\d{4}-(0[1-9]|1[0-2])-05"),
    "EmpAllceInd": YES_NO,
    "TaxMonth": MONTH,
    "LevyDueYTD": pounds(8, whole=True),
    "AnnualAllce": POUNDS,
    "AccountHoldersName": like("(?=[^ ])[A-Za-z0-9 &'()*,./-]{1,28}"),
    "AccountNo": like(r"\d{8}"),
    "SortCode": like(r"\d{6}"),
    "BuildingSocRef": like("(?=[^ ])[A-Za-z0-9 &'()*,./-]{1,18}"),
}


def form(year: str) -> shapes.Form:
    """Return the shape of a year's EPS; 2026-27 dropped the state aid question and added Northern Ireland."""
    order = header.ORDER | ORDER | (ORDER_2025_26 if year == "25-26" else {})
    return shapes.Form(
        order={name: shapes.content(written) for name, written in order.items()},
        values=VALUES,
        attributes=header.ATTRIBUTES,
        closed=header.CLOSED,
    )
