"""A PA's own pension, job by job: where they stand, what is paid in, and what they can do."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, views
from payroll.calc.pension_duties.position import Position, Route, Status
from payroll.documents import pension_letters as documents
from payroll.queries import pension_posts, posts


class OwnPension(views.Page):
    """Each job that goes on."""

    permission: ClassVar[str] = policy.SEE_OWN_PAPERS
    template_name = "payroll/people/own_pension.html"
    title = gettext_lazy("My pension")

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """The jobs, or what will be here; and the letters that came."""
        today = self.actor.today
        mine = [
            post
            for post in posts.own(actor=self.actor)
            if post.first_day <= today and (post.last_day is None or post.last_day >= today)
        ]
        found = pension_posts.own(mine, actor=self.actor)
        shown: Sequence[components.Component] = [
            components.SummaryList(
                tuple(_rows(one, today)), title=_("Your job with %(name)s") % {"name": one.post.employer.name}
            )
            for one in found
        ]
        nothing = components.Empty(_("You have no job here now. When you do, your pension is here."))
        return {
            "jobs": shown or [nothing],
            "letters": [
                (one.post.employer.name, documents.TITLES[due.duty], documents.sentences(due.duty, due.data))
                for one in found
                for due in one.letters
            ],
        }


def _rows(one: pension_posts.Own, today: date) -> Iterator[components.SummaryRow]:
    position = one.position
    if position is None:
        yield components.SummaryRow(_("Where you stand"), _("We are checking your pension. You can ring us."))
        return
    yield components.SummaryRow(_("Where you stand"), _stands(position))
    if one.slip is not None and (one.slip.pension_employee or one.slip.pension_employer):
        taken, added = one.slip.pension_employee, one.slip.pension_employer
        day = dates.in_words(one.slip.payday)
        if taken < 0:
            back = _("%(sum)s came back to you on %(day)s.")
            yield components.SummaryRow(_("Paid back"), back % {"sum": money.in_words(-taken), "day": day})
        else:
            said = _("%(sum)s of your pay on %(day)s.")
            yield components.SummaryRow(
                _("What you pay in"), said % {"sum": money.in_words(taken), "day": day}
            )
            more = _("%(sum)s on top of your pay.") % {"sum": money.in_words(added)}
            yield components.SummaryRow(_("What your employer adds"), more)
    yield components.SummaryRow(_("What you can do"), _can_do(position, today))


def _stands(position: Position) -> str:
    if position.status is Status.MEMBER and position.member_from is not None:
        return _("You are in the pension, since %(day)s.") % {"day": dates.in_words(position.member_from)}
    if position.status is Status.POSTPONED and position.postponed_until is not None:
        return _("Your employer looks at your pension on %(day)s.") % {
            "day": dates.with_weekday(position.postponed_until)
        }
    if position.status is Status.OPTED_OUT and position.left_on is not None:
        return _("You opted out on %(day)s.") % {"day": dates.in_words(position.left_on)}
    if position.status is Status.LEFT and position.left_on is not None:
        return _("You left the pension on %(day)s.") % {"day": dates.in_words(position.left_on)}
    if position.asked_for is not None:
        return _("You asked to be in the pension. You will be, from %(day)s.") % {
            "day": dates.in_words(position.asked_for)
        }
    return _("You are not in a pension with this employer.")


def _can_do(position: Position, today: date) -> str:
    if position.status is not Status.MEMBER:
        return _("You can ask to be in it at any time: write to us or to your employer, and sign it.")
    if position.opt_out is not None and today <= position.opt_out.last:
        return _(
            "You can opt out until %(day)s and get your money back: ask the pension scheme for its opt-out"
            " notice. After that day you can still leave, but nothing is paid back."
        ) % {"day": dates.with_weekday(position.opt_out.last)}
    if position.opt_out is None and position.route in _WITH_OPT_OUT:
        return _(
            "You get a letter about it. Then you have one month to opt out and get your money back: ask the"
            " pension scheme for its opt-out notice."
        )
    return _("You can leave at any time: tell the pension scheme. What was paid in stays there for you.")


_WITH_OPT_OUT: Final = {Route.ENROLLED, Route.RE_ENROLLED, Route.OPTED_IN}
