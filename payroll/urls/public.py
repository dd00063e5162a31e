"""Addresses for everybody: what it would cost to employ someone, and the link of a text message."""

from django.urls import path

from payroll.views import costs, text_link

urlpatterns = [
    path("costs/", costs.Costs.as_view(), name="costs"),
    path("t/<slug:token>/", text_link.SheetLink.as_view(), name="sheet_link"),
]
