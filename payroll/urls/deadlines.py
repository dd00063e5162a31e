"""Addresses of deadlines."""

from django.urls import path

from payroll.views import deadlines

urlpatterns = [
    path("deadlines/", deadlines.Deadlines.as_view(), name="deadlines"),
    path("deadlines/noticed/", deadlines.Noticed.as_view(), name="deadlines_noticed"),
]
