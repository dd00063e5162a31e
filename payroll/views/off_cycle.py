"""Pages on which somebody is paid outside the usual payday: asked, worked out before it is kept, approved."""

import functools
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from django import shortcuts
from django.http import Http404
from django.urls import reverse

from dpss import celery
from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, views
from payroll import models
from payroll.forms.off_cycle import StartForm, SumsForm, WhyForm
from payroll.operations import off_cycle as operations
from payroll.queries import leaving_holiday, off_cycle, off_cycle_fits, payruns
from payroll.views import off_cycle_parts
from payroll.views.approving_one import ApproveOne
from payroll.views.checked import CheckedPage
from payroll.views.post_file import OfAPost

CALCULATE = "payroll.calculate_due_payruns"
Why = models.OffCyclePay.Why


class WhyOffCycle(OfAPost, views.FormPage):
    """The first question: why somebody is paid on a day of its own."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS

    @property
    def heading(self) -> components.Words:
        """Who is paid."""
        return f"Pay {self.held.assistant.name} outside the usual payday"

    def make_form(self, data: Any = None, files: Any = None) -> WhyForm:
        """The reasons that fit the post now."""
        return WhyForm(data, offered=off_cycle_fits.reasons_for(self.held, actor=self.actor))

    def act(self, **values: Any) -> str:
        """Nothing is kept: each reason has a page of its own."""
        why: str = values["why"]
        return why

    def next_url(self, result: str) -> str:
        """The page of that reason."""
        return reverse("payroll:off_cycle_start", args=[self.held.pk, result])


class StartOffCycle(OfAPost, CheckedPage):
    """What is paid, and when; shown with what it comes to before it is kept."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS
    keep = "Start this run"
    form: StartForm

    def load(self) -> None:
        """The post, and a reason that there is."""
        super().load()
        if self.kwargs["why"] not in Why.values:
            raise Http404
        self.why = Why(self.kwargs["why"])

    @property
    def heading(self) -> components.Words:
        """Why, and who."""
        return f"{self.why.label}: {self.held.assistant.name}"

    def back(self) -> components.BackLink:
        """To the first question."""
        return components.BackLink("Why", reverse("payroll:off_cycle", args=[self.held.pk]))

    def make_form(self, data: Any = None, files: Any = None) -> StartForm:
        """What this reason asks for; of a leaver with the holiday that is left."""
        self.form = StartForm(
            data,
            why=self.why,
            first_day=self._first_day(),
            initial=self._proposed(),
            **asdict(off_cycle_parts.sheets_for(self.held, self.why, self.actor)),
        )
        return self.form

    def _first_day(self) -> str:
        """From when the money can arrive."""
        earliest = off_cycle.earliest(self.held, actor=self.actor)
        if earliest is None:
            return "It is not recorded who pays the wages. Record it on the employer's page first."
        if earliest == self.actor.today:
            return "The employer pays, so it can be today."
        return f"The first day on which Bacs can bring the money is {dates.with_weekday(earliest)}."

    def _proposed(self) -> dict[str, Any]:
        if self.why != Why.FINAL or self.held.last_day is None:
            return {}
        found = leaving_holiday.propose(self.held, last_day=self.held.last_day, actor=self.actor)
        if found is None or not found.hours:
            return {}
        return {"holiday_hours": found.hours, "holiday_pay": found.pay}

    def act(self, **values: Any) -> models.Payrun:
        """Start it."""
        return operations.start(
            post=self.held,
            wanted=operations.Wanted(
                why=self.why,
                payday=values["payday"],
                reason=values["reason"],
                period_id=self.form.period_id,
                amounts=self.form.amounts(),
                leaves_out=self.form.leaves_out,
            ),
            actor=self.actor,
            at=self.now,
        )

    def would(self, result: models.Payrun) -> tuple[components.Component, ...]:
        """The payslip that it would make."""
        run, slips = operations.worked_out_now(payrun=result, actor=self.actor, at=self.now)
        return (
            *off_cycle_parts.would_pay(run, slips),
            components.Note("Nothing is paid until a second person has approved it."),
        )

    def done(self, result: models.Payrun) -> str:
        """What happens next."""
        return "The run has started. When it is worked out, a second person approves it."

    def next_url(self, result: models.Payrun) -> str:
        """To the run; the job that works pay out is woken."""
        celery.nudge(CALCULATE)
        return reverse("payroll:payrun", args=[result.pk])


