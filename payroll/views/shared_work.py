"""Shifts that two employers share: on a post's file, recorded and ended."""

import functools
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts

from dpss.access import policy
from dpss.kernel import dates, errors
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.shared_work import AgreeForm, EndForm
from payroll.operations import shared_work as operations
from payroll.queries import shared_work
from payroll.views.post_file import OfAPost
from payroll.views.shared_section import split


class Agree(OfAPost, views.FormPage):
    """Record that shifts of this PA are shared with another employer of theirs."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/post_change.html"

    @property
    def heading(self) -> components.Words:
        """Whose shifts."""
        return f"Shared shifts of {self.held.assistant.name}"

    @functools.cached_property
    def others(self) -> Sequence[models.Employment]:
        """The posts that there can be an agreement with."""
        return shared_work.others(self.held, actor=self.actor)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The other employers of the PA."""
        return AgreeForm(data, others=self.others)

    def context(self) -> dict[str, Any]:
        """What will happen."""
        none = f"{self.held.assistant.name} has no other employer that you keep payroll for."
        return {
            "consequences": [
                *([] if self.others else [none]),
                "The PA marks a shift or a sleep-in as shared on both timesheets. It may then overlap.",
                "Each employer pays its part of the hours and of the pay, to the penny.",
            ]
        }

    def act(self, **values: Any) -> models.SharedWork:
        """Record it."""
        other = next((post for post in self.others if str(post.pk) == values["other"]), None)
        if other is None:
            raise errors.Invalid("Choose the other employer.", field="other")
        return operations.agree(
            post=self.held,
            other=other,
            parts=(values["parts"], values["other_parts"]),
            day=values["day"],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.SharedWork) -> str:
        """With whom, from when."""
        return (
            f"Shifts can be shared with {result.other_name} from {dates.with_weekday(result.first_day)}:"
            f" {split(result)}."
        )


class End(OfAPost, views.FormPage):
    """End an agreement of shared shifts, for both employers."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/post_change.html"
    form_class = EndForm

    def load(self) -> None:
        """The post and its side of the agreement."""
        super().load()
        found = shared_work.sides(self.held, actor=self.actor)
        self.side = shortcuts.get_object_or_404(found, pk=self.kwargs["side"])

    @property
    def heading(self) -> components.Words:
        """With whom."""
        return f"End the shared shifts with {self.side.other_name}"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The last day."""
        return EndForm(data)

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {
            "consequences": [
                "It ends for both employers. After the last day no shift can be marked as shared."
            ]
        }

    def act(self, **values: Any) -> models.SharedWork:
        """End it."""
        return operations.end(side=self.side, last_day=values["last_day"], actor=self.actor, at=self.now)

    def done(self, result: models.SharedWork) -> str:
        """Until when."""
        last = dates.with_weekday(result.last_day or result.first_day)
        return f"Shifts are shared with {result.other_name} up to {last}."
