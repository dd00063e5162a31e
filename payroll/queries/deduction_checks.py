"""What must always hold of orders, agreed deductions and pay that is held: checked in the books."""

from typing import Final

from dpss.access.findings import Invariant

_APPROVED: Final = "select count(*) from payroll_payslip where approved_at is not null"
_PAID_ON = Invariant(
    name="deductions reach somebody",
    sentence="The ledger owes what each payslip took for others, and each order it took for is on record.",
    count_sql=_APPROVED,
    violations_sql="""
        select s.id, 'took for others', s.attached, 'on record', named.amount, 'ledger', books.owed
        from payroll_payslip s
        cross join lateral (
            select coalesce(sum((d ->> 'amount')::numeric), 0) as amount
            from jsonb_array_elements(s.result -> 'deducted') d
            where exists (
                select from payroll_deduction o
                where o.employment_id = s.employment_id and o.reference = d ->> 'reference' and o.sender <> ''
                    and o.first_day <= s.payday and coalesce(o.stops_on > s.payday, true)
            )
        ) named
        cross join lateral (
            select coalesce(-sum(g.amount), 0) as owed
            from ledger_entry e
            join ledger_posting g on g.entry_id = e.id
            join ledger_account a on a.id = g.account_id and a.code = 'orders'
            where e.source_key = 'payslip:' || s.id
        ) books
        where s.approved_at is not null and s.replaced_at is null
            and (named.amount, books.owed) <> (s.attached, s.attached)
        order by s.id
    """,
)
_PAID_OFF = Invariant(
    name="nothing is taken twice",
    sentence="An order under which nothing is owed any more has ended.",
    count_sql=_APPROVED,
    violations_sql="""
        select o.id, 'is paid in full by payslip', s.id, 'and goes on'
        from payroll_payslip s
        cross join jsonb_array_elements(s.result -> 'deducted') d
        join payroll_deduction o on o.employment_id = s.employment_id and o.reference = d ->> 'reference'
            and o.first_day <= s.payday and coalesce(o.stops_on > s.payday + 1, true)
        where s.approved_at is not null and s.replaced_at is null and (d ->> 'owed_after')::numeric = 0
            and not exists (
                select from payroll_deductionterms t
                where t.deduction_id = o.id and t.owed is not null and lower(t.during) > s.payday
            )
        order by o.id
    """,
)
_HELD = Invariant(
    name="held pay is not paid",
    sentence="No pay that is held has an approved payslip.",
    count_sql=_APPROVED,
    violations_sql="""
        select h.id, 'is held, and paid by payslip', s.id
        from payroll_heldpay h
        join payroll_payslip s on s.employment_id = h.employment_id and s.approved_at is not null
        join payroll_payrun r on r.id = s.payrun_id and r.period_id = h.period_id
        where h.state = 'held'
        order by h.id
    """,
)

INVARIANTS: Final = (_PAID_ON, _PAID_OFF, _HELD)
