"""A file of figures from the payroll before: a row for each post, read as the page reads them."""

import csv
import io
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms as django_forms

from dpss.kernel import errors, money
from dpss.web import fields, forms
from payroll.forms.take_on import ADDED, PLACES, TakeOnForm
from payroll.operations.take_on import Handed

POST: Final = "post"
# Beside the figures, for people: they are not read.
NAMES: Final = ("employer", "pa", "pay_id")
COLUMNS: Final = (POST, *NAMES, *(name for name in TakeOnForm.base_fields if name != "source"))
MOST_ROWS: Final = 300
MOST_BYTES: Final = 500_000
_DAY_PARTS: Final = 3
_TOTALS: Final = {
    "pay": "Taxable pay",
    "tax": "Tax",
    "ni_employee": "Employees' National Insurance",
    "ni_employer": "Employers' National Insurance",
}


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows, and what they come to together."""

    rows: int
    pay: Decimal
    tax: Decimal
    ni_employee: Decimal
    ni_employer: Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, the post's key, and either the figures or what cannot be read.

    `adds` is what it adds to the totals, also where the row as a whole cannot be taken.
    """

    line: int
    post: uuid.UUID | None
    shown: str
    adds: Totals
    handed: Handed | None = None
    wrong: tuple[str, ...] = ()


def explained() -> tuple[tuple[str, str], ...]:
    """Each column with what goes into it."""
    about = {
        POST: "The key of the post: leave it as it is",
        **dict.fromkeys(NAMES, "For you: it is not read"),
    }
    labels = {name: str(field.label) for name, field in TakeOnForm.base_fields.items()}
    return tuple((name, about.get(name) or labels[name]) for name in COLUMNS)


