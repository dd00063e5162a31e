"""What was agreed with one employer ends when another follows, and is a task until it is agreed."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg2.extras import DateRange

from dpss.access import actors
from payroll import models
from payroll.queries import change_agreements
from tests.cast import AT, CAST
from tests.factories import contracted, payroll
from tests.payroll.operations import changing, steps
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db

OLU = CAST.olu.actor()
SINCE = DateRange(dt.date(2026, 1, 1), None)


def agreed(post: models.Employment) -> models.ContractedPay:
    """Standing pay from the beginning of the year."""
    with actors.acting(steps.job()):
        models.ContractedPay.objects.filter(employment=post).delete()
        return contracted.contracted_pay(
            employment=post, during=SINCE, when="always", recorded_by_id=OLU.user_id
        )


def order(kind: str, sender: str = "Eastmarsh County Court") -> models.Deduction:
    """Something that comes off Dee's wages, without an end."""
    with actors.acting(steps.job()):
        return payroll.deduction(
            employment=steps.post_of(), kind=kind, sender=sender, reference="R1", stops_on=None
        )


def ending(change: models.EmployerChange) -> dict[str, change_agreements.Ending]:
    """What ends of Dee's post, by its words."""
    with actors.acting(OLU):
        found = change_agreements.ending(change, actor=OLU)
    return {one.what: one for one in found if one.post and one.post.pk == steps.DEE.id_of("employment")}


def test_standing_pay_ends_and_is_done_once_it_is_agreed_with_the_new_employer() -> None:
    agreed(steps.post_of())
    change = changing.prepared()
    assert "Ask both" in ending(change)["Standing pay"].then
    change = changing.confirm(change)
    assert not ending(change)["Standing pay"].is_done
    agreed(changing.new_post())
    assert ending(change)["Standing pay"].is_done


@pytest.mark.parametrize(
    ("kind", "sender", "said"),
    [
        ("court_debt", "Eastmarsh County Court", "lapses until the court directs it to the new employer"),
        ("child_maintenance", "Child Maintenance Service", "when they get an order in their own name"),
        ("voluntary", "A union", "agrees anew with the new employer, in writing"),
        ("overpayment", "", "owed to the employer before"),
    ],
)
def test_of_each_deduction_it_says_what_the_next_employer_needs(kind: str, sender: str, said: str) -> None:
    order(kind, sender)
    change = changing.prepared(decision=dataclasses.replace(changing.ENDS))
    (found,) = [one for what, one in ending(change).items() if what.endswith(": R1")]
    assert said in found.then
    if sender:
        assert f"Tell {sender} that the job ends on Sunday 22 November 2026." in found.then


def test_rolled_up_holiday_pay_is_in_the_contract_and_goes_over_and_back() -> None:
    with actors.acting(steps.job()):
        models.RolledUpHoliday.objects.filter(employment=steps.post_of()).delete()
        models.RolledUpHoliday.objects.create(
            council_id=CAST.east.id,
            subject_id=steps.post_of().subject_id,
            employment=steps.post_of(),
            during=SINCE,
            reason="In the contract.",
            recorded_by_id=CAST.olu.user_id,
            recorded_at=AT,
        )
    change = changing.confirm(changing.prepared())
    with actors.acting(steps.job()):
        (row,) = models.RolledUpHoliday.objects.filter(employment=changing.new_post())
    assert row.during.lower == changing.DAY
    changing.undo(change)


def test_the_pages_list_what_ends_and_then_make_a_task_of_it(signed_in: Any) -> None:
    agreed(steps.post_of())
    change, olu = changing.prepared(), signed_in(CAST.olu)
    page = reverse("payroll:employer_change", args=[change.pk])
    assert "What ends with the employer before" in words_of(olu.get(page))
    confirm = words_of(olu.get(reverse("payroll:employer_change_confirm", args=[change.pk])))
    assert "Goes over: hours, rates" in confirm
    assert "Ends: Standing pay (Dee Lowe)." in confirm
    assert "Dee Lowe, by message" in confirm
    changing.confirm(change)
    shown = olu.get(page)
    assert "Standing pay (Dee Lowe)" in words_of(shown)
    assert reverse("payroll:contracted_pay", args=[changing.new_post().pk]) in shown.text


def test_more_posts_take_no_more_questions() -> None:
    counts = []
    for name in ("", "Noor Ali"):
        if name:
            agreed(steps.hire(name))
        with actors.acting(OLU):
            change = models.EmployerChange.objects.select_related("employer").get(
                pk=steps.ASHA.id_of("employer change")
            )
            with CaptureQueriesContext(connection) as asked:
                change_agreements.ending(change, actor=OLU)
        counts.append(len(asked))
    assert counts[0] == counts[1]
