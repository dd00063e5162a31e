"""The checks of wages: all is well with what the portal did, and each finds its opposite, planted."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from dpss.access import actors
from dpss.access.findings import Result
from payroll import invariants, models
from tests import database
from tests.cast import Cast
from tests.factories import payroll
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
    delete from payroll_broughtforward;
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


# What the plants below stand on.
ROWS = {
    "<her slip>": "(select id from payroll_payslip where payrun_id = <asha>)",
    "<her sheet>": "(select timesheet_id from payroll_payslip where payrun_id = <asha>)",
    "<other slip>": "(select id from payroll_payslip where payrun_id <> <asha>)",
    "<asha>": """(
        select r.id from payroll_payrun r join payroll_employer e on e.id = r.employer_id
        where e.name = 'Asha Verma' and r.state = 'approved'
    )""",
}
FREE = """
    alter table payroll_payslip disable trigger user;
    alter table payroll_taxdetailsevent disable trigger user;
    alter table ledger_posting disable trigger user;
"""
PLANTED = [
    (
        "left once",
        """
        update payroll_payslip
        set inputs = inputs || '{"part": "final", "leaving": {"last_day": "2026-11-22"}}'
        where id = <her slip>
        """,
    ),
    (
        "payslips once",
        """
        alter table payroll_payslip drop constraint payslip_once;
        update payroll_payslip set employment_id = (
            select employment_id from payroll_payslip where id = <her slip>
        ), payrun_id = <asha> where id = <other slip>
        """,
    ),
    (
        "payslips once",
        """
        update payroll_payslip set employment_id = (
            select employment_id from payroll_payslip where id = <her slip>
        ) where id = <other slip>
        """,
    ),
    ("timesheets paid once", "update payroll_timesheet set state = 'draft' where id = <her sheet>"),
    (
        "timesheets paid once",
        """
        update payroll_payslip set timesheet_id = (
            select t.id from payroll_timesheet t where t.state = 'submitted' limit 1
        ) where id = <her slip>
        """,
    ),
    (
        "timesheets paid once",
        """
        alter table payroll_payslip drop constraint payroll_payslip_timesheet_id_key;
        update payroll_payslip set timesheet_id = <her sheet> where id = <other slip>
        """,
    ),
    ("payslips approved", "update payroll_payslip set approved_at = null where id = <her slip>"),
    (
        "payslips approved",
        "update payroll_payslip set approved_at = approved_at + interval '1 second' where id = <her slip>",
    ),
    (
        "net pay adds up",
        """
        alter table payroll_payslip drop constraint payslip_net_is_gross_less_deductions;
        update payroll_payslip set net = net + 0.01 where id = <her slip>
        """,
    ),
    (
        "allowance claimed",
        """
        update payroll_payrun set employment_allowance = 1 where id = <asha>;
        delete from payroll_allowanceclaim
        """,
    ),
    (
        "allowance claimed",
        """
        update payroll_payrun set employment_allowance = 1 where id = <asha>;
        update payroll_allowanceclaim set tax_year = '2025-26'
        """,
    ),
    ("wages reach everybody", "update payroll_payrun set net = net + 1 where id = <asha>"),
    ("wages reach everybody", "delete from payroll_paymentinstruction"),
    ("wages reach everybody", "update payroll_paymentinstruction set amount = amount - 0.01"),
    (
        "wages reach everybody",
        "update ledger_payment set amount = amount + 1 where source_key like 'payslip:%'",
    ),
    (
        "wages reach everybody",
        "update ledger_payment set source_key = 'lost' where source_key like 'payslip:%'",
    ),
    (
        "wages reach everybody",
        """
        update ledger_posting set amount = amount * 2
        where account_id in (select id from ledger_account where code = 'net_pay')
        """,
    ),
    (
        "two people",
        """
        alter table payroll_payrun drop constraint payrun_approved_by_a_second_person;
        update payroll_payrun set approved_by_id = requested_by_id where id = <asha>
        """,
    ),
    ("two people", "update payroll_payrun set requested_by_id = null where id = <asha>"),
    ("reported once", "delete from payroll_submission where payrun_id = <asha>"),
    (
        "reported once",
        """
        insert into payroll_submission select (jsonb_populate_record(s, jsonb_build_object(
            'id', gen_random_uuid(), 'version', 2, 'correlation_id', ''
        ))).* from payroll_submission s where payrun_id = <asha>
        """,
    ),
    (
        "reported once",
        """
        insert into payroll_submission select (jsonb_populate_record(s, jsonb_build_object(
            'id', gen_random_uuid(), 'version', 2, 'correlation_id', '', 'state', 'rejected'
        ))).* from payroll_submission s where payrun_id = <asha>
        """,
    ),
    (
        "accepted once",
        "update payroll_submission set irmark = (select min(irmark) from payroll_submission)",
    ),
    (
        "accepted once",
        """
        drop index submission_correlation_once;
        update payroll_submission set correlation_id = 'ABC'
        """,
    ),
    ("approvals on record", "update payroll_payrun set approved_at = approved_at + interval '1 second'"),
    (
        "approvals on record",
        """
        update payroll_timesheet set decided_by_id = (
            select approved_by_id from payroll_payrun where id = <asha>
        ) where id = <her sheet>
        """,
    ),
    (
        "approvals on record",
        """
        alter table access_auditevent disable trigger user;
        delete from access_auditevent where verb = 'approve' and thing = 'payroll.payrun'
        """,
    ),
    (
        "sick pay as decided",
        """
        update payroll_payslip set inputs = jsonb_set(inputs, '{worked_out}', '[{"code": "sick"}]')
        where id = <her slip>
        """,
    ),
    (
        "sick pay as decided",
        """
        alter table payroll_timesheetentry disable trigger user;
        update payroll_timesheetentry set kind = 'sickness', starts = null, finishes = null
        where timesheet_id = <her sheet>
        """,
    ),
    (
        "histories follow",
        """
        alter table payroll_employmentterms disable trigger user;
        update payroll_employmentterms set hourly_rate = hourly_rate + 1
        """,
    ),
    ("histories follow", "update payroll_taxdetailsevent set tax_code = 'BR'"),
    ("histories follow", "delete from payroll_taxdetailsevent"),
    (
        "payslips worked out again",
        """
        update payroll_payslip set inputs = jsonb_set(inputs, '{tax_code}', '"BR"') where id = <her slip>
        """,
    ),
    (
        "payslips worked out again",
        """
        update payroll_payslip set result = jsonb_set(result, '{lines,0,amount}', '"0.01"')
        where id = <her slip>
        """,
    ),
    ("payslips worked out again", "update payroll_payslip set tax = 1, net = net - 1 where id = <her slip>"),
    ("payslips worked out again", "update payroll_payslip set result = '{}' where id = <her slip>"),
    ("reports as marked", "update payroll_submission set irmark = repeat('A', 28) where payrun_id = <asha>"),
    (
        "reports as marked",
        """
        update payroll_submission set body = (
            select body from payroll_submission where payrun_id <> <asha>
        ) where payrun_id = <asha>
        """,
    ),
    ("reports as marked", "update payroll_submission set receipt = repeat('A', 32) where payrun_id = <asha>"),
    (
        "reports as paid",
        "update payroll_submission set pay_to_date = pay_to_date + 1 where payrun_id = <asha>",
    ),
    (
        "reports as paid",
        """
        update payroll_payslip set result = jsonb_set(result, '{to_date,pay}', '"9999.00"')
        where id = <her slip>
        """,
    ),
    ("reports as paid", "update payroll_employment set payroll_id = 'NEW' || payroll_id"),
    (
        "deductions reach somebody",
        "update payroll_deduction set reference = 'DEA 2' where reference = 'DEA 1'",
    ),
    (
        "deductions reach somebody",
        """
        update ledger_posting set amount = amount * 2
        where account_id in (select id from ledger_account where code = 'orders')
        """,
    ),
    ("nothing is taken twice", "update payroll_deduction set stops_on = null where reference = 'DEA 1'"),
    (
        "held pay is not paid",
        """
        update payroll_heldpay set state = 'held', released_by_id = null, released_at = null,
            period_id = (select period_id from payroll_payrun where id = <asha>)
        where employment_id = (select employment_id from payroll_payslip where id = <her slip>)
        """,
    ),
]


@pytest.fixture
def books(django_db_setup: None, django_db_blocker: Any, cast: Cast) -> Iterator[None]:
    """Two employers paid for November, one by an instruction and one by the provider; seen by the owner."""
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), database.used(name, role=database.OWNER), transaction.atomic():
        carry_out(WITHOUT_OCTOBER)
        employer = steps.employ("Cy Marsh")
        steps.provider_pays(employer.pk)
        post = steps.hire("Noor Ali", employer.pk)
        steps.bank(post.assistant)
        steps.sheet_in(post, dt.date(2026, 11, 4))
        steps.approve_sheet()
        _order()
        with actors.acting(cast.asha.actor()):
            carry_out(WRITTEN_DOWN)
        steps.calculate()
        ready = models.Payrun.objects.filter(state="ready").values_list("pk", flat=True)
        assert len(steps.approve(*ready).moved) == 2
        carry_out(ACCEPTED)
        yield
        transaction.set_rollback(True)


def _order() -> None:
    """Something is taken from Dee's pay for others, and paid in full with it."""
    with actors.acting(steps.job()):
        order = payroll.deduction(
            employment=steps.post_of(), reference="DEA 1", kind="direct_earnings",
            first_day=dt.date(2026, 11, 1),
        )  # fmt: skip
        payroll.deduction_terms(deduction=order, normal=Decimal("20.00"), owed=Decimal("20.00"))


