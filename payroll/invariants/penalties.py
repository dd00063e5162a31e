"""What must always hold of HMRC's penalties: the books owe and bear what the letters say, to the penny."""

from typing import Final

from dpss.access.findings import Invariant

# In these states nothing is owed for a penalty, and in those HMRC has the money (`hmrc_letter_rules`).
_FELL_AWAY: Final = "('won', 'closed', 'refunded')"
_PAID: Final = "('paid', 'allowed')"
_DECIDED: Final = f"""
    l.employer_id = e.id and l.kind in ('penalty', 'late_payment') and l.payer <> ''
        and l.state not in {_FELL_AWAY}
"""
# What the portal's job has still to follow: its next turn does.
_WAITS: Final = """
    exists (
        select from payroll_hmrcletter l
        left join ledger_payment p on p.source_key like 'hmrc_letter:' || l.id || ':payment%'
        where l.employer_id = e.id
            and (not l.in_books or l.state = 'to_pay' and p.state in ('in_file', 'returned'))
    )
"""
_EMPLOYERS: Final = "select count(*) from payroll_employer"
_OWED = Invariant(
    name="penalties owed",
    sentence="What the ledger owes HMRC for an employer's penalties is what was decided and is not paid.",
    count_sql=_EMPLOYERS,
    violations_sql=f"""
        select e.id, 'owes', letters.amount, 'and the ledger', books.amount
        from payroll_employer e
        cross join lateral (
            select coalesce(sum(l.amount), 0) as amount
            from payroll_hmrcletter l where {_DECIDED} and l.state not in {_PAID}
        ) letters
        cross join lateral (
            select coalesce(-sum(p.amount), 0) as amount
            from ledger_posting p join ledger_account a on a.id = p.account_id
            where a.subject_id = e.subject_id and a.code = 'penalties_owed'
        ) books
        where letters.amount <> books.amount and not {_WAITS}
        order by e.id
    """,  # noqa: S608 - parts of this module
)
_BORNE = Invariant(
    name="penalties borne",
    sentence="A penalty costs an employer money once where it was decided that they pay it, else never.",
    count_sql=_EMPLOYERS,
    violations_sql=f"""
        select e.id, 'bears', letters.amount, 'and the ledger', books.amount
        from payroll_employer e
        cross join lateral (
            select coalesce(sum(l.amount), 0) as amount
            from payroll_hmrcletter l where {_DECIDED} and l.payer = 'employer'
        ) letters
        cross join lateral (
            select coalesce(sum(p.amount), 0) as amount
            from ledger_posting p join ledger_account a on a.id = p.account_id
            where a.subject_id = e.subject_id and a.code = 'penalties'
        ) books
        where letters.amount <> books.amount and not {_WAITS}
        order by e.id
    """,  # noqa: S608 - parts of this module
)

INVARIANTS: Final = (_OWED, _BORNE)
