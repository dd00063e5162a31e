"""Reminders of timesheets: to the side that must act, once before the deadline and once after it."""

import datetime as dt

import pytest

from clients.models import Client, Representation
from clients.operations import contact
from dpss.access import actors, policy
from dpss.access.models import OutboxMessage
from dpss.kernel import errors
from payroll import models, tasks
from payroll.operations import reminders, timesheets
from payroll.queries import reminding
from tests import database
from tests.cast import AT, CAST, Person
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE
from tests.payroll.operations.test_contracted_pay import agree
from tests.payroll.operations.test_sheets_on_behalf import take_dees_own_back

JOB = steps.job(policy.JOB_REMINDERS)
EARLY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
BEFORE = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC)
PAID = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)


def remind(at: dt.datetime = BEFORE) -> int:
    """The job does what is due."""
    with actors.acting(JOB):
        return reminders.remind_next(actor=JOB, at=at)


def made_of(post: models.Employment | None = None) -> list[tuple[str, str, str]]:
    """Side, stage and channel of November's reminders of a post, Dee's unless another is given."""
    with actors.acting(JOB):
        rows = models.SheetReminder.objects.filter(
            employment=post or steps.post_of(), period=steps.november()
        )
        return list(rows.order_by("made_at", "side").values_list("side", "stage", "channel"))


def send(at: dt.datetime) -> None:
    """Dee sends November's sheet."""
    dee = CAST.dee.actor()
    with actors.acting(dee):
        timesheets.submit(sheet=models.Timesheet.objects.get(pk=DEE.id_of("timesheet")), actor=dee, at=at)


def sent_back(at: dt.datetime) -> None:
    """Asha sends it back."""
    asha = CAST.asha.actor()
    with actors.acting(asha):
        sheet = models.Timesheet.objects.get(pk=DEE.id_of("timesheet"))
        timesheets.reject(sheet=sheet, reason="Wednesday is wrong.", actor=asha, at=at)


def messages_to(person: Person) -> list[str]:
    """The templates of the messages about Dee's post with Asha that wait for a person."""
    with actors.acting(JOB):
        rows = OutboxMessage.objects.filter(
            to_id=person.user_id, subject_id=DEE.subject_id, template__startswith="sheet_"
        )
        return list(rows.order_by("due_at").values_list("template", flat=True))


