-- The account of HMRC, of the pension scheme of an employer, or of who sent an order for a PA of theirs, that the payroll
-- provider has recorded and approved for
-- a day: for those who see the employer's money. Employers are no staff of the provider, and so do not see its records
-- otherwise; these accounts are nobody's secret. The numbers stay sealed: the portal opens them.
create function payroll_creditor_account(the_employer uuid, the_creditor text, the_day date)
returns setof ledger_creditoraccount
language sql stable security definer set search_path = public, pg_temp as $$
    select a.*
    from payroll_employer e
    join payroll_employerspaygroup m on m.employer_id = e.id and m.during @> the_day
    join payroll_paygroup g on g.id = m.group_id
    join ledger_creditoraccount a on a.council_id = e.council_id and a.organisation_id = g.organisation_id
    where e.id = the_employer and e.subject_id = any((select access.my_subjects('money'))::uuid[])
        and a.creditor = the_creditor and a.state = 'approved' and a.during @> the_day
        and (
            the_creditor = 'hmrc'
            or exists (
                select 1 from payroll_pensionscheme s
                where s.employer_id = e.id and lower(regexp_replace(btrim(s.provider), '\s+', ' ', 'g')) = the_creditor
            )
            or exists (
                select 1 from payroll_deductionpayment d
                where d.employer_id = e.id and lower(regexp_replace(btrim(d.payee), '\s+', ' ', 'g')) = the_creditor
            )
        )
$$;
grant select on payroll_employer, payroll_employerspaygroup, payroll_paygroup, payroll_pensionscheme,
    payroll_deductionpayment, ledger_creditoraccount to dpss_guard;
alter function payroll_creditor_account(uuid, text, date) owner to dpss_guard;
