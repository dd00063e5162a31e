"""Approving a timesheet by a link in a text message, with a PIN."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from clients.models import Representation
from clients.operations import contact
from dpss.access import actors, policy
from dpss.access.models import AuditEvent, ContactChoice, Council
from dpss.adapters import notify, texts
from dpss.kernel import errors
from payroll import models, tasks
from payroll.operations import text_answers, text_links
from payroll.queries import sheets
from payroll.queries import text_links as queries
from tests import database
from tests.cast import AT, CAST, Person
from tests.cast.hours_in import token_of
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE

JOB = steps.job(policy.JOB_TEXT_LINKS)
PIN, OTHER_PIN = "528491", "941825"
LATER = AT + dt.timedelta(hours=1)
AFTER_THE_DEADLINE = dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where texts go."""
    settings.DPSS_VAR = tmp_path
    return tmp_path / "texts"


def choose(person: Person = CAST.asha, pin: str = PIN) -> models.TextApprover:
    """Somebody gives a number and a PIN."""
    actor = person.actor()
    with actors.acting(actor):
        contact.choose(way="text", mobile="07700 900123", actor=actor, at=AT)
        ContactChoice.objects.filter(user_id=person.user_id).update(proved_at=AT)
        return text_links.choose_pin(client_id=ASHA.id_of("client"), pin=pin, again=pin, actor=actor, at=AT)


def contact_without_proof(person: Person) -> None:
    """Somebody gives a number, and enters no code."""
    actor = person.actor()
    with actors.acting(actor):
        contact.choose(way="text", mobile="07700 900123", actor=actor, at=AT)


def send(at: dt.datetime = LATER) -> int:
    """The job makes and sends what is due. Returns how many links it made."""
    with actors.acting(JOB):
        made = text_links.make_due(actor=JOB, at=at)
        for _ in range(made + 1):
            text_links.send_next(actor=JOB, at=at)
        return made


def texted(folder: Path) -> tuple[models.SheetLink, str]:
    """The link of the newest text, by the token in it."""
    said = max(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns).read_text()
    token = said.rsplit("/t/", 1)[1].strip().rstrip("/")
    with actors.acting(JOB):
        link = queries.link_of(token, actor=JOB)
    assert link is not None
    return link, said


def sheet(actor: actors.Actor = JOB) -> models.Timesheet:
    """Dee's November sheet as it is."""
    with actors.acting(actor):
        return models.Timesheet.objects.get(pk=DEE.id_of("timesheet"))


def approve(link: models.SheetLink, by: Person = CAST.asha, seen: str = "") -> models.Timesheet:
    """The person approves what they were shown."""
    actor = by.actor()
    with actors.acting(actor):
        shown = sheets.shown(sheets.timesheets(actor=actor).get(pk=link.timesheet_id), actor=actor)
        return text_answers.approve(link=link, seen=seen or shown.digest, actor=actor, at=LATER)


def try_pin(link: models.SheetLink, pin: str = PIN, at: dt.datetime = LATER) -> text_answers.Tried:
    """Somebody enters a PIN."""
    with actors.acting(JOB):
        return text_answers.try_pin(link=link, pin=pin, actor=JOB, at=at)


