-- An entry adds up to nothing and has two sides, or its transaction does not commit. The guard looks
-- past row-level security, because a movement may touch accounts that the actor does not reach.
create function access.check_balance() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    the_entry uuid;
    sides integer;
    rest numeric;
begin
    if tg_table_name = 'ledger_entry' then the_entry := new.id; else the_entry := new.entry_id; end if;
    select count(*), coalesce(sum(amount), 0) into sides, rest from ledger_posting where entry_id = the_entry;
    if sides < 2 or rest <> 0 then
        raise exception 'entry % does not balance: % postings, % left over', the_entry, sides, rest
            using errcode = 'check_violation';
    end if;
    return null;
end $$;
grant select on ledger_posting to dpss_guard;
alter function access.check_balance() owner to dpss_guard;

create constraint trigger balance after insert on ledger_posting
    deferrable initially deferred for each row execute function access.check_balance();
create constraint trigger balance after insert on ledger_entry
    deferrable initially deferred for each row execute function access.check_balance();
