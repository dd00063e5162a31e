"""Acting for somebody as the days go by: limits that begin later, papers that end, and who is told."""

from datetime import date, timedelta
from typing import Any

import pytest

from clients import acting_rules as rules
from clients import models as clients
from clients.acting_rules import Limit, Limits
from clients.operations import representation_letters
from clients.operations import representation_papers as papers
from clients.queries import representations as queries
from dpss.access import actors, policy
from dpss.access.models import OutboxMessage
from dpss.access.transitions import Refused
from dpss.kernel import errors
from payroll import models
from payroll.operations import who_acts
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps
from tests.payroll.operations.test_who_acts import (
    ASHA,
    BOTH,
    SHEETS,
    YES,
    begin,
    client,
    joan,
    of,
    propose,
    seen,
)

pytestmark = pytest.mark.usefixtures("db")
LATER = TODAY + timedelta(days=10)
PAULA = CAST.paula.actor()


def change(row: clients.Representation, limits: Limits, by: actors.Actor | None = None) -> Any:
    actor = by or CAST.asha.actor()
    with actors.acting(actor):
        reason = "Asha rang." if actor.is_staff else ""
        return who_acts.change_limits(representation=row, limits=limits, actor=actor, at=AT, reason=reason)


def messages(template: str) -> list[OutboxMessage]:
    with actors.acting(steps.job()):
        return list(OutboxMessage.objects.filter(template=template))


def items(start: str) -> list[clients.WorkItem]:
    with actors.acting(CAST.marcus.actor()):
        return list(clients.WorkItem.objects.filter(key__startswith=start, client=ASHA.id_of("client")))


def test_a_limit_that_begins_later_is_held_by_both_walls_until_its_day() -> None:
    row = begin(propose(limits=SHEETS))
    change(row, Limits(money=Limit(is_given=True, since=LATER), timesheets=YES))
    assert seen(of(row.user_id)) == (True, False, True)
    assert seen(of(row.user_id, LATER - timedelta(days=1))) == (True, False, True)
    assert seen(of(row.user_id, LATER)) == (True, True, True)
    with actors.acting(CAST.asha.actor()):
        row.refresh_from_db()
    assert not row.limits.may(rules.MONEY, TODAY)
    assert row.limits.may(rules.MONEY, LATER)


def test_it_may_begin_later_from_the_start() -> None:
    row = begin(propose(limits=Limits(money=YES, timesheets=Limit(is_given=True, since=LATER))))
    assert seen(of(row.user_id)) == (True, True, False)
    assert seen(of(row.user_id, LATER)) == (True, True, True)


@pytest.mark.parametrize(
    ("limit", "field"),
    [
        (Limit(is_given=True, since=LATER), "timesheets_from"),
        (Limit(is_given=True, since=LATER, until=LATER - timedelta(days=1)), "timesheets_until"),
    ],
)
def test_a_limit_that_cannot_be_is_refused_beside_its_field(limit: Limit, field: str) -> None:
    row = begin(propose(limits=SHEETS))
    with pytest.raises(errors.Invalid) as refused:
        change(row, Limits(timesheets=limit))
    assert refused.value.field == field


def test_whoever_is_removed_is_told_and_nothing_of_it_says_for_whom() -> None:
    with actors.acting(CAST.asha.actor()):
        who_acts.end(representation=joan(), actor=CAST.asha.actor(), at=AT)
    (told,) = messages("acting_ended")
    assert (told.to_id, told.values) == (CAST.joan.user_id, {})


def test_whoever_may_do_less_is_told_and_who_may_do_more_is_not() -> None:
    row = begin(propose(limits=SHEETS))
    change(row, BOTH)
    assert messages("acting_limited") == []
    change(row, SHEETS)
    assert [one.to_id for one in messages("acting_limited")] == [row.user_id]
    change(row, SHEETS)
    assert len(messages("acting_limited")) == 1


def by_text(row: clients.Representation) -> models.TextApprover:
    with actors.acting(steps.job()):
        return models.TextApprover.objects.create(
            council_id=row.council_id,
            subject_id=row.subject_id,
            client_id=row.client_id,
            user_id=row.user_id,
            role=policy.REPRESENTATIVE,
            pin="hash",
            chosen_at=AT,
        )


def sweep(today: date) -> int:
    job = actors.for_job(job=policy.JOB_TEXT_LINKS, council_id=CAST.east.id, today=today)
    with actors.acting(job):
        return who_acts.stop_texts_that_are_over(actor=job, at=AT)


def test_approving_by_text_ends_when_the_last_day_has_passed_and_once() -> None:
    row = begin(propose(limits=Limits(timesheets=Limit(is_given=True, until=LATER))))
    approver = by_text(row)
    assert sweep(LATER) == 0
    assert sweep(LATER + timedelta(days=1)) == 1
    assert sweep(LATER + timedelta(days=1)) == 0
    with actors.acting(steps.job()):
        approver.refresh_from_db()
        assert approver.ended_at == AT


