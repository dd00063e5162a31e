"""A support worker begins a change of employer, payroll confirms it, and PAs are told."""

import datetime as dt

import pytest
from django.template import loader

from dpss.access import actors
from dpss.access.models import OutboxMessage
from dpss.kernel import errors
from payroll import models
from payroll.operations import employer_changes, employer_handovers
from payroll.queries import employer_changes as queries
from tests.cast import AT, CAST
from tests.payroll.operations import changing, steps
from tests.payroll.operations.steps import ASHA

pytestmark = pytest.mark.django_db

MARCUS, OLU = CAST.marcus, CAST.olu


def messages(template: str) -> list[OutboxMessage]:
    """What goes to the PAs of Asha."""
    with actors.acting(steps.job()):
        rows = OutboxMessage.objects.filter(template=template).select_related("to", "council")
        return list(rows.order_by("key"))


def words(message: OutboxMessage, folder: str = "messages") -> str:
    values = {**message.values, "council": message.council, "person": message.to}
    return loader.render_to_string(f"{folder}/{message.template}.txt", values)


def test_the_clients_support_worker_begins_it_and_sees_where_it_stands() -> None:
    change = changing.begin(by=MARCUS)
    assert change.begun_by_id == MARCUS.user_id
    for state, move in (("draft", None), ("confirmed", changing.confirm)):
        if move:
            decide_all(change)
            move(change)
        with actors.acting(MARCUS.actor()):
            (row,) = queries.of_client(ASHA.id_of("client"), actor=MARCUS.actor()).exclude(state="abandoned")
            assert row.state == state


def decide_all(change: models.EmployerChange) -> None:
    """The officer answers the rest."""
    actor = OLU.actor()
    with actors.acting(actor):
        for answers in (
            employer_changes.OldScheme(takes_over_records=False),
            employer_changes.Arrangements(payer="employer", pension_goes_on=True, insured=True),
        ):
            employer_changes.answer(change=change, answers=answers, actor=actor, at=AT)
        for one in queries.decided(change, actor=actor):
            employer_changes.decide(
                change=change, post=one.post, decision=changing.AGREED, actor=actor, at=AT
            )


def test_the_support_worker_answers_why_and_when_and_nothing_that_is_payrolls() -> None:
    change, marcus = changing.begin(by=MARCUS), MARCUS.actor()
    reason = employer_changes.Reason(
        why="died", explanation="", new_name="The estate", first_day=dt.date(2026, 12, 21)
    )
    with actors.acting(marcus):
        kept = employer_changes.answer(change=change, answers=reason, actor=marcus, at=AT)
        assert (kept.why, kept.new_name) == ("died", "The estate")
        scheme = employer_changes.OldScheme(takes_over_records=False)
        with pytest.raises(errors.NotAllowed):
            employer_changes.answer(change=change, answers=scheme, actor=marcus, at=AT)
        with pytest.raises(errors.NotAllowed):
            employer_handovers.confirm(change=change, actor=marcus, at=AT)


def test_a_pa_does_not_reach_why_the_employer_changes() -> None:
    changing.begin(why="died")
    dee = CAST.dee.actor()
    with actors.acting(dee):
        assert not models.EmployerChange.objects.exists()


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (changing.AGREED, "Your service and your holiday count on."),
        (changing.ANEW, "Your service begins anew."),
        (changing.ENDS, "does so until Sunday 22 November 2026"),
    ],
)
def test_each_pa_is_told_once_what_changes_and_no_message_names_anybody(
    decision: employer_changes.Decision, said: str
) -> None:
    changing.confirm(changing.prepared(decision=decision))
    found = [one for one in messages("employer_changed") if one.to_id == CAST.dee.user_id]
    assert len(found) == 1
    text = words(found[0])
    assert said in text
    assert "You get a P45" in text
    assert not any(name in text + words(found[0], "messages/text") for name in ("Ravi", "Asha", "Verma"))


def test_taken_back_each_pa_who_was_told_is_told_again() -> None:
    change = changing.confirm(changing.prepared())
    changing.undo(change)
    told = {one.to_id for one in messages("employer_changed")}
    assert {one.to_id for one in messages("employer_change_undone")} == told
    assert "Monday 23 November 2026" in words(messages("employer_change_undone")[0])


def test_without_a_p45_the_message_says_so() -> None:
    changing.confirm(changing.prepared(over=True))
    assert "You get no P45" in words(messages("employer_changed")[0])
