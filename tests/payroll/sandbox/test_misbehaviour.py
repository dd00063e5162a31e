"""Telling the sandbox to misbehave, and what the sender sees."""

import http.client
from collections.abc import Callable

import pytest

from tests.payroll.sandbox.samples import Message, question
from tests.payroll.sandbox.wire import Sandbox


def _is_cut_off(sandbox: Sandbox, message: Message) -> bool:
    try:
        sandbox.submit(message)
    except http.client.RemoteDisconnected:
        return True
    return False


def test_a_time_out_before_acceptance_leaves_nothing_at_the_gateway(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "timeout_before", "seconds": 0})
    assert _is_cut_off(sandbox, Message())
    assert sandbox.control("submissions")["counts"]["lost"] == 1
    assert b"<StatusRecord>" not in sandbox.request("POST", "/submission", question("request/list")).content


def test_a_time_out_after_acceptance_leaves_a_submission_that_a_list_finds(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "timeout_after", "seconds": 0})
    assert _is_cut_off(sandbox, Message(transaction_id="ABCDEF01"))
    listed = sandbox.request("POST", "/submission", question("request/list"))
    assert listed.text("StatusRecord/TransactionID") == "ABCDEF01"
    assert listed.text("StatusRecord/Status") == "SUBMISSION_RESPONSE"
    assert sandbox.poll(listed.text("StatusRecord/CorrelationID")).qualifier() == "response"


def test_a_held_connection_outlasts_the_senders_patience(start: Callable[..., Sandbox]) -> None:
    sandbox = start()
    sandbox.control("next", {"behaviour": "timeout_before", "seconds": 600})
    with pytest.raises(TimeoutError):
        sandbox.submit(Message(), timeout=0.5)
    assert sandbox.stop() == 0, "a held connection must not keep the service from stopping"


def test_a_submission_can_be_rejected_with_a_number_and_a_text(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "reject", "number": 7801, "text": "The reference is unknown."})
    rejected = sandbox.outcome(Message())
    assert rejected.gateway_error() == 3001
    assert rejected.business_errors() == [7801]
    assert b"The reference is unknown." in rejected.content


def test_a_rejection_told_without_particulars_has_some(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "reject"})
    assert sandbox.outcome(Message()).business_errors() == [9000]


def test_the_service_can_fail_with_http_500(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "http_500"})
    failed = sandbox.submit(Message())
    assert (failed.status, failed.content) == (500, b"")
    assert sandbox.control("submissions")["counts"]["lost"] == 1


def test_a_plan_is_used_up_and_then_all_is_well(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "http_500", "times": 2})
    assert [sandbox.submit(Message()).status for _ in range(3)] == [500, 500, 200]


def test_a_plan_for_one_employer_leaves_the_others_alone(sandbox: Sandbox) -> None:
    told = {"behaviour": "reject", "office": "123", "paye_reference": "ZZ999"}
    assert sandbox.control("next", told)["waiting"] == [{**told, "request": "submit", "times": 1}]
    assert sandbox.outcome(Message()).qualifier() == "response"
    assert sandbox.outcome(Message(paye_reference="ZZ999")).qualifier() == "error"
    assert sandbox.outcome(Message(paye_reference="ZZ999")).qualifier() == "response"


def test_polls_and_lists_do_not_use_a_plan_up(sandbox: Sandbox) -> None:
    correlation_id = sandbox.submit(Message()).correlation_id()
    sandbox.control("next", {"behaviour": "http_500"})
    assert sandbox.poll(correlation_id).status == 200
    assert sandbox.request("POST", "/submission", question("request/list")).status == 200
    assert sandbox.submit(Message()).status == 500


@pytest.mark.parametrize(
    ("behaviour", "status", "part"),
    [
        ("http_502", 502, b"unavailable"),
        ("page", 200, b"<html>"),
        ("nothing", 200, b""),
        ("half", 200, b"<GovTalkMessage"),
        ("entity_bomb", 200, b"<!ENTITY j"),
        ("outside_entity", 200, b"SYSTEM"),
        ("error_after", 200, b"<Number>1000</Number>"),
        ("anothers", 200, b"<CorrelationID>0123456789ABCDEF"),
    ],
)
def test_an_answer_can_be_anything(sandbox: Sandbox, behaviour: str, status: int, part: bytes) -> None:
    sandbox.control("next", {"behaviour": behaviour, "number": 1000})
    spoiled = sandbox.submit(Message())
    assert spoiled.status == status
    assert part in spoiled.content
    taken_in = sandbox.control("submissions")["counts"]["accepted"]
    assert taken_in == (0 if behaviour == "http_502" else 1)


def test_a_hundred_megabytes_can_come_back(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "huge"})
    assert len(sandbox.submit(Message()).content) == 100_000_000


def test_a_plan_for_polls_or_lists_leaves_submissions_alone(sandbox: Sandbox) -> None:
    sandbox.control("next", {"behaviour": "pending", "request": "poll"})
    sandbox.control("next", {"behaviour": "error", "request": "list", "number": 1046})
    correlation_id = sandbox.submit(Message()).correlation_id()
    assert sandbox.poll(correlation_id).qualifier() == "acknowledgement"
    assert sandbox.poll(correlation_id).qualifier() == "response"
    assert sandbox.request("POST", "/submission", question("request/list")).gateway_error() == 1046


@pytest.mark.parametrize("first", ["timeout_before", "timeout_after", "http_500", None])
def test_the_same_submission_sent_again_is_flagged(sandbox: Sandbox, first: str | None) -> None:
    message = Message()
    if first:
        sandbox.control("next", {"behaviour": first, "seconds": 0})
    _is_cut_off(sandbox, message)
    sandbox.submit(message)
    held = sandbox.control("submissions")
    assert [one["duplicate"] for one in held["submissions"]] == [False, True]
    assert held["counts"]["duplicate"] == 1


@pytest.mark.parametrize("changed", [{"paye_reference": "AB457"}, {"change": {">10.40<": ">10.41<"}}])
def test_another_submission_is_no_duplicate(sandbox: Sandbox, changed: dict[str, object]) -> None:
    sandbox.submit(Message())
    sandbox.submit(Message(**changed))  # type: ignore[arg-type]
    assert sandbox.control("submissions")["counts"]["duplicate"] == 0


@pytest.mark.parametrize(
    ("told", "part"),
    [
        (
            {"behaviour": "explode"},
            "behaviour must be one of anothers, entity_bomb, error, error_after, half, http_500, http_502,",
        ),
        ({}, "behaviour must be one of"),
        ([], "Send a JSON object"),
        ({"behaviour": "reject", "times": 0}, "times must be a whole number from 1"),
        ({"behaviour": "reject", "seconds": True}, "seconds must be a whole number"),
        ({"behaviour": "reject", "request": "delete"}, "request must be one of submit, poll, list."),
        ({"behaviour": "reject", "office": 123}, "office must be a text."),
        ({"behaviour": "reject", "employer": "x"}, "'employer' is not known"),
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused_with_a_sentence(
    sandbox: Sandbox, told: object, part: str
) -> None:
    assert part in sandbox.control("next", told)["error"]
    assert sandbox.submit(Message()).status == 200
