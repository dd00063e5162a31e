"""One holiday request, and what its PA, the employer and staff can do about it."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Final

from django import shortcuts
from django.urls import reverse
from django.utils.translation import gettext as _

from dpss.access import policy, transitions
from dpss.web import components, views
from payroll import models, states
from payroll.operations import holiday as operations
from payroll.queries import holiday, holiday_left
from payroll.views import acting, holiday_parts

_BUTTONS: Final[dict[str, components.basics.Weight]] = {
    "agree": "main",
    "record_agreement": "main",
}


class OfARequest(views.Page):
    """A page about one request that the actor reaches."""

    permission: ClassVar[str] = views.SIGNED_IN

    def load(self) -> None:
        """The request."""
        rows = holiday.requests(actor=self.actor, client_id=acting.client_id(self.request))
        self.asked = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def name(self) -> str:
        """Whose holiday."""
        found: str = self.asked.employment.assistant.name
        return found

    def address(self, move: str) -> str:
        """Where a move is made."""
        return reverse(f"payroll:holiday_{move}", args=[self.asked.pk])


class Request(OfARequest):
    """The request in full, with what is left before and after, who else is off, and what can be done."""

    template_name = "payroll/people/holiday_request.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        if self.actor.role == policy.PA:
            return _("Your holiday with %(employer)s") % {"employer": self.asked.employment.employer.name}
        return _("Holiday of %(name)s") % {"name": self.name}

    def back(self) -> components.BackLink:
        """To the list from which it was opened."""
        if self.actor.role == policy.PA:
            return components.BackLink(_("My holiday"), reverse("payroll:own_holiday"))
        if self.actor.may(policy.ENTER_TIMESHEETS):
            return components.BackLink(
                f"Holiday of {self.name}", reverse("payroll:post_holiday", args=[self.asked.employment_id])
            )
        return components.BackLink(_("Holiday of your PAs"), reverse("payroll:holiday_requests"))

    def context(self) -> dict[str, Any]:
        """The request, what stands in its way, and the moves."""
        facts = holiday.facts_of([self.asked], actor=self.actor)[self.asked.pk]
        moves = transitions.open_moves(self.asked, actor=self.actor, facts=facts)
        days = list(holiday.days_of(self.asked, actor=self.actor))
        return {
            "tag": holiday_parts.tag(self.asked),
            "parts": [
                *holiday_parts.in_full(self.asked, days),
                *(self._balance(days) if self.asked.state == "asked" else []),
                *(self._cover() if self._decides else []),
            ],
            "why_not": self._why_not(facts),
            "moves": [
                components.ButtonLink(
                    _(move.label), self.address(move.name), _BUTTONS.get(move.name, "second")
                )
                for move in moves
            ],
        }

    @property
    def _decides(self) -> bool:
        return self.actor.role != policy.PA and self.asked.state in holiday.LIVE

    def _balance(self, days: Sequence[models.HolidayDay]) -> Iterator[components.Component]:
        time = holiday.Time(sum(day.minutes for day in days), sum(day.unpaid_minutes for day in days))
        left = holiday_left.of_post(
            self.asked.employment, day=self.asked.last_day, actor=self.actor, without=self.asked
        )
        yield holiday_parts.before_and_after(left, time)
        early = holiday_parts.too_soon(left, time)
        if early:
            yield early

    def _cover(self) -> Iterator[components.Component]:
        """Who is off as well, and who could be asked to cover."""
        others = holiday.others_off(self.asked, actor=self.actor)
        if others:
            said = "; ".join(
                f"{one.employment.assistant.name}, {holiday_parts.days_in_words(one)}"
                f" ({one.get_state_display().lower()})"
                for one in others
            )
            yield components.Note(said, _("Also off then:"))
        could = holiday.who_could_cover(self.asked, actor=self.actor)
        if could:
            said = "; ".join(
                f"{post.assistant.name}, {post.assistant.phone or _('no number')}" for post in could
            )
            text = _("Ask them before you agree: %(names)s. Or use your contingency plan.") % {"names": said}
        else:
            text = _("No other PA works here then. Look at your contingency plan before you agree.")
        yield components.Note(text, _("Who covers for them?"))

    def _why_not(self, facts: Any) -> list[components.Banner]:
        """What stops an answer, for those who would give it."""
        name = "agree" if self.actor.may(policy.APPROVE_TIMESHEETS) else "record_agreement"
        if self.asked.state != "asked" or not self.actor.may(states.HOLIDAY.move(name).permission):
            return []
        why = transitions.why_not(self.asked, name, actor=self.actor, facts=facts)
        return [components.Banner(why, "important")] if why else []


class _Move(OfARequest, views.ActionPage):
    """A decision about the request, with who is told."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Whoever may make the move may open its page."""
        super().__init_subclass__(**kwargs)
        cls.permission = cls.move.permission

    @property
    def heading(self) -> components.Words:
        """The move and whose holiday it is."""
        said = {
            "move": _(self.move.label),
            "name": self.name,
            "days": holiday_parts.days_in_words(self.asked),
        }
        return _("%(move)s: holiday of %(name)s, %(days)s") % said

    def back(self) -> components.BackLink:
        """To the request."""
        return components.BackLink(
            _("Back to the request"), reverse("payroll:holiday_request", args=[self.asked.pk])
        )

    def thing(self) -> components.Component:
        """The time off."""
        time = holiday.time_of([self.asked.pk], actor=self.actor)[self.asked.pk]
        return components.SummaryList(
            (
                components.SummaryRow(_("Days"), holiday_parts.days_in_words(self.asked)),
                components.SummaryRow(_("Time off"), holiday_parts.time_in_words(time)),
            )
        )

    def told(self) -> Sequence[components.Words]:
        """The other side."""
        if self.move.target == "taken_back":
            return [_("The employer")]
        return [self.name]

    def act(self, **values: Any) -> models.HolidayRequest:
        """Make the move."""
        return operations.move(
            request=self.asked,
            name=self.move.name,
            actor=self.actor,
            at=self.now,
            reason=values.get("reason", ""),
            on_behalf_of=self.for_whom(),
        )

    def for_whom(self) -> str:
        """On whose behalf."""
        return acting.name(self.request)

    def done(self, result: models.HolidayRequest) -> str:
        """How it stands now."""
        said = {"days": holiday_parts.days_in_words(result), "state": result.get_state_display().lower()}
        return _("The holiday of %(days)s is %(state)s.") % said

    def next_url(self, result: Any) -> str:
        """The request as it is now."""
        return reverse("payroll:holiday_request", args=[self.asked.pk])


class Agree(_Move):
    """Agree."""

    move = states.HOLIDAY.move("agree")


class Refuse(_Move):
    """Refuse with a reason."""

    move = states.HOLIDAY.move("refuse")


class CallOff(_Move):
    """Call agreed holiday off."""

    move = states.HOLIDAY.move("call_off")


class TakeBack(_Move):
    """The PA takes it back."""

    move = states.HOLIDAY.move("take_back")


class RecordAgreement(_Move):
    """Write down that the employer agrees."""

    move = states.HOLIDAY.move("record_agreement")

    def for_whom(self) -> str:
        """The employer."""
        name: str = self.asked.employment.employer.name
        return name


class RecordRefusal(RecordAgreement):
    """Write down that the employer refuses."""

    move = states.HOLIDAY.move("record_refusal")


class TakeBackFor(_Move):
    """Take it back for the PA."""

    move = states.HOLIDAY.move("take_back_for")

    def for_whom(self) -> str:
        """The PA."""
        return self.name
