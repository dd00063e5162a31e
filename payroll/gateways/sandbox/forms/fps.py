"""The Full Payment Submission of 2025-26 and 2026-27."""

from payroll.gateways.sandbox import shapes
from payroll.gateways.sandbox.forms import header
from payroll.gateways.sandbox.forms.values import (
    BELFAST,
    MONTH,
    POUNDS,
    SIGNED_POUNDS,
    TAX_CODE,
    WEEK,
    WORKPLACE,
    YES,
    YES_NO,
    each,
    is_date,
    like,
    pounds,
    printable,
)

ORDER = {
    "IRenvelope": "IRheader FullPaymentSubmission",
    "FullPaymentSubmission": "EmpRefs RelatedTaxYear Employee* CompressedPart? FinalSubmission?",
    "EmpRefs": "OfficeNo PayeRef AORef SAUTR? COTAXRef?",
    "Employee": "EmployeeDetails Employment{1,15}",
    "EmployeeDetails": "NINO? Name Address? BirthDate? Gender PassportNumber? PartnerDetails?",
    "PartnerDetails": "NINO? Name",
    "PartnerDetails/Name": "Fore{0,2} Initials? Sur",
    "Employment": "OffPayrollWorker? OccPenInd? DirectorsNIC? TaxWkOfApptOfDirector? Starter?"
    " EmployeeWorkplacePostcode? PayId? PayIdChgd? PaymentToANonIndividual? IrrEmp? LeavingDate?"
    " FiguresToDate Payment NIlettersAndValues{0,4}",
    "Starter": "StartDate? StartDec? StudentLoan? PostgradLoan? Seconded? OccPension? StatePension?",
    "Seconded": "Stay183DaysOrMore|StayLessThan183Days|InOutUK? EEACitizen? EPM6?",
    "OccPension": "Bereaved? Amount",
    "StatePension": "Bereaved? Amount",
    "PayIdChgd": "PayrollIdChangedIndicator OldPayrollId?",
    "FiguresToDate": "TaxablePay TotalTax StudentLoansTD? PostgradLoansTD? BenefitsTaxedViaPayrollYTD?"
    " EmpeePenContribnsPaidYTD? EmpeePenContribnsNotPaidYTD?",
    "Payment": "PayFreq PmtDate LateReason? WeekNo|MonthNo PeriodsCovered AggregatedEarnings?"
    " PmtAfterLeaving? HoursWorked TaxCode TaxablePay NonTaxOrNICPmt? DednsFromNetPay? PayAfterStatDedns?"
    " BenefitsTaxedViaPayroll? Class1ANICsYTD? Benefits? EmpeePenContribnsPaid? ItemsSubjectToClass1NIC?"
    " EmpeePenContribnsNotPaid? StudentLoanRecovered? PostgradLoanRecovered? TaxDeductedOrRefunded OnStrike?"
    " UnpaidAbsence? SMPYTD? SPPYTD? SAPYTD? ShPPYTD? SPBPYTD? SPBPNIREYTD? MiscarriageNIRE?"
    " EmployeeWorkplacePostcodeNIRE? SNCPYTD? TrivialCommutationPayment{0,3} FlexibleDrawdown?",
    "Benefits": "Car{1,15}",
    "Car": "Make FirstRegd CO2 ZeroEmissionsMileage? Fuel ID? Amendment Price AvailFrom CashEquiv AvailTo?"
    " FreeFuel?",
    "FreeFuel": "Provided CashEquiv Withdrawn?",
    "FlexibleDrawdown": "FlexiblyAccessingPensionRights|PensionDeathBenefit|SeriousIllHealthLumpSum"
    "|PensionCommencementExcessLumpSum|StandAloneLumpSum TaxablePayment? NontaxablePayment?",
    "NIlettersAndValues": "NIletter GrossEarningsForNICsInPd GrossEarningsForNICsYTD AtLELYTD LELtoPTYTD"
    " PTtoUELYTD TotalEmpNICInPd TotalEmpNICYTD EmpeeContribnsInPd EmpeeContribnsYTD",
    "FinalSubmission": "BecauseSchemeCeased? DateSchemeCeased? ForYear?",
}

