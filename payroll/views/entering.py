"""Payroll, or a support worker, enters the sheet of a PA who sent it by phone, on paper or by e-mail.

The pages are the PA's own, with whose sheet it is on each of them.
"""

import functools
from collections.abc import Iterator
from typing import Any, ClassVar

from django.urls import reverse

from dpss.access import actors, policy, transitions
from dpss.kernel import dates, errors
from dpss.web import components, forms, views, words
from payroll import models, states
from payroll.forms.answers import AnswersForm
from payroll.forms.entering import EnterForm
from payroll.operations import sheets_on_behalf as operations
from payroll.operations.timesheets import OPEN_STATES
from payroll.queries import entering
from payroll.views import board_actions, inbox_parts, provider, sending, sheet, sheet_origin, sheet_week
from payroll.views.post_file import OfAPost


def back_from(post: models.Employment, actor: actors.Actor) -> components.BackLink:
    """To the file of the post; for a support worker, to the record of the client."""
    if actor.may(policy.SEE_PAYRUNS):
        return components.BackLink(post.assistant.name, reverse("payroll:post_file", args=[post.pk]))
    return components.BackLink(post.employer.name, reverse("client", args=[post.employer.client_id]))


def whom_to_ring(post: models.Employment) -> components.SummaryList:
    """The PA and the employer of a post with their numbers, for whoever asks them about a sheet."""
    people = (
        (f"{post.assistant.name}, the PA", post.assistant.phone),
        (f"{post.employer.name}, the employer", post.employer.client.phone),
    )
    return components.SummaryList(
        tuple(components.SummaryRow(name, number or "No number is recorded") for name, number in people),
        title="Whom to ring",
    )


class Enter(OfAPost, views.FormPage):
    """Say which dates the hours are of and how they came in, before they are entered."""

    permission: ClassVar[str] = policy.ENTER_TIMESHEETS
    template_name = "payroll/provider/enter_sheet.html"

    @property
    def heading(self) -> components.Words:
        """Whose sheet."""
        return f"Enter a timesheet for {self.held.assistant.name}"

    def back(self) -> components.BackLink:
        """To where the post is looked at."""
        return back_from(self.held, self.actor)

    @functools.cached_property
    def periods(self) -> dict[str, models.PayPeriod]:
        """The dates whose sheet is not in."""
        return {str(one.pk): one for one in entering.periods_to_enter(self.held, actor=self.actor)}

    def initial(self) -> dict[str, Any]:
        """Today, and the dates that the address names."""
        asked = self.request.GET.get("period", "")
        return {"period": asked if asked in self.periods else None, "received_on": self.actor.today}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The dates with their payday."""
        labels = [
            (one.pk, f"{provider.span_of(one)}, payday {dates.with_weekday(one.payday)}")
            for one in self.periods.values()
        ]
        return EnterForm(data, periods=labels, initial=self.initial())

    def context(self) -> dict[str, Any]:
        """Nothing to ask where every sheet is in."""
        nothing = (
            "" if self.periods else "Every sheet of this post that has begun is sent or approved already."
        )
        return {"nothing": nothing, "whom": whom_to_ring(self.held)}

    def act(self, **values: Any) -> models.Timesheet:
        """Open the sheet for it."""
        period = self.periods.get(values["period"])
        if period is None:
            raise errors.Invalid("Choose the dates.", field="period")
        receipt = operations.Receipt(values["source"], values["received_on"], values["note"])
        return operations.enter(
            employment=self.held, period=period, receipt=receipt, actor=self.actor, at=self.now
        )

    def done(self, result: models.Timesheet) -> str:
        """What to do next."""
        return f"Enter the hours of {self.held.assistant.name} week by week, then send them to the employer."

    def next_url(self, result: models.Timesheet) -> str:
        """The sheet."""
        return reverse("payroll:entered_sheet", args=[result.pk])


class OnBehalf(sheet.OfASheet):
    """A page about a PA's sheet for staff, who may enter it for them."""

    permission = policy.ENTER_TIMESHEETS

    @property
    def name(self) -> str:
        """Whose sheet it is."""
        found: str = self.sheet.employment.assistant.name
        return found

    @property
    def heading(self) -> components.Words:
        """Whose sheet it is, and for whom they work."""
        return f"Timesheet of {self.name} for {self.sheet.employment.employer.name}"

    @property
    def is_open(self) -> bool:
        """Whether it can be changed here: what the PA, or a colleague, is filling in is theirs."""
        return super().is_open and self.sheet.entered_by_id == self.actor.user_id

    def back(self) -> components.BackLink:
        """To where the post is looked at."""
        return back_from(self.sheet.employment, self.actor)

    def address(self, name: str, **more: Any) -> str:
        """The page for staff of the same name."""
        return super().address(f"entered_{name}", **more)

    def for_whom(self) -> list[components.Component]:
        """On whose behalf it is entered, and how it came in."""
        note = sheet_origin.entered(self.sheet)
        return [
            components.Banner(f"You are entering this for {self.name}.", "important"),
            *([note] if note else []),
        ]


