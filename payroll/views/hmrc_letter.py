"""One letter from HMRC: what it says, who answers, who pays, and each step that staff record."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from dpss.access import audit, policy, sealed_files, transitions
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, handed_in, history, views
from payroll import hmrc_letter_rules as rules
from payroll import models
from payroll.forms import hmrc_letters as asked
from payroll.operations import hmrc_letters as operations
from payroll.queries import hmrc_letters as queries
from payroll.views import hmrc_letter_parts as parts

_MACHINE = models.HmrcLetter.machine


class OfALetter(views.Page):
    """A page about one letter that the actor reaches."""

    permission: ClassVar[str] = policy.ANSWER_HMRC_LETTERS
    letter: Any

    def load(self) -> None:
        """The letter that the address names."""
        found = queries.letters(actor=self.actor).filter(pk=self.kwargs["letter"])
        self.letter = shortcuts.get_object_or_404(found)

    @property
    def page_url(self) -> str:
        """The letter's own page."""
        return reverse("payroll:hmrc_letter", args=[self.letter.pk])

    def back(self) -> components.BackLink:
        """To the letter."""
        return components.BackLink("The letter", self.page_url)

    def next_url(self, result: Any) -> str:
        """Back to the letter."""
        return self.page_url


class Letter(OfALetter):
    """What it says, its files, what the employer reads, what can be done, and what happened."""

    template_name = "payroll/provider/hmrc_letter.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Letter from HMRC: {parts.whose(self.letter)}"

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Letters from HMRC", reverse("payroll:hmrc_letters"))

    def context(self) -> dict[str, Any]:
        """Everything that is kept of it."""
        letter = self.letter
        return {
            "strip": components.SummaryStrip(
                letter.employer.name, (parts.tag_of(letter),), tuple(_facts(letter))
            ),
            "said": components.SummaryList(tuple(_said(letter)), title="What it says"),
            "reads": [one for one in (parts.plain_words(letter), parts.who_pays(letter), letter.told) if one],
            "files": parts.files(letter, actor=self.actor),
            "panel": components.Panel("What you can do now", tuple(self.moves())),
            "timeline": components.Timeline(
                tuple(history.item(event) for event in queries.history(letter, actor=self.actor)[:30]),
                title="History",
            ),
        }

    def moves(self) -> Iterator[components.PanelRow]:
        """What is open in this state."""
        letter = self.letter
        if letter.state in queries.OPEN:
            yield components.PanelRow(
                "Record what it says",
                href=reverse("payroll:hmrc_letter_read", args=[letter.pk]),
                note="The kind, the amount, the dates, and who answers.",
            )
        if letter.state in queries.OPEN and letter.amount and self.actor.may(policy.DECIDE_PENALTIES):
            yield components.PanelRow(
                "Decide who pays",
                href=reverse("payroll:hmrc_letter_payer", args=[letter.pk]),
                note="The employer, the payroll provider or the council, with the reason.",
            )
        facts = queries.facts_of(self.actor)([letter])[letter.pk]
        for step in transitions.open_moves(letter, actor=self.actor, facts=facts):
            address = reverse("payroll:hmrc_letter_move", args=[letter.pk, step.name])
            yield components.PanelRow(step.label, href=address, note=step.confirms)


class Read(OfALetter, views.FormPage):
    """Write down what it says."""

    title = "What the letter says"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """At first what is recorded; a last day that follows from the date is left to follow from it."""
        letter = self.letter
        names = ("kind", "reference", "about", "amount", "dated", "appeal_by", "answerer")
        initial = {name: getattr(letter, name) for name in names}
        if letter.dated and letter.appeal_by == rules.appeal_by(kind=letter.kind, dated=letter.dated):
            initial["appeal_by"] = None
        return asked.FactsForm(data, initial=initial)

    def act(self, **values: Any) -> models.HmrcLetter:
        """Record it."""
        return operations.read(
            letter=self.letter, facts=operations.Facts(**values), actor=self.actor, at=self.now
        )

    def done(self, result: models.HmrcLetter) -> str:
        """Until when it can be appealed."""
        said = "Recorded."
        if self.letter.payer and not result.payer:
            said = "Recorded. A payroll manager decides anew who pays: what HMRC asks for has changed."
        if result.appeal_by is None:
            return said
        return f"{said} It can be appealed until {dates.with_weekday(result.appeal_by)}."


