"""A change of employer as the client's support worker sees it: begun from the record, and where it stands."""

from typing import Any, ClassVar

from django import shortcuts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from clients.queries import people
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from payroll import change_rules, models
from payroll.forms import employer_changes as asked
from payroll.operations import employer_changes as operations
from payroll.queries import employer_changes as queries


class OfAClient(views.Page):
    """A page about the employers of a client on the caseload."""

    permission: ClassVar[str] = policy.SEE_CASELOAD

    def load(self) -> None:
        """The client, who employs for them, and the change that is open."""
        found = people.clients(actor=self.actor)
        self.client = shortcuts.get_object_or_404(found, pk=self.kwargs["client"])
        self.employer = queries.employer_of(self.client.pk, actor=self.actor)
        self.open = queries.draft_of(self.client.pk, actor=self.actor)

    @property
    def state_url(self) -> str:
        """The page that says where it stands."""
        return reverse("payroll:client_employer_changes", args=[self.client.pk])


class ClientsChanges(OfAClient):
    """Who employs, and every change that was begun, the newest first."""

    template_name = "payroll/provider/client_changes.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Who employs for {self.client.name}"

    def back(self) -> components.BackLink:
        """To the client's record."""
        return components.BackLink(self.client.name, reverse("client", args=[self.client.pk]))

    def context(self) -> dict[str, Any]:
        """Each change on its own, and the way to begin one."""
        changes = queries.of_client(self.client.pk, actor=self.actor)
        shown: list[components.Component] = [_shown(change) for change in changes]
        if not shown:
            shown = [
                components.Empty(
                    "No change of employer was begun. Begin one when a young person turns 18, when the"
                    " employer can no longer decide, or after a death."
                )
            ]
        return {"employer": self.employer, "changes": shown, "ways": self._ways()}

    def _ways(self) -> list[components.Component]:
        if self.employer is None:
            return []
        address = reverse("payroll:client_employer_change", args=[self.client.pk])
        if self.open is not None:
            return [components.ButtonLink("Change why, who or when", address)]
        return [components.ButtonLink("Begin a change of employer", address, "main")]


class BeginForClient(OfAClient, views.FormPage):
    """Why, who is next, and from which day; answered again until payroll has confirmed it."""

    permission: ClassVar[str] = policy.BEGIN_EMPLOYER_CHANGES
    template_name = "payroll/provider/post_change.html"
    form: asked.ReasonForm

    @property
    def heading(self) -> components.Words:
        """For whom."""
        return f"Another person becomes the employer for {self.client.name}"

    def back(self) -> components.BackLink:
        """To where it stands."""
        return components.BackLink(f"Who employs for {self.client.name}", self.state_url)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Without an employer there is nothing to change."""
        if self.employer is None:
            return shortcuts.redirect(self.state_url)
        return super().get(request, *args, **kwargs)

    def make_form(self, data: Any = None, files: Any = None) -> asked.ReasonForm:
        """What was answered before, or the first day of the next pay period."""
        employer = shortcuts.get_object_or_404(queries.employers_now(actor=self.actor), client=self.client)
        names = queries.candidates(employer, actor=self.actor)
        initial = asked.initial_of(self.open, names) if self.open else {}
        proposed = {"first_day": queries.proposed_day(employer, actor=self.actor)}
        self.form = asked.ReasonForm(data, candidates=names, initial=proposed | initial)
        return self.form

    def context(self) -> dict[str, Any]:
        """Who does what after that, and what each reason means."""
        return {
            "consequences": [
                "Payroll goes on with it: what becomes of each post, the PAYE scheme, the pension.",
                "Nothing changes until payroll confirms it. You see here when they have.",
                "PAs are told by payroll once it is confirmed. Talk to them before.",
                *change_rules.WHAT_IT_MEANS.values(),
            ]
        }

    def act(self, **values: Any) -> models.EmployerChange:
        """Begin it, or keep the other answers."""
        said: dict[str, Any] = {"actor": self.actor, "at": self.now}
        if self.open is not None:
            return operations.answer(change=self.open, answers=self.form.reason(), **said)
        employer = shortcuts.get_object_or_404(queries.employers_now(actor=self.actor), client=self.client)
        return operations.begin(employer=employer, reason=self.form.reason(), **said)

    def done(self, result: models.EmployerChange) -> str:
        """Who goes on."""
        return "It is with payroll. They ask you when something is not clear, and confirm it."

    def next_url(self, result: Any) -> str:
        """To where it stands."""
        return self.state_url


def _shown(change: models.EmployerChange) -> components.Component:
    begun = f"{change.begun_by.name}, {dates.in_words(change.begun_at.date())}"
    rows = [
        components.SummaryRow("State", change.get_state_display()),
        components.SummaryRow("Employer before", change.employer.name),
        components.SummaryRow("Employer then", change.new_name),
        components.SummaryRow("From", dates.with_weekday(change.first_day)),
        components.SummaryRow("Why", change.explanation or change.get_why_display()),
        components.SummaryRow("Begun by", begun),
    ]
    if change.confirmed_by is not None and change.confirmed_at is not None:
        confirmed = f"{change.confirmed_by.name}, {dates.in_words(change.confirmed_at.date())}"
        rows.append(components.SummaryRow("Confirmed by", confirmed))
    return components.SummaryList(tuple(rows), title=f"{change.employer.name}, then {change.new_name}")
