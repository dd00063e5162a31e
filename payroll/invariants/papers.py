"""What must always hold of the papers of a year: figures to date add up, and each is given once."""

from typing import Final

from dpss.access.findings import Invariant

_PAYSLIPS: Final = "select count(*) from payroll_payslip"
_TO_DATE = Invariant(
    name="years add up",
    sentence="Pay and tax to date on a payslip are what was brought forward, with every payslip up to it.",
    count_sql=_PAYSLIPS,
    violations_sql="""
        select s.id, 'says pay and tax to date of', said.pay, said.tax, 'and the payslips come to',
            brought.pay + paid.pay, brought.tax + paid.tax
        from payroll_payslip s
        cross join lateral (
            select (s.result->'to_date'->>'pay')::numeric pay, (s.result->'to_date'->>'tax')::numeric tax
        ) said
        cross join lateral (
            select sum((p.result->>'taxable_pay')::numeric) pay, sum(p.tax) tax
            from payroll_payslip p
            where p.employment_id = s.employment_id and p.tax_year = s.tax_year
                and p.approved_at is not null and p.replaced_at is null
                and (p.payday, p.approved_at, p.id) <= (s.payday, s.approved_at, s.id)
        ) paid
        cross join lateral (
            select coalesce(sum((b.figures->>'pay')::numeric), 0) pay,
                coalesce(sum((b.figures->>'tax')::numeric), 0) tax
            from payroll_broughtforward b
            where b.employment_id = s.employment_id and b.tax_year = s.tax_year
        ) brought
        where s.approved_at is not null and s.replaced_at is null
            and (said.pay, said.tax) <> (brought.pay + paid.pay, brought.tax + paid.tax)
            and not exists (
                select from payroll_externalpayslip x join payroll_payslip p on p.id = x.payslip_id
                where p.employment_id = s.employment_id and p.tax_year = s.tax_year
            )
        order by s.id
    """,
)
_GIVEN = Invariant(
    name="forms from payslips",
    sentence="A P45 or P60 is of an approved payslip of its post and year, and a P45 of a post that ended.",
    count_sql=_PAYSLIPS,
    violations_sql="""
        select f.id, 'is a', f.kind, 'for', f.tax_year, 'from payslip', s.id, 'of', s.tax_year
        from payroll_issuedform f
        join payroll_payslip s on s.id = f.payslip_id
        join payroll_employment e on e.id = f.employment_id
        where s.employment_id <> f.employment_id or s.tax_year <> f.tax_year or s.approved_at is null
            or (f.kind = 'p45' and e.last_day is null)
        order by f.id
    """,
)

INVARIANTS: Final = (_TO_DATE, _GIVEN)
