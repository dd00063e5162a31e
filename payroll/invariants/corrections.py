"""What must always hold of payslips that were corrected after approval."""

from typing import Final

from dpss.access.findings import Invariant
from payroll.invariants.standing import paid_or_due

_APPROVED: Final = "select count(*) from payroll_payslip where approved_at is not null"
_PAID: Final = paid_or_due("'payslip:' || v.id || ':net'")
_ONE_AFTER_THE_OTHER = Invariant(
    name="replaced once",
    sentence="A payslip is replaced by one approved payslip of its post and period, at that very moment.",
    count_sql=_APPROVED,
    violations_sql="""
        select old.id, 'was replaced', old.replaced_at, 'and payslip', new.id, 'approved', new.approved_at
        from payroll_payslip old
        join payroll_payrun r on r.id = old.payrun_id
        left join payroll_payslip new on new.replaces_id = old.id and new.approved_at is not null
        left join payroll_payrun c on c.id = new.payrun_id
        where (old.replaced_at is not null or new.id is not null) and (
            old.replaced_at is distinct from new.approved_at
            or new.employment_id <> old.employment_id
            or new.payday <> old.payday
            or c.period_id <> r.period_id
            or c.kind <> 'correction'
            or c.corrects_id is distinct from old.id
        )
        order by old.id
    """,
)
_OUT_OF_THE_BOOKS = Invariant(
    name="replaced wages reversed",
    sentence="The ledger has taken the wages of every replaced payslip out again, to the penny.",
    count_sql=_APPROVED,
    violations_sql="""
        select s.id, 'was replaced, and the ledger still has', left_over.code, left_over.amount
        from payroll_payslip s
        cross join lateral (
            select a.code, sum(g.amount) as amount
            from ledger_entry e
            join ledger_posting g on g.entry_id = e.id
            join ledger_account a on a.id = g.account_id
            where e.source_key in ('payslip:' || s.id, 'payslip:' || s.id || ':reversed')
            group by a.code having sum(g.amount) <> 0
        ) left_over
        where s.replaced_at is not null
        order by s.id
    """,
)
_OVERPAID = Invariant(
    name="overpaid on record",
    sentence="What is paid or due of a corrected payslip, less what is overpaid, is its net pay.",
    count_sql=_APPROVED,
    violations_sql=f"""
        with recursive version (counts, id, replaces_id) as (
            select id, id, replaces_id from payroll_payslip
            where approved_at is not null and replaced_at is null
            union all
            select v.counts, s.id, s.replaces_id from version v join payroll_payslip s on s.id = v.replaces_id
        )
        select s.id, 'has net pay', s.net, 'and was paid or is due', sum(coalesce(p.amount, i.amount, 0)),
            'of which', sum(coalesce(o.amount, 0)), 'is overpaid'
        from version v
        join payroll_payslip s on s.id = v.counts
        cross join lateral (select {_PAID} as amount) p
        left join payroll_paymentinstruction i on i.payslip_id = v.id
        left join payroll_overpayment o on o.payslip_id = v.id
        group by s.id
        having (count(*) > 1 or count(o.id) > 0)
            and sum(coalesce(p.amount, i.amount, 0)) - sum(coalesce(o.amount, 0)) <> s.net
        order by s.id
    """,  # noqa: S608
)

INVARIANTS: Final = (_ONE_AFTER_THE_OTHER, _OUT_OF_THE_BOOKS, _OVERPAID)
