"""What must always hold of wages, as questions to the database, and what is worked out again."""

from typing import Any, Final

import pghistory.models
from django.apps import apps
from django.db import connection

from dpss.access.findings import Invariant, Result, examine
from payroll import recount
from payroll.queries import deduction_checks

_PAYSLIPS: Final = "select count(*) from payroll_payslip"
_APPROVED: Final = "select count(*) from payroll_payrun where state = 'approved'"

_ONE_PAYSLIP = Invariant(
    name="payslips once",
    sentence="A post has one payslip in a run, and one that is approved for a pay period.",
    count_sql=_PAYSLIPS,
    violations_sql="""
        select s.employment_id, 'has', count(*), 'payslips in run', r.run, 'of period', r.period_id
        from payroll_payslip s join payroll_payrun r on r.id = s.payrun_id
        group by s.employment_id, r.period_id, r.run having count(*) > 1
        union all
        select s.employment_id, 'has', count(*), 'approved payslips in', count(distinct r.run),
            'runs of period', r.period_id
        from payroll_payslip s join payroll_payrun r on r.id = s.payrun_id
        where r.state = 'approved' group by s.employment_id, r.period_id having count(*) > 1
        order by 1
    """,
)
_ONE_SHEET = Invariant(
    name="timesheets paid once",
    sentence="Every payslip pays one approved timesheet of its post and period, which no other payslip pays.",
    count_sql=_PAYSLIPS,
    violations_sql="""
        select s.id, 'pays timesheet', t.id, 'which is', t.state, 'or of another post or period'
        from payroll_payslip s
        join payroll_payrun r on r.id = s.payrun_id
        join payroll_timesheet t on t.id = s.timesheet_id
        where t.state <> 'approved' or t.employment_id <> s.employment_id or t.period_id <> r.period_id
        union all
        select min(s.id::text)::uuid, 'and others pay timesheet', s.timesheet_id, 'in all', count(*)::text, ''
        from payroll_payslip s group by s.timesheet_id having count(*) > 1
        order by 1
    """,
)
_ISSUED = Invariant(
    name="payslips approved",
    sentence="A payslip is approved in the moment in which its payrun is, and not before.",
    count_sql=_PAYSLIPS,
    violations_sql="""
        select s.id, 'was approved', s.approved_at, 'and its payrun', r.approved_at
        from payroll_payslip s join payroll_payrun r on r.id = s.payrun_id
        where s.approved_at is distinct from r.approved_at or (s.approved_at is null) = (r.state = 'approved')
        order by s.id
    """,
)
_NET = Invariant(
    name="net pay adds up",
    sentence="Every payslip's net pay is gross and mileage less tax, National Insurance and all deductions.",
    count_sql=_PAYSLIPS,
    violations_sql="""
        select id, 'has net pay', net, 'and its lines come to', gross + non_taxable - tax - ni_employee
            - student_loan - postgraduate_loan - pension_employee - attached - kept
        from payroll_payslip
        where net + attached + kept + pension_employee + postgraduate_loan + student_loan
            <> gross + non_taxable - tax - ni_employee
        order by id
    """,
)
_ALLOWANCE = Invariant(
    name="allowance claimed",
    sentence="Employment Allowance is used only by an employer whose claim for the tax year holds.",
    count_sql=_APPROVED,
    violations_sql="""
        select r.id, 'uses', r.employment_allowance, 'of', p.tax_year, 'without a claim'
        from payroll_payrun r join payroll_payperiod p on p.id = r.period_id
        where r.state = 'approved' and r.employment_allowance > 0 and not exists (
            select from payroll_allowanceclaim c
            where c.employer_id = r.employer_id and c.tax_year = p.tax_year and c.withdrawn_on is null
        )
        order by r.id
    """,
)
_TOTALS = Invariant(
    name="wages reach everybody",
    sentence="Payslips, payments with instructions, and the ledger agree on every approved payrun.",
    count_sql=_APPROVED,
    violations_sql="""
        select r.id, 'says', r.net, 'payslips', slips.net, 'payments and instructions', paid.amount,
            'ledger', books.owed
        from payroll_payrun r
        cross join lateral (
            select coalesce(sum(net), 0) as net from payroll_payslip where payrun_id = r.id
        ) slips
        cross join lateral (
            select coalesce(sum(amount), 0) as amount from (
                select i.amount from payroll_paymentinstruction i
                join payroll_payslip s on s.id = i.payslip_id where s.payrun_id = r.id
                union all
                select p.amount from ledger_payment p
                join payroll_payslip s on p.source_key = 'payslip:' || s.id || ':net' where s.payrun_id = r.id
            ) each_one
        ) paid
        cross join lateral (
            select coalesce(-sum(g.amount), 0) as owed
            from payroll_payslip s
            join ledger_entry e on e.source_key = 'payslip:' || s.id
            join ledger_posting g on g.entry_id = e.id
            join ledger_account a on a.id = g.account_id and a.code = 'net_pay'
            where s.payrun_id = r.id
        ) books
        where r.state = 'approved' and (slips.net, paid.amount, books.owed) <> (r.net, r.net, r.net)
        order by r.id
    """,
)
_TWO_PEOPLE = Invariant(
    name="two people",
    sentence="One person asked for every approved payrun to be calculated, and another approved it.",
    count_sql=_APPROVED,
    violations_sql="""
        select id, 'was asked for by', coalesce(requested_by_id::text, 'nobody'), 'and approved by',
            coalesce(approved_by_id::text, 'nobody')
        from payroll_payrun
        where state = 'approved' and (requested_by_id = approved_by_id) is distinct from false
        order by id
    """,
)
_REPORTED = Invariant(
    name="reported once",
    sentence="Every approved payrun of an employer with a PAYE scheme has one report that counts.",
    count_sql="""
        select count(*) from payroll_payrun r
        join payroll_payperiod d on d.id = r.period_id
        join payroll_payescheme c on c.employer_id = r.employer_id and c.during @> d.payday
        where r.state = 'approved' and c.status = 'registered'
    """,
    violations_sql="""
        select r.id, 'has', count(s.id), 'reports, of which',
            count(s.id) filter (where s.state <> 'rejected'), 'are not refused'
        from payroll_payrun r
        join payroll_payperiod d on d.id = r.period_id
        join payroll_payescheme c on c.employer_id = r.employer_id and c.during @> d.payday
        left join payroll_submission s on s.payrun_id = r.id
        where r.state = 'approved' and c.status = 'registered'
        group by r.id
        having count(s.id) = 0 or count(s.id) filter (where s.state <> 'rejected') > 1
            or max(s.version) filter (where s.state <> 'rejected') < max(s.version)
        order by r.id
    """,
)
_ACCEPTED_ONCE = Invariant(
    name="accepted once",
    sentence="No two reports that HMRC accepted have the same IRmark or correlation ID.",
    count_sql="select count(*) from payroll_submission where state = 'accepted'",
    violations_sql="""
        select a.id, 'and', b.id, 'are both accepted, with the same IRmark or correlation ID'
        from payroll_submission a join payroll_submission b on a.id < b.id
            and (a.irmark = b.irmark or (a.correlation_id = b.correlation_id and a.correlation_id <> ''))
        where a.state = 'accepted' and b.state = 'accepted'
        order by a.id, b.id
    """,
)
_ON_RECORD = Invariant(
    name="approvals on record",
    sentence="History has every approval of a timesheet and a payrun, by the same person at the same moment.",
    count_sql="""
        select (select count(*) from payroll_payrun where state = 'approved')
            + (select count(*) from payroll_timesheet where state = 'approved')
    """,
    violations_sql="""
        select approved.id, 'is approved, and history does not say so', approved.thing
        from (
            select id, 'payroll.payrun' as thing, subject_id, approved_by_id as by_id, approved_at as at
            from payroll_payrun where state = 'approved'
            union all
            select id, 'payroll.timesheet', subject_id, decided_by_id, decided_at
            from payroll_timesheet where state = 'approved'
        ) approved
        where not exists (
            select from access_auditevent e
            where e.thing = approved.thing and e.thing_id = approved.id::text and e.verb = 'approve'
                and e.subject_id = approved.subject_id and e.actor_id = approved.by_id and e.at = approved.at
        )
        order by approved.id
    """,
)
_LEFT_ONCE = Invariant(
    name="left once",
    sentence="Every post has at most one final payslip, and it says the last day that is on record.",
    count_sql="select count(*) from payroll_payslip where approved_at is not null",
    violations_sql="""
        select e.id, 'has', count(*), 'final payslips, and leaves on', coalesce(e.last_day::text, 'no day')
        from payroll_payslip s join payroll_employment e on e.id = s.employment_id
        where s.approved_at is not null and s.inputs ->> 'part' = 'final'
        group by e.id
        having count(*) > 1
            or bool_or(e.last_day is null)
            or bool_or(s.inputs #>> '{leaving,last_day}' is distinct from e.last_day::text)
        order by e.id
    """,
)
_SICK_PAY = Invariant(
    name="sick pay as decided",
    sentence="Every approved payslip has the lines of sick pay that were decided for its sheet, no others.",
    count_sql="select count(*) from payroll_payslip where approved_at is not null",
    violations_sql="""
        select s.id, 'has other lines of sick pay than were decided'
        from payroll_payslip s
        join payroll_payrun r on r.id = s.payrun_id
        cross join lateral (
            select coalesce(array_agg(distinct e.day order by e.day), '{}') as days
            from payroll_timesheetentry e where e.timesheet_id = s.timesheet_id and e.kind = 'sickness'
        ) sheet
        cross join lateral (
            select coalesce(jsonb_agg(line order by place), '[]') as lines
            from jsonb_array_elements(s.inputs -> 'worked_out') with ordinality as worked_out (line, place)
            where line ->> 'code' in ('sick', 'sick_unpaid')
        ) paid
        left join payroll_sickpaydecision d on d.employment_id = s.employment_id
            and d.period_id = r.period_id and d.state = 'decided' and d.sick_days = sheet.days
        where s.approved_at is not null
            and (paid.lines <> coalesce(d.lines, '[]') or (d.id is null and cardinality(sheet.days) > 0))
        order by s.id
    """,
)


