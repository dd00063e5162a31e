"""The home of a client, and of who acts for them: what to do next, money in one sentence, and the PAs."""

import functools
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.queries import money as money_queries
from clients.queries import people
from dpss.access import policy
from dpss.kernel import dates, money
from dpss.portal import representation_parts
from dpss.portal.homes import base, voice
from dpss.web import components, words
from payroll.queries import employer_pays, employer_waiting, homes, payrun_agreements
from payroll.views import hold_parts

MOST_STEPS = 3
MINUTES = 60
_NOTHING = employer_waiting.Waits()


class EmployerHome(base.Home):
    """A client's home, and what a representative sees of it within their limits."""

    template_name = "portal/employer_home.html"

    @property
    def acting(self) -> people.ActingFor | None:
        """Whom the representative acts for."""
        found: people.ActingFor | None = self.request.acting_for
        return found

    @functools.cached_property
    def client_id(self) -> uuid.UUID | None:
        """Whose home: the client's own, or the one that the representative acts for."""
        if self.acting:
            return self.acting.client_id
        own = people.own_client(actor=self.actor)
        return own.pk if own else None

    @property
    def heading(self) -> components.Words:
        """A greeting, or whose page it is."""
        if self.acting:
            return _("%(name)s’s direct payment") % {"name": self.acting.first_name}
        return super().heading

    @functools.cached_property
    def position(self) -> money_queries.Position | None:
        """Where the money stands, for those who may see it."""
        return money_queries.position(self.client_id, actor=self.actor) if self.client_id else None

    @functools.cached_property
    def jobs(self) -> list[homes.Job]:
        """Who works here, each with the sheet of this period."""
        if self.client_id is None:
            return []
        return homes.jobs(actor=self.actor, at=self.now, client_id=self.client_id)

    @functools.cached_property
    def waits(self) -> Mapping[str, employer_waiting.Waits]:
        """What waits for them, by kind."""
        return employer_waiting.of_client(self.client_id, actor=self.actor) if self.client_id else {}

    def context(self) -> dict[str, Any]:
        """The money and the PAs under headings of their own: theirs, or yours."""
        name = self.acting.first_name if self.acting else ""
        return super().context() | {
            "money_title": _("%(name)s’s money") % {"name": name} if name else _("My money"),
            "bar": self._bar(),
            "money_link": components.Link(_("See what was paid in and out"), reverse("clients:money"))
            if self.position
            else None,
        }

    def first(self) -> Sequence[components.Component]:
        """At most three steps, soonest first, and whose pay is held back."""
        if self.client_id is None:
            return [components.Empty(self._nobody())]
        is_held = "held" in self.waits or "relatives" in self.waits
        held = hold_parts.on_their_pages(self.actor, client_id=self.client_id) if is_held else []
        return [
            *held,
            components.Steps(
                items=tuple(self._steps()),
                title=_("What to do next"),
                nothing=_("Nothing needs you today. A timesheet that waits for you is shown here."),
            ),
        ]

    def figures(self) -> components.Figures | None:
        """What is free to use, the budget, and who works here."""
        if self.client_id is None:
            return None
        position = self.position
        items = [] if position is None else [self._free(position), self._budget(position)]
        return components.Figures((*items, self._workers()), headline=True)

    def parts(self) -> Sequence[components.Component]:
        """Each PA with this period's hours and the last payslip."""
        if self.client_id is None:
            return []
        return [self._assistants(), *voice.of_client(self.client_id, actor=self.actor), *self._letters()]

    def _letters(self) -> list[components.Link]:
        if not self.actor.may(policy.SHOW_HMRC_LETTERS):
            return []
        return [components.Link(_("I have had a letter from HMRC"), reverse("payroll:own_hmrc_letters"))]

    def _nobody(self) -> str:
        if self.actor.role == policy.REPRESENTATIVE:
            return _("You act for nobody today. When your agreement with someone starts, their page is here.")
        return _("Your record is not here yet. It comes here when your direct payment is agreed.")

    def _free(self, position: money_queries.Position) -> components.Figure:
        said = {
            "balance": words.whole_pounds(position.balance),
            "aside": words.whole_pounds(position.set_aside),
        }
        if position.is_short:
            label = _("short")
            note = _("There is %(balance)s and %(aside)s is due. Ring us: we will help you to sort it out.")
        else:
            label = _("free to use")
            note = _("There is %(balance)s. Of it, %(aside)s is set aside for pay, tax and pension.")
            if position.contingency:
                note = _("There is %(balance)s. Of it, %(aside)s is set aside: pay, tax, emergencies.")
        return components.Figure(words.whole_pounds(abs(position.free)), label, note % said)

    def _budget(self, position: money_queries.Position) -> components.Figure:
        amount = words.whole_pounds(position.payment.weekly_contribution)
        if self.acting:
            said = {"name": self.acting.first_name, "amount": amount}
            label = _("a week is %(name)s’s personal budget") % said
            note = _("%(name)s’s own contribution is %(amount)s of it.") % said
        else:
            label = _("a week is your personal budget")
            note = _("Your own contribution is %(amount)s of it.") % {"amount": amount}
        return components.Figure(words.whole_pounds(position.payment.weekly_amount), label, note)

    def _workers(self) -> components.Figure:
        count = len(self.jobs)
        if self.acting:
            label = ngettext("PA works for %(name)s", "PAs work for %(name)s", count)
            label %= {"name": self.acting.first_name}
        else:
            label = ngettext("PA works for you", "PAs work for you", count)
        return components.Figure(words.number(count), label)

    def _bar(self) -> components.MoneyBar | None:
        """Set aside beside what there is: either alone would not say much."""
        position = self.position
        if position is None or position.balance <= 0:
            return None
        part = min(position.set_aside, position.balance)
        label = _("Set aside: %(part)s of %(whole)s (%(share)s%%)") % {
            "part": words.whole_pounds(position.set_aside),
            "whole": words.whole_pounds(position.balance),
            "share": words.number(round(words.share(part, position.balance))),
        }
        return components.MoneyBar(label, part, position.balance)

    def _steps(self) -> list[components.Step]:
        found = [
            self._approve(),
            self._pay(),
            self._not_come(),
            self._agree(),
            self._holiday(),
            self._relatives(),
            representation_parts.step(self.waits.get("acts", _NOTHING).first),
        ]
        return [step for _day, step in sorted(filter(None, found), key=lambda pair: pair[0])][:MOST_STEPS]

    def _approve(self) -> tuple[date, components.Step] | None:
        sheets = self.waits.get("sheets", _NOTHING)
        if sheets.first is None:
            return None
        title = ngettext("Approve %(count)s timesheet", "Approve %(count)s timesheets", sheets.count)
        moment = timezone.localtime(sheets.first)
        said = {"day": dates.with_weekday(moment.date()), "time": words.clock_time(moment)}
        is_late = sheets.first < self.now
        by = _("This was due by %(day)s, %(time)s") if is_late else _("By %(day)s, %(time)s")
        why = _("They may be paid late.") if is_late else _("So that they are paid on time.")
        return moment.date(), components.Step(
            title % {"count": sheets.count}, reverse("payroll:approvals"), by % said, why
        )

    def _pay(self) -> tuple[date, components.Step] | None:
        wages = self.waits.get("wages", _NOTHING)
        if wages.first is None:
            return self._pay_hmrc()
        title = ngettext("Pay %(count)s PA", "Pay %(count)s PAs", wages.count)
        day = _day_of(wages.first)
        by = _("By %(day)s") % {"day": dates.with_weekday(day)}
        why = _("%(pounds)s in wages. We show each account and amount.") % {
            "pounds": money.in_words(wages.pounds)
        }
        return day, components.Step(title % {"count": wages.count}, reverse("payroll:instructions"), by, why)

    def _pay_hmrc(self) -> tuple[date, components.Step] | None:
        waits = "bills" in self.waits
        bill = employer_pays.hmrc(actor=self.actor, client_id=self.client_id).first() if waits else None
        if bill is None:
            return None
        by = _("By %(day)s") % {"day": dates.with_weekday(bill.due_on)}
        why = _("%(pounds)s of tax and National Insurance. We show the account and the reference.") % {
            "pounds": money.in_words(bill.amount)
        }
        return bill.due_on, components.Step(
            _("Pay HMRC"), reverse("payroll:pay_hmrc", args=[bill.pk]), by, why
        )

    def _not_come(self) -> tuple[date, components.Step] | None:
        found = self.waits.get("not_come", _NOTHING)
        if found.first is None:
            return None
        title = ngettext(
            "Answer %(count)s PA whose wages have not come",
            "Answer %(count)s PAs whose wages have not come",
            found.count,
        )
        day = _day_of(found.first)
        by = _("By %(day)s") % {"day": dates.with_weekday(day)}
        why = _("You pay these wages. They wait for your answer.")
        return day, components.Step(title % {"count": found.count}, reverse("payroll:pay_queries"), by, why)

    def _agree(self) -> tuple[date, components.Step] | None:
        if "payruns" not in self.waits:
            return None
        by = payrun_agreements.answer_by(actor=self.actor, client_id=self.client_id)
        if by is None:
            return None
        said = _("By %(day)s") % {"day": dates.with_weekday(by)}
        why = _("You asked to agree each payrun before it is paid.")
        return by, components.Step(_("Agree your payrun"), reverse("payroll:agreements"), said, why)

    def _relatives(self) -> tuple[date, components.Step] | None:
        asked = self.waits.get("not_asked", _NOTHING)
        if not asked.count:
            return None
        title = ngettext(
            "Say how %(count)s PA is related to you",
            "Say how %(count)s PAs are related to you",
            asked.count,
        )
        return self.actor.today, components.Step(
            title % {"count": asked.count},
            reverse("own_relatives"),
            _("One question for each PA"),
            _("The law asks the council first before some close relatives are paid."),
        )

    def _holiday(self) -> tuple[date, components.Step] | None:
        asked = self.waits.get("holiday", _NOTHING)
        if asked.first is None:
            return None
        title = ngettext("Answer %(count)s holiday request", "Answer %(count)s holiday requests", asked.count)
        day = _day_of(asked.first)
        by = _("The first day off is %(day)s") % {"day": dates.with_weekday(day)}
        address = reverse("payroll:holiday_requests") + "?show=waiting"
        return day, components.Step(
            title % {"count": asked.count}, address, by, _("So that they can plan, and you can find cover.")
        )

    def _assistants(self) -> components.Component:
        sees_pay = self.acting is None or self.acting.approves_timesheets
        heads = [_("Name"), _("Hours so far"), _("Last payslip"), _("Phone")]
        keys = [job.employment.pk for job in self.jobs]
        slips = homes.newest_payslips(keys, actor=self.actor) if sees_pay else {}
        rows = [self._assistant(job, slips.get(job.employment.pk)) for job in self.jobs]
        if not sees_pay:
            heads, rows = [heads[0], heads[3]], [(row[0], row[3]) for row in rows]
        name = self.acting.first_name if self.acting else ""
        return components.Table(
            caption=_("%(name)s’s PAs") % {"name": name} if name else _("My PAs"),
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(components.Row(tuple(row)) for row in rows),
            empty=components.Empty(
                _("No PA works here yet. When one starts, their hours and payslips are here.")
            ),
        )

    def _assistant(self, job: homes.Job, slip: homes.Slip | None) -> tuple[components.Cell, ...]:
        post = job.employment
        hours = _("%(hours)s of %(contracted)s") % {
            "hours": words.hours(job.minutes),
            "contracted": words.number(job.contracted // MINUTES),
        }
        if slip:
            paid = _("%(net)s on %(day)s") % {
                "net": money.in_words(slip.net),
                "day": dates.in_words(slip.payday),
            }
            last = components.Cell(paid, href=reverse("payroll:payslip", args=[slip.pk]))
        else:
            last = components.Cell(_("No payslip yet"))
        return (
            components.Cell(post.assistant.name),
            components.Cell(hours, note=_period(job)),
            last,
            components.Cell(post.assistant.phone or _("Not known")),
        )


def _day_of(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _period(job: homes.Job) -> str:
    if job.period is None:
        return ""
    return dates.span_in_words(dates.Span(job.period.first_day, job.period.last_day))
