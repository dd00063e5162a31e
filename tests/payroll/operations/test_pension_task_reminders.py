"""Reminders of re-enrolment and declarations: to who must act, once at each step."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.template import loader
from django.test.utils import CaptureQueriesContext

from clients.models import Client
from dpss.access import actors, policy
from dpss.access.models import Council, OutboxMessage, User
from dpss.kernel import errors
from payroll import models
from payroll.operations import pension_task_reminders as reminders
from payroll.operations import pension_tasks
from payroll.queries import managers
from tests.cast import AT, CAST, TODAY
from tests.factories import pensions
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job
from tests.payroll.operations.test_taking_over import came

pytestmark = pytest.mark.django_db
DUE = TODAY + dt.timedelta(days=60)


@pytest.fixture(autouse=True)
def only_ours() -> None:
    """Nothing else of the cast is to be told of."""
    with actors.acting(job()):
        models.PensionTask.objects.update(reminded="late", due_by=dt.date(2026, 9, 7))


def task(kind: str = "declaration", due_by: dt.date = DUE, **given: Any) -> models.PensionTask:
    """Something that Asha owes by a day, or may do from one."""
    with actors.acting(job()):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        return pensions.pension_task(
            employer=employer, kind=kind, counts_from=dt.date(2026, 1, 5), due_by=due_by, **given
        )


def remind(day: dt.date) -> int:
    """The job looks for what has come to its next step."""
    actor = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=day)
    with actors.acting(actor):
        return reminders.remind_next(actor=actor, at=AT)


def told(one: models.PensionTask) -> list[tuple[str, Any]]:
    """Which messages went to whom."""
    with actors.acting(steps.job(policy.JOB_MESSAGES)):
        rows = OutboxMessage.objects.filter(key__contains=one.pk.hex).order_by("template")
        return list(rows.values_list("template", "to_id"))


def test_nobody_is_told_of_what_is_far_ahead() -> None:
    one = task()
    assert remind(TODAY) == 0
    assert told(one) == []


def test_ten_deliveries_tell_once_of_each_step() -> None:
    one = task()
    for left, said in ((28, 1), (20, 0), (7, 1), (0, 0), (-1, 1), (-30, 0)):
        assert [remind(DUE - dt.timedelta(days=left)) for _ in range(10)] == [said] + [0] * 9
    templates = [template for template, to in told(one) if to == CAST.mara.user_id]
    assert templates == ["pension_task_due", "pension_task_due", "pension_task_late"]


def test_the_employer_is_told_of_a_declaration_that_is_near_and_of_one_that_is_late() -> None:
    with actors.acting(job()):
        Client.objects.filter(pk=ASHA.id_of("client")).update(contact_route="online")
    one = task()
    remind(DUE - dt.timedelta(days=28))
    remind(DUE - dt.timedelta(days=7))
    remind(DUE + dt.timedelta(days=1))
    to_asha = [template for template, to in told(one) if to == CAST.asha.user_id]
    assert to_asha == ["pension_declaration_due", "pension_declaration_late"]


def test_re_enrolment_is_told_to_payroll_alone_when_its_window_opens() -> None:
    one = task("re_enrolment", DUE, window_first=TODAY, window_last=DUE)
    assert (remind(TODAY - dt.timedelta(days=1)), remind(TODAY), remind(TODAY)) == (0, 1, 0)
    assert told(one) == [("pension_task_due", CAST.mara.user_id)]


def test_of_what_is_done_nobody_is_told() -> None:
    one = task()
    actor = CAST.olu.actor()
    with actors.acting(actor):
        pension_tasks.declared(task=one, on=TODAY, reference="TPR 1", actor=actor, at=AT)
    assert remind(DUE) == 0


def test_only_the_portals_job_reminds() -> None:
    with actors.acting(CAST.olu.actor()), pytest.raises(errors.NotAllowed):
        reminders.remind_next(actor=CAST.olu.actor(), at=AT)


def test_many_tasks_take_no_more_questions_than_one() -> None:
    counted = []
    for names in (("Cy Marsh",), ("Di Fenn", "Ed Holt", "Flo Ray")):
        employers = [steps.employ(name) for name in names]
        for employer in employers:
            steps.hire(f"{employer.name} pa", employer.pk)
        with actors.acting(job()):
            for employer in employers:
                pensions.pension_task(employer=employer, counts_from=dt.date(2026, 1, 5), due_by=DUE)
        with CaptureQueriesContext(connection) as questions:
            assert remind(DUE) == len(names)
        counted.append(len(questions))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    "template",
    [
        "pension_task_due",
        "pension_task_late",
        "pension_declaration_due",
        "pension_declaration_late",
    ],
)
def test_the_words_say_what_and_by_when(template: str) -> None:
    with actors.acting(job()):
        council = Council.objects.get(pk=CAST.east.id)
        person = User.objects.get(pk=CAST.mara.user_id)
    values = {"what": "declaration of compliance", "by": "Friday 20 November 2026"}
    said = loader.render_to_string(
        f"messages/{template}.txt", {**values, "council": council, "person": person}
    )
    assert "20 November 2026" in said
    assert len(said.splitlines()[0]) < 100


def test_the_provider_that_the_client_went_to_is_reminded_and_the_one_they_left_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = task()
    came()
    southgate = CAST.sam.actor().organisation_id

    def only_southgate(organisations: set[Any], **given: Any) -> dict[Any, list[Any]]:
        assert organisations == {southgate}
        return {southgate: [CAST.sam.user_id]}

    monkeypatch.setattr(managers, "of_providers", only_southgate)
    remind(DUE - dt.timedelta(days=20))
    users = {user for template, user in told(one) if template == "pension_task_due"}
    assert users == {CAST.sam.user_id}
