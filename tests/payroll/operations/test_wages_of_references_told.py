"""A new PAYE reference, with HMRC's sandbox and the books: in order, accepted, adding up to the year."""

import pytest

from dpss.access import actors
from payroll import models
from payroll.queries import report_checks
from tests import database
from tests.payroll.operations import billing, hmrc, steps
from tests.payroll.operations.steps import ASHA
from tests.payroll.operations.test_eps_of_references import NEW, OLD, new_reference
from tests.payroll.operations.test_wages_of_references import paid
from tests.payroll.sandbox.wire import Sandbox


def changed() -> None:
    """November's wages under the old reference, December's under the new one."""
    billing.taxed()
    steps.pay_november()
    new_reference()
    paid()


def test_hmrc_takes_the_wages_the_leavers_and_the_new_reference_in_this_order(
    own_database: str, sandbox: Sandbox
) -> None:
    changed()
    hmrc.every_sweep()
    found = [
        (one["paye_reference"], one["payday"], one["outcome"])
        for one in sandbox.control("submissions")["submissions"]
        if one["paye_reference"] in {"ZZ99999", "NEW77"}
    ]
    assert found == [
        ("ZZ99999", "2026-11-27", "accepted"),
        ("ZZ99999", "2026-11-27", "accepted"),
        ("NEW77", "2026-12-24", "accepted"),
    ]
    with actors.acting(hmrc.HMRC):
        ours = models.Submission.objects.filter(employer_id=ASHA.id_of("employer"), due_on__gt="2026-11-20")
        assert set(ours.values_list("kind", "state")) == {("fps", "accepted"), ("lvr", "accepted")}
        left = ours.get(kind="lvr")
    assert (left.paye_reference, OLD.endswith("ZZ99999"), NEW.endswith("NEW77")) == (OLD, True, True)


def test_nothing_goes_under_the_new_reference_while_hmrc_refuses_the_leavers(
    own_database: str, sandbox: Sandbox
) -> None:
    changed()
    assert hmrc.send()
    sandbox.control("next", {"behaviour": "reject", "office": "120", "paye_reference": "ZZ99999"})
    hmrc.every_sweep()
    with actors.acting(hmrc.HMRC):
        ours = models.Submission.objects.filter(employer_id=ASHA.id_of("employer"), due_on__gt="2026-11-20")
        states = {(one.kind, one.due_on.month): one.state for one in ours}
    assert states == {("fps", 11): "accepted", ("lvr", 12): "rejected", ("fps", 12): "queued"}


@pytest.mark.parametrize("what", ["all is told", "the base is forgotten"])
def test_the_books_find_a_report_that_goes_on_with_the_figures_of_the_old_reference(
    own_database: str, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    forgets = what != "all is told"
    if forgets:
        monkeypatch.setattr("payroll.queries.paye_moves.before", lambda *_, **__: {})
    changed()
    with database.used(own_database, role="dpss_reader"):
        found = {one.name: one for one in report_checks.submissions()}
    assert found["reports add up"].examined >= 1
    pay_id = steps.post_of().payroll_id
    wrong = [line for line in found["reports add up"].broken if pay_id in line]
    assert bool(wrong) is forgets
    assert any(pay_id in line for line in found["reports as paid"].broken) is forgets
