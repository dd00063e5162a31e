import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from clients import ending_rules, models
from clients.operations import commitments, endings
from clients.queries import endings as queries
from clients.states import ENDING
from dpss.access import actors, policy
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.access.transitions import Refused
from dpss.kernel import errors
from ledger import chart
from ledger.models import Account
from payroll import models as payroll
from payroll.operations.endings import say_that_payroll_is_settled
from payroll.queries import ending_facts
from tests.cast import AT, CAST, TODAY
from tests.factories import ledger, papers

pytestmark = pytest.mark.usefixtures("db")
# Marcus proposes, and Paula decides.
PAULA = CAST.paula.actor()
MARCUS, FAY, MARA = CAST.marcus.actor(), CAST.fay.actor(), CAST.mara.actor()
ASHAS = CAST.homes["asha"].id_of("client")
OTHER = CAST.olu.user_id
LATER = TODAY + dt.timedelta(days=28)
GROUNDS: dict[str, Any] = {
    "reason": "changed_mind",
    "words": "It was too much work for her.",
    "notice": "Four weeks, as point 9 of the agreement says.",
    "last_day": LATER,
}
JOB = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)


def client(actor: actors.Actor = MARCUS) -> models.Client:
    with actors.acting(actor):
        return models.Client.objects.get(pk=ASHAS)


def proposed(**given: Any) -> models.Ending:
    """By Marcus."""
    with actors.acting(MARCUS):
        return endings.propose(client=client(), actor=MARCUS, at=AT, **GROUNDS | given)


def decided(**given: Any) -> models.Ending:
    row = proposed(**given)
    with actors.acting(PAULA):
        return endings.decide(ending=row, actor=PAULA, at=AT)


def say(row: models.Ending, code: str, actor: actors.Actor, outcome: str = "done") -> models.EndingStep:
    with actors.acting(actor):
        return endings.say_of_step(
            ending=row, code=code, outcome=outcome, note="Done on Monday.", actor=actor, at=AT
        )


def nothing_left() -> None:
    """Dee has gone, was paid all, and nothing is on Asha's account."""
    with actors.acting(JOB):
        payroll.Employment.objects.filter(employer__client_id=ASHAS, last_day=None).update(
            last_day=dt.date(2026, 10, 20)
        )
        payroll.Timesheet.objects.filter(
            employment__employer__client_id=ASHAS, state__in=["draft", "submitted", "approved"]
        ).update(state="not_worked")
        payroll.Payrun.objects.filter(employer__client_id=ASHAS).update(
            state="approved", requested_by_id=OTHER, approved_by_id=CAST.mara.user_id, approved_at=AT
        )
        payroll.PaymentInstruction.objects.filter(employer__client_id=ASHAS).update(state="paid")
        payroll.PensionSchedule.objects.filter(employer__client_id=ASHAS).update(
            state="paid", settled_on=TODAY, submitted_by_id=OTHER, submitted_at=AT
        )
        payroll.HmrcBill.objects.filter(employer__client_id=ASHAS).update(amount=0)
        last = payroll.Payslip.objects.filter(employment__employer__client_id=ASHAS).order_by("payday").last()
        papers.issued_form(payslip=last, kind="p45")


def test_an_ending_changes_nothing_until_another_person_decides() -> None:
    with actors.acting(MARCUS):
        row = endings.propose(client=client(), actor=MARCUS, at=AT, **GROUNDS)
        assert client().stage == "running"
        with pytest.raises(errors.NotAllowed):
            endings.decide(ending=row, actor=MARCUS, at=AT)
    with actors.acting(JOB):
        models.Ending.objects.filter(pk=row.pk).update(proposed_by_id=PAULA.user_id)
    with actors.acting(PAULA):
        with pytest.raises(Refused, match="A second person must do this"):
            endings.decide(ending=row, actor=PAULA, at=AT)
        assert client().stage == "running"


def test_a_decided_ending_closes_the_stage_and_asks_the_support_worker() -> None:
    row = decided()
    with actors.acting(MARCUS):
        assert client().stage == "closing"
        item = models.WorkItem.objects.get(key__startswith=f"ending:{row.pk}")
        assert (item.role, item.due_on) == (policy.SUPPORT_WORKER, LATER)
        verbs = AuditEvent.objects.filter(thing_id=row.pk).values_list("verb", flat=True)
        assert set(verbs) == {"propose_ending", "decide_ending"}


