"""Who signed in, who tried to, and who changed how: on record, without any address."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import allauth
import pytest
from allauth.account import views
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core import mail
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from dpss.access import actors, audit, middleware, models, sign_ins
from dpss.web import history
from tests import database
from tests.cast import PASSWORD, Cast
from tests.one_time_codes import code_now

SignedIn = Callable[..., Client]
NEW_PASSWORD = "three words that differ"
KEY = {"name": "My phone", "credential": {"clientExtensionResults": {}}}

pytestmark = pytest.mark.usefixtures("own_database")


def on_record() -> list[models.AuditEvent]:
    """Every event about an account, also those that no council sees."""
    with database.used(str(connection.settings_dict["NAME"]), role="dpss_reader"):
        return list(models.AuditEvent.objects.filter(thing="access.user").order_by("id"))


def verbs() -> list[str]:
    return [event.verb for event in on_record()]


def give_password(browser: Client, email: str, password: str = PASSWORD) -> HttpResponse:
    return browser.post("/accounts/login/", {"login": email, "password": password})


def confirmed(browser: Client, password: str = PASSWORD) -> Client:
    """Somebody who has just shown again that it is they."""
    browser.post("/accounts/reauthenticate/", {"password": password})
    return browser


def test_somebody_who_signs_in_and_out_has_it_in_the_history_of_their_council(cast: Cast) -> None:
    browser = Client()
    give_password(browser, cast.asha.email)
    browser.post("/accounts/logout/")
    with actors.acting(cast.ada.actor()):
        seen = models.AuditEvent.objects.filter(thing="access.user").order_by("id")
        assert [(one.verb, one.thing_id, one.actor_id) for one in seen] == [
            (verb, str(cast.asha.user_id), cast.asha.user_id) for verb in ("sign in", "sign out")
        ]
        assert {one.council_id for one in seen} == {cast.east.id}


def test_staff_are_signed_in_only_after_the_second_step(cast: Cast) -> None:
    browser = Client()
    give_password(browser, cast.olu.email)
    assert verbs() == []
    browser.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert verbs() == ["sign in"]


def test_a_wrong_password_is_on_record_with_the_account_and_without_an_address(cast: Cast) -> None:
    give_password(Client(), cast.asha.email.upper(), "wrong wrong wrong")
    give_password(Client(), "nobody@example.org", "wrong wrong wrong")
    known, unknown = on_record()
    assert (known.verb, known.thing_id, known.council_id, known.actor_id) == (
        *("fail password", str(cast.asha.user_id)),
        *(None, None),
    )
    assert (unknown.verb, unknown.thing_id, unknown.stream) == ("fail password", "", "sign-in")
    for event in (known, unknown):
        text = json.dumps({field: str(value) for field, value in vars(event).items()})
        assert not re.search(r"example\.org|127\.0\.0\.1|wrong wrong", text, re.IGNORECASE)


def test_the_account_of_somebody_who_left_is_refused_on_record(cast: Cast) -> None:
    models.User.objects.filter(pk=cast.asha.user_id).update(is_active=False)
    give_password(Client(), cast.asha.email)
    assert [(one.verb, one.thing_id) for one in on_record()] == [("refuse sign-in", str(cast.asha.user_id))]


def test_a_wrong_code_is_on_record_at_sign_in(cast: Cast) -> None:
    browser = Client()
    give_password(browser, cast.olu.email)
    browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert [(one.verb, one.thing_id, one.actor_id) for one in on_record()] == [
        ("fail second step", str(cast.olu.user_id), None)
    ]


def test_a_wrong_key_is_on_record_at_sign_in(cast: Cast) -> None:
    browser = Client()
    give_password(browser, cast.olu.email)
    browser.post("/accounts/2fa/authenticate/", {"credential": '{"id": "of nobody"}'})
    browser = Client()
    browser.post("/accounts/2fa/webauthn/login/", {"credential": '{"id": "of nobody"}'})
    assert [(one.verb, one.thing_id) for one in on_record()] == [
        ("fail second step", str(cast.olu.user_id)),
        ("fail second step", ""),
    ]


def test_a_wrong_proof_of_somebody_signed_in_is_theirs(signed_in: SignedIn, cast: Cast) -> None:
    Authenticator.objects.create(user_id=cast.olu.user_id, type="webauthn", data=KEY)
    browser = signed_in(cast.olu)
    confirmed(browser, "wrong wrong wrong")
    browser.post("/accounts/2fa/reauthenticate/", {"code": "000000"})
    browser.post("/accounts/2fa/webauthn/reauthenticate/", {"credential": '{"id": "of nobody"}'})
    assert [(one.verb, one.actor_id) for one in on_record()] == [
        ("fail password", cast.olu.user_id),
        ("fail second step", cast.olu.user_id),
        ("fail second step", cast.olu.user_id),
    ]


def test_a_failed_try_is_kept_though_its_page_breaks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views.LoginView, "form_invalid", lambda *_: 1 / 0)
    browser = Client(raise_request_exception=False)
    assert give_password(browser, cast.asha.email, "wrong wrong wrong").status_code == 500
    assert verbs() == ["fail password"]


def test_a_change_that_is_undone_is_not_on_record(
    signed_in: SignedIn, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views.PasswordChangeView, "get_success_url", lambda _: 1 / 0)
    browser = signed_in(cast.asha)
    browser.raise_request_exception = False
    given = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert browser.post("/accounts/password/change/", given).status_code == 500
    assert cast.asha.user.check_password(PASSWORD)
    assert verbs() == []


def test_what_is_kept_is_kept_when_a_request_cannot_be_committed(cast: Cast) -> None:
    def fails_at_the_end(request: object) -> HttpResponse:
        request.kept_events.append(sign_ins.event(sign_ins.FAIL_PASSWORD, user_id=None))
        transaction.on_commit(lambda: 1 / 0)
        return HttpResponse()

    request = RequestFactory().get("/")
    request.actor = None
    with pytest.raises(ZeroDivisionError):
        middleware.RequestTransaction(fails_at_the_end)(request)
    assert verbs() == ["fail password"]


def test_a_new_password_is_on_record(signed_in: SignedIn, cast: Cast) -> None:
    given = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    signed_in(cast.asha).post("/accounts/password/change/", given)
    (event,) = on_record()
    assert (event.verb, event.actor_id, event.council_id) == (
        *("change password", cast.asha.user_id),
        cast.east.id,
    )


def test_a_password_set_by_a_link_is_on_record_as_a_visitors(cast: Cast) -> None:
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": cast.asha.email})
    found = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)
    assert found
    form = browser.get(found[1])["Location"]
    browser.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    (event,) = on_record()
    assert (event.verb, event.thing_id, event.actor_id) == ("reset password", str(cast.asha.user_id), None)


def test_an_app_and_its_codes_are_on_record(signed_in: SignedIn, cast: Cast) -> None:
    browser = confirmed(signed_in(cast.asha))
    page = browser.get("/accounts/2fa/totp/activate/").text
    found = re.search(r'dpss-secret">\s*([A-Z2-7]{32})\s*<', page)
    assert found
    shown = code_now(found[1])
    browser.post("/accounts/2fa/totp/activate/", {"code": shown})
    browser.post("/accounts/2fa/recovery-codes/generate/")
    browser.post("/accounts/2fa/totp/deactivate/")
    assert verbs() == ["add app", "make recovery codes", "remove app"]
    assert {event.actor_id for event in on_record()} == {cast.asha.user_id}


def test_a_passkey_is_on_record_when_it_comes_and_when_it_goes(
    signed_in: SignedIn, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a browser and a key would have proved to each other.
    monkeypatch.setattr(webauthn, "parse_registration_response", lambda _: None)
    monkeypatch.setattr(webauthn, "complete_registration", lambda _: None)
    browser = confirmed(signed_in(cast.asha))
    given = {"name": KEY["name"], "credential": json.dumps(KEY["credential"])}
    browser.post("/accounts/2fa/webauthn/add/", given)
    key = Authenticator.objects.get(user_id=cast.asha.user_id, type="webauthn")
    browser.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert verbs() == ["add passkey", "remove passkey"]


def test_history_is_whole_with_events_of_no_council(cast: Cast) -> None:
    give_password(Client(), "nobody@example.org", "wrong wrong wrong")
    give_password(Client(), cast.asha.email)
    with database.used(str(connection.settings_dict["NAME"]), role="dpss_reader"):
        assert {row.stream for row in models.AuditEvent.objects.filter(thing="access.user")} == {
            "sign-in",
            f"council:{cast.east.id}",
        }


def test_an_administrator_sees_nothing_of_tries_that_belong_to_no_council(cast: Cast) -> None:
    give_password(Client(), cast.asha.email, "wrong wrong wrong")
    with actors.acting(cast.ada.actor()):
        assert not models.AuditEvent.objects.filter(thing="access.user").exists()


def test_every_change_that_allauth_tells_of_is_on_record() -> None:
    calls = re.compile(r'send_notification_mail\(\s*"([^"]+)"')
    installed = Path(allauth.__file__).parent
    sources = [file for app in ("account", "mfa", "usersessions") for file in (installed / app).rglob("*.py")]
    told = {name for file in sources for name in calls.findall(file.read_text())}
    assert told == set(sign_ins.CHANGES)


def test_everything_on_record_is_said_in_words() -> None:
    assert set(dict(history.CHOICES)) >= sign_ins.VERBS
    event = audit.Event(verb="sign in", thing="access.user", thing_id="")
    assert history.said(event) == "Signed in to: account"
