"""How PAs are related to the person they work for: asked of the employer, and recorded by staff."""

from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.forms import relatives as asked
from clients.queries import people
from clients.queries import relatives as clients
from clients.views import whose
from dpss.access import policy
from dpss.kernel import dates
from dpss.portal import relative_parts as parts
from dpss.web import components, views
from payroll.operations import relatives as operations
from payroll.queries import relatives as queries

_MOST = 100


class OwnRelatives(views.Page):
    """Each PA of one person with how they are related, and where the council's decision stands."""

    permission: ClassVar[str] = policy.RECORD_RELATIVES
    template_name = "portal/own_relatives.html"

    def load(self) -> None:
        """Their own record, that of whom they act for, or the one in the address."""
        if "pk" in self.kwargs:
            self.client: Any = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])
            return
        found = None if self.actor.is_staff else whose.client(self.request)
        if found is None and self.actor.may(self.permission):
            raise Http404
        self.client = found

    @property
    def heading(self) -> components.Words:
        """Theirs, or yours."""
        if self.actor.is_staff and self.client:
            return _("How the PAs of %(name)s are related") % {"name": self.client.name}
        return _("How your PAs are related")

    def back(self) -> components.BackLink:
        """Home, or the record."""
        if self.actor.is_staff and self.client:
            return components.BackLink(self.client.name, reverse("client", args=[self.client.pk]))
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """The PAs, then what the council was asked."""
        if self.client is None:
            return {}
        posts = queries.of_employer(actor=self.actor, client_id=self.client.pk)
        known = clients.known([self.client.pk], day=self.actor.today, actor=self.actor)
        rows = [
            components.PanelRow(
                post.assistant.name,
                note=parts.related(known.get((self.client.pk, post.assistant_id))),
                href=reverse("relation", args=[post.pk]),
            )
            for post in posts
        ]
        nobody = _("There are no PAs yet. When there are, this asks how each is related.")
        decisions = clients.decisions(actor=self.actor).filter(client_id=self.client.pk)
        decided = [
            components.PanelRow(
                one.relation.name,
                note=_("For %(work)s") % {"work": parts.work(one)},
                value=one.get_state_display(),
                href=reverse("relative", args=[one.pk]),
            )
            for one in decisions.exclude(state="not_needed").order_by("-asked_at")[:_MOST]
        ]
        panels = [components.Panel(_("PAs"), tuple(rows), text="" if rows else nobody)]
        if decided:
            panels.append(components.Panel(_("What the council was asked"), tuple(decided)))
        return {"parts": panels}


class RecordRelation(views.ExplainedPage):
    """Say how the PA of a post is related, or that it changed."""

    permission: ClassVar[str] = policy.RECORD_RELATIVES
    form_class = asked.RelationForm

    def load(self) -> None:
        """The post, and what is recorded of its PA."""
        self.post_of = get_object_or_404(queries.posts(actor=self.actor), pk=self.kwargs["post"])
        pair = (self.post_of.employer.client_id, self.post_of.assistant_id)
        self.last = clients.of_pair(pair, actor=self.actor).first()

    @property
    def heading(self) -> components.Words:
        """Who to whom."""
        said = {"pa": self.post_of.assistant.name, "name": self.post_of.employer.client.name}
        return _("How is %(pa)s related to %(name)s?") % said

    def back(self) -> components.BackLink:
        """Where they came from: the file of the post, or their own PAs."""
        if self.actor.may(policy.SEE_PAYRUNS):
            return components.BackLink(self.post_of.assistant.name, self.next_url(None))
        if self.actor.is_staff:
            return components.BackLink(self.post_of.employer.client.name, self.next_url(None))
        return components.BackLink(_("How your PAs are related"), self.next_url(None))

    def initial(self) -> dict[str, Any]:
        """What is recorded; at first nothing, since the first day of the job."""
        if self.last is None:
            return {"work": "care", "first_day": self.post_of.first_day}
        answers = {True: "yes", False: "no", None: ""}
        return {
            "relation": self.last.relation,
            "household": answers[self.last.same_household],
            "work": self.last.work,
            "first_day": self.last.first_day,
        }

    def thing(self) -> components.Component | None:
        """What is recorded now, and since when."""
        if self.last is None:
            return None
        since = dates.with_weekday(self.last.first_day)
        return components.SummaryList(
            (
                components.SummaryRow(_("Recorded now"), parts.related(self.last)),
                components.SummaryRow(_("Since"), since),
                components.SummaryRow(_("Recorded by"), self.last.recorded_by.name),
            )
        )

    def consequences(self) -> list[components.Words]:
        """What follows, and for whom not."""
        return [
            _("Most relatives who live elsewhere are paid like everybody else."),
            _(
                "For a husband, wife or partner, and for close relatives in the same household, the council"
                " decides first. Until then their pay is held, and the PA is told."
            ),
            _("If it changes later, such as by a wedding or a move, come back and enter the day."),
        ]

    def act(self, **values: Any) -> Any:
        """Keep it."""
        household = asked.in_words(values.pop("household"))
        return operations.record(
            post=self.post_of, same_household=household, actor=self.actor, at=self.now, **values
        )

    def done(self, result: clients.Relation) -> str:
        """Whether the council decides first."""
        waiting = clients.decisions(actor=self.actor).filter(relation=result, state="waiting")
        if waiting.exists():
            return _(
                "It is kept. The council decides first, and is asked. Until it has decided, the pay of"
                " %(name)s is held."
            ) % {"name": result.name}
        return _("It is kept.")

    def next_url(self, result: Any) -> str:
        """Back to where they came from."""
        if self.actor.may(policy.SEE_PAYRUNS):
            return reverse("payroll:post_file", args=[self.post_of.pk])
        if self.actor.is_staff:
            return reverse("relatives_of", args=[self.post_of.employer.client_id])
        return reverse("own_relatives")
