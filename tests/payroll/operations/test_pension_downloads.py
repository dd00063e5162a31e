"""Contribution files asked for by the hundred: once, some at a time, and each file once."""

import uuid

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import pension_downloads, pension_files
from tests import database
from tests.cast import AT, CAST
from tests.factories import employers, pension_schedules
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job

OLU = CAST.olu.actor()


def many(number: int) -> list[uuid.UUID]:
    """Schedules of so many employers, each with one PA."""
    keys = []
    for place in range(number):
        employer = steps.employ(f"Employer {place}")
        post = steps.hire(f"pa {place}", employer.pk)
        with actors.acting(job()):
            scheme = employers.pension_scheme(employer=employer, employer_reference=f"EMP{place:09}")
            made = pension_schedules.schedule(scheme=scheme, members=1)
            pension_schedules.line(schedule=made, employment=post)
        keys.append(made.pk)
    return keys


def ask(keys: list[uuid.UUID]) -> models.PensionDownload:
    """Olu asks for their files."""
    with actors.acting(OLU):
        return pension_downloads.ask(keys, actor=OLU, at=AT)


def work() -> bool:
    """The job's turn."""
    with actors.acting(job()):
        return pension_downloads.make_next(actor=job(), at=AT)


def files(keys: list[uuid.UUID]) -> int:
    """How many files are kept of them."""
    with actors.acting(job()):
        return models.PensionFile.objects.filter(schedule__in=keys).count()


def stored(one: models.PensionDownload) -> tuple[int, bool]:
    """How far it is, and whether that is all."""
    with actors.acting(job()):
        found = models.PensionDownload.objects.get(pk=one.pk)
        return found.made, found.finished_at is not None


@pytest.mark.django_db
def test_they_are_made_some_at_a_time_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pension_downloads, "IN_A_BATCH", 2)
    keys = many(5)
    asked = ask(keys)
    far = []
    while work():
        far.append(stored(asked))
    assert far == [(2, False), (4, False), (5, True)]
    assert files(keys) == 5
    ask(keys)
    while work():
        pass
    assert files(keys) == 5


@pytest.mark.django_db
def test_who_asks_again_while_they_are_made_is_given_the_same() -> None:
    keys = many(2)
    assert ask(keys).pk == ask(list(reversed(keys))).pk


@pytest.mark.django_db
def test_a_schedule_of_another_provider_is_left_out() -> None:
    keys = many(1)
    foreign = CAST.homes["ben"].id_of("pension schedule")
    assert ask([*keys, foreign]).schedules == keys
    with pytest.raises(errors.Invalid, match="None of these"):
        ask([foreign])


@pytest.mark.django_db
def test_more_than_go_in_one_download_are_refused() -> None:
    with pytest.raises(errors.Invalid, match="500 schedules go in one download"):
        ask([uuid.uuid4() for _ in range(501)])


@pytest.mark.django_db
def test_that_they_were_made_is_not_that_somebody_took_them() -> None:
    keys = many(1)
    ask(keys)
    work()
    with actors.acting(OLU):
        taken = AuditEvent.objects.filter(verb="download", thing_id=str(keys[0]))
        assert not taken.exists()
        pension_files.make(keys, actor=OLU, at=AT)
        assert taken.count() == 1
    assert files(keys) == 1


@pytest.mark.django_db
def test_only_the_portals_job_makes_them() -> None:
    with actors.acting(OLU), pytest.raises(errors.NotAllowed):
        pension_downloads.make_next(actor=OLU, at=AT)


def test_two_workers_at_once_make_each_file_once(own_database: str) -> None:
    keys = many(3)
    asked = ask(keys)
    assert sorted(database.together(work, work)) == [False, True]
    assert (files(keys), stored(asked)) == (3, (3, True))
