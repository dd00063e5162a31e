"""“Can I spend it on this?”: for who asks, who answers, and who goes by the answer: council finance."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import acting_rules, models, states
from clients.forms import spending as asked
from clients.operations import spending as operations
from clients.queries import people
from clients.queries import spending as queries
from clients.views import whose
from dpss.access import keys, policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, forms, views

MOST = 50


def shown(one: queries.Question) -> components.SummaryList:
    """One question and its answer, with the name of who gave it."""
    rows = [(_("Asked"), f"{one.what}. {one.why}")]
    if one.amount is not None:
        rows.append((_("About"), money.in_words(one.amount)))
    rows.append((_("Asked on"), dates.in_words(one.asked_at.date())))
    if one.answered_at is not None:
        said = f"{one.get_verdict_display()} {one.terms}".strip()
        rows += [
            (_("Answer"), said),
            (_("Part of the plan"), one.part),
            (_("Why"), one.because),
            (_("Answered by"), f"{one.answered_by.name}, {dates.in_words(one.answered_at.date())}"),
        ]
    else:
        rows.append((_("Where it stands"), one.get_state_display()))
    return components.SummaryList(
        tuple(components.SummaryRow(label, value) for label, value in rows), title=one.what
    )


class _Own(views.Page):
    """Of the client themself, or of whom somebody acts for where its money may be seen."""

    permission: ClassVar[str] = policy.ASK_ABOUT_SPENDING

    def load(self) -> None:
        """Whose."""
        client = whose.client(self.request)
        if client is None:
            raise Http404
        whose.check_limit(self.request, acting_rules.MONEY)
        self.client = client

    def back(self) -> components.BackLink:
        """Their questions."""
        return components.BackLink(_("Can I spend it on this?"), self.next_url(None))

    def next_url(self, result: Any) -> str:
        """Their questions."""
        return reverse("clients:own_spending")

    @property
    def for_whom(self) -> str:
        """On whose behalf, where somebody acts for another."""
        acting = self.request.acting_for
        return acting.name if acting else ""


class OwnQuestions(_Own):
    """What they asked, with every answer."""

    template_name = "clients/spending.html"
    title = gettext_lazy("Can I spend it on this?")

    def back(self) -> components.BackLink:
        """Their money."""
        return components.BackLink(_("Money"), reverse("clients:money"))

    def context(self) -> dict[str, Any]:
        """The newest first, each with what can be done."""
        rows = queries.of_client(self.client.pk, actor=self.actor)[:MOST]
        return {
            "ask": components.ButtonLink(_("Ask a question"), reverse("clients:spending_ask"), "main"),
            "questions": [(shown(one), _take_back(one)) for one in rows],
        }


def _take_back(one: queries.Question) -> components.Link | None:
    if one.state != "asked":
        return None
    words = _("Take back my question: %(what)s") % {"what": one.what}
    return components.Link(words, reverse("clients:spending_withdraw", args=[one.pk]))


class Ask(_Own, views.FormPage):
    """Ask a question."""

    title = gettext_lazy("What do you want to spend it on?")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """With a key, so that a form that is sent twice asks once."""
        return asked.AskForm(data, initial={"form_key": keys.uuid7()})

    def act(self, **values: Any) -> models.SpendQuestion:
        """Ask it."""
        return operations.ask(
            client=self.client, actor=self.actor, at=self.now, for_whom=self.for_whom, **values
        )

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("Your question is sent. A named person of the council answers it, and the answer is kept.")


class Withdraw(_Own, views.ActionPage):
    """Take a question back."""

    move = states.SPEND_QUESTION.move("withdraw_spending")

    def load(self) -> None:
        """One of theirs; staff who reach it may not."""
        client = whose.client(self.request)
        rows = queries.questions(actor=self.actor)
        rows = rows.filter(client_id=client.pk) if client else rows
        self.question = get_object_or_404(rows, pk=self.kwargs["pk"])
        whose.check_limit(self.request, acting_rules.MONEY)

    def thing(self) -> components.Component:
        """The question."""
        return shown(self.question)

    def nothing(self) -> str:
        """Why it cannot be taken back now."""
        return transitions.why_not(self.question, self.move.name, actor=self.actor) or ""

    def act(self, **values: Any) -> models.SpendQuestion:
        """Take it back."""
        return operations.withdraw(
            question=self.question, actor=self.actor, at=self.now, for_whom=self.for_whom
        )

    def done(self, result: Any) -> str:
        """It is done."""
        return _("Your question is taken back.")


class Questions(views.ListPage):
    """Every question of the council's clients, those that wait first of all."""

    permission: ClassVar[str] = policy.ANSWER_SPENDING
    title = gettext_lazy("Questions about spending")
    saved = (
        views.Saved("waiting", gettext_lazy("Waiting"), Q(state="asked")),
        views.Saved("answered", gettext_lazy("Answered"), Q(state="answered")),
    )

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def rows(self) -> QuerySet[models.SpendQuestion]:
        """The oldest first: who has waited longest."""
        return models.SpendQuestion.objects.select_related("client").order_by("asked_at", "pk")

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row for each."""
        return components.Table(
            caption=_("Questions about spending"),
            caption_hidden=True,
            columns=(
                components.Column(_("Question")),
                components.Column(_("Person")),
                components.Column(_("Asked on")),
                components.Column(_("State")),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(one.what, href=reverse("clients:spending_answer", args=[one.pk])),
                        one.client.name,
                        dates.in_words(one.asked_at.date()),
                        one.get_state_display(),
                    )
                )
                for one in rows
            ),
        )

    def empty(self) -> components.Empty:
        """None here."""
        return components.Empty(_("Nobody waits for an answer. New questions come here by themselves."))


class Answer(views.ActionPage):
    """Answer one, with one's name."""

    permission: ClassVar[str] = policy.ANSWER_SPENDING
    move = states.SPEND_QUESTION.move("answer_spending")

    def load(self) -> None:
        """The question, if reached."""
        self.question = get_object_or_404(queries.questions(actor=self.actor), pk=self.kwargs["pk"])

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The answer."""
        return asked.AnswerForm(data)

    def back(self) -> components.BackLink:
        """Every question."""
        return components.BackLink(_("Questions about spending"), self.next_url(None))

    def next_url(self, result: Any) -> str:
        """Every question."""
        return reverse("clients:spending_questions")

    def thing(self) -> components.Component:
        """The question."""
        return shown(self.question)

    def told(self) -> Sequence[components.Words]:
        """Who reads it."""
        return [self.question.client.name]

    def nothing(self) -> str:
        """Why it cannot be answered now."""
        return transitions.why_not(self.question, self.move.name, actor=self.actor) or ""

    def act(self, **values: Any) -> models.SpendQuestion:
        """Answer it."""
        return operations.answer(question=self.question, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """It is sent."""
        return _("The answer is sent, and it is kept.")


class Answers(views.Page):
    """For council finance: the answers that hold when a client's accounts are read."""

    permission: ClassVar[str] = policy.SEE_COUNCIL_MONEY
    template_name = "clients/spending.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("What %(name)s may spend it on") % {"name": self.client.name}

    def load(self) -> None:
        """The client, if reached."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """Their money."""
        return components.BackLink(self.client.name, reverse("clients:statement", args=[self.client.pk]))

    def context(self) -> dict[str, Any]:
        """Every answer, the newest first."""
        rows = queries.answered(self.client.pk, actor=self.actor)[:MOST]
        return {"questions": [(shown(one), None) for one in rows]}
