"""What the council pays next: control totals, put forward by one person and approved by another, in bulk."""

import functools
import hashlib
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, Final

from django import forms as django_forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients import models, states
from clients.forms.who import WhoForm, of_whom
from clients.operations import four_weekly as operations
from clients.queries import four_weekly as queries
from clients.views import paid_parts
from dpss.access import policy, transitions
from dpss.kernel import dates, errors, money
from dpss.web import components, views, words

AT_ONCE: Final = 500
WEEK: Final = timedelta(days=6)
WHEN: Final = (
    ("", gettext_lazy("On any day")),
    ("week", gettext_lazy("In the next 7 days, or before")),
    ("late", gettext_lazy("Before today")),
)
_COLOURS: Final[dict[str, Any]] = {
    "due": "amber", "put_forward": "blue", "approved": "green", "paid": "green", "returned": "red",
}  # fmt: skip


class DueFilter(WhoForm):
    """By name, day and kind of account."""

    when = django_forms.ChoiceField(label=gettext_lazy("Due"), choices=WHEN)
    account = django_forms.ChoiceField(
        label=gettext_lazy("Account"),
        choices=[("", gettext_lazy("Every kind")), *models.DirectPayment.Account.choices],
    )


def of_filter(rows: QuerySet[Any], *, when: str, account: str, today: Any) -> QuerySet[Any]:
    """The payments of a choice of days and accounts."""
    if when == "week":
        rows = rows.filter(due_on__lte=today + WEEK)
    if when == "late":
        rows = rows.filter(due_on__lt=today)
    return rows.filter(account=account) if account else rows


