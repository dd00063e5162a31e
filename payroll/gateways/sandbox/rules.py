"""The department's rules, in one table: HMRC's number, the element judged, the condition, and the sentence.

HMRC's numbers are those of the business rules published with its schemas (the Schematron of the FPS, the EPS
and the NVR). Numbers from 9001 are the sandbox's own, for mistakes that HMRC takes in and that are found out
later. The sentences are ours.
"""

from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element as Element

from payroll.gateways.sandbox import checks, eps_checks, pay_checks
from payroll.gateways.sandbox.checks import Check, Facts
from payroll.gateways.sandbox.faults import CONTENT, VALUE, Fault
from payroll.gateways.sandbox.reading import every, location


class Rule(NamedTuple):
    """One rule: what it judges, as a path below IRenvelope, and the condition that must hold there."""

    number: int
    judges: str
    holds: Check
    sentence: str


SUBMISSION, SUMMARY, REQUEST = "FullPaymentSubmission", "EmployerPaymentSummary", "NINOverificationRequest"
PERSON = "*/Employee/EmployeeDetails"
JOB = "*/Employee/Employment"
STARTER = f"{JOB}/Starter"
PAYMENT = f"{JOB}/Payment"
CAR = f"{PAYMENT}/Benefits/Car"
NI = f"{JOB}/NIlettersAndValues"
LETTER = f"{NI}/NIletter"
END = "*/FinalSubmission"
ALL_NOUGHT = {
    7852: "AtLELYTD",
    7853: "LELtoPTYTD",
    7854: "PTtoUELYTD",
    7863: "TotalEmpNICInPd",
    7864: "TotalEmpNICYTD",
}
EMPLOYEE_NOUGHT = {7865: "EmpeeContribnsInPd", 7866: "EmpeeContribnsYTD"}

EVERY_MESSAGE = (
    Rule(5004, "IRheader", checks.has_a_key, "The IRheader needs at least one Key."),
    Rule(
        5005,
        "IRheader/Keys/Key",
        checks.is_a_key_of_the_envelope,
        "The Keys of GovTalkDetails and of the IRheader differ.",
    ),
    Rule(7821, "*/EmpRefs/OfficeNo", checks.is_the_header_key, "OfficeNo differs from the Keys."),
    Rule(7822, "*/EmpRefs/PayeRef", checks.is_the_header_key, "PayeRef differs from the Keys."),
)

YEARLY = (
    Rule(7882, "*/EmpRefs/COTAXRef", checks.has_the_utr_check_digit, "COTAXRef is not a valid UTR."),
    Rule(
        7889,
        "*/RelatedTaxYear",
        checks.is_the_schemas_year,
        "RelatedTaxYear is not the year of the schema used.",
    ),
    Rule(
        7844,
        "IRheader/PeriodEnd",
        checks.lies_in_the_related_year,
        "PeriodEnd is not in the related tax year.",
    ),
    Rule(VALUE, f"{END}/DateSchemeCeased", checks.lies_in_the_year, "DateSchemeCeased is not in the year."),
    Rule(
        7875,
        f"{END}/BecauseSchemeCeased",
        checks.has_beside("DateSchemeCeased"),
        "A scheme that ceased needs DateSchemeCeased.",
    ),
    Rule(
        7876,
        f"{END}/DateSchemeCeased",
        checks.is_not_after_today,
        "DateSchemeCeased must be today or earlier.",
    ),
    Rule(7933, END, checks.is_not_empty, "FinalSubmission is empty."),
)

PEOPLE = (
    Rule(
        7825,
        f"{PERSON}/Address/ForeignCountry",
        checks.has_two_address_lines,
        "A foreign address needs two lines.",
    ),
    Rule(5001, f"{PERSON}/BirthDate", checks.is_not_after_today, "BirthDate must be today or earlier."),
    Rule(7826, f"{PERSON}/BirthDate", checks.is_within_130_years, "BirthDate is 130 years ago or more."),
    Rule(7823, PERSON, checks.has_nino_or_two_address_lines, "Without a NINO two address lines are needed."),
    Rule(7824, PERSON, checks.has_a_first_name, "A forename or initials are needed."),
)

