"""Results of a provider's own payroll software: chosen, checked row by row, and taken all at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import shortcuts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss.kernel import errors, money
from dpss.web import components, forms, views, words
from payroll import models
from payroll.external import rows
from payroll.forms.external import ResultsForm, TakeForm
from payroll.operations import external_results as operations
from payroll.queries import external as queries
from payroll.views.external import OfAPeriod, moment_of


class ResultsIn(OfAPeriod):
    """The file of a period's results."""

    template_name = "payroll/provider/results_in.html"
    title = "Results of your own payroll"
    form: ResultsForm

    def make_form(self, data: Any = None, files: Any = None) -> ResultsForm:
        """The file with its totals; or, once it was checked, the same unseen."""
        again = data is not None and "confirmed" in data
        self.form = TakeForm(data) if again else ResultsForm(data, files)
        return self.form

    def context(self) -> dict[str, Any]:
        """Who works it out, what came in before, and the columns."""
        return {
            "mode": self.mode(),
            "taken": _taken(queries.results_files(self.period, actor=self.actor)),
            "columns": ", ".join(rows.COLUMNS),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the file, or take what was checked."""
        if "confirmed" in request.POST:
            return views.FormPage.post(self, request, *args, **kwargs)
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.render(form=form, **self.context())
        try:
            text = form.text()
            found, faults = operations.check(period=self.period, text=text, actor=self.actor)
        except errors.Invalid as refusal:
            forms.refuse(form, refusal)
            return self.render(form=form, **self.context())
        context = self._checked(form, text, found, faults) | {"page": self, "back": self.again()}
        return shortcuts.render(request, "payroll/provider/results_check.html", context)

    def again(self) -> components.BackLink:
        """To another file."""
        return components.BackLink("Another file", reverse("payroll:results_in", args=[self.period.pk]))

    def _checked(
        self, form: ResultsForm, text: str, found: Sequence[rows.Row], faults: Sequence[rows.Fault]
    ) -> dict[str, Any]:
        came_to = rows.totals(found)
        apart = rows.apart(came_to, form.totals())
        again = TakeForm(initial={**form.cleaned_data, "content": text})
        return {
            "apart": apart,
            "faults": _faults(faults),
            "totals": _totals(found),
            "form": None if apart or faults else again,
            "button": f"Take {words.counted(len(found), 'payslip', 'payslips')}",
        }

    def act(self, **values: Any) -> models.ResultsFile:
        """Take them."""
        text, said = self.form.text(), self.form.totals()
        return operations.take_results(
            period=self.period, text=text, said=said, actor=self.actor, at=self.now
        )

    def done(self, result: models.ResultsFile) -> str:
        """How many, and what is next."""
        count = words.counted(result.payslips, "payslip is", "payslips are")
        return f"{count} in, {money.in_words(result.net)} net. A second person approves them."

    def next_url(self, result: models.ResultsFile) -> str:
        """To the payrun, where they wait."""
        return reverse("payroll:period", args=[self.period.pk])


def _taken(found: Iterable[models.ResultsFile]) -> components.Table:
    heads = (
        "Taken",
        "By",
        "Payslips",
        "Gross, £",
        "Net, £",
        "Due to HMRC, £",
        "Of family pay back, £",
        "Digest",
    )
    return components.Table(
        caption="Results that came in",
        columns=tuple(components.Column(head, numeric="£" in head) for head in heads),
        rows=tuple(map(_file, found)),
        empty=components.Empty("The files that you bring in will be here. None has come in yet."),
    )


def _file(row: models.ResultsFile) -> components.Row:
    amounts = (row.gross, row.net, row.hmrc, row.recovered)
    sums = (words.number(row.payslips), *(words.figures(amount) for amount in amounts))
    return components.Row((moment_of(row.taken_at), row.taken_by.name, *sums, row.sha256[:12]))


def _faults(faults: Sequence[rows.Fault]) -> components.Table | None:
    if not faults:
        return None
    return components.Table(
        caption="What is wrong",
        columns=(components.Column("Row"), components.Column("Why")),
        rows=tuple(components.Row((str(fault.line), fault.sentence)) for fault in faults),
    )


def _totals(rows_found: Sequence[rows.Row]) -> components.SummaryList:
    found = rows.totals(rows_found)
    back = money.total(row.figures.recovered + row.figures.compensation for row in rows_found)
    lines = (
        ("Payslips", words.number(found.payslips)),
        ("Gross pay", money.in_words(found.gross)),
        ("Net pay", money.in_words(found.net)),
        ("Family pay that HMRC gives back, with the compensation", money.in_words(back)),
        ("Due to HMRC", money.in_words(found.hmrc)),
        ("Due to pensions", money.in_words(found.pension)),
    )
    return components.SummaryList(
        tuple(components.SummaryRow(label, value) for label, value in lines), title="What the rows come to"
    )
