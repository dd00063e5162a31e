"""The letter of a notice of money left over, as a tagged PDF: for whose money it is, and to be posted."""

from collections.abc import Iterator
from typing import Any

from django import shortcuts
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from clients import surplus
from clients.queries.surplus import Notice
from clients.views.surplus import Letter
from dpss.adapters import pdf
from dpss.kernel import dates, money
from dpss.web import words
from payroll.documents.paper import Figures, Paper
from payroll.views import paper_parts
from payroll.views.year_forms import NO_PDF


class SurplusPdf(Letter):
    """The same letter, for the same readers, to keep."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF, or back to the letter."""
        made = paper(self.notice)
        try:
            content = made.pdf()
        except pdf.NotAvailable:
            messages.error(request, NO_PDF)
            return shortcuts.redirect(reverse("clients:surplus_letter", args=[self.notice.pk]))
        paper_parts.note_taken(self.request, self.notice)
        return paper_parts.answer(content, name=made.file_name)


def paper(one: Notice) -> Paper:
    """How much is asked back, how it was worked out, and how to say that one does not agree."""
    until = dates.with_weekday(one.reply_by) if one.reply_by else "a day that we will tell you"
    sentences = [
        f"Dear {one.client.name},",
        "There is more money on your direct payment account than you need.",
        "We kept everything first that it is needed for.",
        f"We ask to have {money.in_words(one.amount)} back: what is free above the limit.",
        f"You have until {until} to answer. No money moves before that day is over.",
    ]
    if one.answer:
        sentences += [f"You said: {one.said}", f"We answer: {one.answer}"]
    return Paper(
        title="Money that is left over",
        about="From the council, about your direct payment",
        footer=f"Money left over on {dates.in_words(one.day)}",
        file_name=f"money-left-over-{one.day.isoformat()}.pdf",
        sentences=tuple(sentences),
        tables=(
            Figures(
                caption=f"How it was worked out on {dates.in_words(one.day)}",
                heads=("What", "£"),
                rows=tuple(_rows(surplus.of_record(one.working))),
            ),
        ),
        notes=(
            "If you do not agree, say so on the page “Money left over” or by phone. Then everything stops.",
            "Somebody else at the council looks at it, and answers you.",
            "You can also complain: it is under “Complaints” on your home page.",
        ),
    )


def _rows(working: surplus.Working) -> Iterator[tuple[str, ...]]:
    yield ("On the account", words.figures(working.balance))
    for kind, amount in working.kept_for.items():
        yield (f"Less: {surplus.LABELS[kind]}", words.figures(amount))
    yield ("Free", words.figures(working.free))
    weekly = money.in_words(working.limit.weekly)
    yield (
        f"Less the limit: {working.limit.weeks} weeks of {weekly}",
        words.figures(working.limit.amount),
    )
    yield ("We ask back", words.figures(working.to_ask))
