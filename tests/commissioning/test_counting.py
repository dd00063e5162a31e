import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg2.extras import DateRange

from clients import models as people
from commissioning import models, operations
from dpss.access import actors, policy
from dpss.kernel import errors
from ledger import models as ledger
from payroll import models as payroll
from tests.cast import AT, CAST, TODAY, key
from tests.commissioning.planting import (
    LAST_PAYDAY,
    NEXT_PAYDAY,
    NORTHFIELD,
    NOVEMBER,
    OCTOBER,
    SOUTHGATE,
    household,
    invoice,
    job,
    many,
    planting,
)

pytestmark = pytest.mark.usefixtures("db")
IN_TIME = dt.datetime(2026, 10, 26, 9, tzinfo=dt.UTC)
TOO_LATE = dt.datetime(2026, 10, 26, 12, 0, 1, tzinfo=dt.UTC)


def measure(*, day: dt.date = TODAY, at: dt.datetime = AT) -> int:
    actor = job()
    with actors.acting(actor):
        return operations.measure(actor=actor, at=at, day=day)


def stored(code: str, provider: uuid.UUID | None = None, day: dt.date = TODAY) -> tuple[Decimal, Decimal]:
    with actors.acting(CAST.actor(policy.COMMISSIONER)):
        row = models.Measure.objects.get(code=code, organisation_id=provider, day=day)
        return row.numerator, row.denominator


def rows() -> list[tuple[object, ...]]:
    with planting():
        found = models.Measure.objects.order_by("code", "organisation", "day")
        return list(found.values_list("pk", "code", "organisation", "day", "numerator", "denominator"))


def test_people_with_a_direct_payment_are_counted_out_of_all_open_records() -> None:
    # Asha and Ben; Cara's is closed.
    with planting():
        household("Dot Ames")
        client = household("Eve Blake")
        people.DirectPayment.objects.filter(client=client).update(
            during=DateRange(dt.date(2026, 12, 1), None)
        )
    measure()
    assert stored("direct_payment_clients") == (3, 4)


def test_the_worth_is_52_weeks_of_the_weekly_amounts_before_contributions() -> None:
    with planting():
        household("Dot Ames", weekly="50.50")
    measure()
    # Two of the cast at £300, of which each contributes £48.
    assert stored("direct_payment_value") == (Decimal("33826.00"), 3)


@pytest.mark.parametrize(
    ("weekly", "middle"),
    [((), "300.00"), (("10.00",), "300.00"), (("10.00", "20.01"), "160.01"), (("1", "2", "3"), "3.00")],
    ids=["two", "three", "four, half way between", "five"],
)
def test_half_of_the_people_have_less_than_the_middle(weekly: tuple[str, ...], middle: str) -> None:
    with planting():
        for number, amount in enumerate(weekly):
            household(f"Client {number}", weekly=amount)
    measure()
    assert stored("direct_payment_middle") == (Decimal(middle), 2 + len(weekly))


def test_somebody_with_both_lots_uses_the_service_once() -> None:
    with planting():
        household("Dot Ames", provider=NORTHFIELD, lots=("support", "payroll"))
        household("Eve Blake", provider=NORTHFIELD, lots=("support",))
        household("Fin Cole")
    measure()
    assert stored("service_users") == (4, 5)


def test_the_market_is_shared_by_those_whose_payroll_a_provider_runs_today() -> None:
    with planting():
        household("Dot Ames", provider=NORTHFIELD, lots=("support", "payroll"))
        household("Eve Blake", provider=NORTHFIELD, lots=("support",))
        left = DateRange(dt.date(2026, 4, 6), TODAY)
        household("Fin Cole", provider=SOUTHGATE, during=left)
    measure()
    assert stored("payroll_users", NORTHFIELD) == (2, 3)
    assert stored("payroll_users", SOUTHGATE) == (1, 3)
    assert stored("payroll_users") == (3, 3)


