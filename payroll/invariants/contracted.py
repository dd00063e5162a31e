"""What must always hold of sheets that payroll entered, and of contracted time that was paid."""

from typing import Final

from dpss.access.findings import Invariant

_SHEETS: Final = "select count(*) from payroll_timesheet where state = 'approved'"
_BY_ANOTHER = Invariant(
    name="sheets decided by another",
    sentence="Nobody has approved a timesheet that they entered, sent, or worked.",
    count_sql=_SHEETS,
    violations_sql="""
        select t.id, 'was approved by', t.decided_by_id, 'who entered, sent or worked it'
        from payroll_timesheet t
        join payroll_employment e on e.id = t.employment_id
        join clients_personalassistant a on a.id = e.assistant_id
        where t.state = 'approved' and t.basis = 'sheet'
            and t.decided_by_id in (t.entered_by_id, t.submitted_by_id, a.user_id)
        order by t.id
    """,
)
_AS_AGREED = Invariant(
    name="contracted as agreed",
    sentence="Contracted time is paid only where employer and PA agreed to it for those dates.",
    count_sql=_SHEETS,
    violations_sql="""
        select t.id, 'is paid as contracted, and nothing was agreed', t.basis
        from payroll_timesheet t
        join payroll_payperiod p on p.id = t.period_id
        where t.state = 'approved' and t.basis <> 'sheet' and not exists (
            select from payroll_contractedpay c
            where c.employment_id = t.employment_id
                and c.during && daterange(p.first_day, p.last_day, '[]')
        )
        order by t.id
    """,
)
_SETTLED_ONCE = Invariant(
    name="contracted pay settled",
    sentence="A correction of contracted pay is of one post and period, and stands on an approved payslip.",
    count_sql="select count(*) from payroll_payslip where approved_at is not null",
    violations_sql="""
        select k.id, 'settles sheet', k.sheet_id, 'for sheet', k.paid_sheet_id, 'on payslip', k.payslip_id
        from payroll_sheetcorrection k
        join payroll_timesheet t on t.id = k.sheet_id
        join payroll_timesheet c on c.id = k.paid_sheet_id
        join payroll_payslip s on s.id = k.payslip_id
        where t.employment_id <> c.employment_id or t.period_id <> c.period_id
            or t.basis <> 'sheet' or c.basis = 'sheet'
            or s.employment_id <> t.employment_id or s.approved_at is null
            or not exists (
                select from jsonb_array_elements(s.inputs -> 'worked_out') line
                where line ->> 'code' = 'correction' and (line ->> 'amount')::numeric = k.amount
            )
        order by k.id
    """,
)
INVARIANTS: Final = (_BY_ANOTHER, _AS_AGREED, _SETTLED_ONCE)
