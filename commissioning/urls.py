"""Addresses of the commissioner's pages."""

from django.urls import path

from commissioning.views import dashboard, growth, invoices, measures, workings

app_name = "commissioning"
urlpatterns = [
    path("", dashboard.Dashboard.as_view(), name="dashboard"),
    path("workings/", workings.Workings.as_view(), name="workings"),
    path("growth/", growth.Growth.as_view(), name="growth"),
    path("measures/", measures.Measures.as_view(), name="measures"),
    path("invoices/", invoices.Invoices.as_view(), name="invoices"),
]
