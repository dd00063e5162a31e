"""The next step of a period that a provider's own software works out."""

from django.urls import reverse

from dpss.access import actors, policy
from dpss.web import components
from payroll import models
from payroll.queries import external


def panel(period: models.PayPeriod, actor: actors.Actor) -> components.Panel | None:
    """Hours out and results in; None where the portal works the period out."""
    mode = external.of_period(period, actor=actor)
    if mode is None or not actor.may(policy.CALCULATE_PAYRUNS):
        return None
    return components.Panel(
        "Next",
        (
            components.PanelRow(
                "Hours for your own payroll", href=reverse("payroll:hours_out", args=[period.pk])
            ),
        ),
        f"{mode.software} works this period out.",
        action=components.ButtonLink(
            "Bring the results in", reverse("payroll:results_in", args=[period.pk]), "main"
        ),
    )
