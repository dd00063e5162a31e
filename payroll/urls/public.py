"""Addresses for everybody: what it would cost to employ someone."""

from django.urls import path

from payroll.views import costs

urlpatterns = [path("costs/", costs.Costs.as_view(), name="costs")]
