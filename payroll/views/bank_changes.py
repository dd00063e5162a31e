"""New bank details, in the hands of payroll: the list of them, asking for them, and looking at one."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from dpss.access import audit, policy, transitions
from dpss.kernel import dates
from dpss.web import components, views, words
from dpss.web.components import basics
from ledger import queries as books
from payroll.forms.bank_details import BankChangeFilters, BankDetailsForm
from payroll.operations import bank_details as operations
from payroll.queries import bank_details
from payroll.views.bank_details import COLOURS, account_in_words, who_asked
from payroll.views.post_file import OfAPost


class BankChanges(views.SearchPage):
    """Bank details to approve: what waits for a second person, whom to ring, and what was decided."""

    permission: ClassVar[str] = policy.KEEP_PA_ACCOUNTS
    template_name = "payroll/provider/bank_changes.html"
    title = "Bank details to approve"
    filter_form = BankChangeFilters
    saved = (
        views.Saved("waiting", "Waiting", Q(state="proposed"), fact="for a second person"),
        views.Saved("ring", "To ring", Q(to_ring=True, rung_at=None), fact="without e-mail"),
        views.Saved("decided", "Decided", ~Q(state="proposed"), fact="approved, refused or withdrawn"),
    )
    sorts = {
        "oldest": views.Option("Oldest first", ("proposed_at",)),
        "newest": views.Option("Newest first", ("-proposed_at",)),
        "name": views.Option("PA", ("pa",)),
    }

    def back(self) -> components.BackLink:
        """To the employers."""
        return components.BackLink("Employers", reverse("payroll:employers"))

    def reached(self) -> QuerySet[Any]:
        """Changes of PAs in the provider's posts."""
        return bank_details.changes(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name."""
        return rows.filter(pa__icontains=chosen["name"]) if chosen["name"] else rows

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """Whose, from when, who asked, and how far it is."""
        heads = ("PA", "New account", "From", "Asked for by", "State")
        return components.Table(
            caption="New bank details",
            caption_hidden=True,
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(map(_row, rows)),
        )

    def empty(self) -> components.Empty:
        """None like that."""
        return components.Empty(
            "No bank details are like that. Choose another part of the list. New bank details are asked for"
            " in the file of a post, or by PAs on their own pages."
        )


def _row(change: Any) -> components.Row:
    tag = components.Tag(change.get_state_display(), COLOURS[change.state])
    address = reverse("payroll:bank_change", args=[change.post, change.pk])
    return components.Row(
        (
            components.Cell(change.pa, href=address),
            f"Ending {change.ending}",
            dates.in_words(change.starts_on),
            components.Cell(who_asked(change), note=_moment(change.proposed_at)),
            components.Cell("", tag=tag, note="To ring" if change.to_ring and not change.rung_at else ""),
        )
    )


class Propose(OfAPost, views.FormPage):
    """Other bank details for a PA, to be approved by somebody else."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/bank_propose.html"
    form_class = BankDetailsForm

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"New bank details of {self.held.assistant.name}"

    def initial(self) -> dict[str, Any]:
        """The first day that is free."""
        found = bank_details.held(self.held.assistant.subject_id, actor=self.actor)
        return {"starts_on": found.first_day_free(self.actor.today) or self.actor.today}

    def context(self) -> dict[str, Any]:
        """What will happen, and whether numbers are checked at all just now."""
        name = self.held.assistant.name
        told = "is told by e-mail, without the numbers"
        if not self.held.assistant.is_reached:
            told = "must be rung: they do not sign in"
        checked = "Numbers that do not go together are refused."
        return {
            "follows": (
                books.account_check_notice(on=self.actor.today) or checked,
                "Nothing changes until a second person approves it.",
                "From the day that you give, wages that are in no bank file yet go to the new account.",
                f"The same holds for every employer of {name}.",
                f"{name} {told}.",
            )
        }

    def act(self, **values: Any) -> Any:
        """Ask."""
        return operations.propose(
            assistant=self.held.assistant, by_themselves=False, actor=self.actor, at=self.now, **values
        )

    def done(self, result: Any) -> str:
        """What is next."""
        return "The new bank details wait for a second person. Ask a colleague to look at them."


class OfAChange(OfAPost):
    """A page about one change of the bank details of a post's PA."""

    permission: ClassVar[str] = policy.KEEP_PA_ACCOUNTS

    def load(self) -> None:
        """The post, and the change, where the actor reaches both."""
        super().load()
        mine = books.account_changes(actor=self.actor).filter(subject_id=self.held.assistant.subject_id)
        self.change: Any = shortcuts.get_object_or_404(mine, pk=self.kwargs["change"])

    def address(self, name: str) -> str:
        """Another page about the change."""
        return reverse(f"payroll:{name}", args=[self.held.pk, self.change.pk])


class BankChange(OfAChange):
    """Old and new side by side, what the check said, who asked and when. Opening it is recorded."""

    template_name = "payroll/provider/bank_change.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"New bank details of {self.held.assistant.name}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; that somebody saw the numbers is recorded."""
        self.request.kept_events.append(audit.of(self.change, "look"))
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Both accounts, the facts, what to mind and what may be done."""
        change, is_open = self.change, self.change.state == "proposed"
        facts = books.facts_for_account_changes([change], actor=self.actor)[change.pk]
        moves = transitions.open_moves(change, actor=self.actor, facts=facts)
        why_not = transitions.why_not(change, "approve", actor=self.actor, facts=facts) if is_open else ""
        return {
            "tag": components.Tag(change.get_state_display(), COLOURS[change.state]),
            "cautions": bank_details.cautions(change, actor=self.actor) if is_open else (),
            "accounts": self._side_by_side() if is_open else None,
            "facts": _facts(change, self.held.assistant.name),
            "why_not": why_not or "",
            "buttons": [*self._buttons({move.name for move in moves})],
            "file": components.Link("The PA's file", reverse("payroll:post_file", args=[self.held.pk])),
        }

    def back(self) -> components.BackLink:
        """To the others."""
        return components.BackLink("Bank details to approve", reverse("payroll:bank_changes"))

    def _buttons(self, open_moves: set[str]) -> list[components.ButtonLink]:
        offered: tuple[tuple[str, str, basics.Weight], ...] = (
            ("approve", "Approve", "main"),
            ("refuse", "Refuse", "second"),
            ("take_back", "Take back", "plain"),
            ("cancel", "Cancel it", "second"),
        )
        buttons = [
            components.ButtonLink(label, self.address(f"bank_{name}"), weight)
            for name, label, weight in offered
            if name in open_moves
        ]
        if self.change.to_ring and self.change.rung_at is None:
            buttons.append(components.ButtonLink("I have rung the PA", self.address("bank_ring"), "main"))
        return buttons

    def _side_by_side(self) -> components.Table:
        """Of the account now the last four figures; of the new one all, to compare with what the PA sent."""
        now, new = (
            bank_details.held(self.change.subject_id, actor=self.actor).on(self.actor.today),
            self.change,
        )
        lines = (
            ("Name on the account", now.holder if now else "None", new.holder),
            ("Sort code", "Not shown" if now else "None", words.sort_code(new.sort_code)),
            ("Account number", f"Ending {now.ending}" if now else "None", new.account_number),
        )
        return components.Table(
            caption="Now and new",
            caption_hidden=True,
            columns=tuple(components.Column(head) for head in ("Detail", "Now", "New")),
            rows=tuple(components.Row(line) for line in lines),
        )


def _facts(change: Any, name: str) -> components.SummaryList:
    rows = [
        ("PA", name),
        ("New account", account_in_words(change)),
        ("From", dates.with_weekday(change.starts_on)),
        ("Asked for by", f"{who_asked(change)}, {_moment(change.proposed_at)}"),
        ("The banks' check", change.check_said),
    ]
    if change.decided_at:
        said = f"{change.decided_by.name}, {_moment(change.decided_at)}"
        rows.append((change.get_state_display(), said))
    if change.reason:
        rows.append(("Why", change.reason))
    return components.SummaryList(tuple(components.SummaryRow(label, value) for label, value in rows))


def _moment(at: Any) -> str:
    return words.moment_in_words(timezone.localtime(at))