def test_payroll_and_finance_hear_that_it_ends_and_not_whose_it_is() -> None:
    decided()
    with actors.acting(JOB):
        told = {row.to_id: row.values for row in OutboxMessage.objects.filter(template="ending_decided")}
    wanted = {CAST.mara.user_id, CAST.fay.user_id}
    assert wanted <= told.keys()
    assert CAST.olu.user_id not in told
    assert all(set(values) == {"day"} for values in told.values())


def test_two_at_once_are_one() -> None:
    proposed()
    with actors.acting(MARCUS), pytest.raises(errors.Conflict, match="proposed this already"):
        endings.propose(client=client(), actor=MARCUS, at=AT, **GROUNDS)


@pytest.mark.parametrize("reason", ["care_home", "misuse"])
def test_what_the_council_may_end_needs_something_else_first(reason: str) -> None:
    with pytest.raises(errors.Invalid, match="something else comes first") as refused:
        proposed(reason=reason)
    assert refused.value.field == "tried"
    facts = ending_rules.EndingFacts(reason, " ", LATER, TODAY)
    assert "something else comes first" in (ending_rules.something_else_was_tried(facts) or "")
    assert ENDING.move("decide_ending").blockers == (ending_rules.something_else_was_tried,)


@pytest.mark.parametrize("reason", sorted(ending_rules.MUST))
def test_what_the_council_must_end_needs_nothing_before(reason: str) -> None:
    day = TODAY if reason == ending_rules.DEATH else LATER
    assert decided(reason=reason, last_day=day).state == "decided"


def test_what_was_tried_lets_the_council_end_it() -> None:
    assert decided(reason="misuse", tried="A managed account for three months.").state == "decided"


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"reason": "weather"}, "reason", "Choose why it ends."),
        ({"words": " "}, "words", "Write the reasons"),
        ({"words": "x" * 2001}, "words", "Use 2,000 characters or fewer."),
        ({"notice": ""}, "notice", "Write what notice is given"),
        ({"tried": "x" * 100_000}, "tried", "Use 2,000 characters or fewer."),
        ({"last_day": TODAY - dt.timedelta(days=1)}, "last_day", "That day is past."),
        ({"last_day": TODAY + dt.timedelta(days=400)}, "last_day", "more than a year ahead"),
        ({"reason": "death", "last_day": LATER}, "last_day", "the day on which they died"),
    ],
)
def test_an_ending_that_cannot_be_is_refused_in_a_sentence(
    given: dict[str, Any], field: str, sentence: str
) -> None:
    with actors.acting(MARCUS), pytest.raises(errors.Invalid, match=sentence) as refused:
        endings.propose(client=client(), actor=MARCUS, at=AT, **GROUNDS | given)
    assert refused.value.field == field
    with actors.acting(MARCUS):
        assert queries.open_of(ASHAS, actor=MARCUS) is None


def test_a_closed_case_has_nothing_to_end() -> None:
    with actors.acting(JOB):
        models.Client.objects.filter(pk=ASHAS).update(stage="closed")
    with actors.acting(MARCUS), pytest.raises(errors.Conflict, match="no direct payment to end"):
        endings.propose(client=client(), actor=MARCUS, at=AT, **GROUNDS)


def test_it_is_closed_only_after_its_last_day_and_with_every_step() -> None:
    row = decided(last_day=TODAY)
    later = CAST.marcus.actor(today=TODAY + dt.timedelta(days=1))
    with actors.acting(later), pytest.raises(Refused, match="not settled yet: They, or their family"):
        endings.close(ending=row, actor=later, at=AT)
    for code in ("letter", "care", "pas_told", "insurance"):
        say(row, code, MARCUS)
    say(row, "returns", FAY, "not_needed")
    with actors.acting(later), pytest.raises(Refused, match="not settled yet: Last wages"):
        endings.close(ending=row, actor=later, at=AT)
    nothing_left()
    with actors.acting(MARA):
        say_that_payroll_is_settled(ending=row, outcome="done", note="All paid.", actor=MARA, at=AT)
    _spend_all()
    say(row, "balance", FAY)
    with actors.acting(MARCUS), pytest.raises(Refused, match="It goes on until"):
        endings.close(ending=row, actor=MARCUS, at=AT)
    with actors.acting(later):
        assert endings.close(ending=row, actor=later, at=AT).state == "closed"
        assert client(later).stage == "closed"


def _end_payments() -> None:
    with actors.acting(JOB):
        models.Arrangement.objects.filter(client_id=ASHAS).update(state="ended", ends_on=TODAY)


