"""The made-up county as plain values: its sums, its people, and that nothing in it contradicts itself."""

import datetime as dt
import itertools
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache

import pytest

from dpss import clock
from dpss.kernel import dates, errors, identifiers
from dpss.portal.demo import county, east_sussex, leicester, names, people, period, shape, sheets, tax, work
from dpss.portal.demo.county import County
from ledger.banking import bacs
from payroll import times
from payroll.calc import minimum_wage, rates
from payroll.rti import names as hmrc_names

TODAY = clock.DEMO_DATE
SMALL = 60


@cache
def made(plan: str = "east-sussex", clients: int = 1515) -> County:
    """A county, made once for all tests: it never changes."""
    plans = {one.slug: one for one in (east_sussex.PLAN, leicester.PLAN)}
    return county.make(plans[plan], clients=clients, today=TODAY)


COUNTIES = [
    ("east-sussex", 1515),
    ("east-sussex", SMALL),
    ("east-sussex", 40),
    ("leicester", 40),
    ("leicester", 30),
]


@pytest.fixture(params=COUNTIES, ids=lambda param: f"{param[0]} {param[1]}")
def any_county(request: pytest.FixtureRequest) -> County:
    """The county in three sizes, and the second council."""
    return made(*request.param)


def test_the_county_has_the_sizes_of_the_report() -> None:
    whole = made()
    served = Counter(client.provider for client in whole.clients if client.provider)
    employing = Counter(client.provider for client in whole.clients if client.employs)
    assert len(whole.clients) == 1515
    assert served == {"harbour": 479, "downland": 78}
    assert employing == {"harbour": 417, "downland": 68}
    assert (len(whole.force.posts), len(whole.force.assistants)) == (907, 703)


def test_the_direct_payments_are_worth_seven_and_a_half_million_a_year() -> None:
    weekly = sum(payment.weekly_amount for payment in made().direct_payments)
    assert weekly == Decimal("144228.00")
    assert weekly * 52 == Decimal("7499856.00")


def test_the_same_county_is_made_every_time() -> None:
    again = county.make(east_sussex.PLAN, clients=SMALL, today=TODAY)
    assert again == made("east-sussex", SMALL)


@pytest.mark.parametrize("clients", [40, SMALL, 300])
def test_everybody_with_a_name_is_in_a_smaller_county(clients: int) -> None:
    small = made("east-sussex", clients)
    there = {client.person.name.shown for client in small.clients}
    there |= {assistant.person.name.shown for assistant in small.force.assistants}
    assert {"Asha Patel", "Patrick Delaney", "Kofi Mensah", "Ruth Calder", "Imran Qureshi"} <= there
    assert {"Jola Nowak", "Zoë O'Brien-Ng", "佐藤花"} <= there


@pytest.mark.parametrize("clients", [0, 39, 1516])
def test_a_number_of_clients_that_does_not_fit_is_refused(clients: int) -> None:
    with pytest.raises(errors.Invalid, match="from 40 to 1,515 clients"):
        shape.of(east_sussex.PLAN, clients=clients)


def test_jola_works_for_three_people_at_two_providers() -> None:
    whole = made()
    jola = next(one for one in whole.force.assistants if one.person.name.shown == "Jola Nowak")
    clients = [whole.clients[whole.force.posts[number].client] for number in jola.posts]
    assert [client.person.name.shown for client in clients] == [
        "Asha Patel",
        "Patrick Delaney",
        "Walter Thorne",
    ]
    assert {client.provider for client in clients} == {"harbour", "downland"}


def test_every_employer_has_exactly_one_person_who_approves(any_county: County) -> None:
    for client in any_county.clients:
        approving = [act for act in client.representations if act.approves]
        assert client.signs_in + len(approving) == 1 or not client.employs
        assert client.approver is not None or not client.employs


def test_an_authorised_person_is_the_employer_of_a_client_who_lacks_capacity() -> None:
    kofi = next(client for client in made().clients if client.person.name.shown == "Kofi Mensah")
    assert kofi.employer_name == "Efua Mensah"


