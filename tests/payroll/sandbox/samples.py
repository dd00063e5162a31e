"""Messages a sender might write, built by hand from HMRC's schemas, and marked with another IRmark program.

The IRmark here comes from libxml2's canonical XML; the sandbox writes its own.
"""

import base64
import hashlib
from dataclasses import dataclass, field

from lxml import etree

ENVELOPE = "http://www.govtalk.gov.uk/CM/envelope"
RTI = "http://www.govtalk.gov.uk/taxation/PAYE/RTI"
TODAY = "2026-11-21"
FPS_CLASS = "HMRC-PAYE-RTI-FPS"

PERSON = """<NINO>{nino}</NINO><Name><Ttl>Ms</Ttl><Fore>Ada</Fore><Sur>Example</Sur></Name>
<Address><Line>1 The Lane</Line><Line>Shipley</Line><UKPostcode>BD17 9ZZ</UKPostcode></Address>
<BirthDate>1980-10-28</BirthDate><Gender>F</Gender>"""
NI = """<NIlettersAndValues><NIletter>A</NIletter><GrossEarningsForNICsInPd>1100.00</GrossEarningsForNICsInPd>
<GrossEarningsForNICsYTD>8800.00</GrossEarningsForNICsYTD><AtLELYTD>4472.00</AtLELYTD>
<LELtoPTYTD>3912.00</LELtoPTYTD><PTtoUELYTD>416.00</PTtoUELYTD><TotalEmpNICInPd>102.45</TotalEmpNICInPd>
<TotalEmpNICYTD>819.60</TotalEmpNICYTD><EmpeeContribnsInPd>4.16</EmpeeContribnsInPd>
<EmpeeContribnsYTD>33.28</EmpeeContribnsYTD></NIlettersAndValues>"""
PAYMENT = """<PayFreq>M1</PayFreq><PmtDate>2026-11-27</PmtDate><MonthNo>8</MonthNo>
<PeriodsCovered>1</PeriodsCovered><HoursWorked>B</HoursWorked><TaxCode>1257L</TaxCode><TaxablePay>1100.00</TaxablePay>
<PayAfterStatDedns>1085.44</PayAfterStatDedns><TaxDeductedOrRefunded>10.40</TaxDeductedOrRefunded>"""
JOB = """<PayId>{pay_id}</PayId><FiguresToDate><TaxablePay>8800.00</TaxablePay><TotalTax>83.20</TotalTax>
</FiguresToDate><Payment>{payment}</Payment>{ni}"""


def employee(
    *,
    nino: str = "RN000008A",
    pay_id: str = "PA-1",
    person: str = PERSON,
    payment: str = PAYMENT,
    ni: str = NI,
) -> str:
    """Write one employee of an FPS."""
    details, job = person.format(nino=nino), JOB.format(pay_id=pay_id, payment=payment, ni=ni)
    return f"<Employee><EmployeeDetails>{details}</EmployeeDetails><Employment>{job}</Employment></Employee>"


