"""What employers owe HMRC for each tax month or quarter: which bills are paid, and what holds one up."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, forms, views, words
from dpss.web.components import basics
from payroll import models
from payroll.forms.bills import BillFilters, ShortfallForm
from payroll.operations import bill_payments as operations
from payroll.queries import bills

_RECORDED: Final = {"confirm_for": "payroll:hmrc_bill_paid", "unconfirm_for": "payroll:hmrc_bill_not_paid"}
COLOURS: Final[dict[str, basics.Colour]] = {"due": "amber", "in_file": "green", "paid": "green"}


class HmrcBills(views.SearchPage):
    """The bills of the employers that the provider pays for or whose pay it works out."""

    permission: ClassVar[str] = policy.SEE_HMRC_BILLS
    template_name = "payroll/provider/hmrc_bills.html"
    title = "What employers owe HMRC"
    filter_form = BillFilters
    saved = (
        views.Saved("to_pay", "To pay", Q(state="due", amount__gt=0), fact="by their days"),
        views.Saved("held", "Held up", Q(state="due") & ~Q(held_because=""), fact="you pay these"),
        views.Saved("paid", "Paid", Q(state__in=["in_file", "paid"]), fact="or in a bank file"),
        views.Saved("back", "HMRC owes", bills.to_ask_back(), fact="ask HMRC for it"),
        views.Saved("all", "All", Q()),
    )
    sorts = {
        "due": views.Option("Soonest first", ("due_on", "employer__name", "pk")),
        "employer": views.Option("Employer", ("employer__name", "due_on")),
        "largest": views.Option("Largest amount first", ("-amount", "pk")),
    }
    csv_columns = {
        "Employer": lambda row: row.employer.name,
        "From": lambda row: row.period_begins.isoformat(),
        "To": lambda row: row.period_ends.isoformat(),
        "Owed by the P32": lambda row: row.owed,
        "To pay": lambda row: row.amount,
        "Pay by": lambda row: row.due_on.isoformat(),
        "Who pays": lambda row: row.get_payer_display(),
        "State": lambda row: row.get_state_display(),
    }

    def back(self) -> components.BackLink:
        """To the payments."""
        return components.BackLink("Payments", reverse("ledger:payments"))

    def rows(self) -> QuerySet[models.HmrcBill]:
        """Those that the actor reaches."""
        return bills.bills(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By employer, and by who pays."""
        if chosen["payer"]:
            rows = rows.filter(payer=chosen["payer"])
        return rows.filter(employer__name__icontains=chosen["name"]) if chosen["name"] else rows

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        return components.Table(
            caption=self.title,
            caption_hidden=True,
            columns=(
                components.Column("Employer"),
                components.Column("Tax month or quarter"),
                components.Column("To pay, £", numeric=True),
                components.Column("Pay by"),
                components.Column("Who pays"),
                components.Column("State"),
            ),
            rows=tuple(_row(row, self.actor.today) for row in rows),
        )

    def empty(self) -> components.Empty:
        """None, or none like that."""
        return components.Empty(
            "No bill is like that. A bill is raised on the 6th of the month, when a tax month or quarter with"
            " wages is over."
        )


