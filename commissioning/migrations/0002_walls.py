"""Row-level security on every table of the council's own figures."""

from django.db import migrations

from dpss.access.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0001_initial"), ("access", "0002_walls")]
    operations = [
        protect("commissioning_publishedfigure", "council"),
        protect("commissioning_providerinvoice", "council"),
        protect("commissioning_measure", "council"),
    ]
