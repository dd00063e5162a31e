"""What a payroll officer and a manager do about the posts of a payrun that need somebody, on pages."""

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from playwright import sync_api

from dpss.portal.demo import period
from tests.journeys.officers_period.counted import Worker

BOARD: Final = "/payroll/payruns/"
LONG: Final = 300_000
# The legal minimum from 21, in the tax year of the demo.
MINIMUM: Final = "12.71"
_HOURS_A_DAY: Final = 8
_SHIFTS: Final = 2
_OVERLAP: Final = re.compile(r"^\w+ (\d+ \w+ \d{4}): (\d+:\d+) to .+ overlaps (\d+:\d+) to .+$", re.MULTILINE)
_UNSEEN: Final = re.compile(r"^\w+ (\d+ \w+ \d{4}): it overlaps work that the PA has sent .+$", re.MULTILINE)


def rows(worker: Worker) -> list[dict[str, str]]:
    """Every post of the payrun, from the download, which opens no page."""
    answer = worker.page.request.get(f"{BOARD}?download=csv")
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))


def needing_someone(worker: Worker) -> Counter[str]:
    """How many posts need somebody, by the reason."""
    return Counter(row["Reason"] for row in rows(worker) if row["Reason"])


def waits(worker: Worker) -> bool:
    """Whether an approved sheet is not calculated, or something that can be dealt with is not."""
    return any(row["State"] in {"Missing", "Blocked"} or not row["Gross"] for row in rows(worker))


def calculate(worker: Worker) -> None:
    """Ask for the whole payrun, follow the progress, and go back to the board."""
    page = _board(worker)
    worker.press(_main(worker).get_by_role("link", name=re.compile(r"^Calculate( again)?$")).first)
    worker.press(page.get_by_role("button", name="Calculate", exact=True))
    done = page.get_by_text("Everything that was asked for has been calculated.").first
    sync_api.expect(done).to_be_visible(timeout=LONG)
    worker.press(page.get_by_role("link", name="Go to the payrun"))


def read_changes(worker: Worker) -> None:
    """The list says by how much each pay differs from what is usual, and what it was."""
    _show(worker, "Changed")
    while worker.page.get_by_role("link", name="Next page").count():
        worker.press(worker.page.get_by_role("link", name="Next page"))


def decide_sickness(worker: Worker) -> None:
    """Each sickness leads to the next. What they earned before is asked for where no payslip here says it."""
    page = worker.page
    if not _begin(worker, "Blocked", "Decide the sick pay"):
        return
    while worker.is_at("Sickness of"):
        if page.get_by_role("button", name="Save these days").count():
            for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
                page.get_by_label(day, exact=True).check()
            worker.press(page.get_by_role("button", name="Save these days"))
        if page.get_by_label("Average weekly earnings").count():
            page.get_by_label("Average weekly earnings").fill("160.00")
            page.get_by_label("Where is the average from?").fill("Payslips of the payroll before")
        if page.get_by_label("No, and it is paid all the same").count():
            page.get_by_label("No, and it is paid all the same").check()
        page.get_by_label("Pay Statutory Sick Pay").check()
        worker.press(page.get_by_role("button", name="Check this"))
        worker.press(page.get_by_role("button", name=re.compile("^(Pay this|Record that it is not due)$")))


def enter_sheets(worker: Worker) -> None:
    """Whoever has not sent a sheet is rung and gives the hours; one sheet leads to the next."""
    page = worker.page
    if not _begin(worker, "Missing", "Enter the hours"):
        return
    while worker.is_at("Enter a timesheet for"):
        page.get_by_label("Phone", exact=True).check()
        worker.press(page.get_by_role("button", name="Go on to the hours"))
        _fill(worker)
        _take_overlaps_away(worker)
        for question in _main(worker).get_by_role("checkbox").all():
            question.check()
        worker.press(page.get_by_role("button", name="Send to the employer"))
        worker.press(page.get_by_role("link", name="Next sheet that is not sent"))


def change_terms(worker: Worker) -> None:
    """A rate below the minimum wage is put right for the days that are being paid."""
    page, first = worker.page, period.WORKED.first
    while _begin(worker, "Blocked", "Change the terms"):
        for label, number in (("Day", first.day), ("Month", first.month), ("Year", first.year)):
            page.get_by_label(label, exact=True).fill(str(number))
        page.get_by_label("Hourly rate", exact=True).fill(MINIMUM)
        worker.press(page.get_by_role("button", name="Change the terms"))
        _has_left(worker, "Change the terms of")


def find_money(worker: Worker) -> None:
    """For each payrun that its account cannot pay, somebody named pays in."""
    page = worker.page
    _board(worker)
    link = _main(worker).get_by_role("link", name="Short of money")
    if not link.count():
        return
    worker.press(link)
    short = page.get_by_role("row").filter(has_text="Not decided").get_by_role("link")
    while short.count():
        worker.press(short.first)
        page.get_by_label("Who has agreed?").fill("Colin Hart, council finance")
        page.get_by_label("What was agreed, and how do you know?").fill("It is paid in by Monday, by phone.")
        worker.press(page.get_by_role("button", name="Record it"))
        _has_left(worker, "Who pays in")


# What the officer deals with, in this order.
KINDS: Final[dict[str, Callable[[Worker], None]]] = {
    "Sickness to decide": decide_sickness,
    "Sheets that are not in": enter_sheets,
    "Below the minimum wage": change_terms,
    "Short of money": find_money,
}


