"""The files that carry a provider's payments to the bank."""

import functools
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import shortcuts
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from dpss import celery
from dpss.access import audit, policy
from dpss.kernel import dates, errors, money
from dpss.web import components, views, words
from dpss.web.components import basics
from ledger import bank_holidays, models, operations, queries
from ledger.banking import calendar
from ledger.forms import BankFileForm
from ledger.views.payments import payments_table, totals_table

FILE_COLOURS: Final[dict[str, basics.Colour]] = {
    "requested": "blue",
    "made": "green",
    "empty": "grey",
    "late": "red",
}


class RequestFile(views.FormPage):
    """A manager asks for the bank file of a payday, with the count and the total before it is made."""

    permission: ClassVar[str] = policy.MAKE_PAYMENT_FILES
    template_name = "ledger/batch_request.html"
    title = "Make the bank file"
    form_class = BankFileForm

    @functools.cached_property
    def due(self) -> list[queries.DueBy]:
        """What is due by each payday."""
        return queries.due_by_payday(actor=self.actor)

    def back(self) -> components.BackLink:
        """To the payments."""
        return components.BackLink("Payments", reverse("ledger:payments"))

    def make_form(self, data: Any = None, files: Any = None) -> BankFileForm:
        """The paydays that have something due; the first that Bacs can pay is chosen."""
        first = next((one for one in self.due if one.is_for_bacs), None)
        return BankFileForm(data, due=self.due, initial={"pay_on": first.day.isoformat()} if first else {})

    def context(self) -> dict[str, Any]:
        """What will happen, or that nothing is due."""
        return {
            "nothing": None if self.due else _nothing_due(),
            "deadline": next((_deadline(one.day) for one in self.due if one.is_for_bacs), None),
        }

    def act(self, **values: Any) -> models.PaymentBatch:
        """Ask for it, and wake the job that makes it."""
        organisation_id = self.actor.organisation_id
        if organisation_id is None:
            raise errors.NotAllowed("Only a payroll manager of the provider may ask for its bank file.")
        batch = operations.request_bank_file(
            organisation_id=organisation_id, **values, actor=self.actor, at=self.now
        )
        celery.nudge("ledger.make_bank_files")
        return batch

    def done(self, result: models.PaymentBatch) -> str:
        """That it is being made, or was made before."""
        if result.state == "made":
            return f"Nothing has become due since bank file {result.number} was made. It is the same file."
        return f"You asked for bank file {result.number}. It is made in less than a minute."

    def next_url(self, result: models.PaymentBatch) -> str:
        """To how far it is."""
        return reverse("ledger:batch", args=[result.pk])