class OfAnOffCycleRun(views.Page):
    """A page that acts on one off-cycle run, or on the correction of one."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS

    def load(self) -> None:
        """The run, where the actor reaches the employer."""
        found = payruns.one(self.kwargs["payrun"], actor=self.actor).filter(own_payday__isnull=False)
        self.payrun = shortcuts.get_object_or_404(found)
        pay = off_cycle.pay_of(self.payrun, actor=self.actor)
        if pay is None:
            raise Http404
        self.pay = pay

    def back(self) -> components.BackLink:
        """To the run."""
        return components.BackLink("The payrun", reverse("payroll:payrun", args=[self.payrun.pk]))

    def next_url(self, result: Any) -> str:
        """Back to it."""
        return reverse("payroll:payrun", args=[self.payrun.pk])


class ChangeSums(OfAnOffCycleRun, CheckedPage):
    """Other sums, until somebody approves."""

    keep = "Change the sums"
    form: SumsForm

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Change what {self.pay.employment.assistant.name} is paid"

    def make_form(self, data: Any = None, files: Any = None) -> SumsForm:
        """The sums as they are."""
        now = {name: getattr(self.pay, name) or None for name in operations.FIELDS}
        self.form = SumsForm(data, why=self.pay.why, initial=now)
        return self.form

    def act(self, **values: Any) -> models.Payrun:
        """Put them on the run."""
        return operations.change(
            payrun=self.payrun, amounts=self.form.amounts(), actor=self.actor, at=self.now
        )

    def would(self, result: models.Payrun) -> tuple[components.Component, ...]:
        """The payslip that it would make."""
        run, slips = operations.worked_out_now(payrun=result, actor=self.actor, at=self.now)
        return tuple(off_cycle_parts.would_pay(run, slips))

    def done(self, result: models.Payrun) -> str:
        """That it is made anew."""
        return "The sums are changed, and the run is worked out again."

    def next_url(self, result: models.Payrun) -> str:
        """Back to it; the job is woken."""
        celery.nudge(CALCULATE)
        return super().next_url(result)


class ApproveOffCycle(OfAnOffCycleRun, ApproveOne):
    """A second person approves an off-cycle run."""

    permission: ClassVar[str] = policy.APPROVE_PAYRUNS

    @functools.cached_property
    def slips(self) -> list[models.Payslip]:
        """Its payslips."""
        return payruns.payslips_of(self.payrun, actor=self.actor)

    @property
    def heading(self) -> components.Words:
        """What is approved."""
        return f"Approve the {off_cycle_parts.name_of(self.payrun).lower()}"

    def thing(self) -> components.Component:
        """Who is paid what, why, and when."""
        run = self.payrun
        return components.SummaryList(
            (
                components.SummaryRow("PA", self.pay.employment.assistant.name),
                components.SummaryRow("Employer", run.employer.name),
                components.SummaryRow("Why", Why(self.pay.why).label),
                components.SummaryRow("What should be known", run.reason),
                *off_cycle_parts.rows_of(self.pay),
                components.SummaryRow("Payday", dates.with_weekday(run.payday)),
                components.SummaryRow("Gross", money.in_words(run.gross)),
                components.SummaryRow("Net", money.in_words(run.net)),
                components.SummaryRow("Cost to the employer", money.in_words(run.employer_cost)),
            )
        )

    def consequences(self) -> Sequence[components.Words]:
        """Money, ledger, HMRC."""
        after = [
            "It is paid after leaving: code 0T, week 1/month 1.",
            "There is no second P45; a letter says what was paid.",
        ]
        return [
            f"{money.in_words(self.payrun.net)} is paid on {dates.with_weekday(self.payrun.payday)}.",
            "The wages are posted to the ledger, and HMRC is told, if the employer reports.",
            *(after if self.pay.why == Why.AFTER else []),
            "This cannot be undone. What is wrong later needs a correction.",
        ]

    def told(self) -> Sequence[components.Words]:
        """Who hears of it."""
        return ["A PA who signs in gets a message that the payslip is there."]

    def nothing(self) -> str:
        """Nothing to approve without a payslip."""
        return "" if self.slips else "It has no payslip to approve. Look at it again."

    def done(self, result: models.Payrun) -> str:
        """That it is on its way."""
        return f"You approved it. Payday is {dates.with_weekday(result.payday)}."