def record_answers(worker: Worker) -> None:
    """Employers are rung about the sheets that were entered; one answer leads to the next."""
    page = worker.page
    with worker.part("Employers' answers by telephone"):
        if not _begin(worker, "Missing", "Record their answer"):
            return
        while worker.is_at("Record an approval"):
            page.get_by_role("group", name="Who said that it is right?").get_by_role("radio").first.check()
            now = dt.datetime.now(ZoneInfo("Europe/London"))
            page.get_by_label("At what time?").fill(f"{now:%H:%M}")
            worker.press(page.get_by_role("button", name="Record that they approve"))
            worker.press(page.get_by_role("link", name="Next sheet that is not approved"))


def approve(worker: Worker) -> None:
    """What is ready, as many payruns at a time as the page offers."""
    page = worker.page
    with worker.part("Review and approve"):
        _board(worker)
        worker.press(_main(worker).get_by_role("link", name="Review and approve").first)
        button = page.get_by_role("button", name=re.compile(r"^Approve [\d,]+ payruns?$"))
        while button.count():
            worker.press(button)


def make_bank_file(worker: Worker) -> None:
    """The wages that the provider pays, in one file; the worker makes it."""
    page = worker.page
    with worker.part("Make the bank file"):
        _board(worker)
        worker.press(_main(worker).get_by_role("link", name="Make the bank file"))
        page.get_by_role("radio").first.check()
        worker.press(page.get_by_role("button", name="Make the bank file"))


def _fill(worker: Worker) -> None:
    """The contracted hours in each week that is empty, from nine, on as few days as possible."""
    page = worker.page
    while not worker.is_at("Check the timesheet"):
        done, to_do = re.findall(r"([\d.]+) of ([\d.]+) hours?", worker.says())[0]
        minutes = int(Decimal(to_do) * 60) if done == "0" else 0
        for day in page.locator(".dpss-week--open .dpss-day--empty").all():
            today = min(minutes, _HOURS_A_DAY * 60)
            if today:
                _shift(day, today)
            minutes -= today
        worker.press(page.get_by_role("button", name=re.compile("^Save week")))


def _shift(day: sync_api.Locator, minutes: int) -> None:
    day.locator("summary").first.click()
    day.get_by_label("Start").first.fill("9:00")
    ends = 9 * 60 + minutes
    day.get_by_label("Finish").first.fill(f"{ends // 60}:{ends % 60:02}")


def _take_overlaps_away(worker: Worker) -> None:
    """A shift that stands on the sheet of another employer too was worked there, says the PA.

    Of an employer whose sheets are not shown the day alone is told.
    """
    page = worker.page
    while told := _OVERLAP.search(worker.says()) or _UNSEEN.search(worker.says()):
        day = dt.datetime.strptime(told.group(1), "%d %B %Y").date()  # noqa: DTZ007 - a day
        both = {dt.time.fromisoformat(begins) for begins in told.groups()[1:]}
        worker.press(page.get_by_role("link", name="Change this sheet"))
        week = page.get_by_role("link", name=f"Change week {(day - period.WORKED.first).days // 7 + 1}")
        if week.count():
            worker.press(week)
        for number in range(_SHIFTS):
            starts = page.locator(f"#id_start_{day:%Y%m%d}_{number}")
            named = {f"{one.hour}:{one.minute:02}" for one in both}
            if starts.count() and (not named or starts.input_value() in named):
                starts.fill("")
                page.locator(f"#id_finish_{day:%Y%m%d}_{number}").fill("")
        worker.press(page.get_by_role("button", name=re.compile("^Save week")))
        if not worker.is_at("Check the timesheet"):
            worker.press(page.get_by_role("link", name="Check this sheet and send it"))
        if told.group(0) in worker.says():
            raise AssertionError(f"it still overlaps: {told.group(0)}")


def _begin(worker: Worker, place: str, action: str) -> bool:
    """Go to the first post of a place with that to do; False when there is none."""
    if not any(row["State"] == place for row in rows(worker)):
        return False
    _board(worker)
    _show(worker, place)
    link = _main(worker).get_by_role("link", name=re.compile(f"^{action}"))
    if not link.count():
        return False
    worker.press(link.first)
    return True


def _board(worker: Worker) -> sync_api.Page:
    """The board, by the navigation unless it is there already."""
    if not _is_there(worker):
        worker.press(worker.page.get_by_role("link", name="Payruns", exact=True).first)
    return worker.page


def _is_there(worker: Worker) -> bool:
    return bool(re.search(r"/payroll/payruns/([0-9a-f-]{36}/)?(\?.*)?$", worker.page.url))


def _show(worker: Worker, place: str) -> None:
    """What stands in one place, by the strip."""
    if f"show={place.lower()}" not in worker.page.url:
        worker.press(_main(worker).get_by_role("link", name=place, exact=True).first)


def _has_left(worker: Worker, heading: str) -> None:
    """A page that refuses what was typed is shown again: say why."""
    if worker.is_at(heading) or worker.is_at("Error"):
        raise AssertionError(f"{worker.page.url}: {worker.says()[:300]}")


def _main(worker: Worker) -> sync_api.Locator:
    return worker.page.get_by_role("main")
