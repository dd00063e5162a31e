-- What payments from a client's account came to on some days, of those that did not come back: for whoever sees
-- that account. Council finance signs its closing balance without seeing to whom wages were paid, so the guard looks
-- past row-level security for this one sum.
create function ledger_sent_from(the_account uuid, first_day date, last_day date) returns numeric
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(sum(p.amount), 0)
    from ledger_account a
    join ledger_payment p on p.credit_account_id = a.id and p.state = 'in_file'
    join ledger_paymentbatch b on b.id = p.batch_id and b.pay_on between first_day and last_day
    where a.id = the_account and a.subject_id = any((select access.my_subjects('money'))::uuid[])
$$;
grant select on ledger_account, ledger_payment, ledger_paymentbatch to dpss_guard;
alter function ledger_sent_from(uuid, date, date) owner to dpss_guard;
