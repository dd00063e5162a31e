"""How a message is read: well-formed XML without a DOCTYPE, and found by the names of its elements."""

from decimal import Decimal
from xml.parsers import expat

from lxml import etree
from lxml.etree import _Element as Element

ENVELOPE = "http://www.govtalk.gov.uk/CM/envelope"
PREFIXES = {"FullPaymentSubmission": "fps", "EmployerPaymentSummary": "eps", "NINOverificationRequest": "nvr"}


class NotReadableError(Exception):
    """The bytes are not a well-formed XML document, or they bring a DOCTYPE of their own."""


def parse(content: bytes) -> Element:
    """Read a message, refusing a DOCTYPE before a single entity can be declared.

    The first reader (expat) stops at the DOCTYPE; only then is the tree built. Comments and processing
    instructions are left out of the tree.
    """
    _refuse_doctype(content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotReadableError("The document is not well-formed XML.") from error


def _refuse_doctype(content: bytes) -> None:
    def refuse(*_: object) -> None:
        raise NotReadableError("The document brings a DOCTYPE, which is not accepted.")

    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = refuse
    try:
        reader.Parse(content, True)  # noqa: FBT003 - expat takes its arguments by position only
    except expat.ExpatError as error:
        raise NotReadableError("The document is not well-formed XML.") from error


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(etree.QName(element).localname)


def namespace(element: Element) -> str:
    """Return an element's namespace, empty when it has none."""
    return str(etree.QName(element).namespace or "")


def every(node: Element, path: str) -> list[Element]:
    """Return the elements at `path` ("Payment/PmtDate"; "*" is any name; "." is the node itself)."""
    if path == ".":
        return [node]
    return node.findall("/".join(part if part == "*" else f"{{*}}{part}" for part in path.split("/")))


def one(node: Element, path: str) -> Element | None:
    """Return the first element at `path`, or None."""
    found = every(node, path)
    return found[0] if found else None


def has(node: Element, *paths: str) -> bool:
    """Return whether any of the paths leads to an element."""
    return any(every(node, path) for path in paths)


def said(node: Element, path: str) -> str:
    """Return the text of the first element at `path` without surrounding blanks, empty when there is none."""
    found = one(node, path)
    return "" if found is None else (found.text or "").strip()


def pounds(node: Element, path: str) -> Decimal:
    """Return the amount at `path` in pounds; an amount that is not there is nought."""
    return Decimal(said(node, path) or "0")


def location(element: Element) -> str:
    """Return where an element stands, as HMRC writes it: `/hd:GovTalkMessage[1]/hd:Body[1]/...`."""
    steps = []
    node: Element | None = element
    while node is not None:
        before = sum(1 for _ in node.itersiblings(str(node.tag), preceding=True))
        steps.append(f"{_prefix(node)}:{local(node)}[{before + 1}]")
        node = node.getparent()
    return "/" + "/".join(reversed(steps))


def _prefix(element: Element) -> str:
    where = namespace(element)
    if where == ENVELOPE:
        return "hd"
    return next((prefix for form, prefix in PREFIXES.items() if f"/{form}/" in where), "ns")


def up(element: Element, name: str) -> Element:
    """Return the nearest element of that name above `element`.

    Raises LookupError when there is none, which no message of the right shape brings about.
    """
    for above in element.iterancestors():
        if local(above) == name:
            return above
    raise LookupError(f"{local(element)} does not stand within {name}")


def parent(element: Element) -> Element:
    """Return the element around `element`; LookupError when it is the outermost."""
    above = element.getparent()
    if above is None:
        raise LookupError(f"nothing stands around {local(element)}")
    return above