def test_a_provider_with_a_lot_and_nobody_yet_is_counted_as_nought() -> None:
    with planting():
        people.Placement.objects.filter(organisation=SOUTHGATE).delete()
    measure()
    assert stored("payroll_users", SOUTHGATE) == (0, 1)
    assert stored("employers", SOUTHGATE) == (0, 1)


def test_an_employer_whose_last_pa_has_left_is_not_counted() -> None:
    with planting():
        payroll.Employment.objects.filter(employer=CAST.homes["asha"].id_of("employer")).update(
            last_day=TODAY - dt.timedelta(days=1)
        )
    measure()
    assert stored("employers", NORTHFIELD) == (0, 1)
    assert stored("employers", SOUTHGATE) == (1, 1)


def test_an_employer_whose_last_pa_leaves_today_is_still_counted() -> None:
    with planting():
        payroll.Employment.objects.filter(employer=CAST.homes["asha"].id_of("employer")).update(
            last_day=TODAY
        )
    measure()
    assert stored("employers", NORTHFIELD) == (1, 2)


def test_only_accepted_invoices_are_spent() -> None:
    with planting():
        invoice("N-1", month=dt.date(2026, 9, 1), amount=Decimal("100.10"), state="accepted")
        invoice("N-2", month=dt.date(2026, 8, 1), amount=Decimal("50.00"), state="accepted")
    measure()
    # Each provider of the cast has one invoice of £40 that waits.
    assert stored("invoices_accepted", NORTHFIELD) == (Decimal("150.10"), Decimal("190.10"))
    assert stored("invoices_accepted") == (Decimal("150.10"), Decimal("230.10"))


def test_a_sheet_is_in_time_until_the_cut_off_and_not_a_second_later() -> None:
    with planting():
        sheets = payroll.Timesheet.objects.filter(period=key(CAST.east.slug, "northfield", "october"))
        sheets.update(submitted_at=IN_TIME)
        assert sheets.count() == 2
        sheets.filter(pk=CAST.posts["tom at asha"].id_of("paid timesheet")).update(submitted_at=TOO_LATE)
    measure()
    assert stored("sheets_in_time", NORTHFIELD, LAST_PAYDAY) == (1, 2)


def test_a_post_without_a_sheet_is_not_in_by_the_cut_off() -> None:
    with planting():
        sheets = payroll.Timesheet.objects.filter(period=key(CAST.east.slug, "northfield", "november"))
        sheets.filter(state="submitted").update(submitted_at=IN_TIME)
    measure()
    assert stored("sheets_in_time", NORTHFIELD, NEXT_PAYDAY) == (1, 1)
    with planting():
        sheets.update(state="draft")
    measure()
    assert stored("sheets_in_time", NORTHFIELD, NEXT_PAYDAY) == (0, 1)


def test_the_payruns_of_an_employer_are_approved_or_not() -> None:
    measure()
    assert stored("payruns_approved", NORTHFIELD, LAST_PAYDAY) == (1, 1)
    assert stored("payruns_approved", NORTHFIELD, NEXT_PAYDAY) == (0, 1)


def test_an_employer_is_due_although_nobody_has_asked_for_the_payrun() -> None:
    with planting():
        payroll.OffCyclePay.objects.filter(payrun__state="due").delete()
        payroll.Payrun.objects.filter(state="due").delete()
    measure()
    assert stored("payruns_approved", NORTHFIELD, NEXT_PAYDAY) == (0, 1)


def test_an_employer_with_a_later_run_that_waits_is_not_approved() -> None:
    with planting():
        run = payroll.Payrun.objects.get(pk=CAST.homes["asha"].id_of("paid payrun"))
        payroll.Payrun.objects.create(
            council_id=run.council_id,
            subject_id=run.subject_id,
            employer_id=run.employer_id,
            period_id=run.period_id,
            run=9,
        )
    measure()
    assert stored("payruns_approved", NORTHFIELD, LAST_PAYDAY) == (0, 1)


