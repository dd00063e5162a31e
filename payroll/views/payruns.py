"""Calculating payruns, and approving them as a second person."""

import functools
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse

from dpss import celery
from dpss.access import policy, transitions
from dpss.kernel import errors, money
from dpss.web import components, views, words
from payroll import models
from payroll.operations import payruns as operations
from payroll.queries import funds, month, payruns
from payroll.views import provider

AT_ONCE = 500


class SomeEmployers(provider.PeriodPage, views.BulkPage):
    """A page that acts on the employers that were ticked, or on all of them when the address says so."""

    @property
    def is_for_all(self) -> bool:
        """Whether the whole period is meant."""
        return bool((self.request.POST or self.request.GET).get("all"))

    @property
    def employer_ids(self) -> list[uuid.UUID] | None:
        """The employers that are meant; None for all."""
        return None if self.is_for_all else self.keys

    def nothing_selected(self) -> str:
        """What to do when no employer was ticked."""
        return "No employers were selected. Go back, tick the rows you mean, and choose again."

    def context(self) -> dict[str, Any]:
        """The employers again, to be sent with the form."""
        return super().context() | {"is_for_all": self.is_for_all}


class Calculate(SomeEmployers):
    """Ask for payruns to be worked out, with what that comes to."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS
    template_name = "payroll/provider/some_employers.html"
    move = models.Payrun.machine.move("request")

    @property
    def heading(self) -> components.Words:
        """What is about to be done."""
        return f"Calculate the payrun, {provider.span_of(self.period)}"

    @functools.cached_property
    def asked(self) -> payruns.Asked:
        """What would be worked out."""
        return payruns.asked(self.period, self.employer_ids, actor=self.actor)

    def consequences(self) -> Sequence[components.Words]:
        """The counts first."""
        employers = words.counted(self.asked.employers, "employer", "employers")
        posts = words.counted(self.asked.posts, "post", "posts")
        said: list[components.Words] = [
            f"The pay of {posts} with {employers} is worked out from the timesheets that are approved now."
        ]
        if self.asked.again:
            again = words.counted(self.asked.again, "payrun was", "payruns were")
            is_made = "is made" if self.asked.again == 1 else "are made"
            said.append(f"{again} calculated before, and {is_made} anew: the old payslips are replaced.")
        return [
            *said,
            "Nothing is paid and HMRC is not told. Another person must approve it first: you cannot.",
        ]

    def context(self) -> dict[str, Any]:
        """Nothing to ask for is said instead of the question."""
        found = super().context()
        if self.asked.employers:
            return found | {"nothing": ""}
        chosen = self.is_for_all or self.keys
        return found | {"nothing": _ALL_APPROVED if chosen else self.nothing_selected()}

    def act(self, **values: Any) -> int:
        """Ask, and wake the job that works it out."""
        asked = operations.request(
            period=self.period, actor=self.actor, at=self.now, employer_ids=self.employer_ids
        )
        celery.nudge("payroll.calculate_due_payruns")
        return asked

    def done(self, result: int) -> str:
        """How many were asked for."""
        if not result:
            return "Nothing was left to calculate."
        return f"You asked for {words.counted(result, 'payrun', 'payruns')} to be calculated."

    def next_url(self, result: int) -> str:
        """To how far it is."""
        return reverse("payroll:calculation", args=[self.period.pk])


_ALL_APPROVED = "Every payrun that you mean is approved already, so there is nothing to calculate."


class Calculation(provider.PeriodPage):
    """How far the calculation is, read from the payruns themselves."""

    template_name = "pages/progress.html"
    title = "Calculating the payrun"

    def context(self) -> dict[str, Any]:
        """A bar, and what has come out."""
        progress = month.calculation_progress(self.period, actor=self.actor)
        found = month.calculated(self.period, actor=self.actor)
        total = words.counted(progress.total, "payrun", "payruns")
        figures = (
            components.Figure(words.number(found.ready), "Payruns to approve", "They have payslips"),
            components.Figure(words.number(found.blocked), "Payruns without a payslip", "Nobody can be paid"),
            components.Figure(words.number(found.missing_posts), "Posts without a sheet", "Left out for now"),
            components.Figure(
                words.number(found.blocked_posts), "Posts that are blocked", "Each has a reason"
            ),
        )
        return {
            "under": provider.title_of(self.period),
            "is_done": progress.complete,
            "finished": "Everything that was asked for has been calculated.",
            "bar": components.Progress(
                f"{words.number(progress.done)} of {total} calculated", progress.done, progress.total
            ),
            "result": components.Figures(figures, title="The result" if progress.complete else "So far"),
            "onward": components.ButtonLink("Go to the payrun", self.board_url, "main"),
        }


class ApprovePayruns(SomeEmployers):
    """A second person approves what is ready: the totals, who asked for them, and what will follow.

    What is approved is what was shown: the form sends the payruns and a digest of their figures.
    """

    permission: ClassVar[str] = policy.APPROVE_PAYRUNS
    template_name = "payroll/provider/some_employers.html"
    move = models.Payrun.machine.move("approve")

    @functools.cached_property
    def ready(self) -> QuerySet[models.Payrun]:
        """The payruns that wait for a second person, of those that the address means."""
        return payruns.ready(self.period, self.employer_ids, actor=self.actor)

    @functools.cached_property
    def shown(self) -> QuerySet[models.Payrun]:
        """What one press of the button approves: some at a time, and nothing that this person asked for."""
        if self.request.method == "POST":
            keys: Sequence[uuid.UUID] = self.keys
        else:
            others = self.ready.exclude(requested_by_id=self.actor.user_id)
            keys = list(others.values_list("pk", flat=True)[:AT_ONCE])
        return month.payruns(self.period, actor=self.actor).filter(pk__in=keys)

    @functools.cached_property
    def approval(self) -> payruns.Approval:
        """What would follow."""
        return payruns.approval(self.shown, self.period, actor=self.actor)

    @property
    def heading(self) -> components.Words:
        """What is about to be done."""
        return f"Approve the payrun, {provider.span_of(self.period)}"

    @property
    def button(self) -> components.Words:
        """With the count, so that nobody approves more than they think."""
        return f"Approve {words.counted(self.approval.payruns, 'payrun', 'payruns')}"

    def consequences(self) -> Sequence[components.Words]:
        """Money, instructions, reports."""
        would = self.approval
        reports = words.counted(would.reports, "report to HMRC waits", "reports to HMRC wait")
        payments = words.counted(would.payments, "payment", "payments")
        instructions = words.counted(would.instructions, "instruction", "instructions")
        said = [
            f"{payments} will be due from managed accounts: {money.in_words(would.paid)} in all.",
            f"{instructions} will go to employers who pay: {money.in_words(would.instructed)} in all.",
            f"{reports} to be sent, one for each employer with a PAYE scheme.",
        ]
        if would.awaiting:
            employers = words.counted(would.awaiting, "employer waits", "employers wait")
            said.append(f"{employers} for a PAYE reference: the report is sent when it has come.")
        return [*said, "The wages are posted to the ledger. This cannot be undone."]

    def told(self) -> Sequence[components.Words]:
        """Who hears of it."""
        return ["Each PA who signs in gets a message that the payslip is there."]

    def thing(self) -> components.Component:
        """The totals, and who asked."""
        would = self.approval
        return components.SummaryList(
            (
                components.SummaryRow("Calculation asked for by", ", ".join(would.asked_by)),
                components.SummaryRow("Payruns", words.number(would.payruns)),
                components.SummaryRow("Payslips", words.number(would.payslips)),
                components.SummaryRow("Gross pay", money.in_words(would.gross)),
                components.SummaryRow("Net to pay", money.in_words(would.net)),
                components.SummaryRow("Cost to the employers", money.in_words(would.employer_cost)),
            )
        )

    def context(self) -> dict[str, Any]:
        """What is shown, with its digest; how many wait after it; what this person may not approve."""
        count, ready = self.approval.payruns, self.ready.count()
        own = self.ready.filter(requested_by_id=self.actor.user_id).count()
        return super().context() | {
            "nothing": "" if count else self._nothing(own),
            "keys": list(self.shown.values_list("pk", flat=True)),
            "seen": payruns.digest_of(self.shown),
            "notes": [*self._notes(own=own, more=ready - own - count)],
        }

    def _notes(self, *, own: int, more: int) -> Iterator[components.Note]:
        changed = payruns.to_look_at(self.shown)
        if changed:
            counted = words.counted(changed, "post is", "posts are")
            link = components.Link(
                "See why", f"{reverse('payroll:period', args=[self.period.pk])}?show=changed"
            )
            text = f"{counted} under “Changed”: the pay is unlike before, or something in it is left open."
            yield components.Note(text, strong="Look at these first.", link=link)
        if more > 0:
            text = f"They are approved {AT_ONCE} at a time, so {words.number(more)} more wait after these."
            yield components.Note(text, strong="Some at a time.")
        short = len(funds.sentences(list(self.shown), actor=self.actor))
        if short:
            counted = words.counted(short, "payrun is", "payruns are")
            text = f"{counted} not approved until the money is there: see “Short of money” beside the payrun."
            yield components.Note(text, strong="Not enough on the managed account.")
        if own:
            counted = words.counted(own, "payrun is", "payruns are")
            yield components.Note(f"{counted} left out: another person must approve what you asked for.")

    def _nothing(self, own: int) -> str:
        if own:
            return "A second person must approve these payruns, because you asked for the calculation."
        chosen = self.is_for_all or self.keys
        return _NOTHING_READY if chosen else self.nothing_selected()

    def act(self, **values: Any) -> transitions.Outcome:
        """Approve what was shown, and wake the job that tells HMRC."""
        if self.request.POST.get("seen") != payruns.digest_of(self.shown):
            raise errors.Conflict("The figures have changed since you opened this page. Look at them again.")
        ids = list(self.shown.order_by("pk").values_list("pk", flat=True))
        outcome = operations.approve(payrun_ids=ids, actor=self.actor, at=self.now)
        celery.nudge("payroll.make_reports")
        celery.nudge("payroll.see_to_pensions")
        celery.nudge("payroll.send_submissions")
        celery.nudge("payroll.raise_pension_schedules")
        return outcome

    def done(self, result: transitions.Outcome) -> str:
        """How many were approved, and why the others were not, each by its employer."""
        approved = f"You approved {words.counted(len(result.moved), 'payrun', 'payruns')}."
        if not result.refused:
            return approved
        left = words.counted(len(result.refused), "was not", "were not")
        return f"{approved} {left}. {' '.join(payruns.refusals(result.refused, actor=self.actor))}"

    def next_url(self, result: transitions.Outcome) -> str:
        """On to the rest; back to the board as it was left, or to all of it when all were approved."""
        if not self.is_for_all:
            return self.board_url
        rest = payruns.ready(self.period, None, actor=self.actor)
        if result.moved and rest.exclude(requested_by_id=self.actor.user_id).exists():
            return provider.with_keys(self.request.path, all=1)
        return reverse("payroll:period", args=[self.period.pk])


_NOTHING_READY = "None of the payruns that you mean is ready to be approved. Calculate them first."
