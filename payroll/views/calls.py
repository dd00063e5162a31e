"""The log of calls with one person, and the list of those to ring back."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from payroll.queries import calls
from payroll.views import caller_parts
from payroll.views.caller import OfACaller


class CallLog(OfACaller, views.ListPage):
    """Every call with an employer or a PA, the latest first."""

    template_name = "pages/list.html"

    @property
    def heading(self) -> components.Words:
        """With whom."""
        return f"Calls with {self.name}"

    def rows(self) -> QuerySet[Any]:
        """Those of the provider."""
        return calls.log(self.subject_id, actor=self.actor)

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """In the order of time."""
        return caller_parts.log(rows, zone=self.now.tzinfo)

    def empty(self) -> components.Empty:
        """None yet."""
        return components.Empty(
            "No call is recorded. Begin one from their page when they ring, and it comes here."
        )


class ToRingBack(views.ListPage):
    """Whom to ring back, the first day first."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    title = "To ring back"

    @property
    def saved(self) -> Sequence[views.Saved]:  # type: ignore[override]
        """By today, and later."""
        today = self.actor.today
        return (
            views.Saved("now", "By today", Q(ring_back_on__lte=today)),
            views.Saved("later", "Later", Q(ring_back_on__gt=today)),
        )

    def rows(self) -> QuerySet[Any]:
        """The calls that nobody has answered."""
        return calls.to_ring_back(actor=self.actor)

    def back(self) -> components.BackLink:
        """To the search."""
        return components.BackLink("Who is ringing?", reverse("payroll:callers"))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row each, with the way to their page."""
        names = calls.names_of([row.subject_id for row in rows], actor=self.actor)
        return components.WorkList(
            caption="To ring back",
            rows=tuple(
                row_of(call, names.get(call.subject_id, "Not known"), today=self.actor.today) for call in rows
            ),
            heads=("State", "Who", "Why they rang", "What to do"),
        )

    def empty(self) -> components.Empty:
        """Nobody."""
        return components.Empty(
            "Nobody waits for a call. When a call is written up as “We ring back”, it comes here."
        )


def row_of(call: Any, name: str, *, today: Any) -> components.WorkRow:
    """Somebody to ring back: by when, why, and who talked to them."""
    day = call.ring_back_on
    late = "Overdue" if day < today else "Today" if day == today else "Later"
    address = reverse("payroll:caller", args=[call.subject_id])
    return components.WorkRow(
        key=str(call.pk),
        who=components.Link(name, address),
        why=call.why,
        tag=components.Tag(late, "red" if day < today else "amber" if day == today else "grey"),
        when=dates.with_weekday(day),
        about=f"Rang {call.taken_by.name}",
        action=components.ButtonLink("Ring back", address, about=name),
    )
