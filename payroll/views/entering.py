"""A payroll officer enters the sheet of a PA who has sent it by phone, on paper or by e-mail.

The pages are the PA's own, with whose sheet it is on each of them.
"""

import functools
from collections.abc import Iterator
from typing import Any, ClassVar

from django.urls import reverse

from dpss.access import policy, transitions
from dpss.kernel import dates, errors
from dpss.web import components, forms, views, words
from payroll import models, states
from payroll.forms.entering import EnterForm
from payroll.operations import sheets_on_behalf as operations
from payroll.queries import entering
from payroll.views import provider, sending, sheet, sheet_origin
from payroll.views.post_file import OfAPost


class Enter(OfAPost, views.FormPage):
    """Say which dates the hours are of and how they came in, before they are entered."""

    permission: ClassVar[str] = policy.ENTER_TIMESHEETS
    template_name = "payroll/provider/enter_sheet.html"

    @property
    def heading(self) -> components.Words:
        """Whose sheet."""
        return f"Enter a timesheet for {self.held.assistant.name}"

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
        return {"nothing": nothing}

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
    """A page about a PA's sheet for payroll staff, who may enter it for them."""

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
        """Whether it can be changed here: what a PA is filling in themselves is theirs."""
        return super().is_open and self.sheet.entered_by_id is not None

    def back(self) -> components.BackLink:
        """To the file of the post."""
        return components.BackLink(self.name, reverse("payroll:post_file", args=[self.sheet.employment_id]))

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
    """The PA's sheet: to fill in for them, or to read, with what can be done about it."""

    def context(self, form: Any = None) -> dict[str, Any]:
        """The PA's own page, with whose it is."""
        found = super().context(form)
        if self.is_open:
            found["rejected"] = [self.for_whom()[0], *found["rejected"]]
        return found

    def _sent(self) -> dict[str, Any]:
        note = sheet_origin.entered(self.sheet)
        said = components.Note(self._how_far())
        found: dict[str, Any] = super()._sent()
        return found | {"note": [*([note] if note else []), said], "recall": list(self._buttons())}

    def _how_far(self) -> str:
        said = {
            "draft": f"{self.name} has started this sheet and not sent it.",
            "rejected": f"It was sent back: “{self.sheet.reason}”",
            "submitted": f"It waits for {self.sheet.employment.employer.name} to approve it.",
            "approved": sheet_origin.approval(self.sheet, actor=self.actor),
        }[self.sheet.state]
        return f"{said} {sheet_origin.when_paid(self.sheet, actor=self.actor)}"

    def _buttons(self) -> Iterator[components.Component]:
        moves = {
            one.name for one in transitions.open_moves(self.sheet, actor=self.actor, facts=self.shown.facts)
        }
        if "record_approval" in moves:
            yield components.ButtonLink("Record an approval by phone", self.address("sheet_approval"), "main")
        elif self.sheet.state == "submitted":
            why = transitions.why_not(self.sheet, "record_approval", actor=self.actor, facts=self.shown.facts)
            yield components.Note(why or "", "Approval by phone:")
        if "take_back" in moves and self.sheet.entered_by_id:
            yield components.ButtonLink("Take it back to change it", self.address("sheet_recall"))
        if "reopen" in moves:
            yield components.ButtonLink("Send it back to the PA", self.address("sheet_reopen"))
        if "hand_in" in moves:
            period = f"?period={self.sheet.period_id}"
            enter = reverse("payroll:enter_sheet", args=[self.sheet.employment_id]) + period
            yield components.ButtonLink(f"Enter the hours for {self.name}", enter)


class EnteredSheetWeek(EnteredSheet, sheet.SheetWeek):
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
        found = super().context()
        send = components.ActionForm("Send to the employer", self.address("sheet_submit"), "main")
        return found | {
            "for_whom": self.for_whom(),
            "send": send if found["send"] else None,
            "confirms": states.TIMESHEET.move("hand_in").confirms,
        }


class HandIn(OnBehalf, sending.SheetMove):
    """Send it to the employer for the PA."""

    move = states.TIMESHEET.move("hand_in")

    def act(self, **values: Any) -> Any:
        """Send it with a digest of what it says."""
        return operations.hand_in(sheet=self.sheet, actor=self.actor, at=self.now)

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
