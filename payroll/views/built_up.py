"""For an employer: what has built up of each PA, holiday and what the end of the job would cost."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from dpss.kernel import dates
from dpss.web import components, words
from payroll.queries import built_up
from payroll.views import paper_parts
from payroll.views.employer_papers import OfAnEmployer

_HUNDREDTH: Final = Decimal("0.01")


class EmployersBuiltUp(OfAnEmployer):
    """The holiday of each PA, and what would be owed if a job ended today."""

    template_name = "payroll/papers/built_up.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("Holiday and what has built up: %(name)s") % {"name": self.employer.name}

    def back(self) -> components.BackLink:
        """To the papers."""
        return components.BackLink(_("Papers"), reverse("payroll:employer_papers", args=[self.employer.pk]))

    def context(self) -> dict[str, Any]:
        """A row for each PA in each table."""
        paper_parts.note_taken(self.request, self.employer, "look")
        day, actor = self.actor.today, self.actor
        posts = built_up.going_on(day=day, actor=actor).filter(employer=self.employer)
        found = built_up.of_posts(list(posts), day=day, actor=actor)
        return {
            "day": dates.in_words(day),
            "holiday": _holiday([(one.post.assistant.name, one) for one in found], head=_("PA")),
            "ask": _unknown(found),
            "owed": _owed(found),
        }


def _holiday(found: Sequence[tuple[str, built_up.BuiltUp]], *, head: str) -> components.Table:
    heads = (head, _("Year"), _("Built up"), _("Taken"), _("Paid"), _("Left"))
    return components.Table(
        caption=_("Holiday, in hours"),
        columns=tuple(components.Column(one, numeric=place > 1) for place, one in enumerate(heads)),
        rows=tuple(
            components.Row(
                (
                    name,
                    dates.span_in_words(one.holiday.year),
                    _hours(one.holiday.earned),
                    _hours(one.holiday.taken),
                    _hours(one.holiday.paid),
                    components.Cell(_hours(one.holiday.left), strong=True),
                )
            )
            for name, one in found
            if one.holiday
        ),
        empty=components.Empty(_("Holiday that builds up is here, job by job.")),
    )


def _unknown(found: Sequence[built_up.BuiltUp]) -> components.Note | None:
    """Whose balance is not known here."""
    names = [f"{one.post.assistant.name}, {one.post.employer.name}" for one in found if one.holiday is None]
    if not names:
        return None
    return components.Note(
        _("Another payroll kept the holiday this year, or the contract is not recorded. Ask payroll."),
        _("Not known: %(names)s.") % {"names": "; ".join(names)},
    )


def _owed(found: Sequence[built_up.BuiltUp]) -> components.Table:
    heads = (_("PA"), _("Notice, £"), _("Redundancy pay, £"), _("Holiday not taken, £"), _("Together, £"))
    return components.Table(
        caption=_("If the job ended today"),
        columns=tuple(components.Column(one, numeric=place > 0) for place, one in enumerate(heads)),
        rows=tuple(
            components.Row(
                (
                    components.Cell(one.post.assistant.name, note=one.owed.lines[0].why),
                    words.figures(one.owed.notice),
                    words.figures(one.owed.redundancy),
                    words.figures(one.owed.holiday),
                    components.Cell(words.figures(one.owed.total), strong=True),
                )
            )
            for one in found
            if one.owed
        ),
        empty=components.Empty(_("What has built up is here when a PA has been paid.")),
    )


def _hours(hours: Decimal) -> str:
    return words.figures(hours.quantize(_HUNDREDTH))
