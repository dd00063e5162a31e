"""Wages that have not come, in words: on payslips, homes, boards and their own pages."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dpss.access import actors, policy
from dpss.kernel import dates
from dpss.web import components, words
from payroll import models
from payroll.operations.pay_queries import in_words
from payroll.queries import pay_queries

MOST_SHOWN: Final = 5
_EMPLOYER: Final = models.PayQuery.PaidBy.EMPLOYER


def address(one: models.PayQuery) -> str:
    """The page of a question."""
    return reverse("payroll:pay_query", args=[one.pk])


def tag(one: models.PayQuery) -> components.Tag:
    """How it stands, in words."""
    if one.state == "open" and one.escalated_at is not None:
        return components.Tag(_("Late"), "red")
    colours: dict[str, components.basics.Colour] = {"open": "amber", "answered": "blue"}
    return components.Tag(one.get_state_display(), colours.get(one.state, "grey"))


def who_answers(one: models.PayQuery) -> str:
    """Whose answer it is: who pays the wages."""
    if one.paid_by == _EMPLOYER:
        return _("%(name)s, the employer, who pays the wages") % {"name": one.employment.employer.name}
    return _("The payroll provider, who pays the wages")


def answer_of(one: models.PayQuery) -> str:
    """The answer as a sentence; empty while there is none."""
    return in_words(one.answer, paid_on=one.paid_on, said=one.said) if one.answer else ""


def on_a_payslip(slip: models.Payslip, *, actor: actors.Actor) -> Iterator[components.Component]:
    """Under a payslip: what was asked about it, and for its PA the way to ask."""
    last = pay_queries.newest_of(slip, actor=actor) if actor.may(policy.SEE_PAY_QUERIES) else None
    if last is not None and last.state != "closed":
        link = components.Link(_("See the question and its answer"), address(last))
        yield components.Note(_waits(last), _("The PA says that these wages have not come."), link)
    elif actor.may(policy.ASK_ABOUT_PAY) and pay_queries.why_not_ask(slip, actor=actor) is None:
        yield components.ButtonLink(
            _("I have not been paid"), reverse("payroll:pay_query_ask", args=[slip.pk]), "second"
        )


def on_an_instruction(one: models.PaymentInstruction, *, actor: actors.Actor) -> components.Box | None:
    """On what an employer pays: that the PA waits for it."""
    last = pay_queries.newest_of(one.payslip, actor=actor)
    if last is None or last.state == "closed":
        return None
    said = _("%(name)s says that it has not come.") % {"name": one.payee_name}
    link = components.Link(_("See the question"), address(last))
    if last.state == "answered":
        return components.Box(said, _("There is an answer. They will say whether it has come."), link=link)
    by = _("Answer them by %(day)s.") % {"day": dates.with_weekday(last.due_on)}
    late = _("It is late, and the payroll manager knows.") if last.escalated_at else ""
    return components.Box(said, by, late, link=link)


def for_pa(actor: actors.Actor) -> Iterator[components.Note]:
    """On a PA's home: what they asked and who must answer, and what is answered."""
    for one in pay_queries.questions(actor=actor).exclude(state="closed")[:MOST_SHOWN]:
        said = {"employer": one.employment.employer.name, "day": dates.in_words(one.payday)}
        strong = _("Wages of %(day)s from %(employer)s have not come:") % said
        yield components.Note(_waits(one), strong, components.Link(_("See it"), address(one)))


def beside_a_list(actor: actors.Actor) -> components.PanelRow:
    """A line of a board: how many wait, and how many of them are late."""
    found = pay_queries.waiting(actor=actor)
    note = _("Nobody waits for wages that have not come.")
    if found.count:
        note = ngettext("%(count)s PA waits for an answer,", "%(count)s PAs wait for an answer,", found.count)
        note = f"{note} %(late)s late." % {"count": found.count, "late": words.number(found.late)}
    return components.PanelRow(_("Wages that have not come"), note=note, href=reverse("payroll:pay_queries"))


def waiting_group(actor: actors.Actor) -> Iterator[components.DueGroup]:
    """On a home of staff: who waits for an answer, the first day first; nothing when nobody does."""
    found = list(pay_queries.open_now(actor=actor)[: MOST_SHOWN + 1])
    if found:
        count = pay_queries.waiting(actor=actor).count
        said = ngettext("%(count)s question", "%(count)s questions", count) % {"count": words.number(count)}
        every = components.Link(_("See them all"), reverse("payroll:pay_queries"))
        rows = tuple(_row(one, actor) for one in found[:MOST_SHOWN])
        yield components.DueGroup(_("Wages that have not come"), rows, count=said, link=every)


def for_support_worker(actor: actors.Actor) -> components.Panel | None:
    """At the side of a support worker's day; None when nobody waits."""
    found = list(pay_queries.open_now(actor=actor)[:MOST_SHOWN])
    if not found:
        return None
    rows = tuple(
        components.PanelRow(
            one.employment.assistant.name,
            href=address(one),
            note=_("For %(employer)s. %(waits)s")
            % {"employer": one.employment.employer.name, "waits": _waits(one)},
        )
        for one in found
    )
    every = components.PanelRow(_("See them all"), href=reverse("payroll:pay_queries"))
    return components.Panel(_("Wages that have not come"), (*rows, every))


def asked_in_words(one: models.PayQuery) -> str:
    """When it was asked, and how often."""
    moment = words.moment_in_words(timezone.localtime(one.asked_at))
    if one.times_asked == 1:
        return moment
    return _("%(moment)s, for time number %(count)s") % {"moment": moment, "count": one.times_asked}


def _waits(one: models.PayQuery) -> str:
    if one.state == "answered":
        return _("There is an answer: the PA says whether they have come.")
    day = dates.with_weekday(one.due_on)
    if one.escalated_at is not None:
        return _("An answer was due by %(day)s. It is late, and the payroll manager knows.") % {"day": day}
    return _("%(who)s, must answer by %(day)s.") % {"who": who_answers(one), "day": day}


def _row(one: models.PayQuery, actor: actors.Actor) -> components.WorkRow:
    said = {"name": one.employment.assistant.name, "employer": one.employment.employer.name}
    who = _("%(name)s, for %(employer)s") % said
    may_answer = actor.may(policy.ANSWER_ABOUT_PAY)
    return components.WorkRow(
        key=str(one.pk),
        who=components.Link(who, address(one)),
        why=_("Payday %(day)s. %(waits)s") % {"day": dates.in_words(one.payday), "waits": _waits(one)},
        tag=tag(one),
        when=dates.with_weekday(one.due_on),
        action=components.ButtonLink(_("Answer") if may_answer else _("Open"), address(one), about=who),
    )
