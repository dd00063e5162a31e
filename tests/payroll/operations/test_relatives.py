"""A PA who is a close relative: their pay is held until the council has decided, and never silently."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients import models as clients
from clients.operations import relatives as council
from clients.queries import relatives as queries
from dpss.access import actors, policy
from dpss.access.models import OutboxMessage
from dpss.access.transitions import Refused
from dpss.kernel import errors
from payroll import models
from payroll.operations import relatives
from payroll.queries import relatives as held
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
ASHA, PAULA, MARCUS, DEE_HERSELF = (one.actor() for one in (CAST.asha, CAST.paula, CAST.marcus, CAST.dee))
SINCE = dt.date(2026, 10, 26)
WORDS = {"wishes": "I want my sister.", "reasons": "Nobody else comes at night."}
SIBLING: dict[str, Any] = {"relation": "sibling", "same_household": True, "work": "care", "first_day": SINCE}


def record(actor: actors.Actor = ASHA, **given: Any) -> queries.Relation:
    """Asha says it of Dee."""
    with actors.acting(actor):
        return relatives.record(post=steps.post_of(), actor=actor, at=AT, **SIBLING | given)


def decision(state: str = "waiting") -> queries.Decision:
    with actors.acting(PAULA):
        return queries.decisions(actor=PAULA).get(
            client=CAST.homes["asha"].id_of("client"), state=state, asked_at=AT
        )


def allow(**given: Any) -> queries.Decision:
    row = decision()
    with actors.acting(PAULA):
        return relatives.allow(decision=row, actor=PAULA, at=AT, **{**WORDS, "from_day": SINCE, **given})


def refuse() -> queries.Decision:
    row = decision()
    with actors.acting(PAULA):
        return relatives.refuse(decision=row, next_steps="An agency comes.", actor=PAULA, at=AT, **WORDS)


def november() -> models.Payrun:
    """Dee's sheet is approved, and Asha's November is worked out."""
    steps.approve_sheet()
    return steps.calculate()


def test_the_pay_of_a_sister_in_the_same_household_waits_for_the_council_and_says_so() -> None:
    record()
    (found,) = november().exceptions
    assert (found["kind"], found["reason"]) == ("blocked", "held")
    assert "Council decision needed: Dee Lowe is a close relative" in found["why"]
    assert decision().asked_by_id == ASHA.user_id


def test_what_the_council_allows_is_paid_when_it_is_worked_out_again() -> None:
    record()
    november()
    allow()
    steps.work_out()
    run = steps.run_of()
    assert (run.state, run.payslip_count, run.exceptions) == ("ready", 1, [])


def test_a_payrun_that_was_ready_is_stopped_when_the_relation_becomes_known() -> None:
    assert november().payslip_count == 1
    record()
    steps.work_out()
    assert steps.run_of().payslip_count == 0


def test_what_the_council_does_not_allow_stays_held_with_what_happens_next() -> None:
    record()
    refuse()
    (found,) = november().exceptions
    assert "The council decided that the direct payment does not pay Dee Lowe" in found["why"]


def test_what_was_allowed_without_an_end_is_held_when_the_council_then_says_no() -> None:
    record()
    allowed = allow()
    with actors.acting(ASHA):
        council.ask_again(decision=allowed, reason="She moves to nights.", actor=ASHA, at=AT)
    later = AT + dt.timedelta(hours=1)
    row = decision()
    with actors.acting(PAULA):
        relatives.refuse(decision=row, next_steps="An agency comes.", actor=PAULA, at=later, **WORDS)
        pairs = queries.held(None, first_day=SINCE, last_day=TODAY - dt.timedelta(days=1), actor=PAULA)
        now = queries.held(None, first_day=TODAY, last_day=TODAY, actor=PAULA)
    assert pairs == {}
    (why,) = now.values()
    assert "The council decided that the direct payment does not pay Dee Lowe" in why


def days_of_the_sheet() -> list[dt.date]:
    with actors.acting(job()):
        rows = models.TimesheetEntry.objects.filter(timesheet=DEE.id_of("timesheet"))
        return sorted(rows.values_list("day", flat=True))


def ends(until: dt.date) -> None:
    """What the council allows of Dee's pay ended on a day of the period."""
    allow()
    with actors.acting(job()):
        clients.RelativeDecision.objects.filter(state="allowed", asked_at=AT).update(until=until)


