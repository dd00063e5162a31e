"""What must always hold of pay calendars, and of the codes that reports go out under."""

from typing import Final

from dpss.access.findings import Invariant

# Calendars are open to everybody: payruns of them are counted, so that a check that sees nothing says so.
_PERIODS: Final = "select count(distinct period_id) from payroll_payrun"
_FOLLOWING = Invariant(
    name="pay periods follow",
    sentence="The pay periods of a group follow each other: no day between two of them is paid by none.",
    count_sql=_PERIODS,
    violations_sql="""
        select group_id, 'pays up to', last_day, 'and then from', after
        from (
            select group_id, last_day, lead(first_day) over (partition by group_id order by first_day) after
            from payroll_payperiod
        ) p
        where after <> last_day + 1
        order by 1, 3
    """,
)
_TAX_PERIODS = Invariant(
    name="tax periods",
    sentence="A pay period has the tax year, and the tax week or month, of its payday.",
    count_sql=_PERIODS,
    violations_sql="""
        select id, 'with the payday', payday, 'says', tax_year, tax_period, 'and not', expected
        from (
            select p.id, p.payday, p.tax_year, p.tax_period, april,
                case g.interval
                    when 'monthly' then (extract(year from age(p.payday, april)) * 12
                        + extract(month from age(p.payday, april)))::int + 1
                    when 'weekly' then (p.payday - april) / 7 + 1
                    when 'two_weekly' then ((p.payday - april) / 14 + 1) * 2
                    else ((p.payday - april) / 28 + 1) * 4
                end expected
            from payroll_payperiod p join payroll_paygroup g on g.id = p.group_id
            cross join lateral (
                select make_date(extract(year from p.payday - interval '3 months 5 days')::int, 4, 6) april
            ) year
        ) p
        where tax_period <> expected
            or tax_year <> to_char(april, 'YYYY') || '-' || to_char(april + interval '1 year', 'YY')
        order by 1
    """,
)
INVARIANTS: Final = (_FOLLOWING, _TAX_PERIODS)
