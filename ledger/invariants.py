"""What must always hold of the books, as questions to the database."""

from dpss.access.invariants import Invariant, Result, examine
from ledger import recount

_BALANCED = Invariant(
    name="entries balance",
    sentence="The postings of every entry add up to nothing.",
    count_sql="select count(*) from ledger_entry",
    violations_sql="""
        select entry_id, 'is out by', sum(amount) from ledger_posting
        group by entry_id having sum(amount) <> 0 order by entry_id
    """,
)
_TWO_SIDES = Invariant(
    name="entries have two sides",
    sentence="Every entry has at least two postings.",
    count_sql="select count(*) from ledger_entry",
    violations_sql="""
        select e.id, 'has', count(p.id), 'postings'
        from ledger_entry e left join ledger_posting p on p.entry_id = e.id
        group by e.id having count(p.id) < 2 order by e.id
    """,
)
_ONCE = Invariant(
    name="source keys once",
    sentence="Whatever is posted or paid is posted and paid once: no source key is used twice.",
    count_sql="select (select count(*) from ledger_entry) + (select count(*) from ledger_payment)",
    violations_sql="""
        select source_key, 'is on', count(*), 'entries' from ledger_entry
        group by source_key having count(*) > 1
        union all
        select source_key, 'is on', count(*), 'payments' from ledger_payment
        group by source_key having count(*) > 1
        order by 1
    """,
)
_INSIDE = Invariant(
    name="postings inside entries",
    sentence="Every posting belongs to an entry.",
    count_sql="select count(*) from ledger_posting",
    violations_sql="""
        select p.id, 'belongs to no entry' from ledger_posting p
        where not exists (select from ledger_entry e where e.id = p.entry_id) order by p.id
    """,
)
_IN_PLACE = Invariant(
    name="postings in their place",
    sentence="A posting has the council of its entry, and the council and subject of its account.",
    count_sql="select count(*) from ledger_posting",
    violations_sql="""
        select p.id, 'is not where its account or entry is'
        from ledger_posting p
        join ledger_account a on a.id = p.account_id
        join ledger_entry e on e.id = p.entry_id
        join access_subject s on s.id = a.subject_id
        where (p.subject_id, p.council_id) <> (a.subject_id, a.council_id)
           or a.council_id <> s.council_id or e.council_id <> p.council_id
        order by p.id
    """,
)
_REVERSED = Invariant(
    name="reversals undo",
    sentence="A reversal moves the same accounts by the same amounts, the other way round.",
    count_sql="select count(*) from ledger_entry",
    violations_sql="""
        select r.id, 'and', r.reverses_id, 'leave', sum(p.amount), 'on account', p.account_id
        from ledger_entry r join ledger_posting p on p.entry_id in (r.id, r.reverses_id)
        where r.reverses_id is not null
        group by r.id, r.reverses_id, p.account_id having sum(p.amount) <> 0 order by r.id
    """,
)
_FILES = Invariant(
    name="bank files add up",
    sentence="The payments in every bank file are as many, and as much, as the file says.",
    count_sql="select count(*) from ledger_paymentbatch",
    violations_sql="""
        select b.id, 'says', b.count, b.total, 'and holds', count(p.id), coalesce(sum(p.amount), 0)
        from ledger_paymentbatch b left join ledger_payment p on p.batch_id = b.id
        group by b.id
        having count(p.id) <> b.count or coalesce(sum(p.amount), 0) <> b.total
            or (b.state = 'made') <> (count(p.id) > 0)
        order by b.id
    """,
)
_ONE_FILE = Invariant(
    name="payments in one file",
    sentence="No payment was ever put into two bank files, nor into another than the one that it is in.",
    count_sql="select count(*) from ledger_payment",
    violations_sql="""
        select p.id, 'was put into', count(e.id), 'files, and is in', coalesce(p.batch_id::text, 'none')
        from ledger_payment p
        join access_auditevent e
            on e.thing = 'ledger.payment' and e.thing_id = p.id::text and e.verb = 'put_in_file'
        group by p.id
        having count(e.id) > 1 or bool_or(e.after->>'batch' is distinct from p.batch_id::text)
        order by p.id
    """,
)
_TWO_PEOPLE = Invariant(
    name="bank details changed by two",
    sentence="New bank details are those that one person asked for and another approved, as history says.",
    count_sql="select count(*) from ledger_bankaccount",
    violations_sql="""
        select c.id, 'was asked for by', c.proposed_by_id, 'and approved by',
            coalesce(c.decided_by_id::text, 'nobody')
        from ledger_bankaccountchange c left join ledger_bankaccount a on a.id = c.account_id
        where (c.state = 'approved' and (
                (a.subject_id, a.account_index, a.holder)
                    is distinct from (c.subject_id, c.account_index, c.holder)
                or c.decided_by_id is not distinct from c.proposed_by_id
                or not exists (
                    select from access_auditevent e
                    where e.thing = 'ledger.bankaccountchange' and e.thing_id = c.id::text
                        and e.verb = 'approve'
                )
            ))
            or (c.state not in ('approved', 'cancelled') and c.account_id is not null)
            or (c.state = 'cancelled' and not isempty(a.during))
        order by c.id
    """,
)
# The entry of a payment has a key of exactly this form; the entry that reverses it has another.
_POSTED = Invariant(
    name="payments posted",
    sentence="A payment that went into a file has one entry, of its amount between its accounts, else none.",
    count_sql="select count(*) from ledger_payment",
    violations_sql="""
        select p.id, 'is', p.state, 'and has', count(distinct e.id), 'entries with', count(g.id), 'postings'
        from ledger_payment p
        left join ledger_entry e on e.source_key = 'payment:' || p.id
        left join ledger_posting g on g.entry_id = e.id and (g.account_id, g.amount) in (
            (p.debit_account_id, p.amount), (p.credit_account_id, -p.amount)
        )
        group by p.id
        having count(distinct e.id) <> (case p.state when 'due' then 0 else 1 end)
            or count(g.id) <> (case p.state when 'due' then 0 else 2 end)
        order by p.id
    """,
)
_SENT_BACK = Invariant(
    name="payments sent back",
    sentence="What the bank sent back is recorded once and reversed; paid again or settled, it is so once.",
    count_sql="select count(*) from ledger_payment",
    violations_sql="""
        select p.id, 'is', p.state, 'and came back', count(r.id), 'times, reversed', count(e.id)
        from ledger_payment p
        left join ledger_paymentreturn r on r.payment_id = p.id
        left join ledger_entry e on e.source_key = 'payment:' || p.id || ':back'
        group by p.id
        having case p.state when 'returned'
            then count(r.id) <> 1 or count(e.id) <> count(r.id) filter (where r.in_books)
            else count(r.id) filter (where r.state <> 'closed') > 0 or count(e.id) > 0
        end
        union all
        select r.id, 'is paid again by', a.source_key, 'in place of', 1, 'which is not', 1
        from ledger_paymentreturn r
        join ledger_payment p on p.id = r.payment_id
        join ledger_payment a on a.id = r.again_id
        -- Who pays is left out: another provider may have taken the employer over.
        where (a.subject_id, a.kind, a.debit_account_id, a.credit_account_id)
                <> (p.subject_id, p.kind, p.debit_account_id, p.credit_account_id)
            or regexp_replace(a.source_key, ':again:[0-9]+$', '')
                <> regexp_replace(p.source_key, ':again:[0-9]+$', '')
            or a.source_key = p.source_key
        union all
        select r.id, 'is', r.state, 'and is booked as settled another way', count(e.id), 'times, not',
            (r.state = 'settled' and r.settled_in_books)::int
        from ledger_paymentreturn r
        left join ledger_entry e on e.source_key like 'payment:' || r.payment_id || ':settled%'
            and e.reverses_id is null and not exists (select from ledger_entry b where b.reverses_id = e.id)
        where r.unsettled_in_books
        group by r.id
        having count(e.id) <> (r.state = 'settled' and r.settled_in_books)::int
        order by 1
    """,
)
_BODIES = Invariant(
    name="bodies paid by two",
    sentence="The account of HMRC or a scheme that is paid was written down by one and approved by another.",
    count_sql="select count(*) from ledger_creditoraccount",
    violations_sql="""
        select c.id, 'is', c.state, 'by', c.proposed_by_id, 'and', coalesce(c.decided_by_id::text, 'nobody')
        from ledger_creditoraccount c
        where c.state = 'approved' and c.decided_by_id is not distinct from c.proposed_by_id
            or c.state <> 'approved' and exists (select from ledger_payment p where p.creditor_id = c.id)
        order by c.id
    """,
)
_GUARDED = Invariant(
    name="books guarded",
    sentence="The triggers that keep entries balanced and unchanged are on, and the portal may only add.",
    count_sql="select 6",
    violations_sql="""
        select wanted.relation, 'has no trigger', wanted.name, 'that is always on'
        from (values
            ('ledger_entry', 'append_only', 'access.refuse_change()'),
            ('ledger_posting', 'append_only', 'access.refuse_change()'),
            ('ledger_entry', 'balance', 'access.check_entry()'),
            ('ledger_posting', 'balance', 'access.check_postings()')
        ) as wanted (relation, name, does)
        where not exists (
            select from pg_trigger t
            where t.tgrelid = wanted.relation::regclass and t.tgname = wanted.name
                and t.tgfoid = wanted.does::regprocedure and t.tgenabled in ('O', 'A')
        )
        union all
        select relation, 'can be changed by', 'dpss_app', ''
        from (values ('ledger_entry'), ('ledger_posting')) as kept (relation)
        where has_table_privilege('dpss_app', relation, 'update, delete, truncate')
        order by 1, 3
    """,
)


def invariants() -> list[Invariant]:
    """The checks of the books."""
    return [
        _BALANCED,
        _TWO_SIDES,
        _ONCE,
        _INSIDE,
        _IN_PLACE,
        _REVERSED,
        _FILES,
        _ONE_FILE,
        _TWO_PEOPLE,
        _POSTED,
        _SENT_BACK,
        _BODIES,
        _GUARDED,
    ]


def run() -> list[Result]:
    """Carry them out, and count the stored bank files again; on a connection that sees every row."""
    return [*(examine(invariant) for invariant in invariants()), recount.bank_files()]
