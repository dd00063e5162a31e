"""Orders and agreed deductions: on the payslip, carried on, in the ledger, and ended when all is paid."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from ledger import chart
from ledger.queries import balance
from payroll import models
from payroll.operations import deductions
from payroll.operations.deductions import Paper, Terms
from payroll.queries import deduction_effect, pay_inputs
from payroll.queries import deductions as queries
from tests.cast import AT, CAST, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job

pytestmark = pytest.mark.django_db
FIRST_DAY = dt.date(2026, 11, 1)
PAYDAY = dt.date(2026, 11, 27)


def add(post: models.Employment | None = None, *, terms: Terms, **paper: Any) -> models.Deduction:
    """Olu adds what came by post, to Dee's post unless another is given."""
    usual = {
        "kind": "child_maintenance",
        "sender": "Child Maintenance Service",
        "reference": "CM 1",
        "made": dt.date(2026, 10, 20),
        "first_day": FIRST_DAY,
    }
    olu = CAST.olu.actor()
    with actors.acting(olu):
        return deductions.add(
            post=post or steps.post_of(), paper=Paper(**usual | paper), terms=terms, actor=olu, at=AT
        )


def pounds(amount: str) -> Decimal:
    return Decimal(amount)


def deducted(slip: models.Payslip) -> dict[str, tuple[str, str, str | None]]:
    """What a payslip says of each order: taken, carried, left to pay."""
    return {
        one["reference"]: (one["amount"], one["carried"], one["owed_after"])
        for one in slip.result["deducted"]
    }


def pay_december(later: models.PayPeriod, *shifts: int) -> models.Payslip:
    """Dee's five hours on each of these days of the next period, paid."""
    days = [later.first_day + dt.timedelta(days=day) for day in shifts]
    steps.sheet_in(steps.post_of(), *days, period=later)
    steps.request(period=later)
    steps.work_out()
    with actors.acting(job()):
        run = models.Payrun.objects.get(employer_id=steps.ASHA.id_of("employer"), period=later)
    assert steps.approve(run.pk).refused == {}
    return steps.slip_of(payday=later.payday)


def test_two_orders_over_two_periods_carry_what_could_not_be_taken() -> None:
    """£135.00 a period leaves £81.00 to live on, so that £54.00 may go."""
    later = steps.december()
    add(terms=Terms(normal=pounds("40.00")))
    add(
        kind="court_priority",
        sender="Eastmarsh County Court",
        reference="AE 2",
        terms=Terms(normal=pounds("30.00"), protected=pounds("90.00")),
    )
    steps.pay_november()
    november = steps.slip_of()
    assert deducted(november) == {"CM 1": ("40.00", "0.00", None), "AE 2": ("5.00", "25.00", None)}
    assert (november.attached, november.net) == (pounds("45.00"), pounds("90.00"))
    december = pay_december(later, 0, 2, 4)
    # £202.50: £40.00, then what is above £90.00, of £30.00 and the £25.00 from before.
    assert deducted(december) == {"CM 1": ("40.00", "0.00", None), "AE 2": ("55.00", "0.00", None)}


def test_what_was_not_taken_is_something_to_look_at_and_not_a_block() -> None:
    add(terms=Terms(normal=pounds("60.00")))
    steps.approve_sheet()
    payrun = steps.calculate()
    (found,) = payrun.exceptions
    assert (payrun.state, found["kind"], found["reason"]) == ("ready", "changed", "not_taken")
    assert found["why"].startswith("Child maintenance (CM 1): £6.00 of £60.00 could not be taken")


def test_what_is_owed_runs_out_and_the_order_ends_by_itself_and_says_so() -> None:
    later = steps.december()
    order = add(
        kind="direct_earnings",
        sender="DWP Debt Management",
        reference="DEA 3",
        terms=Terms(normal=pounds("20.00"), owed=pounds("30.00")),
    )
    steps.pay_november()
    assert deducted(steps.slip_of()) == {"DEA 3": ("20.00", "0.00", "10.00")}
    december = pay_december(later, 0, 2)
    assert deducted(december) == {"DEA 3": ("10.00", "0.00", "0.00")}
    with actors.acting(job()):
        ended = models.Deduction.objects.get(pk=order.pk)
        said = AuditEvent.objects.get(thing_id=str(order.pk), verb="finish")
    assert ended.stops_on == later.payday + dt.timedelta(days=1)
    assert said.reason == "All that was owed has been taken."
    with actors.acting(job()):
        assert queries.in_force([order.employment_id], day=ended.stops_on, actor=job()) == {}


