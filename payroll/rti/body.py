"""What every RTI document shares: the employer, the IRenvelope with its header, and the IRmark in it."""

from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from dpss.kernel import errors, identifiers
from payroll.rti import elements, irmark, years


class Sender(StrEnum):
    """Who sends a document: the employer, an agent with authority, or a payroll bureau."""

    EMPLOYER = "Employer"
    AGENT = "Agent"
    BUREAU = "Bureau"


@dataclass(frozen=True, slots=True)
class EmployerReferences:
    """The numbers by which HMRC knows an employer: `123`, `AB456` and `123PA00045678`. Raises `Invalid`."""

    office_number: str
    paye_reference: str
    accounts_office_reference: str

    def __post_init__(self) -> None:
        written = f"{self.office_number}/{self.paye_reference}"
        if identifiers.paye_reference(written) != (self.office_number, self.paye_reference):
            raise errors.Invalid("The PAYE reference must be in capitals and without spaces, like 123/AB456.")
        accounts_office = identifiers.accounts_office_reference(self.accounts_office_reference)
        if accounts_office != self.accounts_office_reference:
            raise errors.Invalid("The Accounts Office reference must be in capitals and without spaces.")

    @property
    def keys(self) -> dict[str, str]:
        """The keys by which a message is filed, in the envelope and in the header alike."""
        return {"TaxOfficeNumber": self.office_number, "TaxOfficeReference": self.paye_reference}


def build(
    content: elements.Element, *, employer: EmployerReferences, year: years.Year, sender: Sender
) -> bytes:
    """The exact bytes of the GovTalk Body round one document, with its IRmark in place.

    `content` is the document's own element, in its namespace. The bytes are ASCII, without an XML
    declaration and without white space between elements, so that they can stand in any message.
    """
    body = elements.root("Body", uri=elements.ENVELOPE)
    envelope = elements.root("IRenvelope", uri=elements.namespace(content))
    body.append(envelope)
    header = elements.child(envelope, "IRheader")
    keys = elements.child(header, "Keys")
    for name, value in employer.keys.items():
        elements.child(keys, "Key", value, Type=name)
    elements.day(header, "PeriodEnd", year.days.last)
    elements.child(header, "DefaultCurrency", "GBP")
    before = elements.child(header, "Sender", sender)
    envelope.append(content)
    # Made before it is put in, for it is the fingerprint of a Body without one.
    stated = irmark.of_unmarked(body).base64
    before.addprevious(elements.child(header, "IRmark", stated, Type="generic"))
    return etree.tostring(body, encoding="ASCII", xml_declaration=False)


def keys_of(xml: bytes) -> dict[str, str]:
    """The keys by which a Body says it is filed, for its envelope. Raises `Unreadable`."""
    keys = elements.parse(xml).findall("{*}IRenvelope/{*}IRheader/{*}Keys/{*}Key")
    return {key.get("Type", ""): key.text or "" for key in keys}


def employer_references(document: elements.Element, employer: EmployerReferences) -> None:
    """Add the employer's references, the first part of every document."""
    group = elements.child(document, "EmpRefs")
    elements.child(group, "OfficeNo", employer.office_number)
    elements.child(group, "PayeRef", employer.paye_reference)
    elements.child(group, "AORef", employer.accounts_office_reference)
