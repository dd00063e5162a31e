"""The papers of a post, in its file: P11, P60, P45 and the letter of earnings."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from dpss.access import actors
from dpss.kernel import dates
from dpss.web import components
from payroll import models
from payroll.calc import tax_periods
from payroll.queries import papers


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """What was given, and the way to the rest."""
    given = papers.newest(papers.forms_given(actor=actor, employment=post))
    rows = tuple(
        components.SummaryRow(
            f"{one.get_kind_display()} for {one.tax_year}",
            f"Given on {dates.in_words(timezone.localdate(one.issued_at))}",
            action=components.Link("See it", reverse("payroll:paper_form", args=[one.pk])),
        )
        for one in given
    )
    none = (components.SummaryRow("P60 and P45", "None was given yet"),)
    yield components.SummaryList(rows or none, title="Papers")
    tax_year = tax_periods.tax_year_of(actor.today)
    if papers.counted(actor=actor).filter(employment=post, tax_year=tax_year).exists():
        yield components.Link(
            f"Deductions sheet (P11), {tax_year}", reverse("payroll:p11", args=[post.pk, tax_year])
        )
    yield components.Link("Letter of earnings", reverse("payroll:letter", args=[post.pk]))
