"""“Where my direct payment is”, for the client and who acts for them: decide, change one's mind, and sign."""

import uuid
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models, states
from clients.forms import onboarding as asked
from clients.operations import agreements, onboarding
from clients.queries import endings
from clients.queries import onboarding as queries
from clients.views import stage_line, whose
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views

# Stages of somebody who is paid already.
_RUNS = ("running", "closing")
_CHANGES = ("setting_up", "conditions_met", "agreed", "paid")


class _Own(views.Page):
    permission: ClassVar[str] = policy.CHOOSE_PAYMENT
    needs: ClassVar[bool] = True

    def load(self) -> None:
        """Their own journey, or that of whom they act for."""
        self.client = None if self.actor.is_staff else whose.client(self.request)
        self.journey = queries.latest(self.client.pk, actor=self.actor) if self.client else None
        if self.actor.may(policy.SIGN_AGREEMENT) and self.needs and self.journey is None:
            raise Http404

    def back(self) -> components.BackLink:
        """Where it is."""
        return components.BackLink(_("Where my direct payment is"), reverse("clients:own_payment"))

    def next_url(self, result: Any) -> str:
        """Where it is."""
        return reverse("clients:own_payment")

    @property
    def open(self) -> models.Onboarding:
        """The journey. Raises `Http404` where there is none."""
        if self.journey is None:
            raise Http404
        return self.journey


class OwnPayment(_Own):
    """Each stage with its day, who must act now, and what they can do."""

    permission: ClassVar[str] = policy.SIGN_AGREEMENT
    needs: ClassVar[bool] = False
    title = gettext_lazy("Where my direct payment is")
    template_name = "clients/own_payment.html"

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """The stage line, what was decided, and the ways on."""
        one = self.journey
        if one is None:
            return self._without_journey()
        said = [
            components.TimelineItem(
                title=row.get_choice_display(), when=dates.with_weekday(row.decided_on), text=row.words
            )
            for row in queries.decisions(one, actor=self.actor)[:20]
        ]
        return {
            "tag": stage_line.tag(one),
            "ending": self._ending(one.client_id),
            "box": components.Box(stage_line.now(one)),
            "line": stage_line.line(one),
            "links": _links(one, speaks=queries.speaks(one.client_id, actor=self.actor)),
            "said": components.Timeline(tuple(said), title=_("What was decided")) if said else None,
        }

    def _without_journey(self) -> dict[str, Any]:
        """Who had a direct payment before it was kept here sees that it runs, and whom to tell."""
        client = self.client
        if client is None or client.stage not in _RUNS:
            return {"empty": components.Empty(_("Nothing is begun yet. Ring us, and we begin it together."))}
        since = {"day": dates.with_weekday(client.stage_since)}
        write = reverse("clients:message_new")
        return {
            "tag": components.Tag(
                client.get_stage_display(), "green" if client.stage == "running" else "amber"
            ),
            "ending": self._ending(client.pk),
            "box": components.Box(_("The direct payment is up and running, since %(day)s.") % since)
            if client.stage == "running"
            else None,
            "links": [
                components.Link(_("See the money, and what is paid when"), reverse("clients:money")),
                components.Link(_("I changed my mind: write to your support worker"), write),
            ],
        }

    def _ending(self, client_id: uuid.UUID) -> list[components.Component]:
        """That it ends, once decided, with the reasons and how to disagree; and where it goes on."""
        ending = endings.last_of(client_id, actor=self.actor)
        if ending is None:
            return []
        said = {"day": dates.with_weekday(ending.last_day)}
        grounds = endings.grounds_of(ending, actor=self.actor)
        text = _("Ring us if you want to talk about it. If you do not agree, you can complain.")
        shown: list[components.Component] = [
            components.Note(
                f"{grounds.words} {text}" if grounds else text,
                _("The direct payment ends on %(day)s.") % said,
            )
        ]
        move = endings.move_of(ending, actor=self.actor)
        if move is not None:
            where = {"council": move.new_council}
            shown += [
                components.Box(_("It goes on with %(council)s. You stay the employer of your PAs.") % where),
                components.ButtonLink(_("The pack for the new council"), reverse("own_move_pack")),
            ]
        return shown


