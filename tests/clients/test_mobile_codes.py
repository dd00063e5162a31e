"""A mobile number is proved by a code that is texted to it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from clients import tasks
from clients.operations import contact, mobile_codes
from dpss.access import actors, policy
from dpss.access.models import ContactChoice
from dpss.adapters import notify, texts
from dpss.kernel import errors
from tests.cast import AT, CAST, Person
from tests.payroll.operations import steps

pytestmark = pytest.mark.django_db

JOB = steps.job(policy.JOB_MESSAGES)
SOON = AT + dt.timedelta(minutes=2)
LATE = AT + dt.timedelta(minutes=16)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where texts go."""
    settings.DPSS_VAR = tmp_path
    return tmp_path / "texts"


def choose(mobile: str = "07700 900123", person: Person = CAST.asha) -> ContactChoice:
    """Somebody gives a number."""
    with actors.acting(person.actor()):
        return contact.choose(way="text", mobile=mobile, actor=person.actor(), at=AT)


def ask(person: Person = CAST.asha, at: dt.datetime = AT) -> None:
    """They want a code, and the job sends it."""
    with actors.acting(person.actor()):
        mobile_codes.ask(actor=person.actor(), at=at)
    with actors.acting(JOB):
        mobile_codes.send_next(actor=JOB, at=at)


def texted(folder: Path) -> str:
    """The code in the newest text."""
    said = max(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns).read_text()
    return said.split("your code is ")[1][:6]


def prove(code: str, at: dt.datetime = SOON, person: Person = CAST.asha) -> bool:
    """They enter a code."""
    with actors.acting(person.actor()):
        return mobile_codes.prove(code=code, actor=person.actor(), at=at)


def kept(person: Person = CAST.asha) -> ContactChoice:
    """What is stored."""
    with actors.acting(JOB):
        return ContactChoice.objects.filter(user_id=person.user_id).latest("chosen_at")


def test_the_code_that_was_texted_proves_the_number_and_only_a_hash_of_it_was_kept(folder: Path) -> None:
    choose()
    ask()
    code = texted(folder)
    assert code not in str(kept().__dict__)
    assert prove(f"{code[:3]} {code[3:]}")
    assert (kept().proved_at, kept().code_hash) == (SOON, "")
    with pytest.raises(errors.Invalid, match="No code is out"):
        prove(code)


def test_after_five_wrong_codes_the_right_one_proves_nothing(folder: Path) -> None:
    choose()
    ask()
    code = texted(folder)
    wrong = "000000" if code != "000000" else "111111"
    assert [prove(wrong) for _ in range(5)] == [False] * 5
    with pytest.raises(errors.Invalid, match="No code is out"):
        prove(code)


def test_a_code_holds_for_a_quarter_of_an_hour(folder: Path) -> None:
    choose()
    ask()
    with pytest.raises(errors.Invalid, match="too old"):
        prove(texted(folder), LATE)


def test_another_number_must_be_proved_anew_and_the_same_one_stays_proved(folder: Path) -> None:
    choose()
    ask()
    prove(texted(folder))
    assert choose("+44 7700 900123").proved_at == SOON
    assert choose("07700 900456").proved_at is None


def test_a_code_for_the_number_before_does_not_prove_the_next(folder: Path) -> None:
    choose()
    ask()
    code = texted(folder)
    choose("07700 900456")
    with pytest.raises(errors.Invalid, match="No code is out"):
        prove(code)


def test_codes_are_not_asked_for_one_after_the_other() -> None:
    choose()
    ask()
    with pytest.raises(errors.Conflict, match="Wait a minute"):
        ask(at=AT + dt.timedelta(seconds=30))
    ask(at=SOON)


def test_a_code_that_cannot_be_sent_is_tried_again_and_then_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**_given: object) -> None:
        raise notify.NotSent("away")

    choose()
    monkeypatch.setattr(texts, "send_text", fail)
    ask()
    assert kept().code_wanted_at == AT
    with actors.acting(JOB):
        mobile_codes.send_next(actor=JOB, at=LATE)
    assert kept().code_wanted_at is None


def test_who_acts_for_others_proves_the_number_once_for_all(folder: Path) -> None:
    choose(person=CAST.joan)
    ask(CAST.joan)
    assert prove(texted(folder), person=CAST.joan)
    assert kept(CAST.joan).proved_at == SOON


def test_the_task_runs_twice() -> None:
    choose()
    with actors.acting(CAST.asha.actor()):
        mobile_codes.ask(actor=CAST.asha.actor(), at=AT)
    assert [tasks.send_mobile_codes(), tasks.send_mobile_codes()] == [1, 0]


def test_the_pages_lead_from_the_number_to_the_code(signed_in: Any, folder: Path) -> None:
    browser = signed_in(CAST.asha)
    chosen = browser.post(reverse("clients:contact"), {"way": "text", "mobile": "07700 900123"})
    assert chosen.url == reverse("clients:mobile_code")
    assert "to 07700 900123" in browser.get(chosen.url).text
    asked = browser.post(chosen.url)
    tasks.send_mobile_codes()
    code = texted(folder)
    wrong = "000000" if code != "000000" else "111111"
    assert "That was not the code." in browser.post(asked.url, {"code": wrong}, follow=True).text
    assert "Your number is proved." in browser.post(asked.url, {"code": code}, follow=True).text
    assert "Your number is proved. There is nothing to do." in browser.get(chosen.url).text
