-- On which days a sheet has a shift, or a night slept in, beside work that its PA has sent to an employer whom the
-- actor does not reach: the day and no more, of sheets that the actor reaches. What two employers share by agreement
-- is worked once. The guard looks past row-level security, because one person cannot be in two places, whoever asks.
create function payroll_overlaps_out_of_reach(the_sheets uuid[])
returns table (timesheet_id uuid, day date)
language sql stable security definer set search_path = public, pg_temp as $$
    with own as (
        select t.id sheet, p.assistant_id, p.id post, e.day, e.kind, e.shared,
            (e.day + e.starts) at time zone 'Europe/London' begins, e.minutes * interval '1 minute' length
        from payroll_timesheet t
        join payroll_employment p on p.id = t.employment_id
        join payroll_timesheetentry e on e.timesheet_id = t.id
        where t.id = any(the_sheets) and t.subject_id = any((select access.my_subjects('pay'))::uuid[])
          and e.kind in ('hours', 'sleep_in')
    )
    select distinct own.sheet, own.day
    from own
    join payroll_employment p on p.assistant_id = own.assistant_id
        and p.subject_id <> all((select access.my_subjects('pay'))::uuid[])
    join payroll_timesheet t on t.employment_id = p.id and t.state in ('submitted', 'approved')
    join payroll_timesheetentry e on e.timesheet_id = t.id and e.kind = own.kind
        and e.day between own.day - 1 and own.day + 1
    cross join lateral (
        select (e.day + e.starts) at time zone 'Europe/London' begins, e.minutes * interval '1 minute' length
    ) other
    where case
            when own.kind = 'sleep_in' then e.day = own.day
            else own.begins < other.begins + other.length and other.begins < own.begins + own.length
        end
      and not (own.shared and e.shared and exists (
            select from payroll_sharedwork mine
            join payroll_sharedwork theirs on theirs.agreement = mine.agreement and theirs.employment_id = p.id
            where mine.employment_id = own.post and mine.during @> own.day and theirs.during @> e.day
        ))
$$;
grant select on payroll_timesheet, payroll_timesheetentry, payroll_employment, payroll_sharedwork to dpss_guard;
alter function payroll_overlaps_out_of_reach(uuid[]) owner to dpss_guard;
