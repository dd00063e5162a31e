"""Rights of the database roles, the functions of reach and history, and the first walls."""

from pathlib import Path

from django.db import migrations

from dpss.access.row_security import protect

SQL = Path(__file__).parent / "sql" / "walls.sql"

# Tables made before this migration, and those that later ones will make.
GRANTS = [
    "grant select, insert, update, delete on all tables in schema public to dpss_app",
    "grant usage, select on all sequences in schema public to dpss_app",
    "alter default privileges in schema public grant select, insert, update, delete on tables to dpss_app",
    "alter default privileges in schema public grant usage, select on sequences to dpss_app",
    "grant select on all tables in schema public to dpss_reader",
    "alter default privileges in schema public grant select on tables to dpss_reader",
]


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(SQL.read_text(), "drop schema access cascade"),
        protect("access_outboxmessage", "identity"),
        protect("access_contactchoice", "identity"),
    ]
