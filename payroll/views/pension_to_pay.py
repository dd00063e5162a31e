"""“And the pension”: what an employer pays a pension scheme by bank transfer, line by line."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from django import shortcuts
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.instructions import PaidForm
from payroll.operations import pension_moves as operations
from payroll.queries import employer_pays, pension_schedules
from payroll.views import acting, employer_pay_parts
from payroll.views.pension_schedules import days_of

_WEIGHTS: Final[dict[str, components.basics.Weight]] = {
    "confirm_transfer": "main",
    "unconfirm_transfer": "second",
}


class _OfASchedule(views.Page):
    permission: ClassVar[str] = policy.PAY_OWN_PAS
    schedule: Any

    def load(self) -> None:
        """The schedule, if the actor reaches it and the employer pays it."""
        found = employer_pays.pension_schedule(
            self.kwargs["schedule"], actor=self.actor, client_id=acting.client_id(self.request)
        )
        self.schedule = shortcuts.get_object_or_404(found)

    def facts(self) -> Any:
        """What counts when somebody says that it is paid."""
        return pension_schedules.facts_of(self.actor)([self.schedule])[self.schedule.pk]


class PensionToPay(_OfASchedule):
    """The scheme's account, the amount and the reference to copy; afterwards what was paid."""

    template_name = "payroll/people/pension_to_pay.html"

    @cached_property
    def account(self) -> employer_pays.PayTo | None:
        """The scheme's account as the employer's provider has it today."""
        return employer_pays.account_of(
            self.schedule.scheme.provider, employer_id=self.schedule.employer_id, day=self.actor.today
        )

    @property
    def heading(self) -> components.Words:
        """To whom."""
        said = _("Pay %(provider)s") if self._is_due else _("Payment to %(provider)s")
        return said % {"provider": self.schedule.scheme.provider}

    def back(self) -> components.BackLink:
        """To all that is to pay."""
        return components.BackLink(_("All you pay"), reverse("payroll:instructions"))

    def context(self) -> dict[str, Any]:
        """The lines to copy, or the payment as it was made."""
        return {
            "is_due": self._is_due,
            "box": self._box() if self._is_due else None,
            "details": components.CopyList(tuple(self._lines())) if self._is_due else self._paid(),
            "missing": list(self._missing()),
            "moves": [
                components.ButtonLink(
                    _(move.label),
                    reverse(f"payroll:pay_pension_{move.name}", args=[self.schedule.pk]),
                    _WEIGHTS[move.name],
                )
                for move in transitions.open_moves(self.schedule, actor=self.actor, facts=self.facts())
            ],
        }

    @property
    def _is_due(self) -> bool:
        return employer_pays.is_to_transfer(self.schedule)

    def _box(self) -> components.Box:
        due_on = self.schedule.due_on
        is_late = due_on < self.actor.today
        after = _("It is late.") if is_late else _("The pension scheme must have the money by then.")
        return components.Box(_("Pay it by"), f"{dates.with_weekday(due_on)}.", after)

    def _lines(self) -> Iterator[components.CopyRow]:
        """In the order of a banking app; the account only where the provider has recorded it."""
        yield from employer_pay_parts.lines_of(self.account)
        amount = self.schedule.total
        yield components.CopyRow(_("Amount"), money.in_words(amount), f"{amount:.2f}")
        reference = self.schedule.scheme.employer_reference
        if reference:
            yield components.CopyRow(_("Reference"), reference, reference)

    def _missing(self) -> Iterator[components.Note]:
        if not self._is_due:
            return
        if self.account is None:
            yield components.Note(
                _("The scheme’s account is not recorded here yet: it is in the scheme’s letters, or ring us.")
            )
        if not self.schedule.scheme.employer_reference:
            yield components.Note(
                _("Your reference at the scheme is not known here yet. Ring us before you pay.")
            )

    def _paid(self) -> components.SummaryList:
        """What is paid for which days, and how; what was paid, and when."""
        schedule = self.schedule
        rows = [
            components.SummaryRow(_("For"), days_of(schedule)),
            components.SummaryRow(_("Amount"), money.in_words(schedule.total)),
        ]
        if schedule.settled_on:
            rows.append(components.SummaryRow(_("Paid on"), dates.with_weekday(schedule.settled_on)))
        else:
            rows.append(components.SummaryRow(_("What to do"), employer_pay_parts.in_words(schedule)))
        return components.SummaryList(tuple(rows))


class _Move(_OfASchedule, employer_pay_parts.SaidOfPayment):
    """A word about the payment."""

    page = "payroll:pay_pension"

    def nothing(self) -> str:
        """Why it cannot be said of this payment now: there is no form then."""
        why = transitions.why_not(self.schedule, self.move.name, actor=self.actor, facts=self.facts())
        return why or ""

    def thing(self) -> components.Component:
        """To whom, for which days, and how much."""
        return components.SummaryList(
            (
                components.SummaryRow(_("To"), self.schedule.scheme.provider),
                components.SummaryRow(_("For"), days_of(self.schedule)),
                components.SummaryRow(_("Amount"), money.in_words(self.schedule.total)),
            )
        )


class Confirm(_Move):
    """The employer says that the scheme is paid, and the books follow."""

    move = models.PensionSchedule.machine.move("confirm_transfer")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Only the button; the amount that was shown goes with it."""
        return PaidForm(data, initial={"seen": self.schedule.total})

    def act(self, **values: Any) -> models.PensionSchedule:
        """Record it, once."""
        return operations.confirm_transfer(
            schedule=self.schedule,
            seen=values["seen"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: Any) -> str:
        """What was recorded."""
        said = {"amount": money.in_words(self.schedule.total), "scheme": self.schedule.scheme.provider}
        return _("We have recorded that you paid %(amount)s to %(scheme)s.") % said

    def next_url(self, result: Any) -> str:
        """What else is to pay."""
        return reverse("payroll:instructions")


class Unconfirm(_Move):
    """The scheme is not paid after all."""

    move = models.PensionSchedule.machine.move("unconfirm_transfer")

    def act(self, **values: Any) -> models.PensionSchedule:
        """Take it back, once."""
        return operations.unconfirm_transfer(
            schedule=self.schedule,
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: Any) -> str:
        """That it is to pay again."""
        return _("It is to pay again.")
