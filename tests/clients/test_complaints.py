"""Complaints: who may not see them, each point with an answer of its own, and the clock."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from clients import complaint_days, models, reach
from clients.operations import complaint_messages, complaint_times
from clients.operations import complaint_raising as raising
from clients.operations import complaints as operations
from clients.queries import complaints as queries
from dpss.access import actors, policy
from dpss.access import operations as reaches
from dpss.access import queries as access_queries
from dpss.access.models import AuditEvent, OutboxMessage, Reach, Recusal
from dpss.access.transitions import Refused
from dpss.kernel import errors
from tests.cast import AT, CAST, TODAY, Person

pytestmark = pytest.mark.django_db

ASHA, MARCUS = CAST.asha.actor(), CAST.marcus.actor()
TEAM = CAST.person(policy.COMPLAINT_TEAMS[0])
HANDLER = TEAM.actor()
KEY = CAST.homes["asha"].id_of("complaint")
POINTS = ("My pay was wrong in October.", "Nobody rang me back.", "The letter had the wrong name.")


def said(**given: Any) -> raising.Said:
    return raising.Said(**{"points": POINTS, "about_words": "My pay"} | given)


def complain(who: actors.Actor = ASHA, **given: Any) -> models.Complaint:
    with actors.acting(who):
        client = models.Client.objects.get(pk=CAST.homes["asha"].id_of("client"))
        return raising.raise_complaint(by=client, said=said(**given), actor=who, at=AT)


def seen_by(actor: actors.Actor, complaint: models.Complaint) -> bool:
    """What the database alone shows, and what the filter leaves: they must agree."""
    with actors.acting(actor):
        alone = models.Complaint.objects.filter(pk=complaint.pk).exists()
        filtered = queries.complaints(actor=actor).filter(pk=complaint.pk).exists()
    assert alone == filtered
    return alone


def answer_all(complaint: models.Complaint, actor: actors.Actor = HANDLER) -> None:
    with actors.acting(actor):
        for point in queries.points(complaint, actor=actor):
            operations.answer_point(
                point=point,
                outcome="upheld",
                reasons="The hours were left out.",
                done="We paid the rest on Friday.",
                actor=actor,
                at=AT,
            )


def looked_into(**given: Any) -> models.Complaint:
    complaint = complain(**given)
    with actors.acting(HANDLER):
        return operations.acknowledge(complaint=complaint, actor=HANDLER, at=AT)


def test_each_point_is_kept_one_by_one_and_the_clock_starts() -> None:
    complaint = complain()
    with actors.acting(HANDLER):
        rows = queries.points(complaint, actor=HANDLER)
    assert [(row.number, row.words) for row in rows] == list(enumerate(POINTS, start=1))
    # Saturday 21 November 2026: three and twenty working days, without Christmas and Boxing Day.
    assert (complaint.acknowledge_by, complaint.answer_by) == (dt.date(2026, 11, 25), dt.date(2026, 12, 18))


def test_the_days_skip_bank_holidays() -> None:
    christmas = {dt.date(2026, 12, 25), dt.date(2026, 12, 28)}
    due = complaint_days.due(dt.date(2026, 12, 24), clock=complaint_days.Clock(3, 5), holidays=christmas)
    assert due == complaint_days.Due(dt.date(2026, 12, 31), dt.date(2027, 1, 4))


def test_the_team_and_who_complains_see_it_and_nobody_else() -> None:
    complaint = complain()
    assert seen_by(ASHA, complaint)
    assert seen_by(HANDLER, complaint)
    for person in (CAST.marcus, CAST.olu, CAST.mara, CAST.sam, CAST.joan, CAST.dee, CAST.cole, CAST.wren):
        assert not seen_by(person.actor(), complaint), person.name


def test_the_worker_it_is_about_writes_it_down_and_never_sees_it() -> None:
    complaint = complain(MARCUS, about_user_id=CAST.marcus.user_id, how="phone")
    assert seen_by(ASHA, complaint)
    assert seen_by(HANDLER, complaint)
    assert not seen_by(MARCUS, complaint)
    with actors.acting(MARCUS):
        assert not models.ComplaintPoint.objects.filter(complaint_id=complaint.pk).exists()
        assert not OutboxMessage.objects.filter(subject_id=complaint.subject_id).exists()


def test_even_a_reach_given_by_mistake_does_not_show_it_to_whom_it_is_about() -> None:
    complaint = complain(about_user_id=CAST.marcus.user_id)
    with actors.acting(HANDLER):
        hat = CAST.marcus.hat()
        reaches.grant_all(
            [
                reaches.Grant(
                    subject_id=complaint.subject_id,
                    source="test:mistake",
                    role=policy.SUPPORT_WORKER,
                    capabilities=reach.COMPLAINTS,
                    during=reach.ALWAYS,
                    user_id=CAST.marcus.user_id,
                    organisation_id=hat.organisation_id,
                )
            ]
        )
    assert not seen_by(MARCUS, complaint)


def test_it_is_never_given_to_whom_it_is_about() -> None:
    complaint = complain(about_user_id=CAST.marcus.user_id)
    with actors.acting(HANDLER):
        assert CAST.marcus.membership_id() not in {
            one.pk for one in queries.handlers(complaint, actor=HANDLER)
        }
        with pytest.raises(errors.Invalid):
            operations.allocate(
                complaint=complaint, membership_id=CAST.marcus.membership_id(), actor=HANDLER, at=AT
            )
    assert not seen_by(MARCUS, complaint)


def test_a_complaint_about_a_provider_is_given_to_nobody_who_works_there() -> None:
    northfield = CAST.olu.hat().organisation_id
    complaint = complain(about_organisation_id=northfield)
    with actors.acting(HANDLER):
        found = queries.handlers(complaint, actor=HANDLER)
    assert found
    assert all(one.organisation_id != northfield for one in found)


def test_where_the_whole_team_is_complained_about_the_next_team_has_it() -> None:
    complaint = complain(about_user_id=TEAM.user_id)
    assert complaint.team == policy.COMPLAINT_TEAMS[1]
    assert not seen_by(HANDLER, complaint)
    assert seen_by(CAST.actor(policy.COMPLAINT_TEAMS[1]), complaint)


def test_whom_it_is_given_to_sees_it_and_whoever_had_it_before_does_not() -> None:
    complaint = complain()
    with actors.acting(HANDLER):
        operations.allocate(
            complaint=complaint, membership_id=CAST.marcus.membership_id(), actor=HANDLER, at=AT
        )
    assert seen_by(MARCUS, complaint)
    with actors.acting(HANDLER):
        operations.allocate(complaint=complaint, membership_id=TEAM.membership_id(), actor=HANDLER, at=AT)
    assert not seen_by(MARCUS, complaint)


def test_a_representative_sees_what_they_said_until_they_act_no_more() -> None:
    joan = CAST.joan.actor()
    with actors.acting(joan):
        client = models.Client.objects.get(pk=CAST.homes["asha"].id_of("client"))
        acts = models.Representation.objects.get(client=client, user_id=CAST.joan.user_id)
        complaint = raising.raise_complaint(by=client, said=said(), actor=joan, at=AT, representation=acts)
        assert complaint.name == CAST.joan.name
    assert seen_by(joan, complaint)
    with actors.acting(HANDLER):
        reaches.end(source=f"clients.representation:{acts.pk}", on=TODAY)
    assert not seen_by(joan, complaint)
    assert seen_by(ASHA, complaint)


def test_a_pa_complains_and_the_client_does_not_see_it() -> None:
    dee = CAST.dee.actor()
    with actors.acting(dee):
        by = models.PersonalAssistant.objects.get(user_id=CAST.dee.user_id)
        complaint = raising.raise_complaint(by=by, said=said(), actor=dee, at=AT)
    assert seen_by(dee, complaint)
    assert seen_by(HANDLER, complaint)
    assert not seen_by(ASHA, complaint)


def test_what_is_granted_follows_from_the_record() -> None:
    complaint = complain(about_user_id=CAST.marcus.user_id)
    with actors.acting(HANDLER):
        stored = Reach.objects.filter(subject_id=complaint.subject_id, during__isempty=False)
        wanted = reach.of_complaint(models.Complaint.objects.get(pk=complaint.pk))
        assert {(row.source, row.role, row.user_id, row.organisation_id) for row in stored} == {
            (one.source, one.role, one.user_id, one.organisation_id) for one in wanted
        }
        assert Recusal.objects.filter(subject_id=complaint.subject_id, user_id=CAST.marcus.user_id).exists()


def test_it_is_not_answered_while_a_point_has_no_answer() -> None:
    complaint = looked_into()
    with actors.acting(HANDLER):
        first = queries.points(complaint, actor=HANDLER)[0]
        operations.learn(complaint=complaint, learning="Ring back.", actor=HANDLER, at=AT)
        operations.answer_point(point=first, outcome="partly", reasons="A.", done="B.", actor=HANDLER, at=AT)
        with pytest.raises(Refused, match="Points 2, 3 have no answer yet"):
            operations.answer(complaint=complaint, actor=HANDLER, at=AT)


def test_it_is_not_answered_before_what_was_learned_is_written() -> None:
    complaint = looked_into()
    answer_all(complaint)
    with actors.acting(HANDLER), pytest.raises(Refused, match="what was learned"):
        operations.answer(complaint=complaint, actor=HANDLER, at=AT)


def answered() -> models.Complaint:
    complaint = looked_into()
    answer_all(complaint)
    with actors.acting(HANDLER):
        operations.learn(complaint=complaint, learning="Ring back within a day.", actor=HANDLER, at=AT)
        return operations.answer(complaint=complaint, actor=HANDLER, at=AT)


def test_the_answer_names_the_ombudsman_as_decided_that_day() -> None:
    complaint = answered()
    assert (complaint.state, complaint.in_time) == ("answered", True)
    assert complaint.ombudsman == "The Ombudsman, 0300 000 0000"


@pytest.mark.parametrize("field", ["reasons", "done"])
def test_an_answer_says_why_and_what_is_done(field: str) -> None:
    complaint = looked_into()
    words = {"reasons": "Because.", "done": "Paid."} | {field: "  "}
    with actors.acting(HANDLER):
        point = queries.points(complaint, actor=HANDLER)[0]
        with pytest.raises(errors.Invalid) as refused:
            operations.answer_point(point=point, outcome="upheld", **words, actor=HANDLER, at=AT)
    assert refused.value.field == field


def test_who_is_not_content_opens_it_again_with_a_new_point_to_answer() -> None:
    complaint = answered()
    with actors.acting(ASHA):
        again = operations.reopen(complaint=complaint, reason="I was not paid.", actor=ASHA, at=AT)
    assert (again.state, again.times_opened, again.answered_on) == ("new", 2, None)
    with actors.acting(HANDLER):
        rows = queries.points(again, actor=HANDLER)
        assert (rows[-1].number, rows[-1].words, rows[-1].outcome) == (4, "I was not paid.", "")
        operations.acknowledge(complaint=again, actor=HANDLER, at=AT)
        with pytest.raises(Refused, match="Point 4 has no answer yet"):
            operations.answer(complaint=again, actor=HANDLER, at=AT)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"points": ()}, "point_1"),
        ({"points": ("  ",)}, "point_1"),
        ({"points": ("x" * 100_000,)}, "point_1"),
        ({"about_words": ""}, "about"),
        ({"wanted": "x" * 1001}, "wanted"),
        ({"about_user_id": CAST.asha.user_id}, "about"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(given: dict[str, Any], field: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        complain(**given)
    assert refused.value.field == field
    with actors.acting(ASHA):
        assert models.Complaint.objects.count() == 1


def test_commissioners_count_what_came_was_in_time_and_was_upheld() -> None:
    answered()
    job = actors.for_job(job=policy.JOB_MEASURES, council_id=CAST.east.id, today=dt.date(2027, 1, 4))
    with actors.acting(job):
        found = queries.counts(first=dt.date(2026, 11, 1), last=dt.date(2026, 11, 30), actor=job)
    # Those of Asha, Ben and Cara in the cast were not answered; their last day is past.
    assert found == queries.Counts(raised=4, answered=1, due=4, in_time=1, points=3, upheld=3)


def test_reminders_come_once_and_say_nothing_of_what_it_is_about() -> None:
    complaint = complain(about_user_id=CAST.marcus.user_id)
    late = dt.date(2026, 12, 21)
    job = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=late)
    with actors.acting(job):
        assert complaint_messages.remind_next(actor=job, at=AT) > 0
        assert complaint_messages.remind_next(actor=job, at=AT) == 0
        told = OutboxMessage.objects.filter(subject_id=complaint.subject_id, template="complaint_late")
        assert {one.to_id for one in told} == {TEAM.user_id}
        assert all(set(one.values) == {"by"} for one in told)


def test_the_council_decides_how_soon_with_an_owner_and_a_source() -> None:
    person = next(role for role, may in policy.GRANTS.items() if policy.SET_COMPLAINT_TIMES in may)
    actor = CAST.actor(person)
    words = {"ombudsman": "The Ombudsman", "owner": "Ann Lee", "source": "Policy, page 4"}
    with actors.acting(actor):
        complaint_times.decide(
            acknowledge_days=1, answer_days=10, **words, first_day=TODAY, actor=actor, at=AT
        )
        due = queries.due(council_id=CAST.east.id, day=TODAY)
        with pytest.raises(errors.Invalid):
            complaint_times.decide(
                acknowledge_days=5,
                answer_days=4,
                **words,
                first_day=TODAY + dt.timedelta(days=1),
                actor=actor,
                at=AT,
            )
    assert due == complaint_days.Due(dt.date(2026, 11, 23), dt.date(2026, 12, 4))


def addresses(complaint: models.Complaint) -> list[str]:
    """Every address that names a complaint."""
    key = [complaint.pk]
    one = ("complaint", "complaint_give", "complaint_acknowledge", "complaint_learn", "complaint_answer")
    own = ("own_complaint", "complaint_letter", "complaint_withdraw", "complaint_again")
    more = ("complaint_letter_to_post", "complaint_open_again")
    return [
        *(reverse(f"clients:{name}", args=key) for name in (*one, *own, *more)),
        reverse("clients:complaint_point", args=[complaint.pk, 1]),
    ]


@pytest.mark.parametrize("person", [CAST.marcus, TEAM], ids=str)
def test_whom_it_is_about_finds_nothing_at_any_address(person: Person, signed_in: Any) -> None:
    complaint = complain(MARCUS, about_user_id=person.user_id, how="phone")
    browser: Client = signed_in(person)
    for address in addresses(complaint):
        assert browser.get(address).status_code == 404, address
        assert browser.post(address, {"reason": "x"}).status_code == 404, address
    listed = browser.get(reverse("clients:complaints")).content.decode()
    assert str(complaint.pk) not in listed
    assert "My pay was wrong" not in browser.get(reverse("home")).content.decode()


def test_an_administrator_does_not_find_a_complaint_about_them_in_the_access_log() -> None:
    ada = CAST.ada.actor()
    about_another, about_them = complain(), complain(about_user_id=CAST.ada.user_id)
    with actors.acting(ada):
        alone = set(AuditEvent.objects.values_list("subject_id", flat=True))
        log = set(access_queries.access_log(ada).values_list("subject_id", flat=True))
    assert about_another.subject_id in alone & log
    assert about_them.subject_id not in alone | log


def test_a_new_table_of_a_complaint_would_be_behind_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_class where relname like 'clients_complaint%%' and relkind = 'r'"
            " and relname <> 'clients_complainttime' and not (relrowsecurity and relforcerowsecurity)"
        )
        assert cursor.fetchone() == (0,)


def test_what_a_representative_does_with_a_complaint_is_done_for_the_client() -> None:
    joan = CAST.joan.actor()
    with actors.acting(joan):
        client = models.Client.objects.get(pk=CAST.homes["asha"].id_of("client"))
        acts = models.Representation.objects.get(client=client, user_id=CAST.joan.user_id)
        complaint = raising.raise_complaint(by=client, said=said(), actor=joan, at=AT, representation=acts)
        taken_back = operations.withdraw(complaint=complaint, actor=joan, at=AT)
        operations.reopen(complaint=taken_back, reason="It happened again.", actor=joan, at=AT)
    assert done_to(complaint) == {
        "complain": "Asha Verma",
        "withdraw_complaint": "Asha Verma",
        "reopen_complaint": "Asha Verma",
    }


def test_who_complains_for_themself_does_so_for_nobody_else() -> None:
    assert done_to(complain()) == {"complain": ""}


def test_what_staff_write_down_is_the_word_of_who_complains() -> None:
    assert done_to(complain(MARCUS)) == {"complain": "Asha Verma"}


def done_to(complaint: models.Complaint) -> dict[str, str]:
    """What the history says was done, and for whom."""
    with actors.acting(HANDLER):
        events = AuditEvent.objects.filter(thing_id=str(complaint.pk))
        return dict(events.values_list("verb", "on_behalf_of"))
