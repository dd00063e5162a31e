"""Reports to HMRC on the provider's pages: all of them counted, each in words, and the decisions."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent
from payroll import models
from tests.cast import AT, Cast
from tests.payroll.operations import correcting, hmrc, steps
from tests.payroll.rti import test_replies as replies
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.django_db
REPORTS = "/payroll/hmrc/"
REFUSED = {"state": "rejected", "errors": [{"number": "7904", "text": "Too much of it.", "where": "Pay"}]}
OUR_WORDS = REFUSED | {"errors": [{"number": "7823", "text": "HMRC gave its error 7823.", "where": ""}]}
LOST = {"state": "unknown", "sent_at": AT}
NOT_FOUND = LOST | {"looked_for_at": AT}


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sweeps that a page asked for."""
    asked: list[str] = []
    monkeypatch.setattr("dpss.celery.nudge", asked.append)
    return asked


@pytest.fixture(scope="module", autouse=True)
def _november_is_paid(plant_once: Callable[[Callable[[], object]], object]) -> None:
    plant_once(steps.pay_november)


def november(**given: Any) -> models.Submission:
    """The report of Asha's November, which is paid, stands as given."""
    with actors.acting(steps.job()):
        models.Submission.objects.filter(pk=hmrc.report().pk).update(**given or {"state": "queued"})
    return hmrc.report()


def at(name: str, report: models.Submission) -> str:
    """The address of a page about a report."""
    return reverse(f"payroll:{name}", args=[report.pk])


def strip(answer: HttpResponse) -> dict[str, int]:
    """The counts of the strip by their labels."""
    page = answer.content.decode()
    found = re.findall(r"dpss-strip__count[^>]*>([\d,]+)</span>\s*<a[^>]*>([^<]+)</a>", page)
    return {label: int(count.replace(",", "")) for count, label in found}


def test_every_report_is_in_one_place(olu: Client) -> None:
    november(**REFUSED)
    answer = olu.get(REPORTS)
    counts = strip(answer)
    assert (counts.pop("All"), sum(counts.values())) == (2, 2)
    assert (counts["Refused"], counts["Accepted"]) == (1, 1)
    assert "Each report is in one place: 0 + 0 + 0 + 0 + 0 + 1 + 1 = 2." in words_of(answer)


def test_what_needs_someone_is_first_and_says_why(olu: Client) -> None:
    november(**REFUSED)
    said = words_of(olu.get(REPORTS))
    assert said.index("Too much of it.") < said.index("Nothing more to do.")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"state": "queued"}, "It is sent within a minute, or as soon as HMRC can be reached."),
        ({"state": "awaiting"}, "The employer's PAYE reference is recorded now."),
        ({"state": "sending"}, "It is on its way."),
        ({"state": "acknowledged", "correlation_id": "A" * 32}, "HMRC has taken it in and is checking it."),
        (LOST, "It is being looked for there; nothing is sent again meanwhile."),
        (NOT_FOUND, "A payroll manager decides whether to send it again."),
        (REFUSED, "Too much of it."),
    ],
)
def test_each_state_has_its_sentence_on_both_pages(olu: Client, given: dict[str, Any], said: str) -> None:
    report = november(**given)
    assert said in words_of(olu.get(REPORTS))
    assert said in words_of(olu.get(at("submission", report)))


@pytest.mark.parametrize(("name", "found"), [("asha", 2), ("nobody", 0)])
def test_the_list_is_searched_for_an_employer(olu: Client, name: str, found: int) -> None:
    november(**REFUSED)
    page = olu.post(REPORTS, {"name": name}, follow=True).content.decode()
    assert page.count("Look at the report") == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?show=refused", 2),
        ("?show=rejected", 1),
        ("?show=accepted", 1),
        ("?show=held", 0),
        ("?sort=oldest", 2),
        ("?sort=strange&page=77", 2),
    ],
)
def test_the_list_is_narrowed(olu: Client, query: str, found: int) -> None:
    november(**REFUSED)
    assert olu.get(REPORTS + query).content.decode().count("Look at the report") == found


def test_the_receipt_of_hmrc_finds_its_report(olu: Client) -> None:
    report = november()
    assert report.receipt
    answer = olu.post(REPORTS, {"name": report.receipt[:8]}, follow=True)
    assert answer.content.decode().count("Look at the report") == 1


