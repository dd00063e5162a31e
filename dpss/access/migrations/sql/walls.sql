-- Who the transaction acts for. `dpss.membership` is only a claim: the row decides, each time.
create schema if not exists access;
grant usage on schema access to dpss_app, dpss_reader, dpss_guard;
grant create on schema access to dpss_guard;
grant select on access_membership, access_reach, access_recusal to dpss_guard;
grant usage on schema public to dpss_guard;

create function access.setting(name text) returns text
language sql stable as $$ select nullif(current_setting('dpss.' || name, true), '') $$;

create function access.my_membership()
returns table (user_id uuid, council_id uuid, organisation_id uuid, role text)
language sql stable security definer rows 1 set search_path = public, pg_temp as $$
    select m.user_id, m.council_id, m.organisation_id, m.role::text
    from access_membership m
    where m.id = access.setting('membership')::uuid
      and m.user_id = access.setting('user')::uuid
      and m.council_id = access.setting('council')::uuid
      and m.during @> access.setting('today')::date
$$;

-- A job names itself and one council, and has no user.
create function access.job_council() returns uuid
language sql stable as $$
    select access.setting('council')::uuid
    where access.setting('job') is not null and access.setting('user') is null
$$;

-- The set that every policy asks for. In two steps, so that each takes its own index, and with the
-- membership looked up first: joined in one query, the planner reads the whole table of reach.
-- A recusal holds at work; what someone may see as a relative is not an employer's to take away.
create function access.my_subjects(wanted text) returns setof uuid
language plpgsql stable security definer rows 100 set search_path = public, pg_temp as $$
declare
    me record;
    recused uuid[] := '{}';
    day date := access.setting('today')::date;
    the_council uuid := access.job_council();
    chosen uuid[] := access.setting('only')::uuid[];
begin
    -- A job works on one council, and sees all of it.
    if the_council is not null then
        if chosen is null then
            return query select s.id from access_subject s where s.council_id = the_council;
        else
            return query select s.id from access_subject s
                where s.id = any(chosen) and s.council_id = the_council;
        end if;
        return;
    end if;
    select * into me from access.my_membership();
    if not found then
        return;
    end if;
    if me.organisation_id is not null then
        recused := array(
            select s.id from access_recusal c
            join access_subject s on c.subject_id in (s.id, s.part_of_id)
            where c.user_id = me.user_id
        );
    end if;
    -- Work that is about a few subjects looks these up, whoever the reach is held by.
    if chosen is not null then
        return query
            select r.subject_id from access_reach r
            where r.subject_id = any(chosen) and r.role = me.role and r.council_id = me.council_id
              and (
                r.user_id = me.user_id and (r.organisation_id is null or r.organisation_id = me.organisation_id)
                or r.user_id is null and r.organisation_id = me.organisation_id
              )
              and r.capabilities @> array[wanted]::varchar[] and r.during @> day
              and r.subject_id <> all(recused);
        return;
    end if;
    return query
        select r.subject_id from access_reach r
        where r.user_id = me.user_id and r.role = me.role and r.council_id = me.council_id
          and (r.organisation_id is null or r.organisation_id = me.organisation_id)
          and r.capabilities @> array[wanted]::varchar[] and r.during @> day
          and r.subject_id <> all(recused);
    if me.organisation_id is not null then
        return query
            select r.subject_id from access_reach r
            where r.organisation_id = me.organisation_id and r.user_id is null
              and r.role = me.role and r.council_id = me.council_id
              and r.capabilities @> array[wanted]::varchar[] and r.during @> day
              and r.subject_id <> all(recused);
    end if;
end $$;

create function access.my_role() returns text
language sql stable as $$ select role from access.my_membership() $$;

create function access.my_council() returns uuid
language sql stable as $$ select council_id from access.my_membership() $$;

create function access.my_organisation() returns uuid
language sql stable as $$ select organisation_id from access.my_membership() $$;

-- The council on whose own business the actor works: a member of staff's, or a job's.
create function access.working_council() returns uuid
language sql stable as $$
    select coalesce(
        access.job_council(),
        (select council_id from access.my_membership() where organisation_id is not null)
    )
$$;

-- Reach is written through these two, and by nothing else of the portal.
create function access.grant_reach(
    the_subject uuid, the_user uuid, the_organisation uuid, the_role text, may text[],
    starts date, ends date, the_source text
) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into access_reach (subject_id, council_id, user_id, organisation_id, role, capabilities, during, source)
    select s.id, s.council_id, the_user, the_organisation, the_role, may, daterange(starts, ends), the_source
    from access_subject s
    where s.id = the_subject and s.council_id = access.setting('council')::uuid
    on conflict (source, subject_id, user_id, organisation_id, role)
        do update set capabilities = excluded.capabilities, during = excluded.during
$$;

