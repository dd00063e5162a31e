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

-- What somebody must not open at work: subjects, and what is part of them. Also whom a complaint is about.
create function access.my_recused() returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
    select array(
        select s.id from access_recusal c
        join access_subject s on c.subject_id in (s.id, s.part_of_id)
        where c.user_id = (select user_id from access.my_membership())
    )
$$;

-- Whom an actor reaches. In two steps, so that each takes its own index, and with the membership looked up first:
-- joined in one query, the planner reads the whole table of reach. A recusal holds at work; what someone may see
-- as a relative is not an employer's to take away.
create function access.reached(wanted text) returns uuid[]
language plpgsql stable as $$
declare
    me record;
    recused uuid[] := '{}';
    day date := access.setting('today')::date;
begin
    -- A job works on one council, and sees all of it.
    if access.job_council() is not null then
        return array(select s.id from access_subject s where s.council_id = access.job_council());
    end if;
    select * into me from access.my_membership();
    if not found then
        return '{}';
    end if;
    if me.organisation_id is not null then
        recused := access.my_recused();
    end if;
    return array(
        select r.subject_id from access_reach r
        where r.user_id = me.user_id and r.role = me.role and r.council_id = me.council_id
          and (r.organisation_id is null or r.organisation_id = me.organisation_id)
          and r.capabilities @> array[wanted]::varchar[] and r.during @> day
          and r.subject_id <> all(recused)
        union all
        select r.subject_id from access_reach r
        where r.organisation_id = me.organisation_id and r.user_id is null
          and r.role = me.role and r.council_id = me.council_id
          and r.capabilities @> array[wanted]::varchar[] and r.during @> day
          and r.subject_id <> all(recused)
    );
end $$;

-- Whom of a few that are chosen an actor reaches, and in which classes of data. They are looked up one by one,
-- whoever the reach is held by: asked whether it is true, the day is no reason to go through everybody's of today.
create function access.reached_among(chosen uuid[]) returns table (subject_id uuid, sees varchar[])
language plpgsql stable as $$
declare
    me record;
    recused uuid[] := '{}';
    day date := access.setting('today')::date;
begin
    if access.job_council() is not null then
        return query
            select s.id, array['identity', 'care', 'money', 'pay', 'payments']::varchar[]
            from access_subject s where s.id = any(chosen) and s.council_id = access.job_council();
        return;
    end if;
    select * into me from access.my_membership();
    if me.organisation_id is not null then
        recused := access.my_recused();
    end if;
    return query
        select r.subject_id, r.capabilities from access_reach r
        where r.subject_id = any(chosen) and r.role = me.role and r.council_id = me.council_id
          and (
            r.user_id = me.user_id and (r.organisation_id is null or r.organisation_id = me.organisation_id)
            or r.user_id is null and r.organisation_id = me.organisation_id
          )
          and (r.during @> day) is true and r.subject_id <> all(recused);
end $$;

create function access.claims() returns text[]
language sql stable as $$
    select array[
        access.setting('user'), access.setting('membership'), access.setting('council'), access.setting('job'),
        access.setting('today')
    ]
$$;

-- Work that is about a few subjects has them looked up once, not again for each table of each statement. A row
-- lives as long as the work, within one transaction, and nobody but the guard reads or writes it.
create table access.work (
    id uuid primary key default gen_random_uuid(),
    transaction xid8 not null default pg_current_xact_id(),
    claims text[] not null,
    identity uuid[] not null,
    care uuid[] not null,
    money uuid[] not null,
    pay uuid[] not null,
    payments uuid[] not null
);

-- From here on only these are seen and written, as far as the actor reaches them.
create function access.begin_work(subjects uuid[]) returns void
language sql security definer set search_path = public, pg_temp as $$
    with begun as (
        insert into access.work (claims, identity, care, money, pay, payments)
        select
            access.claims(),
            coalesce(array_agg(r.subject_id) filter (where 'identity' = any(r.sees)), '{}'),
            coalesce(array_agg(r.subject_id) filter (where 'care' = any(r.sees)), '{}'),
            coalesce(array_agg(r.subject_id) filter (where 'money' = any(r.sees)), '{}'),
            coalesce(array_agg(r.subject_id) filter (where 'pay' = any(r.sees)), '{}'),
            coalesce(array_agg(r.subject_id) filter (where 'payments' = any(r.sees)), '{}')
        from access.reached_among(subjects) r
        returning id
    )
    select set_config('dpss.work', id::text, true) from begun
$$;

