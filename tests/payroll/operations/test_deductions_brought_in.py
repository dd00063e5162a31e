"""Orders that another payroll worked before: what it could not take, and could not leave, goes on here."""

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll.operations import deductions
from payroll.operations.deductions import Terms
from payroll.queries import deductions as queries
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.operations.test_deductions import FIRST_DAY, add, deducted, pounds

pytestmark = pytest.mark.django_db


def test_arrears_that_another_payroll_carried_are_taken_with_the_first_payment() -> None:
    """£135.00 leaves £81.00 to live on: £40.00 a payday and £14.00 of the £25.00 in arrears."""
    later = steps.december()
    made = add(terms=Terms(normal=pounds("40.00"), carried=pounds("25.00")))
    steps.pay_november()
    assert deducted(steps.slip_of())["CM 1"] == ("54.00", "11.00", None)
    olu = CAST.olu.actor()
    with actors.acting(olu):
        found = queries.in_force([made.employment_id], day=later.payday, actor=olu)
    assert found[made.employment_id][0].carried == pounds("11.00")


def test_protected_earnings_that_another_payroll_could_not_leave_are_left_first() -> None:
    """Of £135.00 a court leaves £90.00, and £20.00 more that was short of it there."""
    add(
        kind="court_priority",
        sender="Eastmarsh County Court",
        reference="AE 2",
        terms=Terms(normal=pounds("30.00"), protected=pounds("90.00"), protected_carried=pounds("20.00")),
    )
    steps.pay_november()
    assert deducted(steps.slip_of())["AE 2"] == ("25.00", "5.00", None)


def test_a_correction_of_the_first_terms_keeps_what_came_with_them() -> None:
    made = add(terms=Terms(normal=pounds("40.00"), carried=pounds("25.00")))
    olu = CAST.olu.actor()
    with actors.acting(olu):
        row = deductions.change(
            deduction=made, day=FIRST_DAY, terms=Terms(normal=pounds("30.00")), actor=olu, at=AT
        )
    assert (row.normal, row.carried) == (pounds("30.00"), pounds("25.00"))


@pytest.mark.parametrize(
    ("paper", "terms", "field"),
    [
        ({"kind": "council_tax"}, {"owed": "100.00", "carried": "5.00"}, "carried"),
        ({"kind": "direct_earnings"}, {"schedule": "standard", "carried": "5.00"}, "carried"),
        (
            {"kind": "child_maintenance"},
            {"normal": "40.00", "protected_carried": "5.00"},
            "protected_carried",
        ),
    ],
)
def test_an_order_that_carries_nothing_comes_with_no_arrears(
    paper: dict[str, str], terms: dict[str, str], field: str
) -> None:
    given = {name: value if name == "schedule" else pounds(value) for name, value in terms.items()}
    with pytest.raises(errors.Invalid, match="carries nothing") as refused:
        add(**paper, terms=Terms(**given))  # type: ignore[arg-type]
    assert refused.value.field == field
