"""Timesheets that wait for the employer: what each says, what it costs, approve it or send it back."""

import functools
from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss import celery
from dpss.access import policy, transitions
from dpss.web import components, forms, views, words
from payroll import states
from payroll.operations import timesheets
from payroll.queries import sheet_cost, sheets, text_links, worked_time
from payroll.views import acting, inbox_parts, sheet_money, sheet_origin, sheet_parts


class Approvals(views.ListPage):
    """The sheets of the employer's PAs: first those that wait."""

    permission = policy.APPROVE_TIMESHEETS
    template_name = "payroll/people/approvals.html"
    title = gettext_lazy("Timesheets to approve")
    saved = (
        views.Saved("waiting", gettext_lazy("Waiting for you"), Q(state="submitted")),
        views.Saved("approved", gettext_lazy("Approved"), Q(state="approved")),
        views.Saved("back", gettext_lazy("Sent back"), Q(state="rejected")),
    )

    def load(self) -> None:
        """Within their limits, for who acts for somebody."""
        acting.check_sheets(self.request)

    def reached(self) -> QuerySet[Any]:
        """The sheets that were sent; a draft is the PA's own."""
        rows = sheets.timesheets(actor=self.actor, client_id=acting.client_id(self.request))
        return rows.exclude(state="draft")

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each sheet."""
        worked = worked_time.worked_of([row.pk for row in rows], actor=self.actor)
        return components.Table(
            caption=_("Timesheets"),
            caption_hidden=True,
            columns=(
                components.Column(_("PA")),
                components.Column(_("Dates")),
                components.Column(_("Payday")),
                components.Column(_("Hours"), numeric=True),
                components.Column(_("State")),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            row.employment.assistant.name, href=reverse("payroll:approval", args=[row.pk])
                        ),
                        sheet_parts.period_in_words(row.period),
                        words.day_and_month(row.period.payday),
                        words.hours(worked.get(row.pk, worked_time.Worked()).minutes),
                        components.Cell("", tag=sheet_parts.state_tag(row)),
                    )
                )
                for row in rows
            ),
        )

    def context(self) -> dict[str, Any]:
        """The way to do it by text, and to agree payruns as well."""
        by_text = components.Link(_("Approve timesheets by text message"), reverse("payroll:text_approval"))
        may = text_links.client_of(actor=self.actor, chosen=acting.client_id(self.request)) is not None
        agree = components.Link(_("Agree each payrun before it is paid"), reverse("payroll:agreements"))
        return super().context() | {
            "by_text": by_text if may else None,
            "agree": agree if self.actor.may(policy.AGREE_PAYRUNS) else None,
            "holiday": components.Link(_("Holiday of your PAs"), reverse("payroll:holiday_requests")),
        }

    def empty(self) -> components.Empty:
        """Nothing waits, or nothing was decided yet."""
        if self.view is self.saved[0]:
            return components.Empty(
                _("No timesheet waits for you. When a PA sends one, it is here with its hours and its cost.")
            )
        return components.Empty(_("There is none. A sheet moves here when you decide about it."))


class _OfASheet(views.Page):
    """A page about one sheet that was sent to the employer."""

    permission = policy.APPROVE_TIMESHEETS

    def load(self) -> None:
        """The sheet, if the actor reaches it and it was sent."""
        acting.check_sheets(self.request)
        rows = sheets.timesheets(actor=self.actor, client_id=acting.client_id(self.request))
        self.sheet = shortcuts.get_object_or_404(rows.exclude(state="draft"), pk=self.kwargs["pk"])

    @functools.cached_property
    def shown(self) -> sheets.Shown:
        """The sheet with its weeks and totals."""
        return sheets.shown(self.sheet, actor=self.actor)

    @property
    def heading(self) -> components.Words:
        """Whose sheet it is."""
        return _("Timesheet of %(name)s") % {"name": self.sheet.employment.assistant.name}

    def back(self) -> components.BackLink:
        """To all of them."""
        return components.BackLink(_("All timesheets"), reverse("payroll:approvals"))

    def address(self, name: str) -> str:
        """Another page about the same sheet."""
        return reverse(f"payroll:{name}", args=[self.sheet.pk])


class Approval(_OfASheet):
    """The sheet in full, as the PA checked it, with what can be done."""

    template_name = "payroll/people/approval.html"

    def context(self) -> dict[str, Any]:
        """The sheet; the button sends the digest of what is shown."""
        moves = {
            move.name for move in transitions.open_moves(self.sheet, actor=self.actor, facts=self.shown.facts)
        }
        seen = {"digest": self.shown.digest}
        approve = components.ActionForm(_("Approve"), self.address("approval_approve"), "main", values=seen)
        back = components.ButtonLink(_("Send back with a reason"), self.address("approval_reject"))
        return {
            "period": sheet_parts.period_in_words(self.sheet.period),
            "tag": sheet_parts.state_tag(self.sheet),
            "reason": [
                *(part for part in (self._reason(), sheet_origin.entered(self.sheet)) if part),
                *inbox_parts.filed(self.sheet, actor=self.actor),
            ],
            "totals": sheet_parts.totals(self.shown),
            "comes_to": sheet_money.comes_to(self.shown),
            "costs": sheet_money.costs(sheet_cost.of(self.shown, actor=self.actor)),
            "weeks": sheet_parts.weeks(self.shown),
            "problems": self._problems(),
            "advice": self._advice(),
            "confirms": states.TIMESHEET.move("approve").confirms if "approve" in moves else "",
            "approve": approve if "approve" in moves else None,
            "send_back": back if "reject" in moves else None,
        }

    def _problems(self) -> list[components.Banner]:
        if self.sheet.state != "submitted":
            return []
        return [components.Banner(sentence, "important") for sentence in self.shown.problems]

    def _advice(self) -> Sequence[components.Note]:
        """What is worth a look while it can be sent back."""
        if self.sheet.state != "submitted":
            return []
        asked = [components.Note(one.sentence, _("Worth a look:")) for one in self.shown.questions]
        return [*asked, *sheet_parts.advice(self.shown)]

    def _reason(self) -> components.Note | None:
        if self.sheet.state != "rejected":
            return None
        return components.Note(f"“{self.sheet.reason}”", _("Sent back:"))


class SeenForm(forms.Form):
    """What the approver was shown, as a digest."""

    digest = django_forms.CharField(max_length=64, required=False, widget=django_forms.HiddenInput)


class _Move(_OfASheet, views.ActionPage):
    """A decision about the sheet."""

    @property
    def heading(self) -> components.Words:
        """The move and whose sheet it is."""
        whose = {"move": self.move.label, "name": self.sheet.employment.assistant.name}
        return _("%(move)s the timesheet of %(name)s") % whose

    def thing(self) -> components.Component:
        """The sheet's totals."""
        return sheet_parts.totals(self.shown)

    def back(self) -> components.BackLink:
        """To the sheet."""
        return components.BackLink(_("Back to the timesheet"), self.address("approval"))

    def next_url(self, result: Any) -> str:
        """The next that waits."""
        return reverse("payroll:approvals")


