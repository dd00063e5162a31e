"""The money that must balance."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The money that must balance."""

    name = "ledger"