def test_caseloads_are_between_60_and_80_and_marcus_has_68() -> None:
    whole = made()
    cases = Counter(whole.workers.values())
    assert cases["marcus"] == 68
    assert all(60 <= number <= 80 for number in cases.values())
    assert sum(cases.values()) == 557


def test_a_member_of_staff_does_not_look_after_the_person_they_act_for(any_county: County) -> None:
    for client in any_county.clients:
        for act in client.representations:
            assert act.staff != any_county.workers.get(client.number, "nobody")


def test_nobody_is_in_two_places_at_once(any_county: County) -> None:
    """On the sheets that were sent. Two drafts clash with a sent sheet on purpose."""
    posts = any_county.force.posts
    busy: dict[int, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    for sheet in any_county.sheets:
        if sheet.state == sheets.SUBMITTED:
            busy[posts[sheet.post].assistant] += [_span(entry) for entry in sheet.entries if entry.starts]
    for spans in busy.values():
        ordered = sorted(spans)
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(ordered))


def test_two_pas_have_the_same_hour_on_two_sheets_and_the_second_is_not_sent() -> None:
    clashes = 0
    whole = made()
    by_post = sheets.by_post(whole.sheets)
    for assistant in whole.force.assistants:
        mine = [by_post[number] for number in assistant.posts if number in by_post]
        sent = [_span(entry) for sheet in mine if sheet.state == "submitted" for entry in _shifts(sheet)]
        unsent = [_span(entry) for sheet in mine if sheet.state == "draft" for entry in _shifts(sheet)]
        clashes += any(one[0] < two[1] and two[0] < one[1] for one in sent for two in unsent)
    assert clashes == 2


def test_a_shifts_minutes_are_the_time_from_start_to_finish(any_county: County) -> None:
    for sheet in any_county.sheets:
        for entry in _shifts(sheet):
            assert entry.starts is not None
            assert entry.finishes is not None
            assert entry.minutes == times.minutes_worked(
                day=entry.day, starts=entry.starts, finishes=entry.finishes, next_day=entry.next_day
            )


def test_every_entry_is_on_a_day_of_the_period_and_of_the_post(any_county: County) -> None:
    for sheet in any_county.sheets:
        post = any_county.force.posts[sheet.post]
        assert sheet.entries
        for entry in sheet.entries:
            assert entry.day in period.WORKED
            assert post.first_day <= entry.day <= (post.last_day or entry.day)


def test_sheets_that_were_sent_came_before_the_deadline(any_county: County) -> None:
    for sheet in any_county.sheets:
        assert (sheet.submitted_at is not None) == (sheet.state == "submitted")
        assert sheet.submitted_at is None or sheet.submitted_at < period.SHEETS_IN_BY


def test_about_three_sheets_in_a_hundred_are_not_in() -> None:
    whole = made()
    not_in = 907 - sum(sheet.state == "submitted" for sheet in whole.sheets)
    assert 20 <= not_in <= 35


def test_somebody_slept_in_when_the_clocks_went_back(any_county: County) -> None:
    assert any(
        entry.kind == "sleep_in" and entry.day == dt.date(2026, 10, 24)
        for sheet in any_county.sheets
        for entry in sheet.entries
    )


def test_sickness_and_too_low_a_rate_wait_for_payroll(any_county: County) -> None:
    """Both are on sheets that were sent, so that the payrun has something to hold."""
    sent = [sheet for sheet in any_county.sheets if sheet.state == "submitted"]
    low = {post.number for post in any_county.force.posts if post.hourly_rate < _minimum(any_county, post)}
    assert any(entry.kind == "sickness" for sheet in sent for entry in sheet.entries)
    assert len(low) == 1
    assert low <= {sheet.post for sheet in sent}


def test_the_rates_before_april_reached_the_minimum_wage_of_then(any_county: County) -> None:
    before = rates.for_year("2025-26").minimum_wage_for(dt.date(2026, 3, 9))
    for post in any_county.force.posts:
        born = any_county.force.assistants[post.assistant].person.birth_date
        age = dates.age_on(born, dt.date(2026, 3, 9))
        assert post.earlier_rate >= minimum_wage.hourly_rate(age=age, rates=before)


