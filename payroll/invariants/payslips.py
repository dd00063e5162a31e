"""What must always hold of payslips and the sheets they pay."""

from typing import Final

from dpss.access.findings import Invariant

_PAYSLIPS: Final = "select count(*) from payroll_payslip"

_ONE_PAYSLIP = Invariant(
    name="payslips once",
    sentence="A post has one payslip in a run, and one that is approved for the time of a pay period.",
    count_sql=_PAYSLIPS,
    violations_sql="""
        select s.employment_id, 'has', count(*), 'payslips in run', r.run, 'of period', r.period_id
        from payroll_payslip s join payroll_payrun r on r.id = s.payrun_id
        group by s.employment_id, r.period_id, r.run having count(*) > 1
        union all
        select s.employment_id, 'has', count(*), 'approved payslips in', count(distinct r.run),
            'runs of period', r.period_id
        from payroll_payslip s join payroll_payrun r on r.id = s.payrun_id
        where r.state = 'approved' and s.replaced_at is null
            and s.timesheet_id is not null
        group by s.employment_id, r.period_id having count(*) > 1
        order by 1
    """,
)
_ONE_SHEET = Invariant(
    name="timesheets paid once",
    sentence="Every payslip for time pays one approved sheet of its post and period, which no other pays; or"
    " family leave.",
    count_sql=_PAYSLIPS,
    violations_sql="""
        select s.id, 'pays timesheet', t.id, 'which is', t.state, 'or of another post or period'
        from payroll_payslip s
        join payroll_payrun r on r.id = s.payrun_id
        join payroll_timesheet t on t.id = s.timesheet_id
        where t.employment_id <> s.employment_id or t.period_id <> r.period_id
            or t.state <> 'approved' and not (t.state = 'not_worked' and exists (
                select from payroll_familypay f
                where f.employment_id = s.employment_id and f.state = 'decided'
                    and f.first_day <= (select p.last_day from payroll_payperiod p where p.id = r.period_id)
            ))
        union all
        select min(s.id::text)::uuid, 'and others pay timesheet', s.timesheet_id, 'in all', count(*)::text, ''
        from payroll_payslip s where s.replaces_id is null and s.timesheet_id is not null
        group by s.timesheet_id having count(*) > 1
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
_LEFT_ONCE = Invariant(
    name="left once",
    sentence="Every post has at most one final payslip, and it says the last day that is on record.",
    count_sql="select count(*) from payroll_payslip where approved_at is not null",
    violations_sql="""
        select e.id, 'has', count(*), 'final payslips, and leaves on', coalesce(e.last_day::text, 'no day')
        from payroll_payslip s join payroll_employment e on e.id = s.employment_id
        where s.approved_at is not null and s.replaced_at is null and s.inputs ->> 'part' = 'final'
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
        where s.approved_at is not null and s.replaced_at is null
            and (paid.lines <> coalesce(d.lines, '[]') or (d.id is null and cardinality(sheet.days) > 0))
        order by s.id
    """,
)

INVARIANTS: Final = (
    _ONE_PAYSLIP,
    _ONE_SHEET,
    _ISSUED,
    _NET,
    _LEFT_ONCE,
    _SICK_PAY,
)
