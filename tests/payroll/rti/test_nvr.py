"""A NINO Verification Request says what HMRC's schema and published rules allow."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from dpss.kernel import errors
from payroll.rti import elements, irmark, names, nvr, people, rules, schema
from tests.payroll.rti import cast, published_rules
from tests.payroll.rti.edits import Edit, drop, edited, put, twice

PUBLISHED = {
    "a_r1004": "5005",
    "a_r1005": "5004",
    "a_HMRCOFFICENUMBER.0": "7821",
    "a_EMPLOYERPAYEREF.0": "7822",
    "a_BirthDateType.1": "5001",
    "a_DATEOFBIRTH.0": "7826",
    "a_EMPLOYEE.0": "7823",
    "a_EMPLOYEE.1": "7824",
    "a_NVR.0": "NVR.0",
    "a_NVR.1": "NVR.1",
}
FOREIGN_ADDRESS = "a_FOREIGNCOUNTRY.0"

CASES: list[tuple[str, list[Edit]]] = [
    ("", [put("Employee/EmployeeDetails/NINO", "AB123456D")]),
    ("5005", [put("GovTalkDetails/Keys/Key", "121")]),
    ("5004 7821 7822", [drop("IRheader/Keys/Key")]),
    ("7821", [put("EmpRefs/OfficeNo", "121")]),
    ("7822", [put("EmpRefs/PayeRef", "ZZ1")]),
    ("5001", [put("BirthDate", (cast.TODAY + timedelta(days=1)).isoformat())]),
    ("7826", [put("BirthDate", "1896-11-21")]),
    ("7823", [drop("EmployeeDetails/NINO"), drop("Address")]),
    ("7824", [drop("Name/Fore")]),
    ("NVR.1", [put("MessageDetails/Class", "HMRC-PAYE-RTI-FPS")]),
    ("", [put("MessageDetails/Class", "HMRC-PAYE-RTI-NVR-TIL")]),
    ("NVR.0", [twice("NINOverificationRequest/Employee")] * 100),
]


def request(*questions: nvr.Question, **changes: Any) -> nvr.Request:
    """A question about Łukasz Próba, whose number nobody knows, when no other is asked."""
    usual = nvr.Request(tax_year="2026-27", employer=cast.EMPLOYER, questions=questions or (question(),))
    return replace(usual, **changes)


def question(**changes: Any) -> nvr.Question:
    person = people.Person(
        name=names.parts("Próba, Łukasz Jan", title="Mr"),
        birth_date=date(1991, 3, 14),
        gender="M",
        address=names.address(["1 Invented Row", "Nowhere"], postcode="ZZ1 1ZZ"),
    )
    return nvr.Question(person=replace(person, **changes), pay_id="PA-18")


def message(built: bytes) -> bytes:
    return cast.message(built, message_class=nvr.MESSAGE_CLASS)


@pytest.mark.parametrize("nino", ["", "AB123456C"])
def test_a_request_is_valid_against_its_schema_and_every_rule(nino: str) -> None:
    sent = message(nvr.build(request(question(nino=nino), question())))
    table = published_rules.load(cast.fixture("bvr_rules_NINOverificationRequest-v1-2.csv"))
    assert schema.check(sent, cast.fixture("schemas")) == ()
    assert rules.check(sent, today=cast.TODAY) == ()
    assert published_rules.broken(sent, rules=table, tax_year="2026-27", today=cast.TODAY) == set()


@pytest.mark.parametrize(("breaks", "edits"), CASES)
def test_our_rules_and_the_published_table_find_the_same(breaks: str, edits: list[Edit]) -> None:
    wrong = edited(message(nvr.build(request(question(nino="AB123456C")))), *edits)
    table = published_rules.load(cast.fixture("bvr_rules_NINOverificationRequest-v1-2.csv"))
    found = published_rules.broken(wrong, rules=table, tax_year="2026-27", today=cast.TODAY)
    assert {violation.rule for violation in rules.check(wrong, today=cast.TODAY)} == set(breaks.split())
    assert {PUBLISHED[rule] for rule in found} == set(breaks.split())


def test_every_published_rule_has_a_request_that_breaks_it() -> None:
    table = published_rules.load(cast.fixture("bvr_rules_NINOverificationRequest-v1-2.csv"))
    assert {rule.id for rule in table} == {*PUBLISHED, FOREIGN_ADDRESS}
    assert {number for breaks, _ in CASES for number in breaks.split()} == set(PUBLISHED.values())


def test_the_golden_request_has_not_changed() -> None:
    built = nvr.build(request(question(), question(nino="AB123456C")))
    assert elements.parse(built).findtext(".//{*}IRmark") == irmark.of(built).base64
    cast.check_golden("nvr.xml", built)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ((), "1 to 100 people at a time, not 0"),
        (tuple(question() for _ in range(101)), "not 101"),
        ((replace(question(), pay_id=""),), "no pay ID"),
        ((question(gender="X"),), "Gender cannot be"),
        ((question(nino="QQ123456C"),), "National Insurance"),
    ],
)
def test_what_hmrc_would_not_take_is_refused(asked: tuple[nvr.Question, ...], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        nvr.build(request(questions=asked))