def test_an_employer_without_a_post_in_the_period_is_not_due() -> None:
    with planting():
        payroll.Employment.objects.filter(employer=CAST.homes["asha"].id_of("employer")).update(
            last_day=dt.date(2026, 10, 25)
        )
    measure()
    assert stored("payruns_approved", NORTHFIELD, LAST_PAYDAY) == (1, 1)
    assert stored("payruns_approved", NORTHFIELD, NEXT_PAYDAY) == (0, 0)


def approve_in_time() -> None:
    """October's sheets and payruns as if everything had been done when it was due."""
    with planting():
        october = [key(CAST.east.slug, provider, "october") for provider in CAST.providers]
        # An employer may approve later than the PA must send.
        payroll.Timesheet.objects.filter(period__in=october).update(
            submitted_at=IN_TIME, decided_at=dt.datetime(2026, 10, 27, 8, tzinfo=dt.UTC)
        )
        payroll.Payrun.objects.filter(period__in=october).update(
            approved_at=dt.datetime(2026, 10, 27, 9, tzinfo=dt.UTC)
        )


def put_in_file(*, made_at: dt.datetime, submit_on: dt.date = dt.date(2026, 10, 28)) -> None:
    """Ben's PA's payment in a bank file for the payday."""
    with planting():
        batch = ledger.PaymentBatch.objects.create(
            council_id=CAST.east.id,
            organisation_id=SOUTHGATE,
            pay_on=LAST_PAYDAY,
            submit_on=submit_on,
            number=7,
            state="made",
            requested_at=made_at,
            made_at=made_at,
        )
        payment = CAST.posts["dee at ben"].id_of("payment")
        ledger.Payment.objects.filter(pk=payment).update(state="in_file", batch=batch)


def test_an_employer_who_was_instructed_by_payday_counts_as_paid_in_time() -> None:
    approve_in_time()
    measure()
    assert stored("pas_paid", NORTHFIELD, LAST_PAYDAY) == (2, 2)


def test_a_payment_that_is_in_no_file_does_not_count_as_paid() -> None:
    approve_in_time()
    measure()
    assert stored("pas_paid", SOUTHGATE, LAST_PAYDAY) == (0, 1)


@pytest.mark.parametrize(
    ("made_at", "paid"),
    [
        (dt.datetime(2026, 10, 28, 23, 59, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 10, 29, 0, 1, tzinfo=dt.UTC), 0),
    ],
    ids=["on its submission day", "a day later"],
)
def test_a_bank_file_counts_until_its_submission_day_is_over(made_at: dt.datetime, paid: int) -> None:
    approve_in_time()
    put_in_file(made_at=made_at)
    measure()
    assert stored("pas_paid", SOUTHGATE, LAST_PAYDAY) == (paid, 1)


def test_a_payrun_approved_after_payday_pays_nobody_in_time() -> None:
    approve_in_time()
    with planting():
        payroll.Payrun.objects.filter(state="approved").update(
            approved_at=dt.datetime(2026, 10, 31, 9, tzinfo=dt.UTC)
        )
    measure()
    assert stored("pas_paid", NORTHFIELD, LAST_PAYDAY) == (0, 2)


def test_a_sheet_sent_after_the_cut_off_is_not_among_those_to_pay_in_time() -> None:
    approve_in_time()
    with planting():
        payroll.Timesheet.objects.filter(pk=CAST.posts["tom at asha"].id_of("paid timesheet")).update(
            submitted_at=TOO_LATE
        )
    measure()
    assert stored("pas_paid", NORTHFIELD, LAST_PAYDAY) == (1, 1)


def test_a_sheet_that_nobody_has_approved_is_not_among_those_to_pay() -> None:
    with planting():
        payroll.Timesheet.objects.filter(pk=CAST.posts["dee at asha"].id_of("timesheet")).update(
            submitted_at=IN_TIME
        )
    measure()
    assert stored("pas_paid", NORTHFIELD, NEXT_PAYDAY) == (0, 0)


