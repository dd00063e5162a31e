"""A file of notices, whichever it is: HMRC's XML, or the fixed columns that an officer fills from paper."""

import csv
import io
from collections.abc import Mapping
from typing import Final

from dpss.kernel import errors, identifiers
from payroll.rti import notice_words, notices

# The columns that a notice on paper can fill: it has no number of HMRC's.
FROM_PAPER: Final = tuple(name for name in notice_words.COLUMNS if name != "sequence")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def read(content: bytes) -> notices.Found:
    """Read a file by what it contains and never by its name. Raises `Invalid` for one that is neither."""
    if not content.strip():
        raise errors.Invalid("The file is empty. Choose a file of notices.", field="file")
    if len(content) > notices.LIMIT:
        raise errors.Invalid(
            f"The file is larger than {notices.LIMIT // 1_000_000} MB. A file of notices is much smaller:"
            " choose another one, or split it.",
            field="file",
        )
    if content.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"<"):
        return notices.read(content)
    return _of_columns(content)


def of_row(row: Mapping[str, str]) -> notices.Notice:
    """One notice from the fixed columns. Raises `Invalid`."""
    if any(len(cell) > notice_words.LONGEST_CELL for cell in row.values()):
        raise errors.Invalid(f"A cell is longer than {notice_words.LONGEST_CELL} characters.")
    given = {name: row.get(name, "") for name in notice_words.COLUMNS}
    form = given["form"].upper().replace(" ", "")
    if form not in notice_words.FORMS:
        raise errors.Invalid(f"The form is not one of {', '.join(notice_words.FORMS)}.")
    name = " ".join(part for part in (given["forename"], given["surname"]) if part)
    issued = notice_words.day(given["issued"], what="The date of issue")
    effective = given["effective"]
    is_number = form == notice_words.NINO_FORM
    return notices.Notice(
        form=form,
        paye="/".join(identifiers.paye_reference(given["employer_reference"])),
        nino=notice_words.nino(given["nino"]),
        works_number=notice_words.short(given["works_number"], most=35, what="The works number"),
        name=notice_words.short(name, most=100, what="The name"),
        issued=issued,
        effective=issued
        if is_number and not effective
        else notice_words.day(effective, what="The date from which it holds"),
        sequence=notice_words.sequence(given["sequence"]),
        plan=notice_words.plan(given["plan"], form=form),
        raw=_line(given),
        **_code(given, form),
    )


def _code(given: Mapping[str, str], form: str) -> notice_words.Code:
    if form not in notice_words.CODE_FORMS:
        return notice_words.NO_CODE
    return notice_words.code(
        given["tax_code"],
        basis=given["week1_month1"],
        pay=given["previous_pay"],
        tax=given["previous_tax"],
    )


def _of_columns(content: bytes) -> notices.Found:
    rows = notice_words.rows(content)
    if not rows:
        raise errors.Invalid("There are no notices under the names of the columns.", field="file")
    notices.check_number(len(rows))
    found, wrong = [], []
    for line, row in rows:
        try:
            found.append(of_row(row))
        except errors.Invalid as error:
            wrong.append(f"Line {line} was not taken. {error.sentence}")
    return notices.Found(tuple(found), tuple(wrong))


def _line(given: Mapping[str, str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(given.values())
    return text.getvalue()
