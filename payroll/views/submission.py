"""One report to HMRC: where it is, what HMRC said, and the message itself."""

import functools
from collections.abc import Iterator
from typing import Any, ClassVar

from django import shortcuts
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from dpss.access import audit, policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, history, views, words
from payroll import eps_report, models, report_words, submission_rules
from payroll.queries import employers, nvr, submissions
from payroll.rti import fps
from payroll.views import provider
from payroll.views.submissions import why


class SubmissionPage(views.Page):
    """A page about one report that the actor reaches."""

    permission: ClassVar[str] = policy.SEE_SUBMISSIONS
    submission: models.Submission

    def load(self) -> None:
        """The report that the address names."""
        found = submissions.one(self.kwargs["submission"], actor=self.actor)
        self.submission = shortcuts.get_object_or_404(found)

    @property
    def page_url(self) -> str:
        """The report's own page."""
        return reverse("payroll:submission", args=[self.submission.pk])


class Submission(SubmissionPage):
    """Where a report is, in words; the receipt to compare; times, errors and history."""

    template_name = "payroll/provider/submission.html"

    @property
    def heading(self) -> components.Words:
        """Whose report, of which payday."""
        return f"Report to HMRC: {self.submission.employer.name}"

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Reports to HMRC", reverse("payroll:submissions"))

    def context(self) -> dict[str, Any]:
        """Everything that is kept of it, but for the message itself."""
        report = self.submission
        return {
            "strip": components.SummaryStrip(
                report.employer.name, (provider.report_tag(report.state),), tuple(_facts(report))
            ),
            "told": self.told(),
            "says": why(report, has_reference=not self._waits_for_reference),
            "errors": _errors(report),
            "kept": _kept(list(submissions.kept_replies(report, actor=self.actor))),
            "receipt": self.receipt(),
            "times": components.SummaryList(tuple(_times(report)), title="Times"),
            "versions": _versions(list(submissions.other_versions(report, actor=self.actor))),
            "panel": self.panel(),
            "payrun": self.source(),
            "timeline": components.Timeline(
                tuple(history.item(event) for event in submissions.history(report, actor=self.actor)[:30]),
                title="History",
            ),
        }

    def told(self) -> list[str]:
        """What a summary tells, or whose numbers are asked for."""
        report = self.submission
        if report.left_on:
            return list(report_words.leaving(report.paye_reference, report.left_on))
        if report.kind != models.Submission.Kind.NVR:
            return list(report_words.told(eps_report.from_json(report.said)))
        return [
            f"Is this their number? {post.assistant.name}" for post in nvr.posts_of(report, actor=self.actor)
        ]

    def source(self) -> components.Link:
        """Where its figures come from: the payrun, or what the employer owes HMRC."""
        report = self.submission
        if report.payrun_id is not None:
            return components.Link("The payrun", reverse("payroll:payrun", args=[report.payrun_id]))
        return components.Link("The employer", reverse("payroll:employer", args=[report.employer_id]))

    def receipt(self) -> components.SummaryList:
        """What HMRC's receipt must show, and the numbers to quote."""
        report = self.submission
        rows = [
            components.SummaryRow("IRmark", report.receipt or _no_mark(report)),
            components.SummaryRow("HMRC's correlation ID", report.correlation_id or "None yet"),
            components.SummaryRow("Our transaction ID", report.pk.hex.upper()),
        ]
        if report.irmark:
            url = reverse("payroll:submission_message", args=[report.pk])
            link = components.Link("Download the message", url)
            kept = "What was sent, without the password" if report.sha256 else "What will be sent"
            rows.append(components.SummaryRow("Message", kept, action=link))
        return components.SummaryList(tuple(rows), title="Receipt")

    def panel(self) -> components.Panel:
        """What this person may decide now, and what each decision does."""
        if not self.actor.may(policy.RESOLVE_SUBMISSIONS):
            return components.Panel("What can be done", text="A payroll manager decides about reports.")
        if self._waits_for_reference:
            return self._ask()
        rows = tuple(self.moves())
        text = "" if rows else "Nothing has to be decided."
        return components.Panel("What you can do now", rows, text=text)

    def _ask(self) -> components.Panel:
        """Who must do what before there is anything to send."""
        employer = self.submission.employer
        return components.Panel(
            "What you can do now",
            (
                components.PanelRow(
                    f"Ask {employer.name} for it",
                    href=reverse("payroll:employer", args=[employer.pk]),
                    note="HMRC posts the PAYE reference to the employer.",
                ),
            ),
            text="Nothing can be sent before the reference is recorded for the employer.",
            action=components.ButtonLink(
                "Record the reference", reverse("payroll:set_up", args=[employer.pk])
            ),
        )

    def moves(self) -> Iterator[components.PanelRow]:
        """The decisions that are open in this state."""
        report = self.submission
        if report.state in {"awaiting", "held"}:
            yield self._move(
                "Send to HMRC",
                "submission_release",
                "Makes it again from what is recorded now, checks it and sends it.",
            )
        if report.state == "unknown":
            yield self._move(
                "Look for it at HMRC",
                "submission_look",
                "Asks HMRC whether it has it. Nothing is sent again.",
            )
            if self._may("queue_again"):
                yield self._move(
                    "Send again", "submission_again", "HMRC has no record of it. Asks for a reason."
                )
        if report.escalated_at is not None and report.state != "acknowledged":
            yield self._move(
                "Settle what HMRC said", "submission_settle", "Records what HMRC told you. Asks for it."
            )
        if report.state == "rejected" and not self._is_replaced:
            yield self._move(
                "Send a new version",
                "submission_again",
                "Makes it again from what is recorded now, checks it and sends it.",
            )
        if self._may("close") and not self._is_replaced:
            yield self._move(
                "Close without sending",
                "submission_close",
                "HMRC is not told what it says. Asks for a reason.",
            )

    def _may(self, move: str) -> bool:
        return transitions.why_not(self.submission, move, actor=self.actor, facts=self._known) is None

    @functools.cached_property
    def _known(self) -> submission_rules.SubmissionFacts:
        return submissions.facts_of(self.submission, actor=self.actor)

    @functools.cached_property
    def _waits_for_reference(self) -> bool:
        """Whether the employer still has no PAYE reference, so that nothing could be sent."""
        report = self.submission
        if report.state != "awaiting":
            return False
        scheme = employers.scheme_of(report.employer, day=report.due_on, actor=self.actor)
        return scheme is None or scheme.status != models.PayeScheme.Status.REGISTERED

    @functools.cached_property
    def _is_replaced(self) -> bool:
        others = submissions.other_versions(self.submission, actor=self.actor)
        return others.filter(corrects=self.submission).exists()

    def _move(self, text: str, route: str, note: str) -> components.PanelRow:
        return components.PanelRow(
            text, href=reverse(f"payroll:{route}", args=[self.submission.pk]), note=note
        )


