"""Addresses for PAs, clients and representatives: timesheets, approvals, payslips, paying your PA."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
