"""“Is it right for me?”, for everybody: one question a page, and what the answers point to."""

from typing import Any

from django import shortcuts
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import easy_guide, guide
from clients.forms.guide import AnswerForm, CodeForm
from dpss.kernel import errors
from dpss.web import components, forms, views


def question_url(place: int, answers: guide.Answers) -> str:
    """The page of a question, with what was answered so far."""
    return f"{reverse('guide_question', args=[place + 1])}?code={guide.code_of(answers)}"


def answers_url(answers: guide.Answers) -> str:
    """The page of the answers."""
    return f"{reverse('guide_answers')}?code={guide.code_of(answers)}"


class Guide(views.Page):
    """The beginning, and the way back to answers of before."""

    permission = views.PUBLIC
    template_name = "clients/guide.html"
    title = gettext_lazy("Is a direct payment right for me?")

    def back(self) -> components.BackLink:
        """The first page."""
        return components.BackLink(_("Direct payments"), reverse("start"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The beginning, or on to what a code holds."""
        form = CodeForm(request.GET) if "code" in request.GET else CodeForm()
        if form.is_bound and form.is_valid():
            try:
                return shortcuts.redirect(answers_url(guide.answers_of(form.cleaned_data["code"])))
            except errors.Invalid as refusal:
                forms.refuse(form, refusal)
        begin = components.ButtonLink(_("Answer the first question"), question_url(0, guide.NOTHING), "main")
        return self.render(form=form, begin=begin)


class EasyGuide(views.Page):
    """The same in Easy Read, on one page that can be printed."""

    permission = views.PUBLIC
    template_name = "clients/guide_easy.html"
    title = gettext_lazy("Is a direct payment right for me? Easy Read")

    def back(self) -> components.BackLink:
        """The questions."""
        return components.BackLink(_("Is it right for me?"), reverse("guide"))

    def context(self) -> dict[str, Any]:
        """The parts, and the ways on."""
        return {
            "guide_parts": easy_guide.PARTS,
            "begin": components.Link(_("Answer the questions"), question_url(0, guide.NOTHING)),
            "refer": components.Link(_("Ask the council for a direct payment"), reverse("refer_yourself")),
        }


class _WithAnswers(views.Page):
    """A page whose address holds the answers; a strange code counts as none."""

    permission = views.PUBLIC

    def load(self) -> None:
        """The answers so far."""
        try:
            self.answers = guide.answers_of(self.request.GET.get("code", ""))
        except errors.Invalid:
            self.answers = guide.NOTHING


class Question(_WithAnswers):
    """One question."""

    template_name = "clients/guide_question.html"

    def load(self) -> None:
        """Which question."""
        super().load()
        self.place = self.kwargs["number"] - 1
        if not 0 <= self.place < guide.COUNT:
            raise Http404

    @property
    def question(self) -> guide.Question:
        """What is asked."""
        return guide.QUESTIONS[self.place]

    @property
    def heading(self) -> components.Words:
        """The question."""
        return self.question.words

    def back(self) -> components.BackLink:
        """The question before, or the beginning."""
        if self.place == 0:
            return components.BackLink(_("Is it right for me?"), reverse("guide"))
        return components.BackLink(_("The question before"), question_url(self.place - 1, self.answers))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The question; once it is answered, the next one that is open."""
        code, asked = guide.code_of(self.answers), "answer" in request.GET or "sent" in request.GET
        given = {"code": code, "answer": request.GET.get("answer", "")}
        kept = self.answers[self.place]
        form = (
            AnswerForm(self.question, given)
            if asked
            else AnswerForm(self.question, initial={"code": code, "answer": str(kept) if kept else ""})
        )
        if asked and form.is_valid():
            new = guide.answered(self.answers, self.place, int(form.cleaned_data["answer"]))
            following = guide.first_open(new)
            return shortcuts.redirect(answers_url(new) if following is None else question_url(following, new))
        number = _("Question %(number)s of %(count)s") % {"number": self.place + 1, "count": guide.COUNT}
        return self.render(form=form, number=number, keep=guide.code_of(self.answers))


class Answers(_WithAnswers):
    """What was answered, what does not go together, and what it points to. It can be printed."""

    template_name = "clients/guide_answers.html"
    title = gettext_lazy("What your answers point to")

    def back(self) -> components.BackLink:
        """The beginning."""
        return components.BackLink(_("Is it right for me?"), reverse("guide"))

    def context(self) -> dict[str, Any]:
        """The answers, each with a way to change it, and the ways of having support."""
        rows = tuple(
            components.SummaryRow(
                asked.words,
                asked.answers[given - 1] if given else _("Not answered yet"),
                action=components.Link(_("Change"), question_url(place, self.answers), asked.words),
            )
            for place, (asked, given) in enumerate(zip(guide.QUESTIONS, self.answers, strict=True))
        )
        hours = guide.hours_for_costs(self.answers)
        costs = f"{reverse('costs')}?hours={hours}" if hours else reverse("costs")
        return {
            "ways": guide.ways(self.answers),
            "notes": guide.notes(self.answers),
            "contradictions": guide.contradictions(self.answers),
            "answers": components.SummaryList(rows, title=_("Your answers")),
            "costs": components.Link(_("What would it cost to employ someone?"), costs),
            "refer": components.Link(
                _("Ask the council about a direct payment for you"),
                f"{reverse('refer_yourself')}?code={guide.code_of(self.answers)}",
            ),
            "keep": guide.code_of(self.answers),
        }
