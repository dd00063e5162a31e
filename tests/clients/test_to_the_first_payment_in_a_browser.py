"""From the eight questions of somebody nobody knew to their first payment: on a phone, without JavaScript."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

import pytest
from django.core import mail
from django.test import Client

from clients import conditions
from dpss.access import actors, invited, outbox, policy
from dpss.access.models import OutboxMessage
from tests.cast import AT, CAST, TODAY
from tests.clients import four_weekly_world as world
from tests.clients.on_a_phone import confirm, day, follow, press, seen_by
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]
NAME, PASSWORD = "Pat Grey", "eleven-blue-herons-91"
WHY = "She said so, and I saw the letter."
NEXT = dt.date(2026, 12, 14)


def invitation() -> str:
    """The link in the e-mail that invites Pat, which the job sends within minutes."""
    job = actors.for_job(job=policy.JOB_MESSAGES, council_id=CAST.east.id, today=TODAY)
    with actors.acting(job):
        OutboxMessage.objects.exclude(template=invited.TEMPLATE).update(given_up_at=AT)
        while outbox.send_next(actor=job, at=AT + dt.timedelta(days=1)):
            pass
    (letter,) = [one for one in mail.outbox if one.to == ["pat.grey@example.org"]]
    found = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", str(letter.body))
    assert found, letter.body
    return found[1]


def ask(address: str) -> None:
    """A visitor answers the eight questions, and their answers go with what they send."""
    with seen_by(address) as page:
        page.goto("/guide/")
        follow(page, "Answer the first question")
        for answer in (
            *("Me", "Both of these", "Me", "No, I would look for a personal assistant"),
            *("Yes, if somebody does the paperwork", "A provider, for me", "15 to 35 hours"),
            "As soon as possible",
        ):
            page.get_by_label(answer, exact=True).check()
            press(page, "Continue")
        browser.shows(page, "A direct payment to employ somebody", "Your code is")
        follow(page, "Ask the council about a direct payment for you")
        page.get_by_label("Your full name").fill(NAME)
        day(page, "When were you born?", dt.date(1975, 5, 4))
        page.get_by_label("Adult", exact=True).check()
        page.get_by_label("E-mail address").fill("pat.grey@example.org")
        page.get_by_label("What would you like?").fill("To choose who helps me in the morning.")
        press(page, "Send this to the council")
        browser.shows(page, "We have it. Somebody at the council reads it")


def take_on(address: str, paula: Mapping[str, str]) -> None:
    with seen_by(address, paula) as page:
        page.goto("/home/")
        follow(page, "Referrals to decide", NAME)
        browser.shows(page, "To choose who helps me in the morning.", "15 to 35 hours")
        follow(page, "Accept it")
        page.get_by_label("No, they are new here").check()
        page.get_by_label("Reference in the council’s records").fill("EM 7001")
        page.get_by_label("Who supports them?").select_option(label="Marcus Hale, Northfield Payroll")
        press(page, "Accept it")
        browser.shows(page, NAME)


def prepare(address: str, marcus: Mapping[str, str]) -> None:
    """The support worker writes down what Pat decided, and invites her."""
    with seen_by(address, marcus) as page:
        page.goto("/clients/decisions/")
        follow(page, NAME, "Write down what they decided")
        page.get_by_label("Yes, a direct payment").check()
        page.get_by_label("Why?").fill("I want to choose who helps me.")
        day(page, "When did they decide?", dt.date(2026, 11, 20))
        press(page, "Keep this decision")
        browser.shows(page, "explained")
        for way in ("Support that the council arranges", "A direct payment"):
            page.get_by_label(way, exact=True).check()
        press(page, "Keep this decision")
        page.goto("/clients/")
        follow(page, NAME, "Invite them to sign in")
        page.get_by_label("E-mail address").fill("pat.grey@example.org")
        press(page, "Send the link")
        browser.shows(page, "The link goes to Pat Grey by e-mail")


def decide(address: str, paula: Mapping[str, str]) -> None:
    """The council's practitioner records what the law asks, one by one."""
    with seen_by(address, paula) as page:
        page.goto("/clients/decisions/")
        follow(page, NAME, "Can they decide themselves?")
        page.get_by_label("Yes", exact=True).check()
        day(page, "When was it assessed?", dt.date(2026, 11, 20))
        page.get_by_label("Who assessed it?").fill("Mo Lind, social worker")
        page.get_by_label("What was found, and how?").fill("She explained it back in her own words.")
        press(page, "Keep this")
        follow(page, "By which law, and who is paid")
        page.get_by_label("Care Act section 31: an adult who can decide").check()
        page.get_by_label("The person themselves").check()
        press(page, "Keep this route")
        for one in conditions.conditions_of(conditions.SECTION_31, conditions.SELF):
            follow(page, one.question)
            page.get_by_label("Yes", exact=True).check()
            if one.code != conditions.EXCLUDED:
                page.get_by_label("What did you see or hear that shows it?").fill(WHY)
            press(page, "Keep this")
        follow(page, "Every condition is met")
        confirm(page)
        browser.shows(page, "Ready for the agreement")


