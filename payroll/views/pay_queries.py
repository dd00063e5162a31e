"""Wages that have not come: the list for whoever reaches them, and the page of one question."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy, transitions
from dpss.kernel import dates
from dpss.web import components, history, views, words
from payroll.queries import pay_queries, payruns
from payroll.views import acting, pay_query_parts


class PayQueries(views.ListPage):
    """Every question that the person reaches, what is due first."""

    permission: ClassVar[str] = policy.SEE_PAY_QUERIES
    template_name = "payroll/people/pay_queries.html"
    title = gettext_lazy("Wages that have not come")
    saved = (
        views.Saved("open", gettext_lazy("Waiting for an answer"), Q(state="open")),
        views.Saved("late", gettext_lazy("Late"), Q(state="open", escalated_at__isnull=False)),
        views.Saved("answered", gettext_lazy("Answered"), Q(state="answered")),
        views.Saved("closed", gettext_lazy("Closed"), Q(state="closed")),
    )

    def ways(self) -> Sequence[components.Link]:
        """For a manager, where it is decided how soon they are answered."""
        if not self.actor.may(policy.SET_ANSWER_TIME):
            return []
        return [components.Link(_("How soon we answer"), reverse("payroll:pay_query_time"))]

    def reached(self) -> QuerySet[Any]:
        """Those of the PAs whom the person reaches."""
        return pay_queries.questions(actor=self.actor, client_id=acting.client_id(self.request))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each."""
        heads = (_("PA"), _("Employer"), _("Payday"), _("Who answers"), _("Answer by"), _("State"))
        return components.Table(
            caption=_("Questions"),
            caption_hidden=True,
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(components.Row(_cells(one)) for one in rows),
        )

    def empty(self) -> components.Empty:
        """Nobody waits."""
        return components.Empty(
            _("Nothing here. When a PA says that wages have not come, it is here until it is closed.")
        )


def _cells(one: Any) -> tuple[components.Cell | str, ...]:
    return (
        components.Cell(one.employment.assistant.name, href=pay_query_parts.address(one)),
        one.employment.employer.name,
        dates.with_weekday(one.payday),
        pay_query_parts.who_answers(one),
        dates.with_weekday(one.due_on),
        components.Cell("", tag=pay_query_parts.tag(one)),
    )


class OfAQuery(views.Page):
    """A page about one question that the actor reaches."""

    permission: ClassVar[str] = policy.SEE_PAY_QUERIES

    def load(self) -> None:
        """The question."""
        rows = pay_queries.questions(actor=self.actor, client_id=acting.client_id(self.request))
        self.query = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def is_mine(self) -> bool:
        """Whether the reader is the PA who waits."""
        return self.actor.role == policy.PA

    @property
    def heading(self) -> components.Words:
        """Whose wages, of which payday."""
        post = self.query.employment
        said = {
            "day": dates.in_words(self.query.payday),
            "employer": post.employer.name,
            "name": post.assistant.name,
        }
        if self.is_mine:
            return _("Your wages of %(day)s from %(employer)s") % said
        return _("Wages of %(name)s, payday %(day)s") % said


