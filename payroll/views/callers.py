"""Finding out who is ringing: one box for any name or number, and who each person found is to whom."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.web import components, views
from payroll import models
from payroll.forms.calls import CallerSearch
from payroll.queries import callers

MOST_NAMED = 4


class Callers(views.SearchPage):
    """Employers and PAs by anything that they may say. Nobody is listed before somebody is looked for."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/callers.html"
    title = "Who is ringing?"

    def make_filters(self, data: Any) -> CallerSearch:
        """The box, with what it looks in."""
        return CallerSearch(data, help_text=f"{callers.LOOKED_IN}.")

    def rows(self) -> QuerySet[Any]:
        """The posts in reach: who is found is named by them."""
        return models.Employment.objects.all()

    def chosen(self) -> QuerySet[Any] | Sequence[Any]:
        """Who is found, by name."""
        words = self.words.get("who", "").strip()
        return callers.found(words, actor=self.actor) if words else ()

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row for each person, with whom they work for or who works for them."""
        related = self._related([row["subject_id"] for row in rows])
        return components.Table(
            caption="Found",
            caption_hidden=True,
            columns=tuple(map(components.Column, ("Name", "Who they are", "To whom"))),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            row["name"], href=reverse("payroll:caller", args=[row["subject_id"]])
                        ),
                        components.Cell("", tag=kind_tag(row["kind"])),
                        _named(related[row["subject_id"]]) or "No post with us",
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """Nobody yet, or nobody like that."""
        if not self.words:
            return components.Empty("Type what they say, and whoever it is comes here.")
        return components.Empty(
            "Nobody is found. Try less of the name, or ask for the pay ID on their payslip. Only employers"
            " that you work for and their PAs are found."
        )

    def _related(self, subjects: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
        """In one query, the other side of each person's posts."""
        wanted = Q(assistant__subject_id__in=subjects) | Q(employer__subject_id__in=subjects)
        found: dict[uuid.UUID, list[str]] = defaultdict(list)
        for post in callers.everybody(actor=self.actor).filter(wanted):
            left = f", until {post.last_day:%-d %B %Y}" if post.last_day else ""
            found[post.assistant.subject_id].append(f"works for {post.employer.name}{left}")
            found[post.employer.subject_id].append(f"employs {post.assistant.name}{left}")
        return found


def kind_tag(kind: str) -> components.Tag:
    """What somebody is, as a tag."""
    return components.Tag("PA", "blue") if kind == callers.PA else components.Tag("Employer", "green")


def _named(found: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = f", and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    said = "; ".join(found[:MOST_NAMED]) + more
    return said[:1].upper() + said[1:]
