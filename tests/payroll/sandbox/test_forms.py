"""The sandbox's tables of order and values against HMRC's schemas."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from payroll.gateways.sandbox import forms, reading, shapes
from payroll.gateways.sandbox.forms import envelope, header
from tests.payroll.sandbox import samples
from tests.payroll.sandbox.samples import Message
from tests.payroll.sandbox.wire import Sandbox

XSD = "{http://www.w3.org/2001/XMLSchema}"
SCHEMAS = {
    "FullPaymentSubmission/26-27/1": "2026-27/FullPaymentSubmission-2027-v1-0.xsd",
    "EmployerPaymentSummary/26-27/1": "2026-27/EmployerPaymentSummary-2027-v1-0.xsd",
    "FullPaymentSubmission/25-26/1": "2025-26/FullPaymentSubmission-2026-v1-0.xsd",
    "EmployerPaymentSummary/25-26/1": "2025-26/EmployerPaymentSummary-2026-v1-0.xsd",
    "NINOverificationRequest/1": "2025-26/NINOverificationRequest-v1-2.xsd",
}
VALID = {
    "one employee": Message(),
    "two employees": Message(
        content="<RelatedTaxYear>26-27</RelatedTaxYear>"
        + samples.employee()
        + samples.employee(nino="RN000009B", pay_id="PA-2")
    ),
    "the end of the year": Message(
        content="<RelatedTaxYear>26-27</RelatedTaxYear><FinalSubmission><ForYear>yes</ForYear></FinalSubmission>"
    ),
    "a month without pay": samples.eps(
        "<NoPaymentForPeriod>yes</NoPaymentForPeriod>"
        "<NoPaymentDates><From>2026-10-06</From><To>2026-11-05</To></NoPaymentDates>"
    ),
    "maternity pay recovered": samples.eps(
        "<EmpAllceInd>yes</EmpAllceInd><RecoverableAmountsYTD><TaxMonth>8</TaxMonth>"
        "<SMPRecovered>257.46</SMPRecovered></RecoverableAmountsYTD>"
    ),
    "a NINO asked for": Message(
        form="NINOverificationRequest/1",
        message_class="HMRC-PAYE-RTI-NVR",
        content=f"<Employee><EmployeeDetails>{samples.PERSON.format(nino='RN000008A')}</EmployeeDetails>"
        "<Employment><PayId>PA-1</PayId></Employment></Employee>",
    ),
}


def _models(schema: Path) -> Iterator[tuple[str, list[shapes.Step]]]:
    """Yield every element of a schema that holds elements, with its content as the sandbox writes it."""
    root = etree.parse(schema).getroot()
    tops = root.findall(f"{XSD}element")  # the types beside them describe contacts, which are not judged
    for element in (found for top in tops for found in top.iter(f"{XSD}element")):
        sequence = element.find(f"{XSD}complexType/{XSD}sequence")
        within = {above.get("name") for above in element.iterancestors()} | {element.get("name")}
        if sequence is not None and not within & header.CLOSED:
            parent = next(element.iterancestors(f"{XSD}element"), element)
            yield f"{parent.get('name')}/{element.get('name')}", list(_steps(sequence))


def _steps(sequence: etree._Element) -> Iterator[shapes.Step]:
    for part in sequence:
        least, most = int(part.get("minOccurs", "1")), part.get("maxOccurs", "1")
        if part.tag == f"{XSD}sequence":  # both or none, which the sandbox's rules ask for
            yield from (shapes.Step(step.names, least, step.most) for step in _steps(part))
        elif part.tag in {f"{XSD}element", f"{XSD}choice"}:
            found = [part] if part.tag == f"{XSD}element" else list(part)
            names = tuple((one.get("name") or one.get("ref", "")).rpartition(":")[2] for one in found)
            yield shapes.Step(names, least, shapes.UNBOUNDED if most == "unbounded" else int(most))


@pytest.mark.parametrize("form", SCHEMAS)
def test_the_order_of_every_element_is_that_of_hmrcs_schema(rti_fixtures: Path, form: str) -> None:
    kind = forms.find(f"{samples.RTI}/{form}")
    assert kind is not None
    judged = 0
    for path, steps in _models(rti_fixtures / "schemas" / SCHEMAS[form]):
        name = path.rpartition("/")[2]
        ours = list(kind.form.order[path] if path in kind.form.order else kind.form.order[name])
        if name == "NINOverificationRequest":  # HMRC's limit of 100 employees is one of its business rules
            ours[1] = ours[1]._replace(most=shapes.UNBOUNDED)
        if name == "FullPaymentSubmission":  # employees or a compressed part, which the sandbox does not open
            ours[2:4] = [shapes.Step(("Employee", "CompressedPart"), 0, 1)]
        assert ours == steps, path
        judged += 1
    assert judged >= 7


@pytest.mark.parametrize("form", SCHEMAS)
def test_every_value_of_hmrcs_schema_has_a_form(rti_fixtures: Path, form: str) -> None:
    kind = forms.find(f"{samples.RTI}/{form}")
    assert kind is not None
    placed = {name for steps in kind.form.order.values() for step in steps for name in step.names}
    formed = {name.rpartition("/")[2] for name in kind.form.values}
    assert placed - set(kind.form.order) - kind.form.closed <= formed


@pytest.mark.parametrize("name", VALID)
def test_a_message_hmrcs_schemas_accept_is_accepted(sandbox: Sandbox, rti_fixtures: Path, name: str) -> None:
    message = VALID[name]
    content = etree.fromstring(bytes(message))
    for schema in (SCHEMAS[message.form], "envelope-v2-0-HMRC.local.xsd"):
        judge = etree.XMLSchema(etree.parse(rti_fixtures / "schemas" / schema))
        judge.assertValid(content[-1][0] if "/" in schema else content)
    assert sandbox.outcome(message).qualifier() == "response"


def test_replies_follow_hmrcs_envelope_schema(sandbox: Sandbox, rti_fixtures: Path) -> None:
    judge = etree.XMLSchema(etree.parse(rti_fixtures / "schemas" / "envelope-v2-0-HMRC.local.xsd"))
    acknowledged = sandbox.submit(Message())
    replies = [
        acknowledged,
        sandbox.poll(acknowledged.correlation_id()),
        sandbox.outcome(Message(mark="wrong")),
        sandbox.submit(b"no XML"),
        sandbox.submit(Message(transaction_id="not hex", correlation_id="neither")),
        sandbox.request("POST", "/submission", samples.question("request/list")),
        sandbox.request(
            "POST",
            "/submission",
            samples.question("request/delete", correlation_id=acknowledged.correlation_id()),
        ),
    ]
    for reply in replies:
        judge.assertValid(etree.fromstring(reply.content))


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"<MonthNo>8</MonthNo>": ""}, 4065),
        ({"<MonthNo>8</MonthNo>": "<MonthNo>8</MonthNo><WeekNo>34</WeekNo>"}, 4065),
        (
            {
                "<HoursWorked>B</HoursWorked>": "",
                "1257L</TaxCode>": "1257L</TaxCode><HoursWorked>B</HoursWorked>",
            },
            4065,
        ),
        ({"<TotalTax>83.20</TotalTax>": "<TotalTax>83.20</TotalTax>stray"}, 4065),
        ({"<Gender>F</Gender>": "<Gender><F/></Gender>"}, 4065),
        ({"<Gender>F</Gender>": "<Gender xmlns='urn:other'>F</Gender>"}, 4065),
        ({samples.NI: samples.NI * 5}, 4065),
        ({"RN000008A": "QQ000008A"}, 4085),
        ({"RN000008A": "RN000008"}, 4085),
        ({">1085.44<": ">1085.4<"}, 4085),
        ({">1085.44<": ">1,085.44<"}, 4085),
        ({">8800.00</TaxablePay><TotalTax>": ">-8800.00</TaxablePay><TotalTax>"}, 4085),
        ({">4472.00</AtLELYTD>": ">4472.50</AtLELYTD>"}, 4085),
        ({"<MonthNo>8<": "<MonthNo>13<"}, 4085),
        ({"<MonthNo>8</MonthNo>": "<WeekNo>55</WeekNo>"}, 4085),
        ({">1257L<": ">K0<"}, 4085),
        ({">1257L<": ">S1257L<"}, 4085),
        ({">1980-10-28<": ">1981-02-29<"}, 4085),
        ({"<NIletter>A<": "<NIletter>O<"}, 4085),
        ({"<Sur>Example<": "<Sur>Ex4mple<"}, 4085),
        ({"<TaxCode>": "<TaxCode TaxRegime='W'>"}, 4085),
        ({"<TaxCode>": "<TaxCode Basis='yes'>"}, 4085),
        ({"<TaxDeducted": "<StudentLoanRecovered>9.00</StudentLoanRecovered><TaxDeducted"}, 4085),
    ],
)
def test_a_body_that_breaks_hmrcs_schema_is_rejected(
    sandbox: Sandbox, rti_fixtures: Path, change: dict[str, str], number: int
) -> None:
    message = Message(change=change)
    schema = etree.XMLSchema(etree.parse(rti_fixtures / "schemas" / SCHEMAS[message.form]))
    assert not schema.validate(etree.fromstring(bytes(message))[-1][0])
    assert number in sandbox.outcome(message).business_errors()


def test_a_fault_says_where_it_stands_and_never_what_was_written(sandbox: Sandbox) -> None:
    rejected = sandbox.outcome(Message(change={"RN000008A": "QQ000008A"}))
    assert b"/fps:Employee[1]/fps:EmployeeDetails[1]/fps:NINO[1]" in rejected.content
    assert b"QQ000008A" not in rejected.content


def test_last_years_fps_knows_neither_loan_plan_5_nor_the_new_bereavement_pay() -> None:
    old, new = (forms.find(f"{samples.RTI}/FullPaymentSubmission/{year}/1") for year in ("25-26", "26-27"))
    assert old is not None
    assert new is not None
    names = [{name for step in kind.form.order["Payment"] for name in step.names} for kind in (old, new)]
    assert names[1] - names[0] == {"SPBPNIREYTD", "MiscarriageNIRE", "EmployeeWorkplacePostcodeNIRE"}
    plan = "PlanType!"
    assert not old.form.attributes["StudentLoanRecovered"][plan]("05")
    assert new.form.attributes["StudentLoanRecovered"][plan]("05")


def test_the_envelope_table_judges_a_message_without_the_body() -> None:
    root = reading.parse(bytes(Message(mark="x")))
    assert list(shapes.faults(root, envelope.FORM)) == []
