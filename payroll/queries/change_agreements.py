"""What was agreed with one employer and does not bind the next: what ends, and what to do then.

Court orders: Attachment of Earnings Act 1971 section 9(4): an order lapses with the employment, until the
court directs it to the next employer. What was agreed needs the PA's word to the employer who takes it
(Employment Rights Act 1996 section 13).
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from psycopg2.extras import DateRange

from dpss.access import actors, scope
from dpss.kernel import dates
from payroll import models
from payroll.queries import employer_changes

_COURT: Final = ("court_priority", "court_debt")
_OWED_TO_THEM: Final = "overpayment"
_AGREED: Final = "voluntary"
CONTRACTED: Final = "contracted_pay"
SHARED: Final = "shared_work"
DEDUCTION: Final = "deduction"
HOLIDAY: Final = "holiday"
PAYRUNS: Final = "payruns"


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that ends with a change: of which post, None where it is the employer's, and what is next.

    `goes_on` is the post with the new employer, where there is one; `is_done` says that it is agreed there.
    """

    kind: str
    post: models.Employment | None
    goes_on: models.Employment | None
    what: str
    then: str
    is_done: bool


def ending(change: models.EmployerChange, *, actor: actors.Actor) -> list[Ending]:
    """Everything that ends, by PA, in a fixed number of queries."""
    decided = employer_changes.decided(change, actor=actor)
    posts = [one.post for one in decided]
    made = employer_changes.new_posts(change, actor=actor) if change.became_id else []
    news = {post.follows_id: post for post in made}
    leave = {one.post.pk for one in decided if one.decision and one.decision.outcome == "ends"}
    found = _Found(change, posts, news, frozenset(leave), actor)
    return [*found.contracted(), *found.shared(), *found.deductions(), *found.holiday(), *found.payruns()]


class _Found:
    """The rows of the posts that reach beyond the day, and of the posts that go on."""

    def __init__(
        self,
        change: models.EmployerChange,
        posts: Sequence[models.Employment],
        news: dict[uuid.UUID | None, models.Employment],
        leave: frozenset[uuid.UUID],
        actor: actors.Actor,
    ) -> None:
        self.change, self.news, self.leave, self.actor = change, news, leave, actor
        self.posts = {post.pk: post for post in posts}
        self.every = [*self.posts, *(post.pk for post in news.values())]
        self.from_day = DateRange(change.first_day, None)

    def contracted(self) -> Iterator[Ending]:
        """Standing pay, and contracted hours for a late sheet."""
        rows = models.ContractedPay.objects.filter(employment__in=self.every, during__overlap=self.from_day)
        held = list(scope.visible_to(rows.order_by("during"), self.actor))
        done = {row.employment_id for row in held}
        for row in held:
            what = "Standing pay" if row.when == "always" else "Contracted hours when a sheet is late"
            then = "Ask both whether contracted hours are paid as before, and write down who agreed."
            yield from self._ended(CONTRACTED, row.employment_id, what, then, done)

    def shared(self) -> Iterator[Ending]:
        """Shifts for two employers."""
        rows = models.SharedWork.objects.filter(employment__in=self.every, during__overlap=self.from_day)
        held = list(scope.visible_to(rows.order_by("during"), self.actor))
        done = {row.employment_id for row in held}
        for row in held:
            then = f"Ask {row.other_name} and the new employer for an agreement of their own."
            what = f"Shifts shared with {row.other_name}"
            yield from self._ended(SHARED, row.employment_id, what, then, done)

    def deductions(self) -> Iterator[Ending]:
        """Orders, and what was agreed; also of posts that end, for the sender must be told."""
        rows = models.Deduction.objects.filter(
            Q(stops_on=None) | Q(stops_on__gt=self.change.first_day), employment__in=self.every
        ).order_by("first_day", "pk")
        held = list(scope.visible_to(rows, self.actor))
        for row in held:
            same = {one.employment_id for one in held if one.kind == row.kind}
            what = f"{row.get_kind_display()}: {row.reference}"
            yield from self._ended(
                DEDUCTION, row.employment_id, what, self._of_sender(row), same, always=True
            )

    def holiday(self) -> Iterator[Ending]:
        """Holiday that was asked for or agreed for days with the new employer."""
        rows = models.HolidayRequest.objects.filter(
            employment__in=self.every, state__in=["asked", "agreed"], during__overlap=self.from_day
        )
        held = list(scope.visible_to(rows.order_by("during"), self.actor))
        done = {row.employment_id for row in held}
        for row in held:
            what = f"Holiday from {dates.with_weekday(row.first_day)}"
            then = "Ask the new employer to agree to it. What is left goes over where service counts on."
            yield from self._ended(HOLIDAY, row.employment_id, what, then, done)

    def payruns(self) -> Iterator[Ending]:
        """That the employer agrees each payrun first."""
        employers = [self.change.employer_id, self.change.became_id]
        rows = models.AgreesPayruns.objects.filter(employer__in=employers, during__overlap=self.from_day)
        held = set(scope.visible_to(rows, self.actor).values_list("employer_id", flat=True))
        if self.change.employer_id in held:
            then = f"Ask {self.change.new_name} whether they want to agree each payrun first."
            done = self.change.became_id in held
            yield Ending(PAYRUNS, None, None, "The employer agrees each payrun first", then, done)

    def _of_sender(self, row: models.Deduction) -> str:
        last = dates.with_weekday(self.change.first_day - date.resolution)
        told = f"Tell {row.sender} that the job ends on {last}."
        if row.kind in _COURT:
            return f"{told} The order lapses until the court directs it to the new employer."
        if row.kind == _OWED_TO_THEM:
            return "It is owed to the employer before. The new employer takes nothing for it."
        if row.kind == _AGREED:
            return f"{told} The PA agrees anew with the new employer, in writing, before anything is taken."
        return f"{told} The new employer takes it when they get an order in their own name."

    def _ended(
        self,
        kind: str,
        post_id: uuid.UUID,
        what: str,
        then: str,
        done: set[uuid.UUID],
        *,
        always: bool = False,
    ) -> Iterator[Ending]:
        """Of a post of before; where it ends for good, only what somebody must be told."""
        if post_id not in self.posts or (post_id in self.leave and not always):
            return
        new = self.news.get(post_id)
        yield Ending(kind, self.posts[post_id], new, what, then, new is not None and new.pk in done)
