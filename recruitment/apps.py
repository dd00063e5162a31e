"""Finding and checking personal assistants."""

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    """Finding and checking personal assistants."""

    name = "recruitment"