class PayQuery(OfAQuery):
    """What was asked, who must answer by when, the answer, and what each may do."""

    template_name = "payroll/people/pay_query.html"

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink(_("Wages that have not come"), reverse("payroll:pay_queries"))

    def context(self) -> dict[str, Any]:
        """The box, the facts, the moves, where else help is, and what happened."""
        return {
            "tag": pay_query_parts.tag(self.query),
            "box": self._box(),
            "facts": components.SummaryList(tuple(self._facts())),
            "moves": list(self._moves()),
            "why_not": self._why_not(),
            "links": list(self._links()),
            "is_mine": self.is_mine,
            "timeline": components.Timeline(
                tuple(map(history.item, pay_queries.events_of(self.query, actor=self.actor))),
                title=_("What happened"),
            ),
        }

    def _box(self) -> components.Box | None:
        one = self.query
        if one.state == "answered":
            said = pay_query_parts.answer_of(one)
            return components.Box(_("Have they come?") if self.is_mine else _("The answer:"), said)
        if one.state == "closed":
            return components.Box(_("It is closed:"), _("the PA says that the wages have come."))
        late = _("It is late. The payroll manager has been told.") if one.escalated_at else ""
        who = pay_query_parts.who_answers(one)
        strong = _("by %(day)s.") % {"day": dates.with_weekday(one.due_on)}
        return components.Box(_("%(who)s, must answer") % {"who": who}, strong, late)

    def _facts(self) -> Iterator[components.SummaryRow]:
        one, post = self.query, self.query.employment
        yield components.SummaryRow(_("PA"), post.assistant.name)
        yield components.SummaryRow(_("Employer"), post.employer.name)
        yield components.SummaryRow(_("Payday"), dates.with_weekday(one.payday))
        yield components.SummaryRow(_("Asked"), pay_query_parts.asked_in_words(one))
        if one.asked_by_id != post.assistant.user_id:
            yield components.SummaryRow(_("Recorded for the PA by"), one.asked_by.name)
        if one.note:
            yield components.SummaryRow(_("What the PA writes"), one.note)
        if one.answer and one.answered_by and one.answered_at:
            moment = words.moment_in_words(timezone.localtime(one.answered_at))
            yield components.SummaryRow(_("Answer"), pay_query_parts.answer_of(one))
            yield components.SummaryRow(_("Answered by"), f"{one.answered_by.name}, {moment}")
        if self.actor.may(policy.SEE_PAYRUNS) and one.paid_by == one.PaidBy.PROVIDER:
            states = payruns.payments_of([one.payslip], actor=self.actor)
            in_file = _("In a bank file.") if "in_file" in states.values() else _("In no bank file yet.")
            yield components.SummaryRow(_("The payment"), in_file)

    def _moves(self) -> Iterator[components.ButtonLink]:
        main = {"answer", "close", "close_for"}
        open_now = transitions.open_moves(self.query, actor=self.actor)
        for move in open_now:
            if move.name == "answer" and pay_queries.why_not_answer(self.query, actor=self.actor):
                continue
            address = reverse(f"payroll:pay_query_{move.name}", args=[self.query.pk])
            yield components.ButtonLink(_(move.label), address, "main" if move.name in main else "second")

    def _why_not(self) -> components.Note | None:
        """Whom nobody tells, and why someone who answers for wages may not answer for these."""
        if self.actor.is_staff and pay_queries.to_ring(self.query, actor=self.actor):
            return components.Note(
                _("Nobody on the employer’s side reads e-mail from here. Ring them: they must answer.")
            )
        assistant = self.query.employment.assistant
        if self.actor.is_staff and self.query.state == "answered" and assistant.user_id is None:
            return components.Note(
                _("%(name)s gets no message from here. Ring them, and record whether the wages have come.")
                % {"name": assistant.name}
            )
        if self.query.state != "open" or not self.actor.may(policy.ANSWER_ABOUT_PAY):
            return None
        sentence = pay_queries.why_not_answer(self.query, actor=self.actor)
        return components.Note(sentence) if sentence else None

    def _links(self) -> Iterator[components.Link]:
        """The payslip and the payment, for those who see what was paid."""
        if not self.actor.may(policy.SEE_PAYSLIPS):
            return
        instruction = pay_queries.instruction_of(self.query, actor=self.actor)
        if self.is_mine or instruction is not None or self.actor.is_staff:
            yield components.Link(
                _("See the payslip"), reverse("payroll:payslip", args=[self.query.payslip_id])
            )
        if instruction is not None and self.actor.may(policy.PAY_OWN_PAS):
            yield components.Link(_("See the payment"), reverse("payroll:instruction", args=[instruction.pk]))