def test_days_after_what_is_allowed_hold_the_sheet_that_has_them_and_say_how_the_others_are_paid() -> None:
    record()
    *_, last = days_of_the_sheet()
    ends(last - dt.timedelta(days=1))
    (found,) = november().exceptions
    assert "Council decision needed again" in found["why"]
    assert f"Only days from {last.day} November 2026 on are held" in found["why"]
    assert "send the timesheet without the held days" in found["why"]


def test_the_days_before_are_paid_by_a_sheet_without_those_after() -> None:
    record()
    *_, last = days_of_the_sheet()
    ends(last - dt.timedelta(days=1))
    with actors.acting(job()):
        models.TimesheetEntry.objects.filter(timesheet=DEE.id_of("timesheet"), day=last).delete()
    run = november()
    assert run.payslip_count == 1
    # Half of the pay of before is pointed out, and stops nothing.
    assert [one["reason"] for one in run.exceptions] == ["less"]


def test_an_end_after_the_last_day_worked_holds_nothing() -> None:
    record()
    *_, last = days_of_the_sheet()
    ends(last)
    assert november().payslip_count == 1


def test_a_wedding_in_the_period_holds_no_days_before_it() -> None:
    *_, last = days_of_the_sheet()
    record(relation="not_related", same_household=None)
    record(relation="spouse", first_day=last + dt.timedelta(days=1))
    assert november().payslip_count == 1


@pytest.mark.parametrize(
    "given",
    [
        {"same_household": False, "other_address": True},
        {"relation": "other"},
        {"relation": "not_related", "same_household": None},
    ],
)
def test_who_is_not_caught_is_paid_and_nobody_is_asked(given: dict[str, Any]) -> None:
    record(**given)
    with actors.acting(PAULA):
        assert not queries.decisions(actor=PAULA).filter(state="waiting").exists()
    assert november().payslip_count == 1


def test_a_husband_is_caught_wherever_he_lives() -> None:
    record(relation="spouse", same_household=False)
    assert november().payslip_count == 0


def test_another_home_at_the_same_postcode_is_pointed_out_and_can_be_confirmed() -> None:
    with pytest.raises(errors.Invalid, match="has the same postcode as Asha Verma") as refused:
        record(same_household=False)
    assert refused.value.field == "other_address"
    assert record(same_household=False, other_address=True).same_postcode


def decide_rule(rule: str) -> None:
    """The council's administrator lets another rule hold for adults from today."""
    admin = CAST.person(policy.ADMINISTRATOR, council=CAST.east).actor()
    said = {"group": "adult", "owner": "Ann Lee", "source": "Policy of 2026, page 9"}
    with actors.acting(admin):
        council.decide_rule(rule=rule, first_day=TODAY, actor=admin, at=AT, **said)


def test_the_household_of_a_relative_is_asked() -> None:
    with pytest.raises(errors.Invalid, match="Say whether they live in the same household"):
        record(same_household=None)


def test_the_household_of_a_partner_is_asked_where_the_rule_depends_on_it() -> None:
    decide_rule("same_household")
    with pytest.raises(errors.Invalid, match="Say whether they live in the same household"):
        record(relation="spouse", same_household=None, first_day=TODAY)
    assert record(relation="spouse", same_household=True, first_day=TODAY).same_household


def test_the_sentence_about_the_household_stands_beside_its_question(signed_in: SignedIn) -> None:
    day = {f"first_day_{place}": part for place, part in enumerate((SINCE.day, SINCE.month, SINCE.year))}
    answer = {"relation": "sibling", "household": "", "work": "care", **day}
    page = signed_in(CAST.asha).post(reverse("relation", args=[DEE.id_of("employment")]), answer)
    errors_of = page.context["form"].errors
    assert list(errors_of) == ["household"]
    assert "Say whether they live in the same household" in str(errors_of)


def test_a_pa_does_not_say_it_of_themself() -> None:
    with pytest.raises(errors.NotAllowed):
        record(actor=DEE_HERSELF)


def test_administration_is_allowed_by_itself() -> None:
    record(work="both")
    with actors.acting(PAULA):
        rows = list(queries.decisions(actor=PAULA).filter(state="waiting").order_by("work"))
    assert [row.work for row in rows] == ["administration", "care"]
    with actors.acting(PAULA):
        relatives.allow(decision=rows[0], actor=PAULA, at=AT, from_day=SINCE, **WORDS)
    (found,) = november().exceptions
    assert "for care and support" in found["why"]
    assert "administration" not in found["why"]