@pytest.mark.parametrize(
    ("finished_at", "accepted"),
    [
        (dt.datetime(2026, 10, 30, 23, 30, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 10, 31, 0, 30, tzinfo=dt.UTC), 0),
    ],
    ids=["on payday", "the day after"],
)
def test_a_report_counts_when_hmrc_accepted_it_by_payday(finished_at: dt.datetime, accepted: int) -> None:
    with planting():
        payroll.Submission.objects.update(finished_at=finished_at)
    measure()
    assert stored("fps_accepted", NORTHFIELD, LAST_PAYDAY) == (accepted, 1)


def test_a_second_version_that_hmrc_accepts_makes_the_payrun_reported() -> None:
    with planting():
        first = payroll.Submission.objects.get(pk=CAST.homes["asha"].id_of("submission"))
        payroll.Submission.objects.filter(pk=first.pk).update(state="rejected")
        first.pk, first.version, first.state = None, 2, "accepted"
        first.finished_at = dt.datetime(2026, 10, 29, 9, tzinfo=dt.UTC)
        first._state.adding = True
        first.id = uuid.uuid4()
        first.save(force_insert=True)
    measure()
    assert stored("fps_accepted", NORTHFIELD, LAST_PAYDAY) == (1, 1)


def test_people_served_on_any_day_of_an_invoiced_month_are_counted() -> None:
    with planting():
        left = DateRange(dt.date(2026, 4, 6), dt.date(2026, 10, 2))
        household("Dot Ames", provider=NORTHFIELD, during=left)
        before = DateRange(dt.date(2026, 4, 6), dt.date(2026, 10, 1))
        household("Eve Blake", provider=NORTHFIELD, during=before)
    measure()
    assert stored("payroll_users_in_month", NORTHFIELD, OCTOBER) == (2, 3)
    assert stored("payroll_users_in_month", NORTHFIELD, NOVEMBER) == (1, 2)


def test_a_provider_that_bills_for_nobody_is_counted_as_nought() -> None:
    with planting():
        people.Placement.objects.filter(organisation=SOUTHGATE).delete()
    measure()
    assert stored("payroll_users_in_month", SOUTHGATE, OCTOBER) == (0, 1)


def test_counting_twice_on_a_day_changes_nothing() -> None:
    first = measure()
    once = rows()
    assert measure() == first
    assert rows() == once


def test_counting_again_replaces_what_was_counted_before_on_that_day() -> None:
    measure()
    with planting():
        household("Dot Ames", provider=NORTHFIELD)
    later = AT + dt.timedelta(hours=3)
    measure(at=later)
    assert stored("service_users") == (3, 3)
    with planting():
        row = models.Measure.objects.get(code="service_users", day=TODAY)
        assert row.measured_at == later


def test_another_day_is_kept_beside_the_first() -> None:
    measure()
    measure(day=TODAY + dt.timedelta(days=1))
    assert stored("service_users") == stored("service_users", day=TODAY + dt.timedelta(days=1))


def test_nobody_of_another_council_is_counted() -> None:
    with planting(CAST.west):
        people.DirectPayment.objects.update(weekly_amount=Decimal("9999.00"))
    measure()
    assert stored("direct_payment_middle") == (Decimal("300.00"), 2)
    with planting(CAST.west):
        assert not models.Measure.objects.filter(code="service_users").exists()


@pytest.mark.parametrize("role", [policy.COMMISSIONER, policy.PAYROLL_MANAGER, policy.ADMINISTRATOR])
def test_no_person_may_count(role: str) -> None:
    actor = CAST.actor(role)
    with actors.acting(actor), pytest.raises(errors.NotAllowed, match="portal's own job"):
        operations.measure(actor=actor, at=AT, day=TODAY)


def test_counting_asks_the_same_questions_of_60_and_of_1515_people() -> None:
    asked = []
    for people_more in (60, 1_455):
        with planting():
            many(people_more, provider=NORTHFIELD if people_more == 60 else SOUTHGATE)
        with CaptureQueriesContext(connection) as captured:
            measure()
        asked.append(len(captured))
    assert stored("service_users") == (1_517, 1_517)
    assert asked[0] == asked[1]
    assert asked[1] < 40