class PaymentsDue(views.SearchPage):
    """Every four-weekly payment on its way, with control totals by kind of account."""

    permission = policy.PAY_DIRECT_PAYMENTS
    title = gettext_lazy("Payments due")
    template_name = "clients/payments_due.html"
    saved = (
        views.Saved("open", gettext_lazy("On their way"), Q(state__in=queries.ON_THE_WAY)),
        views.Saved("due", gettext_lazy("Worked out"), Q(state="due")),
        views.Saved("put_forward", gettext_lazy("Waiting for a second person"), Q(state="put_forward")),
        views.Saved("approved", gettext_lazy("For the bank file"), Q(state="approved")),
        views.Saved("returned", gettext_lazy("Sent back by the bank"), Q(state="returned")),
        views.Saved("first", gettext_lazy("First payments"), Q(is_first=True, state__in=queries.ON_THE_WAY)),
        views.Saved("paid", gettext_lazy("Paid"), Q(state="paid")),
    )
    sorts = {
        "due": views.Option(gettext_lazy("First due"), ("due_on", "client__name")),
        "name": views.Option(gettext_lazy("Name"), ("client__name",)),
        "most": views.Option(gettext_lazy("Largest first"), ("-amount",)),
    }
    filter_form = DueFilter
    csv_columns = {
        "Reference": lambda row: row.client.reference,
        "Name": lambda row: row.client.name,
        "From": lambda row: row.first_day,
        "To": lambda row: row.last_day,
        "Due on": lambda row: row.due_on,
        "Account": lambda row: row.get_account_display(),
        "Amount": lambda row: row.amount,
        "State": lambda row: row.get_state_display(),
    }

    def rows(self) -> QuerySet[models.FourWeeklyPayment]:
        """Those that were not stopped."""
        return queries.payments(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name, day and account."""
        rows = of_whom(rows, chosen.get("who", ""))
        picked = {name: chosen.get(name) or "" for name in ("when", "account")}
        return of_filter(rows, **picked, today=self.actor.today)

    def context(self) -> dict[str, Any]:
        """The list, the control totals of what it shows, and the ways on."""
        shown = self.narrowed.filter(self.view.rows) if self.view else self.narrowed
        return super().context() | {"controls": self._controls(shown), "ways": self._ways()}

    def _ways(self) -> list[components.Component]:
        picked = {name: self.query.get(name, "") for name in ("when", "account")}
        asked = "&".join(f"{name}={value}" for name, value in picked.items() if value.isalpha())
        end = f"?{asked}" if asked else ""
        waits = reverse("clients:payments_put_forward")
        return [
            components.ButtonLink(_("Put forward what is worked out"), f"{waits}{end}", "main"),
            components.ButtonLink(
                _("Approve what was put forward"), f"{reverse('clients:payments_approve')}{end}"
            ),
            components.ButtonLink(_("Take back what was put forward"), reverse("clients:payments_take_back")),
            components.ButtonLink(_("Signed, and not set up to be paid"), reverse("clients:agreed_payments")),
            components.ButtonLink(_("First payments that are late"), reverse("clients:first_payments")),
            components.ButtonLink(_("Raise all budgets"), reverse("clients:uplifts")),
            components.ButtonLink(_("When direct payments are paid"), reverse("clients:payment_cycle")),
        ]

    def _controls(self, shown: QuerySet[Any]) -> components.Component:
        return paid_parts.controls(queries.totals(shown), caption=_("Control totals of what is shown"))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a payment."""
        return components.Table(
            caption=_("Payments"),
            columns=(
                components.Column(_("Person")),
                components.Column(_("For")),
                components.Column(_("Due")),
                components.Column(_("Account")),
                components.Column(_("Where it stands")),
                components.Column("£", numeric=True),
            ),
            rows=tuple(self._row(row) for row in rows),
        )

    def _row(self, row: models.FourWeeklyPayment) -> components.Row:
        late = row.due_on < self.actor.today and row.state != "paid"
        note = _("Late") if late else ""
        person = components.Cell(
            row.client.name,
            href=reverse("clients:arrangement", args=[row.client_id]),
            note=_("First payment") if row.is_first else row.client.reference,
        )
        return components.Row(
            (
                person,
                dates.span_in_words(dates.Span(row.first_day, row.last_day)),
                components.Cell(dates.in_words(row.due_on), note=note),
                row.get_account_display(),
                components.Cell("", tag=components.Tag(row.get_state_display(), _COLOURS[row.state])),
                words.figures(row.amount),
            )
        )

    def empty(self) -> components.Empty:
        """None here."""
        return components.Empty(
            _("No payment is on its way here. They are worked out by themselves before they are due.")
        )


class _Some(views.BulkPage):
    """What one press of the button does: those that were asked for, some at a time, as they were shown."""

    permission: ClassVar[str] = policy.PAY_DIRECT_PAYMENTS
    template_name = "clients/payments_bulk.html"
    source: ClassVar[str]

    def waiting(self) -> QuerySet[models.FourWeeklyPayment]:
        """Those for which this person can do it."""
        return queries.payments(actor=self.actor).filter(state=self.source)

    @functools.cached_property
    def asked(self) -> QuerySet[models.FourWeeklyPayment]:
        """Those of the filter of the list, or those that were ticked."""
        if self.keys:
            return queries.payments(actor=self.actor).filter(pk__in=self.keys)
        asked = {name: self.request.GET.get(name, "") for name in ("when", "account")}
        return of_filter(self.waiting(), **asked, today=self.actor.today)

    @functools.cached_property
    def shown(self) -> list[models.FourWeeklyPayment]:
        """Not more than can be sent at once."""
        return list(self.asked[:AT_ONCE])

    @property
    def seen(self) -> str:
        """A digest of what is shown, which the form sends back."""
        digests = sorted(f"{one.state} {operations.digest_of(one)}" for one in self.shown)
        return hashlib.sha256("\n".join(digests).encode()).hexdigest()

    def consequences(self) -> Sequence[components.Words]:
        """How many, the pounds, and what follows."""
        count = len(self.shown)
        counted = ngettext("%(count)s payment, %(sum)s in all.", "%(count)s payments, %(sum)s in all.", count)
        pounds = money.in_words(money.total(one.amount for one in self.shown))
        return [counted % {"count": words.number(count), "sum": pounds}, self.move.confirms]

    def thing(self) -> components.Component | None:
        """The control totals."""
        return paid_parts.controls(
            queries.totals(queries.payments(actor=self.actor).filter(pk__in=[one.pk for one in self.shown])),
            caption=_("Control totals"),
        )

    def context(self) -> dict[str, Any]:
        """What is shown, with its digest."""
        left = max(self.asked.count() - len(self.shown), 0)
        rest = _("They are done %(some)s at a time, so %(left)s more wait after these.")
        return super().context() | {
            "keys": [one.pk for one in self.shown],
            "seen": self.seen,
            "nothing": "" if self.shown else self.why_nothing(),
            "notes": [components.Note(rest % {"some": AT_ONCE, "left": words.number(left)})] if left else [],
        }

    def why_nothing(self) -> str:
        """Why this person has nothing to do here."""
        return _("Nothing waits for this. Go back, and choose other payments.")

    def check_seen(self) -> list[uuid.UUID]:
        """The keys. Raises `Conflict` when something is not as it was shown."""
        if self.request.POST.get("seen") != self.seen:
            raise errors.Conflict("The payments have changed since you opened this page. Look again.")
        return [one.pk for one in self.shown]

    def back(self) -> components.BackLink:
        """The list."""
        return components.BackLink(_("Payments due"), reverse("clients:payments_due"))

    def next_url(self, result: transitions.Outcome) -> str:
        """The list."""
        return reverse("clients:payments_due")


class PutForward(_Some):
    """One person puts forward what is worked out: the amounts are frozen."""

    title = gettext_lazy("Put payments forward")
    move = states.FOUR_WEEKLY.move("put_forward")
    source = "due"

    def act(self, **values: Any) -> transitions.Outcome:
        """Freeze what was shown."""
        return operations.put_forward(self.check_seen(), actor=self.actor, at=self.now)


class Approve(_Some):
    """A second person approves what was put forward, as it was shown."""

    title = gettext_lazy("Approve payments")
    move = states.FOUR_WEEKLY.move("approve_payment")
    source = "put_forward"

    def waiting(self) -> QuerySet[models.FourWeeklyPayment]:
        """What somebody else put forward."""
        return super().waiting().exclude(put_forward_by_id=self.actor.user_id)

    def why_nothing(self) -> str:
        """Who put them forward does not approve them."""
        own = super().waiting().count()
        said = ngettext(
            "%(count)s payment waits for another person: you put it forward yourself.",
            "%(count)s payments wait for another person: you put them forward yourself.",
            own,
        )
        return said % {"count": words.number(own)} if own else super().why_nothing()

    def act(self, **values: Any) -> transitions.Outcome:
        """Approve what was shown."""
        return operations.approve(self.check_seen(), actor=self.actor, at=self.now)


class TakeBack(_Some):
    """What was put forward by mistake waits again."""

    title = gettext_lazy("Take payments back")
    move = states.FOUR_WEEKLY.move("take_back_payment")
    source = "put_forward"

    def act(self, **values: Any) -> transitions.Outcome:
        """Let them wait again."""
        return operations.take_back(self.check_seen(), reason=values["reason"], actor=self.actor, at=self.now)
