"""Deadlines in one place: what must reach HMRC, pension providers and PAs by when, and what it may cost."""

import functools
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from dpss.access import policy, scope
from dpss.kernel import dates
from dpss.web import components, views
from payroll import deadline_kinds as kinds
from payroll import models
from payroll.forms.deadlines import DeadlineFilters
from payroll.queries import deadlines, late_costs
from payroll.views import deadline_parts as parts

_FACTS: Final = {
    "late": "and not under way",
    "at_risk": "and not under way",
    "week": "or under way",
    "month": "after that",
    "later": "after that",
}


class Deadlines(views.SearchPage):
    """Every duty of every employer, sorted by its last day."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/deadlines.html"
    title = "Deadlines"
    saved = (
        views.Saved("all", "All", Q(), fact="not done yet"),
        *(views.Saved(name, parts.PLACES[name][0], Q(), fact=_FACTS[name]) for name in kinds.PLACES),
    )
    sum_text = "Each deadline is in one place:"
    sorts = {
        "day": views.Option("By day", ("by_day",)),
        "employer": views.Option("Employer", ("called",)),
    }
    csv_columns = {
        "Employer": lambda row: row["called"],
        "Kind": lambda row: kinds.OF[row["what"]].label,
        "Owed to": lambda row: kinds.OF[row["what"]].owed_to,
        "By": lambda row: row["by_day"].isoformat(),
        "Where it stands": lambda row: parts.tag(deadlines.Duty(**row)).text,
        "State": lambda row: parts.state(deadlines.Duty(**row)),
        "Amount": lambda row: "" if row["pounds"] is None else row["pounds"],
    }

    def back(self) -> components.BackLink:
        """Home, from which it is reached."""
        return components.BackLink("Home", reverse("home"))

    def make_filters(self, data: QueryDict) -> DeadlineFilters:
        """With the employer whose page led here, where the actor reaches it."""
        return DeadlineFilters(data, employers=self._led_here(data.get("employer", "")))

    @functools.cached_property
    def asked(self) -> deadlines.Asked:
        """What the filter form asks for, in every place."""
        if self.filters is None or not self.filters.is_valid():
            return deadlines.Asked()
        chosen = self.filters.cleaned_data
        employer_id = uuid.UUID(chosen["employer"]) if chosen["employer"] else None
        return deadlines.Asked(kind=chosen["kind"], name=chosen["name"], employer_id=employer_id)

    @functools.cached_property
    def counted(self) -> Counter[tuple[str, str]]:
        """How many there are by kind and place."""
        return deadlines.counts(self.asked, actor=self.actor)

    def chosen(self) -> QuerySet[Any, dict[str, Any]]:
        """The rows of the place that is shown; the database cuts the page."""
        shown = self.view.name if self.view else "all"
        asked = self.asked if shown == "all" else self.asked.only(shown)
        return deadlines.duties(asked, actor=self.actor, order=self.sort)

    def counts(self) -> Sequence[int]:
        """How many stand in each place."""
        each = [sum(n for (_, at), n in self.counted.items() if at == place) for place in kinds.PLACES]
        return [sum(each), *each]

    def context(self) -> dict[str, Any]:
        """The list; how many of each kind are late and at risk; and whose they are."""
        return super().context() | {
            "kinds": self._kinds(),
            "only": self._only(),
            "noticed": components.Link(
                "What was late or at risk before", reverse("payroll:deadlines_noticed")
            ),
        }

    def listing(self, rows: Sequence[Any]) -> components.WorkList:
        """A row for each duty: by when, whose, its state, what it may cost, and where it is mended."""
        duties = deadlines.read(rows)
        costs = late_costs.sentences(duties, actor=self.actor)
        return components.WorkList(
            caption="Deadlines",
            heads=("Where it stands", "Employer", "What must be done", "What to do"),
            rows=tuple(_row(duty, cost) for duty, cost in zip(duties, costs, strict=True)),
        )

    def empty(self) -> components.Empty:
        """None, or none like that."""
        return components.Empty(
            "No deadline is like that. What must reach HMRC, pension providers and PAs is listed here from"
            " the day on which it is known until it is done."
        )

    def _kinds(self) -> components.Table:
        """A line for each kind that there is: how many in each place, with the way to them."""
        found = [kind for kind in kinds.KINDS if any(what == kind.name for what, _ in self.counted)]
        heads = [parts.PLACES[place][0] for place in kinds.PLACES]
        return components.Table(
            caption="By kind",
            columns=(
                components.Column("Kind"),
                *(components.Column(head, numeric=True) for head in heads),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            kind.label,
                            href=self._address(kind=kind.name, show=""),
                            note=f"{kind.owed_to}. {kind.last_day}",
                        ),
                        *(str(self.counted[kind.name, place]) for place in kinds.PLACES),
                    )
                )
                for kind in found
            ),
            empty=components.Empty("Nothing is to be done."),
        )

    def _led_here(self, key: str) -> list[tuple[str, str]]:
        """The key and name of the employer that the address names; none that the actor does not reach."""
        try:
            rows = models.Employer.objects.filter(pk=uuid.UUID(key))
        except ValueError:
            return []
        return [(str(row.pk), row.name) for row in scope.visible_to(rows, self.actor)]

    def _only(self) -> components.Note | None:
        """Whose deadlines these are, where one employer's page led here."""
        if self.asked.employer_id is None:
            return None
        name = self._led_here(str(self.asked.employer_id))[0][1]
        link = components.Link("Show every employer", self._address(employer=""))
        return components.Note("", strong=f"Only those of {name}", link=link)


