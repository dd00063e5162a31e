"""The second wall: row-level security, written the same way for every protected table."""

from django.db import migrations

# The set of subjects is computed once for a query and hashed. A function called for each row is hundreds of
# times slower, an `or` would read whole tables, and an array is searched from its beginning for every row, of
# 25,000 keys for a county's officer. A table's index serves the first wall: `subject_id = any(array)`.
_SUBJECT = "subject_id in (select unnest(access.my_subjects('{sees}')))"
_COUNCIL = "council_id = (select access.working_council())"
# A job has no organisation, and works on all of its council's.
_ORGANISATION = (
    f"{_COUNCIL} and organisation_id = coalesce((select access.my_organisation()), organisation_id)"
)
# A row that hangs on one council's subject may not say that it is another council's.
_OWN_COUNCIL = " and council_id = (select coalesce(access.job_council(), access.my_council()))"
# So of such a row no key and no index needs to say again which council it is of: its subject does, and no
# other is let in. A payrun writes thirty rows for each payslip: each would look up and lock one council row.
_COUNCIL_IS_CHECKED = """
do $$
declare
    one record;
begin
    for one in
        select c.conname from pg_constraint c
        where c.conrelid = '{table}'::regclass and c.contype = 'f'
          and c.confrelid = 'access_council'::regclass
    loop
        execute format('alter table {table} drop constraint %I', one.conname);
    end loop;
    for one in
        select i.indexrelid::regclass as name from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where i.indrelid = '{table}'::regclass and i.indnatts = 1 and not i.indisunique
          and a.attname = 'council_id' and i.indpred is null
    loop
        execute format('drop index %s', one.name);
    end loop;
end $$
"""
_REFUSE = "for each statement execute function access.refuse_change()"


def protect(table: str, sees: str) -> migrations.RunSQL:
    """Force row-level security on a table: `sees` is its class of data, or `council` or `organisation`."""
    of_staff = {"council": _COUNCIL, "organisation": _ORGANISATION}
    rule = of_staff.get(sees) or _SUBJECT.format(sees=sees)
    written = rule if sees in of_staff else f"({rule}){_OWN_COUNCIL}"
    lean = [] if sees in of_staff else [_COUNCIL_IS_CHECKED.format(table=table)]
    return migrations.RunSQL(
        sql=[
            *lean,
            f"alter table {table} enable row level security",
            f"alter table {table} force row level security",
            f"create policy reach on {table} using ({rule}) with check ({written})",
        ],
        reverse_sql=[
            f"drop policy reach on {table}",
            f"alter table {table} no force row level security",
            f"alter table {table} disable row level security",
        ],
    )


def append_only(table: str) -> migrations.RunSQL:
    """Let nobody change or delete a row of this table: not the portal's role, nor its owner by mistake."""
    return migrations.RunSQL(
        sql=[
            f"revoke update, delete, truncate on {table} from dpss_app",
            f"create trigger append_only before update or delete or truncate on {table} {_REFUSE}",
        ],
        reverse_sql=[
            f"drop trigger append_only on {table}",
            f"grant update, delete on {table} to dpss_app",
        ],
    )
