"""The period worked by an officer and a manager, and what it took."""

import contextlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dpss.access import policy
from tests.journeys import portal as portals
from tests.journeys import visitor
from tests.journeys.officers_period import exceptions
from tests.journeys.officers_period.counted import Worker
from tests.web import browser

ROUNDS = 4
IN_ORDER = "violations: 0"


@dataclass(frozen=True)
class Report:
    """What the period took: `found` counts what needed somebody by reason, `left` what is not approved."""

    employers: int
    posts: int
    payslips: int
    found: Counter[str]
    left: Counter[str]
    workers: tuple[Worker, ...]
    books: str

    def lines(self) -> Iterator[str]:
        """The table."""
        yield from _columns(("Employers", self.employers), ("Posts", self.posts), ("Payslips", self.payslips))
        yield f"\nPosts that needed somebody: {self.found.total()}"
        yield from _columns(*self.found.most_common())
        for worker in self.workers:
            yield f"\n{worker.name:<44}{'pages':>8}{'forms':>8}{'seconds':>9}"
            for name, part in [*worker.parts.items(), ("Together", worker.everything)]:
                yield f"  {name:<42}{part.pages:>8}{part.forms:>8}{part.seconds:>9.1f}"
        pages = [worker.everything.pages for worker in self.workers]
        yield f"\nPages for each employer, officer and manager: {sum(pages) / self.employers:.2f}"
        yield f"Pages for each post that needed somebody: {sum(pages) / max(self.found.total(), 1):.1f}"
        yield f"Not approved at the end: {self.left.total()} {dict(self.left) or ''}".rstrip()
        yield f"Books: {self.books}"


@contextlib.contextmanager
def at_work(portal: portals.Portal) -> Iterator[visitor.Served]:
    """A portal with everything that it has in production, and a browser."""
    portal.start_sandbox()
    portal.start_worker()
    portal.start_beat()
    with visitor.served(portal) as county:
        yield county


def worked(county: visitor.Served, *, width: int, javascript: bool) -> Report:
    """Work the period. Everything that is due is approved at the end, or `left` says why it is not."""
    county.portal.manage("demo_month", "--sheets-only")
    how = {"width": width, "javascript": javascript}
    with (
        browser.window(county.chromium, county.address, **how) as desk,
        browser.window(county.chromium, county.address, **how) as next_desk,
    ):
        officer, manager = Worker("Officer", desk), Worker("Manager", next_desk)
        for worker, role in ((officer, policy.PAYROLL_OFFICER), (manager, policy.PAYROLL_MANAGER)):
            with worker.part("Sign in"):
                county.sign_in(worker.page, role)
        found = _work(officer, manager)
        exceptions.approve(manager)
        exceptions.make_bank_file(manager)
        rows = exceptions.rows(manager)
    return Report(
        employers=len({row["Employer"] for row in rows}),
        posts=len(rows),
        payslips=sum(bool(row["Gross"]) for row in rows),
        found=found,
        left=Counter(row["Reason"] or row["State"] for row in rows if row["State"] not in _DONE),
        workers=(officer, manager),
        books=_books(county.portal),
    )


_DONE = {"Approved", "Reported", "Paid"}


def _work(officer: Worker, manager: Worker) -> Counter[str]:
    """The officer's part, and the answers on the telephone. What needed somebody, by its reason."""
    with officer.part("Ask for the calculation"):
        exceptions.calculate(officer)
    found = exceptions.needing_someone(officer)
    with officer.part("Read what changed, on the list"):
        exceptions.read_changes(officer)
    for _ in range(ROUNDS):
        for name, deal_with in exceptions.KINDS.items():
            with officer.part(name):
                deal_with(officer)
        exceptions.record_answers(manager)
        if not exceptions.waits(officer):
            break
        with officer.part("Calculate what came in since"):
            exceptions.calculate(officer)
        found |= exceptions.needing_someone(officer)
    return found


def _books(portal: portals.Portal) -> str:
    """The last line of the check, once the worker has done what else it does within the hour or the night."""
    for task in ("commissioning.take_measures", "payroll.raise_pension_schedules"):
        portal.run(sys.executable, "-m", "celery", "-A", "dpss", "call", task)
    last = ""

    def are_in_order() -> bool:
        nonlocal last
        last = portal.manage("check_books", check=False).stdout.strip().splitlines()[-1]
        return last == IN_ORDER

    with contextlib.suppress(AssertionError):
        portals.wait_for(are_in_order, "the books")
    return last


def _columns(*pairs: tuple[str, int]) -> Iterator[str]:
    for label, count in pairs:
        yield f"  {label:<50}{count:>8,}"