def _row(duty: deadlines.Duty, cost: str) -> components.WorkRow:
    said = parts.state(duty)
    return components.WorkRow(
        key=f"{duty.what}-{duty.thing}-{duty.by_day}",
        who=components.Link(duty.called, reverse("payroll:employer", args=[duty.whose])),
        about=duty.kind.label,
        why=f"{said} May cost: {cost}" if cost else said,
        when=f"By {dates.with_weekday(duty.by_day)}",
        tag=parts.tag(duty),
        action=parts.action(duty),
    )


class Noticed(views.ListPage):
    """What was late or at risk, from the day on which it was noticed until it was done."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    title = "What was late or at risk"
    saved = (
        views.Saved("open", "Not done", Q(settled_on=None)),
        views.Saved("settled", "Done since", Q(settled_on__isnull=False)),
    )
    sorts = {
        "newest": views.Option("Newest first", ("-first_on", "employer__name")),
        "due": views.Option("By last day", ("by", "employer__name")),
    }
    csv_columns = {
        "Employer": lambda row: row.employer.name,
        "Kind": lambda row: row.get_kind_display(),
        "By": lambda row: row.by.isoformat(),
        "Noticed": lambda row: row.first_on.isoformat(),
        "Done": lambda row: "" if row.settled_on is None else row.settled_on.isoformat(),
    }

    def back(self) -> components.BackLink:
        """To the deadlines."""
        return components.BackLink("Deadlines", reverse("payroll:deadlines"))

    def rows(self) -> QuerySet[models.DeadlineWarning]:
        """Every warning, with its employer."""
        return models.DeadlineWarning.objects.select_related("employer")

    def listing(self, rows: Sequence[Any]) -> components.WorkList:
        """A row for each."""
        return components.WorkList(
            caption="What was late or at risk",
            heads=("State", "Employer", "What and since when", "Open"),
            rows=tuple(_noticed(row) for row in rows),
        )

    def empty(self) -> components.Empty:
        """Nothing was."""
        return components.Empty(
            "Nothing is here. What is late or at risk is noticed within the hour, and taken off the list by"
            " itself when it is done."
        )


def _noticed(row: models.DeadlineWarning) -> components.WorkRow:
    done = row.settled_on
    since = f"Noticed on {dates.with_weekday(row.first_on)}."
    address = f"{reverse('payroll:deadlines')}?employer={row.employer_id}&kind={row.kind}"
    return components.WorkRow(
        key=str(row.pk),
        who=components.Link(row.employer.name, reverse("payroll:employer", args=[row.employer_id])),
        about=row.get_kind_display(),
        why=f"{since} Done by {dates.with_weekday(done)}." if done else since,
        when=f"By {dates.with_weekday(row.by)}",
        tag=components.Tag("Done", "green") if done else components.Tag("Not done", "amber"),
        action=components.ButtonLink("See its deadlines", address, about=f"of {row.employer.name}"),
    )
