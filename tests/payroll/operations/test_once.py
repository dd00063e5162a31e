"""Whatever arrives ten times at once, or dies half way, has one effect: tasks, clicks, the back button."""

import datetime as dt
import subprocess
import sys
import uuid
from collections.abc import Callable
from typing import Any, Final

from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from clients.models import Commitment
from dpss.access import actors
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.kernel.dates import Span
from ledger.models import Entry
from payroll import digests, models, tasks
from payroll.operations import printings, timesheets
from payroll.operations.timesheets import EntryValue
from payroll.queries.printings import EVERYBODY, Wanted
from tests import database
from tests.cast import AT, CAST, Person
from tests.fixtures_path import REPOSITORY
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job
from tests.payroll.operations.test_sheets_on_behalf import take_dees_own_back

TEN: Final = 10
SignedIn = Callable[..., Client]
# The process is gone at the named function: nothing tidies up after it.
DIES: Final = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "dpss.settings.test"
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from payroll.operations import approvals, calculating
from tests.payroll.operations import steps
def die(*arguments, **named):
    os._exit(9)
if sys.argv[2] == "approving":
    approvals._tell = die
    steps.approve(steps.run_of().pk)
else:
    calculating.totals_of = die
    steps.work_out()
"""


def dies(name: str, doing: str) -> None:
    command = [sys.executable, "-c", DIES, name, doing]
    assert subprocess.run(command, cwd=REPOSITORY, check=False).returncode == 9


def effects() -> dict[str, int]:
    """How many there are of each thing that one approved payslip of Dee's leaves behind."""
    with actors.acting(job()):
        slips = models.Payslip.objects.filter(employment=steps.post_of(), payrun__period=steps.november())
        keys = list(slips.values_list("pk", flat=True))
        return {
            "payslips": len(keys),
            "entries": Entry.objects.filter(source_key__in=[f"payslip:{key}" for key in keys]).count(),
            "instructions": models.PaymentInstruction.objects.filter(payslip__in=keys).count(),
            "reports": models.Submission.objects.filter(payrun__payslips__in=keys).count(),
            "set aside": Commitment.objects.filter(
                source_key__in=[f"payslip:{key}:net" for key in keys]
            ).count(),
            "messages": OutboxMessage.objects.filter(key__in=[f"payslip:{key}" for key in keys]).count(),
        }


ONE_OF_EACH: Final = dict.fromkeys(
    ("payslips", "entries", "instructions", "reports", "set aside", "messages"), 1
)


def a_draft_to_send() -> uuid.UUID:
    """Dee's sheet is back with her, with one shift that overlaps nothing."""
    take_dees_own_back()
    dee = CAST.dee.actor()
    with actors.acting(dee):
        sheet = models.Timesheet.objects.get(pk=DEE.id_of("timesheet"))
        days = Span(dt.date(2026, 10, 26), dt.date(2026, 11, 22))
        shift = EntryValue(day=dt.date(2026, 11, 3), kind="hours", starts=dt.time(9), finishes=dt.time(14))
        timesheets.save_days(sheet=sheet, days=days, entries=[shift], actor=dee)
    return sheet.pk


def verbs_of(thing_id: uuid.UUID) -> list[str]:
    with actors.acting(CAST.ada.actor()):
        return list(
            AuditEvent.objects.filter(thing_id=str(thing_id)).order_by("id").values_list("verb", flat=True)
        )


def delivered(task: Any) -> list[Any]:
    """The same task ten times at once; what each delivery did."""
    work = task.run  # Celery makes the task itself when it is first asked for one: not ten times at once
    return database.together(*[work] * TEN)


def clicked(signed_in: SignedIn, who: Person, address: str, **sent: Any) -> list[HttpResponse]:
    """The same form ten times at once, each from a browser of its own with the same session."""
    browsers = [signed_in(who) for _ in range(TEN)]
    answers = database.together(*(lambda one=one: one.post(address, sent) for one in browsers))
    assert all(isinstance(answer, HttpResponse) for answer in answers), answers
    assert {answer.status_code for answer in answers} <= {200, 302, 409}, "an answer, and never an error"
    return answers


def test_a_calculation_that_is_delivered_ten_times_makes_one_payslip(own_database: str) -> None:
    steps.approve_sheet()
    steps.request()
    done = delivered(tasks.calculate_due_payruns)
    assert sorted(done) == [*[0] * (TEN - 1), 1]
    run = steps.run_of()
    assert (run.state, run.payslip_count, effects()["payslips"]) == ("ready", 1, 1)
    assert verbs_of(run.pk) == ["request", "calculate"]


