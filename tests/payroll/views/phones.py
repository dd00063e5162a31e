"""People of the cast on their phones: 320 pixels wide, without JavaScript; and the two who pay wages."""

import contextlib
from collections.abc import Callable, Iterator

from django.test import Client
from playwright import sync_api

from tests.cast import CAST
from tests.cast.people import Person
from tests.payroll.operations import steps
from tests.web import browser

SignedIn = Callable[..., Client]


@contextlib.contextmanager
def phone(signed_in: SignedIn, person: Person) -> Iterator[sync_api.Page]:
    """The phone of somebody who is signed in. While it is there, its thread cannot use Django's models."""
    with (
        browser.served() as address,
        browser.opened(
            address, width=browser.PHONE, javascript=False, cookies=browser.session_of(signed_in(person))
        ) as page,
    ):
        yield page


def field(page: sync_api.Page, name: str) -> sync_api.Locator:
    """A field of a timesheet, having opened what it is folded into."""
    found = page.locator(f"#id_{name}")
    while (folded := page.locator("details:not([open])", has=found)).count():
        folded.first.locator("summary").first.click()
    return found


def press(page: sync_api.Page, name: str, *, says: str, exact: bool = False) -> None:
    """Press a button, or a link that looks like one, and wait for what the next page says."""
    main = page.get_by_role("main")
    button, link = (main.get_by_role(role, name=name, exact=exact) for role in ("button", "link"))
    button.or_(link).first.click()
    browser.shows(page, says)
    assert browser.beside(page) <= 0, f"{page.url} scrolls sideways"


def day(page: sync_api.Page, label: str, *, of: tuple[int, int, int]) -> None:
    """Fill in a day."""
    group = page.get_by_role("group", name=label)
    for part, number in zip(("Day", "Month", "Year"), of, strict=True):
        group.get_by_label(part, exact=True).fill(str(number))


def sheet_approved(signed_in: SignedIn, *, says: str) -> None:
    """Asha approves the sheet that waits."""
    with phone(signed_in, CAST.asha) as page:
        page.goto("/payroll/approvals/")
        page.get_by_role("link", name="Dee").first.click()
        press(page, "Approve", says=says)


def paid(signed_in: SignedIn, *, payruns: str = "1 payrun") -> None:
    """Olu has the pay worked out, and Mara approves it."""
    with phone(signed_in, CAST.olu) as page:
        page.goto("/payroll/payruns/")
        press(page, "Calculate", says="Nothing is paid and HMRC is not told.")
        press(page, "Calculate", says="calculated")
    steps.work_out()
    with phone(signed_in, CAST.mara) as page:
        page.goto("/payroll/payruns/")
        press(page, "Review and approve", says="Who will be told")
        press(page, f"Approve {payruns}", says=f"You approved {payruns}.")
