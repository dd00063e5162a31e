"""The job that sees to pensions after the approval: what is due is as it was, whatever comes between."""

import datetime as dt
import threading

import pytest
from django.db import transaction

from dpss.access import actors
from payroll import models
from payroll.operations import payruns, pension_dues, pension_letters
from payroll.queries import pension_records
from tests import database
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import pensioned, steps
from tests.payroll.operations.steps import ASHA, DEE, job

LATE = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


def worked_out() -> models.Payrun:
    """Dee earns enough to be enrolled by her November, and of what was approved before all is seen to."""
    steps.see_to_pensions()
    pensioned.earns()
    steps.approve_sheet()
    return steps.calculate()


def approve_only() -> models.Payrun:
    """Her November is approved, and the job has not come to it."""
    run = worked_out()
    assert steps.approve(run.pk, seen_to=False).refused == {}
    return run


def dues() -> list[tuple[str, dt.date, dt.date, bool]]:
    """What is on record as due for Dee, beside the letter that she had long ago."""
    with actors.acting(job()):
        rows = models.PensionDue.objects.filter(employment=DEE.id_of("employment"))
        rows = rows.exclude(pk=DEE.id_of("pension due")).order_by("duty")
        return [(row.duty, row.since, row.by, row.closed_at is None) for row in rows]


def waiting() -> bool:
    """Whether the job still has Asha's November before it."""
    return steps.run_of().dues_seen_to_at is None


@pytest.mark.django_db
def test_approval_leaves_it_to_the_job_and_the_job_raises_what_is_due() -> None:
    approve_only()
    assert (dues(), waiting()) == ([], True)
    assert steps.see_to_pensions(at=LATE) == 1
    assert [due[0] for due in dues()] == ["arrange_membership", "enrolment_information"]
    assert steps.run_of().dues_seen_to_at == LATE


@pytest.mark.django_db
def test_a_second_run_finds_nothing_and_changes_nothing() -> None:
    approve_only()
    steps.see_to_pensions()
    raised = dues()
    assert steps.see_to_pensions(at=LATE) == 0
    assert dues() == raised
    with actors.acting(job()):
        models.Payrun.objects.filter(pk=steps.run_of().pk).update(dues_seen_to_at=None)
    assert steps.see_to_pensions(at=LATE) == 1
    assert dues() == raised


@pytest.mark.django_db
def test_payruns_that_are_not_approved_are_left_alone() -> None:
    worked_out()
    assert steps.see_to_pensions() == 0
    assert (dues(), waiting()) == ([], True)


@pytest.mark.django_db
def test_a_worker_that_ends_in_the_middle_leaves_all_of_it_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    approve_only()
    raising = pension_dues._raise

    def ends(*given: object) -> None:
        raising(*given)  # type: ignore[arg-type]
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(pension_dues, "_raise", ends)
        with pytest.raises(SystemExit):
            steps.see_to_pensions()
    assert (dues(), waiting()) == ([], True)
    assert steps.see_to_pensions() == 1
    assert [due[0] for due in dues()] == ["arrange_membership", "enrolment_information"]


@pytest.mark.django_db
def test_what_was_recorded_before_the_job_came_counts() -> None:
    """Who is enrolled by the approval was made a member, before the job had looked at it."""
    run = approve_only()
    pensioned.says(pensioned.Kind.MADE, pensioned.NOVEMBER)
    recorded = dues()
    assert [due[0] for due in recorded] == ["enrolment_information"]
    assert steps.see_to_pensions() == 1
    assert dues() == recorded
    assert run.pk == steps.run_of().pk


@pytest.mark.django_db
def test_no_letter_goes_while_nobody_has_looked_whether_it_is_still_due() -> None:
    run = approve_only()
    steps.see_to_pensions()
    with actors.acting(job()):
        models.Payrun.objects.filter(pk=run.pk).update(dues_seen_to_at=None)
    letters = pensioned.letters_job()
    with actors.acting(letters):
        assert pension_letters.send_due(actor=letters, at=AT) == 0
    steps.see_to_pensions()
    with actors.acting(letters):
        assert pension_letters.send_due(actor=letters, at=AT) == 1


@pytest.mark.django_db
def test_another_council_is_left_to_its_own_job() -> None:
    approve_only()
    elsewhere = actors.for_job(job="payruns", council_id=CAST.homes["wes"].council.id, today=TODAY)
    with actors.acting(elsewhere):
        its_own = pension_records.to_see_to().count()
        assert pension_dues.see_to_approved(actor=elsewhere, at=AT) == its_own
        assert pension_dues.see_to_approved(actor=elsewhere, at=AT) == 0
    assert (dues(), waiting()) == ([], True)


def test_ten_at_once_see_to_it_once(own_database: str) -> None:
    approve_only()
    seen = database.together(*[steps.see_to_pensions] * 10)
    assert sorted(seen) == [0] * 9 + [1]
    assert [due[0] for due in dues()] == ["arrange_membership", "enrolment_information"]


def test_an_employer_whom_somebody_holds_is_left_for_the_next_time(own_database: str) -> None:
    approve_only()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with actors.acting(job()):
            employers = models.Employer.objects.filter(pk=ASHA.id_of("employer"))
            list(employers.select_for_update(of=("self",)))
            held.set()
            done.wait(60)

    def see_to() -> int:
        held.wait(60)
        try:
            return steps.see_to_pensions()
        finally:
            done.set()

    assert database.together(hold, see_to)[1] == 0
    assert steps.see_to_pensions() == 1


def test_an_approval_that_is_taken_back_leaves_nothing_to_see_to(own_database: str) -> None:
    """The mark is the payrun itself: it is there with the approval, or not at all."""
    run = worked_out()
    mara = CAST.mara.actor()
    with actors.acting(mara):
        payruns.approve(payrun_ids=[run.pk], actor=mara, at=AT)
        transaction.set_rollback(True)
    assert steps.see_to_pensions() == 0
