"""What must always hold of what orders took: it is paid on once, and never more than was taken."""

from typing import Final

from dpss.access.findings import Invariant

_APPROVED: Final = "select count(*) from payroll_payslip where approved_at is not null"
_LEFT = Invariant(
    name="deductions still owed",
    sentence="What the ledger owes under orders is what payslips took for others, less what was paid on.",
    count_sql=_APPROVED,
    violations_sql="""
        select e.id, 'took', taken.amount, 'paid on', gone.amount, 'and the ledger owes', books.amount
        from payroll_employer e
        cross join lateral (
            select coalesce(sum(s.attached), 0) as amount
            from payroll_payslip s join payroll_employment m on m.id = s.employment_id
            where m.employer_id = e.id and s.approved_at is not null and s.replaced_at is null
        ) taken
        cross join lateral (
            select coalesce(sum(d.amount), 0) as amount from payroll_deductionpayment d
            where d.employer_id = e.id and (d.state = 'paid' or exists (
                select from ledger_payment p
                left join ledger_paymentreturn r on r.payment_id = p.id
                where p.kind = 'orders' and p.source_key like 'deduction:' || d.id || '%'
                    and (p.state = 'in_file' or p.state = 'returned' and not coalesce(r.in_books, false))
            ))
        ) gone
        cross join lateral (
            select coalesce(-sum(p.amount), 0) as amount
            from ledger_posting p join ledger_account a on a.id = p.account_id
            where a.subject_id = e.subject_id and a.code = 'orders'
        ) books
        where taken.amount - gone.amount <> books.amount and not exists (
            select from payroll_deductionpayment d where d.employer_id = e.id and not d.in_books
        )
        order by e.id
    """,
)
_ONCE = Invariant(
    name="deductions paid on once",
    sentence="What is said to be paid on left the account once and in full; what is to pay has not.",
    count_sql=_APPROVED,
    violations_sql="""
        select d.id, 'is', d.state, 'of', d.amount, 'and the ledger has', coalesce(sum(p.amount), 0)::text
        from payroll_deductionpayment d
        left join ledger_entry e on e.source_key like 'deduction:' || d.id || ':paid%'
        left join ledger_posting p on p.entry_id = e.id and exists (
            select from ledger_account a where a.id = p.account_id and a.code = 'orders'
        )
        where d.state <> 'in_file' and d.in_books
        group by d.id
        having coalesce(sum(p.amount), 0) <> (case d.state when 'paid' then d.amount else 0 end)
        union all
        select d.id, 'is', d.state, 'of', d.amount, 'and no payment of it is in a file', ''
        from payroll_deductionpayment d
        where d.state = 'in_file' and not exists (
            select from ledger_payment p
            where p.source_key like 'deduction:' || d.id || '%'
                and p.amount = d.amount and p.kind = 'orders' and p.state <> 'due'
        )
        order by 1
    """,
)
_NO_MORE = Invariant(
    name="no more is paid on than was taken",
    sentence="While something of an order is to pay, no more is asked for in all than payslips took for it.",
    count_sql=_APPROVED,
    violations_sql="""
        select o.id, 'took', taken.amount, 'and is asked for', asked.amount
        from payroll_deduction o
        cross join lateral (
            select coalesce(sum(d.amount), 0) as amount, bool_or(d.state = 'due' and not exists (
                select from ledger_payment p
                where p.source_key like 'deduction:' || d.id || '%' and p.state <> 'due'
            )) as is_due
            from payroll_deductionpayment d where d.deduction_id = o.id
        ) asked
        cross join lateral (
            select coalesce(sum((t ->> 'amount')::numeric), 0) as amount
            from payroll_payslip s cross join jsonb_array_elements(s.result -> 'deducted') t
            where s.employment_id = o.employment_id and s.approved_at is not null and s.replaced_at is null
                and t ->> 'reference' = o.reference
                and o.first_day <= s.payday and coalesce(o.stops_on > s.payday, true)
        ) taken
        where asked.is_due and asked.amount > taken.amount
        order by o.id
    """,
)

INVARIANTS: Final = (_LEFT, _ONCE, _NO_MORE)
