"""“I have had a letter from HMRC”: on the pages of a client, of who acts for them, and of a PA."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import shortcuts
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy, transitions
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views
from payroll import models
from payroll.forms import hmrc_letters as asked
from payroll.operations import hmrc_letters as operations
from payroll.queries import hmrc_letters as queries
from payroll.views import acting
from payroll.views import hmrc_letter_parts as parts

PAY_OWN: Final = models.HmrcLetter.machine.move("pay_own")


class OwnLetters(views.ListPage):
    """The letters that the person has shown us, and what becomes of each."""

    permission: ClassVar[str] = policy.SHOW_HMRC_LETTERS
    template_name = "payroll/people/hmrc_letters.html"
    title = gettext_lazy("Letters from HMRC")

    def reached(self) -> QuerySet[Any]:
        """The person's own."""
        return queries.own(actor=self.actor, client_id=acting.client_id(self.request))

    def context(self) -> dict[str, Any]:
        """With the way to send one."""
        link = components.ButtonLink(
            _("I have had a letter from HMRC"), reverse("payroll:own_hmrc_letter_new"), "main"
        )
        return super().context() | {"new": link}

    def chosen(self) -> QuerySet[Any]:
        """The newest first."""
        return self.narrowed

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        heads = (_("Came on"), _("About"), _("What you need to know"), _("State"))
        return components.Table(
            caption=_("Letters"),
            caption_hidden=True,
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(components.Row(_cells(one)) for one in rows),
        )

    def empty(self) -> components.Empty:
        """None yet."""
        return components.Empty(
            _("You have sent us no letter. If HMRC writes to you about pay or tax, send us a photo of it.")
        )


class NewLetter(views.FormPage):
    """Send us a photo of a letter."""

    permission: ClassVar[str] = policy.SHOW_HMRC_LETTERS
    title = gettext_lazy("I have had a letter from HMRC")
    template_name = "payroll/people/hmrc_letter_new.html"

    def load(self) -> None:
        """Whom the letter can be about: the employers, or a PA's posts."""
        if self.actor.role == policy.PA:
            posts = queries.own_posts(actor=self.actor)
            self.posts = {str(one.pk): one for one in posts}
            self.about = [(key, one.employer.name) for key, one in self.posts.items()]
            return
        found = queries.own_employers(actor=self.actor, client_id=acting.client_id(self.request))
        self.posts = {}
        self.about = [(str(one.pk), one.name) for one in found.order_by("name", "pk")]

    def back(self) -> components.BackLink:
        """To the letters."""
        return components.BackLink(_("Letters from HMRC"), reverse("payroll:own_hmrc_letters"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Whose, and the photos."""
        return asked.LetterForm(data, files, about=self.about, initial={"received_on": self.actor.today})

    def act(self, **values: Any) -> models.HmrcLetter:
        """Keep it."""
        if not self.about:
            raise errors.Invalid(_("You do not see anybody’s pay here. Ring us about the letter."))
        chosen = values.get("about") or self.about[0][0]
        post = self.posts.get(chosen)
        return operations.show(
            employer_id=post.employer_id if post else uuid.UUID(chosen),
            employment=post,
            files=[(one.name, one.read()) for one in values["photos"]],
            said=values["said"],
            received_on=values["received_on"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: Any) -> str:
        """That it is with us."""
        return _("We have your letter. We read it and answer HMRC. You do not need to pay yet.")

    def next_url(self, result: Any) -> str:
        """To the letter."""
        return reverse("payroll:own_hmrc_letter", args=[result.pk])


class _OfOwnLetter(views.Page):
    permission: ClassVar[str] = policy.SHOW_HMRC_LETTERS

    def load(self) -> None:
        """The person's own letter."""
        rows = queries.own(actor=self.actor, client_id=acting.client_id(self.request))
        self.letter = shortcuts.get_object_or_404(rows, pk=self.kwargs["letter"])

    def why_not_paid(self) -> str:
        """Why they cannot say that they have paid it; empty where they can."""
        facts = queries.facts_of(self.actor)([self.letter])[self.letter.pk]
        return transitions.why_not(self.letter, PAY_OWN.name, actor=self.actor, facts=facts) or ""


class OwnLetter(_OfOwnLetter):
    """One letter, in plain words."""

    template_name = "payroll/people/hmrc_letter.html"
    title = gettext_lazy("Your letter from HMRC")

    def back(self) -> components.BackLink:
        """To the letters."""
        return components.BackLink(_("Letters from HMRC"), reverse("payroll:own_hmrc_letters"))

    def context(self) -> dict[str, Any]:
        """What they need to know, who pays, and the photos."""
        letter = self.letter
        rows = [
            components.SummaryRow(_("It came on"), dates.in_words(letter.received_on)),
            components.SummaryRow(_("About"), letter.get_kind_display()),
        ]
        if letter.amount is not None:
            rows.append(components.SummaryRow(_("It asks for"), money.in_words(letter.amount)))
        if letter.said:
            rows.append(components.SummaryRow(_("You wrote"), letter.said))
        return {
            "tag": parts.tag_of(letter),
            "box": components.Box(_("What you need to know:"), parts.plain_words(letter)),
            "says": [one for one in (parts.who_pays(letter), letter.told) if one],
            "facts": components.SummaryList(tuple(rows)),
            "files": parts.files(letter, actor=self.actor),
            "pay": self._pay(),
        }

    def _pay(self) -> components.ButtonLink | None:
        if not self.actor.may(policy.PAY_OWN_PAS) or self.why_not_paid():
            return None
        address = reverse("payroll:own_hmrc_letter_paid", args=[self.letter.pk])
        return components.ButtonLink(_(PAY_OWN.label), address, "main")


class PaidLetter(_OfOwnLetter, views.ActionPage):
    """The employer says that they have paid HMRC what a letter asks for."""

    permission: ClassVar[str] = policy.PAY_OWN_PAS
    move = PAY_OWN

    @property
    def heading(self) -> components.Words:
        """What is said."""
        return _(self.move.label)

    def back(self) -> components.BackLink:
        """To the letter."""
        return components.BackLink(_("Your letter from HMRC"), self.next_url(None))

    def nothing(self) -> str:
        """Why it cannot be said of this letter now."""
        return self.why_not_paid()

    def thing(self) -> components.Component:
        """For what, and how much."""
        rows = [components.SummaryRow(_("For"), self.letter.get_kind_display())]
        if self.letter.amount is not None:
            rows.append(components.SummaryRow(_("Amount"), money.in_words(self.letter.amount)))
        return components.SummaryList(tuple(rows))

    def act(self, **_values: Any) -> models.HmrcLetter:
        """Record it, once; the books follow."""
        said = _("You told us on %(day)s that you have paid it.")
        return operations.move(
            letter=self.letter,
            name=self.move.name,
            told=said % {"day": dates.with_weekday(self.actor.today)},
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: Any) -> str:
        """That it is recorded, and whom to ask if it is wrong."""
        return _("We have recorded that you paid it. Ring us if that was a mistake.")

    def next_url(self, result: Any) -> str:
        """The letter."""
        return reverse("payroll:own_hmrc_letter", args=[self.letter.pk])


def _cells(one: models.HmrcLetter) -> tuple[components.Cell | str, ...]:
    address = reverse("payroll:own_hmrc_letter", args=[one.pk])
    return (
        components.Cell(dates.in_words(one.received_on), href=address),
        one.get_kind_display(),
        parts.plain_words(one),
        components.Cell("", tag=parts.tag_of(one)),
    )
