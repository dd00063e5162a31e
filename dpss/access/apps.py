"""The app of who may, who sees and who did."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Rights, reach, history and the outbox."""

    name = "dpss.access"
    label = "access"
    verbose_name = "Access"
