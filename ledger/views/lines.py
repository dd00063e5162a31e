"""Lines of statements that wait for a person: matched, said what they are, and undone."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, forms, views, words
from ledger import models, queries
from ledger.forms.statements import MatchForm, NewMoneyForm
from ledger.operations import matches

_MOST_CHOICES = 40


class Unmatched(views.ListPage):
    """Every line that no movement of the ledger is matched to, the oldest first."""

    permission: ClassVar[str] = policy.KEEP_STATEMENTS
    template_name = "ledger/lines.html"
    title = "Matching"
    saved = (
        views.Saved("all", "Not matched", Q()),
        views.Saved("in", "Money in", Q(amount__gt=0)),
        views.Saved("out", "Money out", Q(amount__lt=0)),
    )
    sum_text = "Each line that waits is in one place:"
    sorts = {
        "oldest": views.Option("Oldest first", ("day",)),
        "newest": views.Option("Newest first", ("-day",)),
    }

    def back(self) -> components.BackLink:
        """The accounts."""
        return components.BackLink("Accounts", reverse("ledger:accounts"))

    def rows(self) -> QuerySet[models.BankLine]:
        """What waits."""
        return queries.unmatched_lines(actor=self.actor)

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each, with its account."""
        return components.Table(
            caption=self.title,
            caption_hidden=True,
            columns=(
                components.Column("Day"),
                components.Column("What the bank says"),
                components.Column("Account"),
                components.Column("In, or out (−) £", numeric=True),
            ),
            rows=tuple(
                components.Row(
                    (
                        dates.in_words(row.day),
                        components.Cell(
                            row.description, note=row.reference, href=reverse("ledger:line", args=[row.pk])
                        ),
                        row.statement.account.holder,
                        words.figures(row.amount),
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """Nothing waits."""
        return components.Empty("No line waits. Read a statement in, and what is not sure waits here.")


class OfLine(views.Page):
    """A page about one line."""

    permission: ClassVar[str] = policy.KEEP_STATEMENTS
    line: models.BankLine

    def load(self) -> None:
        """A line of a statement that is taken in."""
        rows = queries.bank_lines(actor=self.actor)
        self.line = shortcuts.get_object_or_404(rows, pk=self.kwargs["line"])

    @property
    def is_matched(self) -> bool:
        """Whether the ledger has it."""
        return bool(self.line.is_matched)  # type: ignore[attr-defined]

    def back(self) -> components.BackLink:
        """The line."""
        return components.BackLink("The line", reverse("ledger:line", args=[self.line.pk]))

    def thing(self) -> components.Component:
        """What the bank says."""
        said: list[tuple[components.Words, components.Words]] = [
            ("Day", dates.with_weekday(self.line.day)),
            ("What the bank says", self.line.description),
            ("Reference", self.line.reference or "None"),
            ("Money in" if self.line.amount > 0 else "Money out", money.in_words(abs(self.line.amount))),
            ("Account", f"{self.line.statement.account.holder}, ending {self.line.statement.account.ending}"),
        ]
        return components.SummaryList(tuple(components.SummaryRow(*row) for row in said))

    def next_url(self, result: Any) -> str:
        """The line."""
        return reverse("ledger:line", args=[self.line.pk])


class Line(OfLine):
    """A line, what it is matched to and why, and what can be done."""

    template_name = "ledger/line.html"
    title = "A line of a statement"

    def back(self) -> components.BackLink:
        """Its statement."""
        here = reverse("ledger:statement", args=[self.line.statement_id])
        return components.BackLink("Statement", here)

    def context(self) -> dict[str, Any]:
        """The line, its matches, and the ways on."""
        rows = queries.matches_of(self.line, actor=self.actor)
        ways = [("Undo the match", "line_undo")] if self.is_matched else _WAYS
        return {
            "facts": self.thing(),
            "ways": [
                components.ButtonLink(label, reverse(f"ledger:{name}", args=[self.line.pk]))
                for label, name in ways
            ],
            "matches": components.Timeline(tuple(map(_match, rows)), title="Matches") if rows else None,
        }


_WAYS = [("Match it", "line_match"), ("Say what it is", "line_say")]


class _OpenLine(OfLine, views.ExplainedPage):
    """Something that is done with a line that is not matched."""

    def nothing(self) -> str:
        """It is matched."""
        return "The line is matched already. Undo that first." if self.is_matched else ""

    def done(self, result: Any) -> str:
        """That it waits no more."""
        return "The line is matched, and waits no more."

    def ways(self) -> Sequence[components.Component]:
        """The queue."""
        return [components.ButtonLink("Lines that are not matched", reverse("ledger:unmatched"))]


class Match(_OpenLine):
    """Say which movement of the ledger it is."""

    title = "Match the line"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """What it may be: the same sum first."""
        moved = queries.suggested_for(self.line, actor=self.actor, most=_MOST_CHOICES)
        return MatchForm(data, moved=moved)

    def consequences(self) -> Sequence[components.Words]:
        """What follows."""
        return ("The line and what you choose are one movement. No money moves. You can undo it.",)

    def act(self, **values: Any) -> Any:
        """Match it."""
        return matches.match_line(
            line=self.line,
            posting_ids=values["posting"],
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
        )


class SayWhat(_OpenLine):
    """Say that it is money that only the bank knew of."""

    title = "Say what the line is"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Charges, interest or cash, and why."""
        return NewMoneyForm(data)

    def consequences(self) -> Sequence[components.Words]:
        """What follows."""
        return ("It is posted to the ledger on the day of the line, so the client's balance changes.",)

    def act(self, **values: Any) -> Any:
        """Post and match it."""
        return matches.say_what(line=self.line, **values, actor=self.actor, at=self.now)


class Undo(OfLine, views.ExplainedPage):
    """Take the match back."""

    title = "Undo the match"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Why."""
        return forms.ReasonForm(data)

    def nothing(self) -> str:
        """It is not matched."""
        return "" if self.is_matched else "The line is matched to nothing."

    def consequences(self) -> Sequence[components.Words]:
        """What follows."""
        return ("The line waits again. What was posted for it alone is reversed.",)

    def act(self, **values: Any) -> int:
        """Undo it."""
        return matches.undo_match(line=self.line, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: int) -> str:
        """That it waits."""
        return "The match is undone, and the line waits again."


def _match(row: models.LineMatch) -> components.TimelineItem:
    by = row.matched_by.name if row.matched_by is not None else "The rules"
    undone = f" Undone by {row.undone_by.name}." if row.undone_by is not None else ""
    entry = row.posting.entry
    return components.TimelineItem(
        title=f"{dates.in_words(entry.day)}: {entry.description}, {money.in_words(row.posting.amount)}",
        when=f"{by}, {dates.in_words(row.matched_at.date())}",
        text=f"{row.reason}{undone}",
    )
