"""What must always hold of the pay groups of employers."""

from typing import Final

from dpss.access.findings import Invariant

_EMPLOYERS: Final = "select count(*) from payroll_employer"
_ALWAYS: Final = Invariant(
    name="employers have a calendar",
    sentence="On every day an employer is in one pay group, and the newest is the one that its record names.",
    count_sql=_EMPLOYERS,
    violations_sql="""
        select e.id, 'is in', held.days, 'and the newest is', held.newest, 'where its record says',
            e.pay_group_id
        from payroll_employer e
        left join lateral (
            select range_agg(g.during) days, (array_agg(g.group_id order by g.during desc))[1] newest
            from payroll_employerspaygroup g where g.employer_id = e.id
        ) held on true
        where held.newest is distinct from e.pay_group_id or not coalesce(held.days @> e.during, false)
        order by e.id
    """,
)
_PAID_BY_ONE: Final = Invariant(
    name="periods pay their employers",
    sentence="A payrun is of a period whose pay group the employer was in when the period began.",
    count_sql="select count(*) from payroll_payrun",
    violations_sql="""
        select r.id, 'of the employer', r.employer_id, 'is of the period', p.id, 'that begins on', p.first_day
        from payroll_payrun r join payroll_payperiod p on p.id = r.period_id
        where not exists (
            select from payroll_employerspaygroup g
            where g.employer_id = r.employer_id and g.group_id = p.group_id and g.during @> p.first_day
        )
        order by r.id
    """,
)
INVARIANTS: Final = (_ALWAYS, _PAID_BY_ONE)