@pytest.mark.django_db
class TestLinks:
    """Who is sent a link, and what it says."""

    def test_nobody_approves_by_a_number_that_is_not_proved(self) -> None:
        contact_without_proof(CAST.asha)
        actor = CAST.asha.actor()
        with actors.acting(actor), pytest.raises(errors.Conflict, match="proved"):
            text_links.choose_pin(client_id=ASHA.id_of("client"), pin=PIN, again=PIN, actor=actor, at=AT)

    def test_after_the_number_was_changed_no_link_goes_to_it_until_it_is_proved(self, folder: Path) -> None:
        choose()
        actor = CAST.asha.actor()
        with actors.acting(actor):
            contact.choose(way="text", mobile="07700 900456", actor=actor, at=AT)
        send()
        assert not folder.exists()

    def test_who_chose_a_pin_is_sent_one_link_for_a_sheet(self, folder: Path) -> None:
        choose()
        assert send() == 1
        assert send() == 0
        link, said = texted(folder)
        assert link.timesheet_id == DEE.id_of("timesheet")
        assert said.startswith("To: +447700900123")
        assert "by 12:00 on Monday 23 November 2026" in said
        assert not any(name in said for name in ("Asha", "Dee", "Lowe", "Verma"))

    def test_of_the_token_only_a_hash_is_kept(self, folder: Path) -> None:
        choose()
        send()
        link, said = texted(folder)
        token = said.rsplit("/t/", 1)[1].strip().rstrip("/")
        assert link.token_hash == queries.hash_of(token)
        with actors.acting(JOB):
            kept = models.SheetLink.objects.filter(pk=link.pk).values().get()
        assert token not in str(kept)

    def test_of_the_pin_a_hash_is_kept_that_needs_the_portals_secret(self, settings: Any) -> None:
        approver = choose()
        assert PIN not in approver.pin
        before = text_links.sealed_pin(PIN, user_id=approver.user_id)
        settings.DPSS_INDEX_KEY = "another" * 10
        assert text_links.sealed_pin(PIN, user_id=approver.user_id) != before

    def test_a_sheet_that_is_sent_again_has_another_link_and_the_old_one_ends(self, folder: Path) -> None:
        choose()
        send()
        old, _ = texted(folder)
        with actors.acting(JOB):
            models.Timesheet.objects.filter(pk=old.timesheet_id).update(submitted_at=LATER)
        with pytest.raises(errors.Conflict, match="changed or answered after this text"):
            try_pin(_again(old))
        assert send() == 1

    def test_nobody_is_sent_a_link_to_their_own_hours(self) -> None:
        choose(CAST.joan)
        with actors.acting(JOB):
            post = steps.post_of()
            type(post.assistant).objects.filter(pk=post.assistant_id).update(user_id=CAST.joan.user_id)
        assert send() == 0

    def test_a_representative_without_that_right_is_sent_none(self) -> None:
        choose(CAST.joan)
        with actors.acting(JOB):
            Representation.objects.filter(user_id=CAST.joan.user_id).update(approves_timesheets=False)
        assert send() == 0

    @pytest.mark.parametrize(
        ("host", "origins", "address"),
        [
            ("east.example.org", ["https://a.example.org"], "https://east.example.org/t/"),
            ("", ["https://a.example.org"], "https://a.example.org/t/"),
            ("", ["https://a.example.org", "https://b.example.org"], ""),
        ],
    )
    def test_a_link_leads_to_the_councils_own_address_or_none_goes_out(
        self, host: str, origins: list[str], address: str, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent: list[str] = []
        monkeypatch.setattr(texts, "send_text", lambda **given: sent.append(given["text"]))
        settings.DPSS_DEMO, settings.CSRF_TRUSTED_ORIGINS = False, origins
        choose()
        with actors.acting(JOB):
            Council.objects.filter(pk=CAST.east.id).update(host=host)
        send()
        assert [address in text for text in sent] == ([True] if address else [])
        if not address:
            with actors.acting(JOB):
                told = models.SheetReminder.objects.get(employment=DEE.id_of("employment"), side="employer")
            assert "no web address of its own" in told.why

    def test_after_the_deadline_no_link_is_made(self) -> None:
        choose()
        assert send(AFTER_THE_DEADLINE) == 0

    def test_a_text_that_does_not_go_out_is_given_up_and_payroll_rings(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(**_given: object) -> None:
            raise notify.NotSent("away")

        choose()
        monkeypatch.setattr(texts, "send_text", fail)
        for tries in range(text_links.MOST_TRIES):
            send(LATER + dt.timedelta(hours=tries))
        with actors.acting(JOB):
            call = models.SheetReminder.objects.get(
                employment=DEE.id_of("employment"), side="employer", channel="phone", rung_at=None
            )
        assert call.why == "The text with the link did not go out."

    @pytest.mark.parametrize("pin", ["12345", "1234567", "12345a", "111111", "123456", "654321", "121212"])
    def test_a_pin_is_six_figures_that_are_not_easy_to_guess(self, pin: str) -> None:
        with pytest.raises(errors.Invalid, match="PIN"):
            choose(pin=pin)

    def test_without_a_mobile_number_there_are_no_links(self) -> None:
        asha = CAST.asha.actor()
        with actors.acting(asha), pytest.raises(errors.Conflict, match="no mobile number"):
            text_links.choose_pin(client_id=ASHA.id_of("client"), pin=PIN, again=PIN, actor=asha, at=AT)

    @pytest.mark.parametrize("person", [CAST.olu, CAST.dee, CAST.marcus, CAST.ben])
    def test_only_who_may_approve_them_approves_them_by_text(self, person: Person) -> None:
        with pytest.raises(errors.NotAllowed):
            choose(person)

    def test_who_stops_is_sent_no_more_and_what_is_out_ends(self, folder: Path) -> None:
        choose()
        send()
        link, _ = texted(folder)
        asha = CAST.asha.actor()
        with actors.acting(asha):
            text_links.stop(client_id=ASHA.id_of("client"), actor=asha, at=LATER)
            with pytest.raises(errors.Conflict, match="nothing to stop"):
                text_links.stop(client_id=ASHA.id_of("client"), actor=asha, at=LATER)
        with pytest.raises(errors.Conflict, match="by text any more"):
            try_pin(_again(link))


@pytest.mark.django_db
class TestAnswers:
    """The PIN, and what is answered."""

    def test_what_was_shown_is_approved_as_that_person_by_text_link(self, folder: Path) -> None:
        choose()
        send()
        link, _ = texted(folder)
        assert try_pin(link).is_right
        approved = approve(link)
        assert (approved.state, approved.decided_by_id) == ("approved", CAST.asha.user_id)
        with actors.acting(JOB):
            verbs = AuditEvent.objects.filter(thing_id=str(link.pk)).values_list("verb", "actor_name")
            assert ("approved by text link", "Asha Verma") in set(verbs)
        asha = CAST.asha.actor()
        with actors.acting(asha):
            assert queries.link_used_on(sheet(asha), actor=asha) == link

    def test_who_acts_for_the_employer_approves_on_their_behalf(self, folder: Path) -> None:
        choose(CAST.joan)
        send()
        link, _ = texted(folder)
        approve(link, CAST.joan)
        with actors.acting(JOB):
            event = AuditEvent.objects.filter(thing_id=str(DEE.id_of("timesheet")), verb="approve").latest(
                "pk"
            )
        assert (event.actor_name, event.on_behalf_of) == ("Joan Marsh", "Asha Verma")

    def test_a_link_answers_once(self, folder: Path) -> None:
        choose()
        send()
        link, _ = texted(folder)
        digest = link.digest
        approve(link)
        with pytest.raises(errors.Conflict, match="This link was used"):
            approve(link, seen=digest)
        with pytest.raises(errors.Conflict, match="This link was used"):
            try_pin(link)

    def test_a_sheet_goes_back_with_the_reason(self, folder: Path) -> None:
        choose()
        send()
        link, _ = texted(folder)
        asha = CAST.asha.actor()
        with actors.acting(asha):
            with pytest.raises(errors.Invalid, match="Say why"):
                text_answers.reject(link=link, reason=" ", actor=asha, at=LATER)
            text_answers.reject(link=link, reason="Tuesday was three hours.", actor=asha, at=LATER)
        assert (sheet().state, sheet().reason) == ("rejected", "Tuesday was three hours.")

    def test_what_was_not_shown_is_not_approved(self, folder: Path) -> None:
        choose()
        send()
        link, _ = texted(folder)
        with pytest.raises(errors.Conflict, match="changed since you opened it"):
            approve(link, seen="0" * 64)
        assert sheet().state == "submitted"
        assert _again(link).used_at is None

    def test_a_pa_who_acts_for_the_employer_is_refused_as_on_the_signed_in_page(self, folder: Path) -> None:
        choose(CAST.joan)
        send()
        link, _ = texted(folder)
        with actors.acting(JOB):
            post = steps.post_of()
            type(post.assistant).objects.filter(pk=post.assistant_id).update(user_id=CAST.joan.user_id)
        with pytest.raises(errors.Conflict, match="These are your own hours"):
            approve(link, CAST.joan)

    def test_the_fifth_wrong_pin_locks_the_link_and_payroll_is_told(self, folder: Path) -> None:
        choose()
        send()
        link, _ = texted(folder)
        left = [try_pin(link, OTHER_PIN).left for _ in range(text_answers.MOST_WRONG)]
        assert left == [4, 3, 2, 1, 0]
        with pytest.raises(errors.Conflict, match="locked"):
            try_pin(link)
        asha = CAST.asha.actor()
        with actors.acting(asha), pytest.raises(errors.Conflict, match="locked"):
            text_answers.approve(link=link, seen=link.digest, actor=asha, at=LATER)
        with actors.acting(JOB):
            call = models.SheetReminder.objects.get(
                employment=DEE.id_of("employment"), side="employer", channel="phone", rung_at=None
            )
        assert call.why == "The link in the text is locked: 5 wrong PINs."
        assert send() == 0

    def test_a_link_ends_with_the_deadline(self, folder: Path) -> None:
        choose()
        send()
        link, _ = texted(folder)
        with pytest.raises(errors.Conflict, match="deadline"):
            try_pin(link, at=AFTER_THE_DEADLINE)

    def test_somebody_elses_link_is_not_answered(self, folder: Path) -> None:
        choose()
        send()
        link, _ = texted(folder)
        joan = CAST.joan.actor()
        with actors.acting(joan), pytest.raises(errors.Conflict, match="not answer this timesheet"):
            text_answers.approve(link=link, seen=link.digest, actor=joan, at=LATER)

    def test_what_a_right_pin_gave_holds_for_half_an_hour_and_for_one_link(self, folder: Path) -> None:
        choose()
        send()
        link, _ = texted(folder)
        opened = text_answers.opened(link, digest="d" * 64, at=LATER)
        assert text_answers.digest_in(opened, link=link, at=LATER) == "d" * 64
        with pytest.raises(errors.Invalid, match="Enter your PIN again"):
            text_answers.digest_in(opened, link=link, at=LATER + text_answers.OPEN_FOR)
        with actors.acting(JOB):
            other = queries.link_of(token_of(DEE), actor=JOB)
        assert other is not None
        for text in (opened, opened[:-1], ""):
            with pytest.raises(errors.Invalid):
                text_answers.digest_in(text, link=other, at=LATER)

    def test_people_do_not_try_pins_past_the_page(self, folder: Path) -> None:
        choose()
        send()
        link, _ = texted(folder)
        olu = CAST.olu.actor()
        with actors.acting(olu), pytest.raises(errors.NotAllowed):
            text_answers.try_pin(link=link, pin=PIN, actor=olu, at=LATER)
        with actors.acting(olu), pytest.raises(errors.NotAllowed):
            text_links.make_due(actor=olu, at=LATER)


def _again(link: models.SheetLink) -> models.SheetLink:
    with actors.acting(JOB):
        return models.SheetLink.objects.select_related("timesheet", "approver").get(pk=link.pk)


def test_a_double_click_has_one_effect_and_ten_guesses_are_five(own_database: str, folder: Path) -> None:
    choose()
    send()
    link, _ = texted(folder)
    answers = database.together(*[lambda: approve(link, seen=link.digest)] * 2)
    assert sum(isinstance(one, models.Timesheet) for one in answers) == 1
    assert sum(isinstance(one, errors.Conflict) for one in answers) == 1
    choose(CAST.joan)
    with actors.acting(JOB):
        models.Timesheet.objects.filter(pk=DEE.id_of("timesheet")).update(
            state="submitted", decided_at=None, decided_by=None
        )
    send()
    second, _ = texted(folder)
    tried = database.together(*[lambda: try_pin(second, OTHER_PIN)] * 10)
    assert sum(isinstance(one, text_answers.Tried) for one in tried) == text_answers.MOST_WRONG
    assert _again(second).wrong_pins == text_answers.MOST_WRONG
    assert not any(isinstance(one, DatabaseError) for one in (*answers, *tried))
    assert tasks.send_sheet_links() == 0