def test_what_is_said_to_be_owed_anew_counts_from_its_day_on(cast: Cast) -> None:
    later = steps.december()
    order = add(
        kind="overpayment",
        sender="",
        reference="Overpaid wages",
        terms=Terms(normal=pounds("20.00"), owed=pounds("100.00")),
    )
    steps.pay_november()
    olu = cast.olu.actor()
    with actors.acting(olu):
        deductions.change(
            deduction=order,
            day=later.first_day + dt.timedelta(days=10),
            terms=Terms(normal=pounds("25.00")),
            actor=olu,
            at=AT,
        )
    assert deducted(pay_december(later, 0, 2)) == {"Overpaid wages": ("25.00", "0.00", "55.00")}
    with actors.acting(olu):
        day = later.payday + dt.timedelta(days=1)
        said = Terms(normal=pounds("25.00"), owed=pounds("12.00"))
        deductions.change(deduction=order, day=day, terms=said, actor=olu, at=AT)
        (now,) = queries.in_force([order.employment_id], day=day, actor=olu)[order.employment_id]
    assert now.owed == pounds("12.00")


def test_terms_of_the_same_day_are_corrected_and_what_is_owed_stays(cast: Cast) -> None:
    order = add(kind="overpayment", sender="", terms=Terms(normal=pounds("20.00"), owed=pounds("100.00")))
    olu = cast.olu.actor()
    with actors.acting(olu):
        deductions.change(
            deduction=order, day=FIRST_DAY, terms=Terms(normal=pounds("5.00")), actor=olu, at=AT
        )
        (row,) = queries.terms_of(order, actor=olu)
    assert (row.normal, row.owed) == (pounds("5.00"), pounds("100.00"))


def test_the_ledger_owes_what_was_attached_and_not_what_the_employer_keeps() -> None:
    add(terms=Terms(normal=pounds("30.00"), fee=pounds("1.00")))
    add(
        kind="overpayment",
        sender="",
        reference="Overpaid wages",
        terms=Terms(normal=pounds("9.00"), owed=pounds("9.00")),
    )
    steps.pay_november()
    slip = steps.slip_of()
    assert (slip.attached, slip.kept, slip.net) == (pounds("30.00"), pounds("10.00"), pounds("95.00"))
    with actors.acting(job()):
        assert balance(steps.ASHA.employer_subject_id, chart.ORDERS, actor=job()) == pounds("-30.00")


def test_an_order_that_comes_after_the_calculation_has_it_made_again() -> None:
    steps.approve_sheet()
    payrun = steps.calculate()
    add(terms=Terms(normal=pounds("30.00")))
    assert steps.run_of().state == "requested"
    steps.work_out()
    assert steps.approve(payrun.pk, by=CAST.mara).refused == {}
    assert steps.slip_of().attached == pounds("30.00")


def test_a_payslip_that_carries_old_arrears_is_not_approved() -> None:
    """Two paydays worked out from the same arrears: the second must be worked out again."""
    later = steps.december()
    add(terms=Terms(normal=pounds("60.00")))
    steps.approve_sheet()
    steps.sheet_in(steps.post_of(), later.first_day, period=later)
    steps.request()
    steps.request(period=later)
    steps.work_out()
    with actors.acting(job()):
        first, second = models.Payrun.objects.filter(
            employer_id=steps.ASHA.id_of("employer"), state="ready"
        ).order_by("period__payday")
    assert steps.approve(first.pk).refused == {}
    assert "figures have changed" in steps.approve(second.pk).refused[second.pk]


