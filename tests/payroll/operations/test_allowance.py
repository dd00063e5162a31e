"""Employment Allowance is claimed for each tax year, and covers employer's NI only then."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import allowance
from payroll.queries import allowance as queries
from payroll.queries import so_far
from tests.cast import AT, CAST, TODAY, Cast, Person
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, BEN, job

pytestmark = pytest.mark.django_db
YEAR = "2026-27"
HERS = ASHA.id_of("employer")


def asha() -> models.Employer:
    """The employer of the cast that claims."""
    with actors.acting(job()):
        return models.Employer.objects.get(pk=HERS)


def claim(*ids: Any, year: str = YEAR, by: Person = CAST.olu) -> transitions.Outcome:
    """An officer claims."""
    with actors.acting(by.actor()):
        return allowance.claim(employer_ids=ids, tax_year=year, actor=by.actor(), at=AT)


def withdraw(by: Person = CAST.olu) -> models.AllowanceClaim:
    """An officer takes Asha's claim back."""
    with actors.acting(by.actor()):
        return allowance.withdraw(employer=asha(), tax_year=YEAR, actor=by.actor(), at=AT)


def covered() -> Decimal | None:
    """What the allowance covers of £100 of employer's NI in Asha's payrun of November."""
    with actors.acting(job()):
        run = models.Payrun.objects.select_related("period").get(pk=ASHA.id_of("payrun"))
        return so_far.allowances([run], {run.pk: Decimal("100.00")}, actor=job()).get(run.pk)


def not_claimed(by: Person = CAST.olu) -> list[str]:
    """The names on the list."""
    with actors.acting(by.actor()):
        rows = queries.not_claimed(tax_year=YEAR, day=TODAY, actor=by.actor())
        return list(rows.values_list("name", flat=True))


def test_a_claim_of_the_tax_year_covers_employers_ni() -> None:
    assert covered() == Decimal("100.00")
    withdraw()
    assert covered() is None
    claim(HERS)
    assert covered() == Decimal("100.00")


def test_a_claim_of_another_tax_year_does_not() -> None:
    with actors.acting(job()):
        models.AllowanceClaim.objects.filter(employer_id=HERS).update(tax_year="2025-26")
    assert covered() is None


def test_without_a_scheme_nothing_is_covered() -> None:
    with actors.acting(job()):
        models.PayeScheme.objects.filter(employer_id=HERS).update(
            status="not_needed", office_number="", reference="", accounts_office_reference=""
        )
    assert covered() is None


def test_a_claim_says_who_made_it_and_when(cast: Cast) -> None:
    (made,) = claim(HERS, year="2025-26").moved
    assert (made.claimed_on, made.claimed_by_id, made.tax_year) == (TODAY, cast.olu.user_id, "2025-26")
    with actors.acting(cast.olu.actor()):
        event = AuditEvent.objects.get(thing="payroll.allowanceclaim", verb="claim")
    assert event.after == {"tax_year": "2025-26"}


def test_claiming_twice_claims_once() -> None:
    outcome = claim(HERS)
    assert outcome.moved == ()
    assert outcome.refused == {HERS: "It is claimed for 2026-27 already."}


def test_many_claim_at_once_and_each_that_cannot_says_why() -> None:
    edda = steps.employ("Edda Rowe")
    fred = steps.employ("Fred Holm")
    with actors.acting(job()):
        models.AllowanceClaim.objects.filter(employer__in=[edda, fred]).delete()
        models.PayeScheme.objects.filter(employer=fred).delete()
    outcome = claim(edda.pk, fred.pk, BEN.id_of("employer"))
    assert [made.employer_id for made in outcome.moved] == [edda.pk]
    assert outcome.refused == {
        fred.pk: "There is no PAYE scheme to claim under. Set it up first.",
        BEN.id_of("employer"): "It is not there any more, or it is not yours to change.",
    }


def test_a_tax_year_without_figures_is_refused() -> None:
    with pytest.raises(errors.Invalid):
        claim(HERS, year="2090-91")


def test_a_claim_that_approved_payruns_have_used_is_not_taken_back() -> None:
    with actors.acting(job()):
        models.Payrun.objects.filter(pk=ASHA.id_of("paid payrun")).update(employment_allowance="12.50")
    with pytest.raises(errors.Invalid, match=r"£12\.50 of it is used"):
        withdraw()
    assert covered() == Decimal("100.00")


def test_a_claim_that_was_taken_back_is_not_taken_back_again() -> None:
    withdraw()
    with pytest.raises(errors.Conflict, match="nothing to take back"):
        withdraw()


def test_a_support_worker_does_not_claim(cast: Cast) -> None:
    with pytest.raises(errors.NotAllowed):
        claim(HERS, by=cast.marcus)


def test_the_list_has_who_has_not_claimed_and_has_a_post() -> None:
    assert not_claimed() == []
    withdraw()
    assert not_claimed() == ["Asha Verma"]
    claim(HERS)
    assert not_claimed() == []


def test_a_ready_payrun_is_not_approved_when_the_claim_changes_what_it_owes() -> None:
    steps.approve_sheet()
    post = steps.hire("Noor Ali")
    steps.bank(post.assistant)
    days = [dt.date(2026, 11, day) for day in range(2, 13)]
    steps.sheet_in(post, *days)
    run = steps.calculate()
    assert run.employment_allowance > 0
    withdraw()
    assert "Calculate it again" in steps.approve(run.pk).refused[run.pk]
