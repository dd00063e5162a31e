-- What is on the managed account from which a provider pays wages, and what of it is spoken for: for those who
-- see what the employer pays, and of nobody whose wages the provider does not pay. The guard looks past
-- row-level security, because the account is the client's, whose money the provider does not see otherwise.
create function payroll_managed_funds(the_employers uuid[], the_day date)
returns table (employer_id uuid, client_id uuid, balance numeric, spoken_for numeric)
language sql stable security definer set search_path = public, pg_temp as $$
    select e.id, c.id,
        coalesce((
            select sum(p.amount) from ledger_posting p join ledger_account a on a.id = p.account_id
            where a.subject_id = c.subject_id and a.code = 'direct_payment'
        ), 0),
        coalesce((
            select sum(k.amount) from clients_commitment k where k.client_id = c.id and k.settled_on is null
        ), 0)
    from payroll_employer e
    join clients_client c on c.id = e.client_id
    join payroll_whopays w on w.employer_id = e.id and w.during @> the_day and w.payer = 'provider'
    join clients_directpayment d on d.client_id = c.id and d.during @> the_day and d.account = 'managed'
    where e.id = any(the_employers) and e.subject_id = any(array(select access.my_subjects('money')))
$$;
grant select on payroll_employer, payroll_whopays, clients_client, clients_directpayment, clients_commitment,
    ledger_posting, ledger_account to dpss_guard;
alter function payroll_managed_funds(uuid[], date) owner to dpss_guard;
