import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import dpss.access.keys
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0002_walls"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Award",
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
                        related_name="awards",
                        to="access.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("starts", models.DateField()),
                ("core_ends", models.DateField()),
                ("longest_ends", models.DateField()),
                ("ceiling", models.DecimalField(decimal_places=2, max_digits=12)),
                ("ceiling_source", models.CharField(max_length=300)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("core_ends__lte", models.F("longest_ends")),
                            ("starts__lt", models.F("core_ends")),
                        ),
                        name="contract_dates_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(choices=[("support", "Support"), ("payroll", "Payroll")], max_length=10),
                ),
                ("first_year_value", models.DecimalField(decimal_places=2, max_digits=12)),
                ("growth", models.DecimalField(decimal_places=4, max_digits=6)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lots",
                        to="contracts.contract",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "number"), name="lot_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["support", "payroll"])), name="lot_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AwardEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
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
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="access.organisation",
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
                        to="contracts.award",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contracts.lot",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="award",
            name="lot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="contracts.lot"
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("lot", "="), ("organisation", "="), ("during", "&&")],
                name="award_once_at_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "contracts_awardevent" ("council_id", "during", "id", "lot_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."council_id", NEW."during", NEW."id", NEW."lot_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="14a8f2d4eabbe05a34e9ca7583ad954bcca330c3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_753cb",
                    table="contracts_award",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "contracts_awardevent" ("council_id", "during", "id", "lot_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."council_id", NEW."during", NEW."id", NEW."lot_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="05f1538b7e7d312557a370c6569b3c55ddb09752",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0188d",
                    table="contracts_award",
                    when="AFTER",
                ),
            ),
        ),
    ]