FPS = (
    *EVERY_MESSAGE,
    *YEARLY,
    *PEOPLE,
    Rule(7837, SUBMISSION, checks.has_class("HMRC-PAYE-RTI-FPS"), "The class is not that of an FPS."),
    Rule(
        7877,
        SUBMISSION,
        checks.has_one_of("Employee", "CompressedPart", "FinalSubmission"),
        "An FPS needs an employee or a final submission.",
    ),
    Rule(7882, "*/EmpRefs/SAUTR", checks.has_the_utr_check_digit, "SAUTR is not a valid UTR."),
    Rule(7952, "*/EmpRefs/SAUTR", checks.stands_without_cotax, "SAUTR and COTAXRef exclude each other."),
    Rule(7907, "*/Employee", checks.has_a_birth_date, "BirthDate is needed, unless no individual is paid."),
    Rule(7932, "*/Employee", checks.address_has_content, "An Address needs a line or a postcode."),
    Rule(
        7845,
        "*/Employee",
        checks.partner_comes_with_shared_pay,
        "PartnerDetails belong only to shared parental pay.",
    ),
    Rule(
        7846,
        f"{PERSON}/PartnerDetails",
        checks.has_a_first_name,
        "The partner's forename or initials are needed.",
    ),
    Rule(
        7883,
        f"{JOB}/TaxWkOfApptOfDirector",
        pay_checks.has_directors_method,
        "A director's week needs DirectorsNIC.",
    ),
    Rule(7828, f"{STARTER}/StartDate", checks.is_at_most_30_days_ahead, "StartDate is over 30 days ahead."),
    Rule(7829, f"{STARTER}/StartDate", checks.has_two_address_lines, "A starter needs two address lines."),
    Rule(
        7884, f"{STARTER}/Seconded/EEACitizen", pay_checks.says_how_long, "The length of the stay is missing."
    ),
    Rule(
        7931, f"{STARTER}/Seconded", pay_checks.says_how_long, "The length of the stay, or EPM6, is missing."
    ),
    Rule(
        7878, JOB, pay_checks.start_is_declared, "StartDate needs a declaration, a secondment or a pension."
    ),
    Rule(7879, JOB, pay_checks.pensioner_declares_nothing, "StartDec is not for the start of a pension."),
    Rule(7880, JOB, pay_checks.seconded_declares_nothing, "StartDec is not for an employee on secondment."),
    Rule(7881, JOB, pay_checks.declaration_is_not_missing, "StartDate needs StartDec."),
    Rule(7916, JOB, pay_checks.pension_has_its_mark, "The amount of a pension needs OccPenInd."),
    Rule(7934, JOB, pay_checks.starter_has_content, "Starter is empty."),
    Rule(7831, f"{JOB}/LeavingDate", checks.is_at_most_30_days_ahead, "LeavingDate is over 30 days ahead."),
    Rule(VALUE, f"{PAYMENT}/PmtDate", checks.lies_in_the_year, "PmtDate is not in the related tax year."),
    Rule(
        7847,
        f"{PAYMENT}/PmtAfterLeaving",
        pay_checks.has_a_leaving_date,
        "PmtAfterLeaving needs LeavingDate.",
    ),
    Rule(7939, f"{CAR}/FirstRegd", checks.is_not_after_today, "FirstRegd must be today or earlier."),
    Rule(7937, f"{CAR}/AvailTo", checks.is_not_before("AvailFrom"), "AvailTo precedes AvailFrom."),
    Rule(7938, f"{CAR}/FreeFuel/Withdrawn", checks.is_not_before("Provided"), "Withdrawn precedes Provided."),
    Rule(
        7885,
        f"{PAYMENT}/TrivialCommutationPayment",
        pay_checks.type_is_used_once,
        "A type of lump sum is used twice.",
    ),
    Rule(
        7936,
        f"{PAYMENT}/FlexibleDrawdown",
        checks.has_one_of("TaxablePayment", "NontaxablePayment"),
        "FlexibleDrawdown needs an amount.",
    ),
    Rule(7849, LETTER, pay_checks.reduced_rate_is_not_a_mans, "NI letters B, E, I and T are not for men."),
    Rule(7850, LETTER, pay_checks.letter_is_used_once, "An NI letter is used twice in an employment."),
    Rule(
        7954,
        LETTER,
        pay_checks.special_site_has_its_postcode,
        "NI letters F, I, L, S, N, E, D and K need EmployeeWorkplacePostcode.",
    ),
    Rule(
        7955,
        LETTER,
        pay_checks.reduced_rate_is_an_older_womans,
        "NI letters B, E, I and T are not for a person born after 5 April 1961.",
    ),
    *(
        Rule(number, f"{NI}/{name}", pay_checks.is_nought_under_x, f"{name} must be 0.00 under NI letter X.")
        for number, name in ALL_NOUGHT.items()
    ),
    *(
        Rule(
            number,
            f"{NI}/{name}",
            pay_checks.is_nought_without_employee_ni,
            f"{name} must be 0.00 under NI letters X, C, K, S and W.",
        )
        for number, name in EMPLOYEE_NOUGHT.items()
    ),
    Rule(
        9001,
        SUBMISSION,
        checks.names_each_once("Employee/Employment/PayId"),
        "The same PayId stands in this message twice.",
    ),
    Rule(
        9002,
        SUBMISSION,
        checks.names_each_once("Employee/EmployeeDetails/NINO"),
        "The same NINO stands in this message twice.",
    ),
    Rule(
        9003,
        PAYMENT,
        pay_checks.fits_in_the_year,
        "An amount of this payment exceeds its figure for the year.",
    ),
    Rule(
        9004,
        NI,
        pay_checks.ni_fits_in_the_year,
        "A National Insurance amount exceeds its figure for the year.",
    ),
    Rule(
        9005,
        f"{PAYMENT}/WeekNo",
        pay_checks.period_is_that_of_the_payday,
        "WeekNo is not the tax week of PmtDate.",
    ),
    Rule(
        9005,
        f"{PAYMENT}/MonthNo",
        pay_checks.period_is_that_of_the_payday,
        "MonthNo is not the tax month of PmtDate.",
    ),
    Rule(
        9006,
        f"{PAYMENT}/TaxCode",
        pay_checks.exists_in_its_nation,
        "The tax code does not exist in its nation.",
    ),
    Rule(9007, "*/CompressedPart", checks.never, "The sandbox does not open compressed submissions."),
)

