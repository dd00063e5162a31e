"""Notices from HMRC about one employee each, read from the file that HMRC's service hands out.

Source: the messages of HMRC's Data Provisioning Service (DPSdata of http://www.govtalk.gov.uk/taxation/
DPSwrapper/1, with CodingNoticesP6P6B/2, CodingNoticeP9/2, StudentLoanStart/2 and StudentLoanEnd/2 in it) as
public samples show them. Those of postgraduate loans are read by the same names; docs/payroll/notices.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

from dpss.kernel import errors, identifiers
from payroll.rti import elements, notice_words

# 25 MB is far more than any employer gets; a file of notices is some kilobytes.
LIMIT: Final = 5_000_000
MOST: Final = 500
_SPACE: Final = "http://www.govtalk.gov.uk/taxation/"
_HEADER: Final = "DPSheader"
_STARTS_AND_STOPS: Final = {
    "StudentLoanStart": "SL1",
    "StudentLoanEnd": "SL2",
    "StudentLoanStop": "SL2",
    "PostgraduateLoanStart": "PGL1",
    "PostgraduateLoanStop": "PGL2",
    "PostgraduateLoanEnd": "PGL2",
}
_CODES: Final = {
    "CodingNoticesP6P6B": ("P6", "P6B"),
    "CodingNoticeP9": ("P9",),
    "CodingNoticesP9": ("P9",),
}
_DAYS: Final = ("EffectiveDate", "LoanStartDate", "StartDate", "StopDate", "LoanStopDate")
_YEAR: Final = re.compile(r"20[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one notice says. `sequence` is HMRC's own number for it; paper has none. `raw` is what came."""

    form: str
    paye: str
    nino: str
    works_number: str
    name: str
    issued: date
    effective: date
    sequence: int | None = None
    tax_code: str = ""
    non_cumulative: bool = False
    previous_pay: Decimal | None = None
    previous_tax: Decimal | None = None
    plan: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: the notices, and a sentence for each part that could not be taken."""

    notices: tuple[Notice, ...]
    wrong: tuple[str, ...]


def read(xml: bytes) -> Found:
    """Read a file of notices that may be hostile. Raises `Invalid` for one that is not such a file."""
    try:
        root = elements.parse(xml, limit=LIMIT)
    except elements.Unreadable as error:
        raise errors.Invalid(f"The file cannot be read. {error.sentence}", field="file") from None
    parts = list(_parts(root))
    if not parts:
        raise errors.Invalid(
            "There are no notices in the file. Choose a file of notices from HMRC, or the CSV template.",
            field="file",
        )
    check_number(len(parts))
    notices, wrong = [], []
    for number, part in enumerate(parts, start=1):
        try:
            notices.append(_notice(part))
        except errors.Invalid as error:
            wrong.append(f"Notice {number} was not taken. {error.sentence}")
    return Found(tuple(notices), tuple(wrong))


def check_number(count: int) -> None:
    """Refuse more notices than are taken at a time."""
    if count > MOST:
        raise errors.Invalid(
            f"There are {count:,} notices in the file, and at most {MOST} are taken at a time. Split it.",
            field="file",
        )


def _parts(root: elements.Element) -> Iterator[elements.Element]:
    """Every element that stands for one notice, wherever the wrapper puts it."""
    for element in root.iter(etree.Element):
        parent = element.getparent()
        in_wrapper = parent is not None and elements.local_name(parent) == "DPSdata"
        name = elements.local_name(element)
        is_known = name in _CODES or name in _STARTS_AND_STOPS
        is_ours = is_known and elements.namespace(element).startswith(_SPACE)
        if is_ours or (in_wrapper and name != _HEADER):
            yield element


def _notice(part: elements.Element) -> Notice:
    name = elements.local_name(part)
    form = _form(part, name)
    effective = notice_words.day(_text(part, *_DAYS), what="The date from which it holds")
    issued = notice_words.day(part.get("IssueDate", ""), what="The date of issue")
    _check_year(part.get("TaxYearEnd", ""), effective)
    coding = part.find("{*}CodingUpdate")
    return Notice(
        form=form,
        paye="/".join(identifiers.paye_reference(_text(part, "EmployerRef"))),
        nino=notice_words.nino(_text(part, "NINO")),
        works_number=notice_words.short(_text(part, "WorksNumber"), most=35, what="The works number"),
        name=_name(part),
        issued=issued,
        effective=effective,
        sequence=notice_words.sequence(part.get("SequenceNumber", "")),
        plan=notice_words.plan(_text(part, "PlanType"), form=form),
        raw=etree.tostring(part, encoding="unicode"),
        **_code(coding, form),
    )


def _form(part: elements.Element, name: str) -> str:
    if name in _STARTS_AND_STOPS:
        return _STARTS_AND_STOPS[name]
    said = part.get("FormType", "").upper().replace(" ", "")
    known = _CODES.get(name)
    if known is None:
        raise errors.Invalid(f"It is of a kind that is not read here, “{name[:40]}”. Look at it at HMRC.")
    if not said:
        return known[0]
    if said not in known:
        raise errors.Invalid(f"It says that it is a “{said[:10]}”, and stands where {known[0]} notices do.")
    return said


def _code(coding: elements.Element | None, form: str) -> "notice_words.Code":
    """What a notice of a code says; nothing for one about a loan."""
    if form not in notice_words.CODE_FORMS:
        return notice_words.NO_CODE
    found = None if coding is None else coding.find("{*}TaxCode")
    if coding is None or found is None:
        raise errors.Invalid("It has no tax code.")
    basis = found.get("Week1Month1Indicator") or found.get("BasisNonCumulative") or ""
    regime = (found.get("TaxRegime") or "").strip().upper()
    text = (found.text or "").strip().upper()
    return notice_words.code(
        regime + text if text and not text.startswith(regime) else text,
        basis=basis,
        pay=_text(coding, "TotalPreviousPay"),
        tax=_text(coding, "TotalPreviousTax"),
    )


def _check_year(said: str, effective: date) -> None:
    """The year that a notice names is the one in which its date lies; a P9 may name none."""
    if not _YEAR.fullmatch(said):
        return
    ends = effective.year + ((effective.month, effective.day) >= (4, 6))
    if int(said) != ends:
        raise errors.Invalid(
            f"Its date is in the tax year that ends in {ends}, and it says {said}. Ask HMRC which is right."
        )


def _name(part: elements.Element) -> str:
    names = [_text(part, f"Name/{{*}}{name}") for name in ("Forename", "Surname")]
    return notice_words.short(" ".join(name for name in names if name), most=100, what="The name")


def _text(parent: elements.Element, *names: str) -> str:
    for name in names:
        found = parent.find(f"{{*}}{name}")
        if found is not None and found.text:
            return " ".join(found.text.split())
    return ""
