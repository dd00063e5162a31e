"""One schedule of pension contributions: who is on it, whether it adds up, and what can be done with it."""

import functools
from collections.abc import Iterator
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse
from django.utils import timezone

from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, history, views, words
from payroll import models
from payroll.queries import pension_schedules as queries
from payroll.views import provider
from payroll.views.pension_schedules import days_of, tag_of

_REASONS = dict(models.PensionScheduleLine.Reason.choices)
# The moves of a person, each with the name of its page.
MOVES = {
    "submit_schedule": "pension_schedule_submit",
    "unsubmit": "pension_schedule_unsubmit",
    "uncollect": "pension_schedule_uncollect",
    "record_paid": "pension_schedule_paid",
    "unrecord_paid": "pension_schedule_unpaid",
}


class OfASchedule(views.Page):
    """A page about one schedule that the actor reaches."""

    permission: ClassVar[str] = policy.SEND_PENSION_SCHEDULES
    schedule: Any

    def load(self) -> None:
        """The schedule that the address names."""
        found = queries.one(self.kwargs["schedule"], actor=self.actor)
        self.schedule = shortcuts.get_object_or_404(found)

    @property
    def page_url(self) -> str:
        """The schedule's own page."""
        return reverse("payroll:pension_schedule", args=[self.schedule.pk])


class Schedule(OfASchedule):
    """What a schedule says of whom, with its control totals, and what can be done."""

    template_name = "payroll/provider/pension_schedule.html"

    @property
    def heading(self) -> components.Words:
        """Whose, of which days."""
        return f"Pension schedule: {self.schedule.employer.name}"

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Pension schedules", reverse("payroll:pension_schedules"))

    def context(self) -> dict[str, Any]:
        """Everything that is kept of it."""
        schedule = self.schedule
        controls = queries.controls(schedule, actor=self.actor)
        moves = tuple(self.moves())
        return {
            "strip": components.SummaryStrip(
                schedule.employer.name, (tag_of(schedule),), tuple(_facts(schedule))
            ),
            "missing": queries.without_a_mandate(schedule, self.way) or schedule.held_because,
            "members": self.members(),
            "controls": _controls(controls),
            "agree": controls.agree,
            "times": components.SummaryList(tuple(_times(schedule)), title="Times"),
            "panel": components.Panel("What you can do now", moves),
            "timeline": components.Timeline(
                tuple(history.item(event) for event in queries.history(schedule, actor=self.actor)[:30]),
                title="History",
            ),
        }

    @functools.cached_property
    def way(self) -> models.PensionArrangement | None:
        """How the employer's schedules go today."""
        return queries.way_of(self.schedule.employer_id, day=self.actor.today, actor=self.actor)

    def members(self) -> components.Table:
        """A row for each member."""
        found = queries.members_of([self.schedule.pk], actor=self.actor)[self.schedule.pk]
        return components.Table(
            caption="Members",
            columns=(
                components.Column("Member"),
                components.Column("Pay that counts, £", numeric=True),
                components.Column("From the member, £", numeric=True),
                components.Column("From the employer, £", numeric=True),
                components.Column("What is said"),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            one.employment.assistant.name,
                            href=reverse("payroll:post_file", args=[one.employment.pk]),
                        ),
                        words.figures(one.earnings),
                        words.figures(one.member),
                        words.figures(one.employer_share),
                        _said(one),
                    )
                )
                for one in found
            ),
        )

    def moves(self) -> Iterator[components.PanelRow]:
        """What is open in this state."""
        facts = queries.facts_of(self.actor)([self.schedule])[self.schedule.pk]
        open_now = {one.name for one in transitions.open_moves(self.schedule, actor=self.actor, facts=facts)}
        if self.schedule.kind == models.PensionSchedule.Kind.CONTRIBUTIONS:
            url = provider.with_keys(reverse("payroll:pension_files"), self.schedule.pk)
            yield components.PanelRow(
                "Download the contribution file", href=url, note="A CSV file as NEST takes it."
            )
        for name, route in MOVES.items():
            if name in open_now:
                step = models.PensionSchedule.machine.move(name)
                url = reverse(f"payroll:{route}", args=[self.schedule.pk])
                yield components.PanelRow(step.label, href=url, note=step.confirms)
        yield components.PanelRow(
            "How schedules go to the scheme",
            href=reverse("payroll:pension_way", args=[self.schedule.employer_id]),
            note="The Direct Debit mandate, and one schedule for each pay period or month.",
        )


def _facts(schedule: Any) -> Iterator[tuple[str, str]]:
    yield "Pension provider", schedule.scheme.provider
    yield "Days", days_of(schedule)
    yield "Kind", schedule.get_kind_display()
    yield "Total", money.in_words(schedule.total)
    yield "Due by", dates.with_weekday(schedule.due_on)
    is_refund = schedule.kind == models.PensionSchedule.Kind.REFUND
    yield "Paid", "Back, by the provider" if is_refund else schedule.scheme.get_paid_display()


def _controls(found: queries.Controls) -> components.SummaryList:
    return components.SummaryList(
        (
            components.SummaryRow("On this schedule", money.in_words(found.schedule)),
            components.SummaryRow("On the approved payslips", money.in_words(found.payslips)),
            components.SummaryRow("Posted as owed to the scheme", money.in_words(found.posted)),
        ),
        title="Control totals",
    )


def _times(schedule: models.PensionSchedule) -> Iterator[components.SummaryRow]:
    yield components.SummaryRow("Made", _moment(schedule.raised_at))
    if schedule.submitted_at is not None:
        by = schedule.submitted_by.name if schedule.submitted_by else "The portal"
        yield components.SummaryRow("Submitted", f"{_moment(schedule.submitted_at)}, by {by}")
        yield components.SummaryRow("The provider’s receipt", schedule.receipt or "None recorded")
    if schedule.collect_on is not None:
        yield components.SummaryRow("The provider collects on", dates.with_weekday(schedule.collect_on))
    if schedule.settled_on is not None:
        yield components.SummaryRow(schedule.get_state_display(), dates.with_weekday(schedule.settled_on))


def _moment(at: Any) -> str:
    here = timezone.localtime(at)
    return f"{dates.with_weekday(here.date())}, {here:%H:%M}"


def _said(one: queries.MemberSums) -> str:
    said = []
    if one.starts:
        said.append("New member: enrol them with the provider first.")
    if one.reason:
        since = f" since {dates.in_words(one.effective_on)}" if one.effective_on else ""
        said.append(f"{_REASONS[one.reason]}{since}.")
    if one.is_adjusted:
        said.append("With a correction.")
    return " ".join(said) or "Paid in."
