"""Oversight: measures, invoices, and moves between providers."""

from django.apps import AppConfig


class CommissioningConfig(AppConfig):
    """Oversight: measures, invoices, and moves between providers."""

    name = "commissioning"
