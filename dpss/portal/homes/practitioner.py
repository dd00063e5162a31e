"""Home of the council's practitioner: what waits for a decision that the law leaves to the council."""

import functools
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Count, DateField, Min, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.queries import complaints, endings, onboarding, referrals, relatives, representations, spending
from clients.states.referral import OPEN
from dpss.kernel import dates
from dpss.portal.homes import base
from dpss.web import components, words

MOST_SHOWN = 10
_NOTHING: Final = (0, None)
_NO_DAY: Final = Cast(Value(None), output_field=DateField())


class PractitionerHome(base.Home):
    """Conditions to record, endings to decide and complaints to answer, who has waited longest first."""

    @functools.cached_property
    def stages(self) -> dict[str, tuple[int, int]]:
        """How many people are at each stage, and for how many days the longest of them."""
        rows = onboarding.onboardings(actor=self.actor).order_by().values("state")
        found = rows.annotate(count=Count("pk"), since=Min("state_since"))
        return {one["state"]: (one["count"], (self.actor.today - one["since"]).days) for one in found}

    @functools.cached_property
    def waits(self) -> dict[str, tuple[int, date | None]]:
        """How many referrals, complaints, questions and proposals wait; since when the first referral."""
        came = Min("received_on")
        parts = (
            _part("referrals", referrals.referrals(actor=self.actor).filter(state__in=OPEN), came),
            _part("complaints", complaints.complaints(actor=self.actor).filter(state__in=complaints.OPEN)),
            _part("acting", representations.waiting(actor=self.actor)),
            _part("spending", spending.questions(actor=self.actor).filter(state="asked")),
        )
        return {kind: (count, since) for kind, count, since in parts[0].union(*parts[1:], all=True)}

    @functools.cached_property
    def to_decide(self) -> tuple[int, list[endings.Ending]]:
        """Endings that somebody proposed, what ends first on top."""
        rows = endings.endings(actor=self.actor).filter(state="proposed").order_by("last_day", "pk")
        found = list(rows[:MOST_SHOWN])
        return len(found) if len(found) < MOST_SHOWN else rows.count(), found

    def all_asked(self) -> "QuerySet[relatives.Decision]":
        """Relatives whose pay waits for the council, who has waited longest first."""
        return relatives.decisions(actor=self.actor).filter(state="waiting").order_by("asked_at", "pk")

    @functools.cached_property
    def asked(self) -> list[relatives.Decision]:
        """The first of them."""
        return list(self.all_asked()[:MOST_SHOWN])

    def figures(self) -> components.Strip:
        """What waits, by what it is; each count leads to its list."""
        conditions, days = self.stages.get("setting_up", (0, 0))
        decisions = reverse("clients:payment_decisions")
        open_complaints = self.waits.get("complaints", _NOTHING)[0]
        longest = ngettext("longest %(days)s day", "longest %(days)s days", days) % {"days": days}
        waiting, first = self.waits.get("referrals", _NOTHING)
        waited = (self.actor.today - first).days if first else 0
        waits = ngettext("longest %(days)s day", "longest %(days)s days", waited) % {"days": waited}
        return components.Strip(
            label=_("What waits for the council"),
            items=(
                components.StripItem(
                    count=waiting,
                    label=_("Referrals to decide"),
                    href=reverse("clients:referrals"),
                    fact=waits if waiting else "",
                ),
                components.StripItem(
                    count=conditions,
                    label=_("Conditions to record"),
                    href=f"{decisions}?show=setting_up",
                    fact=longest if conditions else "",
                ),
                components.StripItem(
                    count=self.to_decide[0],
                    label=_("Endings to decide"),
                    href=f"{reverse('clients:endings')}?show=proposed",
                ),
                components.StripItem(
                    count=len(self.asked) if len(self.asked) < MOST_SHOWN else self.all_asked().count(),
                    label=_("Relatives to decide about"),
                    href=reverse("relatives"),
                    fact=_("their pay is held") if self.asked else "",
                ),
                components.StripItem(
                    count=self.waits.get("acting", _NOTHING)[0],
                    label=_("Who acts, to decide"),
                    href=f"{reverse('who_acts')}?show=waiting",
                ),
                components.StripItem(
                    count=self.waits.get("spending", _NOTHING)[0],
                    label=_("Questions about spending"),
                    href=reverse("clients:spending_questions"),
                ),
                components.StripItem(
                    count=open_complaints,
                    label=_("Open complaints"),
                    href=reverse("clients:complaints"),
                ),
            ),
        )

    def parts(self) -> Sequence[components.Component]:
        """Whose conditions have waited longest, then the endings to decide."""
        shown = [
            part for part in (self._relatives(), self._conditions(), self._endings()) if part is not None
        ]
        if shown:
            return shown
        return [components.Empty(_("Nothing waits for your decision. What does is listed here."))]

    def side(self) -> Sequence[components.Component]:
        """How many people are on the way, stage by stage."""
        address = reverse("clients:payment_decisions")
        labels = {
            "considering": _("Thinking about it"),
            "setting_up": _("Conditions"),
            "conditions_met": _("Agreement"),
            "agreed": _("First payment"),
        }
        rows = [
            components.PanelRow(
                label,
                note=words.number(self.stages.get(state, (0, 0))[0]),
                href=f"{address}?show={state}",
            )
            for state, label in labels.items()
        ]
        return [components.Panel(_("On the way to a direct payment"), tuple(rows))]

    def _relatives(self) -> components.Component | None:
        return self._list(
            _("Relatives whose pay is held until you decide, longest first"),
            [
                self._row(
                    one.client,
                    reverse("relative", args=[one.pk]),
                    _("Decide whether the direct payment pays %(name)s") % {"name": one.relation.name},
                    _("since %(day)s") % {"day": dates.in_words(one.state_since)},
                )
                for one in self.asked
            ],
        )

    def _conditions(self) -> components.Component | None:
        rows = onboarding.onboardings(actor=self.actor).filter(state="setting_up")
        found = rows.order_by("state_since", "pk")[:MOST_SHOWN]
        return self._list(
            _("Conditions to record, longest first"),
            [
                self._row(
                    one.client,
                    reverse("clients:onboarding", args=[one.pk]),
                    _("Record the conditions"),
                    _("since %(day)s") % {"day": dates.in_words(one.state_since)},
                )
                for one in found
            ],
        )

    def _endings(self) -> components.Component | None:
        return self._list(
            _("Endings to decide, what ends first on top"),
            [
                self._row(
                    one.client,
                    reverse("clients:ending", args=[one.pk]),
                    _("Decide whether it ends"),
                    _("last day %(day)s") % {"day": dates.in_words(one.last_day)},
                )
                for one in self.to_decide[1]
            ],
        )

    def _list(self, title: str, rows: list[components.WorkRow]) -> components.Component | None:
        return components.DueGroup(title=title, rows=tuple(rows)) if rows else None

    def _row(self, client: Any, address: str, why: str, when: str) -> components.WorkRow:
        return components.WorkRow(
            key=address,
            who=components.Link(client.name, address),
            why=why,
            about=f"{client.reference}, {client.town}",
            when=when,
            action=components.ButtonLink(_("Open"), address, about=client.name),
        )


def _part(kind: str, rows: "QuerySet[Any]", since: Any = _NO_DAY) -> "QuerySet[Any, tuple[Any, ...]]":
    """One row: of what, how many, and since when."""
    counted = rows.select_related(None).order_by().values(of=Value(kind))
    return counted.annotate(count=Count("pk"), since=since).values_list("of", "count", "since")
