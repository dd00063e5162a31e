"""HMRC's business rules for what is sent to it, in our own words, so that a rejection is rare.

The numbers are those of HMRC's error messages (Schematron of the FPS for 2025-26, error messages of the
EPS for 2026-27, business rules of the NVR 1.2); 2021 and 2022 are the IRmark's. The rules about company
cars, pensions being paid and flexible drawdown are not here: no employer of a personal assistant reports
any of them.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dpss.kernel import errors
from payroll.rti import elements, eps, fps, irmark, nvr, years
from payroll.rti.rules import employees, payments, people, requests, summaries
from payroll.rti.rules.part import Part, Rule


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that a message breaks: HMRC's number for it, what to do about it, and where it is."""

    rule: str
    sentence: str
    where: str


@dataclass(frozen=True, slots=True)
class _Document:
    """The rules of one kind of document: about the whole, its envelope, and each person in it."""

    rules: tuple[Rule, ...]
    message_rules: tuple[Rule, ...]
    person_rules: tuple[Rule, ...]


def check(xml: bytes, *, today: date) -> tuple[Violation, ...]:
    """Every rule that a message, or a Body alone, breaks on this day; nothing when it keeps them all.

    The rules between envelope and document need the whole message. Raises `Unreadable` or `Invalid`
    for what is neither.
    """
    root = elements.parse(xml)
    body = irmark.body_of(root)
    envelope = body.find("{*}IRenvelope")
    document = None if envelope is None else _known().get(elements.namespace(envelope))
    if envelope is None or document is None:
        sentence = "This is not a report to HMRC of a kind and a tax year that can be checked here."
        return (*_marks(body), Violation("DOCUMENT", sentence, "the Body"))
    found = [*_marks(body), *_run(document.rules, Part(envelope, "the header", today))]
    if root is not body:
        found += _run(document.message_rules, Part(root, "the envelope", today))
    for part in people.parts(envelope, today=today):
        found += _run(document.person_rules, part)
    return tuple(found)


@functools.cache
def _known() -> dict[str, _Document]:
    """The documents that can be checked, by their namespace."""
    known = {nvr.URI: _Document(requests.RULES, requests.MESSAGE_RULES, people.RULES)}
    for year in years.YEARS.values():
        known[year.uri(fps.DOCUMENT)] = _Document(payments.RULES, payments.MESSAGE_RULES, employees.RULES)
        known[year.uri(eps.DOCUMENT)] = _Document(summaries.RULES, summaries.MESSAGE_RULES, ())
    return known


def _run(rules: tuple[Rule, ...], whole: Part) -> Iterator[Violation]:
    for rule in rules:
        for part in whole.all(rule.context):
            try:
                kept = rule.keeps(part)
            except errors.Invalid as error:
                yield Violation("FORM", error.sentence, whole.where)
                continue
            if not kept:
                yield Violation(rule.number, rule.sentence, whole.where)


def _marks(body: elements.Element) -> Iterator[Violation]:
    stated = [mark.text for mark in body.findall("{*}IRenvelope/{*}IRheader/{*}IRmark")]
    if not stated:
        yield Violation("2022", "There is no IRmark. Build the message again.", "the header")
    elif stated != [irmark.of_body(body).base64]:
        sentence = (
            "The IRmark does not fit the contents: they were changed after it was made. Build it again."
        )
        yield Violation("2021", sentence, "the header")
