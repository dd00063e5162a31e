"""The posts of a payrun's board, with what decides their place: a fixed number of queries."""

import functools
import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import (
    CharField,
    Exists,
    F,
    FilteredRelation,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from dpss.access import actors, scope
from ledger.queries import payments
from payroll import board, models, reasons
from payroll.queries import off_cycle, paying_sheets, posts, relatives, wages_back, worked_time
from payroll.queries.submissions import newest_versions

_READ: Final = (
    "pk", "assistant__name", "assistant__phone", "employer_id", "employer__name", "employer__client__phone",
    "sheet", "sheet_id", "entered_by", "slip__gross", "slip__net",
    "slip__payrun_id", "slip__payrun__state", "slip__instruction__state",
    "replaced_instruction", "newest_run", "newest_state", "problem", "report",
    "is_sent", "held", "slip__pk", "slip__replaces_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Post:
    """One post on the board. `minutes` are those paid by the hour, `gross` pounds, None without a payslip.

    `payrun_id` is that of its payslip, else the newest of the employer; `run_state` is that payrun's.
    `entered_by` is the colleague who typed its sheet in for the PA, `sent_back_id` what the bank sent back.
    """

    pk: uuid.UUID
    assistant: str
    employer_id: uuid.UUID
    employer: str
    minutes: int
    gross: Decimal | None
    payrun_id: uuid.UUID | None
    run_state: str
    facts: board.Facts
    assistant_phone: str = ""
    employer_phone: str = ""
    sheet_id: uuid.UUID | None = None
    entered_by: uuid.UUID | None = None
    sent_back_id: uuid.UUID | None = None

    @property
    def place(self) -> board.Place:
        """Where it stands."""
        return board.place_of(self.facts)

    @property
    def reason(self) -> str:
        """The code of why it needs someone."""
        return board.reason_of(self.facts)

    @property
    def is_sent(self) -> bool:
        """Whether the PA has sent the sheet, so that its hours mean something."""
        return self.facts.sheet in {"submitted", "approved"}

    @property
    def needs_someone(self) -> bool:
        """Whether it does not go on until somebody acts."""
        return board.needs_someone(self.facts)

    @property
    def is_calculated(self) -> bool:
        """Whether it has a payslip."""
        return self.gross is not None

    @property
    def to_ring(self) -> tuple[str, str]:
        """Who is waited for while the sheet is missing, and their number: the employer once it is sent."""
        if self.is_sent:
            return self.employer, self.employer_phone
        return self.assistant, self.assistant_phone

    @property
    def why(self) -> str:
        """Why it needs someone, or how far it is."""
        busy = self.run_state == "requested"
        return board.why(self.facts, is_calculated=self.is_calculated, is_being_calculated=busy)


@dataclass(frozen=True)
class Board:
    """Every post that is due in a period."""

    posts: tuple[Post, ...]

    @functools.cached_property
    def counts(self) -> Counter[str]:
        """How many posts stand in each place, by its name."""
        return Counter(post.place.name for post in self.posts)

    @functools.cached_property
    def needing_someone(self) -> int:
        """How many do not go on until somebody acts."""
        return sum(post.needs_someone for post in self.posts)

    @functools.cached_property
    def to_calculate(self) -> int:
        """How many have a sheet that is approved, nothing that stops them, and no payslip yet."""
        return sum(post.place is board.READY and not post.is_calculated for post in self.posts)

    def next_after(self, pk: uuid.UUID | None, *, because: Collection[str] = ()) -> Post | None:
        """The next post that needs someone after one of them, by employer and PA; after the last the first.

        With `because`, only one that needs someone for one of these reasons.
        """
        waiting = sorted(
            (
                post
                for post in self.posts
                if post.needs_someone and post.pk != pk and (not because or post.reason in because)
            ),
            key=_by_name,
        )
        here = next((_by_name(post) for post in self.posts if post.pk == pk), None)
        later = [post for post in waiting if here is None or _by_name(post) > here]
        return next(iter(later or waiting), None)

    @property
    def in_trouble(self) -> int:
        """How many are approved and need someone because of their report to HMRC."""
        return sum(post.facts.has_report_trouble for post in self.posts)

    @functools.cached_property
    def back(self) -> Counter[str]:
        """How many wages the bank sent back, by what became of them."""
        return Counter(post.facts.back for post in self.posts if post.facts.back)

    @property
    def to_approve(self) -> int:
        """How many payslips wait for a second person."""
        return self.counts["ready"] + self.counts["changed"] - self.to_calculate

    @property
    def approved(self) -> int:
        """How many payslips a second person has approved, paid or not."""
        away = sum(post.facts.did_not_work for post in self.posts)
        return self.counts["approved"] + self.counts["reported"] + self.counts["paid"] - away


def of_period(period: models.PayPeriod, *, today: date, actor: actors.Actor) -> Board:
    """A period's board, as far as the actor reaches: what needs someone first, then by employer and PA."""
    minutes = _minutes(period, actor)
    back = wages_back.of_period(period, today=today, actor=actor)
    rows = list(_rows(period, today, actor).values(*_READ))
    waiting = relatives.held_in([row["pk"] for row in rows], period=period, actor=actor)
    for row in rows:
        row["held"] = row["held"] or waiting.get(row["pk"], "")
    found = [_post(row, minutes, back) for row in rows]
    found.sort(key=lambda post: (board.urgency_of(post.facts), *_by_name(post)))
    return Board(tuple(found))


def _by_name(post: Post) -> tuple[str, str, uuid.UUID]:
    return post.employer, post.assistant, post.pk


def _rows(period: models.PayPeriod, today: date, actor: actors.Actor) -> QuerySet[models.Employment]:
    runs = models.Payrun.objects.filter(
        employer=OuterRef("employer"), period=period, kind=models.Payrun.Kind.REGULAR
    ).order_by("-run")
    sheets = paying_sheets.ranked(models.Timesheet.objects.filter(employment=OuterRef("pk"), period=period))
    holds = models.HeldPay.objects.filter(employment=OuterRef("pk"), period=period, state="held")
    # A post has one payslip for what a period owes it: whoever is paid is not paid again.
    off, owing = off_cycle.on_a_board(period, actor=actor)
    usual = Q(payslips__payday=period.payday) & ~Q(payslips__pk__in=off)
    counted = Q(payslips__replaced_at=None) & (
        Q(payslips__replaces=None) | Q(payslips__approved_at__isnull=False)
    )
    slip = FilteredRelation("payslips", condition=(usual | Q(payslips__pk__in=owing)) & counted)
    return posts.due_in(period, actor=actor).annotate(
        slip=slip,
        sheet_id=Subquery(sheets.values("pk")[:1]),
        entered_by=Subquery(sheets.values("entered_by")[:1]),
        sheet=Coalesce(Subquery(sheets.values("state")[:1]), Value(reasons.NO_SHEET)),
        newest_run=Subquery(runs.values("pk")[:1]),
        newest_state=Coalesce(Subquery(runs.values("state")[:1]), Value("")),
        problem=Subquery(runs.values(found=_problem_of(OuterRef("pk")))[:1]),
        report=Coalesce(Subquery(_report()), Value("")),
        is_sent=Exists(_sent(today, actor)),
        replaced_instruction=Subquery(_replaced_instruction(actor)),
        held=Coalesce(Subquery(holds.values("reason")[:1]), Value(""), output_field=TextField()),
    )


def _problem_of(employment: OuterRef) -> Func:
    """What the calculation wrote down about a post."""
    return Func(
        F("exceptions"),
        Value("$[*] ? (@.employment == $post)"),
        JSONObject(post=Cast(employment, CharField())),
        function="jsonb_path_query_first",
        template="%(function)s(%(expressions)s)",
        output_field=JSONField(),
    )


def _report() -> QuerySet[models.Submission, Any]:
    reports = models.Submission.objects.filter(payrun=OuterRef("slip__payrun"))
    return newest_versions(reports).values("state")[:1]


def _replaced_instruction(actor: actors.Actor) -> QuerySet[models.PaymentInstruction, Any]:
    """The state of the instruction for the payslip that a correction replaced."""
    rows = models.PaymentInstruction.objects.filter(payslip__replacement=OuterRef("slip__pk"))
    return scope.visible_to(rows, actor).order_by().values("state")[:1]


def _sent(today: date, actor: actors.Actor) -> QuerySet[Any]:
    """The payment of the payslip or of the one it replaced, once the payday of its bank file has come."""
    keys = [
        Concat(Value("payslip:"), Cast(OuterRef(of), CharField()), Value(":net"))
        for of in ("slip__pk", "slip__replaces_id")
    ]
    return payments(actor=actor, state="in_file").filter(source_key__in=keys, batch__pay_on__lte=today)


def _minutes(period: models.PayPeriod, actor: actors.Actor) -> dict[uuid.UUID, int]:
    """The minutes paid by the hour on each sheet of the period."""
    entries = models.TimesheetEntry.objects.filter(
        timesheet__period=period, kind__in=worked_time.PAID_BY_THE_HOUR
    )
    sums = scope.visible_to(entries, actor).order_by().values_list("timesheet_id")
    return dict(sums.annotate(Sum("minutes")))


def _post(
    row: Mapping[str, Any], minutes: Mapping[uuid.UUID, int], sent_back: Mapping[str, wages_back.Back]
) -> Post:
    found = row["problem"]
    back = wages_back.of_slips(sent_back, row["slip__pk"], row["slip__replaces_id"])
    return Post(
        pk=row["pk"],
        assistant=row["assistant__name"],
        employer_id=row["employer_id"],
        employer=row["employer__name"],
        minutes=minutes.get(row["sheet_id"], 0),
        gross=row["slip__gross"],
        payrun_id=row["slip__payrun_id"] or row["newest_run"],
        run_state=row["slip__payrun__state"] or row["newest_state"],
        assistant_phone=row["assistant__phone"],
        employer_phone=row["employer__client__phone"],
        sheet_id=row["sheet_id"],
        entered_by=row["entered_by"],
        sent_back_id=back.pk,
        facts=board.Facts(
            sheet=row["sheet"],
            problem=_problem(found) if found else None,
            net=row["slip__net"],
            is_approved=row["slip__payrun__state"] == "approved",
            report=row["report"],
            is_sent=row["is_sent"] or back.is_paid_again,
            is_paid_by_employer=_is_paid_by_employer(row),
            held=row["held"],
            back=back.became,
        ),
    )


def _is_paid_by_employer(row: Mapping[str, Any]) -> bool:
    """A correction that pays nothing more has no instruction of its own."""
    own, before = row["slip__instruction__state"], row["replaced_instruction"]
    return (own or before) == "paid"


def _problem(found: Mapping[str, str]) -> reasons.Problem | None:
    """What was found, but for pay that was held then: whether it still is, is known by itself."""
    if found["reason"] == "held":
        return None
    return reasons.Problem(found["kind"], found["reason"], found["why"])
