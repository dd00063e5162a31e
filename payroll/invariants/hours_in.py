"""What must always hold of answers by text and of the hours inbox."""

from typing import Final

from dpss.access.findings import Invariant

# Counted of all sheets: no link and no inbox need be in use.
_SHEETS: Final = "select count(*) from payroll_timesheet"
_BY_TEXT = Invariant(
    name="answers by text",
    sentence="What a link approved was decided by whoever it was sent to, never by the PA of the hours.",
    count_sql=_SHEETS,
    violations_sql="""
        select l.id, 'approved timesheet', t.id, 'which is decided by', t.decided_by_id, 'and was sent to',
            a.user_id
        from payroll_sheetlink l
        join payroll_textapprover a on a.id = l.approver_id
        join payroll_timesheet t on t.id = l.timesheet_id
        join payroll_employment e on e.id = t.employment_id
        join clients_personalassistant p on p.id = e.assistant_id
        where l.outcome = 'approved' and (
            p.user_id = a.user_id
            or (t.state = 'approved' and t.decided_at = l.used_at and t.decided_by_id <> a.user_id)
        )
        order by l.id
    """,
)
_FILED = Invariant(
    name="inbox filed",
    sentence="What was entered from the inbox is kept with the sheet, of the same post: every file and word.",
    count_sql=_SHEETS,
    violations_sql="""
        select i.id, 'is entered on', i.timesheet_id, 'which keeps', kept.files, 'of its', came.files
        from payroll_inboxitem i
        join payroll_timesheet t on t.id = i.timesheet_id
        cross join lateral (
            select count(*) files from payroll_sheetevidence e
            where e.item_id = i.id and e.timesheet_id = i.timesheet_id
        ) kept
        cross join lateral (
            select count(*) + (i.text <> '')::int files from payroll_inboxfile f where f.item_id = i.id
        ) came
        where i.closed_at is not null
            and (kept.files <> came.files or t.employment_id <> i.employment_id)
        order by i.id
    """,
)

INVARIANTS: Final = (_BY_TEXT, _FILED)
