"""The first page of each role: its figures, its list, its one action, and how little it asks."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from psycopg2.extras import DateRange

from clients.models import Client as Client_
from clients.models import Representation
from dpss.access import actors, policy
from dpss.access.models import Membership
from payroll import models as payroll
from payroll.queries import homes
from tests.cast import AT, CAST, Person
from tests.commissioning.pages import text
from tests.factories import endings
from tests.factories import onboarding as made
from tests.payroll.operations import steps
from tests.portal.caseload import many_clients, questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
HOME = reverse("home")


def home(browser: Client) -> str:
    answer = browser.get(HOME)
    assert answer.status_code == 200
    return text(answer)


def test_a_client_is_told_what_to_do_by_when_and_why(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.asha)
    shown = home(browser)
    assert "Saturday 21 November 2026" in shown
    assert "Approve 1 timesheet By Monday 23 November 2026, 12 noon So that they are paid on time." in shown
    assert "Pay 2 PAs By Friday 30 October 2026" in shown
    assert shown.index("Pay 2 PAs") < shown.index("Approve 1 timesheet")
    assert "£468 There is £1,008. Of it, £540 is set aside" in shown.replace("free to use ", "")
    assert "Set aside: £540 of £1,008 (54%)" in shown
    page = browser.get(HOME).content.decode()
    assert f'href="{reverse("payroll:approvals")}"' in page
    assert f'href="{reverse("payroll:instructions")}"' in page


def test_only_pas_who_work_here_today_are_listed(signed_in: SignedIn) -> None:
    shown = home(signed_in(CAST.asha))
    assert "1 PA works for you" in shown.replace("PA works for you 1", "1 PA works for you")
    assert "Dee Lowe" in shown
    assert "Tom Reed" not in shown


def test_an_approval_that_is_late_is_not_promised_in_time(
    signed_in: SignedIn, today: Callable[[dt.date], None]
) -> None:
    today(dt.date(2026, 11, 24))
    shown = home(signed_in(CAST.asha))
    assert "This was due by Monday 23 November 2026, 12 noon They may be paid late." in shown
    assert "paid on time" not in shown


def test_a_pa_reads_when_the_last_pay_is_or_was_paid(
    signed_in: SignedIn, today: Callable[[dt.date], None]
) -> None:
    assert "was due to you on Friday 30 October 2026 £" in home(signed_in(CAST.dee))
    today(dt.date(2026, 10, 29))
    assert "is to be paid to you on Friday 30 October 2026 £" in home(signed_in(CAST.dee))


def test_a_representative_sees_whose_page_it_is_and_nothing_beyond_their_limits(
    signed_in: SignedIn,
) -> None:
    browser = signed_in(CAST.joan)
    shown = home(browser)
    assert "You are acting for Asha Verma" in shown
    assert "Asha’s direct payment" in shown
    assert "Asha’s PAs" in shown
    for hidden in ("free to use", "£1,008", "personal budget"):
        assert hidden not in shown
    page = browser.get(HOME).content.decode()
    assert f'href="{reverse("clients:money")}"' not in page
    assert f'href="{reverse("payroll:approvals")}"' in page


def test_a_representative_of_nobody_is_told_so(signed_in: SignedIn) -> None:
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=AT.date())
    with actors.acting(job):
        Representation.objects.filter(user_id=CAST.joan.user_id).update(
            state="ended", during=DateRange(empty=True)
        )
    shown = home(signed_in(CAST.joan))
    assert "You act for nobody today." in shown
    assert "You are acting for" not in shown


def test_a_pa_is_told_which_sheet_is_due_next(signed_in: SignedIn) -> None:
    shown = home(signed_in(CAST.dee))
    assert "2 jobs" in shown.replace("jobs 2", "2 jobs")
    assert "Asha Verma" in shown
    assert "Ben Okafor" in shown


def test_a_pa_who_has_not_sent_a_sheet_is_told_until_when(signed_in: SignedIn) -> None:
    post = CAST.posts["dee at asha"]
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=AT.date())
    with actors.acting(job):
        payroll.Timesheet.objects.filter(pk=post.id_of("timesheet")).update(state="draft")
    browser = signed_in(CAST.dee)
    shown = home(browser)
    assert "Send your timesheet for Asha Verma by Monday 23 November 2026, 12 noon" in shown
    assert "Carry on with your timesheet" in shown
    address = reverse("payroll:sheet", args=[post.id_of("timesheet")])
    assert f'href="{address}"' in browser.get(HOME).content.decode()


def test_a_late_sheet_comes_before_the_next_until_its_payday() -> None:
    post, dee = CAST.posts["dee at asha"], CAST.dee.actor
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=AT.date())
    with actors.acting(job):
        november = payroll.Timesheet.objects.get(pk=post.id_of("timesheet")).period
        payroll.Timesheet.objects.filter(pk=post.id_of("timesheet")).update(state="draft")
        december = payroll.PayPeriod.objects.create(
            group=november.group,
            council_id=november.council_id,
            first_day=dt.date(2026, 11, 23),
            last_day=dt.date(2026, 12, 20),
            sheets_in_by=dt.datetime(2026, 12, 21, 12, tzinfo=dt.UTC),
            payday=dt.date(2026, 12, 25),
            tax_year=november.tax_year,
            tax_period=40,
        )
    wanted = {}
    for day in (dt.date(2026, 11, 21), dt.date(2026, 11, 27), dt.date(2026, 11, 28)):
        actor = dee(today=day)
        with actors.acting(actor):
            jobs = homes.jobs(actor=actor, at=dt.datetime.combine(day, dt.time(15), tzinfo=dt.UTC))
        wanted[day.day] = next(job.period for job in jobs if job.employment.pk == post.id_of("employment"))
    assert wanted == {21: november, 27: november, 28: december}


def test_a_support_worker_sees_the_caseload_by_stage_and_what_needs_them(signed_in: SignedIn) -> None:
    many_clients(18)
    shown = home(signed_in(CAST.marcus))
    assert "19 Everyone on my caseload" in shown
    assert "Each person is in one place: 0 + 0 + 19 + 0 = 19." in shown
    assert "Now" in shown
    assert "1 day overdue" in shown
    assert "By end of today" in shown
    assert "Ring about the first review. Six months have passed since the first payment." in shown


def test_payroll_sees_the_period_that_is_paid_next(signed_in: SignedIn) -> None:
    shown = home(signed_in(CAST.mara))
    assert "26 October to 22 November 2026, payday Friday 27 November 2026" in shown
    assert "of 1 post approved 0 Approved, reported or paid." in shown
    for deadline in (
        "Sheets in: 12 noon, Monday 23 November 2 days",
        "Approve: Tuesday 24 November 3 days",
        "Bank file: Wednesday 25 November 4 days",
        "Tell HMRC: Friday 27 November 6 days",
    ):
        assert deadline in shown


def test_payroll_sees_what_is_missing_before_anything_is_calculated(signed_in: SignedIn) -> None:
    shown = home(signed_in(CAST.olu))
    assert "need someone 1 1 missing · 0 blocked · 0 changed" in shown
    assert "Needs someone 1 post" in shown
    assert "Missing Dee Lowe, for Asha Verma The timesheet is waiting for the employer" in shown
    assert "Nothing is missing" not in shown


def test_payroll_sees_what_is_ready_to_calculate_and_to_approve(signed_in: SignedIn) -> None:
    steps.approve_sheet()
    shown = home(signed_in(CAST.olu))
    assert "ready 1 1 to calculate, 0 to be approved by a second person." in shown
    assert "Nothing is missing, blocked or to be looked at in this period." in shown
    assert "Work out the pay" in shown
    steps.calculate()
    shown = home(signed_in(CAST.mara))
    assert "ready 1 0 to calculate, 1 to be approved by a second person." in shown
    assert "Review and approve" in shown
    steps.approve(steps.slip_of().payrun_id)
    assert "of 1 post approved 1" in home(signed_in(CAST.mara))


def test_payroll_without_a_pay_period_is_told_so(signed_in: SignedIn) -> None:
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=AT.date())
    with actors.acting(job):
        payroll.PayGroup.objects.filter(organisation_id=CAST.mara.hat().organisation_id).update(
            organisation_id=CAST.east.organisation_id
        )
    assert "Your organisation has no pay period yet." in home(signed_in(CAST.mara))


def test_council_finance_sees_people_value_and_the_least_accounts(signed_in: SignedIn) -> None:
    many_clients(20)
    shown = home(signed_in(CAST.fay))
    assert "22" in shown
    assert "£343,200" in shown
    assert "£6,600.00 a week for 52 weeks." in shown
    assert shown.count("Their own bank account") >= 10
    assert "Accounts with the least on them" in shown


def test_a_practitioner_sees_whose_conditions_have_waited_longest_and_what_is_to_be_decided(
    signed_in: SignedIn,
) -> None:
    with actors.acting(CAST.marcus.actor()):
        client = Client_.objects.get(pk=CAST.homes["asha"].id_of("client"))
        journey = made.onboarding(client=client, state="setting_up")
        ending = endings.ending(client=client, state="proposed", proposed_by_id=CAST.marcus.user_id)
    browser = signed_in(CAST.paula)
    shown = home(browser)
    assert "Conditions to record, longest first since 21 November 2026 Asha Verma" in shown
    assert "Endings to decide, what ends first on top last day 21 November 2026 Asha Verma" in shown
    page = browser.get(HOME).content.decode()
    assert reverse("clients:onboarding", args=[journey.pk]) in page
    assert reverse("clients:ending", args=[ending.pk]) in page


def test_an_administrator_sees_staff_refusals_and_what_people_did(signed_in: SignedIn) -> None:
    signed_in(CAST.olu).get(reverse("people"))
    browser = signed_in(CAST.ada)
    shown = home(browser)
    assert "Was refused: page people" in shown
    assert "Olu Bello" in shown


def test_a_commissioner_goes_to_the_dashboard(signed_in: SignedIn) -> None:
    answer = signed_in(CAST.cole).get(HOME)
    assert (answer.status_code, answer["Location"]) == (302, reverse("commissioning:dashboard"))


def test_somebody_without_a_role_is_told_whom_to_ask(signed_in: SignedIn) -> None:
    Membership.objects.filter(user_id=CAST.tom.user_id).delete()
    browser = signed_in(CAST.tom)
    answer = browser.get(HOME)
    assert answer.status_code == 403
    assert "You have no role here today. Ring us if you think that is a mistake." in text(answer)
    page = answer.content.decode().partition('id="main-content"')[2]
    assert f'href="{HOME}"' not in page
    assert f'href="{reverse("start")}"' in page
    start = browser.get(reverse("start"))
    assert start.status_code == 200
    assert f'href="{reverse("account_logout")}"' in start.content.decode()
    assert f'href="{HOME}"' not in start.content.decode().partition('id="main-content"')[2]


def test_somebody_with_two_roles_has_the_home_of_the_chosen_one(signed_in: SignedIn) -> None:
    as_sister = home(signed_in(CAST.rose, policy.REPRESENTATIVE))
    at_work = home(signed_in(CAST.rose, policy.PAYROLL_OFFICER))
    assert "Ben’s direct payment" in as_sister
    assert "Ben" not in at_work
    assert "payday Friday 27 November 2026" in at_work


@pytest.mark.parametrize("person", [CAST.marcus, CAST.fay, CAST.asha, CAST.dee, CAST.mara, CAST.ada], ids=str)
def test_a_home_asks_the_same_questions_of_few_and_many(signed_in: SignedIn, person: Person) -> None:
    browser, asked = signed_in(person), []
    for more in (12, 60):
        many_clients(more)
        asked.append(questions(browser, HOME))
    assert asked[0] == asked[1]
    assert asked[1] <= 34


def test_a_clients_home_asks_fewer_than_fifteen_questions(signed_in: SignedIn) -> None:
    """Beside the four statements that open and close the page's transaction."""
    assert questions(signed_in(CAST.asha), HOME) - 4 < 15
