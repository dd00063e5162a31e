"""How django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are invited by staff who know them; nobody can sign themselves up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account without a role would see nothing."""
        return False