def test_every_task_that_follows_a_payrun_may_be_delivered_ten_times(
    own_database: str, tmp_path: Any, settings: LazySettings
) -> None:
    settings.DPSS_VAR = tmp_path
    steps.pay_november()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        wanted = Wanted("payslips", "2026-11-27", EVERYBODY)
        printing = printings.ask(wanted=wanted, actor=olu, at=AT)
    before = effects()
    with actors.acting(job()):
        waiting = models.PrintingPart.objects.filter(made_at=None, failed="").count()
    made = delivered(tasks.make_printings)
    assert sum(made) == waiting
    for task in (
        tasks.follow_bank_details,
        tasks.settle_paid_wages,
        tasks.give_forms,
        tasks.remind_of_sheets,
        tasks.ask_for_agreement,
        tasks.tell_of_holiday,
        tasks.tell_of_no_work,
        tasks.tell_of_unpaid_wages,
        tasks.book_paid_wages,
    ):
        outcomes = delivered(task)
        assert all(isinstance(one, int) for one in outcomes), outcomes
        assert task() == 0, f"{task.name} left nothing to be done"
    with actors.acting(job()):
        made_once = models.PrintingPart.objects.filter(printing=printing).values_list("number", flat=True)
        reminders = models.SheetReminder.objects.values_list("employment_id", "period_id", "side", "stage")
        assert len(made_once) == len(set(made_once))
        assert len(reminders) == len(set(reminders))
    assert effects() == before == ONE_OF_EACH


def test_ten_clicks_on_send_send_the_sheet_once(own_database: str, signed_in: SignedIn) -> None:
    sheet_id = a_draft_to_send()
    clicked(signed_in, CAST.dee, reverse("payroll:sheet_submit", args=[sheet_id]))
    assert verbs_of(sheet_id)[-2:] == ["recall", "submit"]


def test_two_people_who_approve_a_sheet_with_ten_clicks_approve_it_once(
    own_database: str, signed_in: SignedIn
) -> None:
    sheet_id = DEE.id_of("timesheet")
    with actors.acting(CAST.asha.actor()):
        seen = digests.of_entries(models.TimesheetEntry.objects.filter(timesheet_id=sheet_id))
    address = reverse("payroll:approval_approve", args=[sheet_id])
    people = [CAST.asha, CAST.joan] * (TEN // 2)
    browsers = [signed_in(one) for one in people]
    answers = database.together(*(lambda one=one: one.post(address, {"digest": seen}) for one in browsers))
    assert sorted(answer.status_code for answer in answers) == [302, *[409] * (TEN - 1)]
    assert verbs_of(sheet_id).count("approve") == 1


def test_ten_clicks_on_approve_and_the_form_sent_again_later_pay_once(
    own_database: str, signed_in: SignedIn
) -> None:
    steps.approve_sheet()
    run = steps.calculate()
    address = f"{reverse('payroll:approve_payruns', args=[steps.november().pk])}?all=1"
    page = signed_in(CAST.mara).get(address)
    sent = {"key": [str(key) for key in page.context["keys"]], "seen": page.context["seen"]}
    clicked(signed_in, CAST.mara, address, **sent)
    assert effects() == ONE_OF_EACH
    again = signed_in(CAST.mara).post(address, sent, follow=True)
    assert again.status_code in {200, 409}
    assert effects() == ONE_OF_EACH
    assert verbs_of(run.pk).count("approve") == 1


def test_a_manager_that_dies_while_approving_leaves_nothing_and_the_next_approves_it_whole(
    own_database: str,
) -> None:
    steps.approve_sheet()
    run = steps.calculate()
    dies(own_database, "approving")
    assert steps.run_of().state == "ready"
    assert effects() == {**dict.fromkeys(ONE_OF_EACH, 0), "payslips": 1}
    assert steps.approve(run.pk).refused == {}
    assert effects() == ONE_OF_EACH


def test_a_worker_that_dies_while_calculating_leaves_it_to_the_next(own_database: str) -> None:
    steps.approve_sheet()
    steps.request()
    dies(own_database, "calculating")
    assert (steps.run_of().state, effects()["payslips"]) == ("requested", 0)
    assert steps.work_out() == 1
    assert (steps.run_of().state, effects()["payslips"]) == ("ready", 1)


def test_a_sheet_that_is_sent_again_by_the_back_button_is_sent_once(
    own_database: str, signed_in: SignedIn
) -> None:
    sheet_id = a_draft_to_send()
    dee, address = signed_in(CAST.dee), reverse("payroll:sheet_submit", args=[sheet_id])
    answers = [dee.post(address).status_code for _ in range(2)]
    assert answers[0] == 302
    assert answers[1] in {200, 409}, "it says that the sheet is sent already"
    assert verbs_of(sheet_id).count("submit") == 1
