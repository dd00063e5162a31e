"""A person chooses how to be contacted, and what is sent to them goes that way."""

from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from clients.operations import contact
from dpss.access import actors, outbox, policy
from dpss.access.models import AuditEvent, ContactChoice, OutboxMessage
from dpss.adapters import notify, texts
from dpss.kernel import errors, phones
from tests.cast import AT, CAST, Person
from tests.factories import access
from tests.payroll.operations import steps

pytestmark = pytest.mark.django_db

JOB = steps.job(policy.JOB_MESSAGES)


def choose(person: Person, way: str, mobile: str = "") -> ContactChoice:
    """Somebody says how to contact them."""
    actor = person.actor()
    with actors.acting(actor):
        return contact.choose(way=way, mobile=mobile, actor=actor, at=AT)


def send(template: str, to: Person = CAST.asha, **values: str) -> list[str]:
    """One message is sent by the job; which templates still wait."""
    with actors.acting(JOB):
        OutboxMessage.objects.filter(sent_at=None).delete()
        access.message(about=steps.post_of(), key="one", template=template, to_id=to.user_id, values=values)
        outbox.send_next(actor=JOB, at=AT)
        return list(OutboxMessage.objects.filter(sent_at=None).values_list("template", flat=True))


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where texts go."""
    settings.DPSS_VAR = tmp_path
    return tmp_path / "texts"


@pytest.mark.parametrize(
    "typed", ["07700 900123", "+44 7700 900123", "+44 (0)7700 900123", "0044 7700-900-123"]
)
def test_a_mobile_number_is_read_as_people_write_it(typed: str) -> None:
    assert phones.mobile(typed) == "+447700900123"
    assert phones.in_words("+447700900123") == "07700 900123"


@pytest.mark.parametrize(
    "typed", ["", "01632 960100", "07700 90012", "07700 9001234", "+1 7700 900123", "070"]
)
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(errors.Invalid, match="UK mobile number"):
        phones.mobile(typed)


def test_who_chose_texts_is_texted_and_the_choice_is_told_by_e_mail(folder: Path) -> None:
    choose(CAST.asha, "text", "07700 900123")
    with actors.acting(JOB):
        assert outbox.send_next(actor=JOB, at=AT)
    (told,) = mail.outbox
    assert told.subject == "How we contact you has changed"
    assert "text message" in told.body
    mail.outbox.clear()
    assert send("sheet_employer_before", by="12:00", days="these days", payday="Friday") == []
    assert mail.outbox == []
    (file,) = folder.iterdir()
    said = file.read_text()
    assert said.startswith("To: +447700900123")
    assert "a timesheet for these days waits for you" in said
    assert "Asha" not in said


def test_a_message_without_a_short_form_goes_by_e_mail(folder: Path) -> None:
    choose(CAST.asha, "text", "07700 900123")
    send("bank_details_changed")
    assert len(mail.outbox) == 1
    assert not folder.exists()


def test_a_text_that_does_not_go_out_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(CAST.asha, "text", "07700 900123")

    def fail(**_given: object) -> None:
        raise notify.NotSent("away")

    monkeypatch.setattr(texts, "send_text", fail)
    assert send("sheet_employer_before") == ["sheet_employer_before"]


def test_the_choice_is_kept_and_history_has_no_number() -> None:
    choose(CAST.asha, "text", "07700 900123")
    choose(CAST.asha, "call", "07700 900123")
    with actors.acting(JOB):
        kept = ContactChoice.objects.get(user_id=CAST.asha.user_id)
        assert (kept.way, kept.mobile) == ("call", "+447700900123")
        events = AuditEvent.objects.filter(thing_id=str(kept.pk), verb="choose contact")
        assert [event.after["way"] for event in events.order_by("pk")] == ["text", "call"]
        assert not any("7700" in str(event.after) + str(event.before) for event in events)


def test_the_same_choice_again_says_nothing_twice() -> None:
    choose(CAST.asha, "text", "07700 900123")
    choose(CAST.asha, "text", "+447700900123")
    with actors.acting(JOB):
        assert OutboxMessage.objects.filter(template="contact_changed").count() == 1


def test_who_acts_for_somebody_chooses_for_themselves() -> None:
    kept = choose(CAST.joan, "call")
    assert (kept.user_id, kept.subject_id) == (CAST.joan.user_id, CAST.homes["asha"].subject_id)


@pytest.mark.parametrize(
    ("way", "mobile", "sentence"),
    [
        ("text", "", "Enter the mobile number"),
        ("text", "01632 960100", "UK mobile number"),
        ("letter", "", "Choose how we should contact you"),
    ],
)
def test_what_cannot_be_is_said(way: str, mobile: str, sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        choose(CAST.asha, way, mobile)


def test_staff_do_not_choose_here() -> None:
    with pytest.raises(errors.NotAllowed):
        choose(CAST.olu, "email")


def test_the_page_keeps_the_choice_and_says_so(signed_in: Any) -> None:
    browser = signed_in(CAST.dee)
    answer = browser.post("/clients/contact/", {"way": "text", "mobile": "07700 900456"}, follow=True)
    assert "We send you text messages." in answer.content.decode()
    with actors.acting(JOB):
        assert ContactChoice.objects.get(user_id=CAST.dee.user_id).mobile == "+447700900456"
    wrong = browser.post("/clients/contact/", {"way": "text", "mobile": "12"}).content.decode()
    assert "Enter a UK mobile number" in wrong
    assert 'value="12"' in wrong
