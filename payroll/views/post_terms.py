"""Changing hours and rates from a day on."""

from typing import Any, ClassVar, Final

from dpss import celery
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from payroll import models
from payroll.forms.posts import TermsForm
from payroll.operations import terms as operations
from payroll.queries import post_paid, post_terms
from payroll.views import post_file
from payroll.views.post_sections import begins

WORKED_OUT_AGAIN: Final = (
    "Payruns of these days that are calculated and not approved are worked out again. You asked for it, so"
    " another person approves them."
)


class ChangesPay(post_file.OfAPost, views.FormPage):
    """A form about a post whose open payruns are worked out again."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/post_change.html"

    def next_url(self, result: Any) -> str:
        """Back to the file; the job that works pay out is woken."""
        celery.nudge("payroll.calculate_due_payruns")
        return super().next_url(result)


class ChangeTerms(ChangesPay):
    """Other terms for a post, today's or to come."""

    form: TermsForm

    @property
    def heading(self) -> components.Words:
        """Whose terms."""
        return f"Change the terms of {self.held.assistant.name}"

    def make_form(self, data: Any = None, files: Any = None) -> TermsForm:
        """At first with what holds today, or else will first."""
        every = post_terms.every(self.held, actor=self.actor)
        now = next((row for row in every if self.actor.today in row.during), every[-1] if every else None)
        self.form = TermsForm(data, now=now)
        return self.form

    def context(self) -> dict[str, Any]:
        """What will happen."""
        free = post_paid.first_free_day(self.held, post_paid.paid(self.held, actor=self.actor))
        return {
            "consequences": [
                f"The terms can change from {dates.with_weekday(free)}, today or later. What is paid stays.",
                "Work before that day is paid on the old terms, work from it on the new ones.",
                WORKED_OUT_AGAIN,
            ]
        }

    def act(self, **values: Any) -> models.EmploymentTerms:
        """Change them."""
        terms, day = self.form.terms(), values["day"]
        return operations.change(post=self.held, day=day, terms=terms, actor=self.actor, at=self.now)

    def done(self, result: models.EmploymentTerms) -> str:
        """From when."""
        return f"The terms change from {begins(result.during)}."
