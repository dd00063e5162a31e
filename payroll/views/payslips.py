"""One payslip: “Why is my pay this?”, and the copy to keep."""

import functools
from collections.abc import Sequence
from typing import Any, Final

from django import shortcuts
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from dpss.access import audit, policy
from dpss.adapters import pdf
from dpss.kernel import money
from dpss.web import components, views, words
from payroll import documents
from payroll.calc import lines, wording
from payroll.queries import pay_queries, payslips
from payroll.views import acting, correction_parts, pay_query_parts, sheet_origin

_CAUSES_NAMED: Final = 3


class _OfAPayslip(views.Page):
    """One payslip with what explains it."""

    permission = policy.SEE_PAYSLIPS

    def load(self) -> None:
        """The payslip, if the actor reaches it."""
        rows = payslips.payslips(actor=self.actor, client_id=acting.client_id(self.request))
        self.slip = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    @functools.cached_property
    def shown(self) -> payslips.Shown:
        """Read back as it was stored."""
        return payslips.shown(self.slip, actor=self.actor)

    @property
    def is_mine(self) -> bool:
        """Whether the reader is the PA whom it paid."""
        return self.actor.role == policy.PA


class Payslip(_OfAPayslip):
    """Why is my pay this?"""

    template_name = "payroll/people/payslip.html"

    @property
    def heading(self) -> components.Words:
        """The question of the PA; a name for everyone else."""
        if self.is_mine:
            return _("Why is my pay this?")
        return _("Payslip of %(name)s") % {"name": self.slip.employment.assistant.name}

    def back(self) -> components.BackLink:
        """To all of them."""
        return components.BackLink(_("All payslips"), reverse("payroll:payslips"))

    def context(self) -> dict[str, Any]:
        """The band, what changed, the lines, the year, and the copy."""
        return {
            "job": _("Job with %(employer)s") % {"employer": self.slip.employment.employer.name},
            "period": self.shown.period,
            "band": self._band(),
            "origin": components.Note(self.shown.origin) if self.shown.origin else None,
            "change": self._change(),
            "versions": [
                *correction_parts.on_a_payslip(self.slip, is_mine=self.is_mine, actor=self.actor),
                *sheet_origin.paid_as_contracted(self.slip.timesheet),
            ],
            "lines": self._lines(),
            "changes": self._changes(),
            "hours": self.shown.hours,
            "holiday": self.shown.holiday_built_up,
            "year": self._year(),
            "minimum_wage": self._minimum_wage(),
            "not_come": list(pay_query_parts.on_a_payslip(self.slip, actor=self.actor)),
            "download": self._download(),
        }

    def _band(self) -> components.PayBand:
        to = _("Payday %(day)s")
        if self.is_mine:
            is_to_come = self.slip.payday > self.actor.today
            to = _("To be paid to you on %(day)s") if is_to_come else _("Paid to you on %(day)s")
            if pay_queries.has_not_come(self.slip, actor=self.actor):
                to = _("You say that this has not come. It was due on %(day)s")
        taken = money.in_words(self.shown.total_taken_off)
        return components.PayBand(
            label=to % {"day": words.day_and_month(self.slip.payday)},
            amount=money.in_words(self.slip.net),
            before=(_("Before deductions"), money.in_words(self.slip.gross)),
            taken=(_("Taken off"), taken),
        )

    def _change(self) -> components.Note | None:
        """How the take-home pay differs from last time; the causes stand below the lines."""
        since = self.shown.since_last
        if since is None:
            return None
        day, net = words.day_and_month(since.payday), since.differs.net
        if not since.differs.changes:
            return components.Note(_("It is the same as on %(day)s.") % {"day": day})
        if not net:
            return components.Note(_("It comes to the same as on %(day)s, made up anew.") % {"day": day})
        said = (
            _("%(amount)s more than on %(day)s.") if net > 0 else _("%(amount)s less than on %(day)s.")
        ) % {"amount": money.in_words(abs(net)), "day": day}
        causes = ", ".join(change.label for change in since.differs.changes[:_CAUSES_NAMED])
        return components.Note(
            _("Most of it: %(causes)s. See what changed below.") % {"causes": causes}, said
        )

    def _changes(self) -> components.PayLines | None:
        """Each thing that differs from last time, with its cause."""
        since = self.shown.since_last
        if since is None or not since.differs.changes:
            return None
        lines = tuple(
            components.PayLine(
                change.label,
                words.more_or_less(change.effect),
                _("%(now)s now, %(before)s last time")
                % {"now": money.in_words(abs(change.now)), "before": money.in_words(abs(change.before))},
                self._said(change.why),
            )
            for change in since.differs.changes
        )
        total = (_("Paid to you") if self.is_mine else _("Paid out"), words.more_or_less(since.differs.net))
        title = _("What changed since %(day)s") % {"day": words.day_and_month(since.payday)}
        return components.PayLines(title, lines, total)

    def _lines(self) -> list[components.PayLines]:
        shown = self.shown
        mine = self.is_mine
        groups = [
            components.PayLines(
                _("What you earned") if mine else _("What was earned"),
                self._pay_lines(shown.earned),
                (_("Pay before deductions"), money.in_words(self.slip.gross)),
            ),
            components.PayLines(
                _("What was taken off"),
                self._pay_lines(shown.taken_off, sign=-1),
                (_("Taken off"), money.in_words(-shown.total_taken_off)),
            ),
        ]
        if shown.reimbursed:
            title = (_("Money back"), money.in_words(shown.total_reimbursed))
            groups.append(components.PayLines(_("Money back"), self._pay_lines(shown.reimbursed), title))
        if shown.by_employer:
            total = money.total(line.amount for line in shown.by_employer)
            title = (_("On top of your pay") if mine else _("On top of the pay"), money.in_words(total))
            on_top = _("What your employer pays on top") if mine else _("What the employer pays on top")
            groups.append(components.PayLines(on_top, self._pay_lines(shown.by_employer), title))
        return groups

    def _pay_lines(self, lines: Sequence[lines.Line], *, sign: int = 1) -> tuple[components.PayLine, ...]:
        return tuple(
            components.PayLine(
                line.label, money.in_words(sign * line.amount), line.working, self._said(line.why)
            )
            for line in lines
        )

    def _said(self, sentence: str) -> str:
        """What is stored in words for the PA, in words for who reads it."""
        return sentence if self.is_mine else wording.of_another(sentence)

    def _year(self) -> components.Table:
        return components.Table(
            caption=_("This tax year so far"),
            columns=(components.Column(_("In this job")), components.Column("£", numeric=True)),
            rows=tuple(
                components.Row((self._said(label), words.figures(amount)))
                for label, amount in self.shown.year_to_date
            ),
            phone="stay",
        )

    def _minimum_wage(self) -> components.Note | None:
        check = self.shown.result.minimum_wage
        if check is None:
            return None
        if check.shortfall:
            short = _("Less than the minimum wage: %(amount)s is owed on top.")
            return components.Note(self._said(check.why), short % {"amount": money.in_words(check.shortfall)})
        return components.Note(self._said(check.why), _("Minimum wage check:"))

    def _download(self) -> components.Component:
        why_not = pdf.why_not()
        if why_not:
            return components.Note(_("There is no PDF today. Print this page instead."))
        label = _("Download payslip (PDF, about %(size)s KB)") % {"size": documents.USUAL_KILOBYTES}
        return components.ButtonLink(label, reverse("payroll:payslip_pdf", args=[self.slip.pk]), "main")


class PayslipPdf(_OfAPayslip):
    """The copy to keep, made when it is asked for."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF; that a member of staff, or who acts for someone, took one is recorded."""
        try:
            content = documents.payslip_pdf(self.shown)
        except pdf.NotAvailable:
            messages.error(request, _("There is no PDF today. Print this page instead."))
            return shortcuts.redirect("payroll:payslip", pk=self.slip.pk)
        on_behalf_of = acting.name(self.request)
        if self.actor.is_staff or on_behalf_of:
            self.request.kept_events.append(audit.of(self.slip, "download", on_behalf_of=on_behalf_of))
        answer = HttpResponse(content, content_type="application/pdf")
        name = documents.payslip_file_name(self.shown)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
