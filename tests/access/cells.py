"""What a row of the access matrix says, and the addresses that it speaks of."""

import functools
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dpss.access import policy
from tests.cast import CAST, Home, Person, Post, Provider
from tests.cast.people import Council

ROLES = tuple(policy.ROLE_NAMES)
# A page that names something is not found by those who do not reach it; any other is refused.
OK, GO_ON, FORBIDDEN, NOT_FOUND, CONFLICT = 200, 302, 403, 404, 409
Target = Home | Post | Council | Person | Provider


@dataclass(frozen=True)
class Kind:
    """What an address can name: one that the roles reach, and for each role those that it does not."""

    own: Target
    foreign: Mapping[str, tuple[Target, ...]]
    missing: Target


def _for_roles(usual: tuple[Target, ...], **others: tuple[Target, ...]) -> Mapping[str, tuple[Target, ...]]:
    return dict.fromkeys(ROLES, usual) | others


_ASHA, _BEN, _CARA, _WES = (CAST.homes[name] for name in ("asha", "ben", "cara", "wes"))
_NOBODY = Home("nobody", CAST.east, "northfield")
_POSTS = CAST.posts

# Asha's records. Ben is served by another provider, Cara by nobody any more, Wes in another council.
HOME = Kind(
    own=_ASHA,
    foreign=_for_roles((_BEN, _CARA, _WES), pa=(_CARA, _WES), council_finance=(_WES,), practitioner=(_WES,)),
    missing=_NOBODY,
)
# Dee's work for Asha.
POST = Kind(
    own=_POSTS["dee at asha"],
    foreign=_for_roles(
        (_POSTS["dee at ben"], _POSTS["walt at wes"]), pa=(_POSTS["tom at asha"], _POSTS["walt at wes"])
    ),
    missing=Post("nobody", _NOBODY),
)
# What belongs to the council itself, such as a contract, or a bank file of its provider.
COUNCIL = Kind(
    own=CAST.east, foreign=_for_roles((CAST.west,)), missing=Council("nowhere", "Nowhere County Council")
)
# A member of staff, for administrators.
STAFF = Kind(own=CAST.olu, foreign=_for_roles((CAST.wim,)), missing=Person("Nobody", CAST.olu.hats))

# What belongs to a payroll provider in a council: its pay periods and bank files.
PROVIDER = Kind(
    own=CAST.northfield,
    foreign=_for_roles((Provider("southgate", CAST.east), Provider("northfield", CAST.west))),
    missing=Provider("nowhere", CAST.east),
)

Kwargs = Callable[[Any], Mapping[str, Any]]


def nothing(_target: Any) -> Mapping[str, Any]:
    """An address without parts."""
    return {}


@dataclass(frozen=True)
class Row:
    """One address and method: who gets which answer.

    `opens` has the answer to each role for its own object, 200 or 302 mostly, and 403 for a role that
    reaches the object but may not do this. A role that is not named gets 404 where the row names an
    object (`of`), else 403. Everybody gets 404 for an object of somebody else's, and for one that does
    not exist.

    A visitor is sent to sign in, unless `visitor` has another answer.

    `foreign_fields` names form fields that hold a key: each is posted once with a key of another
    council's object, which must change nothing.
    """

    name: str
    opens: Mapping[str, int] = field(default_factory=dict)
    of: Kind | None = None
    kwargs: Kwargs = nothing
    method: str = "get"
    data: Kwargs = nothing
    foreign_fields: Mapping[str, Callable[[Any], uuid.UUID | str]] = field(default_factory=dict)
    visitor: int | None = None
    # What it names is in a table of `scope.OPEN_TABLES`, so that only the filter keeps it from others.
    is_open_to_the_database: bool = False
    # A page of django-allauth: it has its own rules of who may come, and its own tests.
    is_allauth: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.name}"

    def path(self, target: Target | None = None) -> str:
        """The address, of the row's own object unless another is given."""
        chosen = target or (self.of.own if self.of else None)
        return reverse(self.name, kwargs=dict(self.kwargs(chosen)))

    def answer(self, role: str) -> int:
        """The answer to a role for its own object."""
        return self.opens.get(role, NOT_FOUND if self.of else FORBIDDEN)

    def foreign(self, role: str) -> tuple[Target, ...]:
        """Objects that this role does not reach, and one that does not exist."""
        return (*self.of.foreign[role], self.of.missing) if self.of else ()


def searched(page: Row, **typed: str) -> tuple[Row, Row]:
    """A list in which names are looked for, and its search: for those who open it, and nobody else."""
    leads_on = {role: GO_ON if status == OK else status for role, status in page.opens.items()}
    return page, replace(page, method="post", data=lambda _target: typed, opens=leads_on)


def everybody(status: int) -> dict[str, int]:
    """The same answer to every role."""
    return dict.fromkeys(ROLES, status)


@functools.cache
def patterns() -> dict[str, Any]:
    """Every address of the portal by its name, with the view behind it."""
    return dict(_walk(get_resolver("dpss.urls").url_patterns, ""))


def _walk(found: list[Any], namespace: str) -> Iterator[tuple[str, Any]]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", getattr(pattern.callback, "view_class", pattern.callback)
