"""What is said, on the homes: messages and who supports a client, and what waits for an answer."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.queries import complaints, voice
from clients.views import complaint_parts
from dpss.access import actors, policy
from dpss.web import components, words

MOST_ON_A_CLIENTS_HOME = 3
MOST_AT_THE_SIDE = 5


def of_client(client_id: uuid.UUID, *, actor: actors.Actor) -> Sequence[components.Component]:
    """Messages, the newest first, with who reads them; papers and complaints. Two queries."""
    if not actor.may(policy.WRITE_TO_SUPPORT):
        return []
    worker = voice.worker_of(client_id, actor=actor)
    threads = voice.threads(actor=actor, client_id=client_id)[:MOST_ON_A_CLIENTS_HOME]
    write = _("Write to %(name)s") % {"name": worker.name.split(" ")[0]} if worker else _("Write to us")
    rows = [_thread(one) for one in threads]
    every = components.PanelRow(_("See every message"), href=reverse("clients:messages"))
    who = (
        _("%(name)s of %(organisation)s is the support worker. To talk, ring the number below.")
        % {"name": worker.name, "organisation": worker.organisation}
        if worker
        else _("There is no support worker at the moment. Whoever takes over reads the messages.")
    )
    return [
        components.Panel(
            _("Messages"),
            (*rows, every),
            text=who,
            action=components.ButtonLink(write, reverse("clients:message_new")),
        ),
        components.Panel(
            _("Papers, and when something goes wrong"),
            (
                components.PanelRow(
                    _("Where my direct payment is"),
                    href=reverse("clients:own_payment"),
                    note=_("Each step, who must act now, and what comes next."),
                ),
                components.PanelRow(
                    _("Documents"), href=reverse("documents"), note=_("Letters, payslips and reviews.")
                ),
                components.PanelRow(
                    _("In hospital or away"),
                    href=reverse("own_absences"),
                    note=_("Tell us once: payroll and your support worker know."),
                ),
                *_who_acts(actor),
                components.PanelRow(
                    _("How your PAs are related"),
                    href=reverse("own_relatives"),
                    note=_("Tell us when a PA is a relative, or becomes one."),
                ),
                components.PanelRow(
                    _("Complaints"),
                    href=reverse("clients:own_complaints"),
                    note=_("Whoever it is about does not see it. We answer each thing."),
                ),
            ),
        ),
    ]


def _who_acts(actor: actors.Actor) -> list[components.PanelRow]:
    """For the client alone: who may do what for them."""
    if not actor.may(policy.CHOOSE_WHO_ACTS):
        return []
    note = _("What they may do, and how to take it away.")
    return [components.PanelRow(_("People who act for me"), href=reverse("who_acts_for_me"), note=note)]


def of_worker(actor: actors.Actor) -> Sequence[components.Component]:
    """Messages that wait for a support worker, and complaints that were given to them. Two queries."""
    waiting = voice.unread_threads(actor=actor, most=MOST_AT_THE_SIDE)
    rows = [
        components.PanelRow(
            one.client.name,
            href=reverse("clients:message_thread", args=[one.pk]),
            note=f"{one.title} · {_when(one)}",
        )
        for one in waiting
    ]
    every = components.PanelRow(_("See every message"), href=reverse("clients:messages"))
    panel = components.Panel(
        _("Messages to read"), (*rows, every), text="" if rows else _("Nobody waits for an answer.")
    )
    return [panel, *to_answer(actor)]


def to_answer(actor: actors.Actor) -> Sequence[components.Component]:
    """Complaints that this person answers, soonest due first; nothing where there are none."""
    if not actor.may(policy.ANSWER_COMPLAINTS):
        return []
    found = complaints.complaints(actor=actor).filter(state__in=complaints.OPEN)
    rows = tuple(
        components.PanelRow(
            one.name,
            href=reverse("clients:complaint", args=[one.pk]),
            note=complaint_parts.next_step(one),
        )
        for one in found.order_by("answer_by", "pk")[:MOST_AT_THE_SIDE]
    )
    if not rows:
        return []
    every = components.PanelRow(_("See every complaint"), href=reverse("clients:complaints"))
    title = ngettext("Complaint to answer", "Complaints to answer", len(rows))
    return [components.Panel(title, (*rows, every))]


def _thread(one: Any) -> components.PanelRow:
    return components.PanelRow(
        one.title,
        value=_("New") if one.is_unread else "",
        href=reverse("clients:message_thread", args=[one.pk]),
        note=_when(one),
        strong=one.is_unread,
    )


def _when(one: Any) -> str:
    return words.moment_in_words(timezone.localtime(one.last_at))