def sign(address: str, link: str) -> None:
    """Pat chooses a password, reads the agreement in Easy Read, and signs it."""
    with seen_by(address) as page:
        page.goto(link)
        page.get_by_label("New password", exact=True).fill(PASSWORD)
        page.get_by_label("New password again").fill(PASSWORD)
        press(page, "Save the new password")
        page.get_by_role("main").get_by_role("link", name="Sign in").click()
        page.get_by_label("Email address").fill("pat.grey@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        press(page, "Sign in")
        browser.shows(page, "Pat")
        page.goto("/clients/my-payment/")
        browser.shows(page, "The agreement is ready.")
        assert browser.beside(page) <= 0
        follow(page, "Read the agreement", "Read it in Easy Read")
        browser.shows(page, "The money is for your support.")
        page.get_by_label("Type your full name to sign").fill(NAME)
        press(page, "Sign the agreement")
        browser.shows(page, "You signed the agreement. The first payment comes next.")


def budget(address: str, fay: Mapping[str, str]) -> str:
    """Council finance enters 300 a week with 48 of Pat's own; 320 is refused. Then where it goes."""
    with seen_by(address, fay) as page:
        page.goto("/clients/payments-due/")
        follow(page, "Signed, and not set up to be paid", NAME, "Enter a budget")
        day(page, "First day", NEXT)
        page.get_by_label("Line 1: what for").fill("Personal assistants")
        page.get_by_label("Line 1: pounds a week").fill("300")
        page.get_by_label("The client’s contribution a week").fill("320")
        page.get_by_label("Paid less the client").check()
        page.get_by_label("Their own bank account").check()
        page.get_by_label("Why?").fill("As the support plan says.")
        press(page, "Put this budget forward")
        browser.shows(page, "There is a problem")
        page.get_by_label("The client’s contribution a week").fill("48")
        press(page, "Put this budget forward")
        browser.shows(page, "Direct payment of Pat Grey")
        follow(page, "Where it goes")
        page.get_by_label("Name on the account").fill("P Grey")
        page.get_by_label("Sort code").fill("99-99-08")
        page.get_by_label("Account number").fill("70888888")
        press(page, "Check and ask for approval")
        browser.shows(page, "The new account waits for a second person.")
        follow(page, NAME, "Write down what was agreed")
        day(page, "First day that is paid", NEXT)
        press(page, "Write it down")
        browser.shows(page, "Another person begins the payments.")
        return page.url


def begin(address: str, ada: Mapping[str, str], record: str) -> None:
    """A second person holds budget and account against the papers, and begins the payments."""
    with seen_by(address, ada) as page:
        page.goto("/clients/payments-due/agreed/")
        browser.shows(page, "Everybody who signed is set up to be paid.")
        page.goto(record)
        follow(page, "Approve the budget")
        browser.shows(page, "252.00", "£1,008.00 for four weeks")
        confirm(page)
        page.goto(record)
        follow(page, "Where it goes", "Approve the new account")
        confirm(page)
        page.goto(record)
        follow(page, "Begin the payments")
        confirm(page)
        browser.shows(page, "Running")


def put_forward(address: str, fay: Mapping[str, str]) -> None:
    with seen_by(address, fay) as page:
        page.goto("/clients/payments-due/?show=first")
        browser.shows(page, NAME, "1,008.00")
        follow(page, "Put forward what is worked out")
        confirm(page)
        browser.shows(page, "7 done.")
        assert browser.beside(page) <= 0


def approve(address: str, ada: Mapping[str, str]) -> None:
    with seen_by(address, ada) as page:
        page.goto("/clients/payments-due/")
        follow(page, "Approve what was put forward")
        browser.shows(page, "1,008.00")
        confirm(page)
        page.goto("/ledger/payments/files/new/")
        page.get_by_label("Monday 14 December 2026").check()
        page.get_by_label("Bacs file (Standard 18)").check()
        press(page, "Make the bank file")
        browser.shows(page, "file")


def read(address: str) -> None:
    """Pat sees that it runs, and on which day the money comes."""
    with seen_by(address) as page:
        page.goto("/accounts/login/")
        page.get_by_label("Email address").fill("pat.grey@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        press(page, "Sign in")
        browser.shows(page, "Pat")
        page.goto("/clients/my-payment/")
        browser.shows(page, "The direct payment is up and running.")
        page.goto("/clients/money/")
        browser.shows(page, "Paid on 14 December 2026", "1,008.00")
        assert browser.beside(page) <= 0


def test_from_the_eight_questions_to_the_first_payment(
    own_database: str, signed_in: SignedIn, today: Callable[[dt.date], None]
) -> None:
    marcus, paula, fay = (browser.session_of(signed_in(one)) for one in (CAST.marcus, CAST.paula, CAST.fay))
    ada = signed_in(CAST.ada)
    with actors.acting(world.finance()):
        session = ada.session
        session["membership"] = str(world.second().membership_id)
        session.save()
    with browser.served() as address:
        ask(address)
        take_on(address, paula)
        prepare(address, marcus)
        link = invitation()
        decide(address, paula)
        sign(address, link)
        record = budget(address, fay)
        begin(address, browser.session_of(ada), record)
        today(dt.date(2026, 12, 1))
        world.work_out(today=dt.date(2026, 12, 1))
        put_forward(address, fay)
        approve(address, browser.session_of(ada))
        assert world.filed(NEXT, today=dt.date(2026, 12, 1)) is not None
        today(NEXT)
        read(address)
