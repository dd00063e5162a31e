"""What is done about wages that have not come: the PA asks, somebody answers, the PA says how it stands."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, forms, views
from payroll import models, states
from payroll.forms.pay_queries import AnswerForm, AskForm
from payroll.operations import pay_queries as operations
from payroll.queries import pay_queries, payslips
from payroll.views import acting, pay_query_parts
from payroll.views.pay_queries import OfAQuery


class Ask(views.ExplainedPage):
    """A PA says that the wages of a payslip have not come."""

    permission: ClassVar[str] = policy.ASK_ABOUT_PAY
    title = gettext_lazy("I have not been paid")
    form_class = AskForm

    def load(self) -> None:
        """The PA's payslip."""
        rows = payslips.payslips(actor=self.actor)
        self.slip = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """To the payslip."""
        return components.BackLink(_("Back to the payslip"), reverse("payroll:payslip", args=[self.slip.pk]))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """What helps to find them."""
        return AskForm(data)

    def thing(self) -> components.Component:
        """Which wages."""
        return components.SummaryList(
            (
                components.SummaryRow(_("Employer"), self.slip.employment.employer.name),
                components.SummaryRow(_("Payday"), dates.with_weekday(self.slip.payday)),
                components.SummaryRow(_("Net pay"), money.in_words(self.slip.net)),
            )
        )

    def nothing(self) -> str:
        """Why it cannot be said of this payslip."""
        return pay_queries.why_not_ask(self.slip, actor=self.actor) or ""

    def consequences(self) -> Sequence[components.Words]:
        """Who answers by when."""
        due_on = pay_queries.due_on(self.slip.employment, day=self.actor.today)
        said = {"day": dates.with_weekday(due_on), "employer": self.slip.employment.employer.name}
        if pay_queries.payer_of(self.slip) == models.PayQuery.PaidBy.EMPLOYER:
            who = _("%(employer)s pays your wages, and must answer you by %(day)s.") % said
        else:
            who = _("The payroll provider pays your wages, and must answer you by %(day)s.") % said
        return [
            _("Look at your bank account first: money can come until the end of the day."),
            who,
            _("If nobody answers in time, the payroll manager is told."),
        ]

    def told(self) -> Sequence[components.Words]:
        """Who sees it."""
        return [
            _("%(employer)s, and who acts for them") % {"employer": self.slip.employment.employer.name},
            _("The payroll provider, and the support worker"),
        ]

    def act(self, **values: Any) -> models.PayQuery:
        """Ask."""
        return operations.ask(slip=self.slip, note=values["note"], actor=self.actor, at=self.now)

    def done(self, result: models.PayQuery) -> str:
        """Who answers."""
        said = {"who": pay_query_parts.who_answers(result), "day": dates.with_weekday(result.due_on)}
        return _("We have told them. %(who)s, must answer by %(day)s.") % said

    def next_url(self, result: models.PayQuery) -> str:
        """The question."""
        return pay_query_parts.address(result)


class Answer(OfAQuery, views.ExplainedPage):
    """The employer who pays, or payroll staff, say what became of the wages."""

    permission: ClassVar[str] = policy.ANSWER_ABOUT_PAY

    def back(self) -> components.BackLink:
        """To the question."""
        return components.BackLink(_("Back to the question"), pay_query_parts.address(self.query))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The answer; what is still to pay goes with it as it was shown."""
        found = pay_queries.instruction_of(self.query, actor=self.actor)
        is_due = found is not None and found.state == "due"
        initial = {"seen": found.amount} if found is not None and is_due else None
        return AnswerForm(data, by_staff=self.actor.is_staff, initial=initial)

    def nothing(self) -> str:
        """Why this person may not answer."""
        return pay_queries.why_not_answer(self.query, actor=self.actor) or ""

    def thing(self) -> components.Component:
        """What the PA says."""
        rows = [
            components.SummaryRow(_("Employer"), self.query.employment.employer.name),
            components.SummaryRow(_("Answer by"), dates.with_weekday(self.query.due_on)),
        ]
        if self.query.note:
            rows.append(components.SummaryRow(_("What the PA writes"), self.query.note))
        return components.SummaryList(tuple(rows))

    def consequences(self) -> Sequence[components.Words]:
        """What the PA sees, and what is recorded with it."""
        found = pay_queries.instruction_of(self.query, actor=self.actor)
        said = [states.PAY_QUERY.move("answer").confirms]
        if found is not None and found.state == "due":
            said.append(
                _("If you say that it is paid, we record %(amount)s as paid from the direct payment account.")
                % {"amount": money.in_words(found.amount)}
            )
        return said

    def told(self) -> Sequence[components.Words]:
        """The PA."""
        return [_("%(name)s, by e-mail and on their pages") % {"name": self.query.employment.assistant.name}]

    def act(self, **values: Any) -> models.PayQuery:
        """Answer."""
        return operations.answer(
            query=self.query,
            word=operations.Word(**values),
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: models.PayQuery) -> str:
        """What was answered."""
        return _("Your answer is sent. %(answer)s") % {"answer": pay_query_parts.answer_of(result)}

    def next_url(self, result: models.PayQuery) -> str:
        """The question."""
        return pay_query_parts.address(result)


class QueryMove(OfAQuery, views.ActionPage):
    """The PA says how it stands, or staff for them."""

    permission: ClassVar[str] = policy.ASK_ABOUT_PAY

    @property
    def heading(self) -> components.Words:
        """The move."""
        return _(self.move.label)

    def back(self) -> components.BackLink:
        """To the question."""
        return components.BackLink(_("Back to the question"), pay_query_parts.address(self.query))

    def thing(self) -> components.Component:
        """Which wages, and the answer."""
        rows = [
            components.SummaryRow(_("Employer"), self.query.employment.employer.name),
            components.SummaryRow(_("Payday"), dates.with_weekday(self.query.payday)),
        ]
        if self.query.answer:
            rows.append(components.SummaryRow(_("Answer"), pay_query_parts.answer_of(self.query)))
        return components.SummaryList(tuple(rows))

    def next_url(self, result: models.PayQuery) -> str:
        """The question."""
        return pay_query_parts.address(result)


class Close(QueryMove):
    """Yes, it has come."""

    move = states.PAY_QUERY.move("close")

    def act(self, **values: Any) -> models.PayQuery:
        """Close it."""
        return operations.close(query=self.query, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is closed."""
        return _("Thank you. We have recorded that your wages have come.")


class AskAgain(QueryMove):
    """It has still not come."""

    move = states.PAY_QUERY.move("ask_again")

    def act(self, **values: Any) -> models.PayQuery:
        """Ask again."""
        return operations.ask_again(query=self.query, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: models.PayQuery) -> str:
        """By when somebody answers now."""
        return _("We have told them. You have an answer by %(day)s.") % {
            "day": dates.with_weekday(result.due_on)
        }
