"""Addresses of pension schemes and agent codes."""

from django.urls import path

from payroll.views import agents, inactive_time, own_sender, pension_scheme

urlpatterns = [
    path(
        "employers/<uuid:employer>/pension-scheme/",
        pension_scheme.PensionScheme.as_view(),
        name="pension_scheme",
    ),
    path("employers/<uuid:employer>/agent/", agents.EmployersAgent.as_view(), name="employer_agent"),
    path("employers/<uuid:employer>/hmrc-user/", own_sender.OwnSender.as_view(), name="own_sender"),
    path(
        "employers/<uuid:employer>/hmrc-user/end/",
        own_sender.EndOwnSender.as_view(),
        name="own_sender_end",
    ),
    path(
        "employers/<uuid:employer>/without-pay/", inactive_time.InactiveTime.as_view(), name="inactive_time"
    ),
    path(
        "employers/<uuid:employer>/without-pay/<uuid:time>/",
        inactive_time.TakeBackInactiveTime.as_view(),
        name="inactive_time_take_back",
    ),
    path("hmrc/refused/<uuid:stop>/", own_sender.RefusedSender.as_view(), name="refused_sender"),
    path("hmrc/agent-codes/", agents.AgentCodes.as_view(), name="agent_codes"),
    path("hmrc/agent-codes/new/", agents.NewAgentCode.as_view(), name="agent_code_new"),
    path("hmrc/agent-codes/<uuid:code>/", agents.AgentCode.as_view(), name="agent_code"),
    path("hmrc/agent-codes/<uuid:code>/close/", agents.CloseAgentCode.as_view(), name="agent_code_close"),
]
