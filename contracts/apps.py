"""Who runs what, where, until when."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Who runs what, where, until when."""

    name = "contracts"