class Choose(_Own, views.FormPage):
    """Say what they decided, and why."""

    permission: ClassVar[str] = policy.SIGN_AGREEMENT
    title = gettext_lazy("What I decided")
    form_class = asked.ChoiceForm

    def act(self, **values: Any) -> models.Onboarding:
        """Keep it."""
        return onboarding.decide(onboarding=self.open, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("We have your decision. %(next)s") % {"next": stage_line.now(result)}


class _Words(_Own, views.ExplainedPage):
    permission: ClassVar[str] = policy.SIGN_AGREEMENT
    form_class = asked.WordsForm


class ChangeMind(_Words):
    """Take the decision back: what happens then is said first."""

    title = gettext_lazy("I changed my mind")
    button = gettext_lazy("I changed my mind")

    def consequences(self) -> list[components.Words]:
        """Before the first payment it goes back; after it, a person talks with them."""
        if self.open.state == "paid":
            return [
                _("Your support worker talks with you about ending the direct payment."),
                _("Nothing changes until then: your PAs are paid as usual."),
            ]
        return [states.ONBOARDING.move("change_mind").confirms, _("You can choose again whenever you like.")]

    def nothing(self) -> str:
        """Nothing is decided."""
        return "" if self.open.state in _CHANGES else _("There is no decision to take back.")

    def act(self, **values: Any) -> models.Onboarding:
        """Take it back."""
        return onboarding.change_mind(onboarding=self.open, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """What comes next."""
        if result.state == "paid":
            return _("We have told your support worker. Nothing changes until they talked with you.")
        return _("You changed your mind. You can choose again whenever you like.")


class ComeBack(_Words):
    """Go on with what was put aside."""

    title = gettext_lazy("Think about it again")
    button = gettext_lazy("Think about it again")

    def consequences(self) -> list[components.Words]:
        """What is kept."""
        return [states.ONBOARDING.move("return_to_payment").confirms]

    def act(self, **values: Any) -> models.Onboarding:
        """Go on."""
        return onboarding.come_back(onboarding=self.open, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """Where they are."""
        return _("You are thinking about it again. What you said before is kept.")


class Agreement(_Own, views.FormPage):
    """The agreement, in plain words or in Easy Read, and the place to sign it."""

    permission: ClassVar[str] = policy.SIGN_AGREEMENT
    title = gettext_lazy("The agreement")
    template_name = "clients/own_agreement.html"

    def load(self) -> None:
        """The signed one, else the one that holds today."""
        super().load()
        self.signature = queries.signature_of(self.journey, actor=self.actor) if self.journey else None
        self.version = (
            self.signature.version
            if self.signature
            else queries.version_on(self.actor.today, council_id=self.actor.council_id)
        )

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """With what it is that they read."""
        return asked.SignForm(data, initial={"digest": self.version.digest if self.version else ""})

    def context(self) -> dict[str, Any]:
        """The text that they asked for, and whether they sign it here."""
        is_easy = self.request.GET.get("easy") == "yes"
        version = self.version
        text = (version.easy_words if is_easy else version.words) if version else ""
        _right, why_not = agreements.right_to_sign(self.open, actor=self.actor)
        return {
            "paragraphs": [part for part in text.split("\n") if part.strip()],
            "version": version,
            "code": version.digest[:8] if version else "",
            "is_easy": is_easy,
            "signature": self.signature,
            "signed_on": dates.with_weekday(self.signature.signed_on) if self.signature else "",
            "signs": self.open.state == "conditions_met" and not why_not and version is not None,
            "why_not": why_not if self.open.state == "conditions_met" else "",
        }

    def act(self, **values: Any) -> models.AgreementSignature:
        """Sign what they read."""
        return agreements.sign(onboarding=self.open, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """That it is, and what comes next."""
        return _("You signed the agreement. The first payment comes next.")


def _links(one: models.Onboarding, *, speaks: bool) -> list[components.Component]:
    found: list[components.Component] = []
    if one.state == "considering" and speaks:
        found.append(
            components.ButtonLink(_("Say what I decided"), reverse("clients:own_payment_choice"), "main")
        )
    if one.state == "conditions_met":
        found.append(components.ButtonLink(_("Read the agreement"), reverse("clients:own_agreement"), "main"))
    if one.state in {"agreed", "paid"}:
        found.append(components.Link(_("Read the agreement that I signed"), reverse("clients:own_agreement")))
    if one.state in {"declined", "not_now"} and speaks:
        found.append(
            components.ButtonLink(_("Think about it again"), reverse("clients:own_payment_return"), "main")
        )
    if one.state in _CHANGES and speaks:
        found.append(components.Link(_("I changed my mind"), reverse("clients:own_payment_change")))
    return found