@dataclass
class Message:
    """A submission, open to every mistake; `change` replaces texts of the message before it is marked."""

    form: str = "FullPaymentSubmission/26-27/1"
    message_class: str = FPS_CLASS
    content: str = "<RelatedTaxYear>26-27</RelatedTaxYear>" + employee()
    office: str = "123"
    paye_reference: str = "AB456"
    period_end: str = "2027-04-05"
    sender_id: str = "ISV999"
    password: str = "made-up-word"
    method: str = "clear"
    correlation_id: str = ""
    transaction_id: str = "20261121AB"
    root_attributes: str = ""
    mark: str | None = None
    change: dict[str, str] = field(default_factory=dict)

    def document(self) -> str:
        """Write the IRenvelope, with a place for the IRmark."""
        keys = (
            f'<Key Type="TaxOfficeNumber">{self.office}</Key>'
            f'<Key Type="TaxOfficeReference">{self.paye_reference}</Key>'
        )
        name = self.form.split("/")[0]
        references = (
            f"<EmpRefs><OfficeNo>{self.office}</OfficeNo><PayeRef>{self.paye_reference}</PayeRef>"
            f"<AORef>123PA00045678</AORef></EmpRefs>"
        )
        return (
            f'<IRenvelope xmlns="{RTI}/{self.form}"><IRheader><Keys>{keys}</Keys>'
            f"<PeriodEnd>{self.period_end}</PeriodEnd><DefaultCurrency>GBP</DefaultCurrency>"
            f'<IRmark Type="generic">?</IRmark><Sender>Employer</Sender></IRheader>'
            f"<{name}>{references}{self.content}</{name}></IRenvelope>"
        )

    def __bytes__(self) -> bytes:
        """Write the whole message."""
        written = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<GovTalkMessage xmlns="{ENVELOPE}"{self.root_attributes}>'
            f"<EnvelopeVersion>2.0</EnvelopeVersion><Header><MessageDetails><Class>{self.message_class}</Class>"
            f"<Qualifier>request</Qualifier><Function>submit</Function>"
            f"<TransactionID>{self.transaction_id}</TransactionID>"
            f"<CorrelationID>{self.correlation_id}</CorrelationID><Transformation>XML</Transformation>"
            f"<GatewayTest>1</GatewayTest></MessageDetails><SenderDetails><IDAuthentication>"
            f"<SenderID>{self.sender_id}</SenderID><Authentication><Method>{self.method}</Method>"
            f"<Role>principal</Role><Value>{self.password}</Value></Authentication></IDAuthentication>"
            f"</SenderDetails></Header><GovTalkDetails><Keys>"
            f'<Key Type="TaxOfficeNumber">{self.office}</Key>'
            f'<Key Type="TaxOfficeReference">{self.paye_reference}</Key></Keys>'
            f"<TargetDetails><Organisation>IR</Organisation></TargetDetails></GovTalkDetails>"
            f"<Body>{self.document()}</Body></GovTalkMessage>"
        )
        for old, new in self.change.items():
            if old not in written:
                raise ValueError(f"{old!r} is not in the message")
            written = written.replace(old, new)
        mark = irmark(written.encode()) if self.mark is None else self.mark
        return written.replace(">?</IRmark>", f">{mark}</IRmark>").encode()


def irmark(message: bytes) -> str:
    """Compute the IRmark of a message with libxml2's canonical XML of its Body as a document of its own."""
    body = etree.fromstring(message).find(f"{{{ENVELOPE}}}Body")
    assert body is not None
    for mark in body.findall("{*}IRenvelope/{*}IRheader/{*}IRmark"):
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)
    alone = etree.fromstring(etree.tostring(body, with_tail=False))
    digest = hashlib.sha1(_canonical(alone), usedforsecurity=False).digest()
    return base64.b64encode(digest).decode()


def _canonical(document: etree._Element) -> bytes:
    return etree.tostring(document, method="c14n", with_comments=False)


def eps(content: str, **others: str) -> Message:
    """Write an Employer Payment Summary of 2026-27; `content` stands between EmpRefs and RelatedTaxYear."""
    return Message(
        form="EmployerPaymentSummary/26-27/1",
        message_class="HMRC-PAYE-RTI-EPS",
        content=f"{content}<RelatedTaxYear>26-27</RelatedTaxYear>",
        **others,  # type: ignore[arg-type]  # every keyword it is called with is a text
    )


def question(
    verb: str,
    *,
    correlation_id: str = "",
    message_class: str = FPS_CLASS,
    sender: str = "ISV999:made-up-word",
    body: str = "",
) -> bytes:
    """Write a poll, a list or a delete: "poll/submit", "request/list", "request/delete"."""
    qualifier, function = verb.split("/")
    name, _, password = sender.partition(":")
    identity = (
        f"<IDAuthentication><SenderID>{name}</SenderID><Authentication><Method>clear</Method>"
        f"<Value>{password}</Value></Authentication></IDAuthentication>"
        if sender
        else ""
    )
    return (
        f'<?xml version="1.0"?><GovTalkMessage xmlns="{ENVELOPE}"><EnvelopeVersion>2.0</EnvelopeVersion>'
        f"<Header><MessageDetails><Class>{message_class}</Class><Qualifier>{qualifier}</Qualifier>"
        f"<Function>{function}</Function><CorrelationID>{correlation_id}</CorrelationID>"
        f"<Transformation>XML</Transformation></MessageDetails><SenderDetails>{identity}</SenderDetails></Header>"
        f"<GovTalkDetails><Keys/></GovTalkDetails><Body>{body}</Body></GovTalkMessage>"
    ).encode()