def test_who_asked_does_not_decide_and_only_the_council_does() -> None:
    record()
    with actors.acting(job()):
        clients.RelativeDecision.objects.filter(state="waiting").update(asked_by_id=PAULA.user_id)
    with pytest.raises(Refused, match="A second person must do this"):
        allow()
    with actors.acting(MARCUS), pytest.raises(errors.NotAllowed):
        relatives.allow(decision=decision(), actor=MARCUS, at=AT, from_day=SINCE, **WORDS)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"wishes": " "}, "wishes"),
        ({"reasons": ""}, "reasons"),
        ({"reasons": "x" * 100_000}, "reasons"),
        ({"until": TODAY - dt.timedelta(days=1)}, "until"),
        ({"from_day": TODAY + dt.timedelta(days=400)}, "from_day"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_a_sentence(given: dict[str, Any], field: str) -> None:
    record()
    with pytest.raises(errors.Invalid) as refused:
        allow(**given)
    assert refused.value.field == field
    assert decision().state == "waiting"


def test_a_change_of_the_relation_takes_the_question_back_and_what_was_decided_is_not_about_it() -> None:
    record()
    asked = decision()
    record(relation="spouse", first_day=TODAY)
    with actors.acting(PAULA):
        asked.refresh_from_db()
        assert asked.state == "not_needed"
        with pytest.raises(Refused):
            relatives.allow(decision=asked, actor=PAULA, at=AT, from_day=SINCE, **WORDS)
    assert decision().relation.relation == "spouse"


def test_the_person_gets_a_letter_and_the_pa_is_told_once() -> None:
    record()
    allow()
    with actors.acting(job()):
        rows = OutboxMessage.objects.filter(template__startswith="relative_")
        told = {(row.template, row.to_id) for row in rows}
        assert len(told) == rows.count()
    # Joan acts for Asha.
    assert told == {
        ("relative_asked", CAST.dee.user_id),
        ("relative_decided", CAST.dee.user_id),
        ("relative_letter", CAST.asha.user_id),
        ("relative_letter", CAST.joan.user_id),
    }


def test_the_council_is_asked_again_before_the_end_and_once() -> None:
    record()
    allow(until=TODAY + dt.timedelta(days=30))
    reminder = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=TODAY)
    with actors.acting(reminder):
        assert council.ask_ahead(actor=reminder, at=AT) == 1
        assert council.ask_ahead(actor=reminder, at=AT) == 0
    assert decision().asked_by_id is None


def test_whose_pay_is_held_is_looked_up_in_one_question_where_nobody_is_caught() -> None:
    olu = CAST.olu.actor()
    with actors.acting(olu), CaptureQueriesContext(connection) as asked:
        assert held.held_in([DEE.id_of("employment")], period=steps.november(), actor=olu) == {}
    assert len([one for one in asked if "clients_relation" in one["sql"]]) == 1


def test_everybody_reads_where_it_stands(signed_in: SignedIn) -> None:
    record()
    row = decision()
    file = reverse("payroll:post_file", args=[DEE.id_of("employment")])
    why = "Council decision needed"
    for person, address in (
        (CAST.asha, reverse("home")),
        (CAST.dee, reverse("home")),
        (CAST.olu, file),
        (CAST.olu, reverse("payroll:held_pay")),
        (CAST.marcus, reverse("relatives_of", args=[CAST.homes["asha"].id_of("client")])),
        (CAST.paula, reverse("relatives")),
        (CAST.paula, reverse("relative", args=[row.pk])),
    ):
        assert why in signed_in(person).get(address).content.decode(), (person.name, address)
    assert "Dee Lowe" in signed_in(CAST.paula).get(reverse("home")).content.decode()


def test_a_letter_from_the_record_says_why_and_how_to_disagree(signed_in: SignedIn) -> None:
    record()
    row = refuse()
    letter = signed_in(CAST.asha).get(reverse("relative_letter", args=[row.pk])).content.decode()
    for words in (
        "may not pay Dee Lowe",
        "Nobody else comes at night.",
        "An agency comes.",
        "You can also complain",
    ):
        assert words in letter
    assert signed_in(CAST.dee).get(reverse("relative_letter", args=[row.pk])).status_code == 404


def test_a_council_decides_from_which_day_another_rule_holds() -> None:
    olu = CAST.olu.actor()
    record()
    with actors.acting(olu):
        assert [one.post.assistant.name for one in held.held_now(actor=olu)] == ["Dee Lowe"]
    decide_rule("nobody")
    with actors.acting(olu):
        assert held.held_now(actor=olu) == []
