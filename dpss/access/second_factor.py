"""The forms of the second step, which put a wrong code or key on record.

allauth's adapters are not asked when one is wrong, and its signal is sent for codes only, so its forms
are replaced by these in the settings.
"""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as keys
from django import forms

from dpss.access import models, sign_ins

WRONG = "incorrect_code"


class _OnRecord(forms.Form):
    user: models.User | None

    def add_error(self, field: str | None, error: Any) -> None:
        """Keep the attempt: it is recorded even when the request is undone."""
        super().add_error(field, error)
        if getattr(error, "code", "") == WRONG:
            user_id = self.user.pk if self.user else None
            context.request.kept_events.append(sign_ins.event(sign_ins.FAIL_SECOND_STEP, user_id=user_id))


class _Key(_OnRecord):
    def clean_credential(self) -> Authenticator:
        """An answer of which parts are missing is a wrong one; allauth would break on it."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except KeyError:
            raise get_adapter().validation_error(WRONG) from None


class AuthenticateForm(_OnRecord, codes.AuthenticateForm):  # type: ignore[misc]
    """A code, to sign in."""


class ReauthenticateForm(_OnRecord, codes.ReauthenticateForm):  # type: ignore[misc]
    """A code, of somebody signed in who wants to change how they sign in."""


class AuthenticateWebAuthnForm(_Key, keys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A key, to sign in after the password."""


class ReauthenticateWebAuthnForm(_Key, keys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A key, of somebody signed in who wants to change how they sign in."""


class LoginWebAuthnForm(_Key, keys.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of a password."""