def test_only_the_portal_ends_it_by_itself() -> None:
    with actors.acting(PAULA), pytest.raises(errors.NotAllowed):
        who_acts.stop_texts_that_are_over(actor=PAULA, at=AT)


def basis(row: clients.Representation, **given: Any) -> None:
    usual = {
        "kind": "deputy",
        "said_by": "The court",
        "how": "writing",
        "document": "COP 7",
        "seen_on": TODAY,
    }
    with actors.acting(PAULA):
        papers.record_basis(representation=row, actor=PAULA, at=AT, **usual | given)


def ahead(today: date) -> int:
    job = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=today)
    with actors.acting(job):
        return representation_letters.raise_ahead(actor=job)


def rests_on_one_that_ends(day: date) -> clients.Representation:
    row = propose()
    basis(row, kind="consent", document="", holds_until=day)
    return begin(row, CAST.paula)


def test_an_authority_that_ends_is_raised_ahead_and_once() -> None:
    ends = TODAY + timedelta(days=60)
    rests_on_one_that_ends(ends)
    assert ahead(ends - timedelta(days=43)) == 0
    assert ahead(ends - timedelta(days=42)) == 1
    assert ahead(ends - timedelta(days=41)) == 0
    (item,) = items("authority:")
    assert (item.title, item.due_on) == ("The authority of Noor Verma ends", ends)


@pytest.mark.parametrize("until", [None, TODAY + timedelta(days=200)])
def test_an_authority_that_is_followed_by_a_longer_one_is_not_raised(until: date | None) -> None:
    row = rests_on_one_that_ends(TODAY + timedelta(days=5))
    basis(row, kind="consent", document="", holds_until=until)
    assert ahead(TODAY) == 0


@pytest.mark.parametrize(("has_capacity", "raised"), [(False, 1), (True, 0)])
def test_support_is_told_where_capacity_makes_who_acts_the_wrong_kind(
    *, has_capacity: bool, raised: int
) -> None:
    with actors.acting(PAULA):
        representation_letters.capacity_was_found(
            client_id=ASHA.id_of("client"), has_capacity=has_capacity, actor=PAULA, at=AT
        )
    assert len(items("acting:kind:")) == raised


def suggest(**given: Any) -> clients.Representation:
    asha = CAST.asha.actor()
    usual: dict[str, Any] = {
        "name": "Noor Verma",
        "email": "noor@example.com",
        "limits": SHEETS,
        "first_day": TODAY,
    }
    with actors.acting(asha):
        return papers.suggest(client=client(), actor=asha, at=AT, **usual | given)


def test_a_client_suggests_somebody_and_the_council_puts_it_in_force() -> None:
    row = suggest()
    with pytest.raises(Refused, match="A second person must do this"):
        begin(row)
    assert begin(row, CAST.paula).state == "in_force"
    assert seen(of(row.user_id)) == (True, False, True)
    with actors.acting(PAULA):
        kept = clients.RepresentationBasis.objects.get(representation=row)
        assert (kept.kind, kept.how, kept.said_by) == ("consent", "online", "Asha Verma")


def test_a_client_suggests_nobody_for_another_and_nobody_to_sign_for_them() -> None:
    given: dict[str, Any] = {"name": "N", "email": "n@example.com", "limits": SHEETS, "first_day": TODAY}
    with actors.acting(CAST.asha.actor()):
        hers = client()
    ben = CAST.ben.actor()
    with actors.acting(ben), pytest.raises(errors.NotAllowed):
        papers.suggest(client=hers, actor=ben, at=AT, **given)
    with pytest.raises(errors.Invalid, match="decides and signs themself"):
        suggest(limits=Limits(sign=YES))
    suggest()
    with pytest.raises(errors.Conflict, match="proposed this already"):
        suggest()


def test_the_law_stops_what_rests_on_a_paper_that_is_over() -> None:
    row = propose()
    basis(row, kind="consent", document="", holds_until=TODAY)
    with actors.acting(PAULA):
        known = queries.facts_of(PAULA)([row])[row.pk]
    assert known.recorded == {"consent"}
    tomorrow = CAST.paula.actor(today=TODAY + timedelta(days=1))
    with actors.acting(tomorrow):
        known = queries.facts_of(tomorrow)([row])[row.pk]
    assert known.recorded == set()


def test_a_paper_that_is_over_already_is_not_recorded() -> None:
    with pytest.raises(errors.Invalid, match="gives no right any more"):
        basis(propose(), holds_until=TODAY - timedelta(days=1))
