"""A PA's pension on the pages of payroll: where they stand, what is due, what happened, what to record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django import shortcuts
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss.access import policy
from dpss.adapters import pdf
from dpss.kernel import dates, errors
from dpss.web import components, forms, views
from payroll import models
from payroll.calc.pension_duties.position import Position, Status
from payroll.documents import pension_letters as documents
from payroll.forms.pensions import NoticeForm, PostedForm, TakeBackForm
from payroll.operations import pension_facts, pension_letters
from payroll.queries import pension_letters as letters
from payroll.queries import pension_posts
from payroll.views import paper_parts, pension_parts
from payroll.views.post_file import OfAPost

Kind: Final = models.PensionFact.Kind


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that can be recorded: the button, the question of its day, and what will happen."""

    kind: str
    button: str
    label: str
    consequences: tuple[str, ...]
    help_text: str = ""
    members: bool = True


NOTICES: Final = {
    "member": Notice(
        Kind.MADE,
        "The scheme has made them a member",
        "On which day did the scheme make them a member?",
        ("With the enrolment letter, the month to opt out begins on the later of the two days.",),
    ),
    "opt-out": Notice(
        Kind.OPTED_OUT,
        "Opt-out notice",
        "On which day did the notice arrive?",
        (
            "They are out as if they had never been in.",
            "What was taken goes back with the next payslip, and the employer’s share to the employer.",
        ),
        "It counts within the month. NEST and most other schemes take the notice themselves and tell us.",
    ),
    "opt-out-not-complete": Notice(
        Kind.OPT_OUT_INVALID,
        "Opt-out notice that is not complete",
        "On which day did it arrive?",
        ("They stay a member, and have six weeks instead of the month. Tell them what is missing.",),
    ),
    "ask": Notice(
        Kind.ASKED,
        "They ask to be in the pension",
        "On which day did the notice arrive?",
        (
            "They are a member from the next pay period that is not paid yet.",
            "Who earns enough opts in and the employer pays; who earns less joins.",
        ),
        members=False,
    ),
    "decline": Notice(
        Kind.DECLINED,
        "They ask again within 12 months, and it is declined",
        "On which day did the notice arrive?",
        ("Nothing changes. An employer need not say yes twice in 12 months.",),
        members=False,
    ),
    "leave": Notice(
        Kind.LEFT,
        "They leave the pension",
        "On which day do they leave?",
        ("Nothing more is taken. What was paid in stays with the scheme: nothing is paid back.",),
    ),
    "lost": Notice(
        Kind.LOST,
        "They lost membership without having asked",
        "Which was the last day of membership?",
        ("Who is eligible is put back on the next day, as the law asks.",),
    ),
    "postpone": Notice(
        Kind.POSTPONED,
        "Postpone",
        "From which day is it put off?",
        ("They must have the notice within six weeks, else nothing is postponed.",),
        "The first day of the job, or the day on which they became someone who must be enrolled.",
        members=False,
    ),
}


class PensionOfPost(OfAPost):
    """Everything about one PA's pension."""

    template_name = "payroll/provider/post_pension.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Pension of {self.held.assistant.name}"

    def context(self) -> dict[str, Any]:
        """Where they stand, what is due, assessments and history."""
        found = pension_posts.standing(self.held, actor=self.actor)
        facts = pension_posts.history(self.held, actor=self.actor)
        dues = pension_posts.dues(self.held, actor=self.actor)
        return {
            "standing": components.SummaryList(tuple(pension_parts.standing(found, self.actor.today))),
            "dues": pension_parts.due_table(dues, self.actor.today),
            "letters": [self._letter(due) for due in dues if due.duty in letters.LETTERS],
            "assessed": pension_parts.assessed(pension_posts.assessed(self.held, actor=self.actor)),
            "history": list(pension_parts.history(facts, self.held, self.actor)),
            "notices": list(self._notices(found.position)),
        }

    def _letter(self, due: models.PensionDue) -> components.Link:
        address = reverse("payroll:pension_letter", args=[self.held.pk, due.pk])
        return components.Link(f"{due.get_duty_display()}, due {dates.with_weekday(due.by)}", address)

    def _notices(self, position: Position | None) -> Iterator[components.Link]:
        """Those of members, or of everybody else; all of them where it is not known."""
        if not self.actor.may(policy.KEEP_POSTS):
            return
        is_member = position and position.status is Status.MEMBER
        for slug, notice in NOTICES.items():
            if position is None or notice.members is is_member:
                address = reverse("payroll:pension_notice", args=[self.held.pk, slug])
                yield components.Link(notice.button, address)


