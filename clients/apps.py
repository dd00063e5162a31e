"""The people, their arrangements and their money."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """The people, their arrangements and their money."""

    name = "clients"
