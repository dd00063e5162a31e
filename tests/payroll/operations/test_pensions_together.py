"""Pensions asked for by many at once: one opt-out, one letter, one task, one refund."""

from dpss.access import actors
from dpss.access.models import OutboxMessage
from payroll import models
from payroll.operations import pension_letters, pension_tasks
from tests import database
from tests.cast import AT, TODAY
from tests.payroll.operations import pensioned, steps
from tests.payroll.operations.pensioned import Kind, letters_job, paid_in_december
from tests.payroll.operations.steps import DEE, job


def kinds(kind: str) -> int:
    """How many facts of a kind there are of Dee."""
    with actors.acting(job()):
        rows = models.PensionFact.objects.filter(employment=DEE.id_of("employment"), kind=kind)
        return rows.count()


def send() -> int:
    with actors.acting(letters_job()):
        return pension_letters.send_due(actor=letters_job(), at=AT)


def raise_due() -> int:
    with actors.acting(job()):
        return pension_tasks.raise_due(actor=job(), at=AT)


def test_an_opt_out_recorded_ten_times_at_once_counts_once_and_is_refunded_once(own_database: str) -> None:
    pensioned.enrolled()
    database.together(*[lambda: pensioned.says(Kind.OPTED_OUT, TODAY)] * 10)
    assert kinds("opted_out") == 1
    slip = paid_in_december()
    assert slip.pension_employee < 0
    database.together(*[lambda: steps.approve(slip.payrun_id)] * 4)
    assert kinds("refunded") == 1


def test_letters_sent_by_ten_workers_at_once_are_sent_once(own_database: str) -> None:
    pensioned.paid()
    database.together(*[send] * 10)
    with actors.acting(job()):
        assert OutboxMessage.objects.filter(template="pension_letter").count() == 1


def test_tasks_raised_by_ten_workers_at_once_are_raised_once(own_database: str) -> None:
    with actors.acting(job()):
        models.PensionTask.objects.all().delete()
    database.together(*[raise_due] * 10)
    with actors.acting(job()):
        rows = models.PensionTask.objects.values_list("employer_id", "kind")
        assert len(rows) == len(set(rows)) > 0
