-- The account of HMRC that an employer's payroll provider has recorded and approved for a day: for those who see
-- the employer's money. Employers are no staff of the provider, and so do not see its records otherwise; HMRC's
-- account is published, and nobody's secret. The numbers stay sealed: the portal opens them.
create function payroll_hmrc_account(the_employer uuid, the_day date) returns setof ledger_creditoraccount
language sql stable security definer set search_path = public, pg_temp as $$
    select a.*
    from payroll_employer e
    join payroll_employerspaygroup m on m.employer_id = e.id and m.during @> the_day
    join payroll_paygroup g on g.id = m.group_id
    join ledger_creditoraccount a on a.council_id = e.council_id and a.organisation_id = g.organisation_id
    where e.id = the_employer and e.subject_id = any((select access.my_subjects('money'))::uuid[])
        and a.creditor = 'hmrc' and a.state = 'approved' and a.during @> the_day
$$;
grant select on payroll_employer, payroll_employerspaygroup, payroll_paygroup, ledger_creditoraccount to dpss_guard;
alter function payroll_hmrc_account(uuid, date) owner to dpss_guard;
