"""Direct payments that come to their end, for staff: which there are, and one with its steps."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import ending_rules, models
from clients.forms.who import WhoForm, of_whom
from clients.queries import endings as queries
from clients.states.ending import OPEN
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views

_COLOUR = {"proposed": "yellow", "decided": "blue", "closed": "grey", "dropped": "green"}
_TEAM = {
    "support": gettext_lazy("The support worker"),
    "payroll": gettext_lazy("Payroll"),
    "finance": gettext_lazy("Council finance"),
}


class Endings(views.SearchPage):
    """Every direct payment that ends, by its last day."""

    permission = policy.SEE_ENDINGS
    title = gettext_lazy("Direct payments that end")
    saved = (
        views.Saved("open", gettext_lazy("Open"), Q(state__in=OPEN)),
        views.Saved("proposed", gettext_lazy("To be decided"), Q(state="proposed")),
        views.Saved("decided", gettext_lazy("Coming to their end"), Q(state="decided")),
        views.Saved("closed", gettext_lazy("Ended"), Q(state="closed")),
        views.Saved("dropped", gettext_lazy("They go on"), Q(state="dropped")),
    )
    sorts = {
        "last": views.Option(gettext_lazy("What ends first"), ("last_day", "pk")),
        "name": views.Option(gettext_lazy("Name"), ("client__name", "pk")),
    }
    filter_form = WhoForm
    csv_columns = {
        "Reference": lambda row: row.client.reference,
        "Name": lambda row: row.client.name,
        "State": lambda row: row.get_state_display(),
        "Last day": lambda row: row.last_day,
    }

    def rows(self) -> QuerySet[models.Ending]:
        """Each with whose it is."""
        return models.Ending.objects.select_related("client")

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name or reference."""
        return of_whom(rows, chosen.get("who", ""))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row an ending, with how many of its steps are settled."""
        settled = queries.steps_of(rows, actor=self.actor)
        return components.WorkList(
            caption=_("Direct payments that end"),
            rows=tuple(self._row(row, settled[row.pk]) for row in rows),
            heads=(_("Stage"), _("Person"), _("What is settled"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(_("No direct payment is here. One that is to end begins on the record."))

    def _row(self, row: Any, steps: dict[str, models.EndingStep]) -> components.WorkRow:
        address = reverse("clients:ending", args=[row.pk])
        count = sum(one.outcome != models.EndingStep.Outcome.OPEN for one in steps.values())
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.client.name, address),
            why=_("Steps settled: %(count)s") % {"count": count},
            about=f"{row.client.reference}, {row.client.town}",
            tag=tag(row),
            when=_("last day %(day)s") % {"day": dates.in_words(row.last_day)},
            action=components.ButtonLink(_("Open"), address, about=row.client.name),
        )


def tag(row: models.Ending) -> components.Tag:
    """Its state in words."""
    return components.Tag(row.get_state_display(), _COLOUR[row.state])  # type: ignore[arg-type]


def move_rows(move: models.CouncilMove) -> list[tuple[components.Words, components.Words]]:
    """What is known of a move to another council."""
    agreed, may_go = _("Not yet"), _("They were not asked yet")
    if move.agreed_on:
        said = {"day": dates.in_words(move.agreed_on), "who": move.contact}
        agreed = _("On %(day)s, by %(who)s") % said
    if move.pack_may_go is not None:
        answer = _("Yes") if move.pack_may_go else _("No, they take it there themselves")
        may_go = _("%(answer)s (%(who)s)") % {"answer": answer, "who": move.said_by}
    return [
        (_("They move to"), move.new_council),
        (_("The new council agreed the last day"), agreed),
        (_("It may have the pack"), may_go),
    ]


class OfEnding(views.Page):
    """A page about one ending, where the actor reaches it."""

    permission: ClassVar[str] = policy.SEE_ENDINGS

    def load(self) -> None:
        """The ending."""
        self.ending = get_object_or_404(queries.endings(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The ending."""
        return components.BackLink(self.ending.client.name, self.next_url(None))

    def next_url(self, result: Any) -> str:
        """The ending."""
        return reverse("clients:ending", args=[self.ending.pk])


