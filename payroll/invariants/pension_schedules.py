"""What must always hold of pension schedules: their lines, their sums, and what is in the books."""

from typing import Final

from dpss.access.findings import Invariant

_LINES: Final = Invariant(
    name="pension lines are of payslips",
    sentence="The lines of an approved payslip are its pension shares, or what a correction changed of them.",
    count_sql="select count(*) from payroll_pensionscheduleline",
    violations_sql="""
        select l.id, 'of the payslip', p.id, 'says', p.member, p.employer, 'and it has', p.paid, p.paid_by
        from payroll_pensionscheduleline l
        join payroll_pensionschedule s on s.id = l.schedule_id
        join payroll_employment e on e.id = l.employment_id
        left join (
            select p.id, p.approved_at, p.employment_id, sum(o.member) as member,
                sum(o.employer_share) as employer,
                p.pension_employee - coalesce(b.pension_employee, 0) as paid,
                p.pension_employer - coalesce(b.pension_employer, 0) as paid_by
            from payroll_payslip p
            join payroll_pensionscheduleline o on o.payslip_id = p.id
            left join payroll_payslip b on b.id = p.replaces_id
            group by p.id, b.id
        ) p on p.id = l.payslip_id
        where e.employer_id <> s.employer_id
            or p.id is not null and (
                p.approved_at is null or p.employment_id <> l.employment_id
                or p.member <> p.paid or p.employer <> p.paid_by
            )
        order by l.id
    """,
)
_SUMS: Final = Invariant(
    name="pension schedules add up",
    sentence="A schedule is the sum of its lines, and no member pays less than nothing in.",
    count_sql="select count(*) from payroll_pensionschedule",
    violations_sql="""
        select s.id, 'says', s.members, s.member, s.employer_share, 'and its lines', coalesce(t.members, 0),
            coalesce(t.member, 0), coalesce(t.employer, 0)
        from payroll_pensionschedule s
        left join (
            select schedule_id, count(*) as members, sum(member) as member, sum(employer) as employer,
                min(least(member, employer)) as least
            from (
                select schedule_id, sum(member) as member, sum(employer_share) as employer
                from payroll_pensionscheduleline group by schedule_id, employment_id
            ) one group by schedule_id
        ) t on t.schedule_id = s.id
        where s.members <> coalesce(t.members, 0)
            or s.member <> coalesce(t.member, 0)
            or s.employer_share <> coalesce(t.employer, 0)
            or s.kind = 'contributions' and t.least < 0
        order by s.id
    """,
)
_IN_BOOKS: Final = Invariant(
    name="pension schedules in the books",
    sentence="What a scheme was paid is off the debt to it once; what is not paid is still owed.",
    count_sql="select count(*) from payroll_pensionschedule where in_books",
    violations_sql="""
        select s.id, 'is', s.state, 'of', s.member + s.employer_share, 'and the ledger took', books.taken
        from payroll_pensionschedule s
        cross join lateral (
            select coalesce(sum(g.amount), 0) as taken
            from generate_series(0, s.taken_back) as n(times)
            cross join lateral (
                select 'pension_schedule:' || s.id || case when n.times > 0 then ':' || n.times else '' end
                    as key
            ) named
            join ledger_entry e on e.source_key in (named.key, named.key || ':back')
            join ledger_posting g on g.entry_id = e.id
            join ledger_account a on a.id = g.account_id and a.code = 'pension'
        ) books
        where s.in_books
            and books.taken <> case
                when s.settled_on is null or s.by_payment then 0 else s.member + s.employer_share end
        order by s.id
    """,
)
# Between a bank file or a return and the job that follows it a schedule is a few minutes behind its payment.
_PAID_ONCE: Final = Invariant(
    name="pension schedules paid once",
    sentence="What is in a bank file for a schedule is what the schedule comes to, once, and nobody recorded"
    " another payment of it.",
    count_sql="select count(*) from payroll_pensionschedule",
    violations_sql="""
        select s.id, 'is', s.state, 'of', s.member + s.employer_share, 'and in bank files are',
            coalesce(paid.amount, 0)
        from payroll_pensionschedule s
        left join (
            select regexp_replace(p.source_key, ':again:[0-9]+$', '') as key,
                sum(p.amount) filter (where p.state = 'in_file') as amount
            from ledger_payment p
            where p.source_key like 'pension_schedule:%' and p.state <> 'due' group by 1
        ) paid on paid.key = 'pension_schedule:' || s.id || ':payment'
        where s.by_payment and paid.key is null
            or paid.amount is not null and (
                paid.amount <> s.member + s.employer_share or s.settled_on is not null and not s.by_payment
            )
        order by s.id
    """,
)
INVARIANTS: Final = (_LINES, _SUMS, _IN_BOOKS, _PAID_ONCE)
