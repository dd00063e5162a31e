"""The opposite of what must hold of pay that a provider's own software worked out, planted."""

PLANTED = [
    (
        "reported elsewhere",
        "update payroll_externalpayroll set during = daterange('2026-11-01', null)",
    ),
    (
        "results as they came",
        """
        with file as (
            insert into payroll_resultsfile (
                id, council_id, organisation_id, period_id, sha256, payslips, gross, net, hmrc, pension,
                recovered, taken_by_id, taken_at
            )
            select gen_random_uuid(), council_id, organisation_id, period_id, repeat('3', 64), 1, 1, 1, 0, 0,
                0, taken_by_id, taken_at
            from payroll_resultsfile limit 1 returning id
        )
        insert into payroll_externalpayslip (
            id, council_id, subject_id, payslip_id, results_file_id, provider, software
        )
        select gen_random_uuid(), s.council_id, s.subject_id, s.id, file.id, 'Another', 'Another'
        from payroll_payslip s, file where s.id = <her slip>
        """,
    ),
]
