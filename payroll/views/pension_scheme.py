"""Recording the pension scheme of an employer."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.schemes import PensionSchemeForm
from payroll.operations import pension_schemes as operations
from payroll.queries import pension_schemes as queries
from payroll.views.scheme import OfAnEmployer


class PensionScheme(OfAnEmployer, views.FormPage):
    """With whom the pension is, from a day on, and what is missing."""

    template_name = "payroll/provider/pension_scheme.html"
    form: PensionSchemeForm

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Pension scheme of {self.employer.name}"

    def back(self) -> components.BackLink:
        """To the employer's record."""
        return components.BackLink(self.employer.name, reverse("payroll:employer", args=[self.employer.pk]))

    @cached_property
    def scheme(self) -> models.PensionScheme | None:
        """What holds today."""
        return queries.on(self.employer, day=self.actor.today, actor=self.actor)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """At first what holds, from today."""
        names = [name for name in PensionSchemeForm.base_fields if name != "day"]
        now = {name: getattr(self.scheme, name) for name in names} if self.scheme else {}
        now |= {name: _percent(now[name]) for name in ("employee_share", "employer_share") if now.get(name)}
        self.form = PensionSchemeForm(data, initial=now | {"day": self.actor.today})
        return self.form

    def context(self) -> dict[str, Any]:
        """What is missing, and what holds."""
        inside = queries.members(self.employer, actor=self.actor)
        return {
            "missing": queries.missing_of(self.employer, actor=self.actor),
            "now": _now(self.scheme),
            "inside": [row.employment.assistant.name for row in inside],
        }

    def act(self, **values: Any) -> models.PensionScheme:
        """Record it."""
        return operations.record(
            employer=self.employer,
            day=values["day"],
            details=self.form.details(),
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.PensionScheme) -> str:
        """From when."""
        return f"The pension scheme with {result.provider} is recorded."

    def next_url(self, result: Any) -> str:
        """Back to this page, where what is missing stands."""
        return reverse("payroll:pension_scheme", args=[self.employer.pk])


def _now(scheme: models.PensionScheme | None) -> components.SummaryList | None:
    if scheme is None:
        return None
    since = f"Since {dates.in_words(scheme.during.lower)}" if scheme.during.lower else "Since the beginning"
    return components.SummaryList(
        (
            components.SummaryRow("With", f"{scheme.provider}. {since}."),
            components.SummaryRow("The employer’s reference", scheme.employer_reference or "None"),
            components.SummaryRow("Tax relief", scheme.get_method_display()),
            components.SummaryRow("Shares of", scheme.get_basis_display()),
            components.SummaryRow("The shares", _shares(scheme)),
            components.SummaryRow("Paid", scheme.get_paid_display()),
            components.SummaryRow("Duties since", dates.in_words(scheme.duties_from)),
        ),
        title="Today",
    )


def _shares(scheme: models.PensionScheme) -> str:
    if scheme.employee_share is None or scheme.employer_share is None:
        return "The least that the law allows"
    member, employer = _percent(scheme.employee_share), _percent(scheme.employer_share)
    return f"Member {member}%, tax relief included; employer {employer}%"


def _percent(share: Decimal) -> str:
    """0.0550 as 5.5."""
    return f"{(share * 100).normalize():f}"
