"""A client leaves a payroll provider: what it has to pay, and what the bank sends back, stays in sight."""

import datetime as dt

import pytest

from dpss.access import actors, policy
from dpss.access.invariants import examine
from ledger import invariants, models
from ledger import operations as books
from ledger import queries as ledger
from payroll.models import Employer
from payroll.operations import returned_payments
from payroll.run_off import days
from tests.cast import AT, CAST, TODAY, Person, key
from tests.ledger.conftest import open_paying_account
from tests.payroll.operations import steps
from tests.payroll.operations.billing import job_on
from tests.payroll.operations.steps import ASHA, job
from tests.payroll.operations.test_taking_over import came, december, take

pytestmark = pytest.mark.django_db
NORTHFIELD = key("northfield", "organisation")
FILED = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def november(db: None) -> dt.date:
    """Northfield has to pay Zed for November; Southgate has a next period."""
    steps.provider_pays()
    steps.bank(steps.hire("Zed").assistant)
    steps.pay_november()
    return december()


def on(person: Person, day: dt.date) -> actors.Actor:
    """Somebody on a day."""
    actor = person.actor()
    return actors.Actor(**{name: getattr(actor, name) for name in actor.__slots__} | {"today": day})


def make_file() -> models.PaymentBatch:
    """Northfield's payments job makes the file of the payday."""
    with actors.acting(job()):
        open_paying_account("northfield", CAST.east)
    with job_on(FILED) as payments, actors.acting(payments):
        made = books.make_bank_file(
            organisation_id=NORTHFIELD, pay_on=steps.november().payday, actor=payments, at=AT
        )
        assert made is not None
        models.PaymentBatch.objects.filter(pk=made.pk).update(submit_on=TODAY)
        return made


def wages(times: int = 0) -> models.Payment:
    """Zed's payment, or the one in its place."""
    with actors.acting(job()):
        found = models.Payment.objects.select_related("batch", "payee").filter(
            subject_id=ASHA.employer_subject_id, due_on__gte=TODAY if times else steps.november().payday
        )
        return found.get(source_key__endswith=f":again:{times}" if times else ":net")


def send_back(payment: models.Payment, by: Person = CAST.olu) -> models.PaymentReturn:
    """An officer records that the bank sent it back, and the job books it."""
    actor = by.actor()
    with actors.acting(actor):
        found = ledger.payments(actor=actor).get(pk=payment.pk)
        row = books.record_return(
            payment=found, code="B", came_back_on=actor.today, note="", actor=actor, at=AT
        )
    payments = job(policy.JOB_PAYMENTS)
    with actors.acting(payments):
        assert returned_payments.book_next(actor=payments, at=AT) == 1
    return row


def seen_by(person: Person) -> set[str]:
    """What came back, for this person's organisation to answer, by its state."""
    actor = person.actor()
    with actors.acting(actor):
        found = ledger.returns(actor=actor).filter(subject_id=ASHA.employer_subject_id)
        return {row.state for row in found}


def broken() -> list[str]:
    """What the checks of payments find; each has looked at something."""
    found = []
    with actors.acting(steps.job(policy.JOB_PAYMENTS)):
        for invariant in invariants.invariants():
            if invariant.name in {"payments sent back", "payments posted"}:
                result = examine(invariant)
                assert result.examined
                found += [*map(str, result.broken)]
    return found


def test_what_is_due_for_a_client_who_left_stays_on_the_list_of_the_provider_that_pays_it() -> None:
    mara = CAST.mara.actor()
    with actors.acting(mara):
        before = [(one.day, one.count, one.total) for one in ledger.due_by_payday(actor=mara)]
    came()
    with actors.acting(mara):
        after = [(one.day, one.count, one.total) for one in ledger.due_by_payday(actor=mara)]
        shown = ledger.payments(actor=mara).get(pk=wages().pk)
        employer = Employer.objects.filter(pk=ASHA.id_of("employer"))
        assert not employer.exists()
    assert after == before != []
    assert shown.paid_to == "Wages"


def test_after_the_run_off_a_former_provider_sees_nothing_of_the_client() -> None:
    came()
    last = TODAY + dt.timedelta(days=days(TODAY))
    for day, expected in ((last - dt.timedelta(days=1), 1), (last, 0)):
        mara = on(CAST.mara, day)
        with actors.acting(mara):
            assert ledger.payments(actor=mara).filter(pk=wages().pk).count() == expected


def test_what_comes_back_after_a_takeover_is_recorded_by_who_paid_and_paid_again_by_who_pays_now(
    november: dt.date,
) -> None:
    make_file()
    came()
    take(november)
    row = send_back(wages())
    assert (seen_by(CAST.olu), seen_by(CAST.sam)) == (set(), {"open"})
    sam = CAST.sam.actor()
    with actors.acting(sam):
        books.confirm_details(sent_back=row, how="Rang Zed.", actor=sam, at=AT)
        books.pay_again(sent_back=row, actor=sam, at=AT)
    assert wages(1).organisation_id == CAST.sam.actor().organisation_id
    assert (wages(1).amount, wages(1).state) == (wages().amount, "due")
    mine = {str(row.pk), str(wages().pk), str(wages(1).pk)}
    assert [one for one in broken() if any(key in one for key in mine)] == []


def test_what_came_back_before_a_takeover_is_answered_by_the_new_provider(november: dt.date) -> None:
    make_file()
    row = send_back(wages())
    came()
    assert seen_by(CAST.olu) == {"open"}
    take(november)
    assert (seen_by(CAST.olu), seen_by(CAST.sam)) == (set(), {"open"})
    with actors.acting(job()):
        assert models.PaymentReturn.objects.get(pk=row.pk).organisation_id == CAST.sam.actor().organisation_id
