-- An entry adds up to nothing and has two sides, or its transaction does not commit. Each statement that posts to
-- it must balance by itself: half a dozen postings for each payslip are too many to look at one by one. The guard
-- looks past row-level security, because a movement may touch accounts that the actor does not reach.
create function access.check_postings() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    wrong record;
begin
    select entry_id, count(*) sides, sum(amount) rest into wrong
    from written group by entry_id having count(*) < 2 or sum(amount) <> 0 limit 1;
    if found then
        raise exception 'entry % does not balance: % postings, % left over', wrong.entry_id, wrong.sides, wrong.rest
            using errcode = 'check_violation';
    end if;
    return null;
end $$;

create function access.check_entry() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if not exists (select from ledger_posting where entry_id = new.id) then
        raise exception 'entry % does not balance: nothing is posted to it', new.id using errcode = 'check_violation';
    end if;
    return null;
end $$;
grant select on ledger_posting to dpss_guard;
alter function access.check_postings() owner to dpss_guard;
alter function access.check_entry() owner to dpss_guard;

create trigger balance after insert on ledger_posting
    referencing new table as written for each statement execute function access.check_postings();
create constraint trigger balance after insert on ledger_entry
    deferrable initially deferred for each row execute function access.check_entry();
