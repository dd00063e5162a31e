-- What payruns and PAs hang on: keys and no more. Work on a batch is named by these before anybody asks whom the
-- actor reaches, because to find them through row-level security is to look up all that a county's officer reaches.
-- What is named here and not reached stays out of reach: `access.begin_work` lets in no more than before.
create function payroll_payruns_hang_on(the_payruns uuid[])
returns table (subject_id uuid, employer_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select r.subject_id, r.employer_id from payroll_payrun r where r.id = any(the_payruns)
$$;

create function payroll_assistants_hang_on(the_assistants uuid[])
returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select a.subject_id from clients_personalassistant a where a.id = any(the_assistants)
$$;
grant select on payroll_payrun, clients_personalassistant to dpss_guard;
alter function payroll_payruns_hang_on(uuid[]) owner to dpss_guard;
alter function payroll_assistants_hang_on(uuid[]) owner to dpss_guard;