EPS = (
    *EVERY_MESSAGE,
    *YEARLY,
    Rule(7838, SUMMARY, checks.has_class("HMRC-PAYE-RTI-EPS"), "The class is not that of an EPS."),
    Rule(7913, SUMMARY, eps_checks.says_something, "The EPS says nothing."),
    Rule(
        CONTENT,
        SUMMARY,
        eps_checks.says_which_dates_had_no_payment,
        "NoPaymentForPeriod and NoPaymentDates belong together.",
    ),
    Rule(7910, "*/NoPaymentDates/From", checks.is_not_after_today, "From must be today or earlier."),
    Rule(7869, "*/NoPaymentDates", eps_checks.begins_before_it_ends, "From must be before To."),
    Rule(7911, "*/NoPaymentDates/To", eps_checks.ends_in_this_tax_month, "To is after this tax month."),
    Rule(7871, "*/PeriodOfInactivity", eps_checks.lasts_at_most_a_year, "The inactivity exceeds 12 months."),
    Rule(7872, "*/PeriodOfInactivity", eps_checks.begins_before_it_ends, "From must be before To."),
    Rule(
        7873,
        "*/PeriodOfInactivity/From",
        eps_checks.begins_next_tax_month,
        "From is not the start of the next tax month.",
    ),
    Rule(7874, "*/PeriodOfInactivity/To", eps_checks.is_after_today, "To must be after today."),
    Rule(7912, "*/RecoverableAmountsYTD", eps_checks.has_an_amount, "RecoverableAmountsYTD holds no amount."),
)

NVR = (
    *EVERY_MESSAGE,
    *PEOPLE,
    Rule(9008, REQUEST, checks.has_class("HMRC-PAYE-RTI-NVR"), "The class is not that of an NVR."),
)

TABLES = {SUBMISSION: FPS, SUMMARY: EPS, REQUEST: NVR}


def faults(envelope: Element, name: str, facts: Facts) -> Iterator[Fault]:
    """Yield the rules an IRenvelope of the right shape breaks; `name` is that of its message element."""
    for rule in TABLES[name]:
        for element in every(envelope, rule.judges):
            if not rule.holds(element, facts):
                yield Fault(rule.number, rule.sentence, location(element))
