"""Addresses of checks."""

from django.urls import path

from recruitment import views

app_name = "recruitment"
urlpatterns = [
    path("checks/", views.Checks.as_view(), name="checks"),
    path("client/<uuid:pk>/", views.ClientChecks.as_view(), name="client"),
    path("client/<uuid:pk>/new/", views.New.as_view(), name="new"),
]
