"""What else can be done for an employer, beside its posts and its standing with HMRC."""

from django.urls import reverse

from dpss.web import components
from payroll import models


def more(employer: models.Employer) -> components.Panel:
    """The pages that keep how its wages, its pension and its reports are run."""
    return components.Panel(
        "How it is run",
        (
            components.PanelRow(
                "Move to another pay group",
                href=reverse("payroll:employer_group", args=[employer.pk]),
                note=f"Now {employer.pay_group.name}.",
            ),
            components.PanelRow("Pension scheme", href=reverse("payroll:pension_scheme", args=[employer.pk])),
        ),
    )
