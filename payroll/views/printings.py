"""Printing payslips and P60s for many: what and for whom, how far it is, and the files to print."""

import functools
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django import shortcuts
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from dpss import celery
from dpss.access import audit, policy
from dpss.kernel import dates, errors
from dpss.web import components, forms, views, words
from payroll import models
from payroll.forms.papers import PrintForm
from payroll.operations import printings as operations
from payroll.queries import printings
from payroll.views import paper_parts

_HEADS: Final = ("What", "For whom", "Papers", "Asked for by", "State")


def _state(one: Any) -> components.Tag:
    if one.not_made:
        return components.Tag("Not made", "red")
    if one.made == one.all_parts:
        return components.Tag("Ready", "green")
    return components.Tag("Being made", "blue")


def _wanted(one: models.Printing) -> printings.Wanted:
    return printings.Wanted(one.kind, one.about, one.for_whom)


class Printings(views.ListPage):
    """What was printed in the last days, and the way to print."""

    permission: ClassVar[str] = policy.PRINT_PAPERS
    template_name = "payroll/papers/printings.html"
    title = "Print and post"

    def back(self) -> components.BackLink:
        """To the payslips."""
        return components.BackLink("Payslips", reverse("payroll:payslips"))

    def start(self) -> components.ButtonLink:
        """The way to print."""
        return components.ButtonLink("Print papers", reverse("payroll:printing_new"), "main")

    def reached(self) -> QuerySet[Any]:
        """Those of the organisation."""
        return printings.printings(actor=self.actor)

    def chosen(self) -> QuerySet[Any]:
        """Newest first."""
        return self.narrowed

    def listing(self, rows: Any) -> components.Component:
        """A line for each."""
        return components.Table(
            caption="Printed papers",
            caption_hidden=True,
            columns=tuple(components.Column(head, numeric=head == "Papers") for head in _HEADS),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            _wanted(one).in_words, href=reverse("payroll:printing", args=[one.pk])
                        ),
                        printings.FOR_WHOM[one.for_whom],
                        words.number(one.papers),
                        components.Cell(
                            one.requested_by.name, note=dates.in_words(timezone.localdate(one.requested_at))
                        ),
                        components.Cell("", tag=_state(one)),
                    )
                )
                for one in rows
            ),
        )

    def empty(self) -> components.Empty:
        """Before anything was printed."""
        return components.Empty("Nothing was printed yet. What you print is kept here for 7 days.")


class NewPrinting(views.FormPage):
    """What is printed, and for whom."""

    permission: ClassVar[str] = policy.PRINT_PAPERS
    title = "Print papers"
    form_class = PrintForm

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Print and post", reverse("payroll:printings"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The last paydays, and the tax years with P60s."""
        return PrintForm(
            data, choices=printings.choices(actor=self.actor), initial={"for_whom": printings.BY_POST}
        )

    def act(self, **values: Any) -> dict[str, str]:
        """Nothing yet: the next page counts them."""
        wanted = printings.read(values["of"], values["for_whom"], actor=self.actor)
        if not printings.keys(wanted, actor=self.actor):
            raise errors.Invalid(f"{wanted.in_words}: there is none for these people.", field="for_whom")
        return values

    def next_url(self, result: dict[str, str]) -> str:
        """To the count."""
        return f"{reverse('payroll:printing_confirm')}?{urlencode(result)}"


