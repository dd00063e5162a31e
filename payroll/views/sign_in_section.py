"""The part of a post's file, and of a client's record, that says how people sign in."""

from collections.abc import Iterator

from dpss import clock
from dpss.access import actors, invited, policy
from dpss.web import components
from payroll import models
from payroll.views import sign_ins


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """Whether the PA signs in, and the way to invite them."""
    if not actor.may(policy.INVITE_PEOPLE):
        return
    standing = invited.standing(post.assistant.user, at=clock.now(), actor=actor)
    yield components.SummaryList(
        (
            components.SummaryRow(
                "Signing in",
                str(sign_ins.TAGS[standing.state].text),
                action=components.Link(
                    "See or change", sign_ins.address("pa", post.pk), about="how they sign in"
                ),
            ),
        ),
        title="Signing in",
    )
