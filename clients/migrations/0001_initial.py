import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import dpss.access.keys
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0002_walls"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            options={
                "indexes": [models.Index(fields=["council", "name"], name="client_by_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "reference"), name="client_reference_once"),
                    models.UniqueConstraint(fields=("subject",), name="client_one_for_a_subject"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["considering", "setting_up", "running", "closing", "closed"])
                        ),
                        name="client_stage",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
            },
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
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("client", "="), ("during", "&&")],
                        name="allocation_one_worker_at_a_time",
                    )
                ],
            },
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
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_on", None)), fields=["client"], name="commitment_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="commitment_amount")
                ],
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
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("client", "="), ("during", "&&")], name="direct_payment_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekly_amount__gte", 0),
                            ("weekly_contribution__gte", 0),
                            ("weekly_contribution__lte", models.F("weekly_amount")),
                        ),
                        name="direct_payment_contribution_within",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
            },
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
                        choices=[("council", "Council"), ("nhs", "NHS")], default="council", max_length=10
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("direct_payment", "purpose", "funder"), name="budget_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekly_amount__gt", 0)), name="budget_line_amount"
                    ),
                ],
            },
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
            options={
                "indexes": [models.Index(fields=["council", "name"], name="assistant_by_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("subject",), name="assistant_one_for_a_subject")
                ],
            },
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
            options={
                "indexes": [models.Index(fields=["organisation", "lot"], name="placement_of_provider")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("client", "="), ("lot", "="), ("during", "&&")],
                        name="placement_one_provider_a_lot",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("arrangement", "provider"), ("organisation__isnull", False)),
                            models.Q(("arrangement__in", ["own_firm", "self"]), ("organisation", None)),
                            _connector="OR",
                        ),
                        name="placement_provider_is_named",
                    ),
                ],
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
                ("sees_money", models.BooleanField(default=True)),
                ("approves_timesheets", models.BooleanField(default=True)),
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
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("client", "="), ("user", "="), ("during", "&&")],
                        name="representation_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["nominated", "authorised", "parent"])),
                        name="representation_kind",
                    ),
                ],
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
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["role", "due_on"],
                        name="work_item_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "key"), name="work_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done"])), name="work_item_state"
                    ),
                ],
            },
        ),
    ]
