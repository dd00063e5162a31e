"""The sandbox's reading of the FPS rules against HMRC's own, run as the XPath tests HMRC publishes.

HMRC's rules are those of 2025-26; the schema year in them is moved on by one, and today is the tests' day.
"""

import csv
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from lxml import etree

from tests.fixtures_path import fixtures
from tests.payroll.sandbox.cases import ACCEPTED, BROKEN, YEAR, Changes, insured, starts
from tests.payroll.sandbox.samples import ENVELOPE, RTI, TODAY, Message
from tests.payroll.sandbox.wire import Sandbox

NUMBERS = {
    "a_r1004": 5005,
    "a_r1005": 5004,
    "a_HMRCOFFICENUMBER.0": 7821,
    "a_EMPLOYERPAYEREF.0": 7822,
    "a_UTR.0": 7882,
    "a_UTR.0.0": 7882,
    "a_SAUTR.0": 7952,
    "a_RELATEDTAXYEAR.0": 7889,
    "a_RELATEDTAXYEAR.2": 7844,
    "a_FOREIGNCOUNTRY.0": 7825,
    "a_BirthDateType.1": 5001,
    "a_DATEOFBIRTH.0": 7826,
    "a_SHPP.0": 7846,
    "a_EMPLOYEE.0": 7823,
    "a_EMPLOYEE.1": 7824,
    "a_TAXWKOFAPPTOFDIRECTOR.0": 7883,
    "a_STARTDATE.0": 7828,
    "a_STARTDATE.1": 7829,
    "a_EEACOMMONWEALTHCITIZEN.0": 7884,
    "a_INDIVIDUALSECONDEDTOWORKINUK.0": 7931,
    "a_LEAVINGDATE.2": 7831,
    "a_PAYMENTAFTERLEAVINGDATEINDICATOR.0": 7847,
    "a_DATEFIRSTREGISTERED.1": 7939,
    "a_CARAVAILABLETO.0": 7937,
    "a_FREEFUELWITHDRAWN.0": 7938,
    "a_TRIVIALCOMMUTATIONPAYMENT.0": 7885,
    "a_FLEXIBLEDRAWDOWN.1": 7936,
    "a_NILETTER.0": 7849,
    "a_NILETTER.1": 7850,
    "a_NILETTER.2": 7954,
    "a_NILETTER.3": 7955,
    "a_AT-LEL.0": 7852,
    "a_LEL-TO-PT.1": 7853,
    "a_PT-TO-UEL.1": 7854,
    "a_TOTALEMPLOYERNICONTRIBUTIONS.1": 7863,
    "a_TOTALEMPLOYERNICONTRIBUTIONSYEARTODATE.1": 7864,
    "a_EMPLOYEESCONTRIBUTIONSONALLEARNINGS.1": 7865,
    "a_EMPLOYEESCONTRIBUTIONSONALLEARNINGSYEARTODATE.1": 7866,
    "a_EMPLOYMENT.FPS.0": 7878,
    "a_STARTINGDECLARATION.FPS.0": 7879,
    "a_STARTINGDECLARATION.FPS.1": 7880,
    "a_STARTINGDECLARATION.FPS.2": 7881,
    "a_EMPLOYMENT.FPS.1": 7916,
    "a_STARTERINFORMATION.FPS.0": 7934,
    "a_PARTNERDETAILS.FPS.0": 7845,
    "a_EMPLOYEE.FPS.2": 7907,
    "a_ADDRESS.FPS.0": 7932,
    "a_FINALSUBMISSIONCEASEDINDICATOR.1": 7875,
    "a_DATESCHEMECEASED.0": 7876,
    "a_FINALSUBMISSION.0": 7933,
    "a_FPS.0": 7837,
    "a_FPS.1": 7877,
}
ALSO: list[Changes] = [
    {YEAR: "<RelatedTaxYear>25-26</RelatedTaxYear>"},
    starts("<StartDate>2026-11-02</StartDate>"),
    insured("X", TotalEmpNICInPd="1.00", EmpeeContribnsInPd="1.00"),
    insured("W", EmpeeContribnsInPd="1.00"),
]


@pytest.fixture(scope="module")
def hmrc() -> etree.XSLT:
    """HMRC's rules as a transformation that writes the ids of the broken ones."""
    folder = fixtures()
    if folder is None:
        pytest.skip("no fixtures")
    return _transformation(folder / "rti" / "bvr_rules_FullPaymentSubmission-2026-v1-0.csv")


def _transformation(table: Path) -> etree.XSLT:
    rows = list(csv.DictReader(table.open()))
    assert {row["id"] for row in rows} == set(NUMBERS)
    rules = []
    for row in rows:
        test = row["test"].replace("date:date()", f"'{TODAY}'")
        if row["id"] == "a_RELATEDTAXYEAR.0":
            test = test.replace("2026", "2027")
        rules.append(
            f"<xsl:for-each select={quoteattr(row['context'])}>"
            f"<xsl:if test={quoteattr(f'not({test})')}>{row['id']} </xsl:if></xsl:for-each>"
        )
    return etree.XSLT(
        etree.fromstring(
            '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
            f' xmlns:date="http://exslt.org/dates-and-times" xmlns:hd="{ENVELOPE}"'
            f' xmlns:fps="{RTI}/FullPaymentSubmission/26-27/1"><xsl:output method="text"/>'
            f'<xsl:template match="/">{"".join(rules)}</xsl:template></xsl:stylesheet>'
        )
    )


@pytest.mark.parametrize("change", [change for _, change in BROKEN] + ACCEPTED + ALSO)
def test_the_sandbox_and_hmrcs_own_rules_agree(sandbox: Sandbox, hmrc: etree.XSLT, change: Changes) -> None:
    message = bytes(Message(change=change))
    theirs = {NUMBERS[name] for name in str(hmrc(etree.fromstring(message))).split()}
    ours = set(sandbox.outcome(message).business_errors())
    assert {number for number in ours if 5000 <= number < 9000} == theirs
