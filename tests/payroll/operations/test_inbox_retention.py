"""Papers of the hours inbox are removed after the time that was decided, and never what a sheet needs."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from dpss.access import actors, policy
from dpss.adapters import storage
from dpss.kernel import errors
from payroll import models, tasks
from payroll.operations import inbox, inbox_retention
from payroll.queries import inbox as queries
from tests.cast import AT, CAST, TODAY, Person
from tests.factories import hours_in, payroll
from tests.payroll.operations import steps
from tests.payroll.operations.test_inbox import add
from tests.payroll.test_hours_mail import PDF

pytestmark = pytest.mark.django_db

JOB = steps.job(policy.JOB_INBOX)
MARA, OLU = CAST.mara, CAST.olu.actor()
LATER = AT + dt.timedelta(days=40)


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.DPSS_VAR = tmp_path


def decide(
    months: int = 1, by: Person = MARA, first_day: dt.date = TODAY, owner: str = "The data protection officer"
) -> models.InboxRetention:
    """The manager writes down how long."""
    with actors.acting(by.actor()):
        return inbox_retention.decide(
            months=months, owner=owner, first_day=first_day, actor=by.actor(), at=AT
        )


def remove(at: dt.datetime = LATER) -> int:
    """The job removes what is due."""
    job = actors.for_job(job=policy.JOB_INBOX, council_id=CAST.east.id, today=at.date())
    with actors.acting(job):
        return inbox_retention.remove_due(actor=job, at=at)


def item() -> models.InboxItem:
    """A scan that came in."""
    return add(("one.pdf", PDF)).items[0]


def discarded() -> models.InboxItem:
    """One that was discarded today."""
    with actors.acting(OLU):
        return inbox.discard(item=item(), reason="It came twice.", actor=OLU, at=AT)


def file_of(one: models.InboxItem) -> models.InboxFile:
    with actors.acting(OLU):
        return queries.files_of(one, actor=OLU)[0]


def is_kept(one: models.InboxItem) -> bool:
    """Whether the file is there."""
    try:
        return bool(storage.read(file_of(one).pk))
    except storage.NotThere:
        return False


def test_what_was_discarded_is_removed_after_the_time_and_only_once(signed_in: Any) -> None:
    decide()
    gone = discarded()
    assert (remove(AT + dt.timedelta(days=20)), is_kept(gone)) == (0, True)
    assert (remove(), is_kept(gone), remove()) == (1, False, 0)
    with actors.acting(OLU):
        left = models.InboxItem.objects.get(pk=gone.pk)
    assert (left.removed_at, left.discard_reason) == (LATER, "It came twice.")
    shown = signed_in(CAST.olu).get(reverse("payroll:inbox_item", args=[gone.pk])).text
    assert "Its files and words were removed on 31 December 2026" in shown


def test_without_a_decision_nothing_is_removed_and_what_waits_never() -> None:
    gone = discarded()
    assert remove() == 0
    decide()
    waiting = add(("two.pdf", PDF + b"\n")).items[0]
    remove()
    assert (is_kept(gone), is_kept(waiting)) == (False, True)


@pytest.mark.parametrize(
    ("last_day", "kept"), [(dt.date(2026, 11, 22), True), (dt.date(2020, 11, 22), False)]
)
def test_what_a_sheet_was_entered_from_stays_for_its_time_of_record(last_day: dt.date, *, kept: bool) -> None:
    decide()
    one = item()
    with actors.acting(steps.job()):
        period = payroll.pay_period(
            group=payroll.pay_group(
                name="Old", council_id=CAST.east.id, organisation_id=CAST.northfield.organisation_id
            ),
            first_day=last_day - dt.timedelta(days=27),
            last_day=last_day,
            payday=last_day + dt.timedelta(days=5),
        )
        sheet = payroll.timesheet(employment=steps.post_of(), period=period)
    with actors.acting(OLU):
        hours_in.sheet_evidence(timesheet=sheet, item=one, stored=file_of(one).pk, filed_by_id=OLU.user_id)
        models.InboxItem.objects.filter(pk=one.pk).update(
            timesheet=sheet, employment=sheet.employment_id, taken_by=OLU.user_id, closed_at=AT
        )
    remove()
    assert is_kept(one) is kept


def test_a_time_holds_from_its_day_and_the_one_before_until_then() -> None:
    decide(12)
    decide(1, first_day=dt.date(2026, 12, 10))
    gone = discarded()
    assert (remove(dt.datetime(2026, 12, 9, 12, tzinfo=dt.UTC)), is_kept(gone)) == (0, True)
    assert (remove(dt.datetime(2026, 12, 22, 12, tzinfo=dt.UTC)), is_kept(gone)) == (1, False)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"months": 0}, "months"),
        ({"months": 121}, "months"),
        ({"owner": " "}, "owner"),
        ({"first_day": dt.date(2026, 11, 20)}, "first_day"),
    ],
)
def test_what_cannot_be_decided_is_said(given: dict[str, Any], field: str) -> None:
    with pytest.raises(errors.Invalid) as raised:
        decide(**given)
    assert raised.value.field == field


def test_an_officer_does_not_decide_it_and_another_provider_has_its_own() -> None:
    with pytest.raises(errors.NotAllowed):
        decide(by=CAST.olu)
    decide()
    with pytest.raises(errors.Invalid, match="Another time begins"):
        decide()


def test_the_task_runs_twice() -> None:
    decide()
    discarded()
    assert [tasks.remove_inbox_papers(), tasks.remove_inbox_papers()] == [0, 0]


def test_the_manager_decides_on_a_page_that_is_found_from_the_inbox(signed_in: Any) -> None:
    mara, page = signed_in(MARA), reverse("payroll:inbox_retention")
    assert page in mara.get(reverse("payroll:inbox")).text
    assert page not in signed_in(CAST.olu).get(reverse("payroll:inbox")).text
    sent = {
        "months": "24",
        "owner": "Jo Reed",
        "first_day_0": "1",
        "first_day_1": "12",
        "first_day_2": "2026",
    }
    assert "Papers are kept for 24 months" in mara.post(page, sent, follow=True).text
    assert "24 months. Decided by Jo Reed" in mara.get(page).text
