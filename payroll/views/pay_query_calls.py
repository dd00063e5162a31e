"""What staff write down for a PA who rings about wages, and what the PA says of the answer."""

import functools
import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll import models, states
from payroll.forms.pay_queries import AskForPaForm
from payroll.operations import pay_query_calls as operations
from payroll.queries import pay_queries, pay_query_calls, sheets
from payroll.views import entering, pay_query_parts
from payroll.views.pay_query_moves import QueryMove


class AskForPa(views.ExplainedPage):
    """A PA rings: the wages of a payday have not come."""

    permission: ClassVar[str] = policy.ASK_FOR_PA

    def load(self) -> None:
        """The post."""
        rows: QuerySet[models.Employment] = sheets.posts(actor=self.actor)
        self.held = shortcuts.get_object_or_404(rows, pk=self.kwargs["post"])

    @property
    def heading(self) -> components.Words:
        """Who has not been paid."""
        return f"{self.held.assistant.name} has not been paid"

    def back(self) -> components.BackLink:
        """To where the post is looked at."""
        return entering.back_from(self.held, self.actor)

    @functools.cached_property
    def paydays(self) -> list[pay_query_calls.Payday]:
        """Those that can be asked about."""
        return pay_query_calls.paydays_to_ask(self.held, actor=self.actor)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Which payday, how the PA told it, and what helps."""
        return AskForPaForm(data, paydays=[(str(one.pk), one.payday) for one in self.paydays])

    def nothing(self) -> str:
        """Why nothing can be written down."""
        if self.paydays:
            return ""
        return (
            "There is no payday of the last year to ask about: none has paid anything, or it is asked"
            " already. See “Wages that have not come”."
        )

    def ways(self) -> Sequence[components.Component]:
        """The list, where nothing can be asked."""
        if self.paydays:
            return ()
        return (components.ButtonLink("Wages that have not come", reverse("payroll:pay_queries")),)

    def consequences(self) -> Sequence[components.Words]:
        """Who answers by when, and that it is another person."""
        due_on = dates.with_weekday(pay_queries.due_on(self.held, day=self.actor.today))
        return (
            f"Whoever pays these wages must answer by {due_on}: the employer, or the payroll provider.",
            "It is recorded in your name, for the PA. Somebody else must answer it.",
        )

    def told(self) -> Sequence[components.Words]:
        """Who sees it."""
        return (
            f"{self.held.employer.name}, and who acts for them",
            "The payroll provider, and the support worker",
        )

    def act(self, **values: Any) -> models.PayQuery:
        """Write it down."""
        call = operations.Call(
            payslip_id=uuid.UUID(values["payslip"]), how=values["how"], note=values["note"]
        )
        return operations.ask_for(post=self.held, call=call, actor=self.actor, at=self.now)

    def done(self, result: models.PayQuery) -> str:
        """Who answers by when."""
        who, day = pay_query_parts.who_answers(result), dates.with_weekday(result.due_on)
        return f"It is recorded. {who}, must answer by {day}."

    def next_url(self, result: models.PayQuery) -> str:
        """The question."""
        return pay_query_parts.address(result)


class CloseFor(QueryMove):
    """The PA says on the phone that it has come."""

    permission: ClassVar[str] = policy.ASK_FOR_PA
    move = states.PAY_QUERY.move("close_for")

    def act(self, **values: Any) -> models.PayQuery:
        """Close it."""
        return operations.close_for(query=self.query, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is closed."""
        return "It is recorded that the wages have come."


class AskAgainFor(QueryMove):
    """The PA says on the phone that it has still not come."""

    permission: ClassVar[str] = policy.ASK_FOR_PA
    move = states.PAY_QUERY.move("ask_again_for")

    def act(self, **values: Any) -> models.PayQuery:
        """Ask again."""
        return operations.ask_again_for(
            query=self.query, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.PayQuery) -> str:
        """By when somebody answers now."""
        return f"It is recorded. There must be an answer by {dates.with_weekday(result.due_on)}."
