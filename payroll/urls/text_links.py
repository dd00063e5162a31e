"""Addresses by which somebody asks to approve timesheets by text."""

from django.urls import URLPattern, path

from payroll.views import text_approval

urlpatterns: list[URLPattern] = [
    path("approvals/by-text/", text_approval.ApproveByText.as_view(), name="text_approval"),
    path("approvals/by-text/stop/", text_approval.StopByText.as_view(), name="text_approval_stop"),
]