create function access.end_work() returns void
language sql security definer set search_path = public, pg_temp as $$
    delete from access.work where id = access.setting('work')::uuid and transaction = pg_current_xact_id()
$$;

-- The set that every policy asks for. Work that was begun as somebody else, or in another transaction, shows nothing.
create function access.my_subjects(wanted text) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if access.setting('work') is null then
        return access.reached(wanted);
    end if;
    return (
        select case wanted
            when 'identity' then w.identity when 'care' then w.care when 'money' then w.money when 'pay' then w.pay
            when 'payments' then w.payments
        end
        from access.work w
        where w.id = access.setting('work')::uuid and w.transaction = pg_current_xact_id()
          and w.claims = access.claims()
    );
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
    the_actor uuid := access.setting('user')::uuid;
    the_council uuid := access.setting('council')::uuid;
    the_role text := coalesce(access.my_role(), access.setting('job'));
    items jsonb;
begin
    if session_user = 'dpss_app' and exists (
        select from jsonb_array_elements(events) item
        where (item->>'council')::uuid is distinct from the_council
    ) then
        raise exception 'an event is of the council that the actor works on'
            using errcode = 'insufficient_privilege';
    end if;
    -- Each event of a chain weighs the one before it: first the first of every chain, then the second of every one.
    for items in
        select jsonb_agg(item order by item->>'stream')
        from (
            select item, row_number() over (partition by item->>'stream' order by place) as turn
            from jsonb_array_elements(events) with ordinality as given (item, place)
        ) placed
        group by turn order by turn
    loop
        -- Made or found, and locked either way.
        insert into access_auditstream as chain (name, length, head)
            select item->>'stream', 0, '\x' from jsonb_array_elements(items) item
            on conflict (name) do update set length = chain.length;
        -- Made once: else the event is read out of its JSON again for each of its columns.
        with made as materialized (
            select chain.head, jsonb_populate_record(null::access_auditevent, item || jsonb_build_object(
                'position', chain.length + 1,
                'council_id', item->'council',
                'subject_id', item->'subject',
                'actor_id', the_actor,
                'role', coalesce(the_role, item->>'role'),
                'transaction', pg_current_xact_id()::text::bigint
            )) as e
            from jsonb_array_elements(items) item
            join access_auditstream chain on chain.name = item->>'stream'
        ), written as (
            insert into access_auditevent (
                stream, position, hash, at, council_id, subject_id, sees, actor_id, actor_name, role, on_behalf_of,
                verb, thing, thing_id, reason, before, after, transaction
            )
            select
                (e).stream, (e).position, access.audit_digest(e, head), (e).at, (e).council_id, (e).subject_id,
                (e).sees, (e).actor_id, (e).actor_name, (e).role, (e).on_behalf_of, (e).verb, (e).thing,
                (e).thing_id, (e).reason, (e).before, (e).after, (e).transaction
            from made order by (e).stream
            returning stream, position, hash
        )
        update access_auditstream chain set length = written.position, head = written.hash
        from written where chain.name = written.stream;
    end loop;
end $$;

grant select, insert on access_auditevent to dpss_guard;
grant select, insert, update on access_auditstream to dpss_guard;
grant usage on sequence access_auditevent_id_seq to dpss_guard;
grant select, insert, update on access_reach to dpss_guard;
grant usage on sequence access_reach_id_seq to dpss_guard;
grant select on access_subject to dpss_guard;
alter function access.my_membership() owner to dpss_guard;
alter table access.work owner to dpss_guard;
alter function access.begin_work(uuid[]) owner to dpss_guard;
alter function access.end_work() owner to dpss_guard;
alter function access.my_subjects(text) owner to dpss_guard;
alter function access.my_recused() owner to dpss_guard;
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
    (sees = 'identity' and subject_id = any((select access.my_subjects('identity'))::uuid[]))
    or (sees = 'care' and subject_id = any((select access.my_subjects('care'))::uuid[]))
    or (sees = 'money' and subject_id = any((select access.my_subjects('money'))::uuid[]))
    or (sees = 'pay' and subject_id = any((select access.my_subjects('pay'))::uuid[]))
    or (sees = 'payments' and subject_id = any((select access.my_subjects('payments'))::uuid[]))
    or (
        council_id = (select access.my_council()) and (select access.my_role()) = 'administrator'
        and (subject_id is null or subject_id <> all((select access.my_recused())::uuid[]))
    )
);
create trigger append_only before update or delete or truncate on access_auditevent
    for each statement execute function access.refuse_change();
