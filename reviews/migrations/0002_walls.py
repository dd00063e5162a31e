"""Row-level security on every table of people and money."""

from django.db import migrations

from dpss.access.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("access", "0002_walls")]
    operations = [
        protect("reviews_review", "care"),
    ]
