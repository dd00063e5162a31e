"""Our rules find what HMRC would reject, and nothing else: HMRC's own published table is the judge."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from dpss.kernel import dates, errors
from payroll.rti import closing, elements, fps, report, rules
from tests.payroll.rti import cast, published_rules
from tests.payroll.rti.edits import Edit, add, drop, edited, put, twice

PUBLISHED = {
    "a_BirthDateType.1": "5001",
    "a_r1005": "5004",
    "a_r1004": "5005",
    "a_HMRCOFFICENUMBER.0": "7821",
    "a_EMPLOYERPAYEREF.0": "7822",
    "a_EMPLOYEE.0": "7823",
    "a_EMPLOYEE.1": "7824",
    "a_DATEOFBIRTH.0": "7826",
    "a_STARTDATE.0": "7828",
    "a_STARTDATE.1": "7829",
    "a_LEAVINGDATE.2": "7831",
    "a_FPS.0": "7837",
    "a_RELATEDTAXYEAR.2": "7844",
    "a_PAYMENTAFTERLEAVINGDATEINDICATOR.0": "7847",
    "a_NILETTER.0": "7849",
    "a_NILETTER.1": "7850",
    "a_AT-LEL.0": "7852",
    "a_LEL-TO-PT.1": "7853",
    "a_PT-TO-UEL.1": "7854",
    "a_TOTALEMPLOYERNICONTRIBUTIONS.1": "7863",
    "a_TOTALEMPLOYERNICONTRIBUTIONSYEARTODATE.1": "7864",
    "a_EMPLOYEESCONTRIBUTIONSONALLEARNINGS.1": "7865",
    "a_EMPLOYEESCONTRIBUTIONSONALLEARNINGSYEARTODATE.1": "7866",
    "a_FINALSUBMISSIONCEASEDINDICATOR.1": "7875",
    "a_DATESCHEMECEASED.0": "7876",
    "a_FPS.1": "7877",
    "a_EMPLOYMENT.FPS.0": "7878",
    "a_STARTINGDECLARATION.FPS.0": "7879",
    "a_STARTINGDECLARATION.FPS.1": "7880",
    "a_STARTINGDECLARATION.FPS.2": "7881",
    "a_UTR.0": "7882",
    "a_UTR.0.0": "7882",
    "a_TAXWKOFAPPTOFDIRECTOR.0": "7883",
    "a_EEACOMMONWEALTHCITIZEN.0": "7884",
    "a_RELATEDTAXYEAR.0": "7889",
    "a_EMPLOYEE.FPS.2": "7907",
    "a_ADDRESS.FPS.0": "7932",
    "a_FINALSUBMISSION.0": "7933",
    "a_STARTERINFORMATION.FPS.0": "7934",
    "a_NILETTER.2": "7954",
    "a_NILETTER.3": "7955",
}
# Company cars, pensions being paid, secondment without a stay, partners, foreign addresses, drawdown.
NOT_OURS = {
    "a_SAUTR.0",
    "a_FOREIGNCOUNTRY.0",
    "a_SHPP.0",
    "a_INDIVIDUALSECONDEDTOWORKINUK.0",
    "a_DATEFIRSTREGISTERED.1",
    "a_CARAVAILABLETO.0",
    "a_FREEFUELWITHDRAWN.0",
    "a_TRIVIALCOMMUTATIONPAYMENT.0",
    "a_FLEXIBLEDRAWDOWN.1",
    "a_EMPLOYMENT.FPS.1",
    "a_PARTNERDETAILS.FPS.0",
}


@dataclass(frozen=True)
class Case:
    """Edits to a good message, and the numbers of all the rules that it then breaks."""

    sentence: str
    breaks: str
    edits: tuple[Edit, ...]

    def __str__(self) -> str:
        return self.sentence


def case(sentence: str, breaks: str, *edits: Edit) -> Case:
    return Case(sentence, breaks, edits)


def days_ahead(days: int) -> str:
    return (cast.TODAY + timedelta(days=days)).isoformat()


def years_ago(years: int, *, days: int = 0) -> str:
    return (dates.add_months(cast.TODAY, -12 * years) + timedelta(days=days)).isoformat()


BIRTH = "EmployeeDetails/BirthDate"
NI = "NIlettersAndValues"
LETTER = f"{NI}/NIletter"
ZEROS = (
    f"{NI}/AtLELYTD",
    f"{NI}/LELtoPTYTD",
    f"{NI}/PTtoUELYTD",
    f"{NI}/TotalEmpNICInPd",
    f"{NI}/EmpeeContribnsInPd",
    f"{NI}/EmpeeContribnsYTD",
)
SECONDED = add("Starter", "Seconded", "InOutUK", text="yes")
PENSION = (add("Employment", "OccPenInd", text="yes"), add("Starter", "OccPension", "Amount", text="1200.00"))

CASES = (
    case("born today", "", put(BIRTH, days_ahead(0))),
    case("born tomorrow", "5001", put(BIRTH, days_ahead(1))),
    case("born just under 130 years ago", "", put(BIRTH, years_ago(130, days=1))),
    case("born 130 years ago", "7826", put(BIRTH, years_ago(130))),
    case("no birth date", "7907", drop(BIRTH)),
    case(
        "no birth date of a firm", "", drop(BIRTH), add("Employment", "PaymentToANonIndividual", text="yes")
    ),
    case("no keys", "5004 7821 7822", drop("IRheader/Keys/Key")),
    case("another office in the envelope", "5005", put("GovTalkDetails/Keys/Key", "121")),
    case("another office for the employer", "7821", put("EmpRefs/OfficeNo", "121")),
    case("another reference for the employer", "7822", put("EmpRefs/PayeRef", "ZZ1")),
    case("another class", "7837", put("MessageDetails/Class", "HMRC-PAYE-RTI-EPS")),
    case("test in live", "", put("MessageDetails/Class", "HMRC-PAYE-RTI-FPS-TIL")),
    case("period end in the next year", "7844", put("IRheader/PeriodEnd", "2027-04-06")),
    case("period end on the year's first day", "", put("IRheader/PeriodEnd", "2026-04-06")),
    case("last year on this year's form", "7889 7844", put("RelatedTaxYear", "25-26")),
    case("nobody and not final", "7877", drop("FullPaymentSubmission/Employee"), drop("FinalSubmission")),
    case("nobody but final", "", drop("FullPaymentSubmission/Employee")),
    case("final without why", "7933", drop("FinalSubmission/ForYear")),
    case("scheme closed without a day", "7875", add("FinalSubmission", "BecauseSchemeCeased", text="yes")),
    case("scheme closed today", "", add("FinalSubmission", "DateSchemeCeased", text=days_ahead(0))),
    case("scheme closes tomorrow", "7876", add("FinalSubmission", "DateSchemeCeased", text=days_ahead(1))),
    case("a good UTR", "", add("EmpRefs", "SAUTR", text="2234567890")),
    case("a good UTR whose check figure is above nine", "", add("EmpRefs", "COTAXRef", text="1111111112")),
    case("a mistyped UTR", "7882", add("EmpRefs", "SAUTR", text="3234567890")),
    case("a mistyped corporation UTR", "7882", add("EmpRefs", "COTAXRef", text="1111111113")),
    case("neither NINO nor address", "7823 7829", drop("EmployeeDetails/NINO"), drop("Address")),
    case("NINO and one line", "7829", drop("Address/Line"), add("Address", "Line", text="1 Invented Row")),
    case(
        "no NINO and one line",
        "7823 7829",
        drop("NINO"),
        drop("Address/Line"),
        add("Address", "Line", text="1"),
    ),
    case("no NINO", "", drop("EmployeeDetails/NINO")),
    case("no forename", "7824", drop("Name/Fore")),
    case("an initial for a forename", "", drop("Name/Fore"), add("Name", "Initials", text="W")),
    case("an empty address", "7932 7829", drop("Address/Line"), drop("Address/UKPostcode")),
    case("only a postcode", "7829", drop("Address/Line")),
    case("start in 30 days", "", put("Starter/StartDate", days_ahead(30))),
    case("start in 31 days", "7828", put("Starter/StartDate", days_ahead(31))),
    case("no statement", "7878 7881", drop("Starter/StartDec")),
    case("no start date", "", drop("Starter/StartDate")),
    case("an empty starter", "7934", drop("Starter/StartDate"), drop("Starter/StartDec")),
    case(
        "only a loan",
        "",
        drop("Starter/StartDate"),
        drop("Starter/StartDec"),
        add("Starter", "StudentLoan", text="yes"),
    ),
    case("statement and pension", "7879", *PENSION),
    case("pension without statement", "", drop("Starter/StartDec"), *PENSION),
    case("statement and secondment", "7880", SECONDED),
    case("secondment without statement", "", drop("Starter/StartDec"), SECONDED),
    case("EEA citizen without a stay", "7884", add("Starter", "Seconded", "EEACitizen", text="yes")),
    case("director's week alone", "7883", add("Employment", "TaxWkOfApptOfDirector", text="12")),
    case(
        "director's week and method",
        "",
        add("Employment", "TaxWkOfApptOfDirector", text="12"),
        add("Employment", "DirectorsNIC", text="AN"),
    ),
    case("leaving in 30 days", "", put("LeavingDate", days_ahead(30))),
    case("leaving in 31 days", "7831", put("LeavingDate", days_ahead(31))),
    case(
        "paid after leaving without a date",
        "7847",
        drop("LeavingDate"),
        add("Payment", "PmtAfterLeaving", text="yes"),
    ),
    case("paid after leaving", "", add("Payment", "PmtAfterLeaving", text="yes")),
    case("letter B, born on 5 April 1961", "", put(LETTER, "B"), put(BIRTH, "1961-04-05")),
    case("letter B, born on 6 April 1961", "7955", put(LETTER, "B"), put(BIRTH, "1961-04-06")),
    case("letter B without a birth date", "7955 7907", put(LETTER, "B"), drop(BIRTH)),
    case("letter B of a man", "7849", put(LETTER, "B"), put(BIRTH, "1960-01-01"), put("Gender", "M")),
    case("letter E of a woman", "7954", put(LETTER, "E"), put(BIRTH, "1960-01-01")),
    case("the same letter twice", "7850", twice(NI)),
    case("letter F without a workplace", "7954", put(LETTER, "F")),
    case(
        "letter F with a workplace",
        "",
        put(LETTER, "F"),
        add("Employment", "EmployeeWorkplacePostcode", text="ZY1 1ZZ"),
    ),
    case("letter X with everything", "7852 7853 7854 7863 7864 7865 7866", put(LETTER, "X")),
    case(
        "letter X with one contribution of the year",
        "7864",
        put(LETTER, "X"),
        *(put(zero, "0.00") for zero in ZEROS),
    ),
    case("letter C with employee NI", "7865 7866", put(LETTER, "C")),
    case("letter K with employee NI", "7865 7866 7954", put(LETTER, "K")),
)


@pytest.fixture(scope="module")
def good() -> bytes:
    """A message that keeps every rule: a woman with a NINO and an address who starts, leaves and is last."""
    person = cast.starter(
        nino="AB123456C",
        gender="F",
        starter=report.Starter(start_date=date(2026, 11, 2), declaration="A"),
        leaving_date=date(2026, 11, 27),
    )
    return cast.message(fps.build(cast.submission(person, final=closing.FinalSubmission(for_year=True))))


@pytest.fixture(scope="module")
def table() -> list[published_rules.PublishedRule]:
    return published_rules.load(cast.fixture("bvr_rules_FullPaymentSubmission-2026-v1-0.csv"))


def numbers(message: bytes) -> set[str]:
    return {violation.rule for violation in rules.check(message, today=cast.TODAY)}


def test_a_good_message_breaks_no_rule(good: bytes) -> None:
    assert numbers(good) == set()


@pytest.mark.parametrize("example", CASES, ids=str)
def test_each_rule_finds_what_it_is_about_and_nothing_else(good: bytes, example: Case) -> None:
    assert numbers(edited(good, *example.edits)) == set(example.breaks.split())


@pytest.mark.parametrize("example", CASES, ids=str)
def test_the_published_table_finds_the_same(
    good: bytes, table: list[published_rules.PublishedRule], example: Case
) -> None:
    found = published_rules.broken(
        edited(good, *example.edits), rules=table, tax_year="2026-27", today=cast.TODAY
    )
    assert {PUBLISHED[rule] for rule in found if rule in PUBLISHED} == set(example.breaks.split())


def test_every_published_rule_is_ours_or_about_what_no_care_employer_reports(
    table: list[published_rules.PublishedRule],
) -> None:
    assert {rule.id for rule in table} == set(PUBLISHED) | NOT_OURS


def test_every_rule_has_an_example_that_breaks_it_and_one_that_keeps_it() -> None:
    broken = {number for example in CASES for number in example.breaks.split()}
    assert broken == set(PUBLISHED.values())
    assert sum(1 for example in CASES if not example.breaks) > 20


def test_a_changed_amount_is_found_by_the_irmark(good: bytes) -> None:
    assert numbers(good.replace(b"<TaxablePay>1600.00", b"<TaxablePay>1700.00")) == {"2021"}


def test_a_missing_irmark_is_found(good: bytes) -> None:
    assert numbers(edited(good, drop("IRheader/IRmark"))) == {"2022"}


def test_a_body_alone_is_checked_without_its_envelope() -> None:
    built = fps.build(cast.submission(cast.employee(gender="M", ni=(cast.ni(letter="B"),))))
    assert numbers(built) == {"7849", "7955"}


def test_a_violation_names_the_employee_by_pay_id_and_never_by_name(good: bytes) -> None:
    (found,) = rules.check(edited(good, drop("Name/Fore")), today=cast.TODAY)
    assert found.where == "employee 1, pay ID PA-18"
    assert found.sentence == "There is neither a forename nor an initial. Add one."


@pytest.mark.parametrize("birth", ["14/03/1987", "19870314", "1987-02-30"])
@pytest.mark.parametrize("amount", ["some", "NaN", "sNaN"])
def test_what_is_no_date_and_no_amount_is_said_and_does_not_stop_the_others(
    good: bytes, birth: str, amount: str
) -> None:
    wrong = (put(BIRTH, birth), put(LETTER, "X"), put(f"{NI}/AtLELYTD", amount), drop("Name/Fore"))
    found = rules.check(edited(good, *wrong), today=cast.TODAY)
    sentences = {violation.sentence for violation in found if violation.rule == "FORM"}
    assert sentences == {
        "BirthDate is not a date like 2026-11-27.",
        "AtLELYTD is not an amount like 1234.50.",
    }
    assert "7824" in {violation.rule for violation in found}


def test_another_document_is_not_passed_as_if_it_had_been_checked(good: bytes) -> None:
    assert "DOCUMENT" in numbers(good.replace(b"FullPaymentSubmission/26-27", b"FullPaymentSubmission/31-32"))


def test_what_is_no_message_is_refused() -> None:
    with pytest.raises(errors.Invalid, match="neither a GovTalk message"):
        rules.check(b"<Body/>", today=cast.TODAY)
    with pytest.raises(elements.Unreadable):
        rules.check(b"", today=cast.TODAY)


def test_the_sentences_are_for_a_person(good: bytes) -> None:
    for example in CASES:
        for found in rules.check(edited(good, *example.edits), today=cast.TODAY):
            assert found.sentence.endswith("."), found
            assert found.sentence[0].isupper(), found
