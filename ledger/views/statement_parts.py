"""How accounts, statements and their lines are drawn."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from dpss.kernel import dates, money
from dpss.web import components, words
from ledger import models
from ledger.statements import checks, shapes

MOST_STATEMENTS: Final = 60
_MOST_SHOWN: Final = 100
_LINES_A_PAGE: Final = 50
COLOURS: Final[dict[str, Any]] = {"read": "amber", "taken_in": "green", "dropped": "grey", "undone": "grey"}
_OF_LINES: Final = (
    components.Column("Day"),
    components.Column("What the bank says"),
    components.Column("In, or out (−) £", numeric=True),
    components.Column("Balance £", numeric=True),
)


def accounts(rows: Sequence[Any], *, caption: components.Words) -> components.Table:
    """A row for each account, with the last day that the bank has told of."""
    return components.Table(
        caption=caption,
        caption_hidden=True,
        columns=(
            components.Column("Account"),
            components.Column("Kind"),
            components.Column("Held by"),
            components.Column("The bank has told us up to"),
        ),
        rows=tuple(
            components.Row(
                (
                    components.Cell(
                        f"{row.holder}, ending {row.ending}", href=reverse("ledger:account", args=[row.pk])
                    ),
                    row.get_kind_display(),
                    row.organisation.name if row.organisation else "The client",
                    dates.in_words(row.told_to) if row.told_to else "No statement yet",
                )
            )
            for row in rows
        ),
    )


def of_account(account: Any, *, waiting: int, signed: date | None) -> components.SummaryList:
    """Its kind, who holds it, up to when the bank has told and it is audited, and what waits."""
    audited = dates.with_weekday(signed) if signed else "No closing balance is signed yet"
    told = dates.with_weekday(account.told_to) if account.told_to else "No statement yet"
    return components.SummaryList(
        (
            components.SummaryRow("How the money is held", account.get_kind_display()),
            components.SummaryRow(
                "Held by", account.organisation.name if account.organisation else "The client"
            ),
            components.SummaryRow("The bank has told us up to", told),
            components.SummaryRow("Audited up to", audited),
            components.SummaryRow("Lines that are not matched", words.number(waiting)),
        )
    )


def statements(rows: Sequence[models.BankStatement]) -> components.Table:
    """A row for each statement that was handed in."""
    return components.Table(
        caption="Statements",
        columns=(
            components.Column("Days"),
            components.Column("Read in"),
            components.Column("Opening £", numeric=True),
            components.Column("Closing £", numeric=True),
            components.Column("State"),
        ),
        rows=tuple(map(_statement, rows)),
        empty=components.Empty("No statement is read in yet. Choose “Read a statement in”."),
    )


def _statement(row: models.BankStatement) -> components.Row:
    tag = components.Tag(row.get_state_display(), COLOURS[row.state])
    return components.Row(
        (
            components.Cell(_days(row), href=reverse("ledger:statement", args=[row.pk])),
            components.Cell(
                dates.in_words(row.read_at.date()), note=f"{row.get_format_display()}, {row.read_by.name}"
            ),
            "" if row.opening is None else words.figures(row.opening),
            "" if row.closing is None else words.figures(row.closing),
            components.Cell("", tag=tag),
        )
    )


def _days(row: models.BankStatement) -> str:
    if row.first_day is None or row.last_day is None:
        return row.name
    return dates.span_in_words(dates.Span(row.first_day, row.last_day))


def of_statement(
    statement: models.BankStatement, checked: checks.Checked | None = None
) -> components.SummaryList:
    """What it is, and its sum: opening + in − out = closing."""
    said: list[tuple[components.Words, components.Words]] = [
        ("File", statement.name),
        ("Format", statement.get_format_display()),
        ("State", statement.get_state_display()),
        ("Read in by", f"{statement.read_by.name}, {dates.in_words(statement.read_at.date())}"),
        ("Looked at for viruses", "Yes" if statement.scanned else "No: no scanner is set up"),
    ]
    whole = checked.statement if checked else None
    if whole is not None and whole.opening is not None and whole.closing is not None:
        said.append(("The sum", _sum(whole)))
    elif statement.opening is not None and statement.closing is not None:
        said.append(("Days", _days(statement)))
        said.append(("Opening balance", money.in_words(statement.opening)))
        said.append(("Closing balance", money.in_words(statement.closing)))
    return components.SummaryList(tuple(components.SummaryRow(*row) for row in said))


def _sum(whole: shapes.Statement) -> str:
    opening, closing = whole.opening or money.ZERO, whole.closing or money.ZERO
    moved = f"{money.in_words(whole.money_in)} in − {money.in_words(whole.money_out)} out"
    makes = opening + whole.money_in - whole.money_out
    sign = "=" if makes == closing else "is not"
    return f"{money.in_words(opening)} at the start + {moved} {sign} {money.in_words(closing)}"


def previewed(checked: checks.Checked) -> dict[str, Any]:
    """The faulty lines, and the good ones beside them; of many the first are shown."""
    whole = checked.statement
    shown = whole.lines[:_MOST_SHOWN]
    found: dict[str, Any] = {
        "listing": components.Table(
            caption=f"Good lines: {words.number(len(whole.lines))}",
            columns=_OF_LINES,
            rows=tuple(map(_good, shown)),
            empty=components.Empty("No line can be read."),
        ),
        "more": f"The first {_MOST_SHOWN} are shown." if len(whole.lines) > _MOST_SHOWN else "",
    }
    if whole.faults:
        found["faults"] = components.Table(
            caption=f"Lines with a fault: {words.number(len(whole.faults))}",
            columns=(
                components.Column("Line of the file"),
                components.Column("How it reads"),
                components.Column("What is wrong"),
            ),
            rows=tuple(
                components.Row((str(fault.place), fault.shown, fault.sentence))
                for fault in whole.faults[:_MOST_SHOWN]
            ),
        )
    return found


def _good(line: shapes.StatementLine) -> components.Row:
    balance = "" if line.balance is None else words.figures(line.balance)
    says = components.Cell(line.description, note=line.reference)
    return components.Row((dates.in_words(line.day), says, words.figures(line.amount), balance))


def page_of(rows: QuerySet[Any], asked: str | None) -> tuple[list[Any], components.Pagination | None]:
    """One page of lines, and the way to the others."""
    page = Paginator(rows, _LINES_A_PAGE).get_page(asked)
    pagination = components.Pagination(
        first=page.start_index(),
        last=page.end_index(),
        total=page.paginator.count,
        previous=f"?page={page.previous_page_number()}" if page.has_previous() else "",
        next=f"?page={page.next_page_number()}" if page.has_next() else "",
    )
    return list(page.object_list), pagination


def lines(rows: Sequence[Any]) -> components.Table:
    """Lines that are kept, and whether each is matched."""
    return components.Table(
        caption="Lines",
        columns=(*_OF_LINES, components.Column("State")),
        rows=tuple(map(_kept, rows)),
    )


def _kept(row: Any) -> components.Row:
    tag = components.Tag("Matched", "green") if row.is_matched else components.Tag("Not matched", "amber")
    return components.Row(
        (
            dates.in_words(row.day),
            components.Cell(row.description, note=row.reference, href=reverse("ledger:line", args=[row.pk])),
            words.figures(row.amount),
            "" if row.balance is None else words.figures(row.balance),
            components.Cell("", tag=tag),
        )
    )
