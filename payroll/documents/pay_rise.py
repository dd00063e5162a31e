"""Letters about new pay: one to each employer about all its PAs, and one to each PA."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.template import loader

from dpss.adapters import pdf
from dpss.kernel import dates
from payroll import models
from payroll.calc import wording


@dataclass(frozen=True, slots=True)
class Line:
    """One PA's rate before and from the day, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Letter:
    """To whom, who employs, and the PAs that it is about: one for a PA's own letter."""

    to: str
    employer: str
    to_employer: bool
    lines: tuple[Line, ...]


def letters_pdf(
    changed: Sequence[models.EmploymentTerms],
    *,
    before: Mapping[uuid.UUID, Decimal],
    day: date,
    sender: str,
    today: date,
) -> bytes:
    """All of them in one tagged PDF, each on a page of its own. Raises `pdf.NotAvailable`."""
    letters = [
        letter
        for _, rows in groupby(changed, key=lambda row: row.employment.employer_id)
        for letter in _of_employer(list(rows), before)
    ]
    values = {
        "letters": letters,
        "day": dates.with_weekday(day),
        "sender": sender,
        "today": dates.in_words(today),
    }
    return pdf.render(loader.render_to_string("documents/pay_rise.html", values), style="payslip")


def _of_employer(rows: Sequence[models.EmploymentTerms], before: Mapping[uuid.UUID, Decimal]) -> list[Letter]:
    employer = rows[0].employment.employer.name
    lines = [
        Line(
            row.employment.assistant.name,
            wording.rate(before[row.pk]) if row.pk in before else "not recorded",
            wording.rate(row.hourly_rate),
        )
        for row in rows
    ]
    to_pas = [Letter(line.name, employer, to_employer=False, lines=(line,)) for line in lines]
    return [Letter(employer, employer, to_employer=True, lines=tuple(lines)), *to_pas]
