"""What must always hold of pay that a provider's own software worked out."""

from typing import Final

from dpss.access.findings import Invariant

_NOT_REPORTED = Invariant(
    name="reported elsewhere",
    sentence="No report to HMRC is made here of a payday that a provider's own software works out.",
    count_sql="select count(*) from payroll_submission",
    violations_sql="""
        select s.id, 'reports the payday', d.payday, 'which', x.software, 'works out'
        from payroll_submission s
        join payroll_payrun r on r.id = s.payrun_id
        join payroll_payperiod d on d.id = r.period_id
        join payroll_paygroup g on g.id = d.group_id
        join payroll_externalpayroll x on x.organisation_id = g.organisation_id
            and x.council_id = d.council_id and x.during @> d.payday
        order by s.id
    """,
)
_AS_IT_CAME = Invariant(
    name="results as they came",
    sentence="Payslips that came in a file of results come to the totals of the file.",
    count_sql="select count(*) from payroll_payslip",
    violations_sql="""
        select f.id, 'came to', f.gross, 'and', f.net, 'and its payslips to', sum(s.gross), 'and', sum(s.net)
        from payroll_resultsfile f
        join payroll_externalpayslip x on x.results_file_id = f.id
        join payroll_payslip s on s.id = x.payslip_id
        group by f.id
        having count(*) > f.payslips
            or (count(*) = f.payslips and (sum(s.gross), sum(s.net)) <> (f.gross, f.net))
        order by f.id
    """,
)
INVARIANTS: Final = (_NOT_REPORTED, _AS_IT_CAME)