class Files(views.ListPage):
    """The bank files of the provider, the newest first."""

    permission: ClassVar[str] = policy.SEE_PAYMENTS
    template_name = "ledger/batches.html"
    title = "Bank files"

    def back(self) -> components.BackLink:
        """To the payments."""
        return components.BackLink("Payments", reverse("ledger:payments"))

    def rows(self) -> QuerySet[models.PaymentBatch]:
        """The files of the actor's organisation."""
        return queries.bank_files(actor=self.actor).select_related("requested_by")

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each file with its control totals."""
        return components.Table(
            caption="Bank files",
            caption_hidden=True,
            columns=(
                components.Column("File"),
                components.Column("Payday"),
                components.Column("Payments", numeric=True),
                components.Column("Total, £", numeric=True),
                components.Column("State"),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(f"File {row.number}", href=reverse("ledger:batch", args=[row.pk])),
                        dates.with_weekday(row.pay_on),
                        words.number(row.count),
                        words.figures(row.total),
                        components.Cell("", tag=_file_tag(row)),
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """None yet."""
        return components.Empty(
            "Bank files will be here. A payroll manager makes one from the payments that are due."
        )


class File(views.ListPage):
    """One bank file: its control totals, how far it is, and the payments in it."""

    permission: ClassVar[str] = policy.SEE_PAYMENTS
    template_name = "ledger/batch.html"
    batch: models.PaymentBatch

    def load(self) -> None:
        """A file of the actor's organisation."""
        files = queries.bank_files(actor=self.actor).select_related("requested_by")
        self.batch = shortcuts.get_object_or_404(files, pk=self.kwargs["batch"])

    @property
    def heading(self) -> components.Words:
        """Its number."""
        return f"Bank file {self.batch.number}"

    def back(self) -> components.BackLink:
        """To the files."""
        return components.BackLink("Bank files", reverse("ledger:batches"))

    def rows(self) -> QuerySet[models.Payment]:
        """The payments in it, by the name of who is paid."""
        return (
            queries.payments(actor=self.actor)
            .filter(batch=self.batch)
            .order_by("payee__holder", "creditor__name", "pk")
        )

    def context(self) -> dict[str, Any]:
        """The list with what the file says of itself."""
        batch = self.batch
        url = reverse("ledger:batch_file", args=[batch.pk])
        may_download = batch.state == "made" and self.actor.may(policy.MAKE_PAYMENT_FILES)
        return super().context() | {
            "batch": batch,
            "facts": self.facts(),
            "bar": components.Progress(
                "The bank file is made" if batch.state != "requested" else "The bank file is being made",
                int(batch.state != "requested"),
                1,
            ),
            "get": components.ButtonLink("Download the file", url, "main") if may_download else None,
            "kinds": self.kinds(),
            "changed": self.changed(),
        }

    def kinds(self) -> components.Table | None:
        """The control totals by kind: they add up to the file's."""
        totals = queries.file_totals(self.batch, actor=self.actor)
        return totals_table("Control totals", [(one.kind, one.count, one.total) for one in totals])

    def changed(self) -> components.Box | None:
        """That bank details have changed since: the file stays as it was made."""
        count = queries.changed_since(self.batch, actor=self.actor) if self.batch.state == "made" else 0
        if not count:
            return None
        who = words.counted(count, "payment in this file goes", "payments in this file go")
        return components.Box(
            f"{who} to bank details that have changed since it was made. The file stays as it was made. If"
            " the bank sends money back, record it here: it is then paid again, once."
        )

    def facts(self) -> components.SummaryStrip:
        """The control totals, to be compared with what the bank says."""
        batch = self.batch
        asked_by = batch.requested_by.name if batch.requested_by else "The portal"
        return components.SummaryStrip(
            f"Bank file {batch.number}",
            (_file_tag(batch),),
            (
                ("Payments", words.number(batch.count)),
                ("Total", money.in_words(batch.total)),
                ("Payday", dates.with_weekday(batch.pay_on)),
                ("To the bank by", dates.with_weekday(batch.submit_on)),
                ("Kind of file", batch.get_form_display()),
                ("Asked for by", f"{asked_by}, {dates.in_words(timezone.localdate(batch.requested_at))}"),
            ),
        )

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each payment, with the way to say that it came back."""
        return payments_table(rows, with_file=False, may_return=self.actor.may(policy.RECORD_RETURNS))

    def empty(self) -> components.Empty:
        """Not made yet, or nothing was due."""
        said = {
            "requested": "The payments will be here when the file is made.",
            "empty": "Nothing was due when the file was to be made, so there is none.",
            "late": (
                "It was too late for this day when the file was to be made, so there is none, and nothing was"
                " paid. Ask for a file for a later day, or for a Faster Payments CSV."
            ),
        }
        return components.Empty(said.get(self.batch.state, "You do not reach the payments in this file."))


class Download(views.Page):
    """The file itself, for the bank. It holds bank details, so that it was taken is recorded."""

    permission: ClassVar[str] = policy.MAKE_PAYMENT_FILES
    http_method_names = ["get", "head", "options"]
    batch: models.PaymentBatch

    def load(self) -> None:
        """A file of the actor's organisation that is made."""
        files = queries.bank_files(actor=self.actor).filter(state="made")
        self.batch = shortcuts.get_object_or_404(files, pk=self.kwargs["batch"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The exact text that was made, as an attachment."""
        batch = self.batch
        if not batch.content:
            raise Http404
        self.request.kept_events.append(audit.of(batch, "look"))
        kind, ending = ("csv", "csv") if batch.form == models.PaymentBatch.Form.CSV else ("plain", "txt")
        answer = HttpResponse(batch.content.encode("ascii"), content_type=f"text/{kind}; charset=us-ascii")
        name = f"bank-file-{batch.number}-{batch.pay_on.isoformat()}.{ending}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _file_tag(batch: models.PaymentBatch) -> components.Tag:
    return components.Tag(batch.get_state_display(), FILE_COLOURS[batch.state])


def _nothing_due() -> components.Empty:
    return components.Empty(
        "No payment is due, so there is nothing to put in a bank file. Payments become due when a payrun is"
        " approved."
    )


def _deadline(payday: date) -> components.Box:
    """By when the bank needs the file for the first payday."""
    try:
        day = calendar.submit_by(payday, holidays=bank_holidays.known())
    except errors.Invalid as unknown:
        return components.Box(unknown.sentence)
    said = f"To pay on {dates.with_weekday(payday)}, the bank needs the file by"
    return components.Box(said, strong=f"{dates.with_weekday(day)}.")