def text_of(content: bytes) -> str:
    """The text of an uploaded file. Raises `Invalid`."""
    if len(content) > MOST_BYTES:
        raise errors.Invalid("The file is too large. Put at most 300 posts into one file.", field="file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.Invalid("Save the file as “CSV UTF-8”, and choose it again.", field="file") from None


def read(text: str, *, source: str) -> tuple[Row, ...]:
    """The rows of the file, each with its own faults. Raises `Invalid` for one that is not of this kind."""
    table = list(csv.reader(io.StringIO(text)))
    if not table or not any(table[0]):
        raise errors.Invalid("The file is empty. Download the template, and fill it in.", field="file")
    heads = [head.strip().casefold() for head in table[0]]
    _check_heads(heads)
    rows = [(line, cells) for line, cells in enumerate(table[1:], start=2) if any(map(str.strip, cells))]
    if not rows:
        raise errors.Invalid("There is no row below the heads. Fill in a row for each post.", field="file")
    if len(rows) > MOST_ROWS:
        raise errors.Invalid(
            f"There are {len(rows)} rows. Put at most {MOST_ROWS} posts into one file.", field="file"
        )
    found = [_row(line, heads, cells, source) for line, cells in rows]
    return _once_each(found)


def totals(rows: Sequence[Row]) -> Totals:
    """What all rows come to; an amount that cannot be read is nought."""
    return Totals(
        rows=len(rows),
        pay=money.total(row.adds.pay for row in rows),
        tax=money.total(row.adds.tax for row in rows),
        ni_employee=money.total(row.adds.ni_employee for row in rows),
        ni_employer=money.total(row.adds.ni_employer for row in rows),
    )


def apart(found: Totals, said: Totals) -> tuple[str, ...]:
    """A sentence for each total that is not what the payroll before said; none when all agree."""
    sentences = []
    if found.rows != said.rows:
        sentences.append(f"The file has {found.rows} posts, and the payroll before says {said.rows}.")
    for name, words in _TOTALS.items():
        ours, theirs = getattr(found, name), getattr(said, name)
        if ours != theirs:
            sentences.append(
                f"{words} in the file: {money.in_words(ours)}. The payroll before says"
                f" {money.in_words(theirs)}, {money.in_words(abs(ours - theirs))} apart."
            )
    return tuple(sentences)


def _check_heads(heads: Sequence[str]) -> None:
    missing = [name for name in COLUMNS if name not in {*heads, *NAMES, *ADDED}]
    unknown = [head for head in heads if head not in COLUMNS]
    doubled = sorted({head for head in heads if heads.count(head) > 1})
    for what, names in (("lacks", missing), ("has unknown", unknown), ("has twice", doubled)):
        if names:
            some = ", ".join(name[:30] or "an empty head" for name in names[:5])
            raise errors.Invalid(
                f"The file {what} columns: {some}. Begin with the template, and leave its heads as they are.",
                field="file",
            )


def _row(line: int, heads: Sequence[str], cells: Sequence[str], source: str) -> Row:
    given = dict(zip(heads, (_plain(cell) for cell in cells), strict=False))
    shown = " at ".join(part for part in (given.get("pa", ""), given.get("employer", "")) if part)
    shown = shown[:80] or "no name"
    row = Row(line, None, shown, _adds(given))
    if len(cells) != len(heads):
        return replace(row, wrong=(f"It has {len(cells)} cells, and the heads {len(heads)}.",))
    try:
        post = uuid.UUID(given[POST])
    except ValueError:
        return replace(row, wrong=("The key of the post is not as in the template. Copy it again.",))
    form = TakeOnForm(_answers(given) | {"source": source})
    if form.is_valid():
        return replace(row, post=post, handed=form.handed())
    wrong = (f"{name}: {sentence}" for name, some in form.errors.items() for sentence in some)
    return replace(row, post=post, wrong=tuple(wrong))


def _adds(given: Mapping[str, str]) -> Totals:
    def amount(*names: str) -> Decimal:
        return money.total(_read_amount(given.get(name, "")) for name in names)

    return Totals(
        rows=1,
        pay=amount("pay"),
        tax=amount("tax"),
        ni_employee=amount(*(f"ni_{place}_employee" for place in PLACES)),
        ni_employer=amount(*(f"ni_{place}_employer" for place in PLACES)),
    )


def _read_amount(text: str) -> Decimal:
    try:
        return money.parse(text)
    except errors.Invalid:
        return money.ZERO


def _plain(cell: str) -> str:
    """Without the quote that keeps a spreadsheet from taking a cell for a formula."""
    return cell.strip().removeprefix("'")


def _answers(given: Mapping[str, str]) -> dict[str, Any]:
    """The cells as the page would send them: a day in its three parts, and “no” where nothing is said."""
    answers: dict[str, Any] = dict(given)
    for name, field in TakeOnForm.base_fields.items():
        if isinstance(field, fields.DateField):
            answers |= {f"{name}_{place}": part for place, part in enumerate(_day(given.get(name, "")))}
        elif isinstance(field.widget, django_forms.RadioSelect):
            answers[name] = given.get(name, "").casefold() or "no"
    return answers


def _day(text: str) -> tuple[str, ...]:
    """2026-10-30 or 30/10/2026 as day, month and year; anything else is refused by the field."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        parts = tuple(text.split("/"))
        return parts if len(parts) == _DAY_PARTS else (text, "", "")
    return str(day.day), str(day.month), str(day.year)


def _once_each(rows: Sequence[Row]) -> tuple[Row, ...]:
    """A post that is in the file twice is refused both times: nobody can say which row is right."""
    keys = [row.post for row in rows if row.post]
    twice = {key for key in keys if keys.count(key) > 1}
    said = ("This post is in the file more than once. Leave one row of it.",)
    return tuple(replace(row, handed=None, wrong=said) if row.post in twice else row for row in rows)


class FileForm(forms.Form):
    """The file, and what the payroll before says that it comes to."""

    submit = "Check the file"

    file = django_forms.FileField(
        label="File with a row for each post",
        help_text="The template, filled in and saved as “CSV UTF-8”. At most 300 posts.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty. Choose another one."},
    )
    source = TakeOnForm.base_fields["source"]
    rows = django_forms.IntegerField(
        label="Number of posts",
        min_value=1,
        widget=django_forms.TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input govuk-input--width-5"}
        ),
        error_messages={
            "required": "Enter how many posts the payroll before says there are.",
            "invalid": "Enter the number of posts, like 24.",
            "min_value": "Enter the number of posts, like 24.",
        },
    )
    pay = fields.MoneyField(label="Taxable pay of all of them", missing="Enter what all pay comes to.")
    tax = fields.MoneyField(label="Tax of all of them", missing="Enter what all tax comes to.", least=None)
    ni_employee = fields.MoneyField(
        label="Employees' National Insurance of all of them",
        missing="Enter what the employees' National Insurance comes to.",
    )
    ni_employer = fields.MoneyField(
        label="Employers' National Insurance of all of them",
        missing="Enter what the employers' National Insurance comes to.",
    )

    def totals(self) -> Totals:
        """What was said, once the form is valid."""
        given = self.cleaned_data
        return Totals(**{name: given[name] for name in Totals.__dataclass_fields__})


class AgainForm(FileForm):
    """The same, to be sent again unseen: the file as the text that it was."""

    file = None  # type: ignore[assignment]
    text = django_forms.CharField(max_length=MOST_BYTES, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = field.hidden_widget()
