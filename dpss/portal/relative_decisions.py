"""The council decides whether a direct payment pays a relative: what waits, one decision, and its letter."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms import relatives as asked
from clients.forms.who import WhoForm, of_whom
from clients.operations import relatives as operations
from clients.queries import relatives as queries
from dpss.access import policy
from dpss.kernel import dates
from dpss.portal import relative_parts as parts
from dpss.web import components, forms, views
from payroll.operations import relatives as payroll


class Relatives(views.SearchPage):
    """Every decision about a relative who is paid, who has waited longest first."""

    permission = policy.SEE_RELATIVES
    title = gettext_lazy("Relatives who are paid")
    saved = (
        views.Saved("waiting", gettext_lazy("To be decided"), Q(state="waiting")),
        views.Saved("allowed", gettext_lazy("Allowed"), Q(state="allowed")),
        views.Saved("refused", gettext_lazy("Not allowed"), Q(state="refused")),
    )
    sorts = {
        "asked": views.Option(gettext_lazy("Longest waiting"), ("asked_at", "pk")),
        "until": views.Option(gettext_lazy("What ends first"), ("until", "pk")),
        "name": views.Option(gettext_lazy("Name"), ("client__name", "pk")),
    }
    filter_form = WhoForm
    csv_columns = {
        "Reference": lambda row: row.client.reference,
        "Name": lambda row: row.client.name,
        "PA": lambda row: row.relation.name,
        "Related as": lambda row: row.relation.get_relation_display(),
        "Paid for": lambda row: row.get_work_display(),
        "State": lambda row: row.get_state_display(),
        "Until": lambda row: row.until,
    }

    def rows(self) -> QuerySet[Any]:
        """Each with whose it is; none that is not needed any more."""
        return queries.every().exclude(state="not_needed")

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name or reference."""
        return of_whom(rows, chosen.get("who", ""))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a decision."""
        return components.WorkList(
            caption=_("Relatives who are paid"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("Stage"), _("Person"), _("Who is paid, and for what"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(
            _("Nobody is here. When a close relative is to be paid, the question is listed here.")
        )

    def _row(self, row: Any) -> components.WorkRow:
        address = reverse("relative", args=[row.pk])
        said = {
            "pa": row.relation.name,
            "relation": row.relation.get_relation_display(),
            "work": parts.work(row),
        }
        asked_on = dates.in_words(timezone.localtime(row.asked_at).date())
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.client.name, address),
            why=_("%(pa)s (%(relation)s), for %(work)s") % said,
            about=f"{row.client.reference}, {row.client.town}",
            tag=parts.tag(row),
            when=parts.days(row) or _("asked on %(day)s") % {"day": asked_on},
            action=components.ButtonLink(_("Open"), address, about=row.client.name),
        )


class OfDecision(views.Page):
    """A page about one decision, where the actor reaches it."""

    permission: ClassVar[str] = policy.SEE_RELATIVES

    def load(self) -> None:
        """The decision."""
        self.decision = get_object_or_404(queries.decisions(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The decision."""
        return components.BackLink(_("The decision"), self.next_url(None))

    def next_url(self, result: Any) -> str:
        """The decision."""
        return reverse("relative", args=[self.decision.pk])


class Decision(OfDecision):
    """One decision: what was asked, what was decided and why, and what can be done."""

    template_name = "portal/relative.html"

    @property
    def heading(self) -> components.Words:
        """Who is paid by whose direct payment."""
        said = {"pa": self.decision.relation.name, "name": self.decision.client.name}
        return _("May %(name)s’s direct payment pay %(pa)s?") % said

    def back(self) -> components.BackLink:
        """Everybody's, or their own PAs."""
        if self.actor.is_staff:
            return components.BackLink(_("Relatives who are paid"), reverse("relatives"))
        return components.BackLink(_("How your PAs are related"), reverse("own_relatives"))

    def context(self) -> dict[str, Any]:
        """What is known, and the ways on."""
        grounds = queries.grounds_of(self.decision, actor=self.actor)
        return {
            "tag": parts.tag(self.decision),
            "facts": parts.facts(self.decision, grounds),
            "links": self._links(),
        }

    def _links(self) -> list[components.Component]:
        key, state = [self.decision.pk], self.decision.state
        found: list[components.Component] = []
        if state == "waiting" and self.actor.may(policy.DECIDE_RELATIVES):
            found.append(components.ButtonLink(_("Allow it"), reverse("relative_allow", args=key), "main"))
            found.append(components.Link(_("Do not allow it"), reverse("relative_refuse", args=key)))
        if state in {"allowed", "refused"}:
            if queries.grounds_of(self.decision, actor=self.actor):
                found.append(components.Link(_("The letter"), reverse("relative_letter", args=key)))
            if self.actor.may(policy.RECORD_RELATIVES):
                address = reverse("relative_again", args=key)
                found.append(components.Link(_("Ask the council again"), address))
        return found


