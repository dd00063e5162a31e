"""The pages of papers, on a phone and on a desk: accessible, narrow, easy to touch, right when read aloud."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from tests.cast import CAST
from tests.cast.people import Person
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]

POST, EMPLOYER = CAST.posts["dee at asha"], CAST.homes["asha"].id_of("employer")
LETTER = f"/payroll/papers/letter/{POST.id_of('employment')}/"
OF_DEE = (
    "/payroll/payslips/",
    f"/payroll/payslips/{POST.id_of('payslip')}/",
    "/payroll/papers/",
    f"/payroll/papers/forms/{POST.id_of('issued form')}/",
    LETTER,
    f"{LETTER}?first=2026-08-22&last=2026-11-21",
)
OF_ASHA = (
    f"/payroll/papers/of/{EMPLOYER}/",
    f"/payroll/papers/of/{EMPLOYER}/p32/2026-27/",
    f"/payroll/papers/p11/{POST.id_of('employment')}/2026-27/",
)
OF_OLU = (
    *OF_ASHA,
    "/payroll/papers/print/",
    "/payroll/papers/print/new/",
    "/payroll/papers/print/confirm/?of=payslips:2026-10-30&for_whom=everybody",
    f"/payroll/papers/print/{CAST.northfield.id_of('printing')}/",
)
DESK = 1280
SMALL = """() => [...document.querySelectorAll(
    "main button, main .dpss-button, main input[type=text], main summary, main label:has(input)"
)].filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 44)
    .map((it) => it.outerHTML.slice(0, 100))"""


def cookie(signed_in: SignedIn, person: Person) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {name: signed_in(person).cookies[name].value}


@pytest.mark.parametrize("width", [browser.PHONE, DESK])
def test_every_page_is_accessible_narrow_and_easy_to_touch(
    own_database: str, signed_in: SignedIn, width: int
) -> None:
    found, wide, small = [], [], []
    with browser.served() as address:
        for person, paths in ((CAST.dee, OF_DEE), (CAST.asha, OF_ASHA), (CAST.olu, OF_OLU)):
            with browser.opened(
                address, width=width, javascript=width == DESK, cookies=cookie(signed_in, person)
            ) as page:
                for path in paths:
                    answer = page.goto(path)
                    assert answer is not None
                    assert answer.status == 200, path
                    if width == DESK:
                        found += [(path, one["id"]) for one in Axe().run(page).response["violations"]]
                    else:
                        small += [(path, what) for what in page.evaluate(SMALL)]
                    if page.evaluate("document.documentElement.scrollWidth") > width:
                        wide.append(path)
    assert (found, wide, small) == ([], [], [])


def test_a_payslip_reads_aloud_in_the_order_of_its_sums(own_database: str, signed_in: SignedIn) -> None:
    """What a screen reader says: headings in their order, each line's name before its amount."""
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, cookies=cookie(signed_in, CAST.dee)) as page,
    ):
        page.goto(f"/payroll/payslips/{POST.id_of('payslip')}/")
        main = page.get_by_role("main")
        headings = main.get_by_role("heading").all_inner_texts()
        assert headings == [
            "Why is my pay this?",
            "What you earned",
            "What was taken off",
            "What your employer pays on top",
            "Hours",
            "Holiday",
        ]
        said = " ".join(main.inner_text().split())
        spoken = ("Paid to you on", "Before deductions", "Hours worked", "Pay before deductions", "Taken off")
        places = [said.index(words) for words in spoken]
        assert places[0] < places[1] < places[2] < places[3]
        table = main.get_by_role("table", name="This tax year so far")
        assert table.get_by_role("rowheader").first.inner_text() == "Taxable pay"
        assert [head.inner_text() for head in table.get_by_role("columnheader").all()] == ["In this job", "£"]