class Message(SubmissionPage):
    """The stored message as a file. That it was looked at is recorded."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The whole message without credentials, or the Body of one that was never sent."""
        report = self.submission
        text = report.message or report.body
        if not text:
            raise Http404
        self.request.kept_events.append(audit.of(report, "look"))
        answer = HttpResponse(text.encode("ascii"), content_type="application/xml; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{report.kind}-{report.pk}.xml"'
        return answer


def _no_mark(report: models.Submission) -> str:
    """Why there is no IRmark: the job makes the message just now, or it could not be made."""
    if report.state == "queued":
        return "None yet: the message is being made. Look again in a minute"
    return "None yet: the message is not made"


def _facts(report: models.Submission) -> Iterator[tuple[str, str]]:
    """What it reports, at a glance."""
    if report.tax_month is not None:
        yield "About", report_words.tax_month(report.tax_year, report.tax_month)
        yield "PAYE reference", report.paye_reference or "Waited for"
        yield "Tell HMRC by", dates.with_weekday(report.due_on)
        return
    if report.kind == models.Submission.Kind.NVR:
        yield "Asked on", dates.with_weekday(report.due_on)
        yield "People", words.number(report.employees)
        return
    if report.kind == models.Submission.Kind.LEAVERS:
        yield "PAYE reference", report.paye_reference
    else:
        yield "Payday", dates.with_weekday(report.due_on)
    if report.late_reason:
        yield "Late reason", f"{report.late_reason}: {fps.LATE_REASONS[report.late_reason]}"
    yield "Employees", words.number(report.employees)
    yield "Pay this tax year", money.in_words(report.pay_to_date)
    yield "Tax this tax year", money.in_words(report.tax_to_date)


def _errors(submission: models.Submission) -> components.Table | None:
    """What is wrong with it, each with HMRC's number: in HMRC's own words where it has refused it."""
    said = submissions.hmrcs_words(submission)
    ours = [(one["number"], one["text"], one.get("where", "")) for one in submission.errors]
    found = [*said, *(row for row in ours if not (said and row[0]))]
    if not found:
        return None
    return components.Table(
        caption="What is wrong",
        columns=(components.Column("Number"), components.Column("What it says"), components.Column("Where")),
        rows=tuple(components.Row((number or "Ours", *rest)) for number, *rest in found),
    )


def _kept(replies: list[models.KeptReply]) -> components.Table | None:
    """What came back and was no answer. The contents stay sealed."""
    if not replies:
        return None
    return components.Table(
        caption="Replies put aside",
        columns=(
            components.Column("Came"),
            components.Column("Why it was no answer"),
            components.Column("Bytes", numeric=True),
        ),
        rows=tuple(
            components.Row(
                (
                    words.moment_in_words(timezone.localtime(one.came_at)),
                    one.why,
                    words.number(one.size),
                )
            )
            for one in replies
        ),
    )


def _times(submission: models.Submission) -> Iterator[components.SummaryRow]:
    yield components.SummaryRow("Tell HMRC by", dates.with_weekday(submission.due_on))
    for label, moment in (
        ("Sent", submission.sent_at),
        ("Looked for at HMRC", submission.looked_for_at),
        ("Ask HMRC next", submission.next_poll_at),
        ("HMRC's last word", submission.finished_at),
    ):
        if moment is not None:
            yield components.SummaryRow(label, words.moment_in_words(timezone.localtime(moment)))


def _versions(found: list[models.Submission]) -> components.Table | None:
    if not found:
        return None
    return components.Table(
        caption="Other versions",
        columns=(components.Column("Version"), components.Column("State")),
        rows=tuple(
            components.Row(
                (
                    components.Cell(
                        f"Version {one.version}", href=reverse("payroll:submission", args=[one.pk])
                    ),
                    components.Cell("", tag=provider.report_tag(one.state)),
                )
            )
            for one in found
        ),
    )
