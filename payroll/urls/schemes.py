"""Addresses of pension schemes and agent codes."""

from django.urls import path

from payroll.views import agents, pension_scheme

urlpatterns = [
    path(
        "employers/<uuid:employer>/pension-scheme/",
        pension_scheme.PensionScheme.as_view(),
        name="pension_scheme",
    ),
    path("employers/<uuid:employer>/agent/", agents.EmployersAgent.as_view(), name="employer_agent"),
    path("hmrc/agent-codes/", agents.AgentCodes.as_view(), name="agent_codes"),
    path("hmrc/agent-codes/new/", agents.NewAgentCode.as_view(), name="agent_code_new"),
    path("hmrc/agent-codes/<uuid:code>/", agents.AgentCode.as_view(), name="agent_code"),
    path("hmrc/agent-codes/<uuid:code>/close/", agents.CloseAgentCode.as_view(), name="agent_code_close"),
]
