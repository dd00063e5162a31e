import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
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
        ("clients", "0002_walls"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgentCode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("code", models.CharField(max_length=12)),
                ("sender", models.CharField(max_length=12)),
                ("password", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council", "organisation", "code"), name="agent_code_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("sender", ""), _negated=True)
                        ),
                        name="agent_code_has_a_sender",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BroughtForward",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tax_year", models.CharField(max_length=7)),
                ("up_to", models.DateField()),
                ("figures", models.JSONField()),
                ("previous_pay", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("previous_tax", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("source", models.CharField(blank=True, max_length=100)),
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
            name="Call",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=200)),
                ("said", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "Answered"),
                            ("passed_on", "Passed on to somebody"),
                            ("ring_back", "We ring back"),
                            ("not_identified", "We could not tell who it was"),
                        ],
                        max_length=14,
                    ),
                ),
                ("ring_back_on", models.DateField(blank=True, null=True)),
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
                    "rings_back",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rung_back",
                        to="payroll.call",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "-began_at"], name="call_of_a_person"),
                    models.Index(
                        condition=models.Q(("outcome", "ring_back")),
                        fields=["organisation", "ring_back_on"],
                        name="call_to_ring_back",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("subject", "taken_by"),
                        name="call_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("outcome", ""), ("said", ""), ("why", "")),
                            models.Q(
                                ("ended_at__gte", models.F("began_at")),
                                ("outcome__in", ["answered", "passed_on", "ring_back", "not_identified"]),
                                models.Q(("why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="call_is_written_up_when_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "ring_back"), ("ring_back_on__isnull", False)),
                            models.Q(
                                models.Q(("outcome", "ring_back"), _negated=True), ("ring_back_on", None)
                            ),
                            _connector="OR",
                        ),
                        name="call_rings_back_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deduction",
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
                            ("child_maintenance", "Child maintenance"),
                            ("council_tax", "Council tax order"),
                            ("court_priority", "Court order for maintenance or a fine"),
                            ("court_debt", "Court order for a judgment debt"),
                            ("direct_earnings", "Benefit debt"),
                            ("overpayment", "Overpaid wages"),
                            ("voluntary", "Voluntary deduction"),
                        ],
                        max_length=20,
                    ),
                ),
                ("sender", models.CharField(blank=True, max_length=150)),
                ("reference", models.CharField(max_length=60)),
                ("made", models.DateField()),
                ("first_day", models.DateField()),
                ("stops_on", models.DateField(blank=True, null=True)),
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
            name="DeductionTerms",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("normal", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("protected", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                (
                    "schedule",
                    models.CharField(
                        blank=True, choices=[("standard", "Standard"), ("higher", "Higher")], max_length=8
                    ),
                ),
                ("fee", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("owed", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("carried", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("protected_carried", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "deduction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="payroll.deduction",
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
                        expressions=[("deduction", "="), ("during", "&&")],
                        name="deduction_terms_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("carried__gte", 0),
                            ("fee__gte", 0),
                            ("protected_carried__gte", 0),
                            models.Q(("normal", None), ("normal__gt", 0), _connector="OR"),
                            models.Q(("protected", None), ("protected__gte", 0), _connector="OR"),
                            models.Q(("owed", None), ("owed__gt", 0), _connector="OR"),
                        ),
                        name="deduction_terms_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("schedule", ""), ("normal", None), _connector="OR"),
                        name="deduction_terms_one_way",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "payroll_deductiontermsevent" ("carried", "council_id", "deduction_id", "during", "fee", "id", "normal", "owed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protected", "protected_carried", "schedule", "subject_id") VALUES (NEW."carried", NEW."council_id", NEW."deduction_id", NEW."during", NEW."fee", NEW."id", NEW."normal", NEW."owed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."protected", NEW."protected_carried", NEW."schedule", NEW."subject_id"); RETURN NULL;',
                            hash="d368352e9bc0fb753763664341fc966a8929ea51",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8e630",
                            table="payroll_deductionterms",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "payroll_deductiontermsevent" ("carried", "council_id", "deduction_id", "during", "fee", "id", "normal", "owed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protected", "protected_carried", "schedule", "subject_id") VALUES (NEW."carried", NEW."council_id", NEW."deduction_id", NEW."during", NEW."fee", NEW."id", NEW."normal", NEW."owed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."protected", NEW."protected_carried", NEW."schedule", NEW."subject_id"); RETURN NULL;',
                            hash="cf6204a72dcfc45957c67039f330ce503eebe75a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_070ae",
                            table="payroll_deductionterms",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeductionTermsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("normal", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("protected", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                (
                    "schedule",
                    models.CharField(
                        blank=True, choices=[("standard", "Standard"), ("higher", "Higher")], max_length=8
                    ),
                ),
                ("fee", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("owed", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("carried", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("protected_carried", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
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
                    "deduction",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="payroll.deduction",
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
                        to="payroll.deductionterms",
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
            name="EarlierJob",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tax_year", models.CharField(max_length=7)),
                ("leaving_date", models.DateField()),
                ("tax_code", models.CharField(max_length=10)),
                ("non_cumulative", models.BooleanField(default=False)),
                ("week", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("pay", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("tax", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("student_loan", models.BooleanField(default=False)),
                ("withdrawn", models.BooleanField(default=False)),
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
            name="EarlierSickness",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("source", models.CharField(max_length=150)),
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
                "verbose_name": "earlier sickness",
            },
        ),
        migrations.CreateModel(
            name="Employer",
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
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employers",
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
            name="DeadlineWarning",
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
                            ("approve", "Approve wages"),
                            ("bank_file", "Bank file"),
                            ("own_wages", "Wages the employer pays"),
                            ("sent_back", "Wages sent back"),
                            ("not_come", "Wages not come"),
                            ("fps", "Report of wages (FPS)"),
                            ("eps", "Summary (EPS)"),
                            ("hmrc_bill", "Payment to HMRC"),
                            ("hmrc_letter", "Appeal against HMRC"),
                            ("schedule", "Pension schedule"),
                            ("pension_duty", "Pension letter or step"),
                            ("regulator", "Declaration or re-enrolment"),
                        ],
                        max_length=14,
                    ),
                ),
                ("by", models.DateField()),
                ("first_on", models.DateField()),
                ("settled_on", models.DateField(blank=True, null=True)),
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deadline_warnings",
                        to="payroll.employer",
                    ),
                ),
            ],
            options={
                "verbose_name": "warning of a deadline",
                "verbose_name_plural": "warnings of deadlines",
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_on", None)), fields=["by"], name="deadline_warning_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("employer", "kind", "by"), name="deadline_warning_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "approve",
                                    "bank_file",
                                    "own_wages",
                                    "sent_back",
                                    "not_come",
                                    "fps",
                                    "eps",
                                    "hmrc_bill",
                                    "hmrc_letter",
                                    "schedule",
                                    "pension_duty",
                                    "regulator",
                                ],
                            )
                        ),
                        name="deadline_warning_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_on", None), ("settled_on__gte", models.F("first_on")), _connector="OR"
                        ),
                        name="deadline_warning_settled_after_it_was_noticed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllowanceClaim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tax_year", models.CharField(max_length=7)),
                ("claimed_on", models.DateField()),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "claimed_by",
                    models.ForeignKey(
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
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allowance_claims",
                        to="payroll.employer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on", None)),
                        fields=("employer", "tax_year"),
                        name="allowance_claim_one_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tax_year__regex", "^20\\d{2}-\\d{2}$")),
                        name="allowance_claim_tax_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_by", None), ("withdrawn_on", None)),
                            models.Q(
                                ("withdrawn_by__isnull", False), ("withdrawn_on__gte", models.F("claimed_on"))
                            ),
                            _connector="OR",
                        ),
                        name="allowance_claim_withdrawn_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreesPayruns",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("said_by", models.CharField(max_length=150)),
                ("reason", models.CharField(blank=True, max_length=300)),
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agrees_payruns",
                        to="payroll.employer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("said_by", ""), _negated=True),
                        name="agrees_payruns_says_whose_wish",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("employer", "="), ("during", "&&")], name="agrees_payruns_one_at_a_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmployerChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("confirmed", "Confirmed"),
                            ("abandoned", "Given up"),
                            ("undone", "Taken back"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("turned_18", "The person supported turned 18, and a parent employed until now"),
                            (
                                "capacity",
                                "The employer can no longer decide, and somebody else employs instead",
                            ),
                            ("died", "The employer has died"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("explanation", models.CharField(blank=True, max_length=500)),
                ("new_name", models.CharField(max_length=150)),
                ("first_day", models.DateField()),
                ("takes_over_records", models.BooleanField(blank=True, null=True)),
                ("hmrc_said", models.CharField(blank=True, max_length=300)),
                ("pension_goes_on", models.BooleanField(blank=True, null=True)),
                (
                    "payer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("employer", "The employer pays"),
                            ("provider", "The provider pays from the managed account"),
                        ],
                        max_length=10,
                    ),
                ),
                ("insured", models.BooleanField(blank=True, null=True)),
                ("begun_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("ceases_on", models.DateField(blank=True, null=True)),
                (
                    "became",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_by",
                        to="payroll.employer",
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmed_by",
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="payroll.employer",
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
                "verbose_name": "change of employer",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "confirmed"])),
                        fields=("employer",),
                        name="employer_change_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "confirmed", "abandoned", "undone"])),
                        name="employer_change_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("why__in", ["turned_18", "capacity", "died"]),
                            models.Q(("why", "other"), models.Q(("explanation", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="employer_change_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            models.Q(
                                ("became__isnull", False),
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="employer_change_confirmed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmployersAgent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employers",
                        to="payroll.agentcode",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agents",
                        to="payroll.employer",
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
                        expressions=[("employer", "="), ("during", "&&")],
                        name="employers_agent_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EmployersSender",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sender", models.CharField(max_length=12)),
                ("password", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("kept_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="senders",
                        to="payroll.employer",
                    ),
                ),
                (
                    "kept_by",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("employer",),
                        name="employers_sender_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("password", None), ("ended_at", None), _connector="OR"),
                        name="employers_sender_forgets_the_password",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Employment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("payroll_id", models.CharField(max_length=35)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField(blank=True, null=True)),
                (
                    "hours",
                    models.CharField(
                        choices=[("fixed", "Fixed hours"), ("irregular", "Irregular hours")], max_length=10
                    ),
                ),
                ("continuous_from", models.DateField(blank=True, null=True)),
                (
                    "assistant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employments",
                        to="clients.personalassistant",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employments",
                        to="payroll.employer",
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="payroll.employment",
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
                    models.UniqueConstraint(
                        fields=("employer", "payroll_id"), name="employment_payroll_id_once"
                    ),
                    models.UniqueConstraint(fields=("subject",), name="employment_one_for_a_subject"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day", None), ("last_day__gte", models.F("first_day")), _connector="OR"
                        ),
                        name="employment_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("continuous_from", None),
                            models.Q(
                                ("continuous_from__lt", models.F("first_day")), ("follows__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="employment_continuous_since_the_post_before",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlierSicknessEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("source", models.CharField(max_length=150)),
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
                        to="payroll.earliersickness",
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
                    "employment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="payroll.employment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="earliersickness",
            name="employment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="earlier_sickness",
                to="payroll.employment",
            ),
        ),
        migrations.CreateModel(
            name="EarlierJobEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("tax_year", models.CharField(max_length=7)),
                ("leaving_date", models.DateField()),
                ("tax_code", models.CharField(max_length=10)),
                ("non_cumulative", models.BooleanField(default=False)),
                ("week", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("pay", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("tax", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("student_loan", models.BooleanField(default=False)),
                ("withdrawn", models.BooleanField(default=False)),
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
                        to="payroll.earlierjob",
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
                    "employment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="payroll.employment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="earlierjob",
            name="employment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="earlier_jobs",
                to="payroll.employment",
            ),
        ),
        migrations.CreateModel(
            name="DeductionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("child_maintenance", "Child maintenance"),
                            ("council_tax", "Council tax order"),
                            ("court_priority", "Court order for maintenance or a fine"),
                            ("court_debt", "Court order for a judgment debt"),
                            ("direct_earnings", "Benefit debt"),
                            ("overpayment", "Overpaid wages"),
                            ("voluntary", "Voluntary deduction"),
                        ],
                        max_length=20,
                    ),
                ),
                ("sender", models.CharField(blank=True, max_length=150)),
                ("reference", models.CharField(max_length=60)),
                ("made", models.DateField()),
                ("first_day", models.DateField()),
                ("stops_on", models.DateField(blank=True, null=True)),
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
                        to="payroll.deduction",
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
                    "employment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="payroll.employment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="deduction",
            name="employment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deductions",
                to="payroll.employment",
            ),
        ),
        migrations.CreateModel(
            name="ContractedPay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "when",
                    models.CharField(
                        choices=[
                            ("always", "Standing pay: no sheet is needed"),
                            ("late", "Only when the sheet is late: correct it with the next payday"),
                        ],
                        max_length=6,
                    ),
                ),
                ("employer_agreed", models.CharField(max_length=150)),
                ("employer_agreed_on", models.DateField()),
                ("assistant_agreed_on", models.DateField()),
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
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracted_pay",
                        to="payroll.employment",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement to pay contracted hours",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("employment", "="), ("during", "&&")],
                        name="contracted_pay_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("when__in", ["always", "late"])), name="contracted_pay_when"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("employer_agreed", ""), _negated=True),
                        name="contracted_pay_says_who_agreed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BroughtForwardEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("tax_year", models.CharField(max_length=7)),
                ("up_to", models.DateField()),
                ("figures", models.JSONField()),
                ("previous_pay", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("previous_tax", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("source", models.CharField(blank=True, max_length=100)),
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
                        to="payroll.broughtforward",
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
                    "employment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="payroll.employment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="broughtforward",
            name="employment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="brought_forward",
                to="payroll.employment",
            ),
        ),
        migrations.CreateModel(
            name="EmploymentTerms",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("weekly_minutes", models.PositiveIntegerField()),
                ("hourly_rate", models.DecimalField(decimal_places=4, max_digits=10)),
                ("sleep_in_rate", models.DecimalField(decimal_places=4, default=0, max_digits=10)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="payroll.employment",
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
                        expressions=[("employment", "="), ("during", "&&")],
                        name="employment_terms_one_at_a_time",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "payroll_employmenttermsevent" ("council_id", "during", "employment_id", "hourly_rate", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sleep_in_rate", "subject_id", "weekly_minutes") VALUES (NEW."council_id", NEW."during", NEW."employment_id", NEW."hourly_rate", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sleep_in_rate", NEW."subject_id", NEW."weekly_minutes"); RETURN NULL;',
                            hash="a86bc331f1f93b1f7d5db9dad03d29cae3a5c2c6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1e358",
                            table="payroll_employmentterms",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "payroll_employmenttermsevent" ("council_id", "during", "employment_id", "hourly_rate", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sleep_in_rate", "subject_id", "weekly_minutes") VALUES (NEW."council_id", NEW."during", NEW."employment_id", NEW."hourly_rate", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sleep_in_rate", NEW."subject_id", NEW."weekly_minutes"); RETURN NULL;',
                            hash="3d4fb62f5834aad55d88794ac49ef5cdd0fcb7ca",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2ea63",
                            table="payroll_employmentterms",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "payroll_employmenttermsevent" ("council_id", "during", "employment_id", "hourly_rate", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sleep_in_rate", "subject_id", "weekly_minutes") VALUES (OLD."council_id", OLD."during", OLD."employment_id", OLD."hourly_rate", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sleep_in_rate", OLD."subject_id", OLD."weekly_minutes"); RETURN NULL;',
                            hash="48be9ead7050caaf08356d5b8daa77aaa13ff3c2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_25ea9",
                            table="payroll_employmentterms",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmploymentTermsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("weekly_minutes", models.PositiveIntegerField()),
                ("hourly_rate", models.DecimalField(decimal_places=4, max_digits=10)),
                ("sleep_in_rate", models.DecimalField(decimal_places=4, default=0, max_digits=10)),
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
                    "employment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="payroll.employment",
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
                        to="payroll.employmentterms",
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
            name="ExternalPayroll",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("software", models.CharField(max_length=60)),
                ("recorded_at", models.DateTimeField()),
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("council", "="), ("organisation", "="), ("during", "&&")],
                        name="external_payroll_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HmrcBill",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tax_year", models.CharField(max_length=7)),
                ("first_month", models.PositiveSmallIntegerField()),
                ("last_month", models.PositiveSmallIntegerField()),
                ("part", models.PositiveSmallIntegerField(default=1)),
                ("period_begins", models.DateField()),
                ("period_ends", models.DateField()),
                ("due_on", models.DateField()),
                ("paye_reference", models.CharField(blank=True, max_length=14)),
                ("is_last", models.BooleanField(default=False)),
                ("accounts_office", models.CharField(blank=True, max_length=13)),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("employer", "The employer pays"),
                            ("provider", "The provider pays from the managed account"),
                        ],
                        max_length=8,
                    ),
                ),
                ("owed", models.DecimalField(decimal_places=2, max_digits=12)),
                ("brought", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("recovered", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("late_allowance", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("counted", models.PositiveIntegerField(default=0)),
                ("held_because", models.CharField(blank=True, max_length=300)),
                ("short_by", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("short_agreed", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("agreed_by", models.CharField(blank=True, max_length=150)),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "To pay"), ("in_file", "In a bank file"), ("paid", "Paid")],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("taken_back", models.PositiveSmallIntegerField(default=0)),
                ("sent_back", models.PositiveSmallIntegerField(default=0)),
                ("in_books", models.BooleanField(default=True)),
                ("raised_at", models.DateTimeField()),
                (
                    "confirmed_by",
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hmrc_bills",
                        to="payroll.employer",
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
                "verbose_name": "bill of HMRC",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "due")), fields=["due_on"], name="hmrc_bill_due"
                    ),
                    models.Index(
                        condition=models.Q(("in_books", False)), fields=["id"], name="hmrc_bill_to_book"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employer", "tax_year", "last_month", "part"),
                        name="hmrc_bill_once_for_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_month__gte", 1),
                            ("last_month__gte", models.F("first_month")),
                            ("last_month__lte", 12),
                            ("tax_year__regex", "^20\\d{2}-\\d{2}$"),
                        ),
                        name="hmrc_bill_months_of_a_tax_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("part__gte", 1)), name="hmrc_bill_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part", 1), ("owed", 0), _connector="OR"),
                        name="hmrc_bill_rest_owes_nothing_new",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("payer__in", ["employer", "provider"])), name="hmrc_bill_payer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_by", None), ("paid_on", None), ("state", "due")),
                            models.Q(
                                ("confirmed_by", None),
                                ("paid_on__isnull", False),
                                ("payer", "provider"),
                                ("state", "in_file"),
                            ),
                            models.Q(("paid_on__isnull", False), ("state", "paid")),
                            _connector="OR",
                        ),
                        name="hmrc_bill_state_says_who_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_by", ""), ("short_agreed", 0)),
                            models.Q(("short_agreed__gt", 0), models.Q(("agreed_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="hmrc_bill_shortfall_says_whose",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HmrcLetter",
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
                            ("penalty", "A penalty for a late report"),
                            ("late_payment", "A penalty or interest for late payment"),
                            ("underpaid", "Tax or National Insurance that was not paid"),
                            ("code", "A tax code or a notice about one person"),
                            ("other", "Something else"),
                            ("unread", "Not looked at yet"),
                        ],
                        default="unread",
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "To answer"),
                            ("answered", "Answered"),
                            ("appealed", "Appealed"),
                            ("to_pay", "In the payments"),
                            ("paid", "Paid"),
                            ("won", "Taken back by HMRC"),
                            ("closed", "Closed"),
                        ],
                        default="new",
                        max_length=8,
                    ),
                ),
                ("said", models.CharField(blank=True, max_length=500)),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("about", models.CharField(blank=True, max_length=60)),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("dated", models.DateField(blank=True, null=True)),
                ("received_on", models.DateField()),
                ("appeal_by", models.DateField(blank=True, null=True)),
                (
                    "answerer",
                    models.CharField(
                        choices=[("provider", "The payroll provider"), ("employer", "The employer")],
                        default="provider",
                        max_length=8,
                    ),
                ),
                (
                    "payer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not decided"),
                            ("employer", "The employer"),
                            ("provider", "The payroll provider"),
                            ("council", "The council"),
                        ],
                        max_length=8,
                    ),
                ),
                ("payer_reason", models.CharField(blank=True, max_length=300)),
                ("told", models.CharField(blank=True, max_length=500)),
                ("added_at", models.DateTimeField()),
                ("settled_on", models.DateField(blank=True, null=True)),
                ("reminded_on", models.DateField(blank=True, null=True)),
                ("revised", models.PositiveSmallIntegerField(default=0)),
                ("in_books", models.BooleanField(default=True)),
                ("by_payment", models.BooleanField(default=False)),
                ("held_because", models.CharField(blank=True, max_length=300)),
                (
                    "added_by",
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hmrc_letters",
                        to="payroll.employer",
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hmrc_letters",
                        to="payroll.employment",
                    ),
                ),
                (
                    "payer_decided_by",
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
                "verbose_name": "letter from HMRC",
                "verbose_name_plural": "letters from HMRC",
                "indexes": [
                    models.Index(
                        condition=models.Q(("appeal_by__isnull", False), ("state__in", ["new", "answered"])),
                        fields=["appeal_by"],
                        name="hmrc_letter_to_appeal",
                    ),
                    models.Index(fields=["employer", "-received_on"], name="hmrc_letter_newest"),
                    models.Index(
                        condition=models.Q(("in_books", False)), fields=["id"], name="hmrc_letter_to_book"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["new", "answered", "appealed", "to_pay", "paid", "won", "closed"])
                        ),
                        name="hmrc_letter_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["penalty", "late_payment", "underpaid", "code", "other", "unread"])
                        ),
                        name="hmrc_letter_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answerer__in", ["provider", "employer"])),
                        name="hmrc_letter_answerer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                        name="hmrc_letter_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("payer", ""), ("payer_decided_by", None), ("payer_reason", "")),
                            models.Q(
                                ("payer__in", ["employer", "provider", "council"]),
                                ("payer_decided_by__isnull", False),
                                models.Q(("payer_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="hmrc_letter_payer_is_decided_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["paid", "to_pay"]), _negated=True),
                            models.Q(models.Q(("payer", ""), _negated=True), ("amount__isnull", False)),
                            _connector="OR",
                        ),
                        name="hmrc_letter_paid_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("payer", "employer"), _negated=True),
                            ("employment", None),
                            _connector="OR",
                        ),
                        name="hmrc_letter_of_a_pa_not_employers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_payment", False),
                            models.Q(("payer", "employer"), ("state", "paid")),
                            _connector="OR",
                        ),
                        name="hmrc_letter_paid_by_payment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HmrcLetterFile",
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
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="payroll.hmrcletter",
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
                    models.UniqueConstraint(fields=("letter", "sha256"), name="hmrc_letter_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pdf", "jpeg", "png"]), ("size__gt", 0)),
                        name="hmrc_letter_file_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HmrcNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("P6", "P6, tax code"),
                            ("P6B", "P6B, tax code after a Budget"),
                            ("P9", "P9, tax code for a new year"),
                            ("SL1", "SL1, start of student loan"),
                            ("SL2", "SL2, end of student loan"),
                            ("PGL1", "PGL1, start of postgraduate loan"),
                            ("PGL2", "PGL2, end of postgraduate loan"),
                            ("NINO", "National Insurance number"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("file", "File from HMRC"), ("paper", "Typed in from paper")], max_length=5
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Came in"),
                            ("waiting", "Waiting for a person"),
                            ("applied", "Applied"),
                            ("set_aside", "Set aside"),
                        ],
                        default="received",
                        max_length=9,
                    ),
                ),
                ("paye", models.CharField(max_length=14)),
                ("name", models.CharField(blank=True, max_length=100)),
                ("nino", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("nino_index", models.CharField(blank=True, max_length=64)),
                ("works_number", models.CharField(blank=True, max_length=35)),
                ("sequence", models.PositiveBigIntegerField(blank=True, null=True)),
                ("issued", models.DateField()),
                ("effective", models.DateField()),
                ("received_on", models.DateField()),
                ("tax_code", models.CharField(blank=True, max_length=10)),
                ("non_cumulative", models.BooleanField(default=False)),
                ("previous_pay", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("previous_tax", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("plan", models.CharField(blank=True, max_length=1)),
                ("raw", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("added_at", models.DateTimeField()),
                ("why", models.CharField(blank=True, max_length=500)),
                ("applied_from", models.DateField(blank=True, null=True)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("before", models.JSONField(default=dict)),
                (
                    "added_by",
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
                    "employment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hmrc_notices",
                        to="payroll.employment",
                    ),
                ),
                (
                    "matched_by",
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
            ],
            options={
                "verbose_name": "notice from HMRC",
                "verbose_name_plural": "notices from HMRC",
                "indexes": [
                    models.Index(fields=["organisation", "state", "-added_at"], name="hmrc_notice_newest"),
                    models.Index(
                        condition=models.Q(("state", "applied")),
                        fields=["employment", "applied_from"],
                        name="hmrc_notice_applied",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council", "organisation", "sha256"), name="hmrc_notice_comes_in_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["received", "waiting", "applied", "set_aside"])),
                        name="hmrc_notice_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("form__in", ["P6", "P6B", "P9", "SL1", "SL2", "PGL1", "PGL2", "NINO"])
                        ),
                        name="hmrc_notice_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["file", "paper"])), name="hmrc_notice_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "applied"), _negated=True),
                            models.Q(
                                ("applied_at__isnull", False),
                                ("applied_from__isnull", False),
                                ("employment__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="hmrc_notice_is_applied_to_a_post_from_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HolidayBroughtIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year_from", models.DateField()),
                ("up_to", models.DateField()),
                ("built_up", models.DecimalField(decimal_places=2, default=0, max_digits=7)),
                ("taken", models.DecimalField(decimal_places=2, default=0, max_digits=7)),
                ("source", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holiday_brought_in",
                        to="payroll.employment",
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
                "verbose_name": "holiday brought in",
                "verbose_name_plural": "holiday brought in",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employment", "year_from"), name="holiday_brought_in_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("built_up__gte", 0),
                            ("taken__gte", 0),
                            ("up_to__gte", models.F("year_from")),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="holiday_brought_in_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HolidayRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for an answer"),
                            ("agreed", "Agreed"),
                            ("refused", "Refused"),
                            ("taken_back", "Taken back"),
                            ("called_off", "Called off"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("beyond_is_unpaid", models.BooleanField(default=False)),
                ("is_rolled_up", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "asked_by",
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
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holiday_requests",
                        to="payroll.employment",
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
                "verbose_name": "holiday request",
                "indexes": [models.Index(fields=["employment", "state"], name="holiday_request_of_post")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ("asked", "agreed"))),
                        expressions=[("employment", "="), ("during", "&&")],
                        name="holiday_request_each_day_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "agreed", "refused", "taken_back", "called_off"])
                        ),
                        name="holiday_request_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__lower_inf", False), ("during__upper_inf", False)),
                        name="holiday_request_has_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HolidayDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("unpaid_minutes", models.PositiveSmallIntegerField(default=0)),
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="payroll.holidayrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "day of holiday",
                "verbose_name_plural": "days of holiday",
                "indexes": [models.Index(fields=["day"], name="holiday_day_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "day"), name="holiday_day_once"),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0), ("unpaid_minutes__gt", 0), _connector="OR"),
                        name="holiday_day_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "minutes__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(1440), "-", models.F("unpaid_minutes")
                                ),
                            )
                        ),
                        name="holiday_day_fits_into_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdentityQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asks", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                (
                    "answered",
                    models.CharField(
                        blank=True, choices=[("right", "Right"), ("wrong", "Wrong")], max_length=5
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="payroll.call",
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
                    models.UniqueConstraint(fields=("call", "asks"), name="identity_question_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("answered", "")),
                        fields=("call",),
                        name="identity_question_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered__in", ["", "right", "wrong"])),
                        name="identity_question_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InactiveTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("asked_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inactive_times",
                        to="payroll.employer",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        expressions=[("employer", "="), ("during", "&&")],
                        name="inactive_time_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_back_at", None), ("taken_back_by", None)),
                            models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="inactive_time_taken_back_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InboxItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "source",
                    models.CharField(choices=[("paper", "Scan or photo"), ("email", "E-mail")], max_length=5),
                ),
                ("received_key", models.CharField(max_length=255)),
                ("received_on", models.DateField()),
                ("arrived_at", models.DateTimeField()),
                ("sender", models.CharField(blank=True, max_length=254)),
                ("about", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(blank=True)),
                ("left_out", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("discarded_at", models.DateTimeField(blank=True, null=True)),
                ("discard_reason", models.TextField(blank=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
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
                    "discarded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payroll.employment",
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
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InboxFile",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="payroll.inboxitem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "sha256"), name="inbox_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pdf", "jpeg", "png"]), ("size__gt", 0)),
                        name="inbox_file_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InboxRetention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("owner", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("months", models.PositiveSmallIntegerField()),
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "time that papers of the inbox are kept",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("council", "="), ("organisation", "="), ("during", "&&")],
                        name="inbox_retention_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("months__gte", 1), ("months__lte", 120), models.Q(("owner", ""), _negated=True)
                        ),
                        name="inbox_retention_says_how_long_and_whose",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayeNeed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at_lower_limit", models.BooleanField()),
                ("other_job", models.BooleanField()),
                ("pension", models.BooleanField()),
                ("benefits", models.BooleanField()),
                ("answered_on", models.DateField()),
                ("answered_at", models.DateTimeField()),
                (
                    "answered_by",
                    models.ForeignKey(
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paye_needs",
                        to="payroll.employer",
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
                "indexes": [models.Index(fields=["employer", "-answered_at"], name="paye_need_newest")],
            },
        ),
        migrations.CreateModel(
            name="PayeScheme",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "Registered"),
                            ("awaiting", "Waiting for a reference"),
                            ("not_needed", "Not needed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("office_number", models.CharField(blank=True, max_length=3)),
                ("reference", models.CharField(blank=True, max_length=10)),
                ("accounts_office_reference", models.CharField(blank=True, max_length=13)),
                (
                    "pays_hmrc",
                    models.CharField(
                        choices=[("monthly", "Every tax month"), ("quarterly", "Every tax quarter")],
                        default="monthly",
                        max_length=9,
                    ),
                ),
                ("small_employer", models.BooleanField(blank=True, null=True)),
                ("allowance_used_before", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("allowance_tax_year", models.CharField(blank=True, max_length=7)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schemes",
                        to="payroll.employer",
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
                        expressions=[("employer", "="), ("during", "&&")], name="paye_scheme_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("office_number__regex", "^\\d{3}$"), ("status", "registered")),
                            models.Q(
                                ("office_number", ""),
                                ("reference", ""),
                                ("status__in", ["awaiting", "not_needed"]),
                            ),
                            _connector="OR",
                        ),
                        name="paye_scheme_registered_has_reference",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pays_hmrc__in", ["monthly", "quarterly"])),
                        name="paye_scheme_pays_hmrc",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("allowance_used_before", 0),
                            models.Q(("allowance_tax_year", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="paye_scheme_allowance_of_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "interval",
                    models.CharField(
                        choices=[
                            ("weekly", "Weekly"),
                            ("two_weekly", "Every 2 weeks"),
                            ("four_weekly", "Every 4 weeks"),
                            ("monthly", "Monthly"),
                        ],
                        max_length=12,
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_groups",
                        to="access.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "name"), name="pay_group_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("interval__in", ["weekly", "two_weekly", "four_weekly", "monthly"])
                        ),
                        name="pay_group_interval",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmployersPayGroup",
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_groups",
                        to="payroll.employer",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="payroll.paygroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "pay group of an employer",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("employer", "="), ("during", "&&")],
                        name="employers_pay_group_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="employer",
            name="pay_group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="employers", to="payroll.paygroup"
            ),
        ),
        migrations.CreateModel(
            name="PayPeriod",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("sheets_in_by", models.DateTimeField()),
                ("payday", models.DateField()),
                ("tax_year", models.CharField(max_length=7)),
                ("tax_period", models.PositiveSmallIntegerField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="payroll.paygroup",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("group", "first_day"), name="pay_period_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first_day__lte", models.F("last_day"))),
                        name="pay_period_days_in_order",
                    ),
                    models.UniqueConstraint(fields=("group", "payday"), name="pay_period_one_a_payday"),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("group", "="),
                            (
                                models.Func(
                                    models.F("first_day"),
                                    models.F("last_day"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="pay_period_days_paid_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoursFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("posts", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
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
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours_files",
                        to="payroll.payperiod",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("period", "version"), name="hours_file_version_once"),
                    models.UniqueConstraint(fields=("period", "sha256"), name="hours_file_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldPay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("held", "Held"), ("released", "Released")], default="held", max_length=8
                    ),
                ),
                ("reason", models.TextField()),
                ("held_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("release_reason", models.TextField(blank=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_pay",
                        to="payroll.employment",
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
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
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_pay",
                        to="payroll.payperiod",
                    ),
                ),
            ],
            options={
                "verbose_name": "held pay",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "held")), fields=["period"], name="held_pay_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "held")),
                        fields=("employment", "period"),
                        name="held_pay_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at", None), ("released_by", None), ("state", "held")),
                            models.Q(
                                ("released_at__isnull", False),
                                ("released_by__isnull", False),
                                ("state", "released"),
                                models.Q(("release_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="held_pay_is_released_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="held_pay_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayQueryTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("owner", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("working_days", models.PositiveSmallIntegerField()),
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "time to answer for unpaid wages",
                "verbose_name_plural": "times to answer for unpaid wages",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("council", "="), ("organisation", "="), ("during", "&&")],
                        name="pay_query_time_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("working_days__gte", 1),
                            ("working_days__lte", 10),
                            models.Q(("owner", ""), _negated=True),
                        ),
                        name="pay_query_time_says_how_long_and_whose",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayrollIdentity",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("hmrc_forename", models.CharField(max_length=35)),
                ("hmrc_surname", models.CharField(max_length=35)),
                ("birth_date", models.DateField()),
                ("gender", models.CharField(choices=[("F", "Female"), ("M", "Male")], max_length=1)),
                ("nino", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("nino_index", models.CharField(blank=True, max_length=64)),
                ("nino_verified_on", models.DateField(blank=True, null=True)),
                ("address_line_1", models.CharField(max_length=35)),
                ("address_line_2", models.CharField(max_length=35)),
                ("postcode", models.CharField(max_length=8)),
                (
                    "assistant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity",
                        to="clients.personalassistant",
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
                "indexes": [models.Index(fields=["nino_index"], name="payroll_identity_by_nino")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("gender__in", ["F", "M"])), name="payroll_identity_gender"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Payrun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("run", models.PositiveSmallIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("regular", "Payrun"),
                            ("correction", "Correction"),
                            ("off_cycle", "Off-cycle run"),
                            ("final", "Final run"),
                        ],
                        default="regular",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("own_payday", models.DateField(blank=True, null=True)),
                ("own_tax_year", models.CharField(blank=True, max_length=7)),
                ("own_tax_period", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "Waiting for timesheets"),
                            ("requested", "Being calculated"),
                            ("blocked", "Cannot be paid yet"),
                            ("ready", "Ready to approve"),
                            ("approved", "Approved"),
                        ],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("requested_at", models.DateTimeField(blank=True, null=True)),
                ("calculated_at", models.DateTimeField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("exceptions", models.JSONField(default=list)),
                ("payslip_count", models.PositiveSmallIntegerField(default=0)),
                ("minutes", models.IntegerField(default=0)),
                ("gross", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("net", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("hmrc", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("pension", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("employment_allowance", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("employer_cost", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
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
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payruns",
                        to="payroll.employer",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payruns",
                        to="payroll.payperiod",
                    ),
                ),
                (
                    "requested_by",
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
            name="FundsDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("short_by", models.DecimalField(decimal_places=2, max_digits=12)),
                ("agreed_by", models.CharField(max_length=150)),
                ("reason", models.CharField(max_length=300)),
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
                    "payrun",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funds_decisions",
                        to="payroll.payrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("payrun", "short_by"), name="funds_decision_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("short_by__gt", 0),
                            models.Q(("agreed_by", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="funds_decision_says_whose_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayrunAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                (
                    "answer",
                    models.CharField(
                        choices=[("agreed", "Agreed"), ("wrong", "Something is wrong")], max_length=6
                    ),
                ),
                ("said_by", models.CharField(max_length=150)),
                ("said_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                ("by_phone", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "payrun",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="payroll.payrun",
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
                "indexes": [models.Index(fields=["payrun", "-recorded_at"], name="payrun_answer_of_payrun")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "agreed")),
                        fields=("payrun", "digest"),
                        name="payrun_answer_agreed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", "agreed"),
                            models.Q(("answer", "wrong"), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="payrun_answer_says_what_is_wrong",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said_by", ""), _negated=True), models.Q(("digest", ""), _negated=True)
                        ),
                        name="payrun_answer_says_whose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("said_at__lte", models.F("recorded_at"))),
                        name="payrun_answer_is_not_to_come",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payslip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("replaces_because", models.TextField(blank=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                ("payday", models.DateField()),
                ("tax_year", models.CharField(max_length=7)),
                ("inputs", models.JSONField()),
                ("result", models.JSONField()),
                ("rates_sha256", models.CharField(max_length=64)),
                ("gross", models.DecimalField(decimal_places=2, max_digits=12)),
                ("non_taxable", models.DecimalField(decimal_places=2, max_digits=12)),
                ("tax", models.DecimalField(decimal_places=2, max_digits=12)),
                ("ni_employee", models.DecimalField(decimal_places=2, max_digits=12)),
                ("ni_employer", models.DecimalField(decimal_places=2, max_digits=12)),
                ("student_loan", models.DecimalField(decimal_places=2, max_digits=12)),
                ("postgraduate_loan", models.DecimalField(decimal_places=2, max_digits=12)),
                ("pension_employee", models.DecimalField(decimal_places=2, max_digits=12)),
                ("pension_employer", models.DecimalField(decimal_places=2, max_digits=12)),
                ("attached", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("kept", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("net", models.DecimalField(decimal_places=2, max_digits=12)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payslips",
                        to="payroll.employment",
                    ),
                ),
                (
                    "payrun",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payslips",
                        to="payroll.payrun",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacement",
                        to="payroll.payslip",
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
        migrations.AddField(
            model_name="payrun",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="payroll.payslip",
            ),
        ),
        migrations.CreateModel(
            name="PayQuery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("payday", models.DateField()),
                (
                    "paid_by",
                    models.CharField(
                        choices=[
                            ("employer", "The employer pays"),
                            ("provider", "The payroll provider pays"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("times_asked", models.PositiveSmallIntegerField(default=1)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paid", "It was paid"),
                            ("paid_now", "It is being paid today"),
                            ("not_owed", "It is not owed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_queries",
                        to="payroll.employment",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "payslip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_queries",
                        to="payroll.payslip",
                    ),
                ),
            ],
            options={
                "verbose_name": "question about unpaid wages",
                "verbose_name_plural": "questions about unpaid wages",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["due_on"], name="pay_query_open"
                    ),
                    models.Index(fields=["employment", "-payday"], name="pay_query_of_post"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=("payslip",),
                        name="pay_query_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "answered", "closed"])),
                        name="pay_query_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), _negated=True),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="pay_query_answered_with_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer__in", ["", "not_owed"]), ("paid_on", None)),
                            models.Q(("answer__in", ["paid", "paid_now"]), ("paid_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="pay_query_says_when_it_was_paid",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentInstruction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("payee_name", models.CharField(max_length=150)),
                ("sort_code", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("account_number", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("reference", models.CharField(max_length=18)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "To pay"), ("paid", "Paid")], default="due", max_length=10
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back", models.PositiveSmallIntegerField(default=0)),
                ("in_books", models.BooleanField(default=True)),
                (
                    "confirmed_by",
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instructions",
                        to="payroll.employer",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "payslip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instruction",
                        to="payroll.payslip",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("in_books", False)), fields=["id"], name="instruction_to_book"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="instruction_amount"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["due", "paid"])), name="instruction_state"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Overpayment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To decide"),
                            ("agreed", "Being won back"),
                            ("written_off", "Written off"),
                        ],
                        default="open",
                        max_length=11,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
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
                    "deduction",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overpayment",
                        to="payroll.deduction",
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overpayments",
                        to="payroll.employment",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "payslip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overpayment",
                        to="payroll.payslip",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["employment"], name="overpayment_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="overpayment_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("deduction", None), ("state", "open")),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("deduction__isnull", False),
                                ("state", "agreed"),
                            ),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("deduction", None),
                                ("state", "written_off"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="overpayment_is_decided_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuedForm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("p45", "P45"), ("p60", "P60")], max_length=3)),
                ("tax_year", models.CharField(max_length=7)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("paye_reference", models.CharField(blank=True, max_length=14)),
                ("issued_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_forms",
                        to="payroll.employment",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "payslip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_forms",
                        to="payroll.payslip",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employment", "kind", "tax_year", "version"), name="issued_form_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "p45")),
                        fields=("employment",),
                        name="issued_form_one_p45",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["p45", "p60"])), name="issued_form_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tax_year__regex", "^20\\d{2}-\\d{2}$")),
                        name="issued_form_tax_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PensionArrangement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "per",
                    models.CharField(
                        choices=[
                            ("pay_period", "One for each pay period"),
                            ("month", "One for each calendar month"),
                        ],
                        default="pay_period",
                        max_length=10,
                    ),
                ),
                ("payment_source", models.CharField(blank=True, max_length=40)),
                ("mandate_reference", models.CharField(blank=True, max_length=40)),
                ("mandate_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pension_arrangements",
                        to="payroll.employer",
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
                "verbose_name": "way of sending pension schedules",
                "verbose_name_plural": "ways of sending pension schedules",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("employer", "="), ("during", "&&")],
                        name="pension_arrangement_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("per__in", ["pay_period", "month"])),
                        name="pension_arrangement_per",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mandate_on", None), ("mandate_reference", "")),
                            models.Q(
                                models.Q(("mandate_reference", ""), _negated=True),
                                ("mandate_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pension_arrangement_whole_mandate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PensionAssessment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("payday", models.DateField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("interval", models.CharField(max_length=12)),
                ("earnings", models.DecimalField(decimal_places=2, max_digits=12)),
                ("age", models.PositiveSmallIntegerField()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("eligible_jobholder", "Must be in a pension"),
                            ("non_eligible_jobholder", "May opt in"),
                            ("entitled_worker", "May join"),
                            ("outside_ages", "No duty at this age"),
                        ],
                        max_length=22,
                    ),
                ),
                ("since", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_member", "Not a member"),
                            ("postponed", "Postponed"),
                            ("member", "Member"),
                            ("opted_out", "Opted out"),
                            ("left", "Left the scheme"),
                            ("employment_ended", "Job ended"),
                        ],
                        max_length=16,
                    ),
                ),
                ("route", models.CharField(blank=True, max_length=11)),
                ("member_from", models.DateField(blank=True, null=True)),
                ("begins", models.BooleanField(default=False)),
                ("said", models.TextField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pension_assessments",
                        to="payroll.employment",
                    ),
                ),
                (
                    "payslip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pension_assessment",
                        to="payroll.payslip",
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
                "indexes": [models.Index(fields=["employment", "-payday"], name="pension_assessment_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "group__in",
                                [
                                    "eligible_jobholder",
                                    "non_eligible_jobholder",
                                    "entitled_worker",
                                    "outside_ages",
                                ],
                            )
                        ),
                        name="pension_assessment_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("earnings__gte", 0), ("last_day__gte", models.F("first_day"))),
                        name="pension_assessment_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member_from__isnull", False), ("status", "member")),
                            models.Q(models.Q(("status", "member"), _negated=True), ("begins", False)),
                            _connector="OR",
                        ),
                        name="pension_assessment_member_since",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PensionDownload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "schedules",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("made", models.PositiveSmallIntegerField(default=0)),
                ("requested_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
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
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at", None)),
                        fields=["requested_at"],
                        name="pension_download_to_make",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("schedules__len__gt", 0), ("schedules__len__gte", models.F("made"))
                        ),
                        name="pension_download_of_some",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PensionDue",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("assess", "Assess"),
                            ("postponement_notice", "Postponement notice"),
                            ("arrange_membership", "Make them a member at the scheme"),
                            ("enrolment_information", "Enrolment letter"),
                            ("opt_in_information", "Letter about the right to opt in"),
                            ("joining_information", "Letter about the right to join"),
                            ("refund", "Pay contributions back"),
                        ],
                        max_length=21,
                    ),
                ),
                ("since", models.DateField()),
                ("by", models.DateField()),
                ("why", models.TextField()),
                ("data", models.JSONField(default=dict)),
                (
                    "way",
                    models.CharField(
                        blank=True, choices=[("email", "By e-mail"), ("post", "By post")], max_length=5
                    ),
                ),
                ("queued_at", models.DateTimeField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("lapsed", models.BooleanField(default=False)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pension_dues",
                        to="payroll.employment",
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
                        condition=models.Q(("closed_at", None)), fields=["by"], name="pension_due_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("employment", "duty", "since"), name="pension_due_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "duty__in",
                                [
                                    "assess",
                                    "postponement_notice",
                                    "arrange_membership",
                                    "enrolment_information",
                                    "opt_in_information",
                                    "joining_information",
                                    "refund",
                                ],
                            )
                        ),
                        name="pension_due_duty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("done_on", None), ("lapsed", False)),
                            models.Q(
                                ("closed_at__isnull", False), ("done_on__isnull", False), ("lapsed", False)
                            ),
                            models.Q(("closed_at__isnull", False), ("done_on", None), ("lapsed", True)),
                            _connector="OR",
                        ),
                        name="pension_due_closed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["", "email", "post"])), name="pension_due_way"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PensionFact",
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
                            ("member_before", "Was a member already"),
                            ("postponed", "Postponed"),
                            ("postponement_told", "Told of the postponement"),
                            ("made", "Made a member by the scheme"),
                            ("informed", "Given the enrolment letter"),
                            ("rights_told", "Told of their right to opt in or join"),
                            ("asked", "Asked to be in the pension"),
                            ("declined", "Asked again within 12 months, and was declined"),
                            ("opted_out", "Opted out"),
                            ("opt_out_invalid", "Gave an opt-out notice that was not complete"),
                            ("left", "Left the pension"),
                            ("lost", "Lost membership without having asked"),
                            ("refunded", "Contributions paid back"),
                            ("re_enrolment", "Looked at on the re-enrolment date"),
                            ("taken_back", "Recorded by mistake"),
                        ],
                        max_length=18,
                    ),
                ),
                ("on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("member_from", models.DateField(blank=True, null=True)),
                ("by_scheme", models.BooleanField(default=False)),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pension_facts",
                        to="payroll.employment",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_by",
                        to="payroll.pensionfact",
                    ),
                ),
                (
                    "payslip",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pension_refunds",
                        to="payroll.payslip",
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
                "indexes": [models.Index(fields=["employment", "on"], name="pension_fact_of_employment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "member_before",
                                    "postponed",
                                    "postponement_told",
                                    "made",
                                    "informed",
                                    "rights_told",
                                    "asked",
                                    "declined",
                                    "opted_out",
                                    "opt_out_invalid",
                                    "left",
                                    "lost",
                                    "refunded",
                                    "re_enrolment",
                                    "taken_back",
                                ],
                            )
                        ),
                        name="pension_fact_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "postponed"), _negated=True),
                            ("until__gt", models.F("on")),
                            _connector="OR",
                        ),
                        name="pension_fact_postponed_until",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["member_before", "asked", "declined"]), _negated=True),
                            ("member_from__isnull", False),
                            _connector="OR",
                        ),
                        name="pension_fact_member_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["postponement_told", "taken_back"]), ("of__isnull", False)
                            ),
                            models.Q(
                                models.Q(("kind__in", ["postponement_told", "taken_back"]), _negated=True),
                                ("of", None),
                            ),
                            _connector="OR",
                        ),
                        name="pension_fact_of_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "taken_back"), _negated=True),
                            models.Q(("paper", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="pension_fact_taken_back_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "taken_back")),
                        fields=("of",),
                        name="pension_fact_taken_back_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "refunded")),
                        fields=("payslip",),
                        name="pension_fact_refunded_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PensionSchedule",
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
                        choices=[("contributions", "Contributions"), ("refund", "To ask back")],
                        default="contributions",
                        max_length=13,
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("interval", models.CharField(max_length=12)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_submit", "To submit"),
                            ("submitted", "Submitted"),
                            ("collected", "Collected"),
                            ("paid", "Paid"),
                        ],
                        default="to_submit",
                        max_length=10,
                    ),
                ),
                ("members", models.PositiveSmallIntegerField(default=0)),
                ("earnings", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("member", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("employer_share", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("raised_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("receipt", models.CharField(blank=True, max_length=60)),
                ("collect_on", models.DateField(blank=True, null=True)),
                ("settled_on", models.DateField(blank=True, null=True)),
                ("taken_back", models.PositiveSmallIntegerField(default=0)),
                ("in_books", models.BooleanField(default=True)),
                ("by_payment", models.BooleanField(default=False)),
                ("held_because", models.CharField(blank=True, max_length=200)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pension_schedules",
                        to="payroll.employer",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PensionFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("sha256", models.CharField(max_length=64)),
                ("content", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("members", models.PositiveSmallIntegerField()),
                ("total", models.DecimalField(decimal_places=2, max_digits=12)),
                ("made_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "made_by",
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
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="payroll.pensionschedule",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["schedule", "-made_at"], name="pension_file_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("schedule", "sha256"), name="pension_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PensionScheduleLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("earnings", models.DecimalField(decimal_places=2, max_digits=12)),
                ("member", models.DecimalField(decimal_places=2, max_digits=12)),
                ("employer_share", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Paid in"),
                            ("leaves", "No more contributions"),
                            ("family_leave", "On family leave"),
                            ("low_earnings", "Not enough pay"),
                        ],
                        max_length=12,
                    ),
                ),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("starts", models.BooleanField(default=False)),
                ("is_adjustment", models.BooleanField(default=False)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pension_lines",
                        to="payroll.employment",
                    ),
                ),
                (
                    "payslip",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pension_line",
                        to="payroll.payslip",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="payroll.pensionschedule",
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
                "indexes": [models.Index(fields=["schedule", "employment"], name="pension_line_of_schedule")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("payslip", None)),
                        fields=("schedule", "employment"),
                        name="pension_line_without_a_payslip_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("payslip__isnull", False),
                            models.Q(("earnings", 0), ("employer_share", 0), ("member", 0)),
                            _connector="OR",
                        ),
                        name="pension_line_of_money_has_a_payslip",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["", "leaves", "family_leave", "low_earnings"])),
                        name="pension_line_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PensionScheme",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("provider", models.CharField(max_length=80)),
                ("employer_reference", models.CharField(blank=True, max_length=40)),
                ("scheme_reference", models.CharField(blank=True, max_length=40)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("relief_at_source", "Relief at source"),
                            ("net_pay", "Net pay arrangement"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            (
                                "qualifying_earnings",
                                "Qualifying earnings: the part of pay between two limits",
                            ),
                            ("set_1", "Basic pay, as certified set 1 allows: all pay but bonuses"),
                            (
                                "set_2",
                                "Pensionable pay, as certified set 2 allows: all pay but bonuses, 85% of pay or more",
                            ),
                            ("set_3", "All pay, as certified set 3 allows"),
                        ],
                        default="qualifying_earnings",
                        max_length=20,
                    ),
                ),
                (
                    "employee_share",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True),
                ),
                (
                    "employer_share",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True),
                ),
                (
                    "paid",
                    models.CharField(
                        choices=[
                            ("direct_debit", "By Direct Debit, after the schedule is sent"),
                            ("transfer", "By bank transfer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("duties_from", models.DateField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pension_schemes",
                        to="payroll.employer",
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
                        expressions=[("employer", "="), ("during", "&&")], name="pension_scheme_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["qualifying_earnings", "set_1", "set_2", "set_3"]),
                            ("method__in", ["relief_at_source", "net_pay"]),
                            ("paid__in", ["direct_debit", "transfer"]),
                        ),
                        name="pension_scheme_choices",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("provider", ""), _negated=True),
                        name="pension_scheme_has_a_provider",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("employee_share", None), ("employer_share", None)),
                            models.Q(
                                ("employee_share__gte", 0),
                                ("employee_share__lt", 1),
                                ("employer_share__gt", 0),
                                ("employer_share__lt", 1),
                            ),
                            _connector="OR",
                        ),
                        name="pension_scheme_both_shares_or_none",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "payroll_pensionschemeevent" ("basis", "council_id", "during", "duties_from", "employee_share", "employer_id", "employer_reference", "employer_share", "id", "method", "paid", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "scheme_reference", "subject_id") VALUES (NEW."basis", NEW."council_id", NEW."during", NEW."duties_from", NEW."employee_share", NEW."employer_id", NEW."employer_reference", NEW."employer_share", NEW."id", NEW."method", NEW."paid", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider", NEW."scheme_reference", NEW."subject_id"); RETURN NULL;',
                            hash="e761d24ee46c2dd16d8f454ba18070e0f8ac4a5a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_819f3",
                            table="payroll_pensionscheme",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "payroll_pensionschemeevent" ("basis", "council_id", "during", "duties_from", "employee_share", "employer_id", "employer_reference", "employer_share", "id", "method", "paid", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "scheme_reference", "subject_id") VALUES (NEW."basis", NEW."council_id", NEW."during", NEW."duties_from", NEW."employee_share", NEW."employer_id", NEW."employer_reference", NEW."employer_share", NEW."id", NEW."method", NEW."paid", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider", NEW."scheme_reference", NEW."subject_id"); RETURN NULL;',
                            hash="41508ec583de2f103d5ec10af0304a379b088097",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_736bf",
                            table="payroll_pensionscheme",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="pensionschedule",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="schedules",
                to="payroll.pensionscheme",
            ),
        ),
        migrations.CreateModel(
            name="PensionSchemeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("provider", models.CharField(max_length=80)),
                ("employer_reference", models.CharField(blank=True, max_length=40)),
                ("scheme_reference", models.CharField(blank=True, max_length=40)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("relief_at_source", "Relief at source"),
                            ("net_pay", "Net pay arrangement"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            (
                                "qualifying_earnings",
                                "Qualifying earnings: the part of pay between two limits",
                            ),
                            ("set_1", "Basic pay, as certified set 1 allows: all pay but bonuses"),
                            (
                                "set_2",
                                "Pensionable pay, as certified set 2 allows: all pay but bonuses, 85% of pay or more",
                            ),
                            ("set_3", "All pay, as certified set 3 allows"),
                        ],
                        default="qualifying_earnings",
                        max_length=20,
                    ),
                ),
                (
                    "employee_share",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True),
                ),
                (
                    "employer_share",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True),
                ),
                (
                    "paid",
                    models.CharField(
                        choices=[
                            ("direct_debit", "By Direct Debit, after the schedule is sent"),
                            ("transfer", "By bank transfer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("duties_from", models.DateField()),
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
                    "employer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="payroll.employer",
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
                        to="payroll.pensionscheme",
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
            name="PensionTask",
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
                            ("declaration", "Declaration of compliance"),
                            ("re_enrolment", "Re-enrolment"),
                            ("re_declaration", "Re-declaration of compliance"),
                        ],
                        max_length=14,
                    ),
                ),
                ("counts_from", models.DateField()),
                ("window_first", models.DateField(blank=True, null=True)),
                ("window_last", models.DateField(blank=True, null=True)),
                ("due_by", models.DateField()),
                ("why", models.TextField()),
                ("chosen_on", models.DateField(blank=True, null=True)),
                ("re_enrolled", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                ("raised_at", models.DateTimeField()),
                (
                    "reminded",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "A day can be chosen"),
                            ("near", "Four weeks are left"),
                            ("last", "One week is left"),
                            ("late", "Late"),
                        ],
                        max_length=4,
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
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pension_tasks",
                        to="payroll.employer",
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
                        condition=models.Q(("done_on", None)), fields=["due_by"], name="pension_task_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employer", "kind", "counts_from"), name="pension_task_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reminded__in", ["", "open", "near", "last", "late"])),
                        name="pension_task_reminded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["declaration", "re_enrolment", "re_declaration"])),
                        name="pension_task_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "re_enrolment"),
                                ("window_first__isnull", False),
                                ("window_last__isnull", False),
                            ),
                            models.Q(("kind", "re_enrolment"), _negated=True),
                            _connector="OR",
                        ),
                        name="pension_task_window",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_by", None), ("done_on", None), ("recorded_at", None)),
                            models.Q(
                                ("done_by__isnull", False),
                                ("done_on__isnull", False),
                                ("recorded_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pension_task_done_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on", None),
                            models.Q(("chosen_on__isnull", False), ("kind", "re_enrolment")),
                            models.Q(
                                models.Q(("kind", "re_enrolment"), _negated=True),
                                models.Q(("reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pension_task_done_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("continues", "Goes on, and service counts on"),
                            ("new", "Goes on with the new employer, and service begins anew"),
                            ("ends", "Ends with the employer before"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("estate", "The personal representatives keep the PA on"),
                            (
                                "transfer",
                                "What the PA works for passes to the new employer as a going concern",
                            ),
                            ("agreed", "The new employer agrees to count the service"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("decided_at", models.DateTimeField()),
                ("ended_it", models.BooleanField(default=False)),
                ("last_day_before", models.DateField(blank=True, null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="payroll.employerchange",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employer_changes",
                        to="payroll.employment",
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
                    models.UniqueConstraint(fields=("change", "employment"), name="post_decision_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ended_it", True), ("last_day_before", None), _connector="OR"),
                        name="post_decision_ended_a_last_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ground__in", ["estate", "transfer", "agreed"]), ("outcome", "continues")
                            ),
                            models.Q(("ground", ""), ("outcome__in", ["new", "ends"])),
                            _connector="OR",
                        ),
                        name="post_decision_continuity_has_a_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="post_decision_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreviousPay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tax_year", models.CharField(max_length=7)),
                ("from_payday", models.DateField()),
                ("pay", models.DecimalField(decimal_places=2, max_digits=12)),
                ("tax", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="previous_pay",
                        to="payroll.employment",
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="payroll.hmrcnotice",
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
                "verbose_name_plural": "previous pay",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employment", "tax_year", "from_payday"), name="previous_pay_once_from_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pay__gte", models.F("tax")), ("tax__gte", 0)),
                        name="previous_pay_and_tax",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Printing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("payslips", "Payslips"), ("p60", "P60s")], max_length=8)),
                ("about", models.CharField(max_length=10)),
                ("for_whom", models.CharField(max_length=10)),
                ("papers", models.PositiveIntegerField()),
                ("requested_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
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
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "-requested_at"], name="printing_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["payslips", "p60"])), name="printing_kind"
                    ),
                    models.CheckConstraint(condition=models.Q(("papers__gt", 0)), name="printing_papers"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintingPart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("failed", models.CharField(blank=True, max_length=200)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
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
                    "printing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="payroll.printing",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("failed", ""), ("made_at", None)),
                        fields=["printing", "number"],
                        name="printing_part_to_make",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("printing", "number"), name="printing_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(("removed_at", None), ("made_at__isnull", False), _connector="OR"),
                        name="printing_part_made_before_removed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QualifyingDays",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="qualifying_days",
                        to="payroll.employment",
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
                "verbose_name": "usual working days",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("employment", "="), ("during", "&&")],
                        name="qualifying_days_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6]), ("weekdays__len__gte", 1)
                        ),
                        name="qualifying_days_are_weekdays",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "payroll_qualifyingdaysevent" ("council_id", "during", "employment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject_id", "weekdays") VALUES (NEW."council_id", NEW."during", NEW."employment_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."subject_id", NEW."weekdays"); RETURN NULL;',
                            hash="1eb39ee884438d1145e876d4fee466fed3f74c72",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d6897",
                            table="payroll_qualifyingdays",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "payroll_qualifyingdaysevent" ("council_id", "during", "employment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject_id", "weekdays") VALUES (NEW."council_id", NEW."during", NEW."employment_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."subject_id", NEW."weekdays"); RETURN NULL;',
                            hash="1b5c4065198c11d58de0033469b2639d7374a9f1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_750e7",
                            table="payroll_qualifyingdays",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QualifyingDaysEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
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
                    "employment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="payroll.employment",
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
                        to="payroll.qualifyingdays",
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
            name="RefusedSender",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("number", models.CharField(max_length=6)),
                ("refused_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payroll.agentcode",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
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
                    "own",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payroll.employerssender",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("council", "organisation", "digest"),
                        name="refused_sender_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agent", None), ("own", None), _connector="OR"),
                        name="refused_sender_is_one_or_the_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="refused_sender_lifted_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("asked", "HMRC asked for a PAYE scheme"),
                            ("reference", "PAYE reference arrived"),
                            ("authority", "Agent authority asked for"),
                            ("code", "Authority code received"),
                            ("authorised", "Authorised as agent"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("post", "Form 64-8 by post"),
                            ("online", "Online, with a code that HMRC posts to the employer"),
                        ],
                        max_length=6,
                    ),
                ),
                ("done_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registration_steps",
                        to="payroll.employer",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
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
                "constraints": [
                    models.UniqueConstraint(fields=("employer", "step"), name="registration_step_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("route__in", ["post", "online"]), ("step", "authority")),
                            models.Q(
                                ("route", ""), ("step__in", ["asked", "reference", "code", "authorised"])
                            ),
                            _connector="OR",
                        ),
                        name="registration_step_route",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResultsFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("payslips", models.PositiveIntegerField()),
                ("gross", models.DecimalField(decimal_places=2, max_digits=12)),
                ("net", models.DecimalField(decimal_places=2, max_digits=12)),
                ("hmrc", models.DecimalField(decimal_places=2, max_digits=12)),
                ("pension", models.DecimalField(decimal_places=2, max_digits=12)),
                ("recovered", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("taken_at", models.DateTimeField()),
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
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results_files",
                        to="payroll.payperiod",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("period", "sha256"), name="results_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalPayslip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("provider", models.CharField(max_length=150)),
                ("software", models.CharField(max_length=60)),
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
                    "payslip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="external",
                        to="payroll.payslip",
                    ),
                ),
                (
                    "results_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payslips_of",
                        to="payroll.resultsfile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RolledUpHoliday",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("reason", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rolled_up_holiday",
                        to="payroll.employment",
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
                "verbose_name": "rolled-up holiday pay",
                "verbose_name_plural": "rolled-up holiday pay",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("employment", "="), ("during", "&&")],
                        name="rolled_up_holiday_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="rolled_up_holiday_says_how_agreed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedWork",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("agreement", models.UUIDField()),
                ("parts", models.PositiveSmallIntegerField()),
                ("other_parts", models.PositiveSmallIntegerField()),
                ("other_name", models.CharField(max_length=150)),
                ("comes_first", models.BooleanField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_work",
                        to="payroll.employment",
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
                "verbose_name": "agreement of shared shifts",
                "verbose_name_plural": "agreements of shared shifts",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("employment", "="), ("during", "&&")], name="shared_work_one_at_a_time"
                    ),
                    models.UniqueConstraint(
                        fields=("agreement", "comes_first"), name="shared_work_has_two_sides"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other_parts__gt", 0),
                            ("parts__gt", 0),
                            models.Q(("other_name", ""), _negated=True),
                        ),
                        name="shared_work_says_who_pays_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetReminder",
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
                            ("pa", "The PA has not sent the sheet"),
                            ("employer", "The employer has not approved the sheet"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("before", "Before the deadline"),
                            ("after", "After the deadline"),
                            ("back", "Sent back"),
                        ],
                        max_length=6,
                    ),
                ),
                ("sending", models.PositiveSmallIntegerField(default=0)),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "E-mail"), ("text", "Text message"), ("phone", "Phone")],
                        max_length=5,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("why", models.CharField(blank=True, max_length=200)),
                ("rung_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=300)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheet_reminders",
                        to="payroll.employment",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="payroll.payperiod"
                    ),
                ),
                (
                    "rung_by",
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
                        condition=models.Q(("channel", "phone"), ("rung_at", None)),
                        fields=["period"],
                        name="sheet_reminder_to_ring",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employment", "period", "side", "stage", "sending"),
                        name="sheet_reminder_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("side__in", ["pa", "employer"]), ("stage__in", ["before", "after"])),
                            models.Q(("side", "pa"), ("stage", "back")),
                            _connector="OR",
                        ),
                        name="sheet_reminder_side_and_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("channel__in", ["email", "text"]), ("rung_at", None), ("rung_by", None)
                            ),
                            models.Q(
                                ("channel", "phone"),
                                models.Q(
                                    models.Q(("rung_at", None), ("rung_by", None)),
                                    models.Q(("rung_at__isnull", False), ("rung_by__isnull", False)),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="sheet_reminder_is_rung_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SickPayDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("decided", "Decided"), ("undone", "Undone")],
                        default="decided",
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pay", "Pay Statutory Sick Pay"),
                            ("not_due", "Statutory Sick Pay is not due"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("maternity", "Maternity pay or Maternity Allowance has begun"),
                            ("custody", "The PA was in custody"),
                            ("not_ill", "The employer does not accept that the PA was ill"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "sick_days",
                    django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), size=None),
                ),
                ("linked_from", models.DateField(blank=True, null=True)),
                ("average", models.DecimalField(blank=True, decimal_places=10, max_digits=20, null=True)),
                ("average_source", models.CharField(blank=True, max_length=300)),
                (
                    "fit_note",
                    models.CharField(
                        choices=[
                            ("not_needed", "Not needed: 7 days or fewer"),
                            ("seen", "Seen"),
                            ("not_asked", "Not seen, and paid all the same"),
                            ("withheld", "Not seen, and held back from the 8th day"),
                        ],
                        default="not_needed",
                        max_length=10,
                    ),
                ),
                ("fit_note_on", models.DateField(blank=True, null=True)),
                ("lines", models.JSONField()),
                ("decided_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sick_pay_decisions",
                        to="payroll.employment",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sick_pay_decisions",
                        to="payroll.payperiod",
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
                "verbose_name": "sick pay decision",
                "indexes": [
                    models.Index(fields=["period", "employment"], name="sick_pay_decision_of_period")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "decided")),
                        fields=("employment", "period"),
                        name="sick_pay_decision_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["decided", "undone"])),
                        name="sick_pay_decision_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "pay"), ("reason", "")),
                            models.Q(("outcome", "not_due"), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sick_pay_decision_says_why_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("average", None),
                            models.Q(("average__gte", 0), models.Q(("average_source", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sick_pay_decision_average_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fit_note", "seen"), ("fit_note_on__isnull", False)),
                            models.Q(models.Q(("fit_note", "seen"), _negated=True), ("fit_note_on", None)),
                            _connector="OR",
                        ),
                        name="sick_pay_decision_fit_note_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SickPayArrears",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("pay", "Paid, because the fit note came"), ("never", "Not paid")],
                        max_length=5,
                    ),
                ),
                ("fit_note_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=8)),
                ("line", models.JSONField(blank=True, null=True)),
                ("decided_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sick_arrears",
                        to="payroll.employment",
                    ),
                ),
                (
                    "pay_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payroll.payperiod",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrears",
                        to="payroll.sickpaydecision",
                    ),
                ),
            ],
            options={
                "verbose_name": "sick pay held back",
                "verbose_name_plural": "sick pay held back",
                "indexes": [models.Index(fields=["pay_in", "employment"], name="sick_arrears_of_period")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__gt", 0),
                                ("fit_note_on__isnull", False),
                                ("line__isnull", False),
                                ("outcome", "pay"),
                                ("pay_in__isnull", False),
                            ),
                            models.Q(
                                ("amount", 0),
                                ("fit_note_on", None),
                                ("line", None),
                                ("outcome", "never"),
                                ("pay_in", None),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sick_arrears_are_paid_or_never",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tax_month", models.PositiveSmallIntegerField(null=True)),
                ("said", models.JSONField(default=dict)),
                ("paye_reference", models.CharField(blank=True, max_length=14)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fps", "Full Payment Submission"),
                            ("eps", "Employer Payment Summary"),
                            ("nvr", "NINO Verification Request"),
                        ],
                        max_length=3,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaiting", "Waiting for a PAYE reference"),
                            ("held", "Must be corrected before it is sent"),
                            ("queued", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("acknowledged", "HMRC has it"),
                            ("accepted", "Accepted by HMRC"),
                            ("rejected", "Refused by HMRC"),
                            ("unknown", "Not known whether HMRC has it"),
                            ("dropped", "Not needed any more"),
                            ("closed", "Closed without sending"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                ("tax_year", models.CharField(max_length=7)),
                ("due_on", models.DateField()),
                ("ready_on", models.DateField(blank=True, null=True)),
                ("late_reason", models.CharField(blank=True, max_length=1)),
                ("employees", models.PositiveSmallIntegerField()),
                ("pay_to_date", models.DecimalField(decimal_places=2, max_digits=12)),
                ("tax_to_date", models.DecimalField(decimal_places=2, max_digits=12)),
                ("facts", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("body", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("irmark", models.CharField(max_length=28)),
                ("receipt", models.CharField(max_length=32)),
                ("message", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("correlation_id", models.CharField(blank=True, max_length=32)),
                ("poll_address", models.CharField(blank=True, max_length=200)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("sent_under", models.UUIDField(blank=True, null=True)),
                ("listed_at", models.DateTimeField(blank=True, null=True)),
                ("looked_for_at", models.DateTimeField(blank=True, null=True)),
                ("next_poll_at", models.DateTimeField(blank=True, null=True)),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("errors", models.JSONField(default=list)),
                ("reply", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="payroll.submission",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="payroll.employer",
                    ),
                ),
                (
                    "payrun",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="payroll.payrun",
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
                        condition=models.Q(("state", "queued")), fields=["due_on"], name="submission_queued"
                    ),
                    models.Index(
                        condition=models.Q(("state", "acknowledged")),
                        fields=["next_poll_at"],
                        name="submission_to_poll",
                    ),
                    models.Index(
                        condition=models.Q(("facts", None), _negated=True),
                        fields=["employer"],
                        name="submission_to_make",
                    ),
                    models.Index(
                        condition=models.Q(("facts", None), _negated=True),
                        fields=["due_on", "id"],
                        name="submission_to_make_next",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("payrun", "kind", "version"), name="submission_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "eps"), ("state__in", ["awaiting", "held", "queued"])),
                        fields=("employer", "paye_reference", "tax_year", "tax_month"),
                        name="submission_one_summary_to_send",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "fps"), ("payrun__isnull", False), ("said", {}), ("tax_month", None)
                            ),
                            models.Q(
                                ("kind", "eps"),
                                ("payrun", None),
                                ("tax_month__range", (1, 12)),
                                models.Q(("said", {}), _negated=True),
                            ),
                            models.Q(
                                ("kind", "nvr"),
                                ("payrun", None),
                                ("tax_month", None),
                                models.Q(("said", {}), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="submission_is_about_a_payrun_or_a_tax_month",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("correlation_id", ""), _negated=True),
                        fields=("correlation_id",),
                        name="submission_correlation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "awaiting",
                                    "held",
                                    "queued",
                                    "sending",
                                    "acknowledged",
                                    "accepted",
                                    "rejected",
                                    "unknown",
                                    "dropped",
                                    "closed",
                                ],
                            )
                        ),
                        name="submission_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("facts", None),
                            models.Q(("body", None), ("irmark", ""), ("kind", "fps"), ("sent_at", None)),
                            _connector="OR",
                        ),
                        name="submission_to_make_has_no_body",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptReply",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("came_at", models.DateTimeField()),
                ("why", models.CharField(max_length=500)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
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
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_replies",
                        to="payroll.submission",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kept replies",
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "digest"), name="kept_reply_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TaxDetails",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("tax_code", models.CharField(max_length=10)),
                ("non_cumulative", models.BooleanField(default=False)),
                ("ni_letter", models.CharField(max_length=1)),
                ("student_loan", models.CharField(blank=True, max_length=1)),
                ("postgraduate_loan", models.BooleanField(default=False)),
                (
                    "pension",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not a member"),
                            ("relief_at_source", "Relief at source"),
                            ("net_pay", "Net pay"),
                        ],
                        max_length=20,
                    ),
                ),
                ("pension_from", models.DateField(blank=True, null=True)),
                (
                    "starter_declaration",
                    models.CharField(blank=True, choices=[("A", "A"), ("B", "B"), ("C", "C")], max_length=1),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tax_details",
                        to="payroll.employment",
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
                        expressions=[("employment", "="), ("during", "&&")], name="tax_details_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pension", ""), ("pension_from", None)),
                            models.Q(
                                models.Q(("pension", ""), _negated=True), ("pension_from__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="tax_details_pension_has_a_start",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "payroll_taxdetailsevent" ("council_id", "during", "employment_id", "id", "ni_letter", "non_cumulative", "pension", "pension_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postgraduate_loan", "starter_declaration", "student_loan", "subject_id", "tax_code") VALUES (NEW."council_id", NEW."during", NEW."employment_id", NEW."id", NEW."ni_letter", NEW."non_cumulative", NEW."pension", NEW."pension_from", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."postgraduate_loan", NEW."starter_declaration", NEW."student_loan", NEW."subject_id", NEW."tax_code"); RETURN NULL;',
                            hash="6064d0c10e511eae957a544e828f848c37802e21",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4b7ca",
                            table="payroll_taxdetails",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "payroll_taxdetailsevent" ("council_id", "during", "employment_id", "id", "ni_letter", "non_cumulative", "pension", "pension_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postgraduate_loan", "starter_declaration", "student_loan", "subject_id", "tax_code") VALUES (NEW."council_id", NEW."during", NEW."employment_id", NEW."id", NEW."ni_letter", NEW."non_cumulative", NEW."pension", NEW."pension_from", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."postgraduate_loan", NEW."starter_declaration", NEW."student_loan", NEW."subject_id", NEW."tax_code"); RETURN NULL;',
                            hash="71e84eb7a53262ab9c87b51eea8a53fa9480e7f8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9081c",
                            table="payroll_taxdetails",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "payroll_taxdetailsevent" ("council_id", "during", "employment_id", "id", "ni_letter", "non_cumulative", "pension", "pension_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postgraduate_loan", "starter_declaration", "student_loan", "subject_id", "tax_code") VALUES (OLD."council_id", OLD."during", OLD."employment_id", OLD."id", OLD."ni_letter", OLD."non_cumulative", OLD."pension", OLD."pension_from", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."postgraduate_loan", OLD."starter_declaration", OLD."student_loan", OLD."subject_id", OLD."tax_code"); RETURN NULL;',
                            hash="727fb7c10f63031f95f6495a92c68c077f5f7e42",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d0950",
                            table="payroll_taxdetails",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaxDetailsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=dpss.access.keys.uuid7, editable=False, serialize=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("tax_code", models.CharField(max_length=10)),
                ("non_cumulative", models.BooleanField(default=False)),
                ("ni_letter", models.CharField(max_length=1)),
                ("student_loan", models.CharField(blank=True, max_length=1)),
                ("postgraduate_loan", models.BooleanField(default=False)),
                (
                    "pension",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not a member"),
                            ("relief_at_source", "Relief at source"),
                            ("net_pay", "Net pay"),
                        ],
                        max_length=20,
                    ),
                ),
                ("pension_from", models.DateField(blank=True, null=True)),
                (
                    "starter_declaration",
                    models.CharField(blank=True, choices=[("A", "A"), ("B", "B"), ("C", "C")], max_length=1),
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
                    "employment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="payroll.employment",
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
                        to="payroll.taxdetails",
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
            name="TextApprover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
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
                ("pin", models.CharField(max_length=128)),
                ("chosen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="text_approvers",
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
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("client", "user"),
                        name="text_approver_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["client", "representative"]), models.Q(("pin", ""), _negated=True)
                        ),
                        name="text_approver_has_a_pin",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Timesheet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Not sent yet"),
                            ("submitted", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("rejected", "Sent back"),
                            ("not_worked", "Did not work"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("sendings", models.PositiveSmallIntegerField(default=0)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("sheet", "As the PA said"),
                            ("standing", "Standing pay"),
                            ("contracted", "As contracted, until the sheet comes in"),
                        ],
                        default="sheet",
                        max_length=10,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("portal", "The portal"),
                            ("phone", "Phone"),
                            ("paper", "Paper"),
                            ("email", "E-mail"),
                        ],
                        default="portal",
                        max_length=6,
                    ),
                ),
                ("received_on", models.DateField(blank=True, null=True)),
                ("received_note", models.CharField(blank=True, max_length=300)),
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
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="timesheets",
                        to="payroll.employment",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="timesheets",
                        to="payroll.payperiod",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["period", "state"], name="timesheet_of_period")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employment", "period", "version"), name="timesheet_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "approved", "rejected", "not_worked"])
                        ),
                        name="timesheet_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                models.Q(
                                    ("decided_by__isnull", False), ("basis", "standing"), _connector="OR"
                                ),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="timesheet_approved_is_frozen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["sheet", "standing", "contracted"])),
                        name="timesheet_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entered_by", None), ("received_on", None), ("source", "portal")),
                            models.Q(
                                ("source__in", ["phone", "paper", "email"]),
                                ("entered_by__isnull", False),
                                ("received_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="timesheet_source_says_who_entered_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpokenApproval",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("said_by", models.CharField(max_length=150)),
                ("said_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=300)),
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
                    "timesheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spoken_approvals",
                        to="payroll.timesheet",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["timesheet", "-said_at"], name="spoken_approval_of_sheet")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said_by", ""), _negated=True), models.Q(("digest", ""), _negated=True)
                        ),
                        name="spoken_approval_says_whose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("said_at__lte", models.F("recorded_at"))),
                        name="spoken_approval_is_not_to_come",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("submitted_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                ("token_hash", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("wrong_pins", models.PositiveSmallIntegerField(default=0)),
                ("locked_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("approved", "Approved"), ("rejected", "Sent back")],
                        max_length=8,
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
                    "approver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="payroll.textapprover",
                    ),
                ),
                (
                    "timesheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="payroll.timesheet",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("given_up_at", None), ("sent_at", None)),
                        fields=["due_at"],
                        name="sheet_link_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("timesheet", "approver", "submitted_at"), name="sheet_link_once_a_sending"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("used_at", None)),
                            models.Q(("outcome__in", ["approved", "rejected"]), ("used_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="sheet_link_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sent_at", None), ("token_hash__isnull", False), _connector="OR"),
                        name="sheet_link_sent_has_a_token",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetEvidence",
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
                            ("pdf", "PDF"),
                            ("jpeg", "JPEG picture"),
                            ("png", "PNG picture"),
                            ("text", "E-mail"),
                        ],
                        max_length=4,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("text", models.TextField(blank=True)),
                ("stored", models.UUIDField(blank=True, null=True)),
                ("received_on", models.DateField()),
                ("digest", models.CharField(max_length=64)),
                ("filed_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="payroll.inboxitem",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "timesheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="payroll.timesheet",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["timesheet"], name="sheet_evidence_of_sheet")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("timesheet", "item", "stored"),
                        name="sheet_evidence_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "text"), ("stored", None), models.Q(("text", ""), _negated=True)
                            ),
                            models.Q(
                                ("kind__in", ["pdf", "jpeg", "png"]), ("stored__isnull", False), ("text", "")
                            ),
                            _connector="OR",
                        ),
                        name="sheet_evidence_is_a_file_or_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetCorrection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("minutes", models.IntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "payslip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="payroll.payslip",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "paid_sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="payroll.timesheet",
                    ),
                ),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="payroll.timesheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of contracted pay",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sheet", models.F("paid_sheet")), _negated=True),
                        name="sheet_correction_of_another_sheet",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="payslip",
            name="timesheet",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payslips",
                to="payroll.timesheet",
            ),
        ),
        migrations.CreateModel(
            name="OffCyclePay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("missed", "A timesheet that missed its payday"),
                            ("urgent", "Urgent pay before the usual payday"),
                            ("bonus", "A bonus"),
                            ("final", "Final pay of somebody who has left"),
                            ("after", "More pay for somebody who has had their final pay"),
                        ],
                        max_length=6,
                    ),
                ),
                ("with_time", models.BooleanField(default=False)),
                ("bonus", models.DecimalField(decimal_places=2, default=0, max_digits=9)),
                ("bonus_for", models.CharField(blank=True, max_length=60)),
                ("holiday_hours", models.DecimalField(decimal_places=2, default=0, max_digits=7)),
                ("holiday_pay", models.DecimalField(decimal_places=2, default=0, max_digits=9)),
                ("notice_pay", models.DecimalField(decimal_places=2, default=0, max_digits=9)),
                ("redundancy", models.DecimalField(decimal_places=2, default=0, max_digits=9)),
                ("recorded_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="off_cycle_pay",
                        to="payroll.employment",
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
                    "payrun",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="off_cycle",
                        to="payroll.payrun",
                    ),
                ),
                (
                    "left_out",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payroll.timesheet",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["employment"], name="off_cycle_of_employment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bonus__gte", 0),
                            ("holiday_hours__gte", 0),
                            ("holiday_pay__gte", 0),
                            ("notice_pay__gte", 0),
                            ("redundancy__gte", 0),
                        ),
                        name="off_cycle_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bonus", 0), ("bonus_for", "")),
                            models.Q(("bonus__gt", 0), models.Q(("bonus_for", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="off_cycle_bonus_says_what_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("redundancy__lte", 30000)),
                        name="off_cycle_redundancy_is_tax_free",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_out", None),
                            models.Q(("why", "final"), ("with_time", False)),
                            _connector="OR",
                        ),
                        name="off_cycle_leaves_out_what_it_does_not_pay",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="inboxitem",
            name="timesheet",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inbox_items",
                to="payroll.timesheet",
            ),
        ),
        migrations.CreateModel(
            name="TimesheetEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hours", "Hours worked"),
                            ("sleep_in", "Sleep-in"),
                            ("holiday", "Holiday"),
                            ("sickness", "Sickness"),
                            ("mileage", "Mileage"),
                            ("expense", "Expense"),
                            ("contracted", "Hours as contracted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts", models.TimeField(blank=True, null=True)),
                ("finishes", models.TimeField(blank=True, null=True)),
                ("next_day", models.BooleanField(default=False)),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("miles", models.DecimalField(decimal_places=1, default=0, max_digits=6)),
                ("work", models.CharField(blank=True, max_length=40)),
                ("shared", models.BooleanField(default=False)),
                ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=7)),
                ("what_for", models.CharField(blank=True, max_length=60)),
                ("receipt", models.BooleanField(default=False)),
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
                    "timesheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="payroll.timesheet",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["timesheet", "day"], name="timesheet_entry_of_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finishes__isnull", False),
                                ("kind", "hours"),
                                ("minutes__gt", 0),
                                ("starts__isnull", False),
                            ),
                            models.Q(
                                ("finishes", None),
                                ("kind__in", ["holiday", "sickness", "contracted"]),
                                ("minutes__gt", 0),
                                ("starts", None),
                            ),
                            models.Q(("finishes", None), ("kind", "sleep_in"), ("starts", None)),
                            models.Q(
                                ("finishes", None),
                                ("kind", "mileage"),
                                ("miles__gt", 0),
                                ("minutes", 0),
                                ("starts", None),
                            ),
                            models.Q(
                                ("amount__gt", 0),
                                ("finishes", None),
                                ("kind", "expense"),
                                ("minutes", 0),
                                ("starts", None),
                            ),
                            _connector="OR",
                        ),
                        name="timesheet_entry_says_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "expense"), models.Q(("what_for", ""), _negated=True)),
                            models.Q(
                                models.Q(("kind", "expense"), _negated=True),
                                ("amount", 0),
                                ("receipt", False),
                                ("what_for", ""),
                            ),
                            _connector="OR",
                        ),
                        name="timesheet_expense_says_what_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "hours"), ("work", ""), _connector="OR"),
                        name="timesheet_rates_are_for_shifts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["hours", "sleep_in"]), ("shared", False), _connector="OR"
                        ),
                        name="timesheet_shifts_and_nights_are_shared",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WhoPays",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("employer", "The employer pays"),
                            ("provider", "The provider pays from the managed account"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="who_pays",
                        to="payroll.employer",
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
                        expressions=[("employer", "="), ("during", "&&")], name="who_pays_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("payer__in", ["employer", "provider"])), name="who_pays_payer"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("hourly_rate", models.DecimalField(decimal_places=4, max_digits=10)),
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
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rates",
                        to="payroll.employmentterms",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("terms"),
                        django.db.models.functions.text.Lower("name"),
                        name="work_rate_named_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("name", ""), _negated=True), ("hourly_rate__gt", 0)),
                        name="work_rate_has_a_name",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="earliersickness",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("employment", "="), ("during", "&&")], name="earlier_sickness_each_day_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="earliersickness",
            constraint=models.CheckConstraint(
                condition=models.Q(("during__lower_inf", False), ("during__upper_inf", False)),
                name="earlier_sickness_has_ended",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="earliersickness",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "payroll_earliersicknessevent" ("council_id", "during", "employment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "subject_id") VALUES (NEW."council_id", NEW."during", NEW."employment_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."subject_id"); RETURN NULL;',
                    hash="96ef51ff1244fdb3cf972a07c6bc740c38827cdb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_eb852",
                    table="payroll_earliersickness",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="earliersickness",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "payroll_earliersicknessevent" ("council_id", "during", "employment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "subject_id") VALUES (NEW."council_id", NEW."during", NEW."employment_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."subject_id"); RETURN NULL;',
                    hash="cd0db6c4e16c4fc89b827c6146e4fcdc8dfab311",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_03046",
                    table="payroll_earliersickness",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="earlierjob",
            constraint=models.UniqueConstraint(
                fields=("employment", "tax_year"), name="earlier_job_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="earlierjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pay", None), ("tax", None)),
                    models.Q(("pay__gte", models.F("tax")), ("tax__gte", 0)),
                    _connector="OR",
                ),
                name="earlier_job_pay_and_tax",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="earlierjob",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "payroll_earlierjobevent" ("council_id", "employment_id", "id", "leaving_date", "month", "non_cumulative", "pay", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "student_loan", "subject_id", "tax", "tax_code", "tax_year", "week", "withdrawn") VALUES (NEW."council_id", NEW."employment_id", NEW."id", NEW."leaving_date", NEW."month", NEW."non_cumulative", NEW."pay", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."student_loan", NEW."subject_id", NEW."tax", NEW."tax_code", NEW."tax_year", NEW."week", NEW."withdrawn"); RETURN NULL;',
                    hash="b080c8dc94feb250395594bea9325cc4d33db79d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7c81d",
                    table="payroll_earlierjob",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="earlierjob",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "payroll_earlierjobevent" ("council_id", "employment_id", "id", "leaving_date", "month", "non_cumulative", "pay", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "student_loan", "subject_id", "tax", "tax_code", "tax_year", "week", "withdrawn") VALUES (NEW."council_id", NEW."employment_id", NEW."id", NEW."leaving_date", NEW."month", NEW."non_cumulative", NEW."pay", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."student_loan", NEW."subject_id", NEW."tax", NEW."tax_code", NEW."tax_year", NEW."week", NEW."withdrawn"); RETURN NULL;',
                    hash="8eae56eb32ffdd61bafab609a45a6b2b6dd3d1ae",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3e82d",
                    table="payroll_earlierjob",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "overpayment"), ("sender", "")),
                    models.Q(
                        (
                            "kind__in",
                            [
                                "child_maintenance",
                                "council_tax",
                                "court_priority",
                                "court_debt",
                                "direct_earnings",
                                "voluntary",
                            ],
                        ),
                        models.Q(("sender", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="deduction_goes_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="deduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stops_on", None), ("stops_on__gte", models.F("first_day")), _connector="OR"
                ),
                name="deduction_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="deduction",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("employment", "="),
                    ("reference", "="),
                    (models.Func("first_day", "stops_on", function="daterange"), "&&"),
                ],
                name="deduction_reference_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deduction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "payroll_deductionevent" ("council_id", "employment_id", "first_day", "id", "kind", "made", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "sender", "stops_on", "subject_id") VALUES (NEW."council_id", NEW."employment_id", NEW."first_day", NEW."id", NEW."kind", NEW."made", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."sender", NEW."stops_on", NEW."subject_id"); RETURN NULL;',
                    hash="0208f693c099d6bbcfd8b63c8982281c082c604e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b7dfb",
                    table="payroll_deduction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deduction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "payroll_deductionevent" ("council_id", "employment_id", "first_day", "id", "kind", "made", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "sender", "stops_on", "subject_id") VALUES (NEW."council_id", NEW."employment_id", NEW."first_day", NEW."id", NEW."kind", NEW."made", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."sender", NEW."stops_on", NEW."subject_id"); RETURN NULL;',
                    hash="556871c649cc779bcc9c0a5e172852f3d7ceb9fb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_81034",
                    table="payroll_deduction",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="broughtforward",
            constraint=models.UniqueConstraint(
                fields=("employment", "tax_year"), name="brought_forward_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="broughtforward",
            constraint=models.CheckConstraint(
                condition=models.Q(("previous_pay__gte", models.F("previous_tax")), ("previous_tax__gte", 0)),
                name="brought_forward_previous_pay_and_tax",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="broughtforward",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "payroll_broughtforwardevent" ("council_id", "employment_id", "figures", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_pay", "previous_tax", "source", "subject_id", "tax_year", "up_to") VALUES (NEW."council_id", NEW."employment_id", NEW."figures", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."previous_pay", NEW."previous_tax", NEW."source", NEW."subject_id", NEW."tax_year", NEW."up_to"); RETURN NULL;',
                    hash="6d910b04d38262f85475fe9cae2426907f6cf3e6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2d8a7",
                    table="payroll_broughtforward",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="broughtforward",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "payroll_broughtforwardevent" ("council_id", "employment_id", "figures", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_pay", "previous_tax", "source", "subject_id", "tax_year", "up_to") VALUES (NEW."council_id", NEW."employment_id", NEW."figures", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."previous_pay", NEW."previous_tax", NEW."source", NEW."subject_id", NEW."tax_year", NEW."up_to"); RETURN NULL;',
                    hash="3e8d0ba9c033980013d09be20242fb95786b3b34",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5de42",
                    table="payroll_broughtforward",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="broughtforward",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "payroll_broughtforwardevent" ("council_id", "employment_id", "figures", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_pay", "previous_tax", "source", "subject_id", "tax_year", "up_to") VALUES (OLD."council_id", OLD."employment_id", OLD."figures", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."previous_pay", OLD."previous_tax", OLD."source", OLD."subject_id", OLD."tax_year", OLD."up_to"); RETURN NULL;',
                    hash="ac837dc77e6dd24c13f21d554e78c2d490a0e235",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b99f6",
                    table="payroll_broughtforward",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="employer",
            index=models.Index(fields=["pay_group", "name"], name="employer_by_name"),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.UniqueConstraint(fields=("subject",), name="employer_one_for_a_subject"),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("client", "="), ("during", "&&")], name="employer_one_at_a_time"
            ),
        ),
        migrations.AddIndex(
            model_name="payrun",
            index=models.Index(fields=["period", "state"], name="payrun_of_period"),
        ),
        migrations.AddIndex(
            model_name="payrun",
            index=models.Index(
                condition=models.Q(("own_payday__isnull", False)),
                fields=["own_payday"],
                name="payrun_own_payday",
            ),
        ),
        migrations.AddIndex(
            model_name="payrun",
            index=models.Index(
                condition=models.Q(("state", "requested")),
                fields=["requested_at", "id"],
                name="payrun_requested",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrun",
            constraint=models.UniqueConstraint(fields=("employer", "period", "run"), name="payrun_once"),
        ),
        migrations.AddConstraint(
            model_name="payrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["due", "requested", "blocked", "ready", "approved"])),
                name="payrun_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(
                        ("approved_by__isnull", False),
                        models.Q(("approved_by", models.F("requested_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="payrun_approved_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrects", None), ("kind", "regular")),
                    models.Q(
                        ("corrects", None),
                        ("kind__in", ["off_cycle", "final"]),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    models.Q(
                        ("corrects__isnull", False),
                        ("kind", "correction"),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="payrun_correction_says_of_what_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("own_payday", None),
                        ("own_tax_period", None),
                        ("own_tax_year", ""),
                        models.Q(("kind__in", ["off_cycle", "final"]), _negated=True),
                    ),
                    models.Q(
                        ("own_payday__isnull", False),
                        ("own_tax_period__isnull", False),
                        models.Q(("own_tax_year", ""), _negated=True),
                        models.Q(("kind", "regular"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="payrun_own_payday_is_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="pensionschedule",
            index=models.Index(
                condition=models.Q(("settled_on", None)),
                fields=["due_on"],
                name="pension_schedule_open_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="pensionschedule",
            index=models.Index(fields=["employer", "-last_day"], name="pension_schedule_newest"),
        ),
        migrations.AddIndex(
            model_name="pensionschedule",
            index=models.Index(
                condition=models.Q(("in_books", False)), fields=["id"], name="pension_schedule_to_book"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionschedule",
            constraint=models.UniqueConstraint(
                fields=("employer", "kind", "first_day", "last_day", "number"), name="pension_schedule_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionschedule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "to_submit")),
                fields=("scheme", "kind", "first_day", "last_day"),
                name="pension_schedule_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["to_submit", "submitted", "collected", "paid"])),
                name="pension_schedule_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_day__lte", models.F("last_day")), ("kind__in", ["contributions", "refund"])
                ),
                name="pension_schedule_kind_and_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_payment", False), ("state", "paid"), _connector="OR"),
                name="pension_schedule_paid_by_payment",
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "contributions"),
                    models.Q(models.Q(("state", "collected"), _negated=True), ("collect_on", None)),
                    _connector="OR",
                ),
                name="pension_schedule_nobody_collects_a_refund",
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("settled_on", None),
                        ("state", "to_submit"),
                        ("submitted_at", None),
                        ("submitted_by", None),
                    ),
                    models.Q(("settled_on", None), ("state", "submitted"), ("submitted_at__isnull", False)),
                    models.Q(
                        ("settled_on__isnull", False),
                        ("state__in", ["collected", "paid"]),
                        ("submitted_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="pension_schedule_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="payslip",
            index=models.Index(fields=["employment", "-payday"], name="payslip_of_employment"),
        ),
        migrations.AddConstraint(
            model_name="payslip",
            constraint=models.UniqueConstraint(fields=("payrun", "employment"), name="payslip_once"),
        ),
        migrations.AddConstraint(
            model_name="payslip",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces", None)),
                fields=("timesheet",),
                name="payslip_pays_a_sheet_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payslip",
            constraint=models.UniqueConstraint(
                condition=models.Q(("approved_at__isnull", False), ("replaced_at", None)),
                fields=("timesheet",),
                name="payslip_counts_for_a_sheet_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payslip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replaces", None), ("replaces_because", "")),
                    models.Q(("replaces__isnull", False), models.Q(("replaces_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="payslip_says_why_it_replaces",
            ),
        ),
        migrations.AddConstraint(
            model_name="payslip",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaced_at", None), ("approved_at__isnull", False), _connector="OR"),
                name="payslip_replaced_was_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="payslip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "net",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("gross"), "+", models.F("non_taxable")
                                                    ),
                                                    "-",
                                                    models.F("tax"),
                                                ),
                                                "-",
                                                models.F("ni_employee"),
                                            ),
                                            "-",
                                            models.F("student_loan"),
                                        ),
                                        "-",
                                        models.F("postgraduate_loan"),
                                    ),
                                    "-",
                                    models.F("pension_employee"),
                                ),
                                "-",
                                models.F("attached"),
                            ),
                            "-",
                            models.F("kept"),
                        ),
                    )
                ),
                name="payslip_net_is_gross_less_deductions",
            ),
        ),
        migrations.AddConstraint(
            model_name="payslip",
            constraint=models.CheckConstraint(
                condition=models.Q(("net__gte", 0)), name="payslip_net_not_negative"
            ),
        ),
        migrations.AddIndex(
            model_name="inboxitem",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("discarded_at", None)),
                fields=["organisation", "arrived_at"],
                name="inbox_item_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="inboxitem",
            constraint=models.UniqueConstraint(
                fields=("council", "organisation", "received_key"), name="inbox_item_comes_in_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="inboxitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["paper", "email"])), name="inbox_item_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="inboxitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("discard_reason", ""), ("discarded_at", None), ("discarded_by", None)),
                    models.Q(
                        ("closed_at", None),
                        ("discarded_at__isnull", False),
                        ("discarded_by__isnull", False),
                        models.Q(("discard_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="inbox_item_is_discarded_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="inboxitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at", None), ("timesheet__isnull", False), _connector="OR"),
                name="inbox_item_ends_with_a_sheet",
            ),
        ),
        migrations.AddConstraint(
            model_name="inboxitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("removed_at", None),
                    models.Q(
                        ("text", ""),
                        models.Q(
                            ("closed_at__isnull", False), ("discarded_at__isnull", False), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="inbox_item_is_done_with_before_it_is_removed",
            ),
        ),
        migrations.AddConstraint(
            model_name="inboxitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("timesheet", None),
                    models.Q(("employment__isnull", False), ("taken_by__isnull", False)),
                    _connector="OR",
                ),
                name="inbox_item_is_taken_by_somebody",
            ),
        ),
        migrations.CreateModel(
            name="FamilyPay",
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
                            ("maternity", "Statutory Maternity Pay"),
                            ("adoption", "Statutory Adoption Pay"),
                            ("paternity", "Statutory Paternity Pay"),
                            ("shared_parental", "Statutory Shared Parental Pay"),
                            ("bereavement", "Statutory Parental Bereavement Pay"),
                            ("neonatal_care", "Statutory Neonatal Care Pay"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("decided", "Decided"), ("undone", "Undone")],
                        default="decided",
                        max_length=10,
                    ),
                ),
                ("adoption", models.BooleanField(default=False)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("arrived_on", models.DateField(blank=True, null=True)),
                ("died_on", models.DateField(blank=True, null=True)),
                (
                    "care",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "weeks",
                    django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), size=None),
                ),
                ("weeks_before", models.PositiveSmallIntegerField(default=0)),
                ("weeks_used", models.PositiveSmallIntegerField(default=0)),
                ("partner_qualifies", models.BooleanField(default=False)),
                ("first_day", models.DateField()),
                ("back_on", models.DateField(blank=True, null=True)),
                ("average", models.DecimalField(decimal_places=10, max_digits=20)),
                ("average_source", models.CharField(max_length=300)),
                (
                    "why_not",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                ("evidence", models.CharField(max_length=150)),
                ("evidence_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("decided_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="family_pay",
                        to="payroll.employment",
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
                "verbose_name": "family pay decision",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "decided")),
                        fields=["employment", "first_day"],
                        name="family_pay_of_post",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["decided", "undone"])), name="family_pay_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "maternity",
                                    "adoption",
                                    "paternity",
                                    "shared_parental",
                                    "bereavement",
                                    "neonatal_care",
                                ],
                            )
                        ),
                        name="family_pay_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weeks__len__gte", 1)), name="family_pay_has_weeks"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("back_on", None), ("back_on__gt", models.F("first_day")), _connector="OR"
                        ),
                        name="family_pay_back_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("average__gte", 0)), name="family_pay_average"
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="submission",
            name="submission_is_about_a_payrun_or_a_tax_month",
        ),
        migrations.AddField(
            model_name="issuedform",
            name="before",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="submission",
            name="left_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="submission",
            name="kind",
            field=models.CharField(
                choices=[
                    ("fps", "Full Payment Submission"),
                    ("eps", "Employer Payment Summary"),
                    ("nvr", "NINO Verification Request"),
                    ("lvr", "Full Payment Submission of leavers"),
                ],
                max_length=3,
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "fps"), ("payrun__isnull", False), ("said", {}), ("tax_month", None)),
                    models.Q(
                        ("kind", "eps"),
                        ("payrun", None),
                        ("tax_month__range", (1, 12)),
                        models.Q(("said", {}), _negated=True),
                    ),
                    models.Q(
                        ("kind", "nvr"),
                        ("payrun", None),
                        ("tax_month", None),
                        models.Q(("said", {}), _negated=True),
                    ),
                    models.Q(
                        ("kind", "lvr"),
                        ("left_on__isnull", False),
                        ("payrun__isnull", False),
                        ("said", {}),
                        ("tax_month", None),
                    ),
                    _connector="OR",
                ),
                name="submission_is_about_a_payrun_or_a_tax_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on", None),
                    models.Q(("kind__in", ["fps", "lvr"]), models.Q(("paye_reference", ""), _negated=True)),
                    _connector="OR",
                ),
                name="submission_of_leavers_names_the_reference",
            ),
        ),
        migrations.AddField(
            model_name="pensionscheduleline",
            name="part",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="pensionscheduleline",
            name="payslip",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pension_lines",
                to="payroll.payslip",
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionscheduleline",
            constraint=models.UniqueConstraint(
                fields=("payslip", "part"), name="pension_line_of_payslip_once"
            ),
        ),
        migrations.AddField(
            model_name="payrun",
            name="dues_seen_to_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="payrun",
            index=models.Index(
                condition=models.Q(("dues_seen_to_at", None), ("state", "approved")),
                fields=["approved_at", "id"],
                name="payrun_dues_to_see_to",
            ),
        ),
        migrations.CreateModel(
            name="DeductionPayment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("part", models.PositiveSmallIntegerField(default=1)),
                ("payee", models.CharField(max_length=150)),
                ("reference", models.CharField(max_length=60)),
                ("due_on", models.DateField()),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("employer", "The employer pays"),
                            ("provider", "The provider pays from the managed account"),
                        ],
                        max_length=8,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("held_because", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "To pay"),
                            ("in_file", "In a bank file"),
                            ("paid", "Paid"),
                            ("dropped", "Nothing to pay"),
                        ],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("taken_back", models.PositiveSmallIntegerField(default=0)),
                ("in_books", models.BooleanField(default=True)),
                ("raised_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "deduction to pay on",
                "verbose_name_plural": "deductions to pay on",
            },
        ),
        migrations.RemoveConstraint(
            model_name="deadlinewarning",
            name="deadline_warning_kind",
        ),
        migrations.AlterField(
            model_name="deadlinewarning",
            name="kind",
            field=models.CharField(
                choices=[
                    ("approve", "Approve wages"),
                    ("bank_file", "Bank file"),
                    ("own_wages", "Wages the employer pays"),
                    ("sent_back", "Wages sent back"),
                    ("not_come", "Wages not come"),
                    ("fps", "Report of wages (FPS)"),
                    ("eps", "Summary (EPS)"),
                    ("hmrc_bill", "Payment to HMRC"),
                    ("hmrc_letter", "Appeal against HMRC"),
                    ("deduction", "Deduction to pay on"),
                    ("schedule", "Pension schedule"),
                    ("pension_duty", "Pension letter or step"),
                    ("regulator", "Declaration or re-enrolment"),
                ],
                max_length=14,
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinewarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "approve",
                            "bank_file",
                            "own_wages",
                            "sent_back",
                            "not_come",
                            "fps",
                            "eps",
                            "hmrc_bill",
                            "hmrc_letter",
                            "deduction",
                            "schedule",
                            "pension_duty",
                            "regulator",
                        ],
                    )
                ),
                name="deadline_warning_kind",
            ),
        ),
        migrations.AddField(
            model_name="deductionpayment",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="deductionpayment",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
            ),
        ),
        migrations.AddField(
            model_name="deductionpayment",
            name="deduction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="payroll.deduction"
            ),
        ),
        migrations.AddField(
            model_name="deductionpayment",
            name="employer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deduction_payments",
                to="payroll.employer",
            ),
        ),
        migrations.AddField(
            model_name="deductionpayment",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
            ),
        ),
        migrations.AddIndex(
            model_name="deductionpayment",
            index=models.Index(
                condition=models.Q(("state", "due")), fields=["due_on"], name="deduction_payment_due"
            ),
        ),
        migrations.AddIndex(
            model_name="deductionpayment",
            index=models.Index(
                condition=models.Q(("in_books", False)), fields=["id"], name="deduction_payment_to_book"
            ),
        ),
        migrations.AddConstraint(
            model_name="deductionpayment",
            constraint=models.UniqueConstraint(
                fields=("deduction", "month", "part"), name="deduction_payment_once_for_a_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="deductionpayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1), ("part__gte", 1)), name="deduction_payment_of_a_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="deductionpayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("payer__in", ["employer", "provider"])), name="deduction_payment_payer"
            ),
        ),
        migrations.AddConstraint(
            model_name="deductionpayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount", 0), ("state", "dropped")),
                    models.Q(("amount__gt", 0), models.Q(("state", "dropped"), _negated=True)),
                    _connector="OR",
                ),
                name="deduction_payment_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="deductionpayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_by", None), ("paid_on", None), ("state__in", ["due", "dropped"])),
                    models.Q(
                        ("confirmed_by", None),
                        ("paid_on__isnull", False),
                        ("payer", "provider"),
                        ("state", "in_file"),
                    ),
                    models.Q(("paid_on__isnull", False), ("state", "paid")),
                    _connector="OR",
                ),
                name="deduction_payment_state_says_who_paid",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="hmrcletter",
            name="hmrc_letter_state",
        ),
        migrations.RemoveConstraint(
            model_name="hmrcletter",
            name="hmrc_letter_paid_by_somebody",
        ),
        migrations.RemoveConstraint(
            model_name="hmrcletter",
            name="hmrc_letter_paid_by_payment",
        ),
        migrations.AddField(
            model_name="hmrcletter",
            name="allowed_by",
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name="hmrcletter",
            name="allowed_recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hmrcletter",
            name="back_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="hmrcletter",
            name="state",
            field=models.CharField(
                choices=[
                    ("new", "To answer"),
                    ("answered", "Answered"),
                    ("appealed", "Appealed"),
                    ("to_pay", "In the payments"),
                    ("paid", "Paid"),
                    ("allowed", "HMRC gives it back"),
                    ("refunded", "Given back by HMRC"),
                    ("won", "Taken back by HMRC"),
                    ("closed", "Closed"),
                ],
                default="new",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="hmrcletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "new",
                            "answered",
                            "appealed",
                            "to_pay",
                            "paid",
                            "allowed",
                            "refunded",
                            "won",
                            "closed",
                        ],
                    )
                ),
                name="hmrc_letter_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="hmrcletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["paid", "to_pay", "allowed", "refunded"]), _negated=True),
                    models.Q(models.Q(("payer", ""), _negated=True), ("amount__isnull", False)),
                    _connector="OR",
                ),
                name="hmrc_letter_paid_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="hmrcletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("by_payment", False),
                    models.Q(("payer", "employer"), ("state__in", ["paid", "allowed", "refunded"])),
                    _connector="OR",
                ),
                name="hmrc_letter_paid_by_payment",
            ),
        ),
        migrations.AddConstraint(
            model_name="hmrcletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("allowed_recorded_by__isnull", False),
                        ("back_on", None),
                        ("state", "allowed"),
                        models.Q(("allowed_by", ""), _negated=True),
                    ),
                    models.Q(
                        ("allowed_recorded_by__isnull", False),
                        ("back_on__isnull", False),
                        ("state", "refunded"),
                        models.Q(("allowed_by", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state__in", ["allowed", "refunded"]), _negated=True), ("back_on", None)
                    ),
                    _connector="OR",
                ),
                name="hmrc_letter_given_back_as_it_says",
            ),
        ),
        migrations.CreateModel(
            name="DeductionDay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("owner", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("day_of_month", models.PositiveSmallIntegerField()),
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "day by which deductions are paid on",
                "verbose_name_plural": "days by which deductions are paid on",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("council", "="), ("organisation", "="), ("during", "&&")],
                        name="deduction_day_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day_of_month__gte", 1),
                            ("day_of_month__lte", 28),
                            models.Q(("owner", ""), _negated=True),
                        ),
                        name="deduction_day_says_which_and_whose",
                    ),
                ],
            },
        ),
    ]
