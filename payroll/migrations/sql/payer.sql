-- Who pays the wages of a payslip: the employer where it is in an instruction to pay, else whoever paid on its
-- payday. For those who see the payslip, and so for its PA, who sees nothing else of how the employer pays: the
-- guard looks past row-level security for that one word.
create function payroll_payer(the_payslip uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
    select case
        when exists (select from payroll_paymentinstruction i where i.payslip_id = s.id) then 'employer'
        else (
            select w.payer from payroll_whopays w join payroll_payrun r on r.employer_id = w.employer_id
            where r.id = s.payrun_id and w.during @> s.payday
        )
    end
    from payroll_payslip s
    where s.id = the_payslip and s.subject_id = any((select access.my_subjects('money'))::uuid[])
$$;
grant select on payroll_payslip, payroll_paymentinstruction, payroll_whopays, payroll_payrun to dpss_guard;
alter function payroll_payer(uuid) owner to dpss_guard;
