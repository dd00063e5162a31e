"""Homes of the roles, and commands that cross apps."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Homes of the roles, and commands that cross apps."""

    name = "dpss.portal"
    label = "portal"
