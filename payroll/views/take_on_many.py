"""Taking many posts on at once: the template, the file checked row by row, and the good rows taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss import celery
from dpss.access import audit, policy
from dpss.kernel import errors
from dpss.web import components, exports, forms, views, words
from payroll.calc import tax_periods
from payroll.forms import take_on_file
from payroll.forms.take_on_file import AgainForm, FileForm, Row
from payroll.operations import take_on as operations
from payroll.queries import take_on as queries


@dataclass(frozen=True, slots=True)
class Checked:
    """One row with what was found of it: empty faults mean that it can be taken."""

    row: Row
    name: str
    faults: tuple[str, ...]
    is_same: bool


class TakeOnMany(views.FormPage):
    """A file of figures from the payroll before: chosen, checked, and its good rows taken."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/take_on_many.html"
    title = "Take posts on from another payroll"

    def back(self) -> components.BackLink:
        """To the employers."""
        return components.BackLink("Employers", reverse("payroll:employers"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The file with its totals; or, once it was checked, the same unseen."""
        again = data is not None and "confirmed" in data
        return AgainForm(data) if again else FileForm(data, files)

    def context(self) -> dict[str, Any]:
        """The way to the template, and what will happen."""
        template = components.Link("Download the template", reverse("payroll:take_on_template"))
        return {"template": template, "columns": _columns()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the file, or take what was checked."""
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid() or not isinstance(form, FileForm):
            return self.render(form=form, **self.context())
        try:
            text = self._text(form)
            rows = take_on_file.read(text, source=form.cleaned_data["source"])
        except errors.Invalid as error:
            forms.refuse(form, error)
            return self.render(form=form, **self.context())
        apart = take_on_file.apart(take_on_file.totals(rows), form.totals())
        if "confirmed" in request.POST and not apart:
            return self._take(rows)
        context = self._preview(form, text, rows, apart) | {"page": self, "back": self.again()}
        return shortcuts.render(request, "payroll/provider/take_on_rows.html", context)

    def again(self) -> components.BackLink:
        """To another file."""
        return components.BackLink("Another file", reverse("payroll:take_on_many"))

    def _text(self, form: FileForm) -> str:
        if isinstance(form, AgainForm):
            text: str = form.cleaned_data["text"]
            return text
        return take_on_file.text_of(form.cleaned_data["file"].read())

    def _preview(
        self, form: FileForm, text: str, rows: Sequence[Row], apart: Sequence[str]
    ) -> dict[str, Any]:
        checked = self._checked(rows)
        good = [one for one in checked if not one.faults]
        new = [one for one in good if not one.is_same]
        again = AgainForm(initial={**form.cleaned_data, "text": text})
        return {
            "counts": _counts(len(new), len(good) - len(new), len(checked) - len(good)),
            "apart": apart,
            "rows": _table(checked),
            "form": again if new and not apart else None,
            "button": f"Take on {words.counted(len(new), 'post', 'posts')}",
        }

    def _checked(self, rows: Sequence[Row]) -> list[Checked]:
        """Each row against its post, in a fixed number of queries."""
        keys = [row.post for row in rows if row.post]
        this_year = tax_periods.tax_year_of(self.actor.today)
        known = queries.known(keys, tax_year=this_year, actor=self.actor)
        return [self._check(row, known.get(row.post) if row.post else None) for row in rows]

    def _check(self, row: Row, found: queries.Known | None) -> Checked:
        if row.post and found is None:
            return Checked(row, row.shown, (operations.NOT_YOURS,), is_same=False)
        name = f"{found.post.assistant.name} at {found.post.employer.name}" if found else row.shown
        if found is None or row.handed is None:
            return Checked(row, name, row.wrong, is_same=False)
        faults = operations.faults(found, row.handed, today=self.actor.today)
        is_same = operations.is_same(found, row.handed)
        return Checked(row, name, tuple(fault.sentence for fault in faults), is_same=is_same)

    def _take(self, rows: Sequence[Row]) -> HttpResponseBase:
        handed = {row.post: row.handed for row in rows if row.post and row.handed}
        result = operations.record_many(handed=handed, actor=self.actor, at=self.now)
        celery.nudge("payroll.calculate_due_payruns")
        left = len(rows) - len(result.taken) - len(result.same)
        messages.success(self.request, _done(len(result.taken), len(result.same), left))
        return shortcuts.redirect("payroll:take_on_many")


class Template(views.Page):
    """The template: a row for every post that nothing was paid to here yet. That it was taken is recorded."""

    permission: ClassVar[str] = policy.KEEP_POSTS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file."""
        found = list(queries.open_posts(actor=self.actor)[: take_on_file.MOST_ROWS])
        event = audit.Event(verb="download", thing="list", thing_id="take_on", after={"rows": len(found)})
        self.request.kept_events.append(event)
        blank = [""] * (len(take_on_file.COLUMNS) - 1 - len(take_on_file.NAMES))
        rows = [(one.pk, one.employer.name, one.assistant.name, one.payroll_id, *blank) for one in found]
        return exports.response(
            name="take-on", day=self.now.date(), heads=list(take_on_file.COLUMNS), rows=rows
        )


def _columns() -> components.Table:
    """What each column of the file means."""
    return components.Table(
        caption="The columns of the file",
        columns=(components.Column("Column"), components.Column("What to enter")),
        rows=tuple(components.Row(pair) for pair in take_on_file.explained()),
    )


def _table(checked: Sequence[Checked]) -> components.Table:
    """What is wrong first; then what would be taken."""
    heads = ("Row", "PA", "Taxable pay, £", "Tax, £", "What is found")
    ordered = sorted(checked, key=lambda one: (not one.faults, one.row.line))
    return components.Table(
        caption="Rows of the file",
        columns=tuple(components.Column(head, numeric="£" in head) for head in heads),
        rows=tuple(map(_row, ordered)),
    )


def _row(one: Checked) -> components.Row:
    figures = one.row.handed.given.figures if one.row.handed else None
    tag = components.Tag("Can be taken", "green")
    if one.faults:
        tag = components.Tag("Left out", "red")
    elif one.is_same:
        tag = components.Tag("Taken already", "grey")
    return components.Row(
        (
            str(one.row.line),
            one.name,
            words.figures(figures.pay) if figures else "",
            words.figures(figures.tax) if figures else "",
            components.Cell("", tag=tag, note=" ".join(one.faults)),
        )
    )


def _counts(new: int, same: int, wrong: int) -> str:
    """The rows by what becomes of them; the sum is all rows of the file."""
    return (
        f"{words.counted(new, 'row', 'rows')} can be taken, {same} taken already with the same figures,"
        f" {wrong} left out: {new + same + wrong} in all."
    )


def _done(taken: int, same: int, left: int) -> str:
    said = f"{words.counted(taken, 'post is', 'posts are')} taken on."
    if same:
        said += f" {same} had the same figures already."
    if left:
        said += (
            f" {words.counted(left, 'row was', 'rows were')} left out. Correct them in your file and check it"
            " again: what is taken already stays as it is."
        )
    return said
