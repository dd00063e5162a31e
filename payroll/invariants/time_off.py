"""What must always hold of sick pay that was held back and paid later, and of holiday."""

from typing import Final

from dpss.access.findings import Invariant

_ARREARS = Invariant(
    name="held back sick pay as decided",
    sentence="Sick pay that was held back is paid once, on the payslip that was decided, to the penny.",
    count_sql="select count(*) from payroll_payslip where approved_at is not null and replaced_at is null",
    violations_sql="""
        with paid as (
            select s.id, s.employment_id, r.period_id, (line ->> 'amount')::numeric as amount,
                (select figure ->> 1 from jsonb_array_elements(line -> 'figures') figure
                    where figure ->> 0 = 'arrears') as arrears
            from payroll_payslip s
            join payroll_payrun r on r.id = s.payrun_id
            cross join lateral jsonb_array_elements(s.inputs -> 'worked_out') line
            where s.approved_at is not null and s.replaced_at is null and line ->> 'code' = 'sick_arrears'
        )
        select p.id, 'pays sick pay held back otherwise than was decided', p.arrears
        from paid p
        left join payroll_sickpayarrears a on a.id::text = p.arrears
        where a.id is null or a.outcome <> 'pay' or a.amount <> p.amount
            or a.employment_id <> p.employment_id or a.pay_in_id <> p.period_id
        union all
        select min(p.id::text)::uuid, 'and another payslip pay the same sick pay held back', p.arrears
        from paid p group by p.arrears having count(*) > 1
    """,
)
_AGREED = Invariant(
    name="holiday as asked for",
    sentence="Every holiday request has days, all within its dates; time beyond what is left is marked.",
    count_sql="select count(*) from payroll_holidayrequest",
    violations_sql="""
        select h.id, 'is from', lower(h.during), 'to', upper(h.during), 'and has days', min(d.day), max(d.day)
        from payroll_holidayrequest h
        left join payroll_holidayday d on d.request_id = h.id
        group by h.id
        having count(d.day) = 0 or not bool_and(d.day <@ h.during)
            or bool_or(d.unpaid_minutes > 0) <> h.beyond_is_unpaid
            or bool_or(d.subject_id <> h.subject_id)
        order by h.id
    """,
)
_NOT_TWICE = Invariant(
    name="rolled-up holiday paid once",
    sentence="No approved sheet has paid holiday on a day on which holiday pay comes with the wages.",
    count_sql="select count(*) from payroll_payslip where approved_at is not null and replaced_at is null",
    violations_sql="""
        select t.id, 'has holiday on', e.day, 'and holiday pay comes with the wages then'
        from payroll_payslip s
        join payroll_timesheet t on t.id = s.timesheet_id
        join payroll_timesheetentry e on e.timesheet_id = t.id and e.kind = 'holiday'
        join payroll_rolledupholiday r on r.employment_id = t.employment_id and e.day <@ r.during
        where s.approved_at is not null and s.replaced_at is null
        order by t.id, e.day
    """,
)
INVARIANTS: Final = (_ARREARS, _AGREED, _NOT_TWICE)
