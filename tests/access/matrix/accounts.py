"""Signing in and one's own account: the pages of django-allauth."""

from typing import Any

from dpss.access.policy import CLIENT, PA, REPRESENTATIVE
from tests.access.cells import GO_ON, NOT_FOUND, OK, Row, everybody


def _account(
    name: str, signed_in: int, *, visitor: int | None = GO_ON, at_home: int | None = None, **kwargs: Any
) -> Row:
    """A page of django-allauth. `at_home` is the answer to those who have no second factor."""
    answers = everybody(signed_in)
    if at_home:
        answers |= dict.fromkeys((CLIENT, REPRESENTATIVE, PA), at_home)
    return Row(name, answers, visitor=visitor, is_allauth=True, kwargs=lambda _: kwargs)


# Signing in and one's own account. To change how one signs in, one signs in again first (302).
ROWS = [
    _account("account_login", GO_ON, visitor=OK),
    _account("account_logout", OK),
    _account("account_inactive", OK, visitor=OK),
    _account("account_signup", GO_ON, visitor=OK),
    _account("account_reauthenticate", OK),
    _account("account_email", OK),
    _account("account_email_verification_sent", OK, visitor=OK),
    _account("account_change_password", OK),
    _account("account_set_password", GO_ON),
    _account("account_reset_password", OK, visitor=OK),
    _account("account_confirm_login_code", GO_ON),
    _account("account_confirm_email", OK, visitor=OK, key="unknown"),
    _account("account_reset_password_from_key_done", OK, visitor=OK),
    _account("account_reset_password_from_key", OK, visitor=OK, uidb36="1", key="un-known"),
    _account("account_reset_password_done", OK, visitor=OK),
    _account("mfa_index", OK),
    _account("mfa_authenticate", GO_ON),
    _account("mfa_reauthenticate", OK, at_home=GO_ON),
    _account("mfa_activate_totp", GO_ON),
    _account("mfa_deactivate_totp", GO_ON, at_home=NOT_FOUND),
    _account("mfa_view_recovery_codes", NOT_FOUND),
    _account("mfa_generate_recovery_codes", GO_ON),
    _account("mfa_download_recovery_codes", NOT_FOUND),
    _account("mfa_list_webauthn", OK),
    _account("mfa_add_webauthn", GO_ON),
    _account("mfa_reauthenticate_webauthn", GO_ON),
    _account("mfa_remove_webauthn", GO_ON, pk=1),
    _account("mfa_edit_webauthn", GO_ON, pk=1),
    _account("mfa_login_webauthn", GO_ON),
    _account("usersessions_list", OK),
]