VALUES = {
    **header.VALUES,
    **header.PERSON_VALUES,
    **each(
        YES,
        "OffPayrollWorker OccPenInd StudentLoan PostgradLoan Stay183DaysOrMore StayLessThan183Days InOutUK"
        " EEACitizen EPM6 Bereaved PayrollIdChangedIndicator PaymentToANonIndividual IrrEmp"
        " AggregatedEarnings PmtAfterLeaving OnStrike UnpaidAbsence FlexiblyAccessingPensionRights"
        " PensionDeathBenefit SeriousIllHealthLumpSum PensionCommencementExcessLumpSum StandAloneLumpSum",
    ),
    **each(YES_NO, "Amendment MiscarriageNIRE"),
    **each(is_date, "StartDate LeavingDate PmtDate FirstRegd AvailFrom AvailTo Provided Withdrawn"),
    **each(
        POUNDS,
        "Amount FiguresToDate/TaxablePay BenefitsTaxedViaPayrollYTD EmpeePenContribnsPaidYTD"
        " EmpeePenContribnsNotPaidYTD Class1ANICsYTD Price SMPYTD SPPYTD SAPYTD ShPPYTD SPBPYTD SPBPNIREYTD"
        " SNCPYTD GrossEarningsForNICsYTD TotalEmpNICYTD EmpeeContribnsYTD",
    ),
    **each(
        SIGNED_POUNDS,
        "TotalTax TaxablePay NonTaxOrNICPmt DednsFromNetPay PayAfterStatDedns BenefitsTaxedViaPayroll"
        " CashEquiv EmpeePenContribnsPaid ItemsSubjectToClass1NIC EmpeePenContribnsNotPaid"
        " TaxDeductedOrRefunded TaxablePayment NontaxablePayment GrossEarningsForNICsInPd TotalEmpNICInPd"
        " EmpeeContribnsInPd",
    ),
    **each(pounds(5, whole=True), "StudentLoansTD PostgradLoansTD"),
    **each(
        pounds(5, sign="-?", whole=True),
        "StudentLoanRecovered PostgradLoanRecovered TrivialCommutationPayment",
    ),
    "AtLELYTD": pounds(4, whole=True),
    "LELtoPTYTD": pounds(4),
    "PTtoUELYTD": pounds(5),
    "PassportNumber": printable(35, first="."),
    "DirectorsNIC": like("AN|AL"),
    "TaxWkOfApptOfDirector": WEEK,
    "StartDec": like("[ABC]"),
    "EmployeeWorkplacePostcode": WORKPLACE,
    "EmployeeWorkplacePostcodeNIRE": BELFAST,
    "OldPayrollId": printable(35),
    "PayFreq": like("W1|W2|W4|M1|M3|M6|MA|IO|IR"),
    "LateReason": like("[A-H]"),
    "WeekNo": WEEK,
    "MonthNo": MONTH,
    "PeriodsCovered": like(r"[1-9]\d?"),
    "HoursWorked": like("[A-E]"),
    "TaxCode": TAX_CODE,
    "Make": like(r"[A-Za-z0-9 ()./-]{1,35}"),
    "CO2": like(r"\d{1,3}|X"),
    "ZeroEmissionsMileage": like(r"\d{1,4}"),
    "Fuel": like("[FDA]"),
    "ID": like("[A-Za-z0-9 ]{1,10}"),
    "NIletter": like("[A-NP-TV-Z]"),
    "CompressedPart": like(r"[A-Za-z0-9+/=\s]{4,}"),
}
ATTRIBUTES = {
    **header.ATTRIBUTES,
    "TaxCode": {"BasisNonCumulative": YES, "TaxRegime": like("[SC]")},
    "StudentLoanRecovered": {"PlanType!": like("0[1245]")},
    "TrivialCommutationPayment": {"type!": like("[ABC]")},
    "CompressedPart": {"Type": like("zip|gzip")},
}
SINCE_2026_27 = {"SPBPNIREYTD", "MiscarriageNIRE", "EmployeeWorkplacePostcodeNIRE"}


def form(year: str) -> shapes.Form:
    """Return the shape of a year's FPS; 2026-27 added loan plan 5 and Northern Ireland's bereavement pay."""
    order, attributes = dict(ORDER), dict(ATTRIBUTES)
    if year == "25-26":
        words = ORDER["Payment"].split()
        order["Payment"] = " ".join(word for word in words if word.rstrip("?") not in SINCE_2026_27)
        attributes["StudentLoanRecovered"] = {"PlanType!": like("0[124]")}
    return shapes.Form(
        order={
            name: shapes.content(written)
            for name, written in (header.ORDER | header.PERSON_ORDER | order).items()
        },
        values=VALUES,
        attributes=attributes,
        closed=header.CLOSED,
    )
