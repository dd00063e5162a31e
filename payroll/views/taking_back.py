"""Taking back a change of terms or tax details that has not begun."""

import datetime as dt
from typing import Any, ClassVar

from django.http import Http404

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll import models
from payroll.operations import tax, terms
from payroll.views.post_terms import WORKED_OUT_AGAIN, ChangesPay


class _TakeBack(ChangesPay, views.ActionPage):
    """One change to come: what goes on without it."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "pages/action.html"
    title = "Take this change back"
    button = "Take it back"
    what: ClassVar[str]
    day: dt.date

    def load(self) -> None:
        """The post, and the day on which the change would begin."""
        super().load()
        try:
            self.day = dt.date.fromisoformat(self.kwargs["day"])
        except ValueError:
            raise Http404 from None

    @property
    def heading(self) -> components.Words:
        """What is taken back."""
        return f"Take back the {self.what} from {dates.in_words(self.day)}"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Only the button."""
        return forms.NoQuestionsForm(data)

    def consequences(self) -> list[components.Words]:
        """What will happen."""
        return [
            f"What holds until {dates.with_weekday(self.day - dt.timedelta(days=1))} goes on after that day.",
            "History keeps what was to change.",
            WORKED_OUT_AGAIN,
        ]

    def context(self) -> dict[str, Any]:
        """What the confirmation shows."""
        return views.ActionPage.context(self)

    def done(self, result: Any) -> str:
        """What is gone."""
        return f"Taken back: the {self.what} do not change on {dates.with_weekday(self.day)}."


class TermsBack(_TakeBack):
    """Terms to come."""

    what = "terms"

    def act(self, **values: Any) -> models.EmploymentTerms:
        """Take them back."""
        return terms.take_back(post=self.held, day=self.day, actor=self.actor, at=self.now)


class TaxBack(_TakeBack):
    """Tax details to come."""

    what = "tax details"

    def act(self, **values: Any) -> models.TaxDetails:
        """Take them back."""
        return tax.take_back(post=self.held, day=self.day, actor=self.actor, at=self.now)
