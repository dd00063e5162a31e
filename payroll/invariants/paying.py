"""What must always hold of wages that employers pay themselves, and of wages that have not come."""

from typing import Final

from dpss.access.findings import Invariant

_IN_BOOKS: Final = Invariant(
    name="wages employers paid in the books",
    sentence="What an employer says they paid is off their direct payment once; what is to pay is not.",
    count_sql="select count(*) from payroll_paymentinstruction where in_books",
    violations_sql="""
        select i.id, 'is', i.state, 'of', i.amount, 'and the ledger took', books.taken,
            'set aside', coalesce(c.settled_on::text, 'still')
        from payroll_paymentinstruction i
        cross join lateral (
            select coalesce(-sum(g.amount), 0) as taken
            from generate_series(0, i.taken_back) as n(times)
            cross join lateral (
                select 'instruction:' || i.id || case when n.times > 0 then ':' || n.times else '' end as key
            ) named
            join ledger_entry e on e.source_key in (named.key, named.key || ':back')
            join ledger_posting g on g.entry_id = e.id
            join ledger_account a on a.id = g.account_id and a.code = 'direct_payment'
        ) books
        left join clients_commitment c on c.source_key = 'payslip:' || i.payslip_id || ':net'
        where i.in_books and (
            books.taken <> case when i.state = 'paid' then i.amount else 0 end
            or (c.id is not null and (c.settled_on is not null) <> (i.state = 'paid'))
        )
        order by i.id
    """,
)

INVARIANTS: Final = (_IN_BOOKS,)
