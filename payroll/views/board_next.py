"""From one post that needs someone to the next, without the way back over the board."""

import uuid

from django import shortcuts
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from payroll.queries import board as boards
from payroll.views import board_actions, provider


class NextPost(provider.PeriodPage):
    """Goes on to the page on which the next post is dealt with; to the whole board when none is left.

    `after` is the post that is done, or left for later; each `reason` narrows to posts that need someone for
    it. Posts come by employer and PA, and begin again after the last.
    """

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """To its page."""
        found = boards.of_period(self.period, today=self.actor.today, actor=self.actor)
        post = found.next_after(_key(request.GET.get("after", "")), because=request.GET.getlist("reason"))
        if post is None:
            messages.info(request, "No other post needs someone for that.")
            return shortcuts.redirect("payroll:period", self.period.pk)
        action = board_actions.of_post(post, period=self.period, actor=self.actor)
        return shortcuts.redirect(action.href)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
