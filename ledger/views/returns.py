"""Payments that the bank sent back: listed, and recorded one by one or from the bank's own list."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss import celery
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views, words
from ledger import models, operations, queries
from ledger.forms import ReturnedListForm, ReturnFilters, ReturnForm
from ledger.operations import returned_lists
from ledger.views.return_answers import BACK, COLOURS, of_payment


class Returns(views.SearchPage):
    """What came back to the provider: what waits for an answer first."""

    permission: ClassVar[str] = policy.SEE_PAYMENTS
    template_name = "ledger/returns.html"
    title = "Sent back by the bank"
    filter_form = ReturnFilters
    saved = (
        views.Saved("open", "To answer", queries.TO_ANSWER, fact="nobody is paid yet"),
        views.Saved("done", "Answered", ~queries.TO_ANSWER, fact="paid again, closed, or owed no more"),
        views.Saved("all", "All", Q()),
    )
    sorts = {"newest": views.Option("Newest first", ("-came_back_on", "pk"))}

    def back(self) -> components.BackLink:
        """To the payments."""
        return components.BackLink("Payments", reverse("ledger:payments"))

    def rows(self) -> QuerySet[models.PaymentReturn]:
        """What came back to the actor's organisation."""
        return queries.returns(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By who was to be paid."""
        name = chosen["name"]
        held = Q(payment__payee__holder__icontains=name) | Q(payment__creditor__name__icontains=name)
        return rows.filter(held) if name else rows

    def context(self) -> dict[str, Any]:
        """The list, and the way to the bank's own list."""
        upload = components.ButtonLink("Read in the bank's list", reverse("ledger:returns_upload"), "main")
        may = self.actor.may(policy.RECORD_RETURNS)
        return super().context() | {"upload": upload if may else None}

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        return components.Table(
            caption=self.title,
            caption_hidden=True,
            columns=(
                components.Column("Paid to"),
                components.Column("Came back"),
                components.Column("The bank's reason"),
                components.Column("Amount, £", numeric=True),
                components.Column("State"),
            ),
            rows=tuple(map(_row, rows)),
        )

    def empty(self) -> components.Empty:
        """Nothing came back, or nothing like that."""
        return components.Empty(
            "Nothing is here. When the bank sends a payment back, open its bank file and choose “It came"
            " back”, or read in the bank's list."
        )


class RecordReturn(views.ExplainedPage):
    """An officer writes down that the bank sent a payment back."""

    permission: ClassVar[str] = policy.RECORD_RETURNS
    title = "The bank sent this payment back"
    payment: models.Payment

    def load(self) -> None:
        """A payment of the actor's organisation that is in a file, or came back."""
        found = queries.payments(actor=self.actor).exclude(batch=None)
        self.payment = shortcuts.get_object_or_404(found, pk=self.kwargs["payment"])

    def back(self) -> components.BackLink:
        """To its bank file."""
        batch = self.payment.batch
        return components.BackLink(
            f"Bank file {batch.number}" if batch else "Payments",
            reverse("ledger:batch", args=[self.payment.batch_id]),
        )

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The reason, the day, and a note."""
        return ReturnForm(data, initial={"came_back_on": self.actor.today})

    def thing(self) -> components.Component:
        """Which payment."""
        return components.SummaryList(of_payment(self.payment))

    def consequences(self) -> Sequence[components.Words]:
        """What follows."""
        return (
            "The money is put back on the account, set aside, and is owed as before.",
            "The bank details are marked: they must be confirmed or changed before it is paid again.",
            "The bank file stays as it was made.",
        )

    def told(self) -> Sequence[components.Words]:
        """Whoever waits for wages."""
        if self.payment.kind != models.Payment.Kind.WAGES:
            return ()
        return ("The PA, and whoever acts for the employer, if they sign in.",)

    def nothing(self) -> str:
        """It came back already."""
        if self.payment.state == "in_file":
            return ""
        return "It is recorded already that this payment came back."

    def act(self, **values: Any) -> models.PaymentReturn:
        """Record it, and wake the job that books it."""
        done = operations.record_return(payment=self.payment, **values, actor=self.actor, at=self.now)
        celery.nudge("payroll.book_returned_payments")
        return done

    def done(self, result: models.PaymentReturn) -> str:
        """What is next."""
        return "It is recorded as sent back. Find out why, then pay it again."

    def next_url(self, result: models.PaymentReturn) -> str:
        """To its page."""
        return reverse("ledger:return", args=[result.pk])


class UploadReturns(views.FormPage):
    """The bank's list of what it sent back: read whole, or not at all."""

    permission: ClassVar[str] = policy.RECORD_RETURNS
    template_name = "ledger/returns_upload.html"
    title = "Read in the bank's list"

    def back(self) -> components.BackLink:
        """To what came back."""
        return components.BackLink(BACK, reverse("ledger:returns"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The file."""
        return ReturnedListForm(data, files)

    def act(self, **values: Any) -> returned_lists.Read:
        """Record every row, and wake the job that books them."""
        done = returned_lists.record(content=values["file"].read(), actor=self.actor, at=self.now)
        celery.nudge("payroll.book_returned_payments")
        return done

    def done(self, result: returned_lists.Read) -> str:
        """How many."""
        new = words.counted(result.recorded, "payment is", "payments are")
        return f"{new} recorded as sent back. {words.number(result.known)} of the list were recorded before."

    def next_url(self, result: Any) -> str:
        """To what came back."""
        return reverse("ledger:returns")


def _row(row: models.PaymentReturn) -> components.Row:
    return components.Row(
        (
            components.Cell(row.payment.paid_to, href=reverse("ledger:return", args=[row.pk])),
            dates.in_words(row.came_back_on),
            row.get_code_display(),
            words.figures(row.payment.amount),
            components.Cell("", tag=components.Tag(row.get_state_display(), COLOURS[row.state])),
        )
    )
