"""Somebody begins to act for a client, may do more or less, and stops: what they reach follows at once."""

from datetime import date, timedelta
from typing import Any

import pytest

from clients import acting_rules as rules
from clients import models as clients
from clients.acting_rules import Limit, Limits
from clients.operations import representation_papers as papers
from clients.operations import representations as operations
from clients.queries import people
from dpss.access import actors, policy
from dpss.access import models as access
from dpss.access.transitions import Refused
from dpss.kernel import errors
from payroll import models
from payroll.operations import who_acts
from payroll.queries import text_links
from tests.cast import AT, CAST, TODAY
from tests.cast.people import Person

pytestmark = pytest.mark.usefixtures("db")
JOB = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
ASHA = CAST.homes["asha"]
DEE_AT_ASHA = CAST.posts["dee at asha"]
YES = Limit(is_given=True)
SHEETS, BOTH = Limits(timesheets=YES), Limits(money=YES, timesheets=YES)
Representation = clients.Representation


def client() -> clients.Client:
    return clients.Client.objects.get(pk=ASHA.id_of("client"))


def propose(by: Person = CAST.marcus, **given: Any) -> Representation:
    usual = {
        "name": "Noor Verma",
        "email": "noor@example.com",
        "kind": rules.NOMINATED,
        "limits": BOTH,
        "first_day": TODAY,
    }
    with actors.acting(by.actor()):
        return papers.propose(client=client(), actor=by.actor(), at=AT, **usual | given)


def of(user_id: Any, on: date = TODAY) -> actors.Actor:
    member = access.Membership.objects.get(user=user_id, role=policy.REPRESENTATIVE)
    return actors.Actor(
        council_id=CAST.east.id,
        today=on,
        user_id=user_id,
        name="Noor Verma",
        role=policy.REPRESENTATIVE,
        membership_id=member.pk,
    )


def seen(actor: actors.Actor) -> tuple[bool, bool, bool]:
    """Whether the record, the money, and the post's terms are reached, by the database alone."""
    with actors.acting(actor):
        return (
            clients.Client.objects.filter(pk=ASHA.id_of("client")).exists(),
            clients.DirectPayment.objects.filter(client=ASHA.id_of("client")).exists(),
            models.EmploymentTerms.objects.filter(employment=DEE_AT_ASHA.id_of("employment")).exists(),
        )


def joan() -> Representation:
    return Representation.objects.get(pk=ASHA.id_of("representation"))


def begin(row: Representation, by: Person = CAST.asha) -> Representation:
    with actors.acting(by.actor()):
        return who_acts.begin(representation=row, actor=by.actor(), at=AT)


def test_who_is_only_proposed_reaches_nothing_on_any_day() -> None:
    row = propose()
    assert row.during.isempty
    assert not access.Membership.objects.filter(user=row.user_id).exists()
    assert not access.Reach.objects.filter(user=row.user_id).exists()
    with actors.acting(JOB):
        assert row.pk not in set(people.representations(actor=JOB).values_list("pk", flat=True))


def test_the_client_says_yes_and_from_then_on_they_reach_what_was_agreed() -> None:
    row = begin(propose(limits=SHEETS))
    assert row.state == "in_force"
    assert seen(of(row.user_id)) == (True, False, True)
    with actors.acting(CAST.asha.actor()):
        basis = clients.RepresentationBasis.objects.get(representation=row)
        assert (basis.kind, basis.how, basis.said_by) == ("consent", "online", "Asha Verma")


def test_the_council_puts_in_force_what_is_recorded_and_not_who_proposed_it() -> None:
    row = propose()
    council = CAST.person(policy.PRACTITIONER, council=CAST.east)
    with pytest.raises(Refused, match="Record first that Asha Verma agrees"):
        begin(row, council)
    with actors.acting(CAST.marcus.actor()):
        papers.record_basis(
            representation=row,
            kind="consent",
            said_by="Asha",
            how="phone",
            seen_on=TODAY,
            actor=CAST.marcus.actor(),
            at=AT,
        )
        with pytest.raises(errors.NotAllowed):
            operations.decide(representation=row, actor=CAST.marcus.actor(), at=AT)
    assert begin(row, council).state == "in_force"
    assert seen(of(row.user_id)) == (True, True, True)
    with actors.acting(CAST.marcus.actor()):
        assert clients.WorkItem.objects.filter(title="Invite Noor Verma to sign in").exists()


