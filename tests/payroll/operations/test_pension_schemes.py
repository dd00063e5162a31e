"""The pension scheme of an employer: from a day, with what is missing, and what pay makes of it."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.operations import pension_schemes as operations
from payroll.queries import pension_schemes as queries
from payroll.queries import sheet_cost, sheets
from tests.cast import AT, CAST
from tests.payroll.operations import steps, test_off_cycle
from tests.payroll.operations.steps import ASHA, DEE, job

pytestmark = pytest.mark.django_db

DECEMBER = dt.date(2026, 12, 1)
HARBOUR = operations.Details(
    provider="Harbour Pensions",
    employer_reference="HP 1000",
    scheme_reference="",
    method="relief_at_source",
    basis="qualifying_earnings",
    paid="direct_debit",
    duties_from=dt.date(2026, 4, 6),
)


def record(day: dt.date = DECEMBER, by: Any = CAST.olu, **other: Any) -> models.PensionScheme:
    """Olu records Asha's."""
    with actors.acting(by.actor()):
        asha = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        return operations.record(
            employer=asha,
            day=day,
            details=dataclasses.replace(HARBOUR, **other),
            actor=by.actor(),
            at=AT,
        )


def member(scheme: str = "relief_at_source") -> None:
    """Dee is in a pension."""
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment=DEE.id_of("employment")).update(
            pension=scheme, pension_from=dt.date(2026, 4, 6)
        )


def missing() -> tuple[str, ...]:
    """What is missing of Asha's."""
    actor = CAST.olu.actor()
    with actors.acting(actor):
        asha = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        return queries.missing_of(asha, actor=actor)


def paid() -> Any:
    """What Dee's November comes to."""
    steps.approve_sheet()
    return steps.calculate()


def test_a_scheme_holds_from_a_day_and_what_held_before_keeps_its_days() -> None:
    record(provider="Quay Pensions")
    actor = CAST.olu.actor()
    with actors.acting(actor):
        asha = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        on_the_day = queries.on(asha, day=DECEMBER, actor=actor)
        before = queries.on(asha, day=DECEMBER - dt.timedelta(days=1), actor=actor)
    assert (on_the_day.provider, before.provider) == ("Quay Pensions", "Harbour Pensions")


def test_recorded_again_nothing_changes() -> None:
    first = record(provider="Quay Pensions")
    assert record(provider="Quay Pensions") == first
    assert record(dt.date(2026, 12, 20), provider="Quay Pensions") == first


def test_how_pay_is_worked_out_does_not_change_for_paydays_that_are_paid() -> None:
    member()
    with pytest.raises(errors.Invalid, match="can change from Saturday 31 October 2026"):
        record(dt.date(2026, 10, 1), method="net_pay")
    assert record(dt.date(2026, 10, 1), paid="transfer").paid == "transfer"


def test_duties_do_not_begin_after_the_scheme() -> None:
    with pytest.raises(errors.Invalid, match="after the scheme"):
        record(duties_from=dt.date(2027, 1, 1))


def test_a_role_that_does_not_keep_employers_records_none() -> None:
    with pytest.raises(errors.NotAllowed):
        record(by=CAST.marcus)


def test_what_is_missing_is_said_only_where_somebody_is_in_a_pension() -> None:
    with actors.acting(job()):
        models.PensionScheme.objects.filter(employer=ASHA.id_of("employer")).update(during="empty")
    assert missing() == ()
    member()
    assert "it is not recorded with whom" in missing()[0]


def test_another_kind_than_the_schemes_is_named_and_stops_the_pay() -> None:
    member("net_pay")
    assert "Dee Lowe" in missing()[0]
    (problem,) = paid().exceptions
    assert "pension scheme is relief at source" in str(problem)


def test_shares_are_of_qualifying_earnings_or_of_all_pay_as_the_scheme_says() -> None:
    member()
    record(dt.date(2026, 11, 1), basis="set_3")
    paid()
    slip = steps.slip_of()
    # 4% of all pay by the member, of which the state adds a fifth, and 3% by the employer.
    assert slip.gross == Decimal("135.00")
    assert (slip.pension_employee, slip.pension_employer) == (Decimal("4.32"), Decimal("4.05"))
    assert slip.inputs["pension"]["base"] == "set_3"


def test_shares_above_the_least_are_paid_from_their_day() -> None:
    member()
    record(
        dt.date(2026, 11, 1), basis="set_1", employee_share=Decimal("0.06"), employer_share=Decimal("0.05")
    )
    paid()
    slip = steps.slip_of()
    # 6% of £135.00 by the member, of which the state adds a fifth, and 5% by the employer.
    assert (slip.pension_employee, slip.pension_employer) == (Decimal("6.48"), Decimal("6.75"))
    actor = CAST.olu.actor()
    with actors.acting(actor):
        asha = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        before = queries.on(asha, day=dt.date(2026, 10, 31), actor=actor)
    assert before is not None
    assert (before.employee_share, before.employer_share) == (None, None)


@pytest.mark.parametrize(
    ("basis", "employee", "employer", "said"),
    [
        ("qualifying_earnings", "0.05", "0.02", "the law asks for 3% or more"),
        ("set_1", "0.05", "0.03", "the law asks for 4% or more"),
        ("set_2", "0.04", "0.03", "Both together pay in 7%"),
        ("set_3", "0.03", "0.03", "Both together pay in 6%"),
        ("set_3", "0.90", "0.90", "more than all of the pay"),
    ],
)
def test_shares_below_what_the_law_asks_for_are_not_recorded(
    basis: str, employee: str, employer: str, said: str
) -> None:
    with pytest.raises(errors.Invalid, match=said) as refused:
        record(basis=basis, employee_share=Decimal(employee), employer_share=Decimal(employer))
    assert refused.value.field == "employer_share"


def test_one_share_alone_is_not_recorded() -> None:
    with pytest.raises(errors.Invalid, match="Enter both shares") as refused:
        record(employee_share=Decimal("0.06"))
    assert refused.value.field == "employer_share"


def test_the_least_shares_of_the_basis_hold_where_none_are_recorded() -> None:
    member()
    record(dt.date(2026, 11, 1), basis="set_2")
    paid()
    slip = steps.slip_of()
    assert (slip.pension_employee, slip.pension_employer) == (Decimal("5.40"), Decimal("4.05"))


def test_what_a_sheet_costs_has_the_schemes_own_share() -> None:
    member()
    record(
        dt.date(2026, 11, 1), basis="set_3", employee_share=Decimal("0.05"), employer_share=Decimal("0.10")
    )
    actor = CAST.olu.actor()
    with actors.acting(actor):
        sheet = models.Timesheet.objects.get(pk=DEE.id_of("timesheet"))
        cost = sheet_cost.of(sheets.shown(sheet, actor=actor), actor=actor)
    assert cost is not None
    assert cost.pension == Decimal("13.50")


@pytest.mark.parametrize(("bonus", "sentences"), [("23.82", 0), ("23.83", 1)])
def test_set_2_asks_for_85_per_cent_of_all_pay_to_be_pensionable(bonus: str, sentences: int) -> None:
    """£135.00 of wages beside a bonus of £23.82 is 85.0%; beside £23.83 it is less."""
    member()
    record(dt.date(2026, 11, 1), basis="set_2")
    steps.approve_sheet()
    test_off_cycle.bonus(bonus)
    assert steps.approve(steps.calculate().pk).refused == {}
    found = [one for one in missing() if "set 2 asks for 85% or more" in one]
    assert len(found) == sentences
