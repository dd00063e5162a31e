"""Addresses for payroll officers and managers: payruns, employers, HMRC."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
