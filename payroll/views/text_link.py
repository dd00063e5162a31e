"""The page behind the link of a text message: the PIN, the timesheet, the answer. Nobody signs in here.

Opening it changes nothing, so that a scanner of links does no harm; its address names nobody.
"""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt

from dpss import celery
from dpss.access import actors, policy
from dpss.kernel import dates, errors
from dpss.web import components, forms, views, words
from payroll import models, states
from payroll.forms.text_links import OpenedForm, PinForm, SendBackForm
from payroll.operations import text_answers
from payroll.queries import sheet_cost, sheets, text_links
from payroll.views import sheet_money, sheet_origin, sheet_parts

GONE: Final = 410
WRONG: Final = 400
CONFLICT: Final = 409
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


# A browser that sends no referrer sends no origin either, which the check of forms asks for. No cookie
# gives a right here: every form needs the link's token and the PIN, or what the right PIN gave.
@method_decorator(csrf_exempt, name="dispatch")
class SheetLink(views.Page):
    """One timesheet, for whoever has the link and knows the PIN."""

    permission = views.PUBLIC
    template_name = "payroll/people/text_link.html"
    title = gettext_lazy("A timesheet waits for you")
    link: models.SheetLink

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Kept out of caches, search engines and other sites' logs."""
        response = super().dispatch(request, *args, **kwargs)
        for name, value in _HEADERS.items():
            response[name] = value
        return response

    @property
    def job(self) -> actors.Actor:
        """Whoever looks a link up, before it is known whose it is: this council's links, and no others."""
        return actors.for_job(
            job=policy.JOB_TEXT_LINKS, council_id=self.request.council.pk, today=self.now.date()
        )

    def load(self) -> None:
        """The link, and the person that it was sent to."""
        with actors.acting(self.job):
            link = text_links.link_of(self.kwargs["token"], actor=self.job)
            if link is None:
                raise Http404
            self.link, self.person = link, text_links.person_of(link.approver, actor=self.job)
            self.closed = text_links.why_closed(link, at=self.now)
        if self.person is None:
            self.closed = _("You may not answer this timesheet any more. Ring us if you think you may.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The question for the PIN, or why nothing can be answered."""
        return self._say(self.closed) if self.closed else self._ask(PinForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A PIN, or an answer."""
        if self.closed or self.person is None:
            return self._say(self.closed)
        if "opened" not in request.POST:
            return self._tried(self.person, PinForm(request.POST))
        try:
            digest = text_answers.digest_in(request.POST["opened"], link=self.link, at=self.now)
        except errors.Invalid as refusal:
            return self.render(said=refusal.sentence, form=PinForm(), status=CONFLICT)
        with actors.acting(self.person):
            return self._answered(self.person, digest)

    def _tried(self, person: actors.Actor, form: PinForm) -> HttpResponse:
        if not form.is_valid():
            return self._ask(form)
        try:
            with actors.acting(self.job):
                tried = text_answers.try_pin(
                    link=self.link, pin=form.cleaned_data["pin"], actor=self.job, at=self.now
                )
        except errors.Conflict as refusal:
            return self._say(refusal.sentence)
        if not tried.left:
            return self._say(
                _("That PIN is wrong. This link is locked now, and payroll is told: they ring you.")
            )
        if not tried.is_right:
            left = ngettext("You have %(count)s try left.", "You have %(count)s tries left.", tried.left)
            form.add_error("pin", _("That PIN is wrong.") + " " + left % {"count": tried.left})
            return self._ask(form)
        with actors.acting(person):
            return self._show(person)

    def _ask(self, form: forms.Form) -> HttpResponse:
        said = _("We sent you this link because you approve timesheets by text. Enter the PIN you chose.")
        return self.render(said=said, form=form, status=WRONG if form.is_bound else 200)

    def _say(self, sentence: str, *, status: int = GONE) -> HttpResponse:
        return self.render(said=sentence, status=status)

    def _show(self, person: actors.Actor, wrong: SendBackForm | None = None) -> HttpResponse:
        """Exactly what is approved: the days, the hours, what it costs."""
        found = sheets.timesheets(actor=person, client_id=self.link.approver.client_id)
        sheet = found.filter(pk=self.link.timesheet_id).first()
        if sheet is None:
            return self._say(_("You may not answer this timesheet any more. Ring us if you think you may."))
        shown = sheets.shown(sheet, actor=person)
        opened = {"opened": text_answers.opened(self.link, digest=shown.digest, at=self.now)}
        note = sheet_origin.entered(sheet)
        return self.render(
            status=WRONG if wrong else 200,
            whose=_("Timesheet of %(name)s") % {"name": sheet.employment.assistant.name},
            period=sheet_parts.period_in_words(sheet.period),
            parts=[
                *([note] if note else []),
                *(components.Banner(sentence, "important") for sentence in shown.problems),
                *(components.Note(one.sentence, _("Worth a look:")) for one in shown.questions),
                *sheet_parts.advice(shown),
                sheet_parts.totals(shown),
                sheet_money.comes_to(shown),
                sheet_money.costs(sheet_cost.of(shown, actor=person)),
                *sheet_parts.weeks(shown),
            ],
            confirms=states.TIMESHEET.move("approve").confirms,
            approve=OpenedForm(initial=opened, auto_id=False),
            send_back=wrong or SendBackForm(initial=opened),
        )

    def _answered(self, person: actors.Actor, digest: str) -> HttpResponse:
        wants_back = "reason" in self.request.POST
        form = SendBackForm(self.request.POST)
        if wants_back and not form.is_valid():
            return self._show(person, form)
        try:
            if wants_back:
                reason = form.cleaned_data["reason"]
                text_answers.reject(link=self.link, reason=reason, actor=person, at=self.now)
                celery.nudge("payroll.remind_of_sheets")
                return self._say(_("You sent the timesheet back. Your PA sees your reason."), status=200)
            sheet = text_answers.approve(link=self.link, seen=digest, actor=person, at=self.now)
        except errors.Refusal as refusal:
            return self._say(refusal.sentence, status=CONFLICT)
        hours = words.hours(sheets.shown(sheet, actor=person).worked.minutes)
        said = {"hours": hours, "payday": dates.with_weekday(sheet.period.payday)}
        return self._say(_("You approved %(hours)s. Payday is %(payday)s.") % said, status=200)
