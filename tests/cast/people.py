"""Who is who: every person of the cast, with keys that never change. Needs no database.

Two councils. Eastmarsh is the portal's default council, with two payroll providers, Northfield and
Southgate. In Westhaven, where every name begins with W, Northfield is the provider as well, so that a
leak between councils through a shared organisation would show.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from dpss.access.actors import Actor
from dpss.access.models import User
from tests.factories import TODAY

PASSWORD = "correct horse battery staple"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_CAST = uuid.UUID("5f0c1d1e-6a0b-4a52-9d6e-ca57ca57ca57")


def key(*words: str) -> uuid.UUID:
    """The key of a row of the cast, from words that say which it is: `key("asha", "client")`."""
    return uuid.uuid5(_CAST, " ".join(words))


@dataclass(frozen=True)
class Council:
    """A council, and the organisation that employs its staff."""

    slug: str
    name: str

    @property
    def id(self) -> uuid.UUID:
        """The key of the council."""
        return key(self.slug, "council")

    @property
    def organisation_id(self) -> uuid.UUID:
        """The key of the council as an organisation."""
        return key(self.slug, "organisation")


@dataclass(frozen=True)
class Provider:
    """A payroll provider in one council: its calendar, its bank files, its invoices."""

    short: str
    council: Council

    @property
    def organisation_id(self) -> uuid.UUID:
        """The key of the organisation, which is the same in every council."""
        return key(self.short, "organisation")

    def id_of(self, thing: str) -> uuid.UUID:
        """The key of a row: `provider.id_of("november")` is the pay period, `"payment batch"` a bank file."""
        return key(self.council.slug, self.short, thing)


@dataclass(frozen=True)
class Hat:
    """One role of one person. `until` is the first day on which it is over."""

    role: str
    council: Council
    organisation: str = ""
    until: dt.date | None = None

    @property
    def organisation_id(self) -> uuid.UUID | None:
        """The key of the organisation that a member of staff works for."""
        return key(self.organisation, "organisation") if self.organisation else None


@dataclass(frozen=True)
class Person:
    """Somebody who signs in, and the hats they wear."""

    name: str
    hats: tuple[Hat, ...]
    short: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "short", self.name.split(" ")[0].lower())

    def __str__(self) -> str:
        return self.short

    @property
    def user_id(self) -> uuid.UUID:
        """The key of the user."""
        return key(self.short, "user")

    @property
    def email(self) -> str:
        """What they sign in with; the password is `PASSWORD`."""
        return f"{self.short}@example.org"

    @property
    def user(self) -> User:
        """The row of the user. Needs a database."""
        return User.objects.get(pk=self.user_id)

    @property
    def is_staff(self) -> bool:
        """Whether any hat is one of people at work."""
        return any(hat.organisation for hat in self.hats)

    def hat(self, role: str | None = None) -> Hat:
        """The hat of that role, else the first."""
        return next(hat for hat in self.hats if role in {None, hat.role})

    def membership_id(self, role: str | None = None) -> uuid.UUID:
        """The key of the role."""
        return key(self.short, self.hat(role).role, "membership")

    def session_key(self, role: str | None = None) -> str:
        """The key of a session in that role, which lets a browser in."""
        return key(self.short, self.hat(role).role, "session").hex

    def actor(self, role: str | None = None, *, today: dt.date = TODAY) -> Actor:
        """Who the portal would take them for, in that role."""
        hat = self.hat(role)
        return Actor(
            council_id=hat.council.id,
            today=today,
            user_id=self.user_id,
            name=self.name,
            role=hat.role,
            organisation_id=hat.organisation_id,
            membership_id=self.membership_id(role),
        )


@dataclass(frozen=True)
class Home:
    """A client, who is also the employer of their PAs: the keys of what hangs on them."""

    short: str
    council: Council
    provider: str

    @property
    def subject_id(self) -> uuid.UUID:
        """The key that a client's data hangs on."""
        return key(self.short, "client", "subject")

    @property
    def employer_subject_id(self) -> uuid.UUID:
        """The key that an employer's data hangs on."""
        return key(self.short, "employer", "subject")

    def id_of(self, thing: str) -> uuid.UUID:
        """The key of a row: `home.id_of("employer")`, by the model's name in small letters."""
        return key(self.short, thing)


@dataclass(frozen=True)
class Post:
    """One PA's work for one employer: one sheet that is paid, one that is sent."""

    pa: str
    home: Home

    @property
    def subject_id(self) -> uuid.UUID:
        """The key that a post's data hangs on."""
        return key(self.pa, "at", self.home.short, "subject")

    @property
    def assistant_subject_id(self) -> uuid.UUID:
        """The key that a PA's data hangs on."""
        return key(self.pa, "assistant", "subject")

    @property
    def assistant_id(self) -> uuid.UUID:
        """The key of the PA as a person."""
        return key(self.pa, "assistant")

    def id_of(self, thing: str) -> uuid.UUID:
        """The key of a row: `post.id_of("timesheet")` was sent and waits, `"paid timesheet"` is paid."""
        return key(self.pa, "at", self.home.short, thing)
