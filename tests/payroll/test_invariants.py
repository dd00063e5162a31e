"""The checks of wages: all is well with what the portal did, and each finds its opposite, planted."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from dpss.access import actors
from dpss.access.findings import Result
from payroll import invariants
from tests import database
from tests.payroll.operations import steps

# October was written by the cast and not by the portal's operations: nothing of it is on record.
WITHOUT_OCTOBER = """
    alter table payroll_payslip disable trigger user;
    alter table payroll_timesheetentry disable trigger user;
    delete from payroll_paymentinstruction;
    delete from ledger_payment where source_key like 'payslip:%';
    delete from payroll_submission;
    delete from payroll_payslip;
    delete from payroll_payrun where state = 'approved';
    delete from payroll_timesheetentry where timesheet_id in (
        select id from payroll_timesheet where state = 'approved'
    );
    delete from payroll_timesheet where state = 'approved';
    set constraints all immediate;
    alter table payroll_payslip enable trigger user;
    alter table payroll_timesheetentry enable trigger user;
"""
# What happened to a report, without the wire.
ACCEPTED = """
    update payroll_submission s set state = 'accepted',
        correlation_id = upper(left(replace(s.id::text, '-', ''), 32))
"""
# The sheets were approved by hand, so their approval is written down by hand.
WRITTEN_DOWN = """
    select access.append_audit(jsonb_build_array(jsonb_build_object(
        'stream', t.subject_id, 'at', t.decided_at, 'council', t.council_id, 'subject', t.subject_id,
        'sees', 'pay', 'actor_name', 'The employer', 'role', 'client', 'on_behalf_of', '', 'verb', 'approve',
        'thing', 'payroll.timesheet', 'thing_id', t.id, 'reason', '', 'before', '{}'::jsonb,
        'after', '{}'::jsonb
    )))
    from payroll_timesheet t where t.state = 'approved'
"""


@pytest.fixture
def books(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Two employers paid for November, one by an instruction and one by the provider; seen by the owner."""
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), database.used(name, role=database.OWNER), transaction.atomic():
        carry_out(WITHOUT_OCTOBER)
        employer = steps.employ("Cy Marsh")
        steps.provider_pays(employer.pk)
        post = steps.hire("Noor Ali", employer.pk)
        steps.bank(post.assistant)
        steps.sheet_in(post, dt.date(2026, 11, 4))
        with actors.acting(steps.job()):
            steps.DEE  # noqa: B018
        steps.pay_november()
        carry_out(ACCEPTED)
        yield
        transaction.set_rollback(True)


def carry_out(statement: str) -> None:
    """Do what the portal could not."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def found(name: str) -> Result:
    """What one check finds."""
    return next(result for result in invariants.run() if result.name == name)
