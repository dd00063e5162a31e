"""Preparing a change of employer, confirming it once, and taking it back before the first payslip."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg2.extras import DateRange

from dpss.access import actors
from dpss.kernel import errors
from payroll import change_rules, models
from payroll.operations import employer_changes, leaving
from payroll.queries import employer_changes as queries
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import changing, steps
from tests.payroll.operations import test_off_cycle as off_cycle
from tests.payroll.operations.test_dropped_sheets import filed, link_to, paper_for

pytestmark = pytest.mark.django_db

ASHA, DEE, OLU = steps.ASHA, steps.DEE, CAST.olu
NEXT = dt.date(2026, 11, 24)


def employer() -> models.Employer:
    with actors.acting(steps.job()):
        return models.Employer.objects.get(pk=ASHA.id_of("employer"))


@pytest.mark.parametrize(
    ("given", "sentence", "field"),
    [
        ({"new_name": " "}, "Enter the name of the new employer", "new_name"),
        ({"new_name": "asha verma"}, "is the employer already", "new_name"),
        ({"why": "other"}, "in your own words", "explanation"),
        ({"day": dt.date(2028, 1, 1)}, "more than a year", "first_day"),
        ({"day": dt.date(2026, 10, 20)}, "The first free day is", "first_day"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(given: dict[str, Any], sentence: str, field: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence) as raised:
        changing.begin(**given)
    assert raised.value.field == field


def test_a_bonus_pays_for_no_days_so_the_employer_may_change_from_any_that_is_free() -> None:
    off_cycle.bonus()
    assert changing.begin(dt.date(2026, 11, 10), why="died").first_day == dt.date(2026, 11, 10)


def test_one_change_is_prepared_at_a_time() -> None:
    changing.begin()
    with pytest.raises(errors.Conflict, match="prepared for Asha Verma already"):
        changing.begin()


def test_what_is_missing_stops_it_and_nothing_is_made() -> None:
    change = changing.begin()
    with actors.acting(OLU.actor()):
        found = change_rules.missing(queries.facts_of(change, actor=OLU.actor()))
    assert [sentence[:20] for sentence in found] == [
        "Decide what becomes ",
        "Say whether the new ",
        "Say how the pension ",
        "Say who pays the wag",
    ]
    with pytest.raises(errors.Refusal, match="Decide what becomes of the post of Dee"):
        changing.confirm(change)
    assert employer().during.upper is None


def test_no_estate_keeps_anybody_on_while_the_employer_lives() -> None:
    change = changing.begin()
    decision = employer_changes.Decision(outcome="continues", ground="estate", reason="The executor says so.")
    with actors.acting(OLU.actor()), pytest.raises(errors.Invalid, match="Nobody has died"):
        employer_changes.decide(
            change=change, post=steps.post_of(), decision=decision, actor=OLU.actor(), at=AT
        )


def test_a_sheet_with_time_after_the_day_stops_it() -> None:
    change = changing.prepared(dt.date(2026, 11, 2))
    steps.approve_sheet()
    with pytest.raises(errors.Refusal, match="has time"):
        changing.confirm(change)


def test_a_change_that_was_given_up_can_be_begun_anew() -> None:
    change = changing.begin()
    with actors.acting(OLU.actor()):
        employer_changes.give_up(change=change, reason="She recovered.", actor=OLU.actor(), at=AT)
    assert changing.begin().pk != change.pk


def test_confirmed_twice_it_happens_once() -> None:
    change = changing.prepared()
    changing.confirm(change)
    with pytest.raises(errors.Conflict, match="This change is confirmed"):
        changing.confirm(change)


def test_a_role_that_keeps_no_posts_may_not() -> None:
    change = changing.prepared()
    for person in (CAST.asha, CAST.marcus):
        with (
            actors.acting(person.actor()),
            pytest.raises((errors.NotAllowed, models.EmployerChange.DoesNotExist)),
        ):
            employer_changes.hold(change, person.actor())


def test_the_new_employer_has_a_scheme_to_register_and_what_it_needs_to_pay() -> None:
    change = changing.confirm(changing.prepared())
    made = change.became
    assert made is not None
    with actors.acting(steps.job()):
        assert [row.status for row in made.schemes.all()] == ["awaiting"]
        assert [row.payer for row in made.who_pays.all()] == ["employer"]
        assert not made.allowance_claims.exists()
    assert (made.name, made.during) == ("Ravi Verma", DateRange(changing.DAY, None))
    assert change.ceases_on == dt.date(2026, 11, 27)


def test_taken_back_everything_is_as_before() -> None:
    with actors.acting(steps.job()):
        before = [steps.post_of().last_day, employer().during]
    change = changing.confirm(changing.prepared())
    changing.undo(change)
    with actors.acting(steps.job()):
        assert [steps.post_of().last_day, employer().during] == before
        assert models.Employer.objects.filter(client=ASHA.id_of("client")).count() == 1
        assert models.EmployerChange.objects.get(pk=change.pk).state == "undone"
    assert changing.begin().state == "draft"


def test_a_sheet_that_was_begun_goes_back_to_the_post_before() -> None:
    december = steps.december()
    change = changing.confirm(changing.prepared())
    post = changing.new_post()
    with actors.acting(steps.job()):
        sheet = payroll.timesheet(employment=post, period=december)
        payroll.shift(timesheet=sheet, day=NEXT)
    changing.undo(change)
    with actors.acting(steps.job()):
        sheet.refresh_from_db()
        assert sheet.employment_id == DEE.id_of("employment")
        assert {entry.subject_id for entry in sheet.entries.all()} == {sheet.subject_id}


def test_after_the_final_payment_it_stays() -> None:
    change = changing.confirm(changing.prepared())
    steps.pay_november()
    with pytest.raises(errors.Refusal, match="final payment"):
        changing.undo(change)


def test_what_was_recorded_for_the_new_employer_is_taken_back_first() -> None:
    change = changing.confirm(changing.prepared())
    with actors.acting(steps.job()):
        payroll.registration_step(employer=changing.new_post().employer)
    with pytest.raises(errors.Refusal, match="registration step"):
        changing.undo(change)


def test_the_facts_take_the_same_queries_for_few_and_many_posts() -> None:
    change, counts = changing.begin(), []
    for names in ((), ("Ann", "Bea", "Cem")):
        for name in names:
            steps.hire(name)
        with (
            actors.acting(OLU.actor()),
            CaptureQueriesContext(
                connection,
            ) as asked,
        ):
            queries.facts_of(change, actor=OLU.actor())
        counts.append(len(asked))
    assert counts[0] == counts[1]


def ends_on(last_day: dt.date) -> None:
    """A last day of Dee's post at Asha's, recorded before anything changes."""
    with actors.acting(OLU.actor()):
        leaving.record(post=steps.post_of(), last_day=last_day, actor=OLU.actor(), at=AT)


@pytest.mark.parametrize("decision", [changing.AGREED, changing.ANEW, changing.ENDS])
def test_taken_back_a_last_day_that_was_recorded_before_it_holds_again(
    decision: employer_changes.Decision,
) -> None:
    ends_on(dt.date(2027, 1, 31))
    change = changing.confirm(changing.prepared(decision=decision))
    with actors.acting(steps.job()):
        assert steps.post_of().last_day == changing.DAY - dt.timedelta(days=1)
    changing.undo(change)
    with actors.acting(steps.job()):
        assert steps.post_of().last_day == dt.date(2027, 1, 31)


def test_a_post_that_had_ended_on_the_day_before_is_no_part_of_taking_it_back() -> None:
    change = changing.prepared(decision=changing.ENDS)
    ends_on(changing.DAY - dt.timedelta(days=1))
    changing.undo(changing.confirm(change))
    with actors.acting(steps.job()):
        assert steps.post_of().last_day == changing.DAY - dt.timedelta(days=1)


def test_a_last_day_that_was_recorded_since_goes_back_with_the_post() -> None:
    change = changing.confirm(changing.prepared())
    with actors.acting(OLU.actor()):
        leaving.record(post=changing.new_post(), last_day=dt.date(2027, 2, 28), actor=OLU.actor(), at=AT)
    changing.undo(change)
    with actors.acting(steps.job()):
        assert steps.post_of().last_day == dt.date(2027, 2, 28)


def test_links_and_inbox_items_go_back_with_a_sheet() -> None:
    december = steps.december()
    change = changing.confirm(changing.prepared())
    post = changing.new_post()
    with actors.acting(steps.job()):
        sheet = payroll.timesheet(employment=post, period=december)
        payroll.shift(timesheet=sheet, day=NEXT)
    link, item = link_to(sheet), paper_for(sheet)
    changing.undo(change)
    with actors.acting(steps.job()):
        link.refresh_from_db()
        item.refresh_from_db()
        sheet.refresh_from_db()
    assert (link.subject_id, item.employment_id) == (sheet.subject_id, DEE.id_of("employment"))


def test_a_sheet_with_papers_filed_keeps_the_change() -> None:
    december = steps.december()
    change = changing.confirm(changing.prepared())
    with actors.acting(steps.job()):
        sheet = payroll.timesheet(employment=changing.new_post(), period=december)
    filed(sheet)
    with pytest.raises(errors.Refusal, match="Papers are kept with a timesheet of Dee"):
        changing.undo(change)