@pytest.mark.parametrize(
    ("paper", "terms", "sentence"),
    [
        ({"first_day": dt.date(2026, 10, 30)}, Terms(normal=pounds("5.00")), "settled. The first day"),
        ({"made": dt.date(2026, 11, 2)}, Terms(normal=pounds("5.00")), "cannot be before that"),
        ({}, Terms(), "no amount to deduct"),
        ({}, Terms(normal=pounds("5.00"), fee=pounds("1.01")), "at most £1.00 is allowed"),
        ({"kind": "direct_earnings"}, Terms(), "either its schedule"),
        ({"kind": "overpayment", "sender": ""}, Terms(normal=pounds("5.00")), "still owed"),
        ({"kind": "council_tax", "made": dt.date(2006, 1, 1)}, Terms(), "its table is another"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence_and_leaves_nothing(
    paper: dict[str, Any], terms: Terms, sentence: str
) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        add(terms=terms, **paper)
    with actors.acting(job()):
        assert not models.Deduction.objects.filter(reference="CM 1").exists()


def test_a_reference_stands_once_while_it_runs_and_may_come_back(cast: Cast) -> None:
    order = add(terms=Terms(normal=pounds("5.00")))
    with pytest.raises(errors.Invalid, match="recorded for this post already"):
        add(terms=Terms(normal=pounds("6.00")))
    olu = cast.olu.actor()
    with actors.acting(olu):
        deductions.stop(deduction=order, day=PAYDAY, reason="The CMS wrote.", actor=olu, at=AT)
    add(terms=Terms(normal=pounds("6.00")), first_day=PAYDAY)
    steps.pay_november()
    assert deducted(steps.slip_of()) == {"CM 1": ("6.00", "0.00", None)}


def test_a_stopped_order_takes_nothing_from_its_day_on(cast: Cast) -> None:
    order = add(terms=Terms(normal=pounds("5.00")))
    olu = cast.olu.actor()
    with actors.acting(olu):
        deductions.stop(deduction=order, day=PAYDAY, reason="The CMS wrote.", actor=olu, at=AT)
        with pytest.raises(errors.Conflict, match="stopped already"):
            deductions.stop(deduction=order, day=PAYDAY, reason="Again.", actor=olu, at=AT)
    steps.pay_november()
    assert steps.slip_of().result["deducted"] == []


def test_a_day_that_is_paid_is_not_changed_any_more(cast: Cast) -> None:
    order = add(terms=Terms(normal=pounds("5.00")))
    steps.pay_november()
    olu = cast.olu.actor()
    with actors.acting(olu), pytest.raises(errors.Invalid, match="28 November 2026"):
        deductions.stop(deduction=order, day=PAYDAY, reason="The CMS wrote.", actor=olu, at=AT)
    with actors.acting(olu), pytest.raises(errors.Invalid, match="28 November 2026"):
        deductions.change(deduction=order, day=PAYDAY, terms=Terms(normal=pounds("6.00")), actor=olu, at=AT)


def test_what_it_would_take_is_worked_out_on_the_last_payslip(cast: Cast) -> None:
    order = add(terms=Terms(normal=pounds("60.00")), made=FIRST_DAY)
    olu = cast.olu.actor()
    with actors.acting(olu):
        would = deduction_effect.of_post(order.employment, day=FIRST_DAY, actor=olu)
    assert would is not None
    taken = would.of(order)
    assert taken is not None
    assert (would.payday, would.net_then, taken.amount, would.net) == (
        dt.date(2026, 10, 30),
        pounds("135.00"),
        pounds("54.00"),
        pounds("81.00"),
    )


def test_nobody_but_payroll_adds_an_order(cast: Cast) -> None:
    asha = cast.asha.actor()
    paper = Paper(kind="voluntary", sender="Gym", reference="Gym", made=FIRST_DAY, first_day=FIRST_DAY)
    with actors.acting(asha), pytest.raises(errors.NotAllowed):
        deductions.add(
            post=steps.post_of(), paper=paper, terms=Terms(normal=pounds("5.00")), actor=asha, at=AT
        )


def test_the_number_of_queries_does_not_grow_with_the_orders() -> None:
    def queries_of() -> int:
        with actors.acting(job()):
            runs = list(models.Payrun.objects.filter(pk=steps.run_of().pk).select_related("period__group"))
            with CaptureQueriesContext(connection) as found:
                pay_inputs.posts_of(runs, actor=job())
        return len(found)

    steps.approve_sheet()
    steps.calculate()
    add(terms=Terms(normal=pounds("5.00")))
    one = queries_of()
    add(terms=Terms(normal=pounds("5.00")), reference="CM 2")
    noor = steps.hire("Noor Ali")
    add(noor, terms=Terms(normal=pounds("5.00")))
    steps.sheet_in(noor, dt.date(2026, 11, 4))
    assert queries_of() == one


def test_history_keeps_what_the_paper_said() -> None:
    order = add(terms=Terms(normal=pounds("5.00")))
    with actors.acting(job()):
        kept = order.terms.get()
        kept.normal = pounds("7.00")
        kept.save()
        events = kept.events.order_by("pgh_id").values_list("normal", flat=True)
        assert list(events) == [pounds("5.00"), pounds("7.00")]