class EnteredSheet(OnBehalf, sheet.Sheet):
    """The PA's sheet: to fill in for them, or to read, with what can be done about it.

    What it is entered from is beside the form; on a phone above it.
    """

    @property
    def template_name(self) -> str:  # type: ignore[override]
        """With a place for what it is entered from."""
        return "payroll/provider/entered_sheet.html" if self.is_open else super().template_name

    def context(self, form: Any = None) -> dict[str, Any]:
        """The PA's own page, with whose it is."""
        found = super().context(form)
        if self.is_open:
            found["rejected"] = [self.for_whom()[0], *found["rejected"]]
            found["papers"] = inbox_parts.beside(self.sheet, actor=self.actor)
        return found

    def _sent(self) -> dict[str, Any]:
        note = sheet_origin.entered(self.sheet)
        said = components.Note(self._how_far())
        found: dict[str, Any] = super()._sent()
        papers = inbox_parts.filed(self.sheet, actor=self.actor)
        return found | {"note": [*([note] if note else []), *papers, said], "recall": list(self._buttons())}

    def _how_far(self) -> str:
        colleague = self.sheet.entered_by
        said = {
            "draft": f"{colleague.name} is entering this sheet for {self.name}. To go on with it yourself,"
            " say first how you have the hours."
            if colleague
            else f"{self.name} has started this sheet and not sent it.",
            "rejected": f"It was sent back: “{self.sheet.reason}”",
            "submitted": f"It waits for {self.sheet.employment.employer.name} to approve it.",
            "approved": sheet_origin.approval(self.sheet, actor=self.actor),
            "not_worked": f"{self.name} says that they did not work then. If they give you hours after all,"
            " enter them.",
        }[self.sheet.state]
        return f"{said} {sheet_origin.when_paid(self.sheet, actor=self.actor)}"

    def _buttons(self) -> Iterator[components.Component]:
        moves = {
            one.name for one in transitions.open_moves(self.sheet, actor=self.actor, facts=self.shown.facts)
        }
        if "record_approval" in moves:
            yield components.ButtonLink("Record an approval by phone", self.address("sheet_approval"), "main")
        elif self.sheet.state == "submitted" and self.actor.may(policy.RECORD_APPROVALS):
            why = transitions.why_not(self.sheet, "record_approval", actor=self.actor, facts=self.shown.facts)
            yield components.Note(why or "", "Approval by phone:")
        if self.sheet.state in {"submitted", "approved"} and self.actor.may(policy.SEE_PAYRUNS):
            yield self._next()
        if "take_back" in moves and self.sheet.entered_by_id:
            yield components.ButtonLink("Take it back to change it", self.address("sheet_recall"))
        if "reopen" in moves:
            yield components.ButtonLink("Send it back to the PA", self.address("sheet_reopen"))
        if self.sheet.state in OPEN_STATES and self.actor.may(policy.ENTER_TIMESHEETS):
            period = f"?period={self.sheet.period_id}"
            enter = reverse("payroll:enter_sheet", args=[self.sheet.employment_id]) + period
            yield components.ButtonLink(f"Enter the hours for {self.name}", enter)

    def _next(self) -> components.ButtonLink:
        """On to the next sheet that waits for the same thing as this one did."""
        is_sent = self.sheet.state == "submitted"
        said = "Next sheet that is not sent" if is_sent else "Next sheet that is not approved"
        because = board_actions.NOT_SENT if is_sent else board_actions.NOT_APPROVED
        post, period = self.sheet.employment_id, self.sheet.period_id
        return components.ButtonLink(said, board_actions.next_one(period=period, after=post, because=because))


class EnteredSheetWeek(EnteredSheet, sheet_week.SheetWeek):
    """One week of it, saved."""

    def _saved(self, number: int) -> str:
        return (
            f"Week {number} is saved for {self.name}: {words.hours(self.shown.worked.minutes)} on this sheet."
        )


class EnteredReview(OnBehalf, sending.SheetReview):
    """The sheet as the employer will see it, to be read back to the PA."""

    template_name = "payroll/provider/entered_review.html"

    @property
    def heading(self) -> components.Words:
        """What is asked here."""
        return f"Check the timesheet of {self.name}"

    def context(self) -> dict[str, Any]:
        """The same, for payroll."""
        return super().context() | {
            "for_whom": self.for_whom(),
            "button": "Send to the employer",
            "confirms": states.TIMESHEET.move("hand_in").confirms,
        }


class HandIn(OnBehalf, sending.SheetMove):
    """Send it to the employer for the PA."""

    move = states.TIMESHEET.move("hand_in")

    def make_form(self, data: Any = None, files: Any = None) -> AnswersForm:
        """A box for each question about the sheet as it is now, as the PA would be asked."""
        return AnswersForm(data, questions=self.shown.questions)

    def act(self, **values: Any) -> Any:
        """Send it with a digest of what it says."""
        answered = [key for key, said in values.items() if said]
        return operations.hand_in(sheet=self.sheet, actor=self.actor, at=self.now, answered=answered)

    def done(self, result: Any) -> str:
        """Where it is now."""
        return f"The timesheet of {self.name} is with {self.sheet.employment.employer.name} for approval."


class TakeBack(OnBehalf, sending.SheetMove):
    """Take it back to change it."""

    move = states.TIMESHEET.move("take_back")

    def act(self, **values: Any) -> Any:
        """Take it back, unless the employer has decided."""
        return operations.take_back(sheet=self.sheet, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What to do next."""
        return f"You have the timesheet of {self.name} back. Change it and send it again."
