"""Addresses of the contracts."""

from django.urls import path

from contracts import views

app_name = "contracts"
urlpatterns = [
    path("", views.Contracts.as_view(), name="contracts"),
    path("<uuid:contract_id>/", views.Contract.as_view(), name="contract"),
]
