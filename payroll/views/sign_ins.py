"""Inviting somebody to sign in: where it stands, a link sent or sent again, and taken back."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from dpss.access import invited, policy
from dpss.access.invited import State
from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll.forms.sign_ins import SignInForm
from payroll.operations import sign_ins as operations
from payroll.queries import sign_ins
from payroll.queries.sign_ins import Person

TAGS = {
    State.NOT_INVITED: components.Tag("Not invited", "grey"),
    State.ON_ITS_WAY: components.Tag("Link on its way", "blue"),
    State.SENT: components.Tag("Link sent", "blue"),
    State.FAILED: components.Tag("Link not delivered", "red"),
    State.TOO_OLD: components.Tag("Link too old", "amber"),
    State.TAKEN_BACK: components.Tag("Taken back", "grey"),
    State.SIGNS_IN: components.Tag("Signs in", "green"),
}


# The kinds of people, each with how one is found.
KINDS: Final = {"pa": sign_ins.pa, "client": sign_ins.client, "representative": sign_ins.representative}


def address(kind: str, of: uuid.UUID) -> str:
    """The page of one person: a PA by a post, a client, or a representative by whom they act for."""
    return reverse(f"payroll:{kind}_sign_in", args=[of])


class OfAPerson(views.ExplainedPage):
    """A page about how one person signs in, where the actor reaches their record."""

    permission: ClassVar[str] = policy.INVITE_PEOPLE

    def load(self) -> None:
        """Who it is."""
        person = KINDS[self.kwargs["kind"]](self.kwargs["of"], actor=self.actor)
        if person is None:
            raise Http404
        self.person: Person = person
        self.standing = invited.standing(person.user, at=self.now, actor=self.actor)

    def back(self) -> components.BackLink:
        """To where the person was found."""
        client = self.person.client_id
        if client is None and not self.actor.may(policy.SEE_PAYRUNS):
            return components.BackLink("Caseload", reverse("clients:caseload"))
        if client is None:
            post = reverse("payroll:post_file", args=[self.kwargs["of"]])
            return components.BackLink(self.person.name, post)
        if self.actor.may(policy.SEE_CASELOAD):
            return components.BackLink("The record", reverse("client", args=[client]))
        return components.BackLink("Employers", reverse("payroll:employers"))

    @property
    def own_url(self) -> str:
        """The page that says where it stands."""
        return address(self.kwargs["kind"], self.kwargs["of"])

    def next_url(self, result: Any) -> str:
        """Back to that page."""
        return self.own_url

    def thing(self) -> components.Component:
        """How far they are."""
        tag = TAGS[self.standing.state]
        rows = [
            components.SummaryRow("Who", self.person.name),
            components.SummaryRow("How far", str(tag.text)),
        ]
        if self.standing.sent_at and self.standing.works_until:
            sent, until = (
                timezone.localdate(at) for at in (self.standing.sent_at, self.standing.works_until)
            )
            said = f"{dates.with_weekday(sent)}. It works until {dates.with_weekday(until)}"
            rows.append(components.SummaryRow("Link sent", said))
        return components.SummaryList(tuple(rows))


class SignIn(OfAPerson):
    """Where it stands, and a link: the first one, or another."""

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"How {self.person.name} signs in"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The address on record, unless another is typed."""
        known = self.person.user.email if self.person.user else self.person.email
        return SignInForm(data, initial={"email": known})

    def consequences(self) -> Sequence[components.Words]:
        """What a link does."""
        if self.nothing():
            return []
        again = ["Links that were sent before work no longer."] if self.person.user else []
        return [
            f"{self.person.name} gets an e-mail with a link, and chooses a password there. It works once.",
            *again,
            "You can take it back until there is a password.",
        ]

    def nothing(self) -> str:
        """Nobody sends a link to somebody with a password."""
        if self.standing.state is not State.SIGNS_IN:
            return ""
        return f"{self.person.name} has a password. Who forgets it asks for a new one on the sign-in page."

    def ways(self) -> Sequence[components.Component]:
        """Taking back what is open."""
        if self.standing.state not in {State.ON_ITS_WAY, State.SENT, State.FAILED, State.TOO_OLD}:
            return []
        back = reverse(f"payroll:{self.kwargs['kind']}_sign_in_take_back", args=[self.kwargs["of"]])
        return [components.ButtonLink("Take the invitation back", back)]

    def act(self, **values: Any) -> None:
        """Send it."""
        operations.invite(person=self.person, email=values["email"], actor=self.actor, at=self.now)

    def done(self, result: None) -> str:
        """That it goes out."""
        return f"The link goes to {self.person.name} by e-mail in the next minutes."


class TakeBack(OfAPerson):
    """No link works any more."""

    warning: ClassVar[bool] = True

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Take back the invitation of {self.person.name}"

    def back(self) -> components.BackLink:
        """To where it stands."""
        return components.BackLink("How they sign in", self.own_url)

    @property
    def button(self) -> components.Words:
        """What it does."""
        return "Take it back"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Why."""
        return forms.ReasonForm(data)

    def consequences(self) -> Sequence[components.Words]:
        """What will happen."""
        return [
            "No link that was sent works any more, and nobody can sign in with this account.",
            f"{self.person.name} is not told. You can invite them again.",
        ]

    def act(self, **values: Any) -> None:
        """Take it back."""
        operations.take_back(person=self.person, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: None) -> str:
        """That it is done."""
        return f"The invitation of {self.person.name} is taken back."
