"""The opposite of what must hold of answers by text and of the hours inbox, planted."""

PLANTED = [
    (
        "answers by text",
        """
        update payroll_sheetlink l set outcome = 'approved', used_at = l.sent_at
        where exists (
            select from payroll_timesheet t
            join payroll_employment e on e.id = t.employment_id
            join clients_personalassistant p on p.id = e.assistant_id
            where t.id = l.timesheet_id and p.user_id is not null
        );
        update payroll_textapprover a set user_id = p.user_id
        from payroll_sheetlink l
        join payroll_timesheet t on t.id = l.timesheet_id
        join payroll_employment e on e.id = t.employment_id
        join clients_personalassistant p on p.id = e.assistant_id
        where l.approver_id = a.id
        """,
    ),
    (
        "inbox filed",
        """
        update payroll_inboxitem i
        set timesheet_id = t.id, employment_id = t.employment_id, taken_by_id = u.id, closed_at = arrived_at
        from (select id, employment_id from payroll_timesheet limit 1) t,
            (select id from access_user limit 1) u
        """,
    ),
]
