-- What is on the managed account from which a provider pays a payrun on its payday, and what of it is spoken for:
-- for those who see what the employer pays, and of nobody whose wages the provider does not pay then. The account
-- is that of the last direct payment that had begun by the payday: final wages are paid from it after the direct
-- payment has ended. The guard looks past row-level security, because the account is the client's, whose money
-- the provider does not see otherwise.
create function payroll_managed_funds(the_payruns uuid[])
returns table (payrun_id uuid, client_id uuid, balance numeric, spoken_for numeric)
language sql stable security definer set search_path = public, pg_temp as $$
    select r.id, c.id,
        coalesce((
            select sum(p.amount) from ledger_posting p join ledger_account a on a.id = p.account_id
            where a.subject_id = c.subject_id and a.code = 'direct_payment'
        ), 0),
        coalesce((
            select sum(k.amount) from clients_commitment k where k.client_id = c.id and k.settled_on is null
        ), 0)
    from payroll_payrun r
    join payroll_payperiod t on t.id = r.period_id
    join payroll_employer e on e.id = r.employer_id
    join clients_client c on c.id = e.client_id
    cross join lateral (select coalesce(r.own_payday, t.payday) payday) paid
    join payroll_whopays w on w.employer_id = e.id and w.during @> paid.payday and w.payer = 'provider'
    join lateral (
        select d.account from clients_directpayment d
        where d.client_id = c.id and lower(d.during) <= paid.payday
        order by lower(d.during) desc limit 1
    ) held on held.account = 'managed'
    where r.id = any(the_payruns) and e.subject_id = any((select access.my_subjects('money'))::uuid[])
$$;
grant select on payroll_payrun, payroll_payperiod, payroll_employer, payroll_whopays, clients_client,
    clients_directpayment, clients_commitment, ledger_posting, ledger_account to dpss_guard;
alter function payroll_managed_funds(uuid[]) owner to dpss_guard;
