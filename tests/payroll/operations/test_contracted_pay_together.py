"""Contracted pay asked for by many at once: one sheet, and one decision."""

from dpss.access import transitions
from tests import database
from tests.payroll.operations import steps
from tests.payroll.operations.test_contracted_pay import agree, noor, pay_late, sheets_of


def test_asked_for_ten_times_at_once_a_post_has_one_standing_sheet(own_database: str) -> None:
    post = noor()
    agree(post)
    database.together(*[steps.request] * 10)
    assert [sheet.basis for sheet in sheets_of(post)] == ["standing"]


def test_two_officers_who_pay_a_late_sheet_at_once_pay_it_once(own_database: str) -> None:
    post = noor()
    agree(post, when="late")
    outcomes = database.together(*[lambda: pay_late(post)] * 10)
    done = [one for one in outcomes if isinstance(one, transitions.Outcome)]
    assert len(done) == 10
    assert sum(len(one.moved) for one in done) == 1
    assert len(sheets_of(post)) == 1
