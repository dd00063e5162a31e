"""What must always hold of pensions on record: assessments of their payslips, and refunds once."""

from typing import Final

from dpss.access.findings import Invariant

_OF_ITS_PAYSLIP = Invariant(
    name="assessed as paid",
    sentence="An assessment is of its payslip's post, payday and pay, and a pension that begins is taken.",
    count_sql="""
        select count(*) from payroll_pensionassessment a
        join payroll_payslip s on s.id = a.payslip_id where s.approved_at is not null
    """,
    violations_sql="""
        select a.id, 'is of payslip', s.id, 'group', a."group", 'earnings', a.earnings, 'gross', s.gross
        from payroll_pensionassessment a join payroll_payslip s on s.id = a.payslip_id
        where s.approved_at is not null and (
            a.employment_id <> s.employment_id
            or a.payday <> s.payday
            or a.earnings < s.gross
            or (a.begins and s.inputs -> 'pension' = 'null'::jsonb)
        )
        order by a.id
    """,
)
_PAID_BACK_ONCE = Invariant(
    name="pension paid back once",
    sentence="An approved payslip that pays pension contributions back has one refund on record, and no other"
    " payslip has.",
    count_sql="select count(*) from payroll_payslip where approved_at is not null",
    violations_sql="""
        select s.id, 'pays back', s.inputs -> 'refund' ->> 'employee', 'refunds on record', count(f.id)
        from payroll_payslip s
        left join payroll_pensionfact f on f.payslip_id = s.id and f.kind = 'refunded'
        where s.approved_at is not null
        group by s.id
        having count(f.id) <> case when jsonb_typeof(s.inputs -> 'refund') = 'object' then 1 else 0 end
        order by s.id
    """,
)
INVARIANTS: Final = (_OF_ITS_PAYSLIP, _PAID_BACK_ONCE)
