"""The page kit."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The page kit."""

    name = "dpss.web"
    label = "web"
