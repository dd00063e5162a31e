"""What must always hold of payruns, the money that leaves by them, and their reports."""

from typing import Final

from dpss.access.findings import Invariant
from payroll.invariants.standing import paid_or_due

_APPROVED: Final = "select count(*) from payroll_payrun where state = 'approved'"

_PAID: Final = paid_or_due("'payslip:' || s.id || ':net'")

_ALLOWANCE = Invariant(
    name="allowance claimed",
    sentence="Employment Allowance is used only by an employer whose claim for the tax year holds.",
    count_sql=_APPROVED,
    violations_sql="""
        select r.id, 'uses', r.employment_allowance, 'of', coalesce(nullif(r.own_tax_year, ''), p.tax_year),
            'without a claim'
        from payroll_payrun r join payroll_payperiod p on p.id = r.period_id
        where r.state = 'approved' and r.employment_allowance > 0 and not exists (
            select from payroll_allowanceclaim c
            where c.employer_id = r.employer_id and c.withdrawn_on is null
                and c.tax_year = coalesce(nullif(r.own_tax_year, ''), p.tax_year)
        )
        order by r.id
    """,
)
_TOTALS = Invariant(
    name="wages reach everybody",
    sentence="Payslips and the ledger agree on every approved payrun, and payments on those of its period.",
    count_sql=_APPROVED,
    violations_sql=f"""
        select r.id, 'says', r.net, 'payslips', slips.net, 'ledger', books.owed,
            'its period says', period.net, 'payments and instructions', period.paid
        from payroll_payrun r
        cross join lateral (
            select coalesce(sum(s.net - coalesce(old.net, 0)), 0) as net
            from payroll_payslip s left join payroll_payslip old on old.id = s.replaces_id
            where s.payrun_id = r.id
        ) slips
        cross join lateral (
            -- A correction lowers what an earlier run of the period has not sent yet.
            select sum(one.net) as net, sum(
                (select coalesce(sum(i.amount), 0) from payroll_paymentinstruction i
                join payroll_payslip s on s.id = i.payslip_id where s.payrun_id = one.id)
                + (select coalesce(sum({_PAID}), 0) from payroll_payslip s where s.payrun_id = one.id)
                - (select coalesce(sum(o.amount), 0) from payroll_overpayment o
                join payroll_payslip s on s.id = o.payslip_id where s.payrun_id = one.id)
            ) as paid
            from payroll_payrun one
            where one.employer_id = r.employer_id and one.period_id = r.period_id and one.state = 'approved'
        ) period
        cross join lateral (
            select coalesce(-sum(g.amount), 0) as owed
            from payroll_payslip s
            join ledger_entry e on e.source_key = 'payslip:' || s.id
                or e.source_key = 'payslip:' || s.replaces_id || ':reversed'
            join ledger_posting g on g.entry_id = e.id
            join ledger_account a on a.id = g.account_id and a.code = 'net_pay'
            where s.payrun_id = r.id
        ) books
        where r.state = 'approved'
            and ((slips.net, books.owed) <> (r.net, r.net) or period.paid <> period.net)
        order by r.id
    """,  # noqa: S608
)
_TWO_PEOPLE = Invariant(
    name="two people",
    sentence="One person asked for every approved payrun to be calculated, and another approved it.",
    count_sql=_APPROVED,
    violations_sql="""
        select id, 'was asked for by', coalesce(requested_by_id::text, 'nobody'), 'and approved by',
            coalesce(approved_by_id::text, 'nobody')
        from payroll_payrun
        where state = 'approved' and (requested_by_id = approved_by_id) is distinct from false
        order by id
    """,
)
_REPORTED = Invariant(
    name="reported once",
    sentence="Every approved payrun of an employer with a PAYE scheme has one report that counts.",
    count_sql="""
        select count(*) from payroll_payrun r
        join payroll_payperiod d on d.id = r.period_id
        join payroll_payescheme c on c.employer_id = r.employer_id
            and c.during @> coalesce(r.own_payday, d.payday)
        where r.state = 'approved' and c.status = 'registered' and not exists (
            select from payroll_externalpayslip x join payroll_payslip p on p.id = x.payslip_id
            where p.payrun_id = r.id
        )
    """,
    violations_sql="""
        select r.id, 'has', count(s.id), 'reports, of which',
            count(s.id) filter (where s.state <> 'rejected'), 'are not refused'
        from payroll_payrun r
        join payroll_payperiod d on d.id = r.period_id
        join payroll_payescheme c on c.employer_id = r.employer_id
            and c.during @> coalesce(r.own_payday, d.payday)
        left join payroll_submission s on s.payrun_id = r.id and s.kind = 'fps'
        where r.state = 'approved' and c.status = 'registered' and not exists (
            select from payroll_externalpayslip x join payroll_payslip p on p.id = x.payslip_id
            where p.payrun_id = r.id
        )
        group by r.id
        having count(s.id) = 0 or count(s.id) filter (where s.state <> 'rejected') > 1
            or max(s.version) filter (where s.state <> 'rejected') < max(s.version)
        order by r.id
    """,
)
_ONE_EMPLOYER = Invariant(
    name="one employer for a reference",
    sentence="No two employers of a council are registered with HMRC under one PAYE reference at a time.",
    count_sql="select count(*) from payroll_payescheme where status = 'registered'",
    violations_sql="""
        select a.office_number || '/' || a.reference, 'is of', a.employer_id, 'and', b.employer_id
        from payroll_payescheme a
        join payroll_payescheme b on b.council_id = a.council_id and b.office_number = a.office_number
            and b.reference = a.reference and b.employer_id > a.employer_id and b.during && a.during
        join payroll_employer one on one.id = a.employer_id
        join payroll_employer other on other.id = b.employer_id and other.during && one.during
        where a.status = 'registered'
        order by 1, a.employer_id
    """,
)
_TOLD_IN_FULL = Invariant(
    name="nothing sent empty",
    sentence="Every report that waits to be sent has its contents or what they are still made from; every one"
    " that was sent had them.",
    count_sql="""
        select count(*) from payroll_submission where state not in ('awaiting', 'held', 'dropped', 'closed')
    """,
    violations_sql="""
        select id, 'is', state, 'and has no contents'
        from payroll_submission
        where state not in ('awaiting', 'held', 'dropped', 'closed') and body is null
            and (state <> 'queued' or facts is null)
        order by id
    """,
)
_ACCEPTED_ONCE = Invariant(
    name="accepted once",
    sentence="HMRC accepted no report of wages twice, and none under a correlation ID of another.",
    count_sql="select count(*) from payroll_submission where state = 'accepted'",
    violations_sql="""
        select a.id, 'and', b.id, 'are both accepted, with the same IRmark or correlation ID'
        from payroll_submission a join payroll_submission b on a.id < b.id and (
            (a.irmark = b.irmark and a.kind = 'fps' and b.kind = 'fps')
            or (a.correlation_id = b.correlation_id and a.correlation_id <> '')
        )
        where a.state = 'accepted' and b.state = 'accepted'
        order by a.id, b.id
    """,
)
_ON_RECORD = Invariant(
    name="approvals on record",
    sentence="History has every approval of a timesheet and a payrun, by the same person at the same moment.",
    count_sql="""
        select (select count(*) from payroll_payrun where state = 'approved')
            + (select count(*) from payroll_timesheet where state = 'approved')
    """,
    violations_sql="""
        select approved.id, 'is approved, and history does not say so', approved.thing
        from (
            select id, 'payroll.payrun' as thing, subject_id, approved_by_id as by_id, approved_at as at
            from payroll_payrun where state = 'approved'
            union all
            select id, 'payroll.timesheet', subject_id, decided_by_id, decided_at
            from payroll_timesheet where state = 'approved'
        ) approved
        where not exists (
            select from access_auditevent e
            where e.thing = approved.thing and e.thing_id = approved.id::text
                and e.verb in ('approve', 'record_approval', 'pay_as_contracted')
                and e.subject_id = approved.subject_id and e.at = approved.at
                and e.actor_id = coalesce(approved.by_id, e.actor_id)
        )
        order by approved.id
    """,
)

INVARIANTS: Final = (
    _ALLOWANCE,
    _TOTALS,
    _TWO_PEOPLE,
    _REPORTED,
    _ONE_EMPLOYER,
    _TOLD_IN_FULL,
    _ACCEPTED_ONCE,
    _ON_RECORD,
)
