"""The board of a payrun: every sheet in one place, what needs someone first, deadlines and control totals."""

import functools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q
from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates, errors, money
from dpss.web import components, views, words
from payroll import board, due, models
from payroll.forms.provider import BoardFilters
from payroll.queries import board as boards
from payroll.queries import holds, month, totals, unsettled
from payroll.views import (
    board_actions,
    board_place,
    external_parts,
    hold_parts,
    pay_query_parts,
    provider,
    relative_parts,
)

NOT_YET = "not yet"
_HOUR = 60


class Board(views.SearchPage):
    """A provider's payrun: the strip is the filter, exceptions come first, a row has one thing to do."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/board.html"
    saved = (
        views.Saved("all", "Due", Q(), fact="all sheets"),
        *(views.Saved(place.name, place.label, Q(), fact=place.fact) for place in board.PLACES),
    )
    sum_text = "Each sheet is in one place:"
    sorts = {
        "urgency": views.Option("What needs someone first", ()),
        "employer": views.Option("Employer", ()),
        "assistant": views.Option("PA", ()),
        "gross": views.Option("Highest gross first", ()),
    }
    filter_form = BoardFilters
    csv_columns = {
        "State": lambda post: post.place.label,
        "PA": lambda post: post.assistant,
        "Employer": lambda post: post.employer,
        "Reason": lambda post: board.label_of(post.reason),
        "Why": lambda post: post.why,
        "Hours": lambda post: hours(post.minutes) if post.is_sent else "",
        "Gross": lambda post: "" if post.gross is None else post.gross,
    }
    period: models.PayPeriod | None

    def load(self) -> None:
        """The period that the provider is paying now; None when it has none."""
        try:
            self.period = month.current_period(actor=self.actor)
        except errors.Invalid:
            self.period = None

    @property
    def heading(self) -> components.Words:
        """The rhythm and the dates."""
        return provider.title_of(self.period) if self.period else "Payruns"

    @functools.cached_property
    def board(self) -> boards.Board:
        """Every post that is due."""
        if self.period is None:
            return boards.Board(())
        return boards.of_period(self.period, today=self.actor.today, actor=self.actor)

    def counts(self) -> Sequence[int]:
        """All, then each place."""
        return [len(self.board.posts), *(self.board.counts[place.name] for place in board.PLACES)]

    def chosen(self) -> Sequence[boards.Post]:
        """The posts of the chosen place, reason and name, in the chosen order."""
        place = self.view.name if self.view else "all"
        asked = self.filters.cleaned_data if self.filters and self.filters.is_valid() else {}
        found = [
            post
            for post in self.board.posts
            if place in {"all", post.place.name} and _is_meant(post, **asked)
        ]
        orders = {
            "employer": lambda post: (post.employer, post.assistant),
            "assistant": lambda post: (post.assistant, post.employer),
            "gross": lambda post: -(post.gross or 0),
        }
        return sorted(found, key=orders[self.sort]) if self.sort in orders else found

    def context(self) -> dict[str, Any]:
        """The list, with the deadlines beside it and the totals under it."""
        if self.period is None:
            return {"nothing": _no_period()}
        found = super().context()
        board_place.keep(self.request.session, self.period.pk, self.query)
        return found | {
            "period": self.period,
            "under": _under(self.period, employers=len({post.employer_id for post in self.board.posts})),
            "needing": self.board.needing_someone,
            "panel": self.deadlines(),
            "beside": hold_parts.beside_a_board(
                holds.count(actor=self.actor),
                to_correct=unsettled.without_a_payday(actor=self.actor).count(),
                more=[
                    pay_query_parts.beside_a_list(self.actor),
                    _sent_back(self.board),
                    relative_parts.not_said(self.actor),
                ],
            ),
            "to_do": self.to_do(),
            "software": components.Link("Who works pay out", reverse("payroll:external")),
            "totals": _totals(self.period, self.board, self.actor),
        }

    def listing(self, rows: Sequence[boards.Post]) -> components.WorkList:
        """A row for each post: why it needs someone, and one thing to do."""
        return components.WorkList(
            caption="Posts of this payrun",
            heads=("State", "PA and employer", "Why it needs you", "What to do"),
            figures=("Hours", "Gross £"),
            bulk=self.bulk(),
            rows=tuple(self.row(post) for post in rows),
        )

    def row(self, post: boards.Post) -> components.WorkRow:
        """One post."""
        return components.WorkRow(
            key=str(post.employer_id),
            who=components.Link(post.assistant, board_actions.payrun_or_employer(post)),
            about=f"for {post.employer}",
            why=" ".join((post.why, *_ring(post))),
            tag=due.tag(post.place),
            figures=(
                hours(post.minutes) if post.is_sent else NOT_YET,
                NOT_YET if post.gross is None else words.figures(post.gross),
            ),
            action=board_actions.of_post(post, period=self.period, actor=self.actor),
        )

    def bulk(self) -> tuple[components.Link, ...]:
        """What this role can do with several employers at once."""
        if self.period is None:
            return ()
        pages = {
            "Calculate": (policy.CALCULATE_PAYRUNS, "payroll:calculate"),
            "Approve": (policy.APPROVE_PAYRUNS, "payroll:approve_payruns"),
            "Pay as contracted": (policy.CALCULATE_PAYRUNS, "payroll:pay_as_contracted"),
            "Undo the calculation": (policy.CALCULATE_PAYRUNS, "payroll:undo_payruns"),
        }
        return tuple(
            components.Link(text, reverse(route, args=[self.period.pk]))
            for text, (permission, route) in pages.items()
            if self.actor.may(permission)
        )

    def to_do(self) -> components.Panel | None:
        """The whole payrun's next step: calculate, approve what is ready, or make the bank file."""
        if self.period is None:
            return None
        actor, waiting, approvable = self.actor, self.board.to_calculate, self.board.to_approve
        calculate = provider.with_keys(reverse("payroll:calculate", args=[self.period.pk]), all=1)
        not_calculated = (
            f"{words.counted(waiting, 'approved sheet is', 'approved sheets are')} not calculated."
        )
        elsewhere = external_parts.panel(self.period, actor)
        if elsewhere and not approvable:
            return elsewhere
        again = components.PanelRow("Calculate again", href=calculate, note=not_calculated if waiting else "")
        if approvable and actor.may(policy.APPROVE_PAYRUNS):
            approve = provider.with_keys(reverse("payroll:approve_payruns", args=[self.period.pk]), all=1)
            note = f"{words.counted(approvable, 'payslip', 'payslips')} for a second person."
            button = components.ButtonLink("Review and approve", approve, "main")
            return components.Panel("Next", (again,), action=button, action_note=note)
        if waiting:
            button = components.ButtonLink("Calculate", calculate, "main")
            return components.Panel("Next", action=button, action_note=not_calculated)
        if self.payments_due and actor.may(policy.MAKE_PAYMENT_FILES):
            note = f"{words.counted(self.payments_due, 'payment is', 'payments are')} due."
            button = components.ButtonLink("Make the bank file", reverse("ledger:batch_request"), "main")
            return components.Panel("Next", (again,), action=button, action_note=note)
        if self.board.counts["missing"] == len(self.board.posts):
            return components.Panel(
                "Next", text="No employer has approved a sheet yet: nothing to calculate."
            )
        return components.Panel("Next", (again,), text="Every approved sheet has been calculated.")

    @functools.cached_property
    def payments_due(self) -> int:
        """How many wages of this payday are in no bank file yet."""
        return month.payments_due(self.period, actor=self.actor) if self.period else 0

    def deadlines(self) -> components.Panel | None:
        """By when each step must be done."""
        return due.panel(self.period, now=self.now) if self.period else None

    def empty(self) -> components.Empty:
        """No post is like that."""
        if not self.board.posts:
            return components.Empty(
                "Every post to be paid in this period is listed here. None of your employers has one yet."
            )
        return components.Empty("No post is like that. Choose “Due”, or other filters.")


