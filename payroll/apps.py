"""The wages."""

from django.apps import AppConfig


class PayrollConfig(AppConfig):
    """The wages."""

    name = "payroll"
