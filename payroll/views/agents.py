"""The agent codes of a provider, and the one that an employer's reports go out under."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates, errors, states
from dpss.web import components, forms, views, words
from payroll import models
from payroll.forms.schemes import AgentCodeForm, EmployersAgentForm
from payroll.operations import agents as operations
from payroll.queries import agents as queries
from payroll.views.scheme import OfAnEmployer


class AgentCodes(views.ListPage):
    """The codes that HMRC has given the provider, and how many employers report under each."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS
    template_name = "payroll/provider/agent_codes.html"
    title = "Agent codes"

    def back(self) -> components.BackLink:
        """To the reports."""
        return components.BackLink("Reports to HMRC", reverse("payroll:submissions"))

    def rows(self) -> QuerySet[models.AgentCode]:
        """Those of the provider."""
        return queries.with_employers(actor=self.actor)

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each code."""
        return components.Table(
            caption="Agent codes",
            caption_hidden=True,
            columns=(
                components.Column("Name"),
                components.Column("Agent code"),
                components.Column("Sender"),
                components.Column("Employers", numeric=True),
                components.Column("State"),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(row.name, href=reverse("payroll:agent_code", args=[row.pk])),
                        row.code,
                        row.sender,
                        words.number(row.used),
                        f"Closed {dates.in_words(row.closed_on)}" if row.closed_on else "Open",
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """None."""
        add = components.ButtonLink("Add an agent code", reverse("payroll:agent_code_new"), "main")
        return components.Empty("Reports go out under the portal’s own sender until a code is here.", add)


class NewAgentCode(views.FormPage):
    """Add an agent code."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS
    title = "Add an agent code"
    code: models.AgentCode | None = None
    form: AgentCodeForm

    def back(self) -> components.BackLink:
        """To the codes."""
        return components.BackLink("Agent codes", reverse("payroll:agent_codes"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """With what is kept. The password is never shown."""
        now = {name: getattr(self.code, name) for name in ("name", "code", "sender")} if self.code else {}
        self.form = AgentCodeForm(data, initial=now)
        return self.form

    def act(self, **values: Any) -> models.AgentCode:
        """Keep it."""
        return operations.keep(code=self.form.kept(), of=self.code, actor=self.actor, at=self.now)

    def done(self, result: models.AgentCode) -> str:
        """Which."""
        return f"The agent code {result.code} is kept."

    def next_url(self, result: Any) -> str:
        """Back to the codes."""
        return reverse("payroll:agent_codes")


class AgentCode(NewAgentCode):
    """Change an agent code, or close it."""

    template_name = "payroll/provider/agent_code.html"

    def load(self) -> None:
        """The code, one of the provider's own."""
        self.code = shortcuts.get_object_or_404(queries.codes(actor=self.actor), pk=self.kwargs["code"])

    @property
    def heading(self) -> components.Words:
        """Which."""
        return f"Agent code {self.code.code}" if self.code else ""

    def context(self) -> dict[str, Any]:
        """The way to close it."""
        address = reverse("payroll:agent_code_close", args=[self.kwargs["code"]])
        is_open = self.code is not None and self.code.closed_on is None
        return {"close": components.ButtonLink("Close this code", address) if is_open else None}


class CloseAgentCode(views.ActionPage):
    """Close a code: no employer can be given it any more."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS
    move = states.Move(
        name="close",
        label="Close this code",
        sources=(),
        target="",
        permission=policy.RESOLVE_SUBMISSIONS,
        confirms="No employer can be given it any more. What was sent under it stays as it was sent.",
    )

    def load(self) -> None:
        """The code, one of the provider's own."""
        self.code = shortcuts.get_object_or_404(queries.codes(actor=self.actor), pk=self.kwargs["code"])

    def back(self) -> components.BackLink:
        """To the code."""
        return components.BackLink(self.code.name, reverse("payroll:agent_code", args=[self.code.pk]))

    def act(self, **values: Any) -> models.AgentCode:
        """Close it."""
        return operations.close(code=self.code, actor=self.actor, at=self.now)

    def done(self, result: models.AgentCode) -> str:
        """Which."""
        return f"The agent code {result.code} is closed."

    def next_url(self, result: Any) -> str:
        """Back to the codes."""
        return reverse("payroll:agent_codes")


class EmployersAgent(OfAnEmployer, views.FormPage):
    """Choose the code that an employer's reports go out under."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS
    template_name = "payroll/provider/scheme_form.html"
    title = "Choose the agent code"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The open codes; at first the one that holds."""
        now = queries.chosen(self.employer, day=self.actor.today, actor=self.actor)
        codes = list(queries.codes(actor=self.actor).filter(closed_on=None))
        initial = {"day": self.actor.today} | ({"code": str(now.agent_id)} if now else {})
        return EmployersAgentForm(data, codes=codes, initial=initial)

    def context(self) -> dict[str, Any]:
        """What follows."""
        return {
            "said": (
                "Reports of paydays from that day on go to HMRC under this code and its sender.",
                "HMRC must have authorised this code for the employer: see the steps of agent authority.",
                "What was sent before stays as it was sent.",
            )
        }

    def act(self, **values: Any) -> models.EmployersAgent:
        """Choose it."""
        code = queries.codes(actor=self.actor).filter(pk=values["code"]).first()
        if code is None:
            raise errors.Invalid("Choose an agent code.", field="code")
        return operations.choose(
            employer=self.employer, code=code, day=values["day"], actor=self.actor, at=self.now
        )

    def done(self, result: models.EmployersAgent) -> str:
        """Which."""
        return f"Reports go out under the agent code {result.agent.code}."