class _Decides(OfDecision, views.ExplainedPage):
    permission: ClassVar[str] = policy.DECIDE_RELATIVES

    def nothing(self) -> str:
        """Decided once."""
        return "" if self.decision.state == "waiting" else _("It is decided already.")

    def thing(self) -> components.Component:
        """What was asked."""
        return parts.facts(self.decision, None)

    def told(self) -> Sequence[components.Words]:
        """Whoever signs in by message; the others by post."""
        client = self.decision.client
        if client.is_reached:
            return [_("%(name)s is told by e-mail that there is a letter.") % {"name": client.name}]
        return [_("%(name)s gets no e-mail from here: print the letter and post it.") % {"name": client.name}]


class Allow(_Decides):
    """Allow the direct payment to pay them, with reasons."""

    title = gettext_lazy("Allow it")
    form_class = asked.AllowForm

    def initial(self) -> dict[str, Any]:
        """From the day on which they were related so."""
        return {"from_day": self.decision.relation.first_day}

    def consequences(self) -> Sequence[components.Words]:
        """What it means for the pay."""
        return [
            _("Their pay for this work is not held any more, from the day that you enter."),
            _("A letter with your reasons goes to the person."),
        ]

    def act(self, **values: Any) -> Any:
        """Allow it."""
        return payroll.allow(decision=self.decision, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """That the pay goes on."""
        return _("It is allowed, and their pay is not held for this any more.")


class Refuse(_Decides):
    """Do not allow it, with reasons and what happens next."""

    title = gettext_lazy("Do not allow it")
    form_class = asked.RefuseForm
    warning: ClassVar[bool] = True

    def consequences(self) -> Sequence[components.Words]:
        """What it means for the pay."""
        return [
            _("Their pay for this work is held. The employer may still owe wages for hours worked."),
            _("If it was allowed before, that ends yesterday: days before today may still be paid."),
            _(
                "Where a pay period has days before and from today on, the whole timesheet waits until the PA"
                " sends it without the days from today on. Payroll reads that beside the pay."
            ),
            _("A letter with your reasons, what happens next and how to disagree goes to the person."),
        ]

    def act(self, **values: Any) -> Any:
        """Refuse it."""
        return payroll.refuse(decision=self.decision, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """That the pay is held."""
        return _("It is not allowed. Their pay for this work is held from today on.")


class Again(OfDecision, views.FormPage):
    """Ask the council again."""

    permission: ClassVar[str] = policy.RECORD_RELATIVES
    title = gettext_lazy("Ask the council again")
    form_class = forms.ReasonForm

    def act(self, **values: Any) -> Any:
        """Ask."""
        return operations.ask_again(decision=self.decision, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """That it is asked."""
        return _("The council is asked again. What holds now goes on until it decides.")

    def next_url(self, result: Any) -> str:
        """The new question, or this one."""
        return reverse("relative", args=[result.pk if result else self.decision.pk])


class Letter(OfDecision):
    """The letter about a decision, from the record: for the person, and for staff to post."""

    template_name = "portal/relative_letter.html"
    title = gettext_lazy("Our decision about paying a relative")

    @property
    def grounds(self) -> queries.Grounds:
        """Why. Raises `Http404` before it is decided, and for who may not know why."""
        found = queries.grounds_of(self.decision, actor=self.actor)
        if found is None:
            raise Http404
        return found

    def context(self) -> dict[str, Any]:
        """What was decided, for which days, why, and what happens next."""
        one = self.decision
        day = timezone.localtime(one.decided_at).date() if one.decided_at else self.actor.today
        return {
            "name": one.client.name,
            "pa": one.relation.name,
            "relation": one.relation.get_relation_display(),
            "work": parts.work(one),
            "is_allowed": one.state == "allowed",
            "days": parts.days(one),
            "grounds": self.grounds,
            "written": dates.in_words(day),
        }


class Rule(views.FormPage):
    """About which relatives the council decides first: what holds, and a new decision."""

    permission = policy.KEEP_AGREEMENTS
    title = gettext_lazy("Relatives about whom the council decides first")
    template_name = "portal/relative_rule.html"
    form_class = asked.RuleForm

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """What was decided."""
        rows = queries.rules_of(council_id=self.actor.council_id)[:50]
        return {
            "held": components.SummaryList(
                tuple(
                    components.SummaryRow(
                        _("%(group)s, from %(day)s")
                        % {"group": row.get_group_display(), "day": dates.in_words(row.first_day)},
                        f"{row.get_rule_display()}. {row.owner}, {row.source}",
                    )
                    for row in rows
                )
            )
        }

    def act(self, **values: Any) -> Any:
        """Let it hold."""
        return operations.decide_rule(actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """From when."""
        return _("It holds from %(day)s.") % {"day": dates.with_weekday(result.first_day)}

    def next_url(self, result: Any) -> str:
        """Back here."""
        return self.request.path
