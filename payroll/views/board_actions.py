"""The one thing to do with a post of the payrun now, wherever it is shown."""

from django.urls import reverse

from dpss.access import actors, policy
from dpss.web import components
from payroll import board, models
from payroll.queries import board as boards
from payroll.views import provider


def of_post(
    post: boards.Post, *, period: models.PayPeriod | None, actor: actors.Actor
) -> components.ButtonLink:
    """What this role does about it: payroll reaches employers, and PAs through them."""
    about = f"{post.assistant} for {post.employer}"
    if post.place is board.MISSING:
        ask = "Ring" if post.is_sent else "Ask"
        return components.ButtonLink(
            f"{ask} {post.employer}",
            reverse("payroll:employer", args=[post.employer_id]),
            about=f"about {post.assistant}",
        )
    to_calculate = post.place is board.READY and not post.is_calculated
    if to_calculate and actor.may(policy.CALCULATE_PAYRUNS) and period:
        url = reverse("payroll:calculate", args=[period.pk])
        return components.ButtonLink("Calculate", provider.with_keys(url, post.employer_id), about=about)
    if post.place is board.BLOCKED and post.reason == "sickness" and period:
        address = reverse("payroll:sickness", args=[post.pk, period.pk])
        return components.ButtonLink("Decide the sick pay", address, about=about)
    if post.reason == "held":
        address = reverse("payroll:post_file", args=[post.pk])
        return components.ButtonLink("See why it is held", address, about=about)
    said = {board.BLOCKED: "See what stops it", board.CHANGED: "See what changed"}
    if post.place is board.READY and actor.may(policy.APPROVE_PAYRUNS):
        said[board.READY] = "Look and approve"
    return components.ButtonLink(
        said.get(post.place, "See the payrun"), payrun_or_employer(post), about=about
    )


def payrun_or_employer(post: boards.Post) -> str:
    """The address of the post's payrun, or of its employer before there is one."""
    if post.payrun_id is None:
        return reverse("payroll:employer", args=[post.employer_id])
    return reverse("payroll:payrun", args=[post.payrun_id])
