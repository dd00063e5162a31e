"""Somebody rings: found by anything they may say, identified in turn, written up, rung back."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE, job
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider.tables import rows_of

pytestmark = pytest.mark.django_db

LIST = "payroll:callers"
NEXT_WEEK = {"ring_back_on_0": "25", "ring_back_on_1": "11", "ring_back_on_2": "2026"}


def look_for(browser: Client, who: str) -> list[list[str]]:
    """The rows of a search."""
    return rows_of(browser.post(reverse(LIST), {"who": who}, follow=True))


def page(subject: Any = ASHA.employer_subject_id) -> str:
    """The page of a caller."""
    return reverse("payroll:caller", args=[subject])


def begin(browser: Client, subject: Any = ASHA.employer_subject_id) -> models.Call:
    """A call is begun."""
    browser.post(reverse("payroll:call_begin", args=[subject]))
    return open_calls()[0]


def open_calls() -> list[models.Call]:
    """Every call that is not written up."""
    with actors.acting(job()):
        return list(models.Call.objects.filter(ended_at=None))


def do(browser: Client, name: str, call: models.Call, **data: str) -> Any:
    """A step of a call."""
    return browser.post(reverse(f"payroll:{name}", args=[call.pk]), data, follow=True)


@pytest.mark.parametrize(
    "who",
    ["verma", "ASHA", "120/ZZ99999", "zz99999", "joan marsh", "ZZ1 9ZZ", "zz19zz"],
)
def test_an_employer_is_found_by_any_name_or_number(olu: Client, who: str) -> None:
    assert ["Asha Verma", "Employer"] in [row[:2] for row in look_for(olu, who)]


@pytest.mark.parametrize("who", ["lowe", "dee", "pw 12 34 56 a", "PW123456A", "ZZ1 9ZZ"])
def test_a_pa_is_found_by_any_name_or_number(olu: Client, who: str) -> None:
    assert ["Dee Lowe", "PA", "Works for Asha Verma"] in look_for(olu, who)


def test_pay_id_phone_and_client_reference_are_looked_in(olu: Client) -> None:
    with actors.acting(job()):
        post = models.Employment.objects.select_related("assistant", "employer__client").get(
            pk=DEE.id_of("employment")
        )
        type(post.assistant).objects.filter(pk=post.assistant_id).update(phone="01632 960 777")
    assert [row[0] for row in look_for(olu, post.payroll_id)] == ["Dee Lowe"]
    assert [row[0] for row in look_for(olu, "+44 1632 960777")] == ["Dee Lowe"]
    assert [row[0] for row in look_for(olu, post.employer.client.reference)] == ["Asha Verma"]


@pytest.mark.parametrize("who", ["okafor", "PW345678C", "kerr"])
def test_who_is_another_providers_or_councils_is_not_found(olu: Client, who: str) -> None:
    assert look_for(olu, who) == []


def test_nobody_is_listed_before_somebody_is_looked_for(olu: Client) -> None:
    answer = olu.get(reverse(LIST))
    assert rows_of(answer) == []
    assert "Type what they say" in words_of(answer)


def test_a_search_costs_the_same_whoever_is_found(olu: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            look_for(olu, "lowe")
        return len(seen)

    queries()  # the first page of a session asks for more
    few = queries()
    for number in range(12):
        steps.hire(f"Lowe {number}")
    assert len(look_for(olu, "lowe")) == 13
    assert queries() == few


def test_the_page_says_what_is_next_and_no_amount(olu: Client) -> None:
    said = words_of(olu.get(page()))
    assert "Friday 27 November 2026" in said
    assert "Waiting for approval" in said
    assert "£" not in said.partition("What is next")[2]
    with actors.acting(CAST.olu.actor()):
        events = AuditEvent.objects.filter(subject_id=ASHA.employer_subject_id, verb="look")
        assert events.filter(actor_id=CAST.olu.user_id).exists()


def test_whoever_has_left_has_no_payday_to_come(olu: Client) -> None:
    rows = {row[0]: row for row in rows_of(olu.get(page()))}
    assert rows["Dee Lowe"][1:3] == [
        "Friday 27 November 2026",
        "Waiting for approval 26 October to 22 November 2026",
    ]
    assert rows["Tom Reed Left 30 September 2026"][1:3] == ["None is to come", ""]


def test_an_answer_on_record_is_shown_only_while_it_is_asked_and_never_logged(olu: Client) -> None:
    call = begin(olu, DEE.assistant_subject_id)
    born = "14 March 1995"
    assert born not in words_of(olu.get(page(DEE.assistant_subject_id)))
    assert born in words_of(do(olu, "call_ask", call, asks="birth_date"))
    after = words_of(do(olu, "call_answered", call, answer="right"))
    assert born not in after
    assert "Not identified yet" in after
    do(olu, "call_ask", call, asks="postcode")
    assert "2 answers are right" in words_of(do(olu, "call_answered", call, answer="right"))
    with actors.acting(CAST.olu.actor()):
        kept = AuditEvent.objects.filter(
            subject_id=DEE.assistant_subject_id, thing="payroll.identityquestion"
        )
        assert kept.count() == 4
        assert "1995" not in str(list(kept.values_list("before", "after", "reason")))


def test_two_wrong_answers_end_the_asking(olu: Client) -> None:
    call = begin(olu, DEE.assistant_subject_id)
    for asks in ("birth_date", "postcode"):
        do(olu, "call_ask", call, asks=asks)
        do(olu, "call_answered", call, answer="wrong")
    assert "ring back on the number that we have" in words_of(olu.get(page(DEE.assistant_subject_id)))
    assert "2 answers are wrong" in words_of(do(olu, "call_ask", call, asks="nino_end"))
    refused = do(olu, "call_write_up", call, why="Payslip", outcome="answered")
    assert "They were not identified" in words_of(refused)
    assert open_calls() == [call]


def test_one_question_is_open_at_a_time_and_none_is_asked_twice(olu: Client) -> None:
    call = begin(olu)
    do(olu, "call_ask", call, asks="postcode")
    assert "First say whether the answer before" in words_of(do(olu, "call_ask", call, asks="birth_date"))
    do(olu, "call_ask", call, asks="postcode")
    do(olu, "call_answered", call, answer="wrong")
    assert "asked already in this call" in words_of(do(olu, "call_ask", call, asks="postcode"))
    assert "Nothing is on record" in words_of(do(olu, "call_ask", call, asks="shoe size"))
    with actors.acting(job()):
        assert call.questions.count() == 1


def test_beginning_twice_is_one_call(olu: Client) -> None:
    first = begin(olu)
    assert begin(olu) == first
    assert len(open_calls()) == 1


def test_a_call_is_written_up_once_and_stands_in_the_log(olu: Client) -> None:
    call = begin(olu)
    sent = {"why": "Payslip of November", "said": "When it comes.", "outcome": "answered"}
    do(olu, "call_write_up", call, **sent)
    assert do(olu, "call_write_up", call, **sent).status_code == 409
    said = words_of(olu.get(reverse("payroll:call_log", args=[ASHA.employer_subject_id])))
    assert "Payslip of November" in said
    assert "When it comes." in said
    with actors.acting(job()):
        kept = models.Call.objects.get(pk=call.pk)
    assert (kept.outcome, kept.said) == ("answered", "When it comes.")


def test_ringing_back_needs_a_day_that_is_not_past(olu: Client) -> None:
    call = begin(olu)
    sent = {"why": "Payslip", "outcome": "ring_back"}
    assert "Say on which day we ring back" in words_of(do(olu, "call_write_up", call, **sent))
    past = sent | NEXT_WEEK | {"ring_back_on_0": "20"}
    answer = do(olu, "call_write_up", call, **past)
    assert "Friday 20 November 2026 is past" in words_of(answer)
    assert 'value="Payslip"' in answer.content.decode()
    assert open_calls() == [call]


def test_whom_to_ring_back_is_on_the_home_page_until_somebody_does(olu: Client, mara: Client) -> None:
    call = begin(olu)
    do(olu, "call_write_up", call, why="Payslip", outcome="ring_back", **NEXT_WEEK)
    for browser in (olu, mara):
        assert "To ring back" in words_of(browser.get(reverse("home")))
    assert "Wednesday 25 November 2026" in words_of(olu.get(reverse("payroll:ring_back"), {"show": "later"}))
    begin(mara)
    answered = words_of(olu.get(reverse("payroll:ring_back"), {"show": "later"}))
    assert "Nobody waits for a call" in answered
    with actors.acting(job()):
        assert models.Call.objects.get(ended_at=None).rings_back_id == call.pk


def test_what_is_said_to_one_provider_is_not_anothers_to_read(olu: Client, signed_in: Any) -> None:
    call = begin(olu, DEE.assistant_subject_id)
    do(olu, "call_write_up", call, why="About Asha's sheet", outcome="answered")
    southgate = signed_in(CAST.sam)
    said = words_of(southgate.get(reverse("payroll:call_log", args=[DEE.assistant_subject_id])))
    assert "About Asha" not in said
    assert southgate.get(reverse("payroll:call_write_up", args=[call.pk])).status_code == 404


def test_somebody_elses_call_is_not_written_up(olu: Client, mara: Client) -> None:
    call = begin(olu)
    answer = do(mara, "call_write_up", call, why="Payslip", outcome="answered")
    assert answer.status_code == 403
    assert open_calls() == [call]


def test_the_log_of_calls_costs_the_same_at_any_length(olu: Client) -> None:
    address = reverse("payroll:call_log", args=[ASHA.employer_subject_id])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            olu.get(address)
        return len(seen)

    queries()  # the first page of a session asks for more
    few = queries()
    for _ in range(5):
        do(olu, "call_write_up", begin(olu), why="Again", outcome="answered")
    assert queries() == few


def test_the_day_of_the_log_is_the_day_of_the_call(olu: Client) -> None:
    call = begin(olu)
    assert call.began_at.date() == dt.date(2026, 11, 21)
