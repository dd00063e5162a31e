"""Reviews that are due and done."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews that are due and done."""

    name = "reviews"
