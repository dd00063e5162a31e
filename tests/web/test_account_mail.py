"""What people are told by e-mail when how they sign in was changed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.template import loader
from django.test import Client, RequestFactory
from django.utils import timezone

from dpss.access import sign_ins
from tests.cast import PASSWORD, Cast
from tests.one_time_codes import code_now

SignIn = Callable[..., Client]
NEW_PASSWORD = "three words that differ"
CHANGED = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


class NobodyThere(BaseEmailBackend):
    """A mail service that is away, and says to whom it could not write."""

    def send_messages(self, email_messages: Any) -> int:
        """Fail as the network does."""
        raise ConnectionRefusedError(f"nobody takes mail for {email_messages[0].to}")


@pytest.mark.usefixtures("db")
def test_a_new_password_is_told_without_a_secret(signed_in: SignIn, cast: Cast) -> None:
    signed_in(cast.asha).post("/accounts/password/change/", CHANGED)
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([cast.asha.email], "Your password was changed")
    assert "If that was not you" in message.body
    assert "01632 960100" in message.body
    assert NEW_PASSWORD not in message.message().as_string()
    assert PASSWORD not in message.message().as_string()


@pytest.mark.usefixtures("own_database")
def test_a_new_app_is_told_without_its_secret_or_codes(signed_in: SignIn, cast: Cast) -> None:
    browser = signed_in(cast.asha)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    found = re.search(r'dpss-secret">\s*([A-Z2-7]{32})\s*<', browser.get("/accounts/2fa/totp/activate/").text)
    assert found
    shown = code_now(found[1])
    browser.post("/accounts/2fa/totp/activate/", {"code": shown})
    (message,) = mail.outbox
    assert message.subject == "An app that shows codes was set up"
    codes = Authenticator.objects.get(user_id=cast.asha.user_id, type="recovery_codes").wrap()
    for secret in (found[1], shown, *codes.generate_codes()):
        assert secret not in message.message().as_string()


@pytest.mark.usefixtures("db")
def test_a_change_stands_when_the_mail_service_is_away_and_the_log_names_nobody(
    signed_in: SignIn, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", f"{__name__}.NobodyThere")
    monkeypatch.setattr(mail, "get_connection", lambda *_args, **_more: NobodyThere())
    answer = signed_in(cast.asha).post("/accounts/password/change/", CHANGED)
    assert answer.status_code == 302
    assert cast.asha.user.check_password(NEW_PASSWORD)
    assert "account/email/password_changed was not sent: ConnectionRefusedError" in caplog.text
    assert cast.asha.email not in caplog.text


@pytest.mark.parametrize("name", sorted(sign_ins.CHANGES))
def test_every_message_is_in_our_words(name: str) -> None:
    values = {
        "timestamp": timezone.now(),
        "ip": "203.0.113.1",
        "from_email": "old@example.org",
        "to_email": "new@example.org",
        "deleted_email": "old@example.org",
    }
    request = RequestFactory().get("/")
    with context.request_context(request):
        message = get_adapter().render_mail(name, "asha@example.org", values)
    for part in ("subject", "message"):
        origin = loader.get_template(f"{name}_{part}.txt").origin
        assert str(origin.name).startswith(str(settings.ROOT / "templates"))
    assert message.subject
    assert "203.0.113.1" in message.body
    assert not re.search(r"two-factor|authenticator|&[a-z#0-9]+;|\{|None", message.body, re.IGNORECASE)
