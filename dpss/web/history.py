"""What happened, in words: the records of history hold verbs and names of tables."""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, Protocol

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from dpss.access import policy
from dpss.web import components, words
from dpss.web.history_words import DONE, LOOK, NOUNS, REFUSED

__all__ = [
    "CHOICES",
    "LOOK",
    "REFUSED",
    "ROLES_OF_PEOPLE",
    "by",
    "deed",
    "deeds",
    "item",
    "noun",
    "said",
    "verb",
]

ROLES_OF_PEOPLE: Final = tuple(policy.ROLE_NAMES)

# Verbs with the same words, where no record is named beside them.
_TOLD_APART: Final = {"record check": "recorded a check", "record review": "recorded a review"}
# For a filter: each verb once, with its words.
CHOICES: Final = sorted((DONE | _TOLD_APART).items(), key=lambda pair: pair[1])


class Event(Protocol):
    """What of a record of history is shown."""

    at: datetime
    actor_name: str
    on_behalf_of: str
    reason: str
    thing: str
    thing_id: str
    transaction: int
    verb: str


def verb(event: Event) -> str:
    """`approved`, `sent back`: what was done."""
    return DONE.get(event.verb, event.verb.replace("_", " "))


def noun(event: Event) -> str:
    """`payrun`, `client record`: what it was done to. Pages and lists are named by their address."""
    if event.thing in NOUNS:
        return NOUNS[event.thing]
    app, dot, model = event.thing.partition(".")
    if dot and app in apps.app_configs and model in apps.all_models[app]:
        return str(apps.get_model(event.thing)._meta.verbose_name)
    return f"{event.thing} {event.thing_id.replace('_', ' ').replace(':', ', ')}".strip()


def said(event: Event) -> str:
    """`Opened: client record`."""
    done = verb(event)
    return f"{done[:1].upper()}{done[1:]}: {noun(event)}"


def by(event: Event) -> str:
    """Who did it, and on whose behalf."""
    name = event.actor_name or _("Somebody who was not signed in")
    if event.on_behalf_of:
        return _("%(name)s, for %(other)s") % {"name": name, "other": event.on_behalf_of}
    return name


def item(event: Event) -> components.TimelineItem:
    """One thing that happened, when and by whom, with the reason that was given."""
    return dataclasses.replace(deed(event), text=event.reason)


def deed(event: Event) -> components.TimelineItem:
    """One thing that happened, when and by whom, and never why: a reason may tell of somebody's care."""
    when = words.moment_in_words(timezone.localtime(event.at))
    return components.TimelineItem(title=said(event), when=f"{when} · {by(event)}")


def deeds(events: Iterable[Event]) -> Iterator[components.TimelineItem]:
    """What happened, in the order given; what was done to many records at one stroke is said once."""
    for _key, group in itertools.groupby(events, lambda one: (one.transaction, one.verb, one.thing)):
        first, *others = group
        shown = deed(first)
        if others:
            shown = dataclasses.replace(shown, title=_with_count(shown.title, len(others) + 1))
        yield shown


def _with_count(title: components.Words, count: int) -> str:
    return _("%(what)s (%(count)s records)") % {"what": title, "count": words.number(count)}
