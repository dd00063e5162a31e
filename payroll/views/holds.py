"""Pages on which one PA's pay is held back and released, and the list of all that is held."""

import functools
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates, errors
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.holds import HeldFilters, HoldForm
from payroll.operations import holds as operations
from payroll.queries import holds, relatives
from payroll.views import hold_parts, provider, relative_parts
from payroll.views.post_file import OfAPost


class Hold(OfAPost, views.ExplainedPage):
    """Hold one PA's pay of a period back, with the reason."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    warning = True

    @property
    def heading(self) -> components.Words:
        """Whose pay."""
        return f"Hold the pay of {self.held.assistant.name}"

    @functools.cached_property
    def periods(self) -> dict[str, models.PayPeriod]:
        """The pay that can still be held."""
        return {str(one.pk): one for one in holds.periods_to_hold(self.held, actor=self.actor)}

    def initial(self) -> dict[str, Any]:
        """The soonest, unless the address names another."""
        asked = self.request.GET.get("period", "")
        return {"period": asked if asked in self.periods else next(iter(self.periods), None)}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The periods by their days and payday."""
        labels = [
            (one.pk, f"{provider.span_of(one)}, payday {dates.with_weekday(one.payday)}")
            for one in self.periods.values()
        ]
        return HoldForm(data, periods=labels, initial=self.initial())

    def nothing(self) -> str:
        """Nothing to ask where everything is paid or held."""
        return "" if self.periods else "Every pay of this post is paid or held already."

    def consequences(self) -> Sequence[components.Words]:
        """What it means for the payrun."""
        return [
            "The post is left out of the payrun, and the payrun says why.",
            "A payrun that is calculated and not approved is calculated again.",
            "The pay stays on the list of what needs someone until it is released. A later run then pays it.",
        ]

    def told(self) -> Sequence[components.Words]:
        """The PA, and the employer who pays."""
        return hold_parts.told(self.held, self.actor)

    def act(self, **values: Any) -> models.HeldPay:
        """Hold it."""
        period = self.periods.get(values["period"])
        if period is None:
            raise errors.Invalid("Choose the pay that is held.", field="period")
        return operations.hold(
            post=self.held, period=period, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.HeldPay) -> str:
        """What it means."""
        return (
            f"The pay of {self.held.assistant.name} for {provider.span_of(result.period)} is held. It stays"
            " on the list of what needs someone until it is released."
        )


class Release(OfAPost, views.ActionPage):
    """Let pay that was held be paid."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    move = models.HeldPay.machine.move("release")

    def load(self) -> None:
        """The post and what is held of it."""
        super().load()
        found = holds.of_post(self.held, actor=self.actor)
        self.pay = shortcuts.get_object_or_404(found, pk=self.kwargs["held"])

    @property
    def heading(self) -> components.Words:
        """Whose pay, of when."""
        return f"Release the pay of {self.held.assistant.name}, {provider.span_of(self.pay.period)}"

    def thing(self) -> components.Component:
        """Why it is held, by whom; and whether it is released already."""
        one = self.pay
        rows = [
            components.SummaryRow("Payday", dates.with_weekday(one.period.payday)),
            components.SummaryRow("Held because", one.reason),
            components.SummaryRow("Held by", f"{one.held_by.name} on {dates.in_words(one.held_at.date())}"),
        ]
        if one.released_by and one.released_at:
            said = f"{one.released_by.name} on {dates.in_words(one.released_at.date())}: {one.release_reason}"
            rows.append(components.SummaryRow("Released by", said))
        return components.SummaryList(tuple(rows))

    def told(self) -> Sequence[components.Words]:
        """Whoever was told that it was held."""
        return hold_parts.told(self.held, self.actor)

    def nothing(self) -> str:
        """Pay that is released already is only shown."""
        return "" if self.pay.state == "held" else "It is released already, so there is nothing to do."

    def act(self, **values: Any) -> models.HeldPay:
        """Release it."""
        return operations.release(held=self.pay, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: models.HeldPay) -> str:
        """What to do next."""
        return (
            f"The pay of {self.held.assistant.name} is released. It is paid by the payrun that is calculated"
            " next: a late run where the payrun is approved already."
        )


class HeldPay(provider.PostSearch):
    """All pay that is held, until it is released: nobody is unpaid in silence."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/held_pay.html"
    title = "Held pay"
    saved = (
        views.Saved("held", "Held", Q(state="held"), fact="not paid"),
        views.Saved("released", "Released", Q(state="released"), fact="before"),
    )
    sorts = {
        "payday": views.Option("Earliest payday first", ("period__payday", "employment__assistant__name")),
        "assistant": views.Option("PA", ("employment__assistant__name", "period__payday")),
    }
    filter_form = HeldFilters
    csv_columns = {
        "PA": lambda row: row.employment.assistant.name,
        "Employer": lambda row: row.employment.employer.name,
        "Payday": lambda row: row.period.payday,
        "State": lambda row: row.get_state_display(),
        "Why": lambda row: row.reason,
        "Held by": lambda row: row.held_by.name,
        "Held on": lambda row: row.held_at.date(),
    }

    def rows(self) -> QuerySet[models.HeldPay]:
        """Held and released."""
        return holds.held(actor=self.actor)

    def context(self) -> dict[str, Any]:
        """With the pay that waits for the council: its decision releases it, and nobody here."""
        return super().context() | {"council": relative_parts.panel(relatives.held_now(actor=self.actor))}

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        return components.Table(
            caption="Held pay",
            caption_hidden=True,
            columns=tuple(
                components.Column(head)
                for head in ("PA", "Employer", "Payday", "Why", "Held by", "What to do")
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            row.employment.assistant.name,
                            href=reverse("payroll:post_file", args=[row.employment_id]),
                        ),
                        row.employment.employer.name,
                        dates.with_weekday(row.period.payday),
                        row.reason,
                        f"{row.held_by.name}, {dates.in_words(row.held_at.date())}",
                        components.Cell(
                            "Release the pay" if row.state == "held" else "Look", href=hold_parts.address(row)
                        ),
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """Nobody's pay is held."""
        return components.Empty(
            "Pay that somebody holds back is here until it is released. Hold pay on the page of a post."
        )
