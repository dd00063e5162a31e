"""Many papers in one file, each on a page of its own with the address for its envelope.

One file for many costs less than a file for each: fonts, styles and structure are set up once.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.template import loader

from dpss.access import actors
from dpss.adapters import pdf
from payroll import models
from payroll.documents import year_forms
from payroll.documents.paper import Paper
from payroll.queries import papers, payslip_batches


@dataclass(frozen=True, slots=True)
class _Posted:
    paper: Paper
    address: tuple[str, ...]


def made(kind: str, keys: Sequence[uuid.UUID], *, actor: actors.Actor) -> bytes:
    """The PDF of these papers in this order. Raises `NotAvailable`, or `Refusal` for one without figures."""
    if kind == models.Printing.Kind.PAYSLIPS:
        return together(payslip_batches.posted(keys, actor=actor), title="Payslips")
    found = papers.forms_given(actor=actor).in_bulk(list(keys))
    given = papers.read([found[key] for key in keys if key in found], actor=actor)
    return together([_posted(form) for form in given], title="P60s")


def together(posted: Sequence[object], *, title: str) -> bytes:
    """One tagged PDF of several papers."""
    html = loader.render_to_string("documents/many.html", {"papers": posted, "title": title})
    return pdf.render(html, style="payslip")


def _posted(form: papers.Form) -> _Posted:
    name = form.post.assistant.name
    return _Posted(year_forms.paper(form), payslip_batches.address_of(form.person, name))
