"""All papers of one person's direct payment on one page, by kind and date: gathered from every app."""

import uuid
from collections.abc import Callable, Iterator
from typing import ClassVar, Final

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.queries import budget_changes, complaints, onboarding, relatives, surplus
from clients.views import whose
from dpss.access import actors, policy
from dpss.kernel import dates
from dpss.web import components, views
from payroll.queries import hmrc_letters
from reviews import queries as reviews

MOST_OF_A_KIND: Final = 25


class Documents(views.Page):
    """Each kind under a heading of its own, the newest first, with what is not here yet."""

    permission: ClassVar[str] = policy.SEE_DOCUMENTS
    template_name = "portal/documents.html"
    title = gettext_lazy("Documents")

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def load(self) -> None:
        """Whose papers: the client's own, or of whom the representative acts for now."""
        self.client = whose.client(self.request)
        if self.client is None and self.actor.may(policy.SEE_DOCUMENTS):
            raise Http404

    def context(self) -> dict[str, object]:
        """A panel for each kind."""
        key = self.client.pk if self.client else uuid.UUID(int=0)
        return {"parts": [_panel(title, find(key, self.actor), nothing) for title, find, nothing in KINDS]}


def _panel(title: components.Words, rows: Iterator[components.PanelRow], nothing: components.Words) -> object:
    shown = tuple(rows)
    return components.Panel(title, shown, text="" if shown else nothing)


def _pay(key: uuid.UUID, actor: actors.Actor) -> Iterator[components.PanelRow]:
    if actor.may(policy.SEE_PAYSLIPS):
        yield components.PanelRow(
            _("Payslips of the PAs"), href=reverse("payroll:payslips"), note=_("Every payday, with reasons.")
        )
    if actor.may(policy.SEE_EMPLOYERS_PAPERS):
        yield components.PanelRow(
            _("Papers of the employer"), href=reverse("payroll:my_papers"), note=_("By tax year.")
        )
    if actor.may(policy.SHOW_HMRC_LETTERS):
        for one in hmrc_letters.own(actor=actor, client_id=key).order_by("-received_on")[:MOST_OF_A_KIND]:
            yield components.PanelRow(
                _("Letter from HMRC: %(about)s") % {"about": one.get_kind_display()},
                href=reverse("payroll:own_hmrc_letter", args=[one.pk]),
                note=_("Came on %(day)s") % {"day": dates.in_words(one.received_on)},
            )


def _answers(key: uuid.UUID, actor: actors.Actor) -> Iterator[components.PanelRow]:
    rows = complaints.own(actor=actor, client_id=key).filter(state="answered")
    for one in rows.order_by("-answered_on", "pk")[:MOST_OF_A_KIND]:
        yield components.PanelRow(
            _("Answer to the complaint of %(day)s") % {"day": dates.in_words(one.raised_on)},
            href=reverse("clients:complaint_letter", args=[one.pk]),
            note=dates.in_words(one.answered_on) if one.answered_on else "",
        )


def _reviews(key: uuid.UUID, actor: actors.Actor) -> Iterator[components.PanelRow]:
    for one in reviews.of_client(key, actor=actor)[:MOST_OF_A_KIND]:
        if one.done_on is not None:
            yield components.PanelRow(_("Review held"), value=dates.in_words(one.done_on))
        else:
            yield components.PanelRow(_("Next review by"), value=dates.in_words(one.due_on))


def _agreement(key: uuid.UUID, actor: actors.Actor) -> Iterator[components.PanelRow]:
    journey = onboarding.latest(key, actor=actor) if actor.may(policy.SIGN_AGREEMENT) else None
    signature = onboarding.signature_of(journey, actor=actor) if journey else None
    if signature is None:
        return
    signed = _("Signed by %(name)s on %(day)s, version %(number)s") % {
        "name": signature.name,
        "day": dates.in_words(signature.signed_on),
        "number": signature.version.number,
    }
    address = reverse("own_agreement_pdf")
    yield components.PanelRow(_("Read the agreement"), href=reverse("clients:own_agreement"), note=signed)
    yield components.PanelRow(_("The agreement (PDF)"), href=address)
    yield components.PanelRow(_("The agreement in Easy Read (PDF)"), href=f"{address}?easy=yes")


def _budgets(key: uuid.UUID, actor: actors.Actor) -> Iterator[components.PanelRow]:
    for one in budget_changes.letters(key, actor=actor)[:MOST_OF_A_KIND]:
        yield components.PanelRow(
            _("Your budget from %(day)s") % {"day": dates.in_words(one.starts_on)},
            href=reverse("clients:budget_letter", args=[one.pk]),
        )


def _left_over(key: uuid.UUID, actor: actors.Actor) -> Iterator[components.PanelRow]:
    for one in surplus.told(actor=actor).filter(client_id=key)[:MOST_OF_A_KIND]:
        yield components.PanelRow(
            _("Money left over on %(day)s") % {"day": dates.in_words(one.day)},
            href=reverse("clients:surplus_letter", args=[one.pk]),
            note=one.get_state_display(),
        )


def _relatives(key: uuid.UUID, actor: actors.Actor) -> Iterator[components.PanelRow]:
    for one in relatives.letters(key, actor=actor)[:MOST_OF_A_KIND]:
        yield components.PanelRow(
            _("Whether the direct payment pays %(name)s") % {"name": one.relation.name},
            href=reverse("relative_letter", args=[one.pk]),
        )


Kind = tuple[
    components.Words, Callable[[uuid.UUID, actors.Actor], Iterator[components.PanelRow]], components.Words
]
# A further kind of paper is a line here.
KINDS: Final[tuple[Kind, ...]] = (
    (gettext_lazy("Pay and tax"), _pay, gettext_lazy("Payslips come here when a PA is paid.")),
    (
        gettext_lazy("The agreement"),
        _agreement,
        gettext_lazy("When the agreement on your direct payment is signed, it comes here."),
    ),
    (
        gettext_lazy("Letters about your budget"),
        _budgets,
        gettext_lazy("When your budget changes, the letter comes here."),
    ),
    (
        gettext_lazy("Letters about money left over"),
        _left_over,
        gettext_lazy("If the council ever asks for money back, the letter comes here first."),
    ),
    (
        gettext_lazy("Letters about paying a relative"),
        _relatives,
        gettext_lazy("When the council decides about paying a relative, the letter comes here."),
    ),
    (gettext_lazy("Reviews"), _reviews, gettext_lazy("No review is planned yet.")),
    (
        gettext_lazy("Answers to complaints"),
        _answers,
        gettext_lazy("When we answer a complaint, the letter comes here."),
    ),
)
