"""The task app. Celery is the clock: its tasks wake up, claim due rows in Postgres and do them."""

import gc
import os

from celery import Celery
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpss.settings.demo")

# Python looks for objects that hold each other whenever so many are new. A payrun makes a million, and needs
# them until it ends: to look through them again and again takes a tenth of its time.
gc.set_threshold(500_000, 20, 20)

app = Celery("dpss")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Seconds between sweeps. A sweep that a page asked for, or that beat asked for twice, does no harm;
# one that waits longer than its interval is dropped, because the next will do its work.
SWEEPS = {
    "payroll.calculate_due_payruns": 5,
    "payroll.make_reports": 5,
    "payroll.see_to_pensions": 5,
    "payroll.send_submissions": 5,
    "payroll.poll_submissions": 5,
    "payroll.find_lost_submissions": 60,
    "payroll.queue_summaries": 3600,
    "payroll.raise_pension_schedules": 3600,
    "payroll.settle_pension_schedules": 300,
    "payroll.remind_of_hmrc_letters": 3600,
    "payroll.raise_pension_tasks": 3600,
    "payroll.remind_of_pension_tasks": 3600,
    "payroll.send_pension_letters": 300,
    "ledger.make_bank_files": 5,
    "payroll.book_paid_wages": 5,
    "payroll.follow_penalties": 30,
    "payroll.raise_deductions": 3600,
    "payroll.note_kept_figures": 6 * 3600,
    "payroll.pay_deductions_on": 30,
    "payroll.settle_paid_wages": 30,
    "payroll.raise_bills": 3600,
    "payroll.book_returned_payments": 5,
    "payroll.follow_bank_details": 30,
    "payroll.give_forms": 3600,
    "payroll.make_printings": 5,
    "payroll.make_pension_files": 5,
    "payroll.remove_printings": 3600,
    "payroll.remove_inbox_papers": 3600,
    "payroll.remind_of_sheets": 300,
    "payroll.ask_for_agreement": 300,
    "payroll.tell_of_holiday": 60,
    "payroll.tell_of_no_work": 60,
    "payroll.tell_of_unpaid_wages": 60,
    "payroll.watch_deadlines": 900,
    "payroll.send_sheet_links": 60,
    "access.send_messages": 30,
    "clients.send_mobile_codes": 5,
    "clients.remind_of_complaints": 3600,
    "clients.look_ahead_to_adulthood": 3600,
    "clients.ask_about_relatives": 3600,
    "clients.work_out_payments": 3600,
    "clients.settle_payments": 30,
    "clients.apply_uplifts": 30,
    "commissioning.take_measures": 300,
    "access.forget_sessions": 3600,
}
app.conf.beat_schedule = {
    name: {"task": name, "schedule": seconds, "options": {"expires": seconds}}
    for name, seconds in SWEEPS.items()
}


def nudge(name: str) -> None:
    """Ask for a sweep as soon as this transaction commits. If the broker is away, beat asks before long."""
    transaction.on_commit(lambda: app.send_task(name, retry=False, expires=SWEEPS[name]), robust=True)