create function access.end_reach(the_source text, ends date) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare ended integer;
begin
    update access_reach
    set during = during * daterange(null, ends)
    where source = the_source and council_id = access.setting('council')::uuid
      and not during <@ daterange(null, ends);
    get diagnostics ended = row_count;
    return ended;
end $$;

create function access.refuse_change() returns trigger
language plpgsql as $$
begin
    raise exception '% keeps what happened: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'insufficient_privilege';
end $$;

-- What an event weighs: everything that it says, and the hash of the event before it.
create function access.audit_digest(e access_auditevent, previous bytea) returns bytea
language sql stable as $$
    select sha256(previous || convert_to(jsonb_build_array(
        e.stream, e.position, extract(epoch from e.at), e.council_id, e.subject_id, e.sees, e.actor_id,
        e.actor_name, e.role, e.on_behalf_of, e.verb, e.thing, e.thing_id, e.reason, e.before, e.after,
        e.transaction
    )::text, 'UTF8'))
$$;

create function access.append_audit(events jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    item jsonb;
    chain access_auditstream;
    e access_auditevent;
    the_actor uuid := access.setting('user')::uuid;
    the_council uuid := access.setting('council')::uuid;
    the_role text := coalesce(access.my_role(), access.setting('job'));
begin
    for item in select value from jsonb_array_elements(events) loop
        -- Made or found, and locked either way.
        insert into access_auditstream as head (name, length, head) values (item->>'stream', 0, '\x')
            on conflict (name) do update set length = head.length
            returning * into chain;
        e.stream := chain.name;
        e.position := chain.length + 1;
        e.at := (item->>'at')::timestamptz;
        e.council_id := (item->>'council')::uuid;
        if session_user = 'dpss_app' and e.council_id is distinct from the_council then
            raise exception 'an event is of the council that the actor works on'
                using errcode = 'insufficient_privilege';
        end if;
        e.subject_id := (item->>'subject')::uuid;
        e.sees := item->>'sees';
        e.actor_id := the_actor;
        e.actor_name := item->>'actor_name';
        e.role := coalesce(the_role, item->>'role');
        e.on_behalf_of := item->>'on_behalf_of';
        e.verb := item->>'verb';
        e.thing := item->>'thing';
        e.thing_id := item->>'thing_id';
        e.reason := item->>'reason';
        e.before := item->'before';
        e.after := item->'after';
        e.transaction := pg_current_xact_id()::text::bigint;
        e.hash := access.audit_digest(e, chain.head);
        insert into access_auditevent (
            stream, position, hash, at, council_id, subject_id, sees, actor_id, actor_name, role, on_behalf_of,
            verb, thing, thing_id, reason, before, after, transaction
        ) values (
            e.stream, e.position, e.hash, e.at, e.council_id, e.subject_id, e.sees, e.actor_id, e.actor_name,
            e.role, e.on_behalf_of, e.verb, e.thing, e.thing_id, e.reason, e.before, e.after, e.transaction
        );
        update access_auditstream set length = e.position, head = e.hash where name = e.stream;
    end loop;
end $$;

grant select, insert on access_auditevent to dpss_guard;
grant select, insert, update on access_auditstream to dpss_guard;
grant usage on sequence access_auditevent_id_seq to dpss_guard;
grant select, insert, update on access_reach to dpss_guard;
grant usage on sequence access_reach_id_seq to dpss_guard;
grant select on access_subject to dpss_guard;
alter function access.my_membership() owner to dpss_guard;
alter function access.my_subjects(text) owner to dpss_guard;
alter function access.grant_reach(uuid, uuid, uuid, text, text[], date, date, text) owner to dpss_guard;
alter function access.end_reach(text, date) owner to dpss_guard;
alter function access.append_audit(jsonb) owner to dpss_guard;

revoke execute on function access.grant_reach(uuid, uuid, uuid, text, text[], date, date, text),
    access.end_reach(text, date), access.append_audit(jsonb) from public;
grant execute on function access.grant_reach(uuid, uuid, uuid, text, text[], date, date, text),
    access.end_reach(text, date), access.append_audit(jsonb) to dpss_app, dpss_owner;
revoke insert, update, delete on access_reach, access_auditevent, access_auditstream from dpss_app;

alter table access_auditevent enable row level security;
alter table access_auditevent force row level security;
create policy reach on access_auditevent for select using (
    (sees = 'identity' and subject_id = any(array(select access.my_subjects('identity'))))
    or (sees = 'care' and subject_id = any(array(select access.my_subjects('care'))))
    or (sees = 'money' and subject_id = any(array(select access.my_subjects('money'))))
    or (sees = 'pay' and subject_id = any(array(select access.my_subjects('pay'))))
    or (council_id = (select access.my_council()) and (select access.my_role()) = 'administrator')
);
create trigger append_only before update or delete or truncate on access_auditevent
    for each statement execute function access.refuse_change();
