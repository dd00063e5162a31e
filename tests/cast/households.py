"""The records of the cast's clients, PAs and posts, and the reach that follows from them.

Reach comes from the portal's own `reach` modules, never from rows made by hand: so what a test finds
visible is what the portal would grant.
"""

import datetime as dt
from decimal import Decimal

from psycopg2.extras import DateRange

from clients import models as people
from clients import reach as of_people
from dpss.access import operations, policy
from ledger import chart
from payroll import models as wages
from payroll import reach as of_wages
from tests.cast import (
    CAST,
    Home,
    Post,
    absences,
    agreements,
    bills,
    calls,
    contracted,
    corrections,
    deadlines,
    employer_changes,
    endings,
    external,
    four_weekly,
    hmrc,
    hmrc_letters,
    holiday,
    hours_in,
    key,
    notices,
    off_cycle,
    onboarding,
    papers,
    pay_queries,
    paydays,
    pension_schedules,
    pensions,
    referrals,
    relatives,
    shared_work,
    surplus,
    voice,
    work_rates,
)
from tests.cast.people import Council
from tests.factories import access, deductions, ledger, oversight, payroll
from tests.factories import clients as made

ENDED = DateRange(dt.date(2026, 4, 6), dt.date(2026, 10, 1))
LAST_DAY_OF_TOM = dt.date(2026, 9, 30)
# Made up.
NINOS = {"dee": "PW123456A", "tom": "PW234567B", "walt": "PW345678C"}


def plant(council: Council) -> None:
    """Everything of one council's clients and their PAs."""
    homes = [home for home in CAST.homes.values() if home.council == council]
    posts = [post for post in CAST.posts.values() if post.home.council == council]
    for home in homes:
        _client(home)
    for name in dict.fromkeys(post.pa for post in posts):
        _assistant(name, council)
    for post in posts:
        _post(post)
    for home in homes:
        _arrange(home)
    for post in posts:
        _sheets(post)
    for home in homes:
        paydays.plant(home)
    calls.plant(council, homes=homes, posts=posts)
    hmrc.plant(council, homes=homes)
    bills.plant(council, homes=homes, posts=posts)
    hmrc_letters.plant(homes)
    deadlines.plant(homes=homes)
    pension_schedules.plant(homes, posts=posts)
    for post in posts:
        contracted.plant(post)
        work_rates.plant(post)
        shared_work.plant(post)
    papers.plant(council, posts=posts)
    external.plant(council, posts=posts)
    corrections.plant(homes, posts=posts)
    employer_changes.plant(homes, posts=posts)
    off_cycle.plant(posts)
    pensions.plant(homes, posts)
    holiday.plant(posts)
    agreements.plant(homes)
    hours_in.plant(council, homes=homes, posts=posts)
    pay_queries.plant(council, posts=posts)
    notices.plant(council, posts=posts)
    voice.plant(council, homes=homes)
    surplus.plant(council, homes=homes)
    onboarding.plant(council, homes=homes)
    endings.plant(council, homes=homes)
    absences.plant(council, homes=homes)
    relatives.plant(council, homes=homes, posts=posts)
    referrals.plant(council, homes=homes)
    four_weekly.plant(council, homes=homes)


def _client(home: Home) -> None:
    subject = access.subject(id=home.subject_id, kind="client", council_id=home.council.id)
    person, closed = CAST.named(home.short), home.short == "cara"
    client = made.client(
        id=home.id_of("client"),
        subject=subject,
        name=person.name,
        user_id=person.user_id,
        stage="closed" if closed else "running",
    )
    payment = made.direct_payment(
        id=home.id_of("direct payment"),
        client=client,
        account="managed" if home.short == "ben" else "own",
        during=ENDED if closed else made.SINCE,
    )
    made.budget_line(id=home.id_of("budget line"), direct_payment=payment)
    made.commitment(id=home.id_of("commitment"), client=client, source_key=f"{home.short} wages")
    made.work_item(id=home.id_of("work item"), client=client, key=f"{home.short} first review")
    oversight.review(id=home.id_of("review"), client=client)
    access.message(id=home.id_of("message"), about=client, key=f"{home.short} hello", to_id=person.user_id)
    ledger.entry(
        id=home.id_of("entry"),
        debit=ledger.account(about=client, code=chart.DIRECT_PAYMENT),
        credit=ledger.account(about=client, code=chart.FUNDING),
        amount=Decimal("1008.00"),
        source_key=f"opening:{home.short}",
    )
    _employer(home, client)


def _employer(home: Home, client: people.Client) -> None:
    subject = access.subject(
        id=home.employer_subject_id, kind="employer", council_id=home.council.id, part_of_id=home.subject_id
    )
    employer = payroll.employer(
        id=home.id_of("employer"),
        subject=subject,
        client=client,
        pay_group_id=key(home.council.slug, home.provider, "pay group"),
    )
    # Each employer has a PAYE reference of its own.
    reference = "ZZ99999" if home.short == "asha" else f"ZZ{home.short.upper()}"
    payroll.paye_scheme(id=home.id_of("paye scheme"), employer=employer, reference=reference)
    payroll.allowance_claim(id=home.id_of("allowance claim"), employer=employer)
    payroll.registration_step(id=home.id_of("registration step"), employer=employer, step="authorised")
    payroll.paye_need(id=home.id_of("paye need"), employer=employer)
    payer = wages.WhoPays.Payer.PROVIDER if home.short == "ben" else wages.WhoPays.Payer.EMPLOYER
    payroll.who_pays(id=home.id_of("who pays"), employer=employer, payer=payer)
    for code in (chart.WAGES, chart.NET_PAY):
        ledger.account(about=employer, code=code)


