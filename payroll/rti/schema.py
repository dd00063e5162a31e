"""HMRC's own schemas, where the operator has a folder of them: they are not ours to ship.

A schema is found by its target namespace, whatever its file is called. Nothing is fetched: what a
schema imports is found in the folder by file name. The envelope's schema imports that of XML
signatures; where the folder lacks it, any signature is taken, because our messages have none.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from dpss.kernel import errors
from payroll.rti import elements, irmark
from payroll.rti.rules import Violation

_NAMESPACE = re.compile(r"\{[^}]*\}")
_SIGNATURES = "xmldsig-core-schema.xsd"
_ANY_SIGNATURE = (
    b'<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/09/xmldsig#">'
    b'<element name="Signature"/></schema>'
)


class _FolderOnly(etree.Resolver):
    """Answers every address that a schema names with the file of that name in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.files = {path.name: path for path in sorted(folder.rglob("*.xsd"))}

    def resolve(self, system_url: str, public_id: str, context: Any = None) -> Any:
        """Give the local file, or nothing to read at all: never the network."""
        name = system_url.rpartition("/")[2]
        content = _ANY_SIGNATURE if name == _SIGNATURES else b""
        if name in self.files:
            content = self.files[name].read_bytes()
        return self.resolve_string(content, context, base_url=None)


def check(xml: bytes, folder: Path) -> tuple[Violation, ...]:
    """What HMRC's schemas in the folder refuse in a message, or in a Body alone.

    A document whose schema is not in the folder counts as refused, because it was not checked; the
    envelope is checked where the folder `has_envelope`. Raises `Unreadable` or `Invalid` for what is
    no message, and for a schema that cannot be used.
    """
    root = elements.parse(xml)
    body = irmark.body_of(root)
    found = [violation for part in body.iterchildren("{*}IRenvelope") for violation in _check(part, folder)]
    if root is not body and has_envelope(folder):
        found = [*_check(root, folder), *found]
    return tuple(found)


def has_envelope(folder: Path) -> bool:
    """Whether the folder has the schema of the GovTalk envelope. Raises `Invalid` for a damaged schema."""
    return elements.ENVELOPE in _index(folder)


def knows(namespace: str, folder: Path) -> bool:
    """Whether the folder has the schema of a namespace. Raises `Invalid` for a damaged schema."""
    return folder.is_dir() and namespace in _index(folder)


def _check(element: elements.Element, folder: Path) -> list[Violation]:
    namespace = elements.namespace(element)
    path = _index(folder).get(namespace)
    if path is None:
        name = elements.local_name(element)
        return [
            Violation(
                "XSD", f"The folder has no schema for {name} in {namespace}, so it was not checked.", name
            )
        ]
    compiled = _compiled(path, folder)
    if compiled.validate(element):
        return []
    log: Any = compiled.error_log
    return [Violation("XSD", _NAMESPACE.sub("", entry.message), _where(element, entry.path)) for entry in log]


def _where(element: elements.Element, path: str | None) -> str:
    """The place of an error as element names, such as `FullPaymentSubmission/Employee[2]/Employment`."""
    tree: Any = etree.ElementTree(element)
    found = tree.xpath(path) if path else []
    if not found or found[0] is element:
        return elements.local_name(element)
    return _NAMESPACE.sub("", str(tree.getelementpath(found[0])))


@lru_cache(maxsize=8)
def _index(folder: Path) -> dict[str, Path]:
    """The schemas of a folder and those below it, by target namespace."""
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.xsd")):
        namespace = _parsed(path, folder).getroot().get("targetNamespace")
        if namespace:
            found.setdefault(namespace, path)
    return found


@lru_cache(maxsize=32)
def _compiled(path: Path, folder: Path) -> etree.XMLSchema:
    try:
        return etree.XMLSchema(_parsed(path, folder))
    except etree.XMLSchemaParseError:
        raise errors.Invalid(
            f"{path.name} cannot be used: it, or what it imports, is not in the folder or is damaged."
        ) from None


def _parsed(path: Path, folder: Path) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    parser.resolvers.add(_FolderOnly(folder))
    try:
        return etree.parse(str(path), parser)
    except etree.XMLSyntaxError:
        raise errors.Invalid(f"{path.name} is not a schema: it is not well-formed XML.") from None