class _Change(OfAPost, views.FormPage):
    """A page that records something; it leads back to the pension."""

    permission: ClassVar[str] = policy.KEEP_POSTS

    def back(self) -> components.BackLink:
        """To the pension of the post."""
        address = reverse("payroll:post_pension", args=[self.held.pk])
        return components.BackLink(f"Pension of {self.held.assistant.name}", address)

    def next_url(self, result: Any) -> str:
        """Back to it, where what was recorded stands."""
        return reverse("payroll:post_pension", args=[self.held.pk])


class RecordNotice(_Change):
    """Record one thing that happened."""

    template_name = "pages/action.html"
    form: NoticeForm

    def load(self) -> None:
        """The post, and what is recorded. Raises Http404 for what there is not."""
        super().load()
        try:
            self.notice = NOTICES[self.kwargs["notice"]]
        except KeyError:
            raise Http404 from None

    @property
    def heading(self) -> components.Words:
        """What, of whom."""
        return f"{self.notice.button}: {self.held.assistant.name}"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """What this notice needs."""
        notice = self.notice
        self.form = NoticeForm(data, kind=notice.kind, label=notice.label, help_text=notice.help_text)
        return self.form

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {"consequences": self.notice.consequences}

    def act(self, **values: Any) -> models.PensionFact:
        """Record it."""
        given = pension_facts.Given(kind=self.notice.kind, **self.form.given())
        return pension_facts.record(post=self.held, given=given, actor=self.actor, at=self.now)

    def done(self, result: models.PensionFact) -> str:
        """What follows."""
        if result.kind == Kind.ASKED and result.member_from:
            return f"Recorded. They are in the pension from {dates.with_weekday(result.member_from)}."
        return "Recorded. What is due now stands below; payruns that are open are worked out again."


class TakeBack(_Change):
    """What was recorded by mistake."""

    template_name = "pages/action.html"
    form_class = TakeBackForm

    def load(self) -> None:
        """The post and the fact."""
        super().load()
        found = {fact.pk: fact for fact in pension_posts.history(self.held, actor=self.actor)}
        self.fact = found.get(self.kwargs["fact"])
        if self.fact is None:
            raise Http404

    @property
    def heading(self) -> components.Words:
        """What is taken back."""
        return f"Take back: {self.fact.get_kind_display() if self.fact else ''}"

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {"consequences": ("It counts as if it had not happened. Both stay on record, with why.",)}

    def act(self, **values: Any) -> models.PensionFact:
        """Take it back."""
        if self.fact is None:
            raise Http404
        return pension_facts.take_back(fact=self.fact, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: models.PensionFact) -> str:
        """That it is."""
        return "Taken back. What is due was looked at again."


class _OfALetter(OfAPost):
    permission: ClassVar[str] = policy.KEEP_POSTS

    def load(self) -> None:
        """The post and its letter."""
        super().load()
        rows = letters.open_letters(actor=self.actor).filter(employment=self.held)
        self.due = shortcuts.get_object_or_404(rows, pk=self.kwargs["due"])


class Letter(_OfALetter, _Change):
    """One letter: what it says, its PDF, and when it was given."""

    template_name = "payroll/provider/pension_letter.html"
    form_class = PostedForm

    @property
    def heading(self) -> components.Words:
        """Which letter."""
        return f"{self.due.get_duty_display()} of {self.held.assistant.name}"

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"on": self.actor.today}

    def context(self) -> dict[str, Any]:
        """What it says; or what is missing for it."""
        ready = letters.ready([self.due], actor=self.actor)
        address = reverse("payroll:pension_letter_pdf", args=[self.held.pk, self.due.pk])
        return {
            "by": dates.with_weekday(self.due.by),
            "sentences": documents.sentences(self.due.duty, ready[0].data) if ready else (),
            "download": components.ButtonLink("Print the letter (PDF)", address),
        }

    def act(self, **values: Any) -> list[models.PensionFact]:
        """Record it."""
        return pension_letters.posted(due_ids=[self.due.pk], on=values["on"], actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is."""
        return "Recorded that the letter was given."


class LetterPdf(_OfALetter, views.Page):
    """The letter to print, with the address for its envelope."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF; back to the letter where it cannot be made."""
        ready = letters.ready([self.due], actor=self.actor)
        try:
            if not ready:
                raise errors.Invalid("It cannot be made yet.")
            content = documents.print_all(
                ready, addresses=letters.addresses([self.due], actor=self.actor), today=self.actor.today
            )
        except (errors.Refusal, pdf.NotAvailable):
            return shortcuts.redirect("payroll:pension_letter", post=self.held.pk, due=self.due.pk)
        return paper_parts.answer(content, name=f"pension-letter-{self.actor.today.isoformat()}.pdf")
