import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors, policy
from dpss.access.models import AuditEvent
from dpss.kernel.dates import Span
from payroll import digests, models
from payroll.operations import timesheets
from payroll.operations.timesheets import EntryValue
from tests.cast import AT, CAST, key
from tests.factories import payroll
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

POST = CAST.posts["dee at asha"]
SHEET = POST.id_of("timesheet")
ASHA, DEE, JOAN = CAST.asha.actor(), CAST.dee.actor(), CAST.joan.actor()


@pytest.fixture
def asha(signed_in: SignedIn) -> Client:
    return signed_in(CAST.asha)


def at(name: str) -> str:
    return reverse(f"payroll:{name}", args=[SHEET])


def stored() -> models.Timesheet:
    with actors.acting(ASHA):
        return models.Timesheet.objects.get(pk=SHEET)


def digest() -> str:
    with actors.acting(ASHA):
        return digests.of_entries(models.TimesheetEntry.objects.filter(timesheet_id=SHEET))


def test_the_list_shows_what_waits_and_what_was_decided_apart(asha: Client) -> None:
    said = words_of(asha.get(reverse("payroll:approvals")))
    assert "1 timesheet" in said
    assert "Dee Lowe" in said
    approved = words_of(asha.get(reverse("payroll:approvals") + "?show=approved"))
    assert "2 timesheets" in approved


def test_a_draft_is_the_pas_own(asha: Client) -> None:
    with actors.acting(DEE):
        timesheets.recall(sheet=models.Timesheet.objects.get(pk=SHEET), actor=DEE, at=AT)
    assert "No timesheet waits for you." in words_of(asha.get(reverse("payroll:approvals")))
    assert asha.get(at("approval")).status_code == 404


def test_the_sheet_is_shown_in_full_with_its_cost_and_what_changed(asha: Client) -> None:
    answer = asha.get(at("approval"))
    said = words_of(answer)
    assert "Compared with the last sheet The same time" in said
    assert "Pay before tax and deductions about £135.00" in said
    assert "Your National Insurance £0.00 The Employment Allowance covers it." in said
    assert "About, altogether £135.00" in said
    assert "9am to 2pm" in said
    assert f'name="digest" value="{digest()}"' in answer.content.decode()


def test_approving_stores_who_and_the_digest_that_was_shown(asha: Client) -> None:
    answer = asha.post(at("approval_approve"), {"digest": digest()}, follow=True)
    assert "You approved 10 hours for Dee Lowe. Payday is Friday 27 November." in words_of(answer)
    sheet = stored()
    assert (sheet.state, sheet.decided_by_id, sheet.digest) == ("approved", ASHA.user_id, digest())


def test_a_sheet_that_changed_meanwhile_is_a_conflict_and_is_not_approved(asha: Client) -> None:
    seen = digest()
    with actors.acting(DEE):
        sheet = timesheets.recall(sheet=models.Timesheet.objects.get(pk=SHEET), actor=DEE, at=AT)
        day = dt.date(2026, 11, 3)
        entry = EntryValue(day=day, kind="hours", starts=dt.time(9), finishes=dt.time(20))
        week = Span(dt.date(2026, 11, 2), dt.date(2026, 11, 8))
        timesheets.save_days(sheet=sheet, days=week, entries=[entry], actor=DEE)
        timesheets.submit(sheet=sheet, actor=DEE, at=AT)
    answer = asha.post(at("approval_approve"), {"digest": seen})
    assert answer.status_code == 409
    assert "Look at it again before you approve it." in words_of(answer)
    assert "11 hours" in words_of(answer)
    assert stored().state == "submitted"


def test_approving_twice_is_said_and_changes_nothing(asha: Client) -> None:
    asha.post(at("approval_approve"), {"digest": digest()})
    assert asha.post(at("approval_approve"), {"digest": digest()}).status_code == 409
    assert stored().state == "approved"


def test_sending_back_asks_for_a_reason_and_keeps_it(asha: Client) -> None:
    assert asha.post(at("approval_reject"), {"reason": ""}).status_code == 200
    assert stored().state == "submitted"
    asha.post(at("approval_reject"), {"reason": "Wednesday was three hours."})
    assert (stored().state, stored().reason) == ("rejected", "Wednesday was three hours.")


def test_a_representative_sees_on_whose_behalf_and_the_history_says_it(signed_in: SignedIn) -> None:
    joan = signed_in(CAST.joan)
    page = joan.get(at("approval")).content.decode()
    assert "You are acting for <strong>Asha Verma</strong>" in page
    joan.post(at("approval_approve"), {"digest": digest()})
    with actors.acting(ASHA):
        event = AuditEvent.objects.filter(thing_id=str(SHEET), verb="approve").latest("id")
    assert (event.actor_name, event.on_behalf_of) == ("Joan Marsh", "Asha Verma")


def test_a_longer_list_costs_no_more_queries(asha: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            asha.get(reverse("payroll:approvals"))
        return len(found)

    count()
    before = count()
    with actors.acting(CAST.actor(policy.PAYROLL_MANAGER)):
        group = models.PayGroup.objects.get(pk=key(CAST.east.slug, "northfield", "pay group"))
        periods = [
            payroll.pay_period(
                group=group,
                first_day=dt.date(2027, 1, day),
                last_day=dt.date(2027, 1, day),
                payday=dt.date(2027, 1, day),
            )
            for day in range(1, 11)
        ]
    with actors.acting(DEE):
        post = models.Employment.objects.get(pk=POST.id_of("employment"))
        for period in periods:
            payroll.send(timesheet=payroll.timesheet(employment=post, period=period), by=DEE.user_id)
    assert "11 timesheets" in words_of(asha.get(reverse("payroll:approvals")))
    assert count() == before