def test_a_limit_ends_by_its_date_without_anybody_doing_anything() -> None:
    row = begin(propose(limits=Limits(money=Limit(is_given=True, until=TODAY), timesheets=YES)))
    assert seen(of(row.user_id)) == (True, True, True)
    assert seen(of(row.user_id, on=TODAY + timedelta(days=1))) == (True, False, True)


def test_the_last_day_of_acting_is_the_last() -> None:
    row = begin(propose(last_day=TODAY))
    assert seen(of(row.user_id)) == (True, True, True)
    assert seen(of(row.user_id, on=TODAY + timedelta(days=1))) == (False, False, False)


def test_less_holds_at_once_and_more_again_as_well() -> None:
    row = begin(propose())
    who = CAST.asha.actor()
    for limits, reached in ((SHEETS, (True, False, True)), (Limits(), (True, False, False))):
        with actors.acting(who):
            who_acts.change_limits(representation=row, limits=limits, actor=who, at=AT)
        assert seen(of(row.user_id)) == reached
    with actors.acting(who):
        who_acts.change_limits(representation=row, limits=BOTH, actor=who, at=AT)
    assert seen(of(row.user_id)) == (True, True, True)


def test_a_support_worker_takes_away_and_does_not_add() -> None:
    marcus = CAST.marcus.actor()
    with actors.acting(marcus):
        who_acts.change_limits(
            representation=joan(), limits=Limits(), actor=marcus, at=AT, reason="Asha rang."
        )
    with actors.acting(marcus), pytest.raises(Refused, match="This lets them do more than before"):
        who_acts.change_limits(representation=joan(), limits=SHEETS, actor=marcus, at=AT)


def test_who_is_removed_on_their_first_day_reaches_nothing() -> None:
    row = begin(propose())
    with actors.acting(CAST.asha.actor()):
        who_acts.end(representation=row, actor=CAST.asha.actor(), at=AT)
        row.refresh_from_db()
        assert (row.state, row.during.isempty) == ("ended", True)
    assert seen(of(row.user_id)) == (False, False, False)


def by_text() -> models.TextApprover:
    """Joan approves Asha's timesheets by text."""
    with actors.acting(JOB):
        return models.TextApprover.objects.create(
            council_id=CAST.east.id,
            subject_id=ASHA.subject_id,
            client_id=ASHA.id_of("client"),
            user_id=CAST.joan.user_id,
            role=policy.REPRESENTATIVE,
            pin="x",
            chosen_at=AT,
        )


@pytest.mark.parametrize("limits", [None, Limits(money=YES)], ids=["removed", "without sheets"])
def test_who_may_not_approve_any_more_does_not_by_text_either(limits: Limits | None) -> None:
    mine, asha = by_text(), CAST.asha.actor()
    with actors.acting(asha):
        if limits is None:
            who_acts.end(representation=joan(), actor=asha, at=AT)
        else:
            who_acts.change_limits(representation=joan(), limits=limits, actor=asha, at=AT)
    with actors.acting(JOB):
        mine.refresh_from_db()
        assert mine.ended_at == AT


def test_a_text_link_ends_with_the_limit_on_its_last_day() -> None:
    mine = by_text()
    with actors.acting(JOB):
        assert text_links.person_of(mine, actor=JOB) is not None
        Representation.objects.filter(pk=joan().pk).update(timesheets_until=TODAY - timedelta(days=1))
        assert text_links.person_of(mine, actor=JOB) is None


