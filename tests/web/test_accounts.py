"""Signing in, passwords and second steps: allauth's pages in the portal's clothes."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.staticfiles import finders
from django.core import mail
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.one_time_codes import code_now

pytestmark = pytest.mark.usefixtures("db")
SignIn = Callable[..., Client]


def test_the_browser_can_fill_in_the_sign_in_form(client: Client) -> None:
    text = client.get("/accounts/login/").text
    assert 'autocomplete="username"' in text or 'autocomplete="email"' in text
    assert 'autocomplete="current-password"' in text
    assert "placeholder=" not in text


def test_a_wrong_password_is_said_above_the_form_and_the_address_is_kept(client: Client, cast: Cast) -> None:
    text = client.post("/accounts/login/", {"login": cast.asha.email, "password": "wrong wrong wrong"}).text
    assert "<title>Error: Sign in" in " ".join(text.split()).replace("<title> ", "<title>")
    assert "There is a problem" in text
    assert f'value="{cast.asha.email}"' in text
    assert "wrong wrong wrong" not in text


def test_an_empty_sign_in_form_names_what_is_missing_beside_each_field(client: Client) -> None:
    text = client.post("/accounts/login/", {}).text
    assert text.count("Fill in “Email address”.") == 2
    assert 'href="#id_password"' in text


def test_signing_in_leads_home(client: Client, cast: Cast) -> None:
    answer = client.post("/accounts/login/", {"login": cast.asha.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/home/")


def test_nobody_signs_themselves_up(client: Client) -> None:
    assert "You cannot open an account here" in client.get("/accounts/signup/").text


def test_a_forgotten_password_gets_a_link_in_plain_words(client: Client, cast: Cast) -> None:
    answer = client.post("/accounts/password/reset/", {"email": cast.asha.email}, follow=True)
    assert "Look in your email" in answer.text
    message = mail.outbox[-1]
    found = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", message.body)
    assert "Set a new password" in message.subject
    assert "01632 960100" in message.body
    assert found
    page = client.get(found[1], follow=True)
    assert "Choose a new password" in page.text
    assert page.text.count('autocomplete="new-password"') == 2


def test_a_link_that_is_no_longer_good_offers_a_new_one(client: Client) -> None:
    text = client.get("/accounts/password/reset/key/1-abc/", follow=True).text
    assert "This link does not work any more" in text
    assert "Send me a new link" in text


def test_an_unknown_address_is_told_the_same_as_a_known_one(client: Client, cast: Cast) -> None:
    known = client.post("/accounts/password/reset/", {"email": cast.asha.email}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert known.text == unknown.text
    assert "There is no account with this address" in mail.outbox[-1].subject


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/2fa/",
        "/accounts/password/change/",
        "/accounts/email/",
        "/accounts/sessions/",
        "/accounts/logout/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/webauthn/",
        "/accounts/inactive/",
        "/accounts/confirm-email/",
    ],
)
def test_every_page_of_the_account_has_one_heading_and_the_frame(
    signed_in: SignIn, cast: Cast, address: str
) -> None:
    text = signed_in(cast.asha).get(address).text
    assert text.count("<h1") == 1
    assert "Eastmarsh County Council" in text
    assert 'id="main-content"' in text


def test_what_changes_sign_in_asks_for_the_password_again(signed_in: SignIn, cast: Cast) -> None:
    answer = signed_in(cast.asha).get("/accounts/2fa/totp/activate/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_an_app_is_set_up_from_a_picture_or_from_text_and_recovery_codes_follow(
    signed_in: SignIn, cast: Cast
) -> None:
    browser = signed_in(cast.asha)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = browser.get("/accounts/2fa/totp/activate/")
    found = re.search(r'dpss-secret">\s*([A-Z2-7]{32})\s*<', page.text)
    assert found
    assert 'src="data:image/svg+xml;base64,' in page.text
    code = code_now(found[1])
    answer = browser.post("/accounts/2fa/totp/activate/", {"code": code}, follow=True)
    assert "Recovery codes" in answer.text
    assert Authenticator.objects.filter(user_id=cast.asha.user_id, type="totp").exists()


def test_too_many_tries_are_stopped_in_words(client: Client, cast: Cast) -> None:
    answers = [client.post("/accounts/password/reset/", {"email": cast.asha.email}) for _try in range(25)]
    stopped = [answer for answer in answers if answer.status_code == 429]
    assert stopped
    assert "Too many tries" in stopped[0].text


@pytest.mark.parametrize("file", ["mfa/js/webauthn.js", "mfa/js/webauthn-json.js", "account/js/onload.js"])
def test_the_scripts_that_passkeys_need_are_served(file: str) -> None:
    assert finders.find(file)