def carry_out(statement: str) -> None:
    """Do what the portal could not."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(statement)


def found(name: str) -> Result:
    """What one check finds."""
    return next(result for result in invariants.run() if result.name == name)


def test_the_wages_of_the_portal_are_right(books: None) -> None:
    for result in invariants.run():
        assert (result.name, result.verdict, result.broken) == (result.name, "ok", ())


def test_every_check_has_a_planted_opposite(books: None) -> None:
    assert {name for name, _ in PLANTED} == {result.name for result in invariants.run()}


@pytest.mark.parametrize(("name", "statement"), PLANTED)
def test_what_is_planted_is_found(books: None, name: str, statement: str) -> None:
    for words, rows in ROWS.items():
        statement = statement.replace(words, rows)
    carry_out(FREE + statement)
    result = found(name)
    assert result.verdict == "WRONG"
    assert result.broken


def test_a_finding_names_no_person(books: None) -> None:
    carry_out("update payroll_employment set payroll_id = 'NEW' || payroll_id")
    carry_out("delete from payroll_paymentinstruction")
    said = " ".join(line for result in invariants.run() for line in result.broken)
    assert said
    assert not any(name in said for name in ("Asha", "Dee", "Lowe", "Noor"))


def test_checks_that_see_nothing_do_not_say_that_all_is_well(db: None) -> None:
    """The portal's own role sees no rows without an actor: such a check must never pass."""
    with actors.acting(None):
        assert {result.verdict for result in invariants.run()} == {"EMPTY"}
