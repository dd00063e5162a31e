"""Pay on a day of its own beside everything else: what it leaves alone, and what leaves it alone."""

import datetime as dt
from decimal import Decimal

import pytest

from clients.models import Commitment
from dpss.access import actors
from dpss.kernel import errors
from ledger.models import Entry
from payroll import models
from payroll.operations import posts
from tests.cast import AT, CAST
from tests.payroll.operations import results, steps
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_off_cycle import (
    MONDAY,
    Why,
    again,
    bonus,
    final,
    left,
    on_the_board,
    slip,
    start,
)
from tests.payroll.operations.test_off_cycle_moves import maintenance, payday_is
from tests.payroll.operations.test_payrun_agreements import answer, calculated
from tests.payroll.operations.test_settling import paid_as_contracted, sheet_comes_in

pytestmark = pytest.mark.django_db
FRIDAY = dt.date(2026, 11, 27)


def colleague() -> models.Employment:
    """Zed works for Asha too, with an approved sheet of five hours."""
    post = steps.hire("zed")
    steps.bank(post.assistant)
    steps.sheet_in(post, dt.date(2026, 11, 3))
    return post


def test_a_bonus_settles_nothing_of_contracted_pay() -> None:
    later = steps.december()
    post = paid_as_contracted()
    sheet_comes_in(post, shifts=9)
    payday_is(dt.date(2026, 11, 20))
    run = bonus("50.00", post=post, payday=dt.date(2026, 11, 30))
    assert (run.period_id, slip(run).gross) == (later.pk, Decimal("50.00"))


def test_no_usual_run_begins_for_whom_an_off_cycle_run_pays() -> None:
    steps.approve_sheet()
    start(Why.URGENT, period=steps.november())
    assert steps.request() == 0
    with actors.acting(job()):
        runs = models.Payrun.objects.filter(employer=steps.ASHA.id_of("employer"), period=steps.november())
        assert not runs.filter(kind="regular").exists()


def test_the_usual_run_is_approved_while_an_off_cycle_run_waits_with_a_sheet() -> None:
    steps.approve_sheet()
    colleague()
    usual = steps.calculate()
    start(Why.URGENT, period=steps.november(), payday=FRIDAY)
    steps.work_out()
    assert steps.approve(usual.pk).refused == {}


def test_a_usual_run_that_its_employer_has_answered_stays_on_record() -> None:
    usual = calculated()
    answer(usual)
    start(Why.URGENT, period=steps.november())
    steps.work_out()
    assert again(usual).state == "blocked"


def test_a_sheet_that_the_final_pay_left_out_is_paid_after_it() -> None:
    left()
    final()
    steps.approve_sheet()
    run = start(Why.AFTER, period=steps.november())
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    assert (slip(run).gross, slip(run).inputs["tax_code"]) == (Decimal("135.00"), "0T")


def test_a_sheet_of_an_earlier_period_is_pay_after_leaving_too() -> None:
    post = steps.hire("zed", last_day=dt.date(2026, 11, 21))
    steps.bank(post.assistant)
    steps.sheet_in(post, dt.date(2026, 10, 5), period=steps.october())
    final(post=post)
    run = start(Why.AFTER, post=post, period=steps.october())
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    assert (slip(run).inputs["part"], slip(run).inputs["tax_code"]) == ("after_leaving", "0T")


def test_the_final_pay_of_a_period_that_was_paid_stands_beside_it_on_the_board() -> None:
    steps.pay_november()
    left()
    run = start(Why.FINAL, payday=dt.date(2026, 11, 30), redundancy=Decimal("500.00"))
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    assert [post.gross for post in on_the_board()] == [Decimal("135.00")]


def test_final_pay_without_a_sheet_is_on_the_board() -> None:
    left()
    run = final(holiday_pay=Decimal("50.00"))
    assert [(post.gross, post.payrun_id) for post in on_the_board()] == [(Decimal("50.00"), run.pk)]


def test_two_days_of_their_own_in_a_week_with_an_order_are_one_too_many() -> None:
    steps.pay_november()
    maintenance(dt.date(2026, 12, 1))
    bonus("100.00", payday=dt.date(2026, 12, 16))
    with pytest.raises(errors.Invalid, match="in which Wednesday 16 December 2026 is a payday too"):
        start(bonus=Decimal("50.00"), bonus_for="Thanks", payday=dt.date(2026, 12, 17))


def test_what_the_providers_own_software_works_out_is_not_paid_here() -> None:
    results.begin()
    with pytest.raises(errors.Invalid, match="Pay it there"):
        start(bonus=Decimal("50.00"), bonus_for="Thanks")


def test_a_bonus_is_not_measured_against_usual_wages() -> None:
    assert bonus("5.00").exceptions == []


def test_what_is_set_aside_and_posted_is_of_the_day_of_its_own() -> None:
    run = bonus("100.00")
    with actors.acting(job()):
        assert Entry.objects.get(source_key=f"payslip:{slip(run).pk}").day == MONDAY
        aside = Commitment.objects.filter(source_key__contains=str(slip(run).pk))
        assert {one.due_on for one in aside} == {MONDAY}


def test_a_change_of_the_post_works_out_what_is_paid_on_a_later_day_for_an_earlier_period() -> None:
    post = steps.hire("zed")
    steps.bank(post.assistant)
    steps.sheet_in(post, dt.date(2026, 10, 5), period=steps.october())
    run = start(Why.MISSED, post=post, period=steps.october())
    steps.work_out()
    with actors.acting(CAST.olu.actor()):
        asked = posts.work_out_again(post, since=dt.date(2026, 11, 10), actor=CAST.olu.actor(), at=AT)
    assert (asked, again(run).state) == (1, "requested")


def test_it_is_said_why_it_is_paid_on_a_day_of_its_own() -> None:
    with pytest.raises(errors.Invalid, match="Say why"):
        start(bonus=Decimal("50.00"), bonus_for="Thanks", reason="  ")


def test_who_pays_on_the_payday_decides_how_soon_it_can_be() -> None:
    with actors.acting(job()):
        held = models.WhoPays.objects.get(employer_id=steps.ASHA.id_of("employer"))
        first = held.during.lower
        held.during = (first, MONDAY)
        held.save(update_fields=["during"])
        models.WhoPays.objects.create(
            employer_id=held.employer_id,
            council_id=held.council_id,
            subject_id=held.subject_id,
            payer="provider",
            during=(MONDAY, None),
        )
    with pytest.raises(errors.Invalid, match="Wednesday 25 November 2026"):
        start(bonus=Decimal("50.00"), bonus_for="Thanks")
