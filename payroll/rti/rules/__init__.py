"""HMRC's business rules for a Full Payment Submission, in our own words, so that a rejection is rare.

The numbers are those of HMRC's error messages (Schematron of the FPS for 2025-26); 2021 and 2022 are
the IRmark's. The rules about company cars, pensions being paid and flexible drawdown are not here:
no employer of a personal assistant reports any of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dpss.kernel import errors
from payroll.rti import elements, fps, irmark, years
from payroll.rti.rules import document, employees
from payroll.rti.rules.part import Part, Rule


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that a message breaks: HMRC's number for it, what to do about it, and where it is."""

    rule: str
    sentence: str
    where: str


def check(xml: bytes, *, today: date) -> tuple[Violation, ...]:
    """Every rule that a message, or a Body alone, breaks on this day; nothing when it keeps them all.

    The rules between envelope and document need the whole message. Raises `Unreadable` or `Invalid`
    for what is neither.
    """
    root = elements.parse(xml)
    body = irmark.body_of(root)
    envelope = body.find("{*}IRenvelope")
    if envelope is None or elements.namespace(envelope) not in _known():
        sentence = "This is not a Full Payment Submission of a tax year that can be checked here."
        return (*_marks(body), Violation("DOCUMENT", sentence, "the Body"))
    found = [*_marks(body), *_run(document.RULES, Part(envelope, "the header", today))]
    if root is not body:
        found += _run(document.MESSAGE_RULES, Part(root, "the envelope", today))
    for part in employees.parts(envelope, today=today):
        found += _run(employees.RULES, part)
    return tuple(found)


def _known() -> set[str]:
    return {year.uri(fps.DOCUMENT) for year in years.YEARS.values()}


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
