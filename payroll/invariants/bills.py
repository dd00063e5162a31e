"""What must always hold of HMRC's bills: they are what the books say is owed, asked for and paid once."""

from typing import Final

from dpss.access.findings import Invariant

# Before the first tax month is over there is no bill: what bills are made of is counted.
_OWED: Final = "select count(*) from payroll_payslip where approved_at is not null"
_IN_THE_BOOKS = Invariant(
    name="bills in the books",
    sentence="What a bill of HMRC's says is owed for its months is what the ledger says, to the penny.",
    count_sql=_OWED,
    violations_sql="""
        select b.id, 'says', b.owed, 'and the ledger', coalesce(-sum(p.amount), 0)
        from payroll_hmrcbill b
        left join (
            ledger_posting p
            join ledger_account a on a.id = p.account_id and a.code = 'hmrc'
            join ledger_entry e on e.id = p.entry_id
        ) on a.subject_id = b.subject_id and e.day between b.period_begins and b.period_ends
            and not exists (
                select from ledger_posting paid join ledger_account c on c.id = paid.account_id
                where paid.entry_id = e.id and c.code = 'direct_payment'
            )
        where b.part = 1
        group by b.id having b.owed <> coalesce(-sum(p.amount), 0) order by b.id
    """,
)
_ASKED_FOR = Invariant(
    name="bills asked for once",
    sentence="A bill not paid asks for what is owed under its reference, less what bills before asked for.",
    count_sql=_OWED,
    violations_sql="""
        select id, 'asks for', amount, 'of', owed, 'with', before, 'from before'
        from (
            select b.id, b.state, b.amount, b.owed, b.sent_back, coalesce(sum(b.owed - b.amount) over (
                partition by b.employer_id, b.tax_year, b.paye_reference order by b.last_month, b.part
                rows between unbounded preceding and 1 preceding
            ), 0) as before
            from payroll_hmrcbill b
        ) asked
        where state = 'due' and amount <> greatest(owed + before, 0)
            and not exists (
                select from ledger_payment p where p.kind = 'hmrc' and p.state <> 'due'
                    and p.source_key = 'hmrc_bill:' || asked.id
                        || case when asked.sent_back > 0 then ':again:' || asked.sent_back else '' end
            )
        order by id
    """,
)
_PAID = Invariant(
    name="bills paid once",
    sentence="A bill that is paid left the account once and in full; one that is to pay has not.",
    count_sql=_OWED,
    violations_sql="""
        select b.id, 'is', b.state, 'of', b.amount, 'and the ledger has', coalesce(sum(p.amount), 0)::text
        from payroll_hmrcbill b
        left join ledger_entry e on e.source_key like 'hmrc_bill:' || b.id || ':paid%'
        left join ledger_posting p on p.entry_id = e.id and p.amount * case when e.reverses_id is null
            then 1 else -1 end > 0 and exists (
                select from ledger_account a where a.id = p.account_id and a.code = 'hmrc'
            )
        where b.state <> 'in_file' and b.in_books
        group by b.id
        having coalesce(sum(p.amount), 0) <> (case b.state when 'paid' then b.amount else 0 end)
        union all
        select b.id, 'is', b.state, 'of', b.amount, 'and its payment is', coalesce(y.state, 'not there')
        from payroll_hmrcbill b
        left join ledger_payment y on y.source_key = 'hmrc_bill:' || b.id
            || case when b.sent_back > 0 then ':again:' || b.sent_back else '' end
        where b.state = 'in_file'
            and (y.state, y.amount, y.kind) is distinct from ('in_file', b.amount, 'hmrc')
            and (y.state, y.amount) is distinct from ('returned', b.amount)
        order by 1
    """,
)

_OWED_AGAIN = Invariant(
    name="bills owed again",
    sentence="Of a payment to HMRC that came back, what its bill asks for now is to be paid again.",
    count_sql=_OWED,
    violations_sql="""
        select b.id, 'asks for', b.amount, 'and would be paid again at', r.owed
        from payroll_hmrcbill b
        join ledger_payment p on p.source_key = 'hmrc_bill:' || b.id
            || case when b.sent_back > 1 then ':again:' || (b.sent_back - 1) else '' end
        join ledger_paymentreturn r on r.payment_id = p.id
        where b.state = 'due' and b.sent_back > 0 and r.in_books and r.again_id is null
            and r.owed <> case b.payer when 'provider' then b.amount else 0 end
        order by b.id
    """,
)

INVARIANTS: Final = (_IN_THE_BOOKS, _ASKED_FOR, _PAID, _OWED_AGAIN)
