"""Adding a PA to an employer, another post for a PA, and correcting who they are to HMRC."""

from typing import Any, ClassVar

from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from payroll import models
from payroll.forms.new_posts import IdentityForm, JobForm, NewPostForm
from payroll.operations import hiring, identities
from payroll.queries import post_terms
from payroll.views import post_file
from payroll.views.post_terms import ChangesPay
from payroll.views.scheme import OfAnEmployer

_NEXT = "Then record their P45 or starter checklist and their bank details: both are on the file that opens."


class AddPost(OfAnEmployer, views.FormPage):
    """Somebody new for an employer."""

    template_name = "payroll/provider/post_change.html"
    form: NewPostForm

    @property
    def heading(self) -> components.Words:
        """For whom."""
        return f"Add a PA to {self.employer.name}"

    def back(self) -> components.BackLink:
        """To the employer."""
        return components.BackLink(self.employer.name, reverse("payroll:employer", args=[self.employer.pk]))

    def make_form(self, data: Any = None, files: Any = None) -> NewPostForm:
        """Who, and what post."""
        self.form = NewPostForm(data)
        return self.form

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {
            "consequences": [
                "The PA gets a file of their own. Nobody is paid or reported yet.",
                "A PA who is here already is known by their National Insurance number, and stays one person.",
                _NEXT,
            ]
        }

    def act(self, **values: Any) -> models.Employment:
        """Give them the post."""
        return hiring.employ(
            employer=self.employer,
            person=self.form.newcomer(),
            job=self.form.job(),
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.Employment) -> str:
        """Who, and what is next."""
        return _added(result)

    def next_url(self, result: models.Employment) -> str:
        """To the file, where what is missing can be recorded."""
        return reverse("payroll:post_file", args=[result.pk])


class AnotherPost(post_file.OfAPost, views.FormPage):
    """A further post of a PA with the same employer."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/post_change.html"
    form: JobForm

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Add another post for {self.held.assistant.name}"

    def make_form(self, data: Any = None, files: Any = None) -> JobForm:
        """The post alone: who they are is known."""
        self.form = JobForm(data)
        return self.form

    def context(self) -> dict[str, Any]:
        """What will happen."""
        name = self.held.assistant.name
        return {
            "consequences": [
                f"{name} has both posts under one sign-in, with a sheet and a payslip for each.",
                "National Insurance and loans are due on the pay of both together.",
                "HMRC gives each post a tax code. Until it does, use what the starter checklist says.",
                _NEXT,
            ]
        }

    def act(self, **values: Any) -> models.Employment:
        """Give them the post."""
        job = self.form.job()
        return hiring.employ_again(post=self.held, job=job, actor=self.actor, at=self.now)

    def done(self, result: models.Employment) -> str:
        """Who, and what is next."""
        return _added(result)

    def next_url(self, result: models.Employment) -> str:
        """To the new post's file."""
        return reverse("payroll:post_file", args=[result.pk])


class ChangeIdentity(ChangesPay):
    """Who a PA is to HMRC: names, number, address."""

    form: IdentityForm

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Who {self.held.assistant.name} is to HMRC"

    def make_form(self, data: Any = None, files: Any = None) -> IdentityForm:
        """At first with what is recorded."""
        row = post_terms.identity(self.held, actor=self.actor)
        names = {"forename": row.hmrc_forename, "surname": row.hmrc_surname, "nino": row.nino or ""}
        others = ("birth_date", "gender", "address_line_1", "address_line_2", "postcode")
        self.form = IdentityForm(data, initial=names | {name: getattr(row, name) for name in others})
        return self.form

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {
            "consequences": [
                "HMRC hears of it with the next report: none is sent for this alone.",
                "It holds for every post of this PA. What is paid stays as it was paid.",
            ]
        }

    def act(self, **values: Any) -> models.PayrollIdentity:
        """Correct it."""
        given = self.form.identity()
        return identities.change(post=self.held, given=given, actor=self.actor, at=self.now)

    def done(self, result: models.PayrollIdentity) -> str:
        """That it is kept."""
        return "Kept. HMRC hears of it with the next report."


def _added(post: models.Employment) -> str:
    said = (
        f"{post.assistant.name} is added, from {dates.with_weekday(post.first_day)}, with pay ID"
        f" {post.payroll_id}. Now record their P45 or starter checklist."
    )
    return said if post.assistant.user_id else f"{said} Then invite them to sign in, further down."
