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
from payroll.operations import corrections
from tests import database
from tests.cast import AT, CAST, Cast
from tests.factories import payroll
from tests.payroll.operations import billing, steps
from tests.payroll.planted import PLANTED, ROWS

# October was written by the cast and not by the portal's operations: nothing of it is on record.
WITHOUT_OCTOBER = """
    alter table payroll_payslip disable trigger user;
    alter table payroll_timesheetentry disable trigger user;
    alter table payroll_issuedform disable trigger user;
    alter table payroll_spokenapproval disable trigger user;
    alter table payroll_payrunanswer disable trigger user;
    alter table payroll_fundsdecision disable trigger user;
    delete from payroll_payrunanswer;
    delete from payroll_fundsdecision;
    alter table payroll_sheetevidence disable trigger user;
    delete from payroll_sheetevidence;
    delete from payroll_issuedform;
    delete from payroll_payquery;
    delete from payroll_spokenapproval;
    delete from payroll_sheetcorrection;
    delete from payroll_overpayment;
    delete from payroll_payrun where kind = 'correction';
    delete from payroll_paymentinstruction;
    delete from payroll_hmrcbill;
    delete from ledger_paymentreturn;
    delete from ledger_payment where source_key like 'payslip:%';
    alter table payroll_keptreply disable trigger user;
    delete from payroll_keptreply;
    alter table payroll_keptreply enable trigger user;
    delete from payroll_submission;
    delete from payroll_externalpayslip;
    delete from payroll_pensionscheduleline where payslip_id is not null;
    alter table payroll_pensionassessment disable trigger user;
    delete from payroll_pensionassessment;
    delete from payroll_payslip;
    delete from payroll_payrun where state = 'approved';
    delete from payroll_timesheetentry where timesheet_id in (
        select id from payroll_timesheet where state = 'approved'
    );
    delete from payroll_timesheet where state = 'approved';
    delete from payroll_broughtforward;
    alter table payroll_broughtforwardevent disable trigger user;
    delete from payroll_broughtforwardevent;
    set constraints all immediate;
    alter table payroll_pensionassessment enable trigger user;
    alter table payroll_broughtforwardevent enable trigger user;
    alter table payroll_issuedform enable trigger user;
    alter table payroll_payrunanswer enable trigger user;
    alter table payroll_fundsdecision enable trigger user;
    alter table payroll_spokenapproval enable trigger user;
    alter table payroll_sheetevidence enable trigger user;
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


FREE = """
    alter table payroll_payslip disable trigger user;
    alter table payroll_pensionassessment disable trigger user;
    alter table payroll_taxdetailsevent disable trigger user;
    alter table ledger_posting disable trigger user;
"""


@pytest.fixture(scope="module")
def november(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
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
        with actors.acting(CAST.asha.actor()):
            carry_out(WRITTEN_DOWN)
        steps.calculate()
        ready = models.Payrun.objects.filter(state="ready").values_list("pk", flat=True)
        assert len(steps.approve(*ready).moved) == 2
        carry_out(ACCEPTED)
        assert billing.raise_on() > 0
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def books(november: None) -> Iterator[None]:
    """Those books. What a test plants in them is taken back after it."""
    with transaction.atomic():
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


@pytest.mark.parametrize("pounds", ["13.00", "14.50"])
def test_a_corrected_payslip_leaves_the_wages_right(books: None, cast: Cast, pounds: str) -> None:
    slip = models.Payslip.objects.select_related("employment").get(employment__assistant__name="Noor Ali")
    run = corrections.begin(slip=slip, reason="Wrong rate", actor=cast.olu.actor(), at=AT)
    models.EmploymentTerms.objects.filter(employment=slip.employment).update(hourly_rate=pounds)
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    carry_out(ACCEPTED)
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


def test_a_question_about_numbers_may_be_asked_again_in_the_same_words(books: None) -> None:
    carry_out("""
        insert into payroll_submission select (jsonb_populate_record(s, jsonb_build_object(
            'id', gen_random_uuid(), 'kind', 'nvr', 'payrun_id', null, 'said', '{"posts": []}'::jsonb,
            'correlation_id', ''
        ))).* from payroll_submission s cross join generate_series(1, 2)
    """)
    assert found("accepted once").verdict == "ok"


def test_a_finding_names_no_person(books: None) -> None:
    carry_out("update payroll_employment set payroll_id = 'NEW' || payroll_id")
    carry_out("delete from payroll_paymentinstruction")
    said = " ".join(line for result in invariants.run() for line in result.broken)
    assert said
    assert not any(name in said for name in ("Asha", "Dee", "Lowe", "Noor"))
