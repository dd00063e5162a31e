"""“Pensions”: what employers owe their PAs and the Regulator by when, and the letters to print."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss.access import policy
from dpss.adapters import pdf
from dpss.kernel import dates
from dpss.web import components, views, words
from dpss.web.views.lists import ROWS_A_PAGE
from payroll.documents import pension_letters as documents
from payroll.forms.pensions import DueFilters, PostedForm
from payroll.operations import pension_letters as operations
from payroll.queries import employers, pension_lists
from payroll.queries import pension_letters as letters
from payroll.views import paper_parts, pension_parts

_OPEN = Q(letters__gt=0) | Q(members__gt=0) | Q(refunds__gt=0) | Q(others__gt=0) | Q(tasks__gt=0)


class Pensions(views.SearchPage):
    """Employers with what is due, what is late first."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/pensions.html"
    title = "Pensions"
    saved = (
        views.Saved("due", "Something to do", _OPEN, fact="employers"),
        views.Saved("late", "Late", Q(late_dues__gt=0) | Q(late_tasks__gt=0), fact="past a last day"),
        views.Saved("letters", "Letters", Q(letters__gt=0), fact="to give to PAs"),
        views.Saved("members", "New members", Q(members__gt=0), fact="to make at the scheme"),
        views.Saved("refunds", "Refunds", Q(refunds__gt=0), fact="with the next payslip"),
        views.Saved("tasks", "Every three years", Q(tasks__gt=0), fact="and declarations"),
        views.Saved("all", "All", Q(), fact="employers"),
    )
    sorts = {
        "urgent": views.Option("What is due first", ("next_by", "name")),
        "name": views.Option("Employer", ("name",)),
    }
    filter_form = DueFilters
    csv_columns = {
        "Employer": lambda row: row.name,
        "Scheme": lambda row: row.provider,
        "Next due by": lambda row: row.next_by.isoformat() if _has(row) else "",
        "Letters": lambda row: row.letters,
        "New members": lambda row: row.members,
        "Refunds": lambda row: row.refunds,
        "Declarations and re-enrolment": lambda row: row.tasks,
        "Late": lambda row: row.late_dues + row.late_tasks,
    }

    def rows(self) -> QuerySet[Any]:
        """The employers of the organisation."""
        return pension_lists.employers(day=self.actor.today, actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name."""
        return employers.named(rows, chosen["name"]) if chosen["name"] else rows

    def context(self) -> dict[str, Any]:
        """The list, the way to the schedules, and to the letters to print."""
        to_print = letters.to_post(actor=self.actor).count()
        return super().context() | {
            "tabs": pension_parts.tabs("Duties"),
            "to_print": to_print,
            "print": components.Link("Letters to print and post", reverse("payroll:pension_letters")),
        }

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each employer."""
        return components.Table(
            caption="Pension duties",
            caption_hidden=True,
            columns=(
                components.Column("Employer"),
                components.Column("Next due by"),
                components.Column("Letters", numeric=True),
                components.Column("New members", numeric=True),
                components.Column("Refunds", numeric=True),
                components.Column("Declarations and re-enrolment", numeric=True),
            ),
            rows=tuple(self._row(row) for row in rows),
        )

    def _row(self, row: Any) -> components.Row:
        day: components.Cell | str = "Nothing due"
        if _has(row):
            day = components.Cell(
                dates.with_weekday(row.next_by), tag=pension_parts.late_tag(row.next_by, self.actor.today)
            )
        address = reverse("payroll:employer_pension", args=[row.pk])
        return components.Row(
            (
                components.Cell(row.name, href=address, note=row.provider or "No scheme recorded"),
                day,
                *(words.number(count) for count in (row.letters, row.members, row.refunds, row.tasks)),
            )
        )

    def empty(self) -> components.Empty:
        """Nothing is due."""
        return components.Empty(
            "Employers will be here when a payrun enrols a PA, a letter is due, or a declaration."
        )


class _ToPost(views.Page):
    permission: ClassVar[str] = policy.KEEP_POSTS

    def page_of(self, request: HttpRequest) -> Any:
        """One page of the letters on paper."""
        return Paginator(letters.to_post(actor=self.actor), ROWS_A_PAGE).get_page(request.GET.get("page"))


class Letters(_ToPost, views.FormPage):
    """The letters that go on paper: printed a page of them at a time, and then noted as posted."""

    template_name = "payroll/provider/pension_letters.html"
    title = "Pension letters to print and post"
    form_class = PostedForm

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Pensions", reverse("payroll:pensions"))

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"on": self.actor.today}

    def context(self) -> dict[str, Any]:
        """This page of them."""
        page = self.page_of(self.request)
        number = page.number
        return {
            "dues": pension_parts.due_table(list(page.object_list), self.actor.today, with_names=True),
            "total": page.paginator.count,
            "shown": len(page.object_list),
            "keys": [due.pk for due in page.object_list],
            "pagination": _pages(page),
            "print": components.ButtonLink(
                "Print these letters (PDF)", f"{reverse('payroll:pension_letters_pdf')}?page={number}"
            ),
        }

    def act(self, **values: Any) -> Any:
        """Note those that were shown as posted."""
        return operations.posted(due_ids=_keys(self.request), on=values["on"], actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """How many."""
        count = len(result)
        return "1 letter is recorded as given." if count == 1 else f"{count} letters are recorded as given."

    def next_url(self, result: Any) -> str:
        """To the rest of them."""
        return reverse("payroll:pension_letters")


class LettersPdf(_ToPost):
    """One page of the letters in one PDF."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF, or back to the list."""
        dues = list(self.page_of(request).object_list)
        ready = letters.ready(dues, actor=self.actor)
        if not ready:
            return shortcuts.redirect("payroll:pension_letters")
        try:
            content = documents.print_all(
                ready, addresses=letters.addresses(dues, actor=self.actor), today=self.actor.today
            )
        except pdf.NotAvailable:
            return shortcuts.redirect("payroll:pension_letters")
        return paper_parts.answer(content, name=f"pension-letters-{self.actor.today.isoformat()}.pdf")


def _keys(request: HttpRequest) -> list[uuid.UUID]:
    """The letters that were shown; what is no key is left out."""
    found = []
    for text in request.POST.getlist("key"):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


def _has(row: Any) -> bool:
    return bool(row.letters or row.members or row.refunds or row.others or row.tasks)


def _pages(page: Any) -> components.Pagination | None:
    if not page.paginator.count:
        return None
    return components.Pagination(
        first=page.start_index(),
        last=page.end_index(),
        total=page.paginator.count,
        previous=f"?page={page.previous_page_number()}" if page.has_previous() else "",
        next=f"?page={page.next_page_number()}" if page.has_next() else "",
    )