def _assistant(name: str, council: Council) -> None:
    subject = access.subject(id=key(name, "assistant", "subject"), kind="pa", council_id=council.id)
    person = CAST.named(name)
    assistant = made.assistant(
        id=key(name, "assistant"), subject=subject, name=person.name, user_id=person.user_id
    )
    payroll.identity(id=key(name, "identity"), assistant=assistant, nino=NINOS[name])
    sort_code, account_number = paydays.BANK_ACCOUNTS[name]
    ledger.bank_account(
        id=key(name, "bank account"), about=assistant, sort_code=sort_code, account_number=account_number
    )
    if name != "tom":
        ledger.bank_account_change(
            id=key(name, "bank change"), about=assistant, proposed_by_id=person.user_id
        )
    operations.grant_all(of_people.of_assistant(assistant))


def _post(post: Post) -> None:
    employment = payroll.employment(
        id=post.id_of("employment"),
        subject=access.subject(
            id=post.subject_id,
            kind="employment",
            council_id=post.home.council.id,
            part_of_id=post.home.subject_id,
        ),
        employer=wages.Employer.objects.get(pk=post.home.id_of("employer")),
        assistant=people.PersonalAssistant.objects.get(pk=post.assistant_id),
        last_day=LAST_DAY_OF_TOM if post.pa == "tom" else None,
    )
    payroll.terms(id=post.id_of("terms"), employment=employment)
    payroll.tax_details(id=post.id_of("tax details"), employment=employment)
    payroll.brought_forward(id=post.id_of("brought forward"), employment=employment)
    payroll.earlier_job(id=post.id_of("earlier job"), employment=employment)
    taken_off = payroll.deduction(id=post.id_of("deduction"), employment=employment)
    payroll.deduction_terms(id=post.id_of("deduction terms"), deduction=taken_off)
    deductions.deduction_payment(id=post.id_of("deduction payment"), deduction=taken_off)
    payroll.qualifying_days(id=post.id_of("qualifying days"), employment=employment)
    payroll.earlier_sickness(id=post.id_of("earlier sickness"), employment=employment)
    oversight.check(
        id=post.id_of("check"),
        client=employment.employer.client,
        assistant=employment.assistant,
        seen_by_id=CAST.person(policy.SUPPORT_WORKER, council=post.home.council).user_id,
    )
    operations.grant_all(of_wages.of_post_for_assistant(employment))


def _arrange(home: Home) -> None:
    """Who serves and represents a client, and the reach of each."""
    client = people.Client.objects.get(pk=home.id_of("client"))
    employer = wages.Employer.objects.select_related("client").get(client=client)
    posts = list(wages.Employment.objects.filter(employer=employer).select_related("assistant"))
    served = made.placement(
        id=home.id_of("placement"),
        client=client,
        organisation_id=key(home.provider, "organisation"),
        during=ENDED if home.short == "cara" else made.SINCE,
    )
    grants = [
        *of_people.of_client(client, council_organisation_id=home.council.organisation_id),
        *of_wages.of_employer(employer, posts, council_organisation_id=home.council.organisation_id),
        *of_people.of_placement(served),
        *of_wages.of_placement(served, employer, posts),
    ]
    worker = CAST.person(policy.SUPPORT_WORKER, council=home.council)
    allocated = made.allocation(
        id=home.id_of("allocation"),
        client=client,
        user_id=worker.user_id,
        organisation_id=worker.hat(policy.SUPPORT_WORKER).organisation_id,
        during=made.SINCE if home.short in {"asha", "wes"} else ENDED,
    )
    grants += of_people.of_allocation(allocated)
    grants += of_wages.of_allocation(allocated, employer, posts)
    represented = _representation(home, client)
    grants += of_people.of_representation(represented)
    grants += of_wages.of_representation(represented, employer, posts)
    operations.grant_all(grants)


def _representation(home: Home, client: people.Client) -> people.Representation:
    who = {"asha": "joan", "ben": "rose", "cara": "joan", "wes": "willa"}[home.short]
    acts = made.representation(
        id=home.id_of("representation"),
        client=client,
        user_id=CAST.named(who).user_id,
        sees_money=home.short != "asha",
        state="ended" if home.short == "cara" else "in_force",
        during=ENDED if home.short == "cara" else made.SINCE,
    )
    made.basis(id=home.id_of("basis"), representation=acts)
    return acts


def _sheets(post: Post) -> None:
    """One sheet that is approved and paid; from a PA who has not left, one that waits for approval."""
    pa, client = CAST.named(post.pa).user_id, CAST.named(post.home.short).user_id
    paid = _sheet(post, "paid timesheet", "october", dt.date(2026, 9, 28))
    payroll.send(timesheet=paid, by=pa)
    payroll.freeze(timesheet=paid, by=client)
    if post.pa != "tom":
        payroll.send(timesheet=_sheet(post, "timesheet", "november", dt.date(2026, 11, 2)), by=pa)


def _sheet(post: Post, thing: str, month: str, monday: dt.date) -> wages.Timesheet:
    sheet = payroll.timesheet(
        id=post.id_of(thing),
        employment=wages.Employment.objects.get(pk=post.id_of("employment")),
        period=wages.PayPeriod.objects.get(pk=key(post.home.council.slug, post.home.provider, month)),
    )
    for days in (0, 2):
        payroll.shift(timesheet=sheet, day=monday + dt.timedelta(days=days))
    return sheet
