"""The pension duties of one employer: its PAs, re-enrolment every three years, and declarations."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from django import shortcuts
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.pensions import DeclaredForm, ReEnrolForm
from payroll.operations import pension_tasks as operations
from payroll.queries import pension_lists
from payroll.queries import pension_tasks as queries
from payroll.views import pension_parts
from payroll.views.scheme import OfAnEmployer

Kind: Final = models.PensionTask.Kind


class EmployerPension(OfAnEmployer):
    """What is due of an employer, and what was done."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/employer_pension.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Pension duties of {self.employer.name}"

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Pensions", reverse("payroll:pensions"))

    def context(self) -> dict[str, Any]:
        """PAs with something open, then the employer's own dates."""
        dues = list(pension_lists.open_dues(self.employer, actor=self.actor)[:_MOST])
        tasks = queries.of_employer(self.employer, actor=self.actor)
        return {
            "dues": pension_parts.due_table(dues, self.actor.today, with_names=True),
            "tasks": self._tasks(tasks),
            "ways": list(self._ways(tasks)),
            "scheme": components.Link(
                "Pension scheme", reverse("payroll:pension_scheme", args=[self.employer.pk])
            ),
            "employer": components.Link(
                self.employer.name, reverse("payroll:employer", args=[self.employer.pk])
            ),
        }

    def _tasks(self, tasks: Any) -> components.Table:
        return components.Table(
            caption="Declarations and re-enrolment",
            caption_hidden=True,
            columns=(
                components.Column("What"),
                components.Column("By"),
                components.Column("Done"),
                components.Column("Why"),
            ),
            rows=tuple(
                components.Row(
                    (
                        task.get_kind_display(),
                        components.Cell(
                            dates.with_weekday(task.due_by),
                            tag=None
                            if task.done_on
                            else pension_parts.late_tag(task.due_by, self.actor.today),
                        ),
                        _done(task),
                        task.why,
                    )
                )
                for task in tasks
            ),
            empty=components.Empty(
                "What the employer declares to The Pensions Regulator will be here, months before it is due,"
                " once the pension scheme is recorded."
            ),
        )

    def _ways(self, tasks: Any) -> Iterator[components.ButtonLink]:
        if not self.actor.may(policy.KEEP_POSTS):
            return
        for task in tasks:
            if task.done_on is None:
                address = reverse("payroll:pension_task", args=[self.employer.pk, task.pk])
                yield components.ButtonLink(_BUTTONS[task.kind], address)


class Task(OfAnEmployer, views.FormPage):
    """Record a declaration, or choose the re-enrolment date."""

    template_name = "pages/action.html"

    def load(self) -> None:
        """The employer and its task."""
        super().load()
        rows = queries.tasks(actor=self.actor).filter(employer=self.employer)
        self.task = shortcuts.get_object_or_404(rows, pk=self.kwargs["task"])

    @property
    def heading(self) -> components.Words:
        """What, of whom."""
        return f"{self.task.get_kind_display()} of {self.employer.name}"

    def back(self) -> components.BackLink:
        """To the employer's duties."""
        address = reverse("payroll:employer_pension", args=[self.employer.pk])
        return components.BackLink(f"Pension duties of {self.employer.name}", address)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """A day, and for a declaration the reference."""
        kind = ReEnrolForm if self.task.kind == Kind.RE_ENROLMENT else DeclaredForm
        return kind(data, initial={"on": self._first()})

    def _first(self) -> Any:
        """Of re-enrolment the anniversary, at first."""
        return self.task.counts_from if self.task.kind == Kind.RE_ENROLMENT else self.actor.today

    def context(self) -> dict[str, Any]:
        """By when, why, and who is looked at."""
        rows = [
            components.SummaryRow("By", dates.with_weekday(self.task.due_by)),
            components.SummaryRow("Why", self.task.why),
        ]
        if self.task.done_on is not None:
            done = f"It is recorded already: {_done(self.task)}"
            return {"thing": components.SummaryList(tuple(rows)), "nothing": done}
        if self.task.kind != Kind.RE_ENROLMENT:
            said = (
                "Declare on The Pensions Regulator’s website, also when nobody had to be enrolled.",
                "Record here the day and the reference that it gives.",
            )
            return {"thing": components.SummaryList(tuple(rows)), "consequences": said}
        out = queries.to_put_back(self.employer, actor=self.actor)
        if self.task.window_first and self.task.window_last:
            days = f"{dates.in_words(self.task.window_first)} to {dates.in_words(self.task.window_last)}"
            rows.append(components.SummaryRow("Which days", f"One of {days}"))
        names = ", ".join(post.assistant.name for post in out) or "Nobody has opted out or left."
        rows.append(components.SummaryRow("Looked at", names))
        return {"thing": components.SummaryList(tuple(rows)), "consequences": _RE_ENROLS}

    def act(self, **values: Any) -> models.PensionTask:
        """Record it."""
        if self.task.kind == Kind.RE_ENROLMENT:
            return operations.re_enrol(task=self.task, on=values["on"], actor=self.actor, at=self.now)
        return operations.declared(task=self.task, actor=self.actor, at=self.now, **values)

    def done(self, result: models.PensionTask) -> str:
        """What was recorded."""
        if result.kind == Kind.RE_ENROLMENT:
            return f"The re-enrolment date is recorded. PAs looked at: {result.re_enrolled}."
        return f"The declaration is recorded, with the reference {result.reference}."

    def next_url(self, result: Any) -> str:
        """Back to the employer's duties."""
        return reverse("payroll:employer_pension", args=[self.employer.pk])


def _done(task: models.PensionTask) -> str:
    if task.done_on is None:
        return "Not yet"
    who = task.done_by.get_full_name() if task.done_by else ""
    said = f"{dates.in_words(task.done_on)}, by {who}"
    if task.chosen_on is not None:
        return f"Re-enrolment date {dates.in_words(task.chosen_on)}. Recorded on {said}."
    return f"{said}. Reference {task.reference}."


_MOST: Final = 100
_BUTTONS: Final = {
    Kind.DECLARATION: "Record the declaration",
    Kind.RE_DECLARATION: "Record the re-declaration",
    Kind.RE_ENROLMENT: "Choose the re-enrolment date",
}
_RE_ENROLS: Final = (
    (
        "Who opted out or left more than 12 months before this day, and must be in a pension by age and pay,"
        " is put back from this day, with the payrun of its period."
    ),
    "They get a letter, and may opt out again.",
    "The re-declaration is due also when nobody is put back.",
)
