-- What was approved stays as it was seen: an approved sheet's entries, an approved payrun's payslips.
-- (Postgres functions, so that a statement typed by hand is refused as well.)
create function payroll_refuse_frozen_entry() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (
        select from payroll_timesheet t
        where t.id in (case when tg_op <> 'INSERT' then old.timesheet_id end,
                       case when tg_op <> 'DELETE' then new.timesheet_id end)
          and t.state = 'approved'
    ) then
        raise exception 'the timesheet is approved and cannot change' using errcode = 'insufficient_privilege';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
grant select on payroll_timesheet to dpss_guard;
alter function payroll_refuse_frozen_entry() owner to dpss_guard;
create trigger frozen before insert or update or delete on payroll_timesheetentry
    for each row execute function payroll_refuse_frozen_entry();

create function payroll_refuse_frozen_payslip() returns trigger language plpgsql as $$
begin
    -- That another payslip has replaced it is said once, and nothing else of it changes.
    if tg_op = 'UPDATE' and old.replaced_at is null and new.replaced_at is not null
        and to_jsonb(new) - 'replaced_at' = to_jsonb(old) - 'replaced_at' then
        return new;
    end if;
    raise exception 'the payslip is approved and cannot change' using errcode = 'insufficient_privilege';
end $$;
create trigger frozen before update or delete on payroll_payslip
    for each row when (old.approved_at is not null) execute function payroll_refuse_frozen_payslip();

create function payroll_refuse_frozen_assessment() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select from payroll_payslip s where s.id = old.payslip_id and s.approved_at is not null) then
        raise exception 'the payslip is approved, and its pension assessment cannot change'
            using errcode = 'insufficient_privilege';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
grant select on payroll_payslip to dpss_guard;
alter function payroll_refuse_frozen_assessment() owner to dpss_guard;
create trigger frozen before update or delete on payroll_pensionassessment
    for each row execute function payroll_refuse_frozen_assessment();