def test_who_acts_stops_for_themself_and_for_nobody_else() -> None:
    row = begin(propose())
    with (
        actors.acting(CAST.joan.actor(policy.REPRESENTATIVE)),
        pytest.raises(Refused, match="You can only stop acting yourself"),
    ):
        who_acts.stop_acting(representation=row, actor=CAST.joan.actor(policy.REPRESENTATIVE), at=AT)
    who = of(row.user_id)
    with actors.acting(who):
        who_acts.stop_acting(representation=row, actor=who, at=AT)
    assert seen(who) == (False, False, False)
    with actors.acting(CAST.marcus.actor()):
        event = access.AuditEvent.objects.get(verb="stop_acting")
        assert (event.actor_name, event.on_behalf_of) == ("Noor Verma", "Asha Verma")


def test_the_client_does_not_remove_whom_the_law_put_there() -> None:
    with actors.acting(JOB):
        Representation.objects.filter(pk=joan().pk).update(kind="authorised")
    with actors.acting(CAST.asha.actor()), pytest.raises(Refused, match="The law says who does this"):
        who_acts.end(representation=joan(), actor=CAST.asha.actor(), at=AT)


def test_their_pa_approves_only_beside_somebody_else_who_is_none() -> None:
    row = propose(name=CAST.dee.name, email=CAST.dee.email)
    assert row.is_their_pa
    with pytest.raises(Refused, match="They are Asha Verma’s PA too"):
        begin(row)
    marcus = CAST.marcus.actor()
    with actors.acting(marcus):
        papers.name_approver(representation=row, approver=papers.Approver(other=joan()), actor=marcus, at=AT)
    assert begin(row).state == "in_force"
    with actors.acting(CAST.asha.actor()):
        who_acts.end(representation=joan(), actor=CAST.asha.actor(), at=AT)
    with actors.acting(marcus):
        assert clients.WorkItem.objects.filter(title="Name somebody else who approves timesheets").exists()


def test_who_acts_and_is_hired_later_is_found_and_support_is_told() -> None:
    with actors.acting(JOB):
        Representation.objects.filter(pk=joan().pk).update(is_their_pa=False)
        pa = clients.PersonalAssistant.objects.get(user=CAST.dee.user_id)
        pa.user_id, pa.email = None, CAST.joan.email.upper()
        post = models.Employment.objects.select_related("employer").get(pk=DEE_AT_ASHA.id_of("employment"))
        post.assistant = pa
    who_acts.note_new_pa(post=post, actor=CAST.olu.actor(), at=AT)
    with actors.acting(CAST.marcus.actor()):
        assert joan().is_their_pa
        assert clients.WorkItem.objects.filter(title="Name somebody else who approves timesheets").exists()


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"email": "no address"}, "email", "Enter an e-mail address"),
        ({"name": "Another Name", "email": "joan"}, "email", "Somebody signs in with this"),
        ({"first_day": TODAY - timedelta(days=1)}, "first_day", "That day is past"),
        ({"last_day": TODAY - timedelta(days=1)}, "last_day", "The last day is before the first"),
        ({"name": "N" * 151}, "name", "Use 150 characters or fewer"),
        ({"kind": "parent"}, "kind", "is an adult"),
        ({"kind": "friend"}, "kind", "Choose as what they act"),
        ({"limits": Limits(sign=YES)}, "kind", "decides and signs themself"),
        ({"limits": Limits(money=Limit(is_given=True, until=date(2026, 1, 1)))}, "money_until", "is past"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(given: dict[str, Any], field: str, sentence: str) -> None:
    if "joan" in given.get("email", ""):
        given = given | {"email": CAST.joan.email}
    with pytest.raises(errors.Invalid, match=sentence) as refused:
        propose(**given)
    assert refused.value.field == field
    with actors.acting(CAST.marcus.actor()):
        assert not Representation.objects.filter(state="proposed").exists()


def test_the_same_person_is_proposed_once() -> None:
    propose()
    with pytest.raises(errors.Conflict, match="Somebody proposed this already"):
        propose()