class Approve(_Move):
    """Approve what was shown, and nothing else."""

    move = states.TIMESHEET.move("approve")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The digest of what this page, or the page before, has shown."""
        return SeenForm(data, initial={"digest": self.shown.digest})

    def act(self, **values: Any) -> Any:
        """Approve it for pay."""
        return timesheets.approve(
            sheet=self.sheet,
            seen=values["digest"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: Any) -> str:
        """What was approved, and when it is paid."""
        sentence = _("You approved %(hours)s for %(name)s. %(paid)s")
        return sentence % {
            "hours": words.hours(self.shown.worked.minutes),
            "name": self.sheet.employment.assistant.name,
            "paid": sheet_origin.when_paid(self.sheet, actor=self.actor),
        }


class Reject(_Move):
    """Send it back with a reason."""

    move = states.TIMESHEET.move("reject")

    def act(self, **values: Any) -> Any:
        """Send it back. The sweep tells the PA."""
        sheet = timesheets.reject(
            sheet=self.sheet,
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )
        celery.nudge("payroll.remind_of_sheets")
        return sheet

    def done(self, result: Any) -> str:
        """Who has it now."""
        sentence = _("You sent the timesheet back. %(name)s sees your reason and can change it.")
        return sentence % {"name": self.sheet.employment.assistant.name}
