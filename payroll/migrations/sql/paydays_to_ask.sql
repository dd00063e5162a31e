-- The paydays of a post about whose wages it can be asked why they have not come, the newest first, and who pays
-- them. For whoever reaches the post's hours: a support worker sees that there was a payday, and nothing of what
-- was paid. The guard looks past row-level security for these three words.
create function payroll_paydays_to_ask(the_post uuid, today date)
returns table (payslip uuid, payday date, payer text)
language sql stable security definer set search_path = public, pg_temp as $$
    select s.id, s.payday, coalesce(
        case
            when exists (select from payroll_paymentinstruction i where i.payslip_id = s.id) then 'employer'
            else (
                select w.payer from payroll_whopays w
                where w.employer_id = e.employer_id and w.during @> s.payday
            )
        end,
        'provider'
    )
    from payroll_payslip s
    join payroll_employment e on e.id = s.employment_id
    where e.id = the_post
      and e.subject_id = any((select access.my_subjects('pay'))::uuid[])
      and s.approved_at is not null and s.replaced_at is null and s.net > 0
      and s.payday between today - 366 and today
      and not exists (select from payroll_payquery q where q.payslip_id = s.id and q.state <> 'closed')
    order by s.payday desc, s.id
$$;
grant select on payroll_employment, payroll_payquery to dpss_guard;
alter function payroll_paydays_to_ask(uuid, date) owner to dpss_guard;