class HmrcBill(views.ExplainedPage):
    """One bill: what it is made of, where it stands; and who pays in when the managed account is short."""

    permission: ClassVar[str] = policy.SEE_HMRC_BILLS
    bill: models.HmrcBill

    def load(self) -> None:
        """One that the actor reaches."""
        self.bill = shortcuts.get_object_or_404(bills.bills(actor=self.actor), pk=self.kwargs["bill"])

    @property
    def heading(self) -> components.Words:
        """Whose, and for when."""
        return f"HMRC, {bills.months_in_words(self.bill)}"

    def back(self) -> components.BackLink:
        """To the bills."""
        return components.BackLink("What employers owe HMRC", reverse("payroll:hmrc_bills"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Who has agreed, with the shortfall as it is now."""
        return ShortfallForm(data, initial={"short_by": self.bill.short_by})

    def thing(self) -> components.Component:
        """The figures, and what was said."""
        return components.SummaryList(tuple(_facts(self.bill, self.actor.today)))

    def nothing(self) -> str:
        """What there is to do, where it is not to say who pays in."""
        bill = self.bill
        if bill.state != "due":
            return "Nothing has to be done."
        if bill.payer == models.HmrcBill.Payer.EMPLOYER:
            return "The employer pays it, and says so on “Pay my PAs”, or tells you, and you record it."
        if bill.sent_back:
            return (
                "The bank sent the payment back. Answer that under “Sent back by the bank”: paid again, it"
                " goes with the next bank file; closed, record here that HMRC was paid another way."
            )
        if not bill.short_by or bill.short_agreed >= bill.short_by:
            return "It is paid with the bank file of its day." if not bill.held_because else bill.held_because
        if not self.actor.may(policy.CALCULATE_PAYRUNS):
            return "A payroll officer records who has agreed to pay in what is missing."
        return ""

    def consequences(self) -> Sequence[components.Words]:
        """What it opens."""
        return (
            "HMRC is paid although the managed account is short. Your name and the reason are kept.",
            "If it then lacks more, it is held up again.",
        )

    def ways(self) -> Sequence[components.Component]:
        """What the employer told is recorded, and the employer's P32."""
        facts = bills.facts_of([self.bill], actor=self.actor)[self.bill.pk]
        found = [
            components.ButtonLink(move.label, reverse(_RECORDED[move.name], args=[self.bill.pk]))
            for move in transitions.open_moves(self.bill, actor=self.actor, facts=facts)
            if move.name in _RECORDED
        ]
        if self.actor.may(policy.SEE_EMPLOYERS_PAPERS):
            address = reverse("payroll:employer_papers", args=[self.bill.employer_id])
            found.append(components.ButtonLink("The employer's papers and P32", address))
        return found

    def act(self, **values: Any) -> models.HmrcBill:
        """Record it."""
        return operations.agree_shortfall(
            bill=self.bill,
            seen=values["short_by"],
            agreed_by=values["agreed_by"],
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.HmrcBill) -> str:
        """What follows."""
        short = money.in_words(result.short_agreed)
        return f"{result.agreed_by} answers for {short}. It becomes a payment within the hour."

    def next_url(self, result: Any) -> str:
        """Back here."""
        return reverse("payroll:hmrc_bill", args=[self.bill.pk])


def _row(row: models.HmrcBill, today: Any) -> components.Row:
    return components.Row(
        (
            components.Cell(row.employer.name, href=reverse("payroll:hmrc_bill", args=[row.pk])),
            bills.months_in_words(row),
            words.figures(row.amount),
            dates.with_weekday(row.due_on),
            row.get_payer_display(),
            components.Cell("", tag=_tag(row, today), note=row.held_because),
        )
    )


def _tag(row: models.HmrcBill, today: Any) -> components.Tag:
    if row.is_last and row.hmrc_owes:
        return components.Tag(f"HMRC owes {money.in_words(row.hmrc_owes)}", "amber")
    if row.state == "due" and not row.amount:
        return components.Tag("Nothing to pay", "grey")
    if row.state == "due" and row.due_on < today:
        return components.Tag("Late", "red")
    return components.Tag(row.get_state_display(), COLOURS[row.state])


def _facts(bill: models.HmrcBill, today: Any) -> list[components.SummaryRow]:
    reference = bill.reference_on(max(today, bill.due_on))
    rows = [
        components.SummaryRow("Employer", bill.employer.name),
        components.SummaryRow("Owed by the P32", money.in_words(bill.owed)),
        components.SummaryRow("From bills before", money.in_words(bill.brought)),
        components.SummaryRow("To pay", "", strong=money.in_words(bill.amount)),
        components.SummaryRow("Pay by", dates.with_weekday(bill.due_on)),
        components.SummaryRow("Reference", reference or "No Accounts Office reference is recorded."),
        components.SummaryRow("Who pays", bill.get_payer_display()),
        components.SummaryRow("State", bill.get_state_display()),
    ]
    if bill.hmrc_owes:
        then = "Ask HMRC for it." if bill.is_last else "It comes off the next bill."
        rows.append(components.SummaryRow("HMRC owes", f"{money.in_words(bill.hmrc_owes)}. {then}"))
    if bill.paid_on:
        rows.append(components.SummaryRow("Paid on", dates.with_weekday(bill.paid_on)))
    if bill.held_because:
        rows.append(components.SummaryRow("Held up", bill.held_because))
    if bill.agreed_by:
        rows.append(
            components.SummaryRow("Paid in by", f"{bill.agreed_by}, {money.in_words(bill.short_agreed)}")
        )
    return rows
