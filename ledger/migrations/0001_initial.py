import django.db.models.expressions
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import dpss.access.keys
import dpss.access.sealing
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountCheckTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("published", models.DateField()),
                ("weights", models.TextField()),
                ("substitutions", models.TextField()),
                ("weights_sha256", models.CharField(max_length=64)),
                ("substitutions_sha256", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField()),
                ("loaded_by", models.CharField(max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("direct_payment", "Direct payment account"),
                            ("funding", "Paid in by the council and the client"),
                            ("wages", "Cost of wages"),
                            ("employer_ni", "Cost of employer's National Insurance"),
                            ("employer_pension", "Cost of employer's pension"),
                            ("net_pay", "Owed to personal assistants"),
                            ("hmrc", "Owed to HMRC"),
                            ("pension", "Owed to the pension scheme"),
                            ("orders", "Owed under orders and agreements"),
                            ("penalties", "Cost of penalties"),
                            ("penalties_of_others", "Penalties that the provider or the council pays"),
                            ("penalties_owed", "Owed to HMRC for penalties"),
                        ],
                        max_length=30,
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
                    models.UniqueConstraint(fields=("subject", "code"), name="account_once_for_a_subject"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "direct_payment",
                                    "funding",
                                    "wages",
                                    "employer_ni",
                                    "employer_pension",
                                    "net_pay",
                                    "hmrc",
                                    "pension",
                                    "orders",
                                    "penalties",
                                    "penalties_of_others",
                                    "penalties_owed",
                                ],
                            )
                        ),
                        name="account_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("holder", models.CharField(max_length=18)),
                ("sort_code", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("account_number", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("account_index", models.CharField(max_length=64)),
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
                    models.Index(fields=["subject"], name="bank_account_of_subject"),
                    models.Index(fields=["account_index"], name="bank_account_by_index"),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("subject", "="), ("during", "&&")], name="bank_account_one_at_a_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BankAccountChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("holder", models.CharField(max_length=18)),
                ("sort_code", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("account_number", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("account_index", models.CharField(max_length=64)),
                ("starts_on", models.DateField()),
                ("by_themselves", models.BooleanField()),
                ("opens_on", models.DateField()),
                (
                    "check_result",
                    models.CharField(
                        choices=[("valid", "Valid"), ("not checkable", "Not checkable")], max_length=13
                    ),
                ),
                ("check_said", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a second person"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("to_ring", models.BooleanField(default=False)),
                ("rung_at", models.DateTimeField(blank=True, null=True)),
                ("followed_on", models.DateField(blank=True, null=True)),
                (
                    "account",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change",
                        to="ledger.bankaccount",
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
                    models.Index(fields=["subject", "-proposed_at"], name="bank_change_of_subject"),
                    models.Index(
                        condition=models.Q(("state__in", ["approved", "cancelled"])),
                        fields=["starts_on"],
                        name="bank_change_to_follow",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "approved", "refused", "withdrawn", "cancelled"])
                        ),
                        name="bank_account_change_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("check_result__in", ["valid", "not checkable"])),
                        name="bank_account_change_not_invalid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="bank_account_change_by_a_second_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("subject",),
                        name="bank_account_change_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditorAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("creditor", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=18)),
                ("sort_code", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("account_number", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("account_index", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=300)),
                ("owner", models.CharField(max_length=150)),
                ("check_said", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a second person"),
                            ("approved", "Approved"),
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
            options={
                "verbose_name": "account of a body that is paid",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state", "approved")),
                        expressions=[
                            ("council", "="),
                            ("organisation", "="),
                            ("creditor", "="),
                            ("during", "&&"),
                        ],
                        name="creditor_account_one_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("council", "organisation", "creditor"),
                        name="creditor_account_one_proposal_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "approved", "withdrawn"])),
                        name="creditor_account_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="creditor_account_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                            models.Q(("creditor", ""), _negated=True),
                        ),
                        name="creditor_account_says_whose_and_whence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("creditor", django.db.models.functions.text.Lower("creditor"))),
                        name="creditor_account_in_small_letters",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source_key", models.CharField(max_length=100, unique=True)),
                ("day", models.DateField()),
                ("description", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="ledger.entry",
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
                "indexes": [models.Index(fields=["subject", "-day"], name="entry_of_subject")],
            },
        ),
        migrations.CreateModel(
            name="PayingAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("name", models.CharField(max_length=18)),
                ("service_user_number", models.CharField(max_length=6)),
                ("sort_code", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("account_number", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
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
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("council", "="), ("organisation", "="), ("during", "&&")],
                        name="paying_account_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("service_user_number__regex", "^[0-9]{6}$")),
                        name="paying_account_bacs_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentBatch",
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
                        choices=[("bacs", "Bacs Standard 18"), ("csv", "Faster Payments CSV")],
                        default="bacs",
                        max_length=4,
                    ),
                ),
                ("pay_on", models.DateField()),
                ("submit_on", models.DateField()),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Being made"),
                            ("made", "Made"),
                            ("empty", "Nothing was due"),
                            ("late", "Not made in time"),
                        ],
                        default="requested",
                        max_length=10,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("count", models.PositiveIntegerField(default=0)),
                ("total", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("content", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council", "organisation", "number"), name="payment_batch_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "requested")),
                        fields=("council", "organisation", "pay_on"),
                        name="payment_batch_one_request_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["requested", "made", "empty", "late"])),
                        name="payment_batch_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["bacs", "csv"])), name="payment_batch_form"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
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
                        choices=[("wages", "Wages"), ("hmrc", "HMRC"), ("pension", "Pension")],
                        default="wages",
                        max_length=7,
                    ),
                ),
                ("source_key", models.CharField(max_length=100, unique=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("reference", models.CharField(max_length=18)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "Due"),
                            ("in_file", "In a bank file"),
                            ("returned", "Sent back by the bank"),
                        ],
                        default="due",
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
                    "credit_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.account"
                    ),
                ),
                (
                    "creditor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="ledger.creditoraccount",
                    ),
                ),
                (
                    "debit_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.account"
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
                    "payee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="ledger.bankaccount",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="ledger.paymentbatch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "due")),
                        fields=["organisation", "due_on"],
                        name="payment_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_amount"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["due", "in_file", "returned"])),
                        name="payment_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("batch", None), ("state", "due")),
                            models.Q(("batch__isnull", False), ("state__in", ["in_file", "returned"])),
                            _connector="OR",
                        ),
                        name="payment_in_file_has_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("creditor", None), ("kind", "wages"), ("payee__isnull", False)),
                            models.Q(
                                ("creditor__isnull", False),
                                ("kind__in", ["hmrc", "pension"]),
                                ("payee", None),
                            ),
                            _connector="OR",
                        ),
                        name="payment_to_a_person_or_a_body",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentReturn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("0", "Account details not recognised"),
                            ("2", "The payee has died"),
                            ("3", "The account has moved to another bank"),
                            ("5", "There is no such account"),
                            ("B", "The account is closed"),
                            ("C", "The payment was stopped by whoever sent it"),
                            ("X", "Another reason"),
                        ],
                        max_length=1,
                    ),
                ),
                ("came_back_on", models.DateField()),
                ("owed", models.DecimalField(decimal_places=2, max_digits=12)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("in_books", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To answer"),
                            ("checked", "Bank details confirmed"),
                            ("paid_again", "Paid again"),
                            ("closed", "Closed without paying again"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=300)),
                (
                    "again",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_place_of",
                        to="ledger.payment",
                    ),
                ),
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
                    "payment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_back",
                        to="ledger.payment",
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
                "verbose_name": "payment sent back",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["open", "checked"])),
                        fields=["came_back_on"],
                        name="payment_return_unanswered",
                    ),
                    models.Index(
                        condition=models.Q(("in_books", False)), fields=["id"], name="payment_return_to_book"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__in", ["0", "2", "3", "5", "B", "C", "X"])),
                        name="payment_return_code",
                    ),
                    models.CheckConstraint(condition=models.Q(("owed__gte", 0)), name="payment_return_owed"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("again", None), ("answered_by", None), ("state", "open")),
                            models.Q(
                                ("again", None),
                                ("answered_by__isnull", False),
                                ("state__in", ["checked", "closed"]),
                            ),
                            models.Q(
                                ("again__isnull", False),
                                ("answered_by__isnull", False),
                                ("state", "paid_again"),
                            ),
                            _connector="OR",
                        ),
                        name="payment_return_answered_as_it_says",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="ledger.account",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="ledger.entry",
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
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="posting_not_nothing"
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_to_a_person_or_a_body",
        ),
        migrations.AlterField(
            model_name="payment",
            name="kind",
            field=models.CharField(
                choices=[
                    ("wages", "Wages"),
                    ("hmrc", "HMRC"),
                    ("pension", "Pension"),
                    ("direct_payment", "Direct payments"),
                ],
                default="wages",
                max_length=14,
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("creditor", None),
                        ("kind__in", ["wages", "direct_payment"]),
                        ("payee__isnull", False),
                    ),
                    models.Q(("creditor__isnull", False), ("kind__in", ["hmrc", "pension"]), ("payee", None)),
                    _connector="OR",
                ),
                name="payment_to_a_person_or_a_body",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="paymentreturn",
            name="payment_return_answered_as_it_says",
        ),
        migrations.AddField(
            model_name="paymentreturn",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="paymentreturn",
            name="settled_how",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="paymentreturn",
            name="settled_in_books",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="paymentreturn",
            name="settled_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="paymentreturn",
            name="settled_with",
            field=models.CharField(
                blank=True,
                choices=[
                    ("account", "The client’s direct payment account, by cheque or another transfer"),
                    (
                        "others",
                        "Somebody else’s own money, such as the client’s savings, the council’s or ours",
                    ),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="paymentreturn",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "To answer"),
                    ("checked", "Bank details confirmed"),
                    ("paid_again", "Paid again"),
                    ("closed", "Closed without paying again"),
                    ("settled", "Settled another way"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="paymentreturn",
            index=models.Index(
                condition=models.Q(("settled_in_books", False), ("state", "settled")),
                fields=["id"],
                name="payment_return_to_settle",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("again", None), ("answered_by", None), ("state", "open")),
                    models.Q(
                        ("again", None),
                        ("answered_by__isnull", False),
                        ("state__in", ["checked", "closed", "settled"]),
                    ),
                    models.Q(
                        ("again__isnull", False), ("answered_by__isnull", False), ("state", "paid_again")
                    ),
                    _connector="OR",
                ),
                name="payment_return_answered_as_it_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("settled_by__isnull", False),
                        ("settled_on__isnull", False),
                        ("settled_with__in", ["account", "others"]),
                        ("state", "settled"),
                    ),
                    models.Q(
                        ("settled_by", None),
                        ("settled_in_books", False),
                        ("settled_on", None),
                        ("settled_with", ""),
                        models.Q(("state", "settled"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="payment_return_settled_as_it_says",
            ),
        ),
        migrations.CreateModel(
            name="PaymentAccount",
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
                            ("own", "Their own bank account"),
                            ("card", "Prepaid card"),
                            ("managed", "Managed account"),
                        ],
                        max_length=10,
                    ),
                ),
                ("holder", models.CharField(max_length=40)),
                ("sort_code", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("account_number", dpss.access.sealing.SealedField(blank=True, editable=True, null=True)),
                ("account_index", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a second person"),
                            ("approved", "Approved"),
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
                        blank=True,
                        null=True,
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
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "account of a direct payment",
                "indexes": [models.Index(fields=["account_index"], name="payment_account_by_index")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state", "approved")),
                        expressions=[("subject", "="), ("during", "&&")],
                        name="payment_account_one_at_a_time",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state", "approved")),
                        expressions=[("council", "="), ("account_index", "="), ("during", "&&")],
                        name="payment_account_of_one_client",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("subject",),
                        name="payment_account_one_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "approved", "withdrawn"])),
                        name="payment_account_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "managed"), ("organisation__isnull", False)),
                            models.Q(("kind__in", ["own", "card"]), ("organisation", None)),
                            _connector="OR",
                        ),
                        name="payment_account_managed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="payment_account_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True), models.Q(("holder", ""), _negated=True)
                        ),
                        name="payment_account_says_whence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("description", models.CharField(max_length=200)),
                ("reference", models.CharField(max_length=200)),
                ("balance", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("bank_id", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "line of a bank statement",
            },
        ),
        migrations.CreateModel(
            name="BankStatement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "format",
                    models.CharField(
                        choices=[("csv", "CSV"), ("ofx", "OFX"), ("camt053", "camt.053"), ("mt940", "MT940")],
                        max_length=7,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("scanned", models.BooleanField()),
                ("columns", models.JSONField(blank=True, null=True)),
                ("told_opening", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("told_closing", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("first_day", models.DateField(blank=True, null=True)),
                ("last_day", models.DateField(blank=True, null=True)),
                ("opening", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("closing", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "To look at"),
                            ("taken_in", "Taken in"),
                            ("dropped", "Dropped"),
                            ("undone", "Taken out again"),
                        ],
                        default="read",
                        max_length=10,
                    ),
                ),
                ("read_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "bank statement",
            },
        ),
        migrations.CreateModel(
            name="CsvColumns",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("heads", models.JSONField()),
                ("heads_index", models.CharField(max_length=64)),
                ("columns", models.JSONField()),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "columns of a bank’s CSV",
            },
        ),
        migrations.CreateModel(
            name="LineMatch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("matched_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "match of a bank line",
            },
        ),
        migrations.RemoveConstraint(
            model_name="account",
            name="account_code",
        ),
        migrations.AlterField(
            model_name="account",
            name="code",
            field=models.CharField(
                choices=[
                    ("direct_payment", "Direct payment account"),
                    ("funding", "Paid in by the council and the client"),
                    ("wages", "Cost of wages"),
                    ("employer_ni", "Cost of employer's National Insurance"),
                    ("employer_pension", "Cost of employer's pension"),
                    ("net_pay", "Owed to personal assistants"),
                    ("hmrc", "Owed to HMRC"),
                    ("pension", "Owed to the pension scheme"),
                    ("orders", "Owed under orders and agreements"),
                    ("penalties", "Cost of penalties"),
                    ("penalties_of_others", "Penalties that the provider or the council pays"),
                    ("penalties_owed", "Owed to HMRC for penalties"),
                    ("bank_charges", "Cost of bank charges"),
                    ("interest", "Interest from the bank"),
                    ("cash", "Cash taken out, to be shown what for"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "code__in",
                        [
                            "direct_payment",
                            "funding",
                            "wages",
                            "employer_ni",
                            "employer_pension",
                            "net_pay",
                            "hmrc",
                            "pension",
                            "orders",
                            "penalties",
                            "penalties_of_others",
                            "penalties_owed",
                            "bank_charges",
                            "interest",
                            "cash",
                        ],
                    )
                ),
                name="account_code",
            ),
        ),
        migrations.AddField(
            model_name="bankline",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
            ),
        ),
        migrations.AddField(
            model_name="bankline",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
            ),
        ),
        migrations.AddField(
            model_name="bankstatement",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statements",
                to="ledger.paymentaccount",
            ),
        ),
        migrations.AddField(
            model_name="bankstatement",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
            ),
        ),
        migrations.AddField(
            model_name="bankstatement",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="bankstatement",
            name="read_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="bankstatement",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
            ),
        ),
        migrations.AddField(
            model_name="bankline",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="ledger.bankstatement"
            ),
        ),
        migrations.AddField(
            model_name="csvcolumns",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
            ),
        ),
        migrations.AddField(
            model_name="csvcolumns",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.organisation"
            ),
        ),
        migrations.AddField(
            model_name="csvcolumns",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="linematch",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.council"
            ),
        ),
        migrations.AddField(
            model_name="linematch",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="ledger.bankline"
            ),
        ),
        migrations.AddField(
            model_name="linematch",
            name="matched_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="linematch",
            name="posting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.posting"
            ),
        ),
        migrations.AddField(
            model_name="linematch",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subject"
            ),
        ),
        migrations.AddField(
            model_name="linematch",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="bankstatement",
            index=models.Index(fields=["account", "-first_day"], name="bank_statement_of_account"),
        ),
        migrations.AddConstraint(
            model_name="bankstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["read", "taken_in", "dropped", "undone"])),
                name="bank_statement_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ["csv", "ofx", "camt053", "mt940"])),
                name="bank_statement_format",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankstatement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["read", "taken_in"])),
                fields=("account", "sha256"),
                name="bank_statement_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken_in"), _negated=True),
                    models.Q(
                        ("closing__isnull", False),
                        ("first_day__isnull", False),
                        ("last_day__gte", models.F("first_day")),
                        ("opening__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="bank_statement_has_days_and_balances",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankstatement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("state", "taken_in")),
                expressions=[
                    ("account", "="),
                    (models.Func("first_day", "last_day", function="daterange"), "&&"),
                ],
                name="bank_statement_days_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.UniqueConstraint(fields=("statement", "place"), name="bank_line_once"),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="bank_line_moves_money"
            ),
        ),
        migrations.AddConstraint(
            model_name="csvcolumns",
            constraint=models.UniqueConstraint(
                fields=("council", "organisation", "heads_index"), name="csv_columns_once_for_heads"
            ),
        ),
        migrations.AddIndex(
            model_name="linematch",
            index=models.Index(
                condition=models.Q(("undone_at", None)), fields=["line"], name="line_match_of_line"
            ),
        ),
        migrations.AddConstraint(
            model_name="linematch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)), fields=("posting",), name="line_match_posting_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="linematch",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="line_match_has_a_reason"
            ),
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dpss.access.keys.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("bank", models.DecimalField(decimal_places=2, max_digits=12)),
                ("ledger", models.DecimalField(decimal_places=2, max_digits=12)),
                ("on_its_way", models.DecimalField(decimal_places=2, max_digits=12)),
                ("ahead", models.DecimalField(decimal_places=2, max_digits=12)),
                ("sent", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("put_forward", "Waiting for a second person"),
                            ("signed", "Signed"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="put_forward",
                        max_length=11,
                    ),
                ),
                ("put_forward_at", models.DateTimeField()),
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
                    "put_forward_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconciliations",
                        to="ledger.bankstatement",
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
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["put_forward", "signed", "withdrawn"])),
                        name="reconciliation_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("statement",),
                        name="reconciliation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "signed"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("put_forward_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reconciliation_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "bank",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("ledger"), "-", models.F("on_its_way")
                                    ),
                                    "+",
                                    models.F("ahead"),
                                ),
                            )
                        ),
                        name="reconciliation_agrees",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_to_a_person_or_a_body",
        ),
        migrations.AlterField(
            model_name="payment",
            name="kind",
            field=models.CharField(
                choices=[
                    ("wages", "Wages"),
                    ("hmrc", "HMRC"),
                    ("pension", "Pension"),
                    ("orders", "Orders and agreed deductions"),
                    ("direct_payment", "Direct payments"),
                ],
                default="wages",
                max_length=14,
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("creditor", None),
                        ("kind__in", ["wages", "direct_payment"]),
                        ("payee__isnull", False),
                    ),
                    models.Q(
                        ("creditor__isnull", False),
                        ("kind__in", ["hmrc", "pension", "orders"]),
                        ("payee", None),
                    ),
                    _connector="OR",
                ),
                name="payment_to_a_person_or_a_body",
            ),
        ),
        migrations.AddField(
            model_name="paymentreturn",
            name="is_relied_on",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="paymentreturn",
            name="unsettled",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="paymentreturn",
            name="unsettled_in_books",
            field=models.BooleanField(default=True),
        ),
        migrations.AddIndex(
            model_name="paymentreturn",
            index=models.Index(
                condition=models.Q(("unsettled_in_books", False)),
                fields=["id"],
                name="payment_return_to_unsettle",
            ),
        ),
    ]