def test_ni_letters_follow_the_age_on_the_payday(any_county: County) -> None:
    for post in any_county.force.posts:
        born = any_county.force.assistants[post.assistant].person.birth_date
        letter = any_county.details[post.number].letter_on(period.PAYDAY)
        age = dates.age_on(born, period.PAYDAY)
        assert (letter == "M") == (age < 21)
        assert letter != "C" or age >= 66


def test_only_one_of_several_posts_gets_the_tax_free_pay(any_county: County) -> None:
    for assistant in any_county.force.assistants:
        codes = [any_county.details[number].tax_code for number in assistant.posts]
        assert sum(code.endswith("1257L") for code in codes) <= 1


def test_whoever_is_new_has_a_starter_statement_and_no_figures_brought_forward(any_county: County) -> None:
    for post in any_county.force.posts:
        new = post.first_day in period.WORKED
        assert bool(any_county.details[post.number].starter_declaration) == new
        assert (post.number in any_county.brought_forward) != new


def test_figures_brought_forward_are_those_of_the_paydays_since_6_april() -> None:
    paydays = [past.payday for past in period.earlier_in_the_tax_year()]
    assert (paydays[0], paydays[-1], len(paydays)) == (dt.date(2026, 4, 17), dt.date(2026, 10, 30), 8)
    for brought in made().brought_forward.values():
        figures = brought.figures
        assert brought.up_to == paydays[-1]
        assert figures.pay > 0
        assert sum(row.earnings for row in figures.ni) == figures.pay
        assert (
            figures.net
            == figures.pay
            - figures.tax
            - figures.student_loan
            - figures.pension_employee
            - sum(row.employee for row in figures.ni)
        )


def test_an_employer_without_a_scheme_pays_nobody_enough_to_need_one(any_county: County) -> None:
    limit = Decimal(516)
    by_post = sheets.by_post(any_county.sheets)
    without = {scheme.client for scheme in any_county.schemes if scheme.status == "not_needed"}
    for post in any_county.force.posts:
        if post.client in without and post.number in by_post:
            sheet = by_post[post.number]
            paid = tax.priced(post, minutes=sheets.minutes_paid(sheet), nights=sheets.nights_of(sheet))
            assert sum(earning.amount for earning in paid) < limit
            assert any_county.details[post.number].tax_code == "1257L"
            assert not any_county.details[post.number].pension


def test_registered_employers_have_references_of_the_right_form_and_no_two_the_same() -> None:
    registered = [scheme for scheme in made().schemes if scheme.status == "registered"]
    for scheme in registered:
        assert identifiers.paye_reference(f"{scheme.office_number}/{scheme.reference}")
        assert identifiers.accounts_office_reference(scheme.accounts_office_reference)
    assert len({(scheme.office_number, scheme.reference) for scheme in registered}) == len(registered)
    assert len({scheme.accounts_office_reference for scheme in registered}) == len(registered)


def test_two_in_five_employers_are_paid_for_from_a_managed_account() -> None:
    whole = made()
    managed = {payment.client for payment in whole.direct_payments if payment.account == "managed"}
    assert sum(client.employs and client.number in managed for client in whole.clients) == 194


def test_budget_lines_add_up_to_the_weekly_amount(any_county: County) -> None:
    for payment in any_county.direct_payments:
        assert sum(line.amount for line in payment.lines) == payment.weekly_amount
        assert all(line.amount > 0 for line in payment.lines)
        assert 0 <= payment.weekly_contribution <= payment.weekly_amount


def test_what_is_on_an_employers_account_covers_the_periods_wages() -> None:
    whole = made()
    balances = {payment.client: payment.balance for payment in whole.direct_payments}
    wages: dict[int, Decimal] = defaultdict(Decimal)
    for sheet in whole.sheets:
        post = whole.force.posts[sheet.post]
        paid = tax.priced(post, minutes=sheets.minutes_paid(sheet), nights=sheets.nights_of(sheet))
        wages[post.client] += sum((earning.amount for earning in paid), Decimal(0))
    assert all(balances[client] > wage for client, wage in wages.items())


