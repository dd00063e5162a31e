"""A PA says from the phone that they did not work in a period, or that they did after all."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from dpss.access import transitions
from dpss.kernel import dates
from dpss.web import components
from payroll import models, states
from payroll.operations import not_worked
from payroll.views import sheet_parts
from payroll.views.sending import SheetMove


class _AboutNoWork(SheetMove):
    """A move of a sheet on which there is nothing."""

    def thing(self) -> components.Component:
        """Whose work, and on which dates."""
        return components.SummaryList(
            (
                components.SummaryRow(_("Employer"), self.sheet.employment.employer.name),
                components.SummaryRow(_("Dates"), sheet_parts.period_in_words(self.sheet.period)),
            )
        )

    def nothing(self) -> str:
        """Why it cannot be said of this sheet now."""
        why = transitions.why_not(self.sheet, self.move.name, actor=self.actor, facts=self.shown.facts)
        return why or ""

    def ways(self) -> Sequence[components.Component]:
        """The sheet, where there is nothing to do here."""
        return [components.ButtonLink(_("See this sheet"), self.address("sheet"))] if self.nothing() else []


class NotWorked(_AboutNoWork):
    """Nothing is paid, and nobody asks for the sheet."""

    move = states.TIMESHEET.move("say_not_worked")

    def consequences(self) -> Sequence[components.Words]:
        """What follows, what if they work after all, and that holiday and sickness are another thing."""
        last = self.sheet.period.last_day
        goes_on = _("The dates go on until %(day)s. If you work on one of them, choose “I did work then”.")
        early = [goes_on % {"day": dates.with_weekday(last)}] if last >= self.actor.today else []
        return [
            self.move.confirms,
            *early,
            _("Were you off sick or on holiday? Put that on the sheet and send it: you may be paid for it."),
            _("If it was a mistake, choose “I did work then” on the sheet."),
        ]

    def told(self) -> Sequence[components.Words]:
        """The employer."""
        name = self.sheet.employment.employer.name
        return [_("%(employer)s, or whoever acts for them, if they sign in.") % {"employer": name}]

    def act(self, **values: Any) -> models.Timesheet:
        """Write it down."""
        return not_worked.say(sheet=self.sheet, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What was said."""
        said = {
            "employer": self.sheet.employment.employer.name,
            "dates": sheet_parts.period_in_words(self.sheet.period),
        }
        return _("You did not work for %(employer)s, %(dates)s. Nothing is paid for these dates.") % said


class WorkedAfterAll(_AboutNoWork):
    """It was a mistake: the sheet is open again."""

    move = states.TIMESHEET.move("work_after_all")

    def act(self, **values: Any) -> models.Timesheet:
        """Open it."""
        return not_worked.take_back(sheet=self.sheet, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What to do next."""
        return _("The sheet is open again. Add your time and send it.")
