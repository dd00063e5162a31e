"""Row-level security on every table of people and money."""

from django.db import migrations

from dpss.access.row_security import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial"), ("access", "0002_walls")]
    operations = [
        protect("contracts_contract", "council"),
        protect("contracts_lot", "council"),
        protect("contracts_award", "council"),
        protect("contracts_awardevent", "council"),
        append_only("contracts_awardevent"),
    ]