def test_people_have_names_and_addresses_that_hmrc_and_the_bank_take(any_county: County) -> None:
    for assistant in any_county.force.assistants:
        person = assistant.person
        assert hmrc_names.Name((person.name.forename,), person.name.surname)
        assert len(hmrc_names.address((person.address_line_1, person.town)).lines) == 2
        holder = names.account_holder(person.name)
        assert bacs.plain(holder) == holder


def test_nobodys_number_address_or_mail_can_be_a_real_persons(any_county: County) -> None:
    everyone = [client.person for client in any_county.clients]
    everyone += [assistant.person for assistant in any_county.force.assistants]
    for person in everyone:
        assert person.phone.startswith(("01632 960 ", "07700 900 "))
        assert set(person.postcode[-2:]) <= set(people.UNUSED_LETTERS)
        assert person.email.endswith("example.org")
    assert len({person.email for person in everyone}) == len(everyone)


def test_national_insurance_numbers_have_the_right_form_and_are_all_different() -> None:
    found = [people.nino(number, prefix="XX") for number in range(703)]
    assert [identifiers.nino(number) for number in found] == found
    assert len(set(found)) == 703


def test_invoices_bill_the_people_who_were_placed_at_the_contracts_price() -> None:
    whole = made()
    latest = {
        (invoice.provider, invoice.lot): invoice
        for invoice in whole.invoices
        if invoice.month == dt.date(2026, 10, 1)
    }
    assert latest["harbour", "payroll"].people == 479
    assert latest["downland", "support"].people == 78
    # £458,000 a year for 557 people is £822.26 each; a twelfth of that for 479 of them.
    assert latest["harbour", "payroll"].amount == Decimal("32821.96")
    assert len(whole.invoices) == 31 * 2 * 2


def test_nobody_is_served_by_two_at_once(any_county: County) -> None:
    for placed in any_county.placements.values():
        for lot in ("support", "payroll"):
            spells = sorted((one.since, one.until or dt.date.max) for one in placed if one.lot == lot)
            assert all(one[1] <= two[0] for one, two in itertools.pairwise(spells))
            assert all(first < last for first, last in spells)


def test_everyone_in_the_service_has_one_review_to_come_and_those_done_are_in_the_past() -> None:
    whole = made()
    still_to_do = Counter(review.client for review in whole.reviews if review.done_on is None)
    assert set(still_to_do) == {client.number for client in whole.clients if client.provider}
    assert set(still_to_do.values()) == {1}
    assert all(review.done_on <= TODAY for review in whole.reviews if review.done_on)


def test_work_is_overdue_due_today_and_due_this_week_and_each_item_is_there_once() -> None:
    items = made().work
    assert {"overdue", "today", "later"} == {_when(item) for item in items}
    assert len({item.key for item in items}) == len(items)
    assert all(len(item.title) <= 150 and len(item.why) <= 300 for item in items)


def _when(item: work.Item) -> str:
    return "overdue" if item.due_on < TODAY else "today" if item.due_on == TODAY else "later"


def _shifts(sheet: sheets.Sheet) -> list[sheets.Entry]:
    return [entry for entry in sheet.entries if entry.kind == "hours"]


def _span(entry: sheets.Entry) -> tuple[dt.datetime, dt.datetime]:
    assert entry.starts is not None
    begins = dt.datetime.combine(entry.day, entry.starts)
    return begins, begins + dt.timedelta(minutes=entry.minutes)


def _minimum(whole: County, post: object) -> Decimal:
    born = whole.force.assistants[post.assistant].person.birth_date
    wage = rates.for_year(period.TAX_YEAR).minimum_wage_for(period.WORKED.first)
    return minimum_wage.hourly_rate(age=dates.age_on(born, period.WORKED.first), rates=wage)
