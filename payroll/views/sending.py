"""A PA checks a sheet, sends it, and takes it back."""

from typing import Any

from django import shortcuts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from dpss.web import components, views
from payroll import states
from payroll.forms.answers import AnswersForm
from payroll.operations import timesheets
from payroll.views import sheet_money, sheet_parts
from payroll.views.sheet import OfASheet


class SheetReview(OfASheet):
    """The sheet exactly as the employer will see it, before it is sent."""

    template_name = "payroll/people/sheet_review.html"

    @property
    def heading(self) -> components.Words:
        """What is asked here."""
        return _("Check your timesheet")

    def back(self) -> components.BackLink:
        """To change it."""
        return components.BackLink(_("Change this sheet"), self.address("sheet"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A sheet that was sent is shown on its own page."""
        if not self.is_open:
            return shortcuts.redirect(self.address("sheet"))
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """The sheet, what must be put right, and the button."""
        wrong = [components.Banner(sentence, "important") for sentence in self.shown.problems]
        return {
            "sheet": self.sheet,
            "period": sheet_parts.period_in_words(self.sheet.period),
            "problems": wrong,
            "totals": sheet_parts.totals(self.shown),
            "comes_to": sheet_money.comes_to(self.shown),
            "weeks": sheet_parts.weeks(self.shown),
            "sick": sheet_parts.after_sickness(self.shown),
            "advice": sheet_parts.advice(self.shown),
            "form": None if wrong else AnswersForm(questions=self.shown.questions),
            "send": "" if wrong else self.address("sheet_submit"),
            "button": _("Send to my employer"),
            "change": components.ButtonLink(_("Change this sheet"), self.address("sheet")),
            "confirms": states.TIMESHEET.move("submit").confirms,
        }


class SheetMove(OfASheet, views.ActionPage):
    """A move of the sheet by its PA."""

    def thing(self) -> components.Component:
        """The sheet's totals."""
        return sheet_parts.totals(self.shown)

    @property
    def heading(self) -> components.Words:
        """The move."""
        return self.move.label

    def back(self) -> components.BackLink:
        """To the sheet."""
        return components.BackLink(_("Back to the sheet"), self.address("sheet"))

    def next_url(self, result: Any) -> str:
        """The sheet as it is now."""
        return self.address("sheet")


class SheetSubmit(SheetMove):
    """Send it."""

    move = states.TIMESHEET.move("submit")

    def make_form(self, data: Any = None, files: Any = None) -> AnswersForm:
        """A box for each question about the sheet as it is now."""
        return AnswersForm(data, questions=self.shown.questions)

    def act(self, **values: Any) -> Any:
        """Send it with a digest of what it says."""
        answered = [key for key, said in values.items() if said]
        return timesheets.submit(sheet=self.sheet, actor=self.actor, at=self.now, answered=answered)

    def done(self, result: Any) -> str:
        """Where it is now."""
        sentence = _("Your timesheet is with %(employer)s for approval.")
        return sentence % {"employer": self.sheet.employment.employer.name}


class SheetRecall(SheetMove):
    """Take it back."""

    move = states.TIMESHEET.move("recall")

    def act(self, **values: Any) -> Any:
        """Take it back, unless the employer has decided."""
        return timesheets.recall(sheet=self.sheet, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What to do next."""
        return _("You have your timesheet back. Change it and send it again.")