class Payer(OfALetter, views.FormPage):
    """A manager decides who pays."""

    permission = policy.DECIDE_PENALTIES
    title = "Who pays what HMRC asks for?"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """At first what was decided."""
        initial = {"payer": self.letter.payer, "reason": self.letter.payer_reason}
        return asked.PayerForm(data, initial=initial, is_a_pas=self.letter.employment_id is not None)

    def act(self, **values: Any) -> models.HmrcLetter:
        """Decide it."""
        return operations.decide_payer(
            letter=self.letter,
            payer=values["payer"],
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.HmrcLetter) -> str:
        """Who."""
        return f"Decided: {result.get_payer_display()} pays."


class Move(OfALetter, views.ActionPage):
    """One step, with what the employer is told of it."""

    def load(self) -> None:
        """The letter, and a step that there is."""
        super().load()
        names = [step.name for step in _MACHINE.moves]
        if self.kwargs["step"] not in names:
            raise Http404
        self.move = _MACHINE.move(self.kwargs["step"])  # type: ignore[misc]

    def thing(self) -> components.Component:
        """Whose letter."""
        return components.SummaryList(tuple(_said(self.letter)))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """What the employer is told."""
        if self.move.name == "take_refund":
            return asked.MoneyBackForm(data, initial={"back_on": self.actor.today})
        return asked.AllowedForm(data) if self.move.name == "allow_refund" else asked.ToldForm(data)

    def act(self, **values: Any) -> models.HmrcLetter:
        """Make it."""
        return operations.move(
            letter=self.letter,
            name=self.move.name,
            told=values.pop("reason"),
            **values,
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.HmrcLetter) -> str:
        """What it is now."""
        return f"The letter is now: {result.get_state_display().lower()}."


class LetterFile(views.Page):
    """A photo or PDF of a letter, for whoever may see the letter; that it was taken is recorded."""

    permission: ClassVar[str] = views.SIGNED_IN

    def load(self) -> None:
        """The file, where the actor reaches its letter."""
        self.file = shortcuts.get_object_or_404(queries.file(self.kwargs["file"], actor=self.actor))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, to keep."""
        one = self.file
        try:
            content = sealed_files.content_of(one.pk, table=operations.TABLE)
        except errors.Refusal as refusal:
            messages.error(request, refusal.sentence)
            return shortcuts.redirect("home")
        self.request.kept_events.append(audit.of(one, "download"))
        return handed_in.download(content, name=one.name, kind=one.kind)


def _facts(letter: models.HmrcLetter) -> Iterator[tuple[str, str]]:
    yield "Kind", letter.get_kind_display()
    yield "Amount", money.in_words(letter.amount) if letter.amount is not None else "None recorded"
    yield "Came on", dates.with_weekday(letter.received_on)
    yield "Appeal by", parts.appeal_words(letter)


def _said(letter: Any) -> Iterator[components.SummaryRow]:
    yield components.SummaryRow("Whose", parts.whose(letter))
    yield components.SummaryRow("About", f"{letter.get_kind_display()}. {letter.about}".strip())
    yield components.SummaryRow("HMRC’s reference", letter.reference or "None recorded")
    dated = dates.in_words(letter.dated) if letter.dated else "Not recorded"
    yield components.SummaryRow("Date on the letter", dated)
    yield components.SummaryRow("Appeal by", parts.appeal_words(letter))
    yield components.SummaryRow("Who answers", letter.get_answerer_display())
    payer = letter.get_payer_display()
    if letter.payer_decided_by:
        payer = f"{payer}. {letter.payer_reason} Decided by {letter.payer_decided_by.name}."
    yield components.SummaryRow("Who pays", payer)
    moment = timezone.localtime(letter.added_at)
    yield components.SummaryRow("Added", f"{dates.in_words(moment.date())}, by {letter.added_by.name}")
    if letter.held_because:
        yield components.SummaryRow("Not paid yet", letter.held_because)
    if letter.said:
        yield components.SummaryRow("What they write", letter.said)
