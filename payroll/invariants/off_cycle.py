"""What must always hold of pay outside the usual payday."""

from typing import Final

from dpss.access.findings import Invariant

_AS_ENTERED = Invariant(
    name="off-cycle as entered",
    sentence="Approved payslips of off-cycle runs pay what was entered for them, on the day of the run.",
    count_sql="select count(*) from payroll_payslip where approved_at is not null",
    violations_sql="""
        select s.id, 'pays', paid.sums, 'on', s.payday, 'and entered were',
            o.bonus + o.holiday_pay + o.notice_pay + o.redundancy, 'for', r.own_payday
        from payroll_payslip s
        join payroll_payrun r on r.id = s.payrun_id
        left join payroll_offcyclepay o on o.payrun_id = r.id
        cross join lateral (
            select coalesce(sum((line ->> 'amount')::numeric), 0) as sums from (
                select line from jsonb_array_elements(s.inputs -> 'worked_out') as lines (line)
                where line ->> 'rule' in ('off_cycle.bonus', 'off_cycle.holiday_settled', 'off_cycle.notice')
                union all
                select line from jsonb_array_elements(s.inputs -> 'earnings') as lines (line)
                where line ->> 'kind' = 'redundancy'
            ) every
        ) paid
        where s.approved_at is not null and r.own_payday is not null and (
            o.id is null
            or o.employment_id <> s.employment_id
            or s.payday <> r.own_payday
            or o.with_time = (s.timesheet_id is null)
            or paid.sums <> o.bonus + o.holiday_pay + o.notice_pay + o.redundancy
        )
        order by s.id
    """,
)
_FOR_TIME = Invariant(
    name="usual pay is for time",
    sentence="A payslip without a timesheet is of an off-cycle run.",
    count_sql="select count(*) from payroll_payslip",
    violations_sql="""
        select s.id, 'has no timesheet, and its run', r.id, 'is', r.kind
        from payroll_payslip s join payroll_payrun r on r.id = s.payrun_id
        where s.timesheet_id is null and r.own_payday is null
        order by s.id
    """,
)
INVARIANTS: Final = (_AS_ENTERED, _FOR_TIME)
