"""What HMRC has been told: the reports of a provider's employers."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views, words
from payroll import models, report_words
from payroll.calc import tax_periods
from payroll.forms.provider import SubmissionFilters
from payroll.gateways import hmrc_schemas
from payroll.queries import hmrc_letters, hmrc_senders, submissions
from payroll.queries import notices as from_hmrc
from payroll.views import own_sender, provider

WHY: Final = {
    "awaiting": "HMRC has not sent the employer's PAYE reference yet.",
    "queued": "It is sent within a minute, or as soon as HMRC can be reached.",
    "sending": "It is on its way.",
    "acknowledged": "HMRC has taken it in and is checking it.",
    "accepted": "Nothing more to do.",
    "rejected": "HMRC has refused it.",
    "dropped": "It is not needed: what it said was not so any more, or another report says it.",
    "closed": "Somebody decided that HMRC need not be told. It is not made again.",
}
BEING_MADE: Final = "It is being made, and then sent: within a minute, or as soon as HMRC can be reached."
AFTER_LEAVERS: Final = (
    "HMRC has given the employer another PAYE reference. This report goes once HMRC has accepted who left"
    " the old one. Look at that report first."
)
STUCK: Final = (
    "HMRC took it in more than a day ago and has not said more. Nothing is sent again. Ask HMRC's online"
    " services helpdesk, with the correlation ID."
)
# Those about which nobody must ask HMRC: it has said its last word, once, or has had a day for it.
_CALM: Final = Q(escalated_at=None)


class Submissions(views.SearchPage):
    """Every report to HMRC, with those that need someone first."""

    permission: ClassVar[str] = policy.SEE_SUBMISSIONS
    template_name = "payroll/provider/submissions.html"
    title = "Reports to HMRC"
    saved = (
        views.Saved("all", "All", Q(), fact="newest versions"),
        views.Saved("awaiting", "No reference", Q(state="awaiting"), fact="HMRC is slow"),
        views.Saved("held", "To put right", Q(state="held"), fact="before sending"),
        views.Saved("to_send", "To be sent", Q(state__in=["queued", "sending"]), fact="in a minute"),
        views.Saved("acknowledged", "HMRC has it", _CALM & Q(state="acknowledged"), fact="not answered"),
        views.Saved("unknown", "Not known", ~_CALM | Q(state="unknown"), fact="look for it"),
        views.Saved("rejected", "Refused", _CALM & Q(state="rejected"), fact="to put right"),
        views.Saved("accepted", "Accepted", _CALM & Q(state="accepted"), fact="done"),
    )
    sum_text = "Each report is in one place:"
    sorts = {
        "urgency": views.Option("What needs someone first", ("urgency", "-due_on", "employer__name")),
        "due": views.Option("Newest first", ("-due_on", "employer__name")),
        "oldest": views.Option("Oldest first", ("due_on", "employer__name")),
        "employer": views.Option("Employer", ("employer__name", "-due_on")),
    }
    filter_form = SubmissionFilters

    csv_columns = {
        "Employer": lambda row: row.employer.name,
        "PAYE reference": lambda row: row.paye,
        "Payday": lambda row: "" if row.payrun_id is None else row.due_on.isoformat(),
        "Employees": lambda row: row.employees,
        "State": lambda row: row.get_state_display(),
        "IRmark receipt": lambda row: row.receipt,
        "Kind": lambda row: row.get_kind_display(),
        "Tell HMRC by": lambda row: row.due_on.isoformat(),
        "Sent": lambda row: "" if row.sent_at is None else timezone.localtime(row.sent_at).isoformat(),
    }

    @property
    def agent_codes(self) -> components.Link | None:
        """The way to the codes that reports go out under, for those who answer for them."""
        if not self.actor.may(policy.RESOLVE_SUBMISSIONS):
            return None
        return components.Link("Agent codes", reverse("payroll:agent_codes"))

    @property
    def notices(self) -> tuple[components.Note, ...]:
        """What holds up many reports at once, and what they are not checked against; for those who answer."""
        if not self.actor.may(policy.RESOLVE_SUBMISSIONS):
            return ()
        missing = hmrc_schemas.what_is_missing(tax_year=tax_periods.tax_year_of(self.actor.today))
        said = [_refused(stop) for stop in hmrc_senders.refused(actor=self.actor)]
        late = submissions.without_a_reason(actor=self.actor).count()
        if late:
            counted = words.counted(late, "report was", "reports were")
            link = components.Link("Say why", reverse("payroll:late_reports"))
            text = f"{counted} ready only after the payday. HMRC may ask why."
            said.append(components.Note(text, link=link))
        return (*said, components.Note(missing)) if missing else tuple(said)

    @property
    def from_hmrc(self) -> components.Link | None:
        """The way to what HMRC writes, with how many wait, for those who keep posts."""
        if not self.actor.may(policy.KEEP_POSTS):
            return None
        count = from_hmrc.count_waiting(actor=self.actor)
        text = f"Notices from HMRC: {words.number(count)} to look at"
        return components.Link(text, reverse("payroll:notices"))

    @property
    def letters(self) -> components.Link | None:
        """The way to letters from HMRC, with how many nobody has answered."""
        if not self.actor.may(policy.ANSWER_HMRC_LETTERS):
            return None
        count = hmrc_letters.count_new(actor=self.actor)
        text = f"Letters from HMRC: {words.number(count)} to answer"
        return components.Link(text, reverse("payroll:hmrc_letters"))

    @property
    def deadlines(self) -> components.Link:
        """The way to what must be done by when."""
        return components.Link("Deadlines of every employer", reverse("payroll:deadlines"))

    def rows(self) -> QuerySet[models.Submission]:
        """The newest version of each report."""
        return submissions.reports(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By employer, reference or receipt."""
        return submissions.named(rows, chosen["name"]) if chosen["name"] else rows

    def listing(self, rows: Sequence[Any]) -> components.WorkList:
        """A row for each report: where it is, and what it waits for."""
        return components.WorkList(
            caption="Reports to HMRC",
            heads=("State", "Employer", "What it waits for", "What to do"),
            figures=("Employees",),
            rows=tuple(_row(row) for row in rows),
        )

    def empty(self) -> components.Empty:
        """None, or none like that."""
        return components.Empty(
            "No report is like that. Choose “All”, or another name. A report appears here when a payrun of an"
            " employer with a PAYE scheme is approved, and when HMRC must be told something else."
        )


