"""Sickness to be decided: the list, one sickness with its sick pay, and the way back."""

import functools
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html

from dpss.access import audit, policy
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views, words
from payroll import models, sick_leave, states
from payroll.calc.inputs import PayInputError
from payroll.forms.sickness import DecisionForm, UsualDaysForm
from payroll.operations import sickness as operations
from payroll.queries import averages, sick_averages, sickness
from payroll.views import held_back_parts, post_file, sickness_parts

CONFLICT = 409


class Sicknesses(views.ListPage):
    """Approved sheets with sickness that are not paid yet."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/sicknesses.html"
    title = "Sickness to decide"
    saved = (
        views.Saved("open", "To decide", Q(is_decided=False)),
        views.Saved("decided", "Decided, not paid yet", Q(is_decided=True)),
    )
    sorts = {
        "payday": views.Option("Soonest payday first", ("period__payday", "employment__employer__name")),
        "employer": views.Option("Employer", ("employment__employer__name", "period__payday")),
    }
    csv_columns = {
        "PA": lambda sheet: sheet.employment.assistant.name,
        "Employer": lambda sheet: sheet.employment.employer.name,
        "Payday": lambda sheet: sheet.period.payday,
        "Sick days": lambda sheet: len(sheet.sick_days),
        "Decided": lambda sheet: "Yes" if sheet.is_decided else "No",
    }

    def back(self) -> components.BackLink:
        """To the payrun that they block."""
        return components.BackLink("Payrun", reverse("payroll:board"))

    def reached(self) -> QuerySet[Any]:
        """Those that the actor reaches."""
        return sickness.sheets(actor=self.actor)

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each sheet."""
        return components.Table(
            caption=self.title,
            caption_hidden=True,
            columns=(
                components.Column("PA"),
                components.Column("Employer"),
                components.Column("First sick day"),
                components.Column("Sick days", numeric=True),
                components.Column("Payday"),
            ),
            rows=tuple(map(_row, rows)),
        )

    def context(self) -> dict[str, Any]:
        """With the days that are held back for a fit note."""
        return super().context() | {"held_back": held_back_parts.waiting(self.actor)}

    def empty(self) -> components.Empty:
        """Nothing waits."""
        return components.Empty(
            "Sickness on approved timesheets will be here until it is decided and paid. There is none now."
        )


def _row(sheet: Any) -> components.Row:
    address = reverse("payroll:sickness", args=[sheet.employment_id, sheet.period_id])
    return components.Row(
        (
            components.Cell(sheet.employment.assistant.name, href=address),
            sheet.employment.employer.name,
            dates.with_weekday(sheet.sick_days[0]),
            words.number(len(sheet.sick_days)),
            dates.with_weekday(sheet.period.payday),
        )
    )


class OfASickness(post_file.OfAPost):
    """A page about the sickness of a post in one pay period."""

    permission: ClassVar[str] = policy.KEEP_POSTS

    def load(self) -> None:
        """The post, and a period of its calendar."""
        super().load()
        periods = sickness.periods_of(self.held)
        self.period = shortcuts.get_object_or_404(periods, pk=self.kwargs["period"])

    @functools.cached_property
    def found(self) -> sickness.Sickness:
        """The sickness with all that decides."""
        return sickness.of(self.held, self.period, actor=self.actor)

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Sickness of {self.held.assistant.name}"

    @property
    def address(self) -> str:
        """The page of the sickness."""
        return reverse("payroll:sickness", args=[self.held.pk, self.period.pk])