def invariants() -> list[Invariant]:
    """The checks of wages."""
    return [
        _ONE_PAYSLIP,
        _ONE_SHEET,
        _ISSUED,
        _NET,
        _ALLOWANCE,
        _TOTALS,
        _TWO_PEOPLE,
        _REPORTED,
        _ACCEPTED_ONCE,
        _ON_RECORD,
        _LEFT_ONCE,
        _SICK_PAY,
        *deduction_checks.INVARIANTS,
    ]


def run() -> list[Result]:
    """Carry them out, follow the history tables, and work payslips and reports out again.

    The connection must see every row, and the keys that seal the reports must be there.
    """
    return [
        *(examine(invariant) for invariant in invariants()),
        histories(),
        recount.payslips(),
        *recount.submissions(),
    ]


def histories() -> Result:
    """The history of contracts and tax details ends, for each row, with what the row says now."""
    examined, broken = 0, []
    for table, history, columns in _tracked():
        with connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {table}")  # noqa: S608 - names of our own models
            (count,) = cursor.fetchone() or (0,)
            cursor.execute(_astray(table, history, columns))
            broken += [f"{key} of {table} is not as its history ends" for (key,) in cursor.fetchall()]
        examined += count
    return Result(
        name="histories follow",
        sentence="Contracts and tax details are as their history says, whoever changed them.",
        examined=examined,
        broken=tuple(broken),
    )


def _tracked() -> list[tuple[str, str, list[str]]]:
    """Each table of ours that is tracked, its history, and the columns that both have."""
    found = []
    for model in apps.get_app_config("payroll").get_models():
        if issubclass(model, pghistory.models.Event):
            tracked: Any = model.pgh_tracked_model
            columns = [str(field.column) for field in tracked._meta.concrete_fields]
            found.append((tracked._meta.db_table, model._meta.db_table, columns))
    return found


def _astray(table: str, history: str, columns: list[str]) -> str:
    now, then = (", ".join(f"{side}.{column}" for column in columns) for side in ("t", "e"))
    return f"""
        select coalesce(t.id, e.pgh_obj_id)
        from {table} t
        full join (
            select distinct on (pgh_obj_id) * from {history} order by pgh_obj_id, pgh_id desc
        ) e on e.pgh_obj_id = t.id
        where ({now}) is distinct from ({then})
        order by 1
    """  # noqa: S608 - names of our own models