def _spend_all() -> None:
    _end_payments()
    with actors.acting(JOB):
        open_now = models.Commitment.objects.filter(client_id=ASHAS, settled_on=None)
        commitments.settle_all(list(open_now.values_list("source_key", flat=True)), on=TODAY)
        subject = CAST.homes["asha"].subject_id
        ledger.entry(
            debit=Account.objects.get(pk=chart.account_id(subject, chart.FUNDING)),
            credit=Account.objects.get(pk=chart.account_id(subject, chart.DIRECT_PAYMENT)),
            amount=Decimal("1008.00"),
            source_key="all of it",
        )


def test_a_step_that_is_taken_back_stands_in_the_way_again() -> None:
    row = decided()
    say(row, "letter", MARCUS)
    say(row, "letter", MARCUS, "open")
    with actors.acting(MARCUS):
        facts = queries.facts_of(MARCUS)([row])[row.pk]
        assert "letter" not in facts.settled


def test_a_step_is_its_own_teams() -> None:
    row = decided()
    for code, actor in {"payroll": MARCUS, "balance": MARCUS, "letter": FAY, "returns": MARA}.items():
        with pytest.raises(errors.NotAllowed, match="Another team"):
            say(row, code, actor)


@pytest.mark.parametrize("outcome", ["done", "not_needed"])
def test_money_on_the_account_or_set_aside_is_not_settled(outcome: str) -> None:
    row = decided()
    with pytest.raises(errors.Invalid, match="payments have not ended yet"):
        say(row, "balance", FAY, outcome)
    _end_payments()
    with pytest.raises(errors.Invalid, match="Money is still set aside"):
        say(row, "balance", FAY, outcome)
    with actors.acting(JOB):
        open_now = models.Commitment.objects.filter(client_id=ASHAS, settled_on=None)
        commitments.settle_all(list(open_now.values_list("source_key", flat=True)), on=TODAY)
    with pytest.raises(errors.Invalid, match=r"£1,008.00 is still on the account"):
        say(row, "balance", FAY, outcome)


def test_payroll_reads_what_is_left_and_cannot_say_that_it_is_settled() -> None:
    row = decided(last_day=TODAY)
    with actors.acting(MARA):
        left = ending_facts.not_settled(row, actor=MARA)
        assert left[0] == "Dee Lowe has no last day, or a later one. Record it on their page."
        assert any("The timesheet of Dee Lowe for" in one for one in left)
        with pytest.raises(errors.Invalid, match="Dee Lowe has no last day"):
            say_that_payroll_is_settled(ending=row, outcome="not_needed", note="-", actor=MARA, at=AT)
    nothing_left()
    with actors.acting(MARA):
        assert ending_facts.not_settled(row, actor=MARA) == []


def test_after_a_death_the_estate_is_asked_for_and_other_care_is_not() -> None:
    codes = [one.code for one in ending_rules.steps_of("died")]
    assert "estate" in codes
    assert "care" not in codes
    assert "care" in [one.code for one in ending_rules.steps_of("life")]


def test_what_goes_on_after_all_is_as_it_was() -> None:
    row = decided()
    with actors.acting(MARCUS):
        endings.drop(ending=row, reason="She wants to keep it.", actor=MARCUS, at=AT)
        assert client().stage == "running"
        assert queries.last_of(ASHAS, actor=MARCUS) is None


def test_an_ending_is_not_opened_again_beside_another() -> None:
    first = decided()
    with actors.acting(JOB):
        models.Ending.objects.filter(pk=first.pk).update(state="closed")
        models.Client.objects.filter(pk=ASHAS).update(stage="running")
    proposed()
    with actors.acting(MARCUS), pytest.raises(errors.Conflict, match="Another ending of this person is open"):
        endings.reopen(ending=first, reason="A bill came.", actor=MARCUS, at=AT)
    with actors.acting(MARCUS):
        assert client().stage == "running"
        assert models.Ending.objects.get(pk=first.pk).state == "closed"


def test_grounds_and_steps_are_never_changed() -> None:
    row = decided()
    step = say(row, "letter", MARCUS)
    for rows in (
        models.EndingGrounds.objects.filter(ending=row),
        models.EndingStep.objects.filter(pk=step.pk),
    ):
        with actors.acting(JOB), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            rows.delete()


def test_payroll_knows_the_day_and_not_why() -> None:
    row = decided()
    with actors.acting(MARA):
        assert queries.open_of(ASHAS, actor=MARA) == row
        assert queries.grounds_of(row, actor=MARA) is None