@pytest.mark.django_db
class TestReminders:
    """What the job makes, and when."""

    def test_a_pa_who_has_not_sent_is_reminded_before_the_deadline_and_after(self) -> None:
        take_dees_own_back()
        remind(BEFORE)
        remind(AFTER)
        assert made_of() == [("pa", "before", "email"), ("pa", "after", "email")]
        assert messages_to(CAST.dee) == ["sheet_pa_before", "sheet_pa_after"]

    def test_an_employer_who_has_not_approved_is_reminded_and_so_is_who_acts_for_them(self) -> None:
        with actors.acting(JOB):
            Client.objects.filter(pk=ASHA.id_of("client")).update(contact_route="online")
        remind()
        assert made_of() == [("employer", "before", "email")]
        assert messages_to(CAST.asha) == ["sheet_employer_before"]
        assert messages_to(CAST.joan) == ["sheet_employer_before"]
        assert messages_to(CAST.dee) == []

    def test_who_gets_no_e_mail_is_on_the_list_of_calls(self) -> None:
        with actors.acting(JOB):
            Client.objects.filter(pk=ASHA.id_of("client")).update(contact_route="phone")
            Representation.objects.filter(user_id=CAST.joan.user_id).update(approves_timesheets=False)
        remind()
        assert made_of() == [("employer", "before", "phone")]
        olu = CAST.olu.actor()
        with actors.acting(olu):
            assert reminding.count_to_ring(actor=olu) == 1
        sam = CAST.sam.actor()
        with actors.acting(sam):
            mine = reminding.to_ring(actor=sam).filter(rung_at=None)
            assert not mine.filter(employment=DEE.id_of("employment")).exists()

    def test_who_chose_texts_or_calls_is_reminded_in_that_way(self) -> None:
        take_dees_own_back()
        dee = CAST.dee.actor()
        with actors.acting(dee):
            contact.choose(way="text", mobile="07700 900123", actor=dee, at=AT)
        remind(BEFORE)
        with actors.acting(dee):
            contact.choose(way="call", mobile="", actor=dee, at=AFTER)
        remind(AFTER)
        assert made_of() == [("pa", "before", "text"), ("pa", "after", "phone")]
        assert messages_to(CAST.dee) == ["sheet_pa_before"]

    def test_a_client_who_chose_texts_is_reminded_though_they_were_reached_by_phone(self) -> None:
        asha = CAST.asha.actor()
        with actors.acting(JOB):
            Client.objects.filter(pk=ASHA.id_of("client")).update(contact_route="phone")
            Representation.objects.filter(user_id=CAST.joan.user_id).update(approves_timesheets=False)
        with actors.acting(asha):
            contact.choose(way="text", mobile="07700 900123", actor=asha, at=AT)
        remind()
        assert made_of() == [("employer", "before", "text")]
        assert messages_to(CAST.asha) == ["sheet_employer_before"]

    def test_nothing_is_sent_twice_too_early_or_long_after_payday(self) -> None:
        take_dees_own_back()
        assert remind(EARLY) == 0
        assert remind() > 0
        assert remind() == 0
        assert len(messages_to(CAST.dee)) == 1
        assert remind(PAID + reminding.AFTER_PAYDAY) == 0

    def test_a_sheet_that_was_missed_is_reminded_of_after_its_payday(self) -> None:
        take_dees_own_back()
        remind(PAID)
        assert made_of() == [("pa", "after", "email")]

    def test_the_pa_is_told_at_once_that_a_sheet_was_sent_back(self) -> None:
        sent_back(EARLY)
        remind(EARLY)
        remind(EARLY)
        assert made_of() == [("pa", "back", "email")]
        assert messages_to(CAST.dee) == ["sheet_pa_back"]

    def test_who_asked_for_calls_is_rung_when_a_sheet_was_sent_back(self) -> None:
        dee, olu = CAST.dee.actor(), CAST.olu.actor()
        with actors.acting(dee):
            contact.choose(way="call", mobile="", actor=dee, at=AT)
        sent_back(EARLY)
        remind(EARLY)
        assert made_of() == [("pa", "back", "phone")]
        with actors.acting(olu):
            assert reminding.to_ring(actor=olu).filter(employment=steps.post_of(), stage="back").exists()

    def test_each_sending_of_a_sheet_is_reminded_of_anew_and_not_on_the_day_it_came_back(self) -> None:
        take_dees_own_back()
        remind(BEFORE)
        send(BEFORE)
        sent_back(BEFORE + dt.timedelta(hours=1))
        remind(BEFORE + dt.timedelta(hours=2))
        assert made_of() == [("pa", "before", "email"), ("pa", "back", "email")]
        remind(BEFORE + dt.timedelta(hours=27))
        send(AFTER + dt.timedelta(hours=3))
        sent_back(AFTER + dt.timedelta(hours=4))
        remind(AFTER + dt.timedelta(hours=5))
        assert messages_to(CAST.dee) == [
            "sheet_pa_before",
            "sheet_pa_back",
            "sheet_pa_after",
            "sheet_pa_back",
        ]

    def test_an_approved_sheet_or_standing_pay_needs_no_reminder(self) -> None:
        steps.approve_sheet()
        post = steps.hire("Noor Ali")
        agree(post)
        remind()
        assert made_of() == made_of(post) == []

    def test_a_pa_without_a_sign_in_is_rung(self) -> None:
        post = steps.hire("Noor Ali")
        remind()
        assert made_of(post) == [("pa", "before", "phone")]

    def test_messages_hold_dates_and_no_names(self) -> None:
        take_dees_own_back()
        remind()
        with actors.acting(JOB):
            message = OutboxMessage.objects.get(
                to_id=CAST.dee.user_id, template="sheet_pa_before", subject_id=DEE.subject_id
            )
        assert message.values == {
            "by": "12:00 on Monday 23 November 2026",
            "payday": "Friday 27 November 2026",
            "days": "26 October to 22 November 2026",
        }

    def test_a_call_is_made_once_and_says_what_came_of_it(self) -> None:
        post = steps.hire("Noor Ali")
        remind()
        olu = CAST.olu.actor()
        with actors.acting(olu):
            reminder = reminding.to_ring(actor=olu).get(employment=post, period=steps.november())
            with pytest.raises(errors.Invalid, match="what came of the call"):
                reminders.ring(reminder=reminder, outcome=" ", actor=olu, at=AT)
            reminders.ring(reminder=reminder, outcome="They send it today.", actor=olu, at=AT)
            with pytest.raises(errors.Conflict, match="made this call already"):
                reminders.ring(reminder=reminder, outcome="Again.", actor=olu, at=AT)

    def test_people_do_not_do_the_jobs_work(self) -> None:
        olu = CAST.olu.actor()
        with actors.acting(olu), pytest.raises(errors.NotAllowed):
            reminders.remind_next(actor=olu, at=AT)


def test_ten_workers_at_once_remind_each_once_and_the_task_may_run_twice(own_database: str) -> None:
    take_dees_own_back()
    database.together(*[remind] * 10)
    assert made_of() == [("pa", "before", "email")]
    assert messages_to(CAST.dee) == ["sheet_pa_before"]
    tasks.remind_of_sheets()
    assert tasks.remind_of_sheets() == 0
