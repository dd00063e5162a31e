"""First payments that are late, and what stands in the way; and from which day four weeks are counted."""

import functools
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models
from clients.forms import arrangements as asked
from clients.operations import payment_cycle
from clients.queries import four_weekly, onboarding, owed
from dpss.access import policy, scope
from dpss.kernel import dates
from dpss.web import components, views, words


class FirstPayments(views.ListPage):
    """Whoever should have been paid for the first time by now, the longest waiting first."""

    permission = policy.PAY_DIRECT_PAYMENTS
    title = gettext_lazy("First payments that are late")
    sorts = {"since": views.Option(gettext_lazy("Longest late"), ("pays_from",))}

    def back(self) -> components.BackLink:
        """The payments."""
        return components.BackLink(_("Payments due"), reverse("clients:payments_due"))

    def rows(self) -> QuerySet[models.Arrangement]:
        """Arrangements that were to be paid by now and never were; not those that others paid before."""
        made = four_weekly.payments(actor=self.actor).filter(arrangement=OuterRef("pk")).order_by("first_day")
        older = models.DirectPayment.objects.filter(
            client=OuterRef("client"), during__startswith__lt=OuterRef("pays_from")
        )
        rows = models.Arrangement.objects.filter(
            state__in=["agreed", "running"], pays_from__lt=self.actor.today
        ).exclude(Exists(made.filter(state="paid")))
        return (
            rows.exclude(Exists(scope.visible_to(older, self.actor)))
            .select_related("client")
            .annotate(first_state=Subquery(made.values("state")[:1]))
        )

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a person, with the day, how late it is, and why."""
        return components.Table(
            caption=_("First payments that are late"),
            columns=(
                components.Column(_("Person")),
                components.Column(_("Agreed from")),
                components.Column(_("Days late"), numeric=True),
                components.Column(_("What stands in the way")),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            row.client.name, href=reverse("clients:arrangement", args=[row.client_id])
                        ),
                        dates.in_words(row.pays_from),
                        words.number((self.actor.today - row.pays_from).days),
                        _why(row),
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """None is late."""
        return components.Empty(_("No first payment is late."))


class Agreed(views.ListPage):
    """Whoever signed the agreement and has no direct payment yet, the longest waiting first."""

    permission = policy.PAY_DIRECT_PAYMENTS
    title = gettext_lazy("Signed, and not set up to be paid")
    sorts = {"since": views.Option(gettext_lazy("Longest waiting"), ("agreed_on", "pk"))}

    def back(self) -> components.BackLink:
        """The payments."""
        return components.BackLink(_("Payments due"), reverse("clients:payments_due"))

    def rows(self) -> QuerySet[models.Onboarding]:
        """Signed agreements of people without an arrangement."""
        return four_weekly.signed_without_arrangement(actor=self.actor)

    @functools.cached_property
    def limit(self) -> int:
        """Within how many working days the council pays for the first time."""
        times = onboarding.times_of(council_id=self.actor.council_id, day=self.actor.today)
        return times.first_payment_days

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a person, with the day of the agreement and how many working days are over."""
        return components.Table(
            caption=_("People who signed"),
            columns=(
                components.Column(_("Person")),
                components.Column(_("Signed on")),
                components.Column(_("Working days since"), numeric=True),
                components.Column(_("What comes next")),
            ),
            rows=tuple(self._row(row) for row in rows),
        )

    def _row(self, row: models.Onboarding) -> components.Row:
        days = onboarding.days_waiting(row, today=self.actor.today) or 0
        late = _("Late: at most %(days)s") % {"days": self.limit} if days > self.limit else ""
        address = reverse("clients:arrangement", args=[row.client_id])
        return components.Row(
            (
                components.Cell(row.client.name, href=address, note=row.client.reference),
                dates.in_words(row.agreed_on) if row.agreed_on else "",
                components.Cell(words.number(days), note=late),
                _("Enter the budget, say where it goes, and write down from when it is paid."),
            )
        )

    def empty(self) -> components.Empty:
        """None waits."""
        return components.Empty(_("Everybody who signed is set up to be paid."))


def _why(row: Any) -> str:
    if row.state == "agreed":
        return _("Agreed, and nobody has begun the payments. A second person begins them.")
    return {
        "due": _("It is worked out, and nobody has put it forward."),
        "put_forward": _("It waits for a second person to approve it."),
        "approved": _("It is approved, and goes into the next bank file."),
        "returned": _("The bank sent it back. Confirm the bank details, then pay it again."),
    }.get(row.first_state, _("Nothing is worked out: no budget holds in these days."))


class Cycle(views.FormPage):
    """From which day four weeks are counted, whose decision that is, and where it is written."""

    permission = policy.KEEP_ARRANGEMENTS
    title = gettext_lazy("When direct payments are paid")
    form_class = asked.CycleForm

    def back(self) -> components.BackLink:
        """The payments."""
        return components.BackLink(_("Payments due"), reverse("clients:payments_due"))

    def initial(self) -> dict[str, Any]:
        """What holds."""
        row = owed.cycle_of(self.actor.council_id)
        names = ("first_day", "worked_out_days", "owner", "source")
        return {name: getattr(row, name) for name in names} if row else {"worked_out_days": 14}

    def act(self, **values: Any) -> models.PaymentCycle:
        """Keep it."""
        return payment_cycle.decide(actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """That it is kept."""
        return _("It is kept.")

    def next_url(self, result: Any) -> str:
        """The payments."""
        return reverse("clients:payments_due")
