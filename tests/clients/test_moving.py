"""Somebody moves to another council: the same employer and PAs, another council from an agreed day."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from clients import ending_rules, models
from clients.operations import endings, moving
from clients.queries import endings as queries
from dpss.access import actors
from dpss.access.transitions import Refused
from dpss.kernel import errors
from payroll import models as payroll
from payroll.forms import handed_over, take_on_file
from payroll.operations.endings import say_that_payroll_is_settled
from payroll.queries import ending_facts, last_figures
from tests.cast import AT, CAST, TODAY
from tests.clients import test_endings as steps

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
MARCUS, PAULA, MARA, ASHA = (one.actor() for one in (CAST.marcus, CAST.paula, CAST.mara, CAST.asha))
NOVEMBER = dt.date(2026, 11, 27)
MOVES = {"reason": "moved_away", "words": "She moves near her sister.", "new_council": "Westmarch"}
AGREED = {
    "new_council": "Westmarch",
    "contact": "Lea Ott, 01632 960 001",
    "agreed_on": TODAY,
    "pack_may_go": True,
    "said_by": "Asha Verma, at the visit",
}


def moves(last_day: dt.date = NOVEMBER) -> models.Ending:
    """Marcus proposed it and Paula decided."""
    return steps.decided(**MOVES, last_day=last_day)


def agree(row: models.Ending, **given: object) -> models.CouncilMove:
    """Marcus writes down what is agreed."""
    with actors.acting(MARCUS):
        return moving.record_move(ending=row, actor=MARCUS, at=AT, **AGREED | given)  # type: ignore[arg-type]


def test_a_move_needs_nothing_tried_before_and_names_the_council() -> None:
    with pytest.raises(errors.Invalid, match="Write which council they move to") as refused:
        steps.proposed(**MOVES | {"new_council": " "})
    assert refused.value.field == "new_council"
    row = moves()
    with actors.acting(MARA):
        move = queries.move_of(row, actor=MARA)
        assert move is not None
        assert (move.new_council, queries.kind_of(row, actor=MARA)) == ("Westmarch", "move")
        assert queries.grounds_of(row, actor=MARA) is None


def test_nobody_gets_a_p45_and_what_the_councils_agree_is_asked_for() -> None:
    codes = [one.code for one in ending_rules.steps_of(ending_rules.MOVE)]
    assert {"new_council", "pas_stay", "pack", "payroll_moves"} <= set(codes)
    assert not {"payroll", "pas_told", "care", "estate"} & set(codes)


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"new_council": ""}, "new_council", "Write which council"),
        ({"new_council": "x" * 121}, "new_council", "Use 120 characters or fewer"),
        ({"contact": ""}, "contact", "Name who agreed it there"),
        ({"agreed_on": TODAY + dt.timedelta(days=1)}, "agreed_on", "still to come"),
        ({"said_by": " "}, "said_by", "Write who said so"),
    ],
)
def test_what_is_agreed_is_written_down_whole(given: dict[str, object], field: str, sentence: str) -> None:
    row = moves()
    with pytest.raises(errors.Invalid, match=sentence) as refused:
        agree(row, **given)
    assert refused.value.field == field
    with actors.acting(MARCUS):
        move = queries.move_of(row, actor=MARCUS)
        assert move is not None
        assert move.agreed_on is None


def test_only_a_move_that_is_open_is_agreed() -> None:
    row = steps.decided()
    with pytest.raises(errors.Conflict, match="not a move to another council"):
        agree(row)


@pytest.mark.parametrize("outcome", ["done", "not_needed"])
def test_the_steps_of_a_move_are_held_to_what_is_agreed(outcome: str) -> None:
    row = moves()
    with pytest.raises(errors.Invalid, match="Record first who at the new council agreed"):
        steps.say(row, "new_council", MARCUS, outcome)
    with pytest.raises(errors.Invalid, match="Ask them first whether the new council may have the pack"):
        steps.say(row, "pack", MARCUS, outcome)
    agree(row)
    assert steps.say(row, "new_council", MARCUS, outcome).outcome == outcome
    assert steps.say(row, "pack", MARCUS, outcome).outcome == outcome
    with pytest.raises(errors.Invalid, match="no such step"):
        steps.say(row, "care", MARCUS, outcome)


def settled(row: models.Ending, outcome: str = "done") -> None:
    """Mara says it of payroll, on the day after the last."""
    later = CAST.mara.actor(today=row.last_day + dt.timedelta(days=1))
    with actors.acting(later):
        say_that_payroll_is_settled(ending=row, outcome=outcome, note="All paid.", actor=later, at=AT)


def employer() -> payroll.Employer:
    with actors.acting(steps.JOB):
        return payroll.Employer.objects.get(client_id=steps.ASHAS)


def calendars() -> list[dt.date | None]:
    """Until when Asha's employer is paid by a calendar here: the day after the last."""
    with actors.acting(steps.JOB):
        rows = payroll.EmployersPayGroup.objects.filter(employer=employer()).order_by("during")
        return [row.during.upper for row in rows]


