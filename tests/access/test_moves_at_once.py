"""Two people at once: one of them wins, the other is told, and history has one line."""

from collections.abc import Callable

import pytest

from clients.models import WorkItem
from dpss.access import actors, models, transitions
from payroll.models import Timesheet
from tests import database
from tests.access import machines
from tests.cast import AT, Cast, Person
from tests.factories import clients

FROZEN = machines.RECORDS["timesheet"].with_move["approve"]


@pytest.fixture(autouse=True)
def _no_blockers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Timesheet, "machine", machines.without_blockers(Timesheet.machine))


def moving(person: Person, step: str, cast: Cast) -> Callable[[], str]:
    """A call that moves Dee's sheet as this person."""

    def move() -> str:
        actor = person.actor()
        also = FROZEN if step == "approve" else {}
        with actors.acting(actor):
            thing = Timesheet(pk=cast.posts["dee at asha"].id_of("timesheet"))
            transitions.move(thing, step, actor=actor, at=AT, also=also, reason="Because.")
        return step

    return move


@pytest.mark.parametrize(
    ("first", "second"),
    [(("asha", "approve"), ("joan", "approve")), (("asha", "approve"), ("joan", "reject"))],
)
def test_one_of_two_who_decide_at_once_wins(
    first: tuple[str, str], second: tuple[str, str], own_database: str, cast: Cast
) -> None:
    calls = [moving(cast.named(who), step, cast) for who, step in (first, second)]
    outcomes = database.together(*calls)
    won = [outcome for outcome in outcomes if isinstance(outcome, str)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, transitions.Refused)]
    assert (len(won), len(lost)) == (1, 1), outcomes
    with actors.acting(cast.asha.actor()):
        sheet = Timesheet.objects.get(pk=cast.posts["dee at asha"].id_of("timesheet"))
        assert sheet.state == {"approve": "approved", "reject": "rejected"}[won[0]]
    with actors.acting(cast.ada.actor()):
        events = models.AuditEvent.objects.filter(thing_id=str(sheet.pk))
        assert [event.verb for event in events] == won


def test_ten_clicks_at_once_are_one_approval(own_database: str, cast: Cast) -> None:
    outcomes = database.together(*[moving(cast.asha, "approve", cast)] * 10)
    assert outcomes.count("approve") == 1
    assert sum(isinstance(outcome, transitions.Refused) for outcome in outcomes) == 9


def test_many_locked_in_opposite_order_do_not_wait_for_each_other(own_database: str, cast: Cast) -> None:
    """Ids are locked in key order, whatever order they were given in."""
    actor = cast.marcus.actor()
    with actors.acting(actor):
        client = WorkItem.objects.get(pk=cast.homes["asha"].id_of("work item")).client
        ids = [clients.work_item(client=client, key=f"item {number}").pk for number in range(20)]

    def finish(order: list[object]) -> int:
        with actors.acting(actor):
            outcome = transitions.move_all(WorkItem, order, "finish", actor=actor, at=AT, reason="Done.")
        return len(outcome.moved)

    assert sorted(database.together(lambda: finish(ids), lambda: finish(ids[::-1]))) == [0, 20]
