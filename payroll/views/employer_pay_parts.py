"""After the wages: HMRC, orders, the pension scheme, and what an employer pays in a month."""

import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from dpss.access import actors
from dpss.kernel import dates, money
from dpss.web import components, views, words
from payroll import models
from payroll.queries import bills, deduction_payments, employer_pays

MOST_SHOWN = 12


class SaidOfPayment(views.ActionPage):
    """A word of the employer about a payment that they make: `page` names its page, `nothing` why not."""

    page: ClassVar[str]

    @property
    def heading(self) -> components.Words:
        """What is said."""
        return _(self.move.label)

    def address(self) -> str:
        """The page of the payment."""
        return reverse(self.page, kwargs=self.kwargs)

    def back(self) -> components.BackLink:
        """To the payment."""
        return components.BackLink(_("Back to the payment"), self.address())

    def ways(self) -> Sequence[components.Component]:
        """The payment, where there is nothing to do here."""
        return [components.ButtonLink(_("See the payment"), self.address())] if self.nothing() else []

    def next_url(self, result: Any) -> str:
        """The payment."""
        return self.address()


def after_wages(
    actor: actors.Actor, *, client_id: uuid.UUID | None, is_paid: bool
) -> Iterator[components.Component]:
    """What comes after the wages on “Pay your PAs”."""
    yield _hmrc(actor, client_id, is_paid=is_paid)
    yield from _orders(actor, client_id, is_paid=is_paid)
    if not is_paid:
        yield from _pension(actor, client_id)
        yield _month(actor, client_id)


def account_lines(name: str, code: str, number: str) -> tuple[components.CopyRow, ...]:
    """The lines of a bank account to copy; numbers without signs that a banking app refuses."""
    return (
        components.CopyRow(_("Name on the account"), name, name),
        components.CopyRow(_("Sort code"), words.sort_code(code), code),
        components.CopyRow(_("Account number"), number, number),
    )


def lines_of(account: employer_pays.PayTo | None) -> tuple[components.CopyRow, ...]:
    """The same of a body's account; none where it is not recorded."""
    if account is None:
        return ()
    return account_lines(account.name, account.sort_code, account.account_number)


def _hmrc(actor: actors.Actor, client_id: uuid.UUID | None, *, is_paid: bool) -> components.Component:
    found = employer_pays.hmrc(actor=actor, client_id=client_id, is_paid=is_paid)[:MOST_SHOWN]
    nothing = _("Nothing is to be paid to HMRC now. What you owe for a tax month is here after its 5th day.")
    return components.Table(
        caption=_("What you paid HMRC") if is_paid else _("Then HMRC"),
        columns=(
            components.Column(_("For")),
            components.Column(_("Paid on") if is_paid else _("Pay by")),
            components.Column(_("Amount, £"), numeric=True),
        ),
        rows=tuple(
            components.Row(
                (
                    components.Cell(
                        bills.months_in_words(bill), href=reverse("payroll:pay_hmrc", args=[bill.pk])
                    ),
                    dates.with_weekday(bill.paid_on or bill.due_on),
                    components.Cell(words.figures(bill.amount), strong=True),
                )
            )
            for bill in found
        ),
        empty=components.Empty(_("Nothing is marked as paid yet.") if is_paid else nothing),
    )


def _orders(
    actor: actors.Actor, client_id: uuid.UUID | None, *, is_paid: bool
) -> Iterator[components.Component]:
    """What was taken from a PA's wages for somebody else; nothing where no order takes anything."""
    found = deduction_payments.of_employers(actor=actor, client_id=client_id, is_paid=is_paid)[:MOST_SHOWN]
    rows = tuple(
        components.Row(
            (
                components.Cell(
                    one.payee, href=reverse("payroll:pay_deduction", args=[one.pk]), note=one.reference
                ),
                dates.with_weekday(one.paid_on or one.due_on),
                components.Cell(words.figures(one.amount), strong=True),
            )
        )
        for one in found
    )
    if rows:
        yield components.Table(
            caption=_("What you paid on under orders") if is_paid else _("Then what was taken for others"),
            columns=(
                components.Column(_("To")),
                components.Column(_("Paid on") if is_paid else _("Pay by")),
                components.Column(_("Amount, £"), numeric=True),
            ),
            rows=rows,
        )


def _pension(actor: actors.Actor, client_id: uuid.UUID | None) -> Iterator[components.Component]:
    """What the scheme takes by itself, and what is paid by transfer."""
    rows = tuple(
        components.SummaryRow(one.scheme.provider, in_words(one), action=_to_pay(one))
        for one in employer_pays.pension(actor=actor, client_id=client_id)
    )
    if rows:
        yield components.SummaryList(rows, title=_("And the pension"))


def in_words(one: models.PensionSchedule) -> str:
    """What the scheme takes by itself and when, or what to pay and by when."""
    total = one.member + one.employer_share
    said = {
        "amount": money.in_words(total),
        "provider": one.scheme.provider,
        "day": dates.with_weekday(one.collect_on or one.due_on),
        "reference": one.scheme.employer_reference,
    }
    if one.scheme.paid == models.PensionScheme.Paid.DIRECT_DEBIT:
        if one.collect_on:
            return _("%(provider)s takes %(amount)s by Direct Debit on %(day)s. Nothing to do.") % said
        return _("%(provider)s takes %(amount)s by Direct Debit, by %(day)s. Nothing to do.") % said
    if one.state == one.machine.initial:
        return _("%(amount)s is to be paid to %(provider)s by %(day)s. We make it ready for you.") % said
    paid = _("Pay %(amount)s to %(provider)s by bank transfer, so that it arrives by %(day)s.") % said
    if one.scheme.employer_reference:
        paid = _("%(paid)s Reference: %(reference)s.") % (said | {"paid": paid})
    return _("%(paid)s Ring us when you have paid.") % {"paid": paid}


def _to_pay(one: models.PensionSchedule) -> components.Link | None:
    """To the lines to copy."""
    if not employer_pays.is_to_transfer(one):
        return None
    address = reverse("payroll:pay_pension", args=[one.pk])
    return components.Link(_("Copy the account and the amount"), address)


def _month(actor: actors.Actor, client_id: uuid.UUID | None) -> components.Table:
    found = employer_pays.month(actor.today, actor=actor, client_id=client_id)
    orders = ((_("Orders"), found.orders),) if found.orders.pounds else ()
    parts = ((_("Wages"), found.wages), (_("HMRC"), found.hmrc), *orders, (_("Pension"), found.pension))
    title = _("What you pay in %(month)s, with what is late")
    return components.Table(
        caption=title % {"month": f"{found.first_day:%B %Y}"},
        columns=(
            components.Column(_("To whom")),
            components.Column(_("In all, £"), numeric=True),
            components.Column(_("Still to pay, £"), numeric=True),
        ),
        rows=(
            *(_sums(label, part.pounds, part.left) for label, part in parts),
            _sums(_("In all"), found.total, found.left, kind="total"),
        ),
        phone="stay",
    )


def _sums(
    label: components.Words, pounds: Decimal, left: Decimal, kind: Literal["", "total"] = ""
) -> components.Row:
    return components.Row((label, words.figures(pounds), words.figures(left)), kind)
