"""Moving an employer to another pay group."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from dpss.kernel import errors
from dpss.web import components, forms, views
from payroll import models
from payroll.forms import pay_calendar as asked
from payroll.operations import pay_calendar as operations
from payroll.queries import pay_calendar as queries
from payroll.views.scheme import OfAnEmployer


class MoveEmployer(OfAnEmployer, views.FormPage):
    """Pay an employer's PAs by another calendar from a day on."""

    template_name = "payroll/provider/scheme_form.html"
    title = "Move to another pay group"

    def back(self) -> components.BackLink:
        """To the employer's record."""
        return components.BackLink(self.employer.name, reverse("payroll:employer", args=[self.employer.pk]))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The other groups; at first from the day after the last that is paid."""
        others = queries.groups(actor=self.actor).exclude(pk=self.employer.pay_group_id)
        last = queries.paid_to(self.employer, actor=self.actor)
        initial = {"day": last + timedelta(days=1)} if last else {}
        return asked.MoveEmployerForm(data, groups=list(others), initial=initial)

    def context(self) -> dict[str, Any]:
        """What is looked at."""
        others = queries.groups(actor=self.actor).exclude(pk=self.employer.pay_group_id).exists()
        none = () if others else ("There is no other pay group yet. Add one in the pay calendar first.",)
        return {
            "said": (
                f"Now: {self.employer.pay_group.name}.",
                *none,
                "The payrun of the old calendar must be approved first.",
                "The new one begins on the day after the last that is paid, so that no day is left out.",
            )
        }

    def act(self, **values: Any) -> models.Employer:
        """Move it."""
        group = queries.groups(actor=self.actor).filter(pk=values["group"]).first()
        if group is None:
            raise errors.Invalid("Choose a pay group.", field="group")
        return operations.move_employer(
            employer=self.employer, group=group, day=values["day"], actor=self.actor, at=self.now
        )

    def done(self, result: models.Employer) -> str:
        """To which."""
        return f"{result.name} is paid with {result.pay_group.name} now."

    def next_url(self, result: Any) -> str:
        """Back to the record."""
        return reverse("payroll:employer", args=[self.employer.pk])
