import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import dpss.access.keys
import dpss.access.sealing
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0002_walls"),
        ("access", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first_day", models.DateField()),
                ("expected_back", models.DateField(blank=True, null=True)),
                ("back_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("away", "Away"), ("back", "Back"), ("cancelled", "Recorded by mistake")],
                        default="away",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "pay",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contract", "Their contracted hours, as usual"),
                            ("retainer", "A part of their contracted pay, as a retainer"),
                            ("holiday", "Holiday, where each PA agrees and has enough of it"),
                            ("nothing", "Nothing, where the contract allows it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("pay_words", models.CharField(blank=True, max_length=1000)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AbsenceReason",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hospital", "In hospital"),
                            ("respite", "In a care home for a short time"),
                            ("away", "Away from home"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000)),
                (
                    "absence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="why", to="clients.absence"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "reason of an absence",
                "verbose_name_plural": "reasons of absences",
            },
        ),
        migrations.CreateModel(
            name="AgreementVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.TextField(max_length=20000)),
                ("easy_words", models.TextField(max_length=20000)),
                ("digest", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "version of the agreement",
                "verbose_name_plural": "versions of the agreement",
            },
        ),
        migrations.CreateModel(
            name="AwayTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("weeks", models.PositiveSmallIntegerField()),
                ("owner", models.CharField(max_length=150)),
                ("source", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "time that PAs are paid while somebody is away",
                "verbose_name_plural": "times that PAs are paid while somebody is away",
            },
        ),
        migrations.CreateModel(
            name="Client",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=150)),
                ("birth_date", models.DateField()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("adult", "Adult"),
                            ("child", "Parent of a disabled child"),
                            ("carer", "Carer"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("considering", "Considering"),
                            ("setting_up", "Setting up"),
                            ("running", "Up and running"),
                            ("closing", "Closing"),
                            ("closed", "Closed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("stage_since", models.DateField()),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("town", models.CharField(max_length=50)),
                ("postcode", models.CharField(max_length=8)),
                (
                    "contact_route",
                    models.CharField(
                        choices=[
                            ("online", "Online"),
                            ("phone", "By phone"),
                            ("post", "By post"),
                            ("large_print", "By post in large print"),
                        ],
                        default="phone",
                        max_length=20,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clients",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseAllocation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="clients.client",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Capacity",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("has_capacity", models.BooleanField()),
                ("assessed_on", models.DateField()),
                ("assessed_by", models.CharField(max_length=150)),
                ("evidence", models.CharField(max_length=2000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="capacities",
                        to="clients.client",
                    ),
                ),
            ],
            options={
                "verbose_name": "record of capacity",
                "verbose_name_plural": "records of capacity",
            },
        ),
        migrations.CreateModel(
            name="Arrangement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("pays_from", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("contingency", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("agreed", "Agreed"),
                            ("running", "Running"),
                            ("suspended", "Suspended"),
                            ("ending", "Ending"),
                            ("ended", "Ended"),
                        ],
                        default="agreed",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateField()),
                ("agreed_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "ending_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "suspended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrangements",
                        to="clients.client",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="absence",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="absences", to="clients.client"
            ),
        ),
        migrations.CreateModel(
            name="ClientEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("reference", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=150)),
                ("birth_date", models.DateField()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("adult", "Adult"),
                            ("child", "Parent of a disabled child"),
                            ("carer", "Carer"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("considering", "Considering"),
                            ("setting_up", "Setting up"),
                            ("running", "Up and running"),
                            ("closing", "Closing"),
                            ("closed", "Closed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("stage_since", models.DateField()),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("town", models.CharField(max_length=50)),
                ("postcode", models.CharField(max_length=8)),
                (
                    "contact_route",
                    models.CharField(
                        choices=[
                            ("online", "Online"),
                            ("phone", "By phone"),
                            ("post", "By post"),
                            ("large_print", "By post in large print"),
                        ],
                        default="phone",
                        max_length=20,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="access.council",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="clients.client",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="access.subject",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wages", "Wages due"),
                            ("hmrc", "Tax and National Insurance due"),
                            ("pension", "Pension due"),
                            ("orders", "Deductions to pay on"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("due_on", models.DateField()),
                ("source_key", models.CharField(max_length=80, unique=True)),
                ("settled_on", models.DateField(blank=True, null=True)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("online", "Online"),
                            ("phone", "By phone"),
                            ("letter", "By letter or e-mail"),
                            ("in_person", "In person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                ("raised_on", models.DateField()),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("person", "A person"),
                            ("organisation", "An organisation"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("about_words", models.CharField(max_length=150)),
                ("wanted", models.CharField(blank=True, max_length=1000)),
                (
                    "team",
                    models.CharField(
                        choices=[
                            ("client", "Client"),
                            ("representative", "Representative"),
                            ("pa", "Personal assistant"),
                            ("support_worker", "Support worker"),
                            ("payroll_officer", "Payroll officer"),
                            ("payroll_manager", "Payroll manager"),
                            ("practitioner", "Council practitioner"),
                            ("council_finance", "Council finance officer"),
                            ("commissioner", "Commissioner"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "Received"),
                            ("looked_into", "Being looked into"),
                            ("answered", "Answered"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="new",
                        max_length=12,
                    ),
                ),
                ("acknowledge_by", models.DateField()),
                ("answer_by", models.DateField()),
                ("acknowledged_on", models.DateField(blank=True, null=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("in_time", models.BooleanField(blank=True, null=True)),
                ("times_opened", models.PositiveSmallIntegerField(default=1)),
                ("learning", models.CharField(blank=True, max_length=2000)),
                ("ombudsman", models.CharField(blank=True, max_length=300)),
                (
                    "about_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                    ),
                ),
                (
                    "about_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "council_organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.membership",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ComplaintPoint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=1000)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Upheld"),
                            ("partly", "Partly upheld"),
                            ("not_upheld", "Not upheld"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reasons", models.CharField(blank=True, max_length=2000)),
                ("done", models.CharField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="clients.complaint",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "point of a complaint",
                "verbose_name_plural": "points of complaints",
            },
        ),
        migrations.CreateModel(
            name="ComplaintTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("acknowledge_days", models.PositiveSmallIntegerField()),
                ("answer_days", models.PositiveSmallIntegerField()),
                ("ombudsman", models.CharField(max_length=300)),
                ("owner", models.CharField(max_length=150)),
                ("source", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "time to answer complaints",
                "verbose_name_plural": "times to answer complaints",
            },
        ),
        migrations.CreateModel(
            name="ContactNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "Phone call"),
                            ("visit", "Visit"),
                            ("video", "Video call"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("other", "Something else"),
                        ],
                        max_length=6,
                    ),
                ),
                ("words", models.CharField(max_length=4000)),
                ("written_at", models.DateTimeField()),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_notes",
                        to="clients.client",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="clients.contactnote",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "note of a contact",
                "verbose_name_plural": "notes of contacts",
            },
        ),
        migrations.CreateModel(
            name="DirectPayment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("weekly_amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("weekly_contribution", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("net", "Paid less the client's contribution"),
                            ("gross", "Paid in full, the contribution collected"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("own", "Their own bank account"),
                            ("card", "Prepaid card"),
                            ("managed", "Managed account"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="direct_payments",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("purpose", models.CharField(max_length=80)),
                (
                    "funder",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("nhs", "NHS"),
                            ("children", "Children’s services"),
                            ("carer", "Council, for a carer"),
                            ("one_off", "One-off money"),
                        ],
                        default="council",
                        max_length=10,
                    ),
                ),
                ("weekly_amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "direct_payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="clients.directpayment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DirectPaymentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("weekly_amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("weekly_contribution", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("net", "Paid less the client's contribution"),
                            ("gross", "Paid in full, the contribution collected"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("own", "Their own bank account"),
                            ("card", "Prepaid card"),
                            ("managed", "Managed account"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="access.council",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="clients.directpayment",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="access.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Ending",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("last_day", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "To be decided"),
                            ("decided", "Coming to its end"),
                            ("closed", "Ended"),
                            ("dropped", "It goes on"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateField()),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("stage_before", models.CharField(max_length=15)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endings",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CouncilMove",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("new_council", models.CharField(max_length=120)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("agreed_on", models.DateField(blank=True, null=True)),
                ("pack_may_go", models.BooleanField(blank=True, null=True)),
                ("said_by", models.CharField(blank=True, max_length=200)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "ending",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="move", to="clients.ending"
                    ),
                ),
            ],
            options={
                "verbose_name": "move to another council",
                "verbose_name_plural": "moves to other councils",
            },
        ),
        migrations.CreateModel(
            name="EndingGrounds",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("changed_mind", "They do not want it any more"),
                            ("care_home", "They move to a care home"),
                            ("death", "They have died"),
                            ("misuse", "The money was not used as agreed"),
                            ("moved_away", "They move to another council"),
                            ("not_met", "A condition of the law is not met any more"),
                            ("excluded", "A court order excludes them"),
                        ],
                        max_length=15,
                    ),
                ),
                ("words", models.CharField(max_length=2000)),
                ("tried", models.CharField(blank=True, max_length=2000)),
                ("notice", models.CharField(max_length=1000)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "ending",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grounds",
                        to="clients.ending",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "grounds of an ending",
                "verbose_name_plural": "grounds of endings",
            },
        ),
        migrations.CreateModel(
            name="EndingStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=15)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("done", "Settled"),
                            ("not_needed", "Not needed"),
                            ("open", "Not settled after all"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(max_length=1000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "ending",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="clients.ending"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an ending",
                "verbose_name_plural": "steps of endings",
            },
        ),
        migrations.CreateModel(
            name="FourWeeklyPayment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("due_on", models.DateField()),
                ("is_first", models.BooleanField()),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("own", "Their own bank account"),
                            ("card", "Prepaid card"),
                            ("managed", "Managed account"),
                        ],
                        max_length=10,
                    ),
                ),
                ("gross", models.DecimalField(decimal_places=2, max_digits=12)),
                ("contribution", models.DecimalField(decimal_places=2, max_digits=12)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("carried", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "Worked out"),
                            ("put_forward", "Waiting for a second person"),
                            ("approved", "Approved"),
                            ("paid", "Paid"),
                            ("returned", "Sent back by the bank"),
                            ("stopped", "Stopped"),
                        ],
                        default="due",
                        max_length=11,
                    ),
                ),
                ("worked_out_at", models.DateTimeField()),
                ("put_forward_at", models.DateTimeField(blank=True, null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "arrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="clients.arrangement",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.client"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "put_forward_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "four-weekly payment",
            },
        ),
        migrations.CreateModel(
            name="FourWeeklyLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("four_weeks", "These four weeks"),
                            ("change", "A change for earlier days"),
                            ("carried", "Taken off"),
                            ("kept", "Left for the next payment"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "funder",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("council", "Council"),
                            ("nhs", "NHS"),
                            ("children", "Children’s services"),
                            ("carer", "Council, for a carer"),
                            ("one_off", "One-off money"),
                        ],
                        max_length=10,
                    ),
                ),
                ("of", models.DateField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("weekly", models.DecimalField(decimal_places=2, max_digits=12)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("working", models.CharField(max_length=200)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="clients.fourweeklypayment",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a four-weekly payment",
            },
        ),
        migrations.CreateModel(
            name="KeptFigure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wages", "Wages due"),
                            ("hmrc", "Tax and National Insurance due"),
                            ("pension", "Pension due"),
                            ("orders", "Deductions to pay on"),
                            ("sheets", "Hours worked that are not paid yet"),
                            ("leaving", "Holiday and redundancy built up"),
                            ("recruiting", "Kept while you look for someone to work for you"),
                            ("contingency", "Kept for emergencies"),
                        ],
                        max_length=12,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("day", models.DateField()),
                ("source", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_figures",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "figure of what is kept",
                "verbose_name_plural": "figures of what is kept",
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("client", "The client, or who acts for them"),
                            ("staff", "The support worker"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("written", "Written"), ("call", "A phone call")],
                        default="written",
                        max_length=7,
                    ),
                ),
                ("words", models.CharField(max_length=4000)),
                ("on_behalf_of", models.CharField(blank=True, max_length=150)),
                ("sent_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("form_key", models.UUIDField(unique=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MessageFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("jpeg", "JPEG picture"), ("png", "PNG picture")],
                        max_length=4,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("scanned", models.BooleanField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="clients.message",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a message",
                "verbose_name_plural": "files of messages",
            },
        ),
        migrations.CreateModel(
            name="Onboarding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self", "They asked themselves"),
                            ("social_worker", "A social worker referred them"),
                            ("phone", "Somebody rang"),
                            ("adulthood", "They turn 18"),
                        ],
                        max_length=15,
                    ),
                ),
                ("is_renewal", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("considering", "Thinking about it"),
                            ("setting_up", "Setting up"),
                            ("conditions_met", "Ready for the agreement"),
                            ("agreed", "Agreement signed"),
                            ("paid", "First payment made"),
                            ("declined", "Decided against it"),
                            ("not_now", "Not now"),
                            ("stopped", "Refused by the council"),
                        ],
                        default="considering",
                        max_length=15,
                    ),
                ),
                ("state_since", models.DateField()),
                ("began_on", models.DateField()),
                ("chosen_on", models.DateField(blank=True, null=True)),
                ("conditions_met_on", models.DateField(blank=True, null=True)),
                ("agreed_on", models.DateField(blank=True, null=True)),
                ("paid_on", models.DateField(blank=True, null=True)),
                (
                    "began_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="onboardings",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementSignature",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=150)),
                (
                    "right",
                    models.CharField(
                        choices=[
                            ("self", "Themselves"),
                            ("authorised", "As the authorised person"),
                            ("parent", "As the parent"),
                        ],
                        max_length=15,
                    ),
                ),
                ("signed_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="clients.agreementversion",
                    ),
                ),
                (
                    "onboarding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="clients.onboarding",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature on an agreement",
                "verbose_name_plural": "signatures on agreements",
            },
        ),
        migrations.CreateModel(
            name="PaymentCondition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("section_31", "Care Act section 31: an adult who can decide"),
                            ("section_32", "Care Act section 32: an adult who cannot decide"),
                            ("section_17a", "Children Act section 17A: a child’s or parent’s needs"),
                            ("carer", "Care Act section 31: a carer’s own needs"),
                        ],
                        max_length=15,
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("met", models.BooleanField()),
                ("evidence", models.CharField(max_length=2000)),
                ("help_considered", models.CharField(blank=True, max_length=1000)),
                ("found_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "onboarding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="clients.onboarding",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "condition of the law",
                "verbose_name_plural": "conditions of the law",
            },
        ),
        migrations.CreateModel(
            name="PaymentCycle",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first_day", models.DateField()),
                ("worked_out_days", models.PositiveSmallIntegerField(default=14)),
                ("owner", models.CharField(max_length=150)),
                ("source", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PaymentDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("choose", "A direct payment"),
                            ("decline", "No direct payment"),
                            ("wait", "Not now"),
                            ("return", "Thinks about it again"),
                            ("change", "Changed their mind"),
                            ("end", "Wants to end it"),
                            ("refuse", "The council refused it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=2000)),
                (
                    "offered",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=15), default=list, size=None
                    ),
                ),
                ("present", models.CharField(blank=True, max_length=300)),
                ("decided_on", models.DateField()),
                ("is_for_them", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "onboarding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="clients.onboarding",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about a direct payment",
                "verbose_name_plural": "decisions about direct payments",
            },
        ),
        migrations.CreateModel(
            name="PaymentRoute",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("section_31", "Care Act section 31: an adult who can decide"),
                            ("section_32", "Care Act section 32: an adult who cannot decide"),
                            ("section_17a", "Children Act section 17A: a child’s or parent’s needs"),
                            ("carer", "Care Act section 31: a carer’s own needs"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "payee",
                    models.CharField(
                        choices=[
                            ("self", "The person themselves"),
                            ("nominated", "A nominated person"),
                            ("authorised", "An authorised person"),
                            ("parent", "A parent of the child"),
                            ("disabled_parent", "A disabled parent"),
                            ("young_person", "A young person of 16 or 17"),
                        ],
                        max_length=20,
                    ),
                ),
                ("payee_name", models.CharField(blank=True, max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "onboarding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="routes",
                        to="clients.onboarding",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "legal route",
            },
        ),
        migrations.CreateModel(
            name="PersonalAssistant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "contact_route",
                    models.CharField(
                        choices=[
                            ("online", "Online"),
                            ("phone", "By phone"),
                            ("post", "By post"),
                            ("large_print", "By post in large print"),
                        ],
                        default="phone",
                        max_length=20,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assistants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="complaint",
            name="assistant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaints",
                to="clients.personalassistant",
            ),
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "lot",
                    models.CharField(choices=[("support", "Support"), ("payroll", "Payroll")], max_length=10),
                ),
                (
                    "arrangement",
                    models.CharField(
                        choices=[
                            ("provider", "A provider of the support service"),
                            ("own_firm", "Their own payroll firm"),
                            ("self", "They run it themselves"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("social_worker", "A social worker"),
                            ("self", "The person themselves"),
                            ("other", "Somebody who rings for them"),
                        ],
                        max_length=15,
                    ),
                ),
                ("referred_by", models.CharField(blank=True, max_length=150)),
                ("name", models.CharField(max_length=150)),
                ("birth_date", models.DateField()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("adult", "Adult"),
                            ("child", "Parent of a disabled child"),
                            ("carer", "Carer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("nhs_number", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("nhs_index", models.CharField(blank=True, max_length=64)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("town", models.CharField(blank=True, max_length=50)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                (
                    "contact_route",
                    models.CharField(
                        choices=[
                            ("online", "Online"),
                            ("phone", "By phone"),
                            ("post", "By post"),
                            ("large_print", "By post in large print"),
                        ],
                        default="phone",
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("looked_at", "Being looked at"),
                            ("accepted", "Accepted"),
                            ("not_taken_up", "Not taken up"),
                            ("duplicate", "Referred twice"),
                        ],
                        default="received",
                        max_length=15,
                    ),
                ),
                ("state_since", models.DateField()),
                ("received_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("form_key", models.UUIDField()),
                (
                    "client",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="clients.referral",
                    ),
                ),
                (
                    "looked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "onboarding",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referral",
                        to="clients.onboarding",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("name", models.CharField(max_length=150)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("not_related", "Not related"),
                            ("spouse", "Husband, wife or civil partner"),
                            ("as_spouse", "Partner: they live together like husband and wife"),
                            ("parent", "Parent or parent-in-law"),
                            ("child", "Son, daughter, son-in-law or daughter-in-law"),
                            ("step", "Stepson or stepdaughter"),
                            ("sibling", "Brother or sister"),
                            ("aunt", "Aunt or uncle"),
                            ("grandparent", "Grandparent"),
                            ("partner_of", "Husband, wife or partner of one of these relatives"),
                            ("other", "Another relative, such as a cousin"),
                            ("unknown", "I do not know yet"),
                        ],
                        max_length=12,
                    ),
                ),
                ("same_household", models.BooleanField(null=True)),
                (
                    "work",
                    models.CharField(
                        choices=[
                            ("care", "Care and support"),
                            (
                                "administration",
                                "Administration: running the direct payment, its papers and its pay",
                            ),
                            ("both", "Both"),
                        ],
                        max_length=15,
                    ),
                ),
                ("same_postcode", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "assistant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.personalassistant",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RelativeAnswerTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("hold_after_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("owner", models.CharField(max_length=150)),
                ("source", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "time to say how a PA is related",
                "verbose_name_plural": "times to say how a PA is related",
            },
        ),
        migrations.CreateModel(
            name="RelativeDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "work",
                    models.CharField(
                        choices=[
                            ("care", "care and support"),
                            ("administration", "administration of the direct payment"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Council decision needed"),
                            ("allowed", "Allowed"),
                            ("refused", "Not allowed"),
                            ("not_needed", "Not needed any more"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("state_since", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("asked_because", models.CharField(blank=True, max_length=1000)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("from_day", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.client"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "relation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="clients.relation",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about a relative",
                "verbose_name_plural": "decisions about relatives",
            },
        ),
        migrations.CreateModel(
            name="RelativeGrounds",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wishes", models.CharField(max_length=2000)),
                ("reasons", models.CharField(max_length=2000)),
                ("next_steps", models.CharField(blank=True, max_length=2000)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grounds",
                        to="clients.relativedecision",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "grounds of a decision about a relative",
                "verbose_name_plural": "grounds of decisions about relatives",
            },
        ),
        migrations.CreateModel(
            name="RelativeRule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("adult", "Adult"),
                            ("child", "Parent of a disabled child"),
                            ("carer", "Carer"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            (
                                "anywhere",
                                "Partners wherever they live, and close relatives in the same household",
                            ),
                            ("same_household", "Partners and close relatives, in the same household only"),
                            ("nobody", "Nobody: relatives are paid like everybody else"),
                        ],
                        max_length=15,
                    ),
                ),
                ("owner", models.CharField(max_length=150)),
                ("source", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "rule about relatives",
                "verbose_name_plural": "rules about relatives",
            },
        ),
        migrations.CreateModel(
            name="Representation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nominated", "Nominated person (Care Act section 31)"),
                            ("authorised", "Authorised person (Care Act section 32)"),
                            ("parent", "Parent (Children Act section 17A)"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a yes"),
                            ("in_force", "In force"),
                            ("ended", "Ended"),
                            ("refused", "Refused"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("wanted_from", models.DateField(blank=True, null=True)),
                ("wanted_until", models.DateField(blank=True, null=True)),
                ("sees_money", models.BooleanField(default=True)),
                ("money_from", models.DateField(blank=True, null=True)),
                ("money_until", models.DateField(blank=True, null=True)),
                ("approves_timesheets", models.BooleanField(default=True)),
                ("timesheets_from", models.DateField(blank=True, null=True)),
                ("timesheets_until", models.DateField(blank=True, null=True)),
                ("signs", models.BooleanField(default=False)),
                ("signs_from", models.DateField(blank=True, null=True)),
                ("signs_until", models.DateField(blank=True, null=True)),
                ("is_their_pa", models.BooleanField(default=False)),
                ("client_approves", models.BooleanField(default=False)),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representations",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "independent_approver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.representation",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "acting for somebody",
                "verbose_name_plural": "acting for somebody",
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="representation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaints",
                to="clients.representation",
            ),
        ),
        migrations.CreateModel(
            name="RepresentationBasis",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("consent", "The person agrees"),
                            ("attorney", "Lasting power of attorney"),
                            ("deputy", "Deputyship of the Court of Protection"),
                            ("suitable", "Found suitable as an authorised person (Care Act section 32)"),
                            ("parental", "Parental responsibility"),
                            ("appointee", "Appointee for benefits"),
                        ],
                        max_length=10,
                    ),
                ),
                ("said_by", models.CharField(max_length=150)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("meeting", "In a meeting"),
                            ("phone", "By phone"),
                            ("writing", "In writing"),
                            ("online", "On their own page"),
                        ],
                        max_length=10,
                    ),
                ),
                ("document", models.CharField(blank=True, max_length=200)),
                ("seen_on", models.DateField()),
                ("holds_until", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "representation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bases",
                        to="clients.representation",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "consent or authority",
                "verbose_name_plural": "consents and authorities",
            },
        ),
        migrations.CreateModel(
            name="SetUpTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("first_payment_days", models.PositiveSmallIntegerField()),
                ("adulthood_months", models.PositiveSmallIntegerField()),
                ("owner", models.CharField(max_length=150)),
                ("source", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "time to set up",
                "verbose_name_plural": "times to set up",
            },
        ),
        migrations.CreateModel(
            name="SpendQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(max_length=150)),
                ("why", models.CharField(max_length=1000)),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for an answer"),
                            ("answered", "Answered"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("on_behalf_of", models.CharField(blank=True, max_length=150)),
                ("asked_at", models.DateTimeField()),
                ("form_key", models.UUIDField(unique=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("yes_if", "Yes, if"), ("no", "No")],
                        max_length=6,
                    ),
                ),
                ("terms", models.CharField(blank=True, max_length=500)),
                ("part", models.CharField(blank=True, max_length=300)),
                ("because", models.CharField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spend_questions",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "question about spending",
                "verbose_name_plural": "questions about spending",
            },
        ),
        migrations.CreateModel(
            name="SurplusLimit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("weeks", models.PositiveSmallIntegerField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("gross", "The whole budget of a week"),
                            ("net", "The budget of a week less the contribution"),
                        ],
                        max_length=5,
                    ),
                ),
                ("reply_days", models.PositiveSmallIntegerField()),
                ("owner", models.CharField(max_length=150)),
                ("source", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "limit of money left over",
                "verbose_name_plural": "limits of money left over",
            },
        ),
        migrations.CreateModel(
            name="SurplusNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("working", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a second person"),
                            ("sent", "Waiting for an answer"),
                            ("disputed", "Stopped: not agreed"),
                            ("agreed", "Agreed"),
                            ("due", "To be paid back"),
                            ("paid", "Paid back"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("put_forward_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("reply_by", models.DateField(blank=True, null=True)),
                ("said", models.CharField(blank=True, max_length=1000)),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("paid_on", models.DateField(blank=True, null=True)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surplus_notices",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "put_forward_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "notice of money left over",
                "verbose_name_plural": "notices of money left over",
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("reason", models.CharField(max_length=300)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "arrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensions",
                        to="clients.arrangement",
                    ),
                ),
                (
                    "began_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=100)),
                ("last_at", models.DateTimeField()),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "conversation",
            },
        ),
        migrations.AddField(
            model_name="message",
            name="thread",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="clients.thread"
            ),
        ),
        migrations.CreateModel(
            name="Uplift",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("per_cent", models.DecimalField(decimal_places=2, max_digits=5)),
                ("first_day", models.DateField()),
                ("source", models.CharField(max_length=300)),
                ("people", models.PositiveIntegerField()),
                ("weekly_before", models.DecimalField(decimal_places=2, max_digits=12)),
                ("weekly_after", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a second person"),
                            ("approved", "Being applied"),
                            ("applied", "Applied"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BudgetChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("weekly_before", models.DecimalField(decimal_places=2, max_digits=12)),
                ("weekly_amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("weekly_contribution", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("net", "Paid less the client's contribution"),
                            ("gross", "Paid in full, the contribution collected"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("own", "Their own bank account"),
                            ("card", "Prepaid card"),
                            ("managed", "Managed account"),
                        ],
                        max_length=10,
                    ),
                ),
                ("lines", models.JSONField()),
                ("reason", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a second person"),
                            ("applied", "In force"),
                            ("refused", "Refused"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_changes",
                        to="clients.client",
                    ),
                ),
                (
                    "uplift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="clients.uplift",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a budget",
            },
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("client", "Client"),
                            ("representative", "Representative"),
                            ("pa", "Personal assistant"),
                            ("support_worker", "Support worker"),
                            ("payroll_officer", "Payroll officer"),
                            ("payroll_manager", "Payroll manager"),
                            ("practitioner", "Council practitioner"),
                            ("council_finance", "Council finance officer"),
                            ("commissioner", "Commissioner"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=30,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("why", models.CharField(max_length=300)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "To do"), ("done", "Done")], default="open", max_length=10
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work_items",
                        to="clients.client",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("council", "="), ("during", "&&")], name="agreement_version_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.UniqueConstraint(
                fields=("council", "number"), name="agreement_version_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), _negated=True),
                    models.Q(("easy_words", ""), _negated=True),
                    ("digest__regex", "^[0-9a-f]{64}$"),
                ),
                name="agreement_version_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="awaytime",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("council", "="), ("during", "&&")], name="away_time_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="awaytime",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weeks__gte", 1),
                    ("weeks__lte", 52),
                    models.Q(("owner", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                ),
                name="away_time_says_how_long_and_whose",
            ),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(fields=["council", "name"], name="client_by_name"),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.UniqueConstraint(fields=("council", "reference"), name="client_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.UniqueConstraint(fields=("subject",), name="client_one_for_a_subject"),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stage__in", ["considering", "setting_up", "running", "closing", "closed"])
                ),
                name="client_stage",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "clients_clientevent" ("birth_date", "contact_route", "council_id", "email", "group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "reference", "stage", "stage_since", "subject_id", "town", "user_id") VALUES (NEW."birth_date", NEW."contact_route", NEW."council_id", NEW."email", NEW."group", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."postcode", NEW."reference", NEW."stage", NEW."stage_since", NEW."subject_id", NEW."town", NEW."user_id"); RETURN NULL;',
                    hash="cb36b783cae6c2cc24fa83e7a33e0551ce257fe9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a5391",
                    table="clients_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "clients_clientevent" ("birth_date", "contact_route", "council_id", "email", "group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "reference", "stage", "stage_since", "subject_id", "town", "user_id") VALUES (NEW."birth_date", NEW."contact_route", NEW."council_id", NEW."email", NEW."group", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."postcode", NEW."reference", NEW."stage", NEW."stage_since", NEW."subject_id", NEW."town", NEW."user_id"); RETURN NULL;',
                    hash="83b28599cec06562189163fd21d2b85e7f26bb19",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_757e7",
                    table="clients_client",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="caseallocation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("client", "="), ("during", "&&")], name="allocation_one_worker_at_a_time"
            ),
        ),
        migrations.AddIndex(
            model_name="capacity",
            index=models.Index(fields=["client", "-assessed_on", "-recorded_at"], name="capacity_last"),
        ),
        migrations.AddConstraint(
            model_name="capacity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assessed_by", ""), _negated=True), models.Q(("evidence", ""), _negated=True)
                ),
                name="capacity_with_evidence",
            ),
        ),
        migrations.AddIndex(
            model_name="arrangement",
            index=models.Index(fields=["council", "state"], name="arrangement_of_council"),
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=("client",),
                name="arrangement_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["agreed", "running", "suspended", "ending", "ended"])),
                name="arrangement_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=models.CheckConstraint(
                condition=models.Q(("contingency__gte", 0)), name="arrangement_contingency"
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("pays_from")), _connector="OR"
                ),
                name="arrangement_ends_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["ending", "ended"]), _negated=True),
                    ("ends_on__isnull", False),
                    _connector="OR",
                ),
                name="arrangement_end_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "agreed"),
                    models.Q(
                        ("begun_by__isnull", False),
                        models.Q(("begun_by", models.F("agreed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="arrangement_begun_by_a_second_person",
            ),
        ),
        migrations.AddIndex(
            model_name="absence",
            index=models.Index(fields=["council", "state", "first_day"], name="absence_by_state"),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "away")), fields=("client",), name="absence_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["away", "back", "cancelled"])), name="absence_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expected_back", None), ("expected_back__gt", models.F("first_day")), _connector="OR"
                ),
                name="absence_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("back_on", None), ("back_on__gte", models.F("first_day")), _connector="OR"
                ),
                name="absence_back_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "back"), _negated=True),
                    models.Q(("back_on", None), _negated=True),
                    _connector="OR",
                ),
                name="absence_back_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("pay", "")),
                    models.Q(
                        models.Q(("pay", ""), _negated=True),
                        models.Q(("pay_words", ""), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="absence_pay_decided_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("settled_on", None)), fields=["client"], name="commitment_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="commitment_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintpoint",
            constraint=models.UniqueConstraint(fields=("complaint", "number"), name="complaint_point_once"),
        ),
        migrations.AddConstraint(
            model_name="complaintpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at", None),
                        ("answered_by", None),
                        ("done", ""),
                        ("outcome", ""),
                        ("reasons", ""),
                    ),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("outcome__in", ["upheld", "partly", "not_upheld"]),
                        models.Q(("reasons", ""), _negated=True),
                        models.Q(("done", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="complaint_point_answered_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="complainttime",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("council", "="), ("during", "&&")], name="complaint_time_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="complainttime",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acknowledge_days__gte", 1),
                    ("answer_days__gte", models.F("acknowledge_days")),
                    ("answer_days__lte", 130),
                    models.Q(("owner", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                    models.Q(("ombudsman", ""), _negated=True),
                ),
                name="complaint_time_says_how_long_and_whose",
            ),
        ),
        migrations.AddIndex(
            model_name="contactnote",
            index=models.Index(fields=["client", "-on"], name="contact_note_newest"),
        ),
        migrations.AddConstraint(
            model_name="contactnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["phone", "visit", "video", "email", "letter", "other"]),
                    models.Q(("words", ""), _negated=True),
                ),
                name="contact_note_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="directpayment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("client", "="), ("during", "&&")], name="direct_payment_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="directpayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weekly_amount__gte", 0),
                    ("weekly_contribution__gte", 0),
                    ("weekly_contribution__lte", models.F("weekly_amount")),
                ),
                name="direct_payment_contribution_within",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="directpayment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "clients_directpaymentevent" ("account", "basis", "client_id", "council_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject_id", "weekly_amount", "weekly_contribution") VALUES (NEW."account", NEW."basis", NEW."client_id", NEW."council_id", NEW."during", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."subject_id", NEW."weekly_amount", NEW."weekly_contribution"); RETURN NULL;',
                    hash="381c3b910ad618718859c7c3fac2ae654fb28a11",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e30c5",
                    table="clients_directpayment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="directpayment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "clients_directpaymentevent" ("account", "basis", "client_id", "council_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject_id", "weekly_amount", "weekly_contribution") VALUES (NEW."account", NEW."basis", NEW."client_id", NEW."council_id", NEW."during", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."subject_id", NEW."weekly_amount", NEW."weekly_contribution"); RETURN NULL;',
                    hash="a1cb011e7174d7c0eda4bd315184ab7476f2f836",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_61f43",
                    table="clients_directpayment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.UniqueConstraint(
                fields=("direct_payment", "purpose", "funder"), name="budget_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekly_amount__gt", 0)), name="budget_line_amount"
            ),
        ),
        migrations.AddIndex(
            model_name="ending",
            index=models.Index(fields=["council", "state", "last_day"], name="ending_by_state"),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "decided"])),
                fields=("client",),
                name="ending_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "decided", "closed", "dropped"])),
                name="ending_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["decided", "closed"]), _negated=True),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="ending_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilmove",
            constraint=models.CheckConstraint(
                condition=models.Q(("new_council", ""), _negated=True), name="council_move_to_a_council"
            ),
        ),
        migrations.AddConstraint(
            model_name="councilmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed_on", None), models.Q(("contact", ""), _negated=True), _connector="OR"
                ),
                name="council_move_agreed_with_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pack_may_go", None), models.Q(("said_by", ""), _negated=True), _connector="OR"
                ),
                name="council_move_said_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="endinggrounds",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), _negated=True), models.Q(("notice", ""), _negated=True)
                ),
                name="ending_grounds_with_reasons",
            ),
        ),
        migrations.AddIndex(
            model_name="endingstep",
            index=models.Index(fields=["ending", "code", "-recorded_at"], name="ending_step_last"),
        ),
        migrations.AddConstraint(
            model_name="endingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="ending_step_with_a_note"
            ),
        ),
        migrations.AddIndex(
            model_name="fourweeklypayment",
            index=models.Index(fields=["council", "due_on"], name="four_weekly_payment_due"),
        ),
        migrations.AddIndex(
            model_name="fourweeklypayment",
            index=models.Index(fields=["client", "-first_day"], name="four_weekly_payment_of_client"),
        ),
        migrations.AddConstraint(
            model_name="fourweeklypayment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "stopped"), _negated=True),
                fields=("arrangement", "first_day"),
                name="four_weekly_payment_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="fourweeklypayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["due", "put_forward", "approved", "paid", "returned", "stopped"])
                ),
                name="four_weekly_payment_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="fourweeklypayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("carried__lte", 0)), name="four_weekly_payment_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="fourweeklypayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["approved", "paid", "returned"]), _negated=True),
                    models.Q(
                        ("approved_by__isnull", False),
                        ("put_forward_by__isnull", False),
                        models.Q(("approved_by", models.F("put_forward_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="four_weekly_payment_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="fourweeklyline",
            constraint=models.UniqueConstraint(fields=("payment", "place"), name="four_weekly_line_once"),
        ),
        migrations.AddConstraint(
            model_name="fourweeklyline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("funder__in", ["council", "carer", "children", "one_off", "nhs"]),
                        ("kind__in", ["four_weeks", "change"]),
                    ),
                    models.Q(("funder", ""), ("kind__in", ["carried", "kept"])),
                    _connector="OR",
                ),
                name="four_weekly_line_has_a_funder",
            ),
        ),
        migrations.AddIndex(
            model_name="keptfigure",
            index=models.Index(fields=["client", "kind", "-day"], name="kept_figure_newest"),
        ),
        migrations.AddConstraint(
            model_name="keptfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), models.Q(("source", ""), _negated=True)),
                name="kept_figure_says_whence",
            ),
        ),
        migrations.AddConstraint(
            model_name="messagefile",
            constraint=models.UniqueConstraint(fields=("message", "sha256"), name="message_file_once"),
        ),
        migrations.AddConstraint(
            model_name="messagefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pdf", "jpeg", "png"]), ("size__gt", 0)),
                name="message_file_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="onboarding",
            index=models.Index(fields=["council", "state", "state_since"], name="onboarding_by_state"),
        ),
        migrations.AddConstraint(
            model_name="onboarding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["considering", "setting_up", "conditions_met", "agreed"])),
                fields=("client",),
                name="onboarding_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="onboarding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "considering",
                            "setting_up",
                            "conditions_met",
                            "agreed",
                            "paid",
                            "declined",
                            "not_now",
                            "stopped",
                        ],
                    )
                ),
                name="onboarding_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="onboarding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["agreed", "paid"]), _negated=True),
                    ("agreed_on__isnull", False),
                    _connector="OR",
                ),
                name="onboarding_agreed_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="onboarding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "paid"), _negated=True), ("paid_on__isnull", False), _connector="OR"
                ),
                name="onboarding_paid_on_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="agreementsignature",
            index=models.Index(fields=["onboarding", "-recorded_at"], name="agreement_signature_last"),
        ),
        migrations.AddConstraint(
            model_name="agreementsignature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    models.Q(
                        models.Q(("seen_by", None), ("signed_by__isnull", False)),
                        models.Q(("seen_by__isnull", False), ("signed_by", None)),
                        _connector="OR",
                    ),
                ),
                name="agreement_signature_online_or_on_paper",
            ),
        ),
        migrations.AddIndex(
            model_name="paymentcondition",
            index=models.Index(fields=["onboarding", "code", "-recorded_at"], name="payment_condition_last"),
        ),
        migrations.AddConstraint(
            model_name="paymentcondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("evidence", ""), _negated=True), ("code", "not_excluded"), _connector="OR"
                ),
                name="payment_condition_with_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentcondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", "not_excluded"), _negated=True), ("evidence", ""), _connector="OR"
                ),
                name="payment_condition_keeps_no_offence",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentcondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", "capable"), ("met", False), _negated=True),
                    models.Q(("help_considered", ""), _negated=True),
                    _connector="OR",
                ),
                name="payment_condition_help_considered",
            ),
        ),
        migrations.AddIndex(
            model_name="paymentdecision",
            index=models.Index(fields=["onboarding", "recorded_at"], name="payment_decision_in_order"),
        ),
        migrations.AddConstraint(
            model_name="paymentdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), _negated=True),
                    models.Q(
                        ("choice__in", ["return", "change", "end", "refuse"]),
                        ("offered__len__gte", 1),
                        _connector="OR",
                    ),
                ),
                name="payment_decision_with_reasons",
            ),
        ),
        migrations.AddIndex(
            model_name="paymentroute",
            index=models.Index(fields=["onboarding", "-recorded_at"], name="payment_route_last"),
        ),
        migrations.AddConstraint(
            model_name="paymentroute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("payee__in", ["self", "nominated"]), ("route__in", ["section_31", "carer"])),
                    models.Q(("payee", "authorised"), ("route", "section_32")),
                    models.Q(
                        ("payee__in", ["parent", "disabled_parent", "young_person"]), ("route", "section_17a")
                    ),
                    _connector="OR",
                ),
                name="payment_route_pays_whom_the_law_names",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentroute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("payee__in", ["self", "disabled_parent", "young_person"]),
                    models.Q(("payee_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="payment_route_names_who_is_paid",
            ),
        ),
        migrations.AddIndex(
            model_name="personalassistant",
            index=models.Index(fields=["council", "name"], name="assistant_by_name"),
        ),
        migrations.AddConstraint(
            model_name="personalassistant",
            constraint=models.UniqueConstraint(fields=("subject",), name="assistant_one_for_a_subject"),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["organisation", "lot"], name="placement_of_provider"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("client", "="), ("lot", "="), ("during", "&&")],
                name="placement_one_provider_a_lot",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("arrangement", "provider"), ("organisation__isnull", False)),
                    models.Q(("arrangement__in", ["own_firm", "self"]), ("organisation", None)),
                    _connector="OR",
                ),
                name="placement_provider_is_named",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["council", "state", "received_on"], name="referral_by_state"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["council", "birth_date"], name="referral_by_birth_date"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["nhs_index"], name="referral_by_nhs_number"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(fields=("subject",), name="referral_one_for_a_subject"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(fields=("council", "form_key"), name="referral_once"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["received", "looked_at", "accepted", "not_taken_up", "duplicate"])
                ),
                name="referral_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), _negated=True),
                    models.Q(("client__isnull", False), ("onboarding__isnull", False)),
                    _connector="OR",
                ),
                name="referral_accepted_as_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "duplicate"), _negated=True),
                    ("duplicate_of__isnull", False),
                    _connector="OR",
                ),
                name="referral_duplicate_of_another",
            ),
        ),
        migrations.AddIndex(
            model_name="relation",
            index=models.Index(fields=["assistant"], name="relation_of_assistant"),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("client", "="), ("assistant", "="), ("during", "&&")],
                name="relation_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "relation__in",
                        [
                            "not_related",
                            "spouse",
                            "as_spouse",
                            "parent",
                            "child",
                            "step",
                            "sibling",
                            "aunt",
                            "grandparent",
                            "partner_of",
                            "other",
                            "unknown",
                        ],
                    ),
                    ("work__in", ["care", "administration", "both"]),
                ),
                name="relation_and_work",
            ),
        ),
        migrations.AddConstraint(
            model_name="relativeanswertime",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("council", "="), ("during", "&&")], name="relative_answer_time_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="relativeanswertime",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("hold_after_days", None),
                        models.Q(("hold_after_days__gte", 14), ("hold_after_days__lte", 366)),
                        _connector="OR",
                    ),
                    models.Q(("owner", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                ),
                name="relative_answer_time_says_how_long_and_whose",
            ),
        ),
        migrations.AddIndex(
            model_name="relativedecision",
            index=models.Index(fields=["council", "state", "asked_at"], name="relative_decision_by_state"),
        ),
        migrations.AddConstraint(
            model_name="relativedecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("relation", "work"),
                name="relative_decision_one_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="relativedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "allowed", "refused", "not_needed"])),
                name="relative_decision_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="relativedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["allowed", "refused"]), _negated=True),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="relative_decision_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="relativedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "allowed"), _negated=True),
                    ("from_day__isnull", False),
                    _connector="OR",
                ),
                name="relative_decision_from_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="relativedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("from_day")), _connector="OR"),
                name="relative_decision_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="relativegrounds",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("wishes", ""), _negated=True), models.Q(("reasons", ""), _negated=True)
                ),
                name="relative_grounds_with_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="relativerule",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("council", "="), ("group", "="), ("during", "&&")],
                name="relative_rule_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="relativerule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rule__in", ["anywhere", "same_household", "nobody"]),
                    models.Q(("owner", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                ),
                name="relative_rule_says_what_and_whose",
            ),
        ),
        migrations.AddIndex(
            model_name="representation",
            index=models.Index(fields=["council", "state"], name="representation_by_state"),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("client", "="), ("user", "="), ("during", "&&")],
                name="representation_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("client", "user"),
                name="representation_proposed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["nominated", "authorised", "parent"])),
                name="representation_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "in_force", "ended", "refused", "withdrawn"])),
                name="representation_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("during__isempty", True), ("state__in", ("proposed", "refused", "withdrawn"))),
                    models.Q(("during__isempty", False), ("state", "in_force")),
                    ("state", "ended"),
                    _connector="OR",
                ),
                name="representation_days_when_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "proposed"), _negated=True),
                    models.Q(("proposed_by__isnull", False), ("wanted_from__isnull", False)),
                    _connector="OR",
                ),
                name="representation_proposed_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("state__in", ["new", "looked_into"])),
                fields=["answer_by"],
                name="complaint_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(fields=("subject",), name="complaint_one_for_a_subject"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assistant", None), ("client__isnull", False)),
                    models.Q(("assistant__isnull", False), ("client", None), ("representation", None)),
                    _connector="OR",
                ),
                name="complaint_of_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("about", "person"), ("about_organisation", None), ("about_user__isnull", False)
                    ),
                    models.Q(
                        ("about", "organisation"), ("about_organisation__isnull", False), ("about_user", None)
                    ),
                    models.Q(("about", "other"), ("about_organisation", None), ("about_user", None)),
                    _connector="OR",
                ),
                name="complaint_about",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["new", "looked_into", "answered", "withdrawn"])),
                name="complaint_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "answered"), _negated=True),
                    models.Q(
                        ("answered_on__isnull", False),
                        ("in_time__isnull", False),
                        models.Q(("learning", ""), _negated=True),
                        models.Q(("ombudsman", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="complaint_answered_with_what_was_learned",
            ),
        ),
        migrations.AddIndex(
            model_name="representationbasis",
            index=models.Index(fields=["representation", "recorded_at"], name="basis_of"),
        ),
        migrations.AddIndex(
            model_name="representationbasis",
            index=models.Index(
                condition=models.Q(("holds_until__isnull", False)),
                fields=["holds_until"],
                name="basis_that_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="representationbasis",
            constraint=models.CheckConstraint(
                condition=models.Q(("said_by", ""), _negated=True), name="basis_said_by_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="representationbasis",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "consent"), models.Q(("document", ""), _negated=True), _connector="OR"
                ),
                name="basis_names_its_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="setuptime",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("council", "="), ("during", "&&")], name="set_up_time_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="setuptime",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_payment_days__gte", 1),
                    ("first_payment_days__lte", 130),
                    ("adulthood_months__gte", 1),
                    ("adulthood_months__lte", 48),
                    models.Q(("owner", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                ),
                name="set_up_time_says_how_long_and_whose",
            ),
        ),
        migrations.AddIndex(
            model_name="spendquestion",
            index=models.Index(
                condition=models.Q(("state", "asked")),
                fields=["council", "asked_at"],
                name="spend_question_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="spendquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "answered", "withdrawn"])),
                name="spend_question_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="spendquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("what", ""), _negated=True),
                    models.Q(("why", ""), _negated=True),
                    models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                ),
                name="spend_question_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="spendquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at", None),
                        ("answered_by", None),
                        ("verdict", ""),
                        models.Q(("state", "answered"), _negated=True),
                    ),
                    models.Q(
                        ("state", "answered"),
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("part", ""), _negated=True),
                        models.Q(("verdict", ""), _negated=True),
                        models.Q(("answered_by", models.F("asked_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="spend_question_answered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="spendquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "yes_if"), _negated=True),
                    models.Q(("terms", ""), _negated=True),
                    _connector="OR",
                ),
                name="spend_question_if_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="surpluslimit",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("council", "="), ("during", "&&")], name="surplus_limit_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="surpluslimit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weeks__range", (1, 104)),
                    ("reply_days__range", (14, 112)),
                    models.Q(("owner", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                ),
                name="surplus_limit_says_how_much_and_whose",
            ),
        ),
        migrations.AddConstraint(
            model_name="surplusnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "sent", "disputed", "agreed", "due", "paid", "withdrawn"])
                ),
                name="surplus_notice_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="surplusnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="surplus_notice_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="surplusnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["paid", "withdrawn"]), _negated=True),
                fields=("client",),
                name="surplus_notice_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="surplusnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("proposed", "withdrawn")),
                    models.Q(
                        ("reply_by__isnull", False),
                        ("sent_by__isnull", False),
                        models.Q(("sent_by", models.F("put_forward_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="surplus_notice_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="surplusnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paid_on", None), models.Q(("state", "paid"), _negated=True)),
                    models.Q(("paid_on__gt", models.F("reply_by")), ("state", "paid")),
                    _connector="OR",
                ),
                name="surplus_notice_nothing_moves_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="surplusnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "disputed"), _negated=True),
                    models.Q(("said", ""), _negated=True),
                    _connector="OR",
                ),
                name="surplus_notice_disputed_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("arrangement", "="), ("during", "&&")], name="suspension_one_at_a_time"
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["client", "-last_at"], name="thread_newest"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["thread", "sent_at"], name="message_in_order"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("read_at", None)), fields=["subject", "side"], name="message_unread"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("side__in", ["client", "staff"]),
                    ("kind__in", ["written", "call"]),
                    models.Q(("words", ""), _negated=True),
                ),
                name="message_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "written"), ("side", "staff"), _connector="OR"),
                name="message_calls_are_noted_by_staff",
            ),
        ),
        migrations.AddConstraint(
            model_name="uplift",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "approved", "applied", "withdrawn"])),
                name="uplift_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="uplift",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "approved"])),
                fields=("council",),
                name="uplift_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="uplift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["approved", "applied"]), _negated=True),
                    models.Q(
                        ("decided_by__isnull", False),
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="uplift_by_a_second_person",
            ),
        ),
        migrations.AddIndex(
            model_name="budgetchange",
            index=models.Index(
                condition=models.Q(("state", "proposed")), fields=["uplift"], name="budget_change_to_apply"
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "applied", "refused"])),
                name="budget_change_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("client",),
                name="budget_change_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "applied"), _negated=True),
                    models.Q(
                        ("decided_by__isnull", False),
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="budget_change_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weekly_contribution__gte", 0), ("weekly_contribution__lte", models.F("weekly_amount"))
                ),
                name="budget_change_contribution_within",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["role", "due_on"], name="work_item_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.UniqueConstraint(fields=("council", "key"), name="work_item_once"),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "done"])), name="work_item_state"
            ),
        ),
    ]
