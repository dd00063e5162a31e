"""What happened, in words that people know."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.apps import apps

from dpss.kernel.states import Machine
from dpss.web import history

MACHINES = [
    model.machine for model in apps.get_models() if isinstance(getattr(model, "machine", None), Machine)
]
MOVES = sorted({move.name for machine in MACHINES for move in machine.moves})


def event(verb: str, thing: str = "payroll.payrun", **given: object) -> SimpleNamespace:
    usual = {"actor_name": "Olu Bello", "on_behalf_of": "", "reason": "", "thing_id": "", "at": None}
    return SimpleNamespace(verb=verb, thing=thing, **usual | given)


@pytest.mark.parametrize("verb", MOVES)
def test_every_move_is_said_in_words(verb: str) -> None:
    assert verb in dict(history.CHOICES)


@pytest.mark.parametrize(
    ("verb", "thing", "said"),
    [
        ("approve", "payroll.payrun", "Approved: payrun"),
        ("finish", "clients.workitem", "Finished: thing to do"),
        ("look", "clients.client", "Opened: client record"),
        ("look", "ledger.bankaccount", "Opened: bank account"),
        ("something_else", "gone.table", "Something else: gone.table"),
    ],
)
def test_a_deed_is_said_with_its_thing(verb: str, thing: str, said: str) -> None:
    assert history.said(event(verb, thing)) == said


def test_a_refused_page_is_named_by_its_address() -> None:
    assert (
        history.said(event("refused", "page", thing_id="payroll:board")) == "Was refused: page payroll, board"
    )


def test_it_says_on_whose_behalf() -> None:
    assert history.by(event("confirm", on_behalf_of="Kofi Mensah")) == "Olu Bello, for Kofi Mensah"
    assert history.by(event("refused", actor_name="")) == "Somebody who was not signed in"


def test_no_two_choices_of_the_filter_have_the_same_words() -> None:
    said = [words for _verb, words in history.CHOICES]
    assert len(set(said)) == len(said)


def test_the_reason_is_said_only_where_the_record_may_be_known() -> None:
    at = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
    told = event("finish", "clients.workitem", at=at, reason="She is in hospital.", transaction=1)
    assert history.item(told).text == "She is in hospital."
    assert [one.text for one in (history.deed(told), *history.deeds([told]))] == ["", ""]


def test_what_was_done_to_many_records_at_one_stroke_is_said_once() -> None:
    at = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
    events = [event("queue", "payroll.submission", at=at, transaction=7) for _ in range(3)]
    events += [event("approve", at=at, transaction=7), event("approve", at=at, transaction=6)]
    assert [item.title for item in history.deeds(events)] == [
        "Made ready to send: report to HMRC (3 records)",
        "Approved: payrun",
        "Approved: payrun",
    ]
