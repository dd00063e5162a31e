"""Messages between a client and their support worker, and notes of contacts."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.utils import DatabaseError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg2.extras import DateRange

from clients import models, reach
from clients.operations import voice as operations
from clients.queries import voice as queries
from dpss.access import actors, policy
from dpss.access import operations as reaches
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.kernel import errors
from tests.cast import AT, CAST, TODAY
from tests.commissioning.pages import text
from tests.factories import clients as made

pytestmark = pytest.mark.django_db

ASHA, MARCUS, JOAN = CAST.asha.actor(), CAST.marcus.actor(), CAST.joan.actor()
CLIENT = CAST.homes["asha"].id_of("client")
THREAD = CAST.homes["asha"].id_of("thread")
PHOTO = ("letter.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)


def wrote(**given: Any) -> operations.Writing:
    usual: dict[str, Any] = {"words": "Can we talk?", "key": uuid.uuid4()}
    return operations.Writing(**usual | given)


def begun(who: actors.Actor = ASHA, **given: Any) -> models.Thread:
    with actors.acting(who):
        client = models.Client.objects.get(pk=CLIENT)
        return operations.begin_thread(
            client=client, title="Cover at Easter", writing=wrote(**given), actor=who, at=AT
        )


def notices(thread: models.Thread) -> list[OutboxMessage]:
    job = actors.for_job(job=policy.JOB_MESSAGES, council_id=CAST.east.id, today=TODAY)
    with actors.acting(job):
        keys = models.Message.objects.filter(thread=thread).values_list("pk", flat=True)
        found = OutboxMessage.objects.filter(template="new_message")
        return [one for one in found if any(key.hex in one.key for key in keys)]


def test_the_support_worker_hears_that_there_is_a_message_and_not_what_it_says() -> None:
    told = notices(begun())
    assert [(one.to_id, one.values) for one in told] == [(CAST.marcus.user_id, {})]


def test_the_client_and_who_acts_for_them_hear_of_an_answer() -> None:
    thread = begun()
    with actors.acting(MARCUS):
        operations.write(thread=thread, writing=wrote(words="Yes."), actor=MARCUS, at=AT)
    assert {one.to_id for one in notices(thread)} == {
        CAST.marcus.user_id,
        CAST.asha.user_id,
        CAST.joan.user_id,
    }


def test_when_the_worker_changes_the_new_one_reads_and_hears_and_the_old_one_does_not() -> None:
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
    olga = CAST.named("ada")
    with actors.acting(job):
        client = models.Client.objects.get(pk=CLIENT)
        old = models.CaseAllocation.objects.get(client=client)
        old.during = DateRange(old.during.lower, TODAY)
        old.save(update_fields=["during"])
        reaches.end(source=f"clients.caseallocation:{old.pk}", on=TODAY)
        new = made.allocation(
            client=client,
            user_id=olga.user_id,
            organisation_id=olga.hat().organisation_id,
            during=DateRange(TODAY, None),
        )
        reaches.grant_all(reach.of_allocation(new))
    assert {one.to_id for one in notices(begun())} == {olga.user_id}
    with actors.acting(MARCUS):
        assert not queries.threads(actor=MARCUS, client_id=None).exists()


def test_sent_twice_it_is_kept_once() -> None:
    key = uuid.uuid4()
    first, second = begun(key=key), begun(key=key)
    assert first.pk == second.pk
    with actors.acting(ASHA):
        assert models.Message.objects.filter(thread=first).count() == 1


def test_what_the_other_side_wrote_is_unread_until_they_say_so_or_answer() -> None:
    with actors.acting(MARCUS):
        thread = models.Thread.objects.get(pk=THREAD)
        assert queries.unread(actor=MARCUS) == 1
        operations.write(thread=thread, writing=wrote(), actor=MARCUS, at=AT)
        assert queries.unread(actor=MARCUS) == 0
    with actors.acting(ASHA):
        assert queries.unread(actor=ASHA, client_id=CLIENT) == 1
        assert operations.read(thread=thread, actor=ASHA, at=AT) == 1
        assert operations.read(thread=thread, actor=ASHA, at=AT) == 0


def test_a_call_is_noted_by_staff_alone_and_nobody_gets_an_e_mail() -> None:
    thread = begun()
    with actors.acting(MARCUS):
        noted = operations.write(thread=thread, writing=wrote(is_call=True), actor=MARCUS, at=AT)
    assert (noted.kind, len(notices(thread))) == ("call", 1)
    with actors.acting(ASHA), pytest.raises(errors.NotAllowed):
        operations.write(thread=thread, writing=wrote(is_call=True), actor=ASHA, at=AT)


def test_a_message_of_a_representative_says_for_whom() -> None:
    begun(JOAN, on_behalf_of="Asha Verma")
    with actors.acting(MARCUS):
        assert models.Message.objects.get(sent_by_id=CAST.joan.user_id).on_behalf_of == "Asha Verma"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "x" * 100_000}, "words"),
        ({"files": (("virus.exe", b"MZ"),)}, "photos"),
        ({"files": (PHOTO,) * 6}, "photos"),
    ],
)
def test_what_cannot_be_sent_is_said_and_nothing_is_kept(given: dict[str, Any], field: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        begun(**given)
    assert refused.value.field == field
    with actors.acting(ASHA):
        assert models.Thread.objects.count() == 1


def test_a_file_is_sealed_and_comes_back_to_both_sides(signed_in: Any) -> None:
    asha: Client = signed_in(CAST.asha)
    sent = asha.post(
        reverse("clients:message_new"),
        {
            "title": "A letter",
            "words": "See the photo.",
            "form_key": uuid.uuid4().hex,
            "photos": SimpleUploadedFile(*PHOTO),
        },
        follow=True,
    )
    assert "Your message is sent." in text(sent)
    with actors.acting(ASHA):
        file = models.MessageFile.objects.get(message__thread__title="A letter")
    for person in (CAST.asha, CAST.marcus):
        got = signed_in(person).get(reverse("clients:message_file", args=[file.pk]))
        assert got.content == PHOTO[1]


def test_a_file_that_a_representative_takes_is_taken_for_the_client(signed_in: Any) -> None:
    joan: Client = signed_in(CAST.joan)
    new = {"title": "A letter", "words": "See it.", "form_key": uuid.uuid4().hex}
    joan.post(reverse("clients:message_new"), new | {"photos": SimpleUploadedFile(*PHOTO)})
    with actors.acting(ASHA):
        file = models.MessageFile.objects.get(message__thread__title="A letter")
    assert joan.get(reverse("clients:message_file", args=[file.pk])).content == PHOTO[1]
    with actors.acting(ASHA):
        event = AuditEvent.objects.get(verb="download", thing_id=str(file.pk))
    assert (event.actor_name, event.on_behalf_of) == ("Joan Marsh", "Asha Verma")


def test_what_was_typed_stays_when_it_cannot_be_sent(signed_in: Any) -> None:
    answer = signed_in(CAST.asha).post(
        reverse("clients:message_thread", args=[THREAD]),
        {
            "words": "Please look at this.",
            "form_key": uuid.uuid4().hex,
            "photos": SimpleUploadedFile("a.exe", b"MZ"),
        },
    )
    assert "is not a PDF, a JPEG or a PNG" in text(answer)
    assert "Please look at this." in answer.content.decode()


def test_a_conversation_has_pages_and_few_queries(signed_in: Any) -> None:
    with actors.acting(ASHA):
        thread = models.Thread.objects.get(pk=THREAD)
        models.Message.objects.bulk_create(
            models.Message(
                council_id=thread.council_id,
                subject_id=thread.subject_id,
                thread=thread,
                side="client",
                words=f"Number {number}",
                sent_by_id=CAST.asha.user_id,
                sent_at=AT + dt.timedelta(minutes=number),
                form_key=uuid.uuid4(),
            )
            for number in range(60)
        )
    browser: Client = signed_in(CAST.asha)
    address = reverse("clients:message_thread", args=[THREAD])
    with CaptureQueriesContext(connection) as asked:
        first = text(browser.get(address))
    assert "Number 59" in first
    assert "Number 10" not in first
    assert "Older messages" in first
    assert "Number 10" in text(browser.get(f"{address}?page=2"))
    assert len(asked) < 30


def test_a_note_is_corrected_and_never_changed() -> None:
    with actors.acting(MARCUS):
        client = models.Client.objects.get(pk=CLIENT)
        said: dict[str, Any] = {"client": client, "on": TODAY, "channel": "visit", "actor": MARCUS, "at": AT}
        note = operations.note_contact(**said, words="She is moving to Hove.")
        newer = operations.note_contact(**said, words="She is moving to Lewes.", corrects=note)
        assert newer.corrects_id == note.pk
        with pytest.raises(errors.Conflict):
            operations.note_contact(**said, words="Or to Rye.", corrects=note)
        shown = [one.words for one in queries.notes(CLIENT, actor=MARCUS)]
        assert {"She is moving to Hove.", "She is moving to Lewes."} <= set(shown)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_note(change: str) -> None:
    with actors.acting(MARCUS):
        rows = models.ContactNote.objects.filter(client_id=CLIENT)
        with pytest.raises(DatabaseError):
            rows.update(words="Other words.") if change == "update" else rows.delete()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"on": TODAY + dt.timedelta(days=1)}, "on"),
        ({"words": " "}, "words"),
        ({"words": "x" * 100_000}, "words"),
        ({"channel": "telepathy"}, "channel"),
    ],
)
def test_a_note_that_cannot_be_is_refused(given: dict[str, Any], field: str) -> None:
    usual: dict[str, Any] = {"on": TODAY, "channel": "phone", "words": "Rang."}
    with actors.acting(MARCUS):
        client = models.Client.objects.get(pk=CLIENT)
        with pytest.raises(errors.Invalid) as refused:
            operations.note_contact(client=client, **usual | given, actor=MARCUS, at=AT)
    assert refused.value.field == field
