"""A budget is entered by one person and approved by another; an uplift raises all of them once."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from clients import budget, models
from clients.operations import budget_changes, uplifts
from clients.queries import budget_changes as queries
from dpss.access import actors, transitions
from dpss.access.models import OutboxMessage
from dpss.kernel import errors
from tests.cast import CAST, TODAY
from tests.clients import four_weekly_world as world
from tests.factories import AT

pytestmark = pytest.mark.django_db
FROM = dt.date(2026, 11, 30)
CARE = budget.Line("Personal assistants", budget.COUNCIL, Decimal("320.00"))
APRIL = dt.date(2027, 4, 5)


def propose(*lines: budget.Line, **changed: Any) -> models.BudgetChange:
    usual: dict[str, Any] = {
        "starts_on": FROM,
        "ends_on": None,
        "contribution": Decimal(48),
        "basis": "net",
        "account": "own",
        "reason": "More hours in the evening",
    }
    actor = world.finance()
    with actors.acting(actor):
        client = models.Client.objects.get(pk=world.ASHA.id_of("client"))
        return budget_changes.propose(
            client=client, lines=lines or (CARE,), actor=actor, at=AT, **usual | changed
        )


def approve(change: models.BudgetChange) -> None:
    actor = world.second()
    with actors.acting(actor):
        budget_changes.approve(change=change, actor=actor, at=AT)


def held() -> list[tuple[Any, Any, Decimal]]:
    with actors.acting(world.finance()):
        rows = models.DirectPayment.objects.filter(
            client_id=world.ASHA.id_of("client"), during__isempty=False
        )
        return [(row.during.lower, row.during.upper, row.weekly_amount) for row in rows.order_by("during")]


SINCE = dt.date(2026, 4, 6)


def test_a_budget_changes_only_when_another_person_approves_it() -> None:
    change = propose()
    assert held() == [(SINCE, None, Decimal(300))]
    mine = world.finance()
    with actors.acting(mine), pytest.raises(transitions.Refused, match="second person"):
        budget_changes.approve(change=change, actor=mine, at=AT)
    approve(change)
    assert held() == [(SINCE, FROM, Decimal(300)), (FROM, None, Decimal(320))]


def test_what_waits_is_worked_out_anew_with_its_part_of_the_new_budget() -> None:
    approve(propose())
    found = world.payment(dt.date(2026, 11, 16))
    assert found.amount == Decimal(252 * 2 + 272 * 2)


def test_a_letter_goes_through_the_outbox_to_who_sees_the_money() -> None:
    change = propose()
    approve(change)
    with actors.acting(world.job()):
        sent = OutboxMessage.objects.filter(template="budget_letter")
        assert set(sent.values_list("to_id", flat=True)) == {CAST.asha.user_id}  # Joan does not see money
    with actors.acting(CAST.asha.actor()):
        actor = CAST.asha.actor()
        assert [one.pk for one in queries.letters(world.ASHA.id_of("client"), actor=actor)] == [change.pk]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"contribution": Decimal("320.01")}, "is more than the budget of £320.00"),
        ({"contribution": Decimal("1.005")}, "no more than two figures after the point"),
        ({"ends_on": FROM}, "ends before it starts"),
        ({"lines": (CARE, CARE)}, "Two lines are for the same thing"),
        ({"lines": ()}, "at least one line"),
        ({"starts_on": dt.date(2026, 3, 1)}, "Another budget begins on Monday 6 April 2026"),
        ({"reason": " "}, "Say why"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_kept(changed: dict[str, Any], sentence: str) -> None:
    lines = changed.pop("lines", (CARE,))
    actor = world.finance()
    usual: dict[str, Any] = {
        "starts_on": FROM, "ends_on": None, "contribution": Decimal(48), "basis": "net", "account": "own",
        "reason": "More hours",
    }  # fmt: skip
    with actors.acting(actor):
        client = models.Client.objects.get(pk=world.ASHA.id_of("client"))
        with pytest.raises(errors.Invalid) as refused:
            budget_changes.propose(client=client, lines=lines, actor=actor, at=AT, **usual | changed)
        assert sentence in refused.value.sentence
        assert not models.BudgetChange.objects.filter(client=client, state="proposed").exists()


def test_a_contribution_of_320_on_300_is_refused() -> None:
    line = budget.Line("Personal assistants", budget.COUNCIL, Decimal(300))
    with pytest.raises(errors.Invalid, match="a week is more than the budget of £300"):
        propose(line, contribution=Decimal(320))


def test_two_changes_do_not_wait_at_once() -> None:
    propose()
    with pytest.raises(errors.Conflict, match="Another budget waits"):
        propose()


def test_a_backdated_budget_from_its_own_first_day_takes_the_place_of_the_old_one() -> None:
    approve(propose(starts_on=SINCE))
    assert held() == [(SINCE, None, Decimal(320))]


def put_forward(**changed: Any) -> models.Uplift:
    actor = world.finance()
    usual: dict[str, Any] = {
        "per_cent": Decimal("4.5"),
        "first_day": APRIL,
        "source": "Cabinet, 1 March 2027",
    }
    with actors.acting(actor):
        return uplifts.propose(actor=actor, at=AT, **usual | changed)


def steps(*, most: int = 10) -> int:
    actor, done = world.job(), 0
    while done < most:
        with actors.acting(actor):
            if not uplifts.apply_next(actor=actor, at=AT):
                break
        done += 1
    return done


def approved() -> models.Uplift:
    uplift = put_forward()
    actor = world.second()
    with actors.acting(actor):
        uplifts.approve(uplift=uplift, actor=actor, at=AT)
    return uplift


def test_an_uplift_is_previewed_line_by_line_to_the_penny() -> None:
    actor = world.finance()
    with actors.acting(actor):
        found = queries.preview(Decimal("4.5"), APRIL, actor=actor)
    assert (len(found.risen), found.left_out) == (2, 0)  # Cara's has ended
    lines = {purpose: pounds for purpose, _funder, pounds in found.risen[0].lines}
    assert lines == {"Personal assistants": Decimal("292.60"), "Other support": Decimal("20.90")}
    assert (found.before, found.after) == (Decimal(600), Decimal("627.00"))


def test_nobody_approves_their_own_uplift_and_nothing_rises_before() -> None:
    uplift = put_forward()
    mine = world.finance()
    with actors.acting(mine), pytest.raises(transitions.Refused, match="second person"):
        uplifts.approve(uplift=uplift, actor=mine, at=AT)
    assert steps() == 0
    assert held() == [(SINCE, None, Decimal(300))]


def test_it_is_applied_once_and_letters_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uplifts, "BATCH", 1)
    uplift = approved()
    assert steps() == 3  # two budgets, and the end of it
    assert steps() == 0
    assert held() == [(SINCE, APRIL, Decimal(300)), (APRIL, None, Decimal("313.50"))]
    with actors.acting(world.finance()):
        assert models.Uplift.objects.get(pk=uplift.pk).state == "applied"
    with actors.acting(world.job()):
        assert OutboxMessage.objects.filter(template="budget_letter", to_id=CAST.asha.user_id).count() == 1


def test_a_worker_that_is_killed_in_the_middle_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uplifts, "BATCH", 1)
    approved()
    assert steps(most=1) == 1

    class Killed(BaseException):
        """The worker is gone."""

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(budget_changes, "_tell", die)
        with pytest.raises(Killed):
            steps()
    assert steps() == 2
    with actors.acting(world.finance()):
        rows = models.DirectPayment.objects.filter(during__startswith=APRIL)
        assert sorted(rows.values_list("weekly_amount", flat=True)) == [Decimal("313.50")] * 2


def test_withdrawn_nothing_rises_and_another_can_be_put_forward() -> None:
    uplift = put_forward()
    with pytest.raises(errors.Conflict):
        put_forward()
    actor = world.finance()
    with actors.acting(actor):
        uplifts.withdraw(uplift=uplift, reason="Wrong day", actor=actor, at=AT)
    assert put_forward(per_cent=Decimal(3)).people == 2


@pytest.mark.parametrize("per_cent", [Decimal(0), Decimal(-1), Decimal("25.01"), Decimal("1.005")])
def test_a_percentage_that_cannot_be_is_refused(per_cent: Decimal) -> None:
    with pytest.raises(errors.Invalid, match="percentage above 0"):
        put_forward(per_cent=per_cent)


def test_an_uplift_from_a_day_that_is_past_is_refused() -> None:
    with pytest.raises(errors.Invalid, match="That day is past"):
        put_forward(first_day=TODAY - dt.timedelta(days=1))