class PeriodBoard(Board):
    """The board of any period of the provider, by its address."""

    def load(self) -> None:
        """The period that the address names. Another provider's is not found."""
        periods = month.periods_of(actor=self.actor)
        self.period = shortcuts.get_object_or_404(periods, pk=self.kwargs["period"])

    def back(self) -> components.BackLink:
        """To all periods."""
        return components.BackLink("All periods", reverse("payroll:periods"))


def hours(minutes: int) -> str:
    """Hours to two places, for a column."""
    return words.figures((Decimal(minutes) / _HOUR).quantize(money.PENNY))


def _ring(post: boards.Post) -> Iterator[str]:
    """Whom to ring about a sheet that is missing, so that nobody opens a page for a number."""
    if post.place is board.MISSING:
        name, number = post.to_ring
        yield f"Ring {name}: {number}." if number else f"Ask {name}: no number is recorded."


def _is_meant(post: boards.Post, *, reason: str = "", name: str = "") -> bool:
    wanted = name.casefold()
    named = wanted in post.assistant.casefold() or wanted in post.employer.casefold()
    return named and reason in {"", post.reason}


def _under(period: models.PayPeriod, *, employers: int) -> str:
    counted = words.counted(employers, "employer", "employers")
    return f"{period.group.name} · {counted} · payday {dates.with_weekday(period.payday)}"


def _sent_back(found: boards.Board) -> components.PanelRow:
    """How many of these wages came back from the bank, and what became of them."""
    asked, again = found.back[board.SENT_BACK], found.back[board.PAID_AGAIN]
    back = words.counted(found.back.total(), "payment of this payrun", "payments of this payrun")
    note = f"{back} came back: {words.number(asked)} to answer, {words.number(again)} paid again."
    return components.PanelRow(
        "Sent back by the bank",
        note=note if found.back else "Nothing of this payrun came back.",
        href=reverse("ledger:returns"),
    )


def _no_period() -> components.Empty:
    return components.Empty(
        "The payruns of your organisation will be here. There is no pay period yet: ask your manager for one."
    )


def _totals(period: models.PayPeriod, found: boards.Board, actor: actors.Actor) -> components.Figures:
    """What the period comes to, each figure with what it agrees with."""
    sums = totals.of_period(period, actor=actor)
    every, out = len(found.posts), found.counts["missing"]
    said = {True: "Agrees with the sheets", False: "Does not agree with the sheets"}
    adds = {True: "Adds up to the penny", False: "Does not add up: look before you approve"}
    slips = words.counted(sums.payslips, "payslip", "payslips")
    return components.Figures(
        title="Control totals",
        link=components.Link("How these are worked out", reverse("payroll:totals", args=[period.pk])),
        items=(
            components.Figure(
                f"{every - out} of {every}",
                "Sheets approved",
                f"{words.share(every - out, every).normalize():f}%",
            ),
            components.Figure(hours(sums.minutes), "Hours", said[sums.hours_agree.agrees]),
            components.Figure(money.in_words(sums.gross), "Gross pay", f"From {slips}"),
            components.Figure(money.in_words(sums.taken_off), "Tax, NI, loans and pension", "Taken off"),
            components.Figure(money.in_words(sums.net), "Net to pay", adds[sums.net_agrees.agrees]),
        ),
    )