class Sickness(OfASickness):
    """The days, what each comes to and why; then the decision, with everything shown before it is made."""

    template_name = "payroll/provider/sickness.html"

    @functools.cached_property
    def average(self) -> averages.Average | None:
        """What the payslips here say."""
        try:
            return sick_averages.of(self.found, actor=self.actor)
        except PayInputError:
            return None

    def form(self, data: Any = None) -> DecisionForm:
        """With the questions that this sickness needs."""
        found = self.found
        return DecisionForm(
            data,
            asks_average=self.average is None and found.first_linked_day is not None,
            asks_fit_note=bool(sick_leave.over_seven_days(found.leave)),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What is known, and the form while it is to be decided."""
        self.request.kept_events.append(audit.of(self.held, "look"))
        return self.show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the answers, change them, or decide."""
        form, step = self.form(request.POST), request.POST.get("step", "")
        if not form.is_valid() or step == "change":
            return self.show(form)
        try:
            if step == "decide":
                return self.decide(form, seen=request.POST.get("seen", ""))
            return self.check(form)
        except errors.NotAllowed:
            raise
        except errors.Refusal as refusal:
            forms.refuse(form, refusal)
            return self.show(form, status=CONFLICT if isinstance(refusal, errors.Conflict) else 200)

    def show(self, form: DecisionForm, *, status: int = 200) -> HttpResponseBase:
        """The sickness, and the form while there is something to decide and nothing missing."""
        found = self.found
        missing = bool(found.days) and found.first_linked_day is not None and not found.agreed
        is_open = bool(found.days) and not found.is_decided and not found.is_paid and not missing
        context = self.decided() if found.is_decided else self.preview(missing=missing)
        return self.render(
            status=status,
            strip=sickness_parts.strip(found),
            facts=sickness_parts.facts(found, self.average),
            usual=UsualDaysForm(first=not found.agreed) if missing else None,
            usual_address=sickness_parts.usual_link(found).href,
            nothing=_nothing(found) if not found.days else None,
            has_changed=found.decision is not None and not found.is_decided and bool(found.days),
            form=form if is_open else None,
            **context,
        )

    def preview(self, *, missing: bool) -> dict[str, Any]:
        """What sick pay would come to, where enough is known."""
        found = self.found
        is_known = self.average is not None or found.first_linked_day is None
        if missing or not found.days or not is_known:
            return {}
        try:
            worked = sick_leave.work_out(
                found.leave, average=self.average.weekly if self.average else money.ZERO
            )
        except PayInputError as error:
            return {"refused": components.Banner(str(error), "important")}
        return {
            "days": sickness_parts.day_table(worked.days, worked.total),
            "lines": sickness_parts.lines("If sick pay is paid", worked.lines),
        }

    def decided(self) -> dict[str, Any]:
        """What was decided, and the way back while it is not paid."""
        decision = self.found.decision
        if decision is None:
            return {}
        undo = components.ButtonLink(
            "Undo the decision", reverse("payroll:sickness_undo", args=[self.held.pk, self.period.pk])
        )
        return {
            "decision": sickness_parts.answers(decision),
            "lines": sickness_parts.lines("On the payslip", sick_leave.from_json(decision.lines)),
            "undo": [
                *([] if self.found.is_paid else [undo]),
                *held_back_parts.buttons(self.found, self.actor),
            ],
        }

    def check(self, form: DecisionForm) -> HttpResponseBase:
        """The answers with what they come to, before anything is decided."""
        proposal = operations.propose(self.found, form.answers(), actor=self.actor)
        sent = form.sent()
        is_paid = proposal.answers.outcome == models.SickPayDecision.Outcome.PAY
        decide = components.ActionForm(
            "Pay this" if is_paid else "Record that it is not due",
            self.address,
            "main",
            values={**sent, "step": "decide", "seen": proposal.digest},
        )
        return self.render(
            checking=True,
            strip=sickness_parts.strip(self.found),
            answers=sickness_parts.proposed(proposal),
            lines=sickness_parts.lines("On the payslip", proposal.lines),
            decide=decide,
            change=components.ActionForm(
                "Change the answers", self.address, values={**sent, "step": "change"}
            ),
        )

    def decide(self, form: DecisionForm, *, seen: str) -> HttpResponseBase:
        """Decide, and go on to the next sickness, or to the payrun when none is left."""
        decision = operations.decide(
            post=self.held,
            period=self.period,
            answers=form.answers(),
            seen=seen,
            actor=self.actor,
            at=self.now,
        )
        sentence = f"{self.held.assistant.name}: {sickness_parts.sum_in_words(decision)}."
        undo = reverse("payroll:sickness_undo", args=[self.held.pk, self.period.pk])
        messages.success(self.request, format_html('{} <a href="{}">{}</a>', sentence, undo, "Undo"))
        following = sickness.to_decide_next(post=self.held, period=self.period, actor=self.actor)
        if following is None:
            return shortcuts.redirect("payroll:period", self.period.pk)
        return shortcuts.redirect("payroll:sickness", following.employment_id, following.period_id)


class Undo(OfASickness, views.ActionPage):
    """Take a decision back, while its payslip is not approved."""

    move = states.SICK_PAY.move("undo")

    def back(self) -> components.BackLink:
        """To the sickness."""
        return components.BackLink("Back to the sickness", self.address)

    @property
    def heading(self) -> components.Words:
        """What is done."""
        return self.move.label

    def consequences(self) -> Sequence[components.Words]:
        """What will happen."""
        return [self.move.confirms, "A payrun that is calculated with it is worked out again."]

    def thing(self) -> components.Component | None:
        """What was decided."""
        decision = self.found.decision
        return sickness_parts.answers(decision) if decision else None

    def act(self, **values: Any) -> models.SickPayDecision:
        """Undo it, once."""
        if self.found.decision is None:
            raise errors.Invalid("Nothing is decided here, so there is nothing to undo.")
        return operations.undo(decision=self.found.decision, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """How it stands."""
        return f"The sickness of {self.held.assistant.name} is open again."

    def next_url(self, result: Any) -> str:
        """To the sickness."""
        return self.address


def _nothing(found: sickness.Sickness) -> components.Empty:
    if found.sheet is not None and found.sheet.state != "approved":
        return components.Empty("The timesheet is not approved yet. Its sickness is decided after that.")
    return components.Empty("There is no sickness on the timesheet of this period.")
