"""Statutory pay that a provider's own software worked out: on the payslip, in the year, and recovered."""

from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.calc import results as kept
from payroll.external import rows
from payroll.operations import external_results
from payroll.queries import employer_papers
from tests.cast import AT, CAST
from tests.payroll.operations import results, steps
from tests.payroll.operations.results import TOTALS, file_of, row_of
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db
# Of £135.00 in the payslip £100.00 is maternity pay, all of which comes back with 9% on top.
MATERNITY = {
    "maternity": "100.00",
    "recovered": "100.00",
    "compensation": "9.00",
    "ytd_maternity": "100.00",
}
BACK = rows.Totals(
    payslips=1,
    gross=Decimal("135.00"),
    net=Decimal("135.00"),
    hmrc=Decimal("-109.00"),
    pension=Decimal(0),
)


def small(*, is_small: bool = True, **standing: str) -> None:
    """Asha is recorded as a small employer for statutory pay, or not."""
    with actors.acting(job()):
        schemes = models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer"))
        schemes.update(small_employer=is_small, **standing)


def bring(said: rows.Totals = BACK, **given: str) -> models.ResultsFile:
    """Olu brings Dee's payslip in."""
    olu = CAST.olu.actor()
    text = file_of(row_of(sheet(), **given))
    with actors.acting(olu):
        return external_results.take_results(period=steps.november(), text=text, said=said, actor=olu, at=AT)


def sheet() -> models.Timesheet:
    """Dee's approved sheet."""
    with actors.acting(job()):
        return models.Timesheet.objects.get(pk=steps.DEE.id_of("timesheet"))


def refused(said: rows.Totals = BACK, **given: str) -> str:
    with pytest.raises(errors.Invalid) as caught:
        bring(said, **given)
    return caught.value.sentence


@pytest.fixture(autouse=True)
def _ace_payroll() -> None:
    """Northfield works November out in Ace Payroll, and Dee's sheet is approved."""
    results.begin()
    steps.approve_sheet()


def test_family_pay_stands_on_the_payslip_in_the_year_and_off_what_is_due() -> None:
    small()
    file = bring(**MATERNITY)
    assert (file.hmrc, file.recovered) == (Decimal("-109.00"), Decimal("109.00"))
    found = kept.from_json(steps.slip_of().result)
    lines = {line.code: line.amount for line in found.lines}
    assert (lines["pay"], lines["maternity"]) == (Decimal("35.00"), Decimal("100.00"))
    assert [(row.kind, row.amount) for row in found.to_date.statutory] == [("maternity", Decimal("100.00"))]
    assert bring(**MATERNITY).pk == file.pk


def test_the_employers_bill_is_less_by_what_comes_back() -> None:
    small()
    bring(**MATERNITY)
    assert steps.approve(steps.run_of().pk).refused == {}
    olu = CAST.olu.actor()
    with actors.acting(olu):
        asha = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        year = employer_papers.of_year(asha, tax_year="2026-27", actor=olu)
    (month,) = [one for one in year.record.months if one.recovered]
    assert (month.recovered, month.compensation) == (Decimal("100.00"), Decimal("9.00"))


def test_a_large_employer_recovers_92_per_cent_and_no_compensation() -> None:
    small(is_small=False)
    given = MATERNITY | {"recovered": "92.00", "compensation": "0"}
    totals: dict[str, Any] = {name: getattr(BACK, name) for name in BACK.__slots__}
    assert bring(rows.Totals(**totals | {"hmrc": Decimal("-92.00")}), **given).recovered == Decimal("92.00")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"recovered": "99.98"}, "recovered is £99.98. The employer is recorded as small"),
        ({"compensation": "8.50"}, "compensation is £8.50."),
        ({"ytd_maternity": "90.00"}, "ytd_maternity is £90.00. The year so far here"),
        (
            {"maternity": "135.01"},
            "Statutory pay comes to £135.01, and it is part of the gross pay of £135.00.",
        ),
        ({"sick": "40.00"}, "Statutory pay comes to £140.00"),
        ({"maternity": "-1"}, "maternity: Enter £0.00 or more."),
    ],
)
def test_what_cannot_be_is_refused_with_its_row(given: dict[str, str], said: str) -> None:
    small()
    sentence = refused(**MATERNITY | given)
    assert sentence.startswith("Row 2: ")
    assert said in sentence


def test_without_a_paye_scheme_nothing_comes_back() -> None:
    small(status="not_needed", office_number="", reference="", accounts_office_reference="")
    assert "The employer has no PAYE scheme, and recovers nothing." in refused(**MATERNITY)


def test_sick_pay_is_part_of_the_pay_and_nothing_of_it_comes_back() -> None:
    small()
    bring(TOTALS, sick="60.00")
    found = kept.from_json(steps.slip_of().result)
    assert {line.code: line.amount for line in found.lines}["sick"] == Decimal("60.00")
    assert found.to_date.statutory == ()
    assert "recovered is £60.00" in refused(sick="60.00", recovered="60.00")


def test_what_comes_back_is_in_the_control_total() -> None:
    small()
    assert "Due to HMRC: the rows come to −£109.00, and the control total is £0.00." in refused(
        TOTALS, **MATERNITY
    )


def test_a_file_from_before_there_were_such_columns_is_taken() -> None:
    text = file_of(row_of(sheet()))
    old = [name for name in text.splitlines()[0].split(",") if name not in rows.ADDED]
    places = [text.splitlines()[0].split(",").index(name) for name in old]
    cells = [",".join(line.split(",")[place] for place in places) for line in text.splitlines()]
    olu = CAST.olu.actor()
    with actors.acting(olu):
        file = external_results.take_results(
            period=steps.november(), text="\n".join(cells), said=TOTALS, actor=olu, at=AT
        )
    assert (file.payslips, file.recovered) == (1, Decimal(0))
