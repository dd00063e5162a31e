"""What must always hold of direct payments, as questions to the database."""

from dpss.access.invariants import Invariant, Result, examine

_ADDS_UP = Invariant(
    name="four weeks add up",
    sentence="What a four-weekly payment pays is the sum of its lines, and what it carries over is its own.",
    count_sql="select count(*) from clients_fourweeklypayment",
    violations_sql="""
        select p.id, 'pays', p.amount, 'and its lines come to', coalesce(sum(l.amount), 0)
        from clients_fourweeklypayment p left join clients_fourweeklyline l on l.payment_id = p.id
        group by p.id
        having p.amount <> coalesce(sum(l.amount), 0)
            or p.carried <> -coalesce(sum(l.amount) filter (where l.kind = 'kept'), 0)
        order by p.id
    """,
)
_ONCE = Invariant(
    name="days paid once",
    sentence="No day of an arrangement is paid for by two four-weekly payments.",
    count_sql="select count(*) from clients_fourweeklypayment where state <> 'stopped'",
    violations_sql="""
        select a.id, 'and', b.id, 'are for the same days'
        from clients_fourweeklypayment a
        join clients_fourweeklypayment b on b.arrangement_id = a.arrangement_id and b.id > a.id
            and daterange(a.first_day, a.last_day, '[]') && daterange(b.first_day, b.last_day, '[]')
        where a.state <> 'stopped' and b.state <> 'stopped'
        order by a.id
    """,
)
# A debt may have been paid more than once, because the bank sent it back: at most one of these is not back.
_PAID = Invariant(
    name="direct payments approved and posted",
    sentence="What two people approved is owed to the bank once, of that sum, and posted when it is paid.",
    count_sql="select count(*) from clients_fourweeklypayment",
    violations_sql="""
        with debt as (
            select split_part(source_key, ':again:', 1) as key, amount, state, id, subject_id
            from ledger_payment where kind = 'direct_payment'
        ), owed as (
            select p.id, p.state, p.amount, p.subject_id,
                count(d.id) as debts,
                count(d.id) filter (where d.state <> 'returned') as open,
                count(d.id) filter (where d.amount <> p.amount or d.subject_id <> p.subject_id) as other,
                coalesce(sum(g.amount), 0) as posted,
                count(d.id) filter (where d.state = 'in_file') as filed
            from clients_fourweeklypayment p
            left join debt d on d.key = 'direct-payment:' || p.id
            left join ledger_entry e on e.source_key = 'payment:' || d.id
            left join ledger_posting g on g.entry_id = e.id and g.amount > 0 and d.state = 'in_file'
            group by p.id
        )
        select id, concat_ws(' ', 'is', state, 'of', amount, 'with', debts, 'payments and', posted, 'posted')
        from owed
        where other > 0 or open > 1 or posted <> amount * filed or case
            when state in ('approved', 'paid', 'returned') and amount > 0 then debts = 0
            else debts > 0 and state <> 'returned'
        end
        union all
        select p.id, 'was approved by nobody else than who put it forward'
        from clients_fourweeklypayment p
        where p.state in ('approved', 'paid', 'returned')
            and (p.approved_by_id is null or p.approved_by_id = p.put_forward_by_id)
        union all
        select d.id, 'is paid to a person for nothing that was worked out'
        from debt d
        where not exists (
            select from clients_fourweeklypayment p where d.key = 'direct-payment:' || p.id
        )
        order by 1
    """,
)
_BY_RIGHT = Invariant(
    name="acting by right",
    sentence="Whoever acts for somebody has the person’s word, or the authority that the law asks for.",
    count_sql="select count(*) from clients_representation where state = 'in_force'",
    violations_sql="""
        select r.id, 'acts as', r.kind, 'and no right to is recorded'
        from clients_representation r
        where r.state = 'in_force' and not exists (
            select from clients_representationbasis b
            where b.representation_id = r.id and (r.kind, b.kind) in (
                ('nominated', 'consent'), ('authorised', 'attorney'), ('authorised', 'deputy'),
                ('authorised', 'suitable'), ('parent', 'parental')
            )
        )
        order by r.id
    """,
)

_LEFT_OVER = Invariant(
    name="left over money asked for first",
    sentence="Money left over moves once, of the sum of its notice, after the last day to answer.",
    count_sql="select count(*) from clients_surplusnotice",
    violations_sql="""
        with moved as (
            select n.id, n.state, n.amount, n.paid_on, n.reply_by, n.sent_by_id, n.put_forward_by_id,
                count(e.id) as entries,
                coalesce(-sum(p.amount), 0) as left_it,
                min(e.day) as day
            from clients_surplusnotice n
            left join ledger_entry e on e.source_key = 'surplus:' || n.id
            left join ledger_posting p on p.entry_id = e.id and p.amount < 0 and p.subject_id = n.subject_id
            group by n.id
        )
        select id, concat_ws(' ', 'is', state, 'of', amount, 'and', left_it, 'has left the account')
        from moved
        where case when state = 'paid' then left_it <> amount or entries <> 1 else entries > 0 end
        union all
        select id, concat_ws(' ', 'moved on', day, 'with time to answer until', reply_by)
        from moved
        where state = 'paid' and (day is null or day <> paid_on or day <= reply_by)
        union all
        select id, 'was sent by nobody else than who prepared it'
        from moved
        where state not in ('proposed', 'withdrawn')
            and (sent_by_id is null or sent_by_id = put_forward_by_id)
        order by 1
    """,
)

_NAMED = Invariant(
    name="answers about spending have a name",
    sentence="Every answer about spending is another person’s than who asked, and says on what it rests.",
    count_sql="select count(*) from clients_spendquestion where state = 'answered'",
    violations_sql="""
        select id, 'is answered by nobody who may be named'
        from clients_spendquestion
        where state = 'answered'
            and (answered_by_id is null or answered_by_id = asked_by_id or part = '' or because = '')
        order by id
    """,
)


def invariants() -> list[Invariant]:
    """The checks of direct payments, of who acts for somebody, and of what was answered about spending."""
    return [_ADDS_UP, _ONCE, _PAID, _BY_RIGHT, _LEFT_OVER, _NAMED]


def run() -> list[Result]:
    """Carry them out, on a connection that sees every row."""
    return [examine(invariant) for invariant in invariants()]
