"""Where a PA is paid, as the file of a post says it: the last four figures, what waits, what was decided."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone

from dpss.access import actors, policy
from dpss.kernel import dates
from dpss.web import components, words
from dpss.web.components import basics
from payroll import models
from payroll.queries import bank_details

COLOURS: Final[dict[str, basics.Colour]] = {
    "proposed": "amber",
    "approved": "green",
    "refused": "red",
    "withdrawn": "grey",
    "cancelled": "grey",
}


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """Where the PA is paid now and will be, the change that waits, and those that were decided."""
    held = bank_details.held(post.assistant.subject_id, actor=actor)
    waiting = held.waiting
    change = None
    if waiting is None and actor.may(policy.KEEP_POSTS):
        change = components.Link(
            "Change", reverse("payroll:bank_propose", args=[post.pk]), "the bank details"
        )
    coming, cancel = held.to_begin(actor.today), None
    if coming is not None and actor.may(policy.KEEP_PA_ACCOUNTS):
        address = reverse("payroll:bank_change", args=[post.pk, coming.pk])
        cancel = components.Link("Look", address, "at the account to come")
    rows = [*_accounts(held, actor.today, change, cancel)]
    if waiting is not None:
        address = reverse("payroll:bank_change", args=[post.pk, waiting.pk])
        link = components.Link("Look", address, "at the new bank details")
        rows.append(components.SummaryRow("Waiting for a second person", asked(waiting), action=link))
    yield components.SummaryList(tuple(rows), title="Where the wages go")
    decided = [one for one in held.changes if one.state != "proposed"]
    if decided:
        yield components.Timeline(tuple(map(decision, decided)), title="Bank details that were asked for")


def _accounts(
    held: bank_details.Held, today: date, change: components.Link | None, cancel: components.Link | None
) -> Iterator[components.SummaryRow]:
    now, later = held.on(today), held.after(today)
    value = account_in_words(now) if now else "No bank details are recorded, so no wages can be paid."
    yield components.SummaryRow("Paid into", value, action=change)
    if later:
        yield components.SummaryRow(
            f"From {dates.with_weekday(later.first_day)}", account_in_words(later), action=cancel
        )


def account_in_words(account: Any) -> str:
    """Whose account, and its last four figures."""
    return f"{account.holder}, account ending {account.ending}"


def asked(change: Any) -> str:
    """What was asked for, by whom and when."""
    return (
        f"Account ending {change.ending} from {dates.with_weekday(change.starts_on)}."
        f" {who_asked(change)} asked on {dates.in_words(timezone.localdate(change.proposed_at))}."
    )


def who_asked(change: Any) -> str:
    """The name, and whether it is the PA."""
    name: str = change.proposed_by.name
    return f"{name} (the PA)" if change.by_themselves else name


def decision(change: Any) -> components.TimelineItem:
    """What became of one."""
    moment = words.moment_in_words(timezone.localtime(change.decided_at))
    rung = ""
    if change.rung_at:
        rung = f"{change.rung_by.name} told the PA by phone."
    elif change.to_ring:
        rung = "The PA has not been told by phone yet."
    return components.TimelineItem(
        f"{change.get_state_display()}: account ending {change.ending}",
        f"{moment} · {change.decided_by.name}, asked for by {who_asked(change)}",
        " ".join(filter(None, (change.reason, rung))),
    )
