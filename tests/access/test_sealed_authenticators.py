"""The secrets of authenticator apps and recovery codes: sealed where they lie, and still of use."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import decrypt, encrypt
from django.test import Client
from pytest_django import Settings

from dpss.access import sealing
from tests.cast import PASSWORD, TOTP_SECRET, Cast
from tests.one_time_codes import code_now

OLD, NEW = f"1:{'A' * 43}=", f"2:{'B' * 42}A="

pytestmark = pytest.mark.usefixtures("db")


def app_of(person: object) -> Authenticator:
    return Authenticator.objects.get(user_id=person.user_id, type="totp")


def signs_in(cast: Cast, code: str) -> bool:
    """Whether this code lets Olu in after his password."""
    browser = Client()
    browser.post("/accounts/login/", {"login": cast.olu.email, "password": PASSWORD})
    answer = browser.post("/accounts/2fa/authenticate/", {"code": code})
    return answer.headers.get("Location") == "/home/"


def test_the_row_does_not_hold_the_secret_and_the_code_lets_in(cast: Cast) -> None:
    assert TOTP_SECRET not in json.dumps(app_of(cast.olu).data)
    assert signs_in(cast, code_now())


def test_the_seed_of_recovery_codes_is_sealed_and_a_code_lets_in_once(cast: Cast) -> None:
    codes = RecoveryCodes.activate(cast.olu.user)
    seed = decrypt(codes.instance.data["seed"])
    assert seed not in json.dumps(Authenticator.objects.get(pk=codes.instance.pk).data)
    first = codes.generate_codes()[0]
    assert signs_in(cast, first)
    assert not signs_in(cast, first)


def test_after_a_new_key_comes_first_old_apps_work_and_new_ones_use_it(
    cast: Cast, settings: Settings
) -> None:
    settings.DPSS_FIELD_KEYS = f"{NEW},{OLD}"
    assert decrypt(app_of(cast.olu).data["secret"]) == TOTP_SECRET
    assert signs_in(cast, code_now())
    new = encrypt(TOTP_SECRET)
    settings.DPSS_FIELD_KEYS = NEW
    assert decrypt(new) == TOTP_SECRET
    with pytest.raises(sealing.SealBroken, match="does not hold"):
        decrypt(app_of(cast.olu).data["secret"])


@pytest.mark.parametrize("kept", [TOTP_SECRET, "", "é", "not base64"])
def test_a_secret_that_nobody_sealed_is_not_taken(kept: str) -> None:
    with pytest.raises(sealing.SealBroken):
        decrypt(kept)