class Confirm(views.FormPage):
    """How many papers in how many files, before they are made."""

    permission: ClassVar[str] = policy.PRINT_PAPERS
    template_name = "pages/action.html"
    form_class = forms.NoQuestionsForm
    button: ClassVar[str] = "Make the files"
    warning: ClassVar[bool] = False

    @functools.cached_property
    def wanted(self) -> printings.Wanted:
        """What was chosen. Raises `Invalid` where the address says nothing that can be printed."""
        asked = self.request.GET
        return printings.read(asked.get("of", ""), asked.get("for_whom", ""), actor=self.actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The question, or back to the choice."""
        return super().get(request, *args, **kwargs) if self._is_known() else self._choose_again()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for it, or back to the choice."""
        return super().post(request, *args, **kwargs) if self._is_known() else self._choose_again()

    def _is_known(self) -> bool:
        try:
            return bool(self.wanted)
        except errors.Invalid:
            return False

    def _choose_again(self) -> HttpResponseBase:
        messages.error(self.request, "Choose what should be printed, and for whom.")
        return shortcuts.redirect("payroll:printing_new")

    @property
    def heading(self) -> components.Words:
        """What is about to be printed."""
        return f"Print: {self.wanted.in_words}"

    def back(self) -> components.BackLink:
        """To the choice."""
        return components.BackLink("Print papers", reverse("payroll:printing_new"))

    def context(self) -> dict[str, Any]:
        """The counts, and how long the files are kept."""
        count = len(printings.keys(self.wanted, actor=self.actor))
        parts = words.counted(-(-count // operations.IN_A_PART), "PDF file", "PDF files")
        return {
            "consequences": [
                f"For whom: {printings.FOR_WHOM[self.wanted.for_whom]}.",
                f"{words.counted(count, 'paper', 'papers')} in {parts}, by the names of the PAs.",
                "Each begins a sheet, with its address for a window envelope: print on both sides.",
                "The files are made in a few minutes, and kept for 7 days.",
            ],
            "told": (),
            "thing": None,
            "nothing": "" if count else "There is none for these people any more.",
        }

    def act(self, **values: Any) -> models.Printing:
        """Ask, and wake the job that makes them."""
        made = operations.ask(wanted=self.wanted, actor=self.actor, at=self.now)
        celery.nudge("payroll.make_printings")
        return made

    def next_url(self, result: models.Printing) -> str:
        """To how far it is."""
        return reverse("payroll:printing", args=[result.pk])


class _OfAPrinting(views.Page):
    """One printing of the organisation."""

    permission: ClassVar[str] = policy.PRINT_PAPERS

    def load(self) -> None:
        """The printing."""
        self.printing = shortcuts.get_object_or_404(
            printings.printings(actor=self.actor), pk=self.kwargs["pk"]
        )


class Printing(_OfAPrinting):
    """How far it is, and the files to print."""

    template_name = "pages/progress.html"

    @property
    def heading(self) -> components.Words:
        """What is printed."""
        return _wanted(self.printing).in_words

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Print and post", reverse("payroll:printings"))

    def context(self) -> dict[str, Any]:
        """A bar, and each file."""
        parts = printings.parts(self.printing, actor=self.actor)
        done = sum(1 for part in parts if part.made_at or part.failed)
        files = words.counted(len(parts), "file", "files")
        kept = dates.with_weekday(timezone.localdate(self.printing.expires_at))
        return {
            "under": printings.FOR_WHOM[self.printing.for_whom],
            "is_done": done == len(parts),
            "bar": components.Progress(f"{done} of {files} made", done, len(parts)),
            "result": self._files(parts),
            "finished": f"The files are kept until {kept}.",
        }

    def _files(self, parts: list[models.PrintingPart]) -> components.Table:
        return components.Table(
            caption="Files",
            columns=(
                components.Column("File"),
                components.Column("Papers", numeric=True),
                components.Column("State"),
            ),
            rows=tuple(
                components.Row((self._file(part), str(len(part.keys)), _said(part))) for part in parts
            ),
        )

    def _file(self, part: models.PrintingPart) -> components.Cell:
        name = f"Part {part.number}"
        if part.made_at and not part.removed_at:
            href = reverse("payroll:printing_part", args=[self.printing.pk, part.number])
            return components.Cell(f"{name} (PDF)", href=href)
        return components.Cell(name)


def _said(part: models.PrintingPart) -> components.Cell:
    if part.failed:
        return components.Cell("", tag=components.Tag("Not made", "red"), note=part.failed)
    if part.removed_at:
        return components.Cell("", tag=components.Tag("Removed", "grey"), note="Print them again to have it.")
    if part.made_at:
        return components.Cell("", tag=components.Tag("Ready", "green"))
    return components.Cell("", tag=components.Tag("Waiting", "blue"))


class Part(_OfAPrinting):
    """One file, for who reaches everything in it."""

    def load(self) -> None:
        """The part; a file with a paper that the actor does not reach is not found."""
        super().load()
        found = [
            part
            for part in printings.parts(self.printing, actor=self.actor)
            if part.number == self.kwargs["number"]
        ]
        if not found or not printings.open_to(found[0], actor=self.actor):
            raise Http404
        self.part = found[0]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, unless a paper in it has been replaced; that it was taken is recorded."""
        address = reverse("payroll:printing", args=[self.printing.pk])
        if not self.part.made_at or self.part.removed_at:
            messages.error(request, "This file is not here. Look at what its line says.")
            return shortcuts.redirect(address)
        if replaced := printings.replaced_in(self.part, actor=self.actor):
            counted = words.counted(replaced, "paper has", "papers have")
            messages.error(request, f"{counted} been replaced since. Do not post this file: print again.")
            return shortcuts.redirect(address)
        try:
            content = operations.content_of(self.part)
        except errors.Refusal as refusal:
            messages.error(request, refusal.sentence)
            return shortcuts.redirect(address)
        self.request.kept_events.append(audit.of(self.part, "download"))
        name = f"{self.printing.kind}-{self.printing.about}-part-{self.part.number}.pdf"
        return paper_parts.answer(content, name=name)