def dee() -> "QuerySet[payroll.Employment]":
    return payroll.Employment.objects.filter(pk=CAST.posts["dee at asha"].id_of("employment"))


def all_paid() -> None:
    """Dee stays, and her November is paid."""
    steps.nothing_left()
    with actors.acting(steps.JOB):
        dee().update(last_day=None)


def test_payroll_goes_on_here_until_the_last_day_is_paid() -> None:
    row = moves(last_day=TODAY)
    with actors.acting(MARA):
        assert ending_facts.not_settled(row, actor=MARA)[0].startswith("Wages go on here until")
    tomorrow = CAST.mara.actor(today=TODAY + dt.timedelta(days=1))
    with actors.acting(tomorrow):
        found = ending_facts.not_settled(row, actor=tomorrow)
    assert not [one for one in found if "no last day" in one or "P45" in one]
    assert any("The timesheet of Dee Lowe for" in one for one in found)


def test_after_the_last_day_the_employer_is_not_paid_here_and_keeps_the_pas() -> None:
    row = moves(last_day=TODAY)
    all_paid()
    settled(row)
    after = TODAY + dt.timedelta(days=1)
    assert (employer().during.upper, calendars()[-1]) == (after, after)
    with actors.acting(steps.JOB):
        assert dee().get().last_day is None
    settled(row)
    assert calendars()[-1] == after


def test_what_payroll_stopped_begins_again_before_it_goes_on_after_all() -> None:
    row = moves(last_day=TODAY)
    all_paid()
    settled(row)
    with actors.acting(MARCUS), pytest.raises(Refused, match="Payroll has stopped for the move"):
        endings.drop(ending=row, reason="She stays.", actor=MARCUS, at=AT)
    settled(row, "open")
    assert (employer().during.upper, calendars()[-1]) == (None, None)
    with actors.acting(MARCUS):
        assert endings.drop(ending=row, reason="She stays.", actor=MARCUS, at=AT).state == "dropped"


def test_the_figures_are_a_file_that_this_payroll_would_take_itself() -> None:
    with actors.acting(MARA):
        found = last_figures.of_client(steps.ASHAS, last_day=TODAY, actor=MARA)
        rows = handed_over.rows(found)
    assert [one.post.assistant.name for one in found] == ["Dee Lowe"]
    text = io.StringIO()
    csv.writer(text).writerows([take_on_file.COLUMNS, *rows])
    (read,) = take_on_file.read(text.getvalue(), source="the payroll before")
    assert read.wrong == ()
    assert read.handed is not None
    given, told = read.handed.given, found[0].figures
    assert told.pay > 0
    assert (given.figures.pay, given.figures.tax, given.figures.ni) == (told.pay, told.tax, told.ni)
    assert given.up_to == found[0].paid_on
    assert read.handed.holiday is None or read.handed.holiday.taken >= Decimal(0)


def test_the_person_reads_where_it_goes_on_and_takes_the_pack(signed_in: SignedIn) -> None:
    moves()
    asha = signed_in(CAST.asha)
    text = asha.get(reverse("clients:own_payment")).content.decode()
    assert "It goes on with Westmarch." in text
    assert reverse("own_move_pack") in text
    pack = asha.get(reverse("own_move_pack")).content.decode()
    for words in ("Asha Verma moves to Westmarch", "Dee Lowe", "Budget a week", reverse("own_move_figures")):
        assert words in pack
    taken = asha.get(reverse("own_move_figures"))
    assert taken["Content-Type"].startswith("text/csv")
    assert b"Dee Lowe" in taken.content
    assert asha.get(reverse("own_move_pdf")).content.startswith(b"%PDF")


def test_a_support_worker_agrees_it_and_sees_no_tax(signed_in: SignedIn) -> None:
    row = moves()
    marcus = signed_in(CAST.marcus)
    page = reverse("clients:ending_move", args=[row.pk])
    assert "This council pays until Friday 27 November 2026" in marcus.get(page).content.decode()
    answers = {
        **AGREED,
        "agreed_on_0": TODAY.day,
        "agreed_on_1": TODAY.month,
        "agreed_on_2": TODAY.year,
        "pack_may_go": "yes",
    }
    said = marcus.post(page, answers, follow=True).content.decode()
    assert "by Lea Ott, 01632 960 001" in said
    assert "Yes (Asha Verma, at the visit)" in said
    pack = marcus.get(reverse("move_pack", args=[row.pk])).content.decode()
    assert "Westmarch" in pack
    assert reverse("move_figures", args=[row.pk]) not in pack
