"""The first page of each role."""

from typing import Any, Final

from django import shortcuts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from dpss.access import policy
from dpss.portal.homes import assistant, council, employer, payroll, practitioner, support
from dpss.web import components, views

HOMES: Final[dict[str, type[View]]] = {
    policy.CLIENT: employer.EmployerHome,
    policy.REPRESENTATIVE: employer.EmployerHome,
    policy.PA: assistant.AssistantHome,
    policy.SUPPORT_WORKER: support.SupportWorkerHome,
    policy.PAYROLL_OFFICER: payroll.PayrollHome,
    policy.PAYROLL_MANAGER: payroll.PayrollHome,
    policy.PRACTITIONER: practitioner.PractitionerHome,
    policy.COUNCIL_FINANCE: council.FinanceHome,
    policy.ADMINISTRATOR: council.AdministratorHome,
}
ELSEWHERE: Final = {policy.COMMISSIONER: "commissioning:dashboard"}


class Home(views.Page):
    """The home of the role that the person works in."""

    permission = views.SIGNED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The role's own page."""
        role = self.actor.role
        if role in ELSEWHERE:
            return shortcuts.redirect(ELSEWHERE[role])
        return HOMES[role].as_view()(request)


class Start(views.Page):
    """What a direct payment is, and the way in."""

    permission = views.PUBLIC
    template_name = "portal/start.html"
    title = _("Direct payments: arrange your own care and support")

    def context(self) -> dict[str, Any]:
        """Sign in, or go on to one's own page; whoever has no role has none."""
        if self.request.user.is_authenticated and self.request.actor is None:
            return {"sign_in": components.ButtonLink(_("Sign out"), reverse("account_logout"), "main")}
        if self.request.user.is_authenticated:
            return {"sign_in": components.ButtonLink(_("Go to your page"), reverse("home"), "main")}
        return {"sign_in": components.ButtonLink(_("Sign in"), reverse("account_login"), "main")}