def why(submission: models.Submission, *, has_reference: bool) -> str:
    """What a report waits for, or what is wrong with it: the first error's own words where there is one."""
    if submission.state == "unknown":
        return _why_unknown(submission)
    if submission.state == "awaiting" and has_reference:
        return "The employer's PAYE reference is recorded now. A payroll manager can send the report."
    if submission.state == "acknowledged" and submission.escalated_at is not None:
        return STUCK
    if submission.state == "queued" and not submission.irmark:
        return BEING_MADE
    if _waits_for_leavers(submission):
        return AFTER_LEAVERS
    said = [one["text"] for one in submission.errors if one.get("text")]
    return said[0] if said else WHY.get(submission.state, "")


def _waits_for_leavers(submission: models.Submission) -> bool:
    """Whether wages under a new reference wait, on a page that has looked for it."""
    is_of_wages = submission.state == "queued" and submission.kind == models.Submission.Kind.FPS
    return is_of_wages and getattr(submission, "waits_for_leavers", False)


def about(submission: models.Submission) -> str:
    """What it reports: a payday, or a tax month beside who was paid."""
    if submission.kind == models.Submission.Kind.NVR:
        people = words.counted(submission.employees, "person", "people")
        return f"National Insurance numbers of {people}, asked on {dates.in_words(submission.due_on)}"
    if submission.left_on and submission.kind == models.Submission.Kind.LEAVERS:
        people = words.counted(submission.employees, "person who left", "people who left")
        return f"{people} the reference with {dates.in_words(submission.left_on)}"
    if submission.tax_month is None:
        return f"payday {dates.in_words(submission.due_on)}"
    return f"summary of {report_words.tax_month(submission.tax_year, submission.tax_month)}"


def _why_unknown(submission: models.Submission) -> str:
    if submission.looked_for_at is None:
        return "HMRC did not answer. It is being looked for there; nothing is sent again meanwhile."
    said = submission.errors[0]["text"] if submission.errors else ""
    if submission.correlation_id:
        return f"{said} Ask HMRC before anything is sent again."
    if said.startswith("HMRC answered:"):
        return f"{said} A payroll manager decides whether to send it again."
    return "HMRC did not answer, and has no record of it. A payroll manager decides whether to send it again."


def _refused(stop: models.RefusedSender) -> components.Note:
    url = reverse("payroll:refused_sender", args=[stop.pk])
    return components.Note(
        "Reports under it wait and are late if this is not put right. Others go on.",
        strong=f"HMRC refuses {own_sender.name_of(stop)}.",
        link=components.Link("Put it right", url, about=own_sender.name_of(stop)),
    )


def _row(row: Any) -> components.WorkRow:
    url = reverse("payroll:submission", args=[row.pk])
    return components.WorkRow(
        key=str(row.pk),
        who=components.Link(row.employer.name, url),
        about=" · ".join(part for part in (row.paye, about(row)) if part),
        why=why(row, has_reference=bool(row.paye)),
        tag=provider.report_tag(row.state),
        figures=(words.number(row.employees),),
        action=components.ButtonLink(
            "Look at the report", url, about=f"of {row.employer.name}, {about(row)}"
        ),
    )
