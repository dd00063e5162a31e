"""Staff write down a complaint for who rings; and the council decides how soon complaints are answered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models
from clients.forms import complaints as asked
from clients.operations import complaint_raising as raising
from clients.operations import complaint_times
from clients.queries import complaints as queries
from clients.queries import people
from clients.views import complaint_parts as parts
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views

_SELF = "self"


class _Record(views.FormPage):
    permission: ClassVar[str] = policy.RECORD_COMPLAINTS
    template_name = "clients/complain_for.html"
    by: Any
    acts: dict[str, models.Representation]

    @property
    def heading(self) -> components.Words:
        """For whom."""
        return _("Write down a complaint for %(name)s") % {"name": self.by.name}

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Who rings, and about whom it can be: oneself too."""
        self.named = parts.choices(self.by, actor=self.actor)
        who = [(_SELF, self.by.name), *((key, acts.user.name) for key, acts in self.acts.items())]
        return asked.ComplaintForForm(data, who=who, about=self.named)

    def act(self, **values: Any) -> models.Complaint:
        """Pass it on."""
        return raising.raise_complaint(
            by=self.by,
            said=parts.said(values, named=self.named, how=values["how"]),
            actor=self.actor,
            at=self.now,
            representation=self.acts.get(values["who"]),
        )

    def done(self, result: Any) -> str:
        """Who has it, and by when they hear."""
        return _("The complaint is with the council, who answer by %(day)s. You do not see it from here.") % {
            "day": dates.with_weekday(result.answer_by)
        }

    def next_url(self, result: Any) -> str:
        """Home: it is not theirs to see."""
        return reverse("home")


class ComplainForClient(_Record):
    """For a client, or who acts for them."""

    def load(self) -> None:
        """The client, if reached."""
        self.by = shortcuts.get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])
        rows = people.representations_of(self.by.pk, actor=self.actor)
        self.acts = {str(one.pk): one for one in rows}


class ComplainForAssistant(_Record):
    """For a PA."""

    def load(self) -> None:
        """The PA, if reached."""
        rows = people.assistants(actor=self.actor)
        self.by = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])
        self.acts = {}


class Times(views.ExplainedPage):
    """Every time that was decided, and the form for the next."""

    permission: ClassVar[str] = policy.SET_COMPLAINT_TIMES
    title = gettext_lazy("How soon we answer complaints")
    form_class = asked.TimesForm

    def back(self) -> components.BackLink:
        """The complaints."""
        return components.BackLink(_("Complaints"), reverse("clients:complaints"))

    def initial(self) -> dict[str, Any]:
        """What holds now, from today on."""
        clock = queries.clock(council_id=self.actor.council_id, day=self.actor.today)
        return {
            "acknowledge_days": clock.acknowledge_days,
            "answer_days": clock.answer_days,
            "ombudsman": clock.ombudsman,
            "first_day": self.actor.today,
        }

    def thing(self) -> components.Component:
        """What was decided so far."""
        rows = tuple(map(_row, queries.times(actor=self.actor)))
        if not rows:
            return components.Note(
                _("Your council has decided nothing yet. Until then the usual times below are used.")
            )
        return components.SummaryList(rows, title=_("Decided so far"))

    def consequences(self) -> Sequence[components.Words]:
        """Whom it binds."""
        return [
            _("It holds for complaints that come from that day on, and for those that are opened again."),
            _("A complaint that came before keeps its days."),
        ]

    def act(self, **values: Any) -> models.ComplaintTime:
        """Decide it."""
        return complaint_times.decide(**values, actor=self.actor, at=self.now)

    def done(self, result: models.ComplaintTime) -> str:
        """From when."""
        return _("Complaints are answered within %(days)s working days from %(day)s.") % {
            "days": result.answer_days,
            "day": dates.with_weekday(result.first_day),
        }

    def next_url(self, result: Any) -> str:
        """Back here."""
        return reverse("clients:complaint_times")


def _row(row: models.ComplaintTime) -> components.SummaryRow:
    said = _(
        "We say that we have it within %(have)s working days, and answer within %(answer)s."
        " Decided by %(owner)s; it stands in: %(source)s. Written down by %(who)s."
    ) % {
        "have": row.acknowledge_days,
        "answer": row.answer_days,
        "owner": row.owner,
        "source": row.source,
        "who": row.recorded_by.name,
    }
    ends = row.during.upper
    until = f" until {dates.in_words(ends - timedelta(days=1))}" if ends else ""
    return components.SummaryRow(f"From {dates.in_words(row.first_day)}{until}", said)
