"""Addresses for those who take calls about pay."""

from django.urls import path

from payroll.views import caller, callers, calls

urlpatterns = [
    path("callers/", callers.Callers.as_view(), name="callers"),
    path("callers/ring-back/", calls.ToRingBack.as_view(), name="ring_back"),
    path("callers/<uuid:subject>/", caller.Caller.as_view(), name="caller"),
    path("callers/<uuid:subject>/begin/", caller.Begin.as_view(), name="call_begin"),
    path("callers/<uuid:subject>/calls/", calls.CallLog.as_view(), name="call_log"),
    path("callers/calls/<uuid:call>/ask/", caller.Ask.as_view(), name="call_ask"),
    path("callers/calls/<uuid:call>/answered/", caller.Answered.as_view(), name="call_answered"),
    path("callers/calls/<uuid:call>/write-up/", caller.WriteUp.as_view(), name="call_write_up"),
]
