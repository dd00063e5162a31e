"""The one thing to do with a post of the payrun now, wherever it is shown, and the way to the next one."""

import uuid
from collections.abc import Sequence
from typing import Final

from django.urls import reverse

from dpss.access import actors, policy
from dpss.web import components
from payroll import board, models
from payroll.queries import board as boards
from payroll.views import provider

# What stops a post, with the words for mending it and the page of the post or the employer that does.
_OF_A_POST: Final = {
    "bank": ("Give bank details", "payroll:bank_propose"),
    "held": ("See why it is held", "payroll:post_file"),
    "minimum_wage": ("Change the terms", "payroll:post_terms"),
    "shared_wage": ("See the post", "payroll:post_file"),
    "starter": ("Record the start", "payroll:post_starter"),
    "tax": ("See the tax details", "payroll:post_file"),
    "terms": ("Add the terms", "payroll:post_terms"),
}
_OF_AN_EMPLOYER: Final = {"scheme": "Set up with HMRC", "needs_paye": "Set up with HMRC"}
# The kinds of sheets that are missing: the PA is asked, or the employer.
NOT_SENT: Final = ("none", "draft", "rejected")
NOT_APPROVED: Final = ("submitted",)


def of_post(
    post: boards.Post, *, period: models.PayPeriod | None, actor: actors.Actor
) -> components.ButtonLink:
    """What this role does about it: payroll reaches employers, and PAs through them."""
    about = f"{post.assistant} for {post.employer}"
    if period and post.place is board.MISSING and actor.may(policy.ENTER_TIMESHEETS):
        return _about_a_missing_sheet(post, period, actor)
    if post.reason == board.SENT_BACK and actor.may(policy.SEE_PAYMENTS):
        address = reverse("ledger:return", args=[post.sent_back_id])
        return components.ButtonLink("Pay it again", address, about=about)
    to_calculate = post.place is board.READY and not post.is_calculated
    if to_calculate and actor.may(policy.CALCULATE_PAYRUNS) and period:
        url = reverse("payroll:calculate", args=[period.pk])
        return components.ButtonLink("Calculate", provider.with_keys(url, post.employer_id), about=about)
    period_id = period.pk if period else None
    mended = mending(post.reason, post=post.pk, employer=post.employer_id, period=period_id)
    if mended and post.place in {board.BLOCKED, board.CHANGED}:
        return components.ButtonLink(*mended, about=about)
    said = {board.BLOCKED: "See what stops it", board.CHANGED: "See what changed"}
    if post.place is board.READY and actor.may(policy.APPROVE_PAYRUNS):
        said[board.READY] = "Look and approve"
    return components.ButtonLink(
        said.get(post.place, "See the payrun"), payrun_or_employer(post), about=about
    )


def mending(
    reason: str, *, post: uuid.UUID, employer: uuid.UUID, period: uuid.UUID | None
) -> tuple[str, str] | None:
    """The words and the address for putting right what stops a post; None where no page does."""
    if reason == "sickness" and period:
        return "Decide the sick pay", reverse("payroll:sickness", args=[post, period])
    if reason in _OF_A_POST:
        said, route = _OF_A_POST[reason]
        return said, reverse(route, args=[post])
    if reason in _OF_AN_EMPLOYER:
        return _OF_AN_EMPLOYER[reason], reverse("payroll:set_up", args=[employer])
    return None


def payrun_or_employer(post: boards.Post) -> str:
    """The address of the post's payrun, or of its employer before there is one."""
    if post.payrun_id is None:
        return reverse("payroll:employer", args=[post.employer_id])
    return reverse("payroll:payrun", args=[post.payrun_id])


def next_one(*, period: uuid.UUID, after: uuid.UUID | str, because: Sequence[str] = ()) -> str:
    """The address of the next post of a payrun that needs someone, for one of these reasons or any."""
    return provider.with_keys(reverse("payroll:next_post", args=[period]), after=after, reason=because)


def _about_a_missing_sheet(
    post: boards.Post, period: models.PayPeriod, actor: actors.Actor
) -> components.ButtonLink:
    """Entering the hours that a PA gives; after that, what the employer says, unless it was this person."""
    if not post.is_sent:
        address = reverse("payroll:enter_sheet", args=[post.pk])
        address = provider.with_keys(address, period=period.pk)
        return components.ButtonLink("Enter the hours", address, about=f"of {post.assistant}")
    is_another = post.entered_by != actor.user_id
    if is_another and actor.may(policy.RECORD_APPROVALS):
        address = reverse("payroll:entered_sheet_approval", args=[post.sheet_id])
        return components.ButtonLink("Record their answer", address, about=f"about {post.assistant}")
    address = reverse("payroll:entered_sheet", args=[post.sheet_id])
    return components.ButtonLink("See the sheet", address, about=f"of {post.assistant}")