def test_the_download_is_the_list_and_is_recorded(olu: Client, cast: Cast) -> None:
    report = november()
    lines = olu.get(f"{REPORTS}?download=csv&show=to_send").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Employer,PAYE reference,Payday,Employees,State,IRmark receipt,Kind,Tell HMRC by,Sent"
    waits = report.get_state_display()
    assert lines[1:] == [
        f"Asha Verma,120/ZZ99999,2026-11-27,1,{waits},{report.receipt},Full Payment Submission,2026-11-27,"
    ]
    with actors.acting(cast.ada.actor()):
        assert AuditEvent.objects.filter(verb="download", actor_id=cast.olu.user_id).count() == 1


def test_the_queries_do_not_grow_with_the_reports(olu: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert olu.get(REPORTS).status_code == 200
        return len(captured)

    count()
    one = count()
    november(**REFUSED)
    assert count() == one


class TestPage:
    """One report."""

    def test_it_has_the_receipt_and_the_numbers_to_quote(self, olu: Client) -> None:
        report = november()
        said = words_of(olu.get(at("submission", report)))
        for shown in (report.receipt, report.pk.hex.upper(), "Friday 27 November 2026", "£270.00"):
            assert shown in said

    def test_an_error_has_hmrcs_number(self, olu: Client) -> None:
        answer = olu.get(at("submission", november(**REFUSED)))
        assert ["7904", "Too much of it.", "Pay"] in tables.rows_of(answer)

    @pytest.mark.parametrize(
        ("given", "offered"),
        [
            ({"state": "awaiting"}, ["release"]),
            ({"state": "held"}, ["release"]),
            ({"state": "queued"}, []),
            (LOST, ["look"]),
            (NOT_FOUND, ["look", "again"]),
            (REFUSED, ["again"]),
            ({"state": "acknowledged", "correlation_id": "A" * 32}, []),
            ({"state": "accepted"}, []),
        ],
    )
    def test_a_manager_is_offered_what_is_open_and_no_more(
        self, mara: Client, given: dict[str, Any], offered: list[str]
    ) -> None:
        report = november(**given)
        answer = mara.get(at("submission", report))
        page = answer.content.decode()
        moves = ("release", "look", "again")
        assert [move for move in moves if at(f"submission_{move}", report) in page] == offered
        assert ("Nothing has to be decided." in words_of(answer)) is not offered

    def test_an_officer_is_told_who_decides(self, olu: Client) -> None:
        report = november(**REFUSED)
        answer = olu.get(at("submission", report))
        assert "A payroll manager decides about reports." in words_of(answer)
        assert at("submission_again", report) not in answer.content.decode()

    def test_a_refusal_is_in_hmrcs_own_words(self, olu: Client) -> None:
        report = november(**OUR_WORDS)
        with actors.acting(steps.job()):
            report.reply = replies.reply("error", body=replies.REJECTED).decode()
            report.save(update_fields=["reply"])
        rows = tables.rows_of(olu.get(at("submission", report)))
        assert ["7823", "There is no NINO.", "/IRenvelope/Employee[1]"] in rows
        assert ["7823", "HMRC gave its error 7823.", ""] not in rows

    @pytest.mark.parametrize("home", ["ben", "wes"])
    def test_somebody_elses_is_not_found(self, mara: Client, cast: Cast, home: str) -> None:
        url = reverse("payroll:submission", args=[cast.homes[home].id_of("submission")])
        assert mara.get(url).status_code == 404


class TestMessage:
    """The message as a file."""

    def test_it_is_a_file_without_a_password_and_the_look_is_recorded(self, olu: Client, cast: Cast) -> None:
        report = november()
        answer = olu.get(at("submission_message", report))
        assert answer["Content-Disposition"] == f'attachment; filename="fps-{report.pk}.xml"'
        assert answer["Content-Type"].startswith("application/xml")
        assert answer.content.decode() == report.body
        assert settings.DPSS_HMRC_PASSWORD not in answer.content.decode()
        assert looks(report, cast) == 1

    @pytest.mark.parametrize("home", ["ben", "wes"])
    def test_somebody_elses_is_not_found(self, olu: Client, cast: Cast, home: str) -> None:
        url = reverse("payroll:submission_message", args=[cast.homes[home].id_of("submission")])
        assert olu.get(url).status_code == 404


class TestDecisions:
    """What a manager decides, and the rows that it leaves."""

    def test_looking_wakes_the_job_and_sends_nothing(
        self, mara: Client, nudged: list[str], cast: Cast
    ) -> None:
        report = november(**LOST)
        url = at("submission_look", report)
        assert "The report is not sent again." in words_of(mara.get(url))
        answer = mara.post(url, follow=True)
        assert "We are asking HMRC." in words_of(answer)
        assert hmrc.report().state == "unknown"
        assert nudged == ["payroll.find_lost_submissions"]

    def test_sending_again_asks_for_a_reason_and_keeps_the_message(
        self, mara: Client, nudged: list[str], cast: Cast
    ) -> None:
        report = november(**NOT_FOUND)
        url = at("submission_again", report)
        assert "The very same message is sent again, with the same IRmark." in words_of(mara.get(url))
        for wrong in (" ", "x" * 301):
            assert mara.post(url, {"reason": wrong}).status_code == 200
        assert hmrc.report().state == "unknown"
        answer = mara.post(url, {"reason": "HMRC says on the phone that it has none."}, follow=True)
        assert "It waits to be sent to HMRC." in words_of(answer)
        again = hmrc.report()
        assert (again.pk, again.state, again.body, again.irmark) == (
            report.pk,
            "queued",
            report.body,
            report.irmark,
        )
        assert nudged == ["payroll.send_submissions"]
        with actors.acting(cast.ada.actor()):
            event = AuditEvent.objects.filter(thing_id=str(report.pk), verb="queue_again").get()
        assert (event.actor_id, event.reason) == (
            cast.mara.user_id,
            "HMRC says on the phone that it has none.",
        )

    def test_nothing_is_sent_again_before_hmrc_was_asked(self, mara: Client, nudged: list[str]) -> None:
        report = november(**LOST)
        answer = mara.post(at("submission_again", report), {"reason": "Now!"}, follow=True)
        assert "Ask HMRC first" in words_of(answer)
        assert hmrc.report().state == "unknown"

    def test_a_refused_report_gets_a_new_version(self, mara: Client, nudged: list[str]) -> None:
        report = november(**REFUSED)
        url = at("submission_again", report)
        assert "Send a new version to HMRC" in words_of(mara.get(url))
        answer = mara.post(url, follow=True)
        newest = hmrc.report()
        assert answer.redirect_chain == [(at("submission", newest), 302)]
        assert (newest.version, newest.state) == (2, "queued")
        assert ["Version 1", report.get_state_display()] in tables.rows_of(answer)
        old = mara.get(at("submission", report))
        assert url not in old.content.decode()

    def test_a_second_new_version_of_the_same_report_is_not_made(
        self, mara: Client, nudged: list[str]
    ) -> None:
        report = november(**REFUSED)
        url = at("submission_again", report)
        mara.post(url)
        mara.post(url)
        with actors.acting(steps.job()):
            assert models.Submission.objects.filter(payrun=steps.run_of()).count() == 2

    def test_what_a_correction_says_as_well_is_not_sent_and_the_page_says_so(
        self, mara: Client, nudged: list[str]
    ) -> None:
        report = november(state="held")
        correcting.correct("14.50")
        answer = mara.post(at("submission_release", report), follow=True)
        assert "the report of the correction says all of it" in words_of(answer)
        assert "another report says it" in words_of(answer)
        with actors.acting(steps.job()):
            assert models.Submission.objects.get(pk=report.pk).state == "dropped"

    def test_after_payday_hmrc_may_know_why(
        self, mara: Client, nudged: list[str], today: Callable[[dt.date], None]
    ) -> None:
        report = november(state="held")
        url = at("submission_release", report)
        assert "Why is it late?" not in words_of(mara.get(url))
        today(dt.date(2026, 12, 1))
        assert "Why is it late?" in words_of(mara.get(url))
        mara.post(url, {"late_reason": "G"})
        assert "<LateReason>G</LateReason>" in (hmrc.report().body or "")

    @pytest.mark.parametrize("move", ["look", "again", "release"])
    def test_an_officer_decides_nothing(self, olu: Client, nudged: list[str], move: str) -> None:
        report = november(**NOT_FOUND)
        url = at(f"submission_{move}", report)
        assert olu.get(url).status_code == 403
        assert olu.post(url, {"reason": "I may not."}).status_code == 403
        assert hmrc.report().state == "unknown"
        assert nudged == []

    @pytest.mark.parametrize(
        ("move", "said"),
        [
            ("look", "It has been found meanwhile, so there is nothing to look for."),
            ("again", "It is already “Accepted by HMRC”"),
            ("release", "It is already “Accepted by HMRC”"),
        ],
    )
    def test_what_is_not_open_is_refused_with_a_sentence(
        self, mara: Client, nudged: list[str], move: str, said: str
    ) -> None:
        report = november(state="accepted")
        answer = mara.post(at(f"submission_{move}", report), {"reason": "I wish."}, follow=True)
        assert said in words_of(answer)
        assert hmrc.report().state == "accepted"


def looks(report: models.Submission, cast: Cast) -> int:
    """How often the message was looked at, by the record."""
    with actors.acting(cast.ada.actor()):
        return AuditEvent.objects.filter(
            thing_id=str(report.pk), verb="look", actor_id=cast.olu.user_id
        ).count()