class Ending(OfEnding):
    """One ending: why, what is settled and by whom, and what can be done."""

    template_name = "clients/ending.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("The end of %(name)s’s direct payment") % {"name": self.ending.client.name}

    def back(self) -> components.BackLink:
        """Every one."""
        return components.BackLink(_("Direct payments that end"), reverse("clients:endings"))

    def context(self) -> dict[str, Any]:
        """Why, the steps, and the ways on."""
        grounds = queries.grounds_of(self.ending, actor=self.actor)
        self.moves = queries.move_of(self.ending, actor=self.actor)
        return {
            "tag": tag(self.ending),
            "facts": self._facts(grounds),
            "steps": self._steps(grounds),
            "links": self._links(),
        }

    def _facts(self, grounds: models.EndingGrounds | None) -> components.SummaryList:
        one = self.ending
        rows: list[tuple[components.Words, components.Words]] = [
            (_("Last day"), dates.with_weekday(one.last_day))
        ]
        if grounds:
            rows += [
                (_("Why"), grounds.get_reason_display()),
                (_("Reasons"), grounds.words),
                (
                    _("Tried before"),
                    grounds.tried or _("Nothing: the council has to end it, or they ask for it"),
                ),
                (_("Notice"), grounds.notice),
            ]
        if self.moves:
            rows += move_rows(self.moves)
        rows.append((_("Proposed by"), one.proposed_by.name))
        if one.decided_by:
            rows.append((_("Decided by"), one.decided_by.name))
        return components.SummaryList(tuple(components.SummaryRow(*row) for row in rows))

    def _steps(self, grounds: models.EndingGrounds | None) -> components.TaskList:
        said = queries.steps_of([self.ending], actor=self.actor)[self.ending.pk]
        wanted = ending_rules.steps_of(queries.kind_of(self.ending, actor=self.actor))
        # Who may not know why it ends sees their own steps.
        mine = [one for one in wanted if grounds or self.actor.may(queries.MAY_SETTLE[one.who])]
        return components.TaskList(
            tuple(self._step(one, said.get(one.code)) for one in mine), title=_("What has to be settled")
        )

    def _step(self, step: ending_rules.Step, said: models.EndingStep | None) -> components.TaskItem:
        outcomes = models.EndingStep.Outcome
        if said is None or said.outcome == outcomes.OPEN:
            shown = components.Tag(_("To do"), "blue")
        elif said.outcome == outcomes.DONE:
            shown = components.Tag(_("Settled"), "green")
        else:
            shown = components.Tag(_("Not needed"), "grey")
        is_mine = self.ending.state == "decided" and self.actor.may(queries.MAY_SETTLE[step.who])
        note = _("%(note)s (%(name)s)") % {"note": said.note, "name": said.recorded_by.name} if said else ""
        return components.TaskItem(
            title=step.title,
            tag=shown,
            href=reverse("ending_step", args=[self.ending.pk, step.code]) if is_mine else "",
            note=note,
            who=_TEAM[step.who],
        )

    def _links(self) -> list[components.Component]:
        key, state = self.ending.pk, self.ending.state
        found: list[components.Component] = []
        if state == "proposed" and self.actor.may(policy.DECIDE_ENDINGS):
            address = reverse("clients:ending_decide", args=[key])
            found.append(components.ButtonLink(_("Decide that it ends"), address, "main"))
        prepares = self.actor.may(policy.PREPARE_ENDINGS)
        if self.moves:
            found.append(components.Link(_("The pack for the new council"), reverse("move_pack", args=[key])))
        if self.moves and prepares and state in OPEN:
            address = reverse("clients:ending_move", args=[key])
            found.append(components.Link(_("Write down what is agreed with the new council"), address))
        if prepares and state == "decided":
            address = reverse("clients:ending_close", args=[key])
            found.append(components.ButtonLink(_("Close it"), address, "main"))
        if self.actor.may(policy.DROP_ENDINGS) and state in OPEN:
            found.append(
                components.Link(_("It goes on after all"), reverse("clients:ending_drop", args=[key]))
            )
        if prepares and state == "closed":
            found.append(components.Link(_("Open it again"), reverse("clients:ending_reopen", args=[key])))
        return found
