"""Raising pay for many posts: whose, to what, at which cost, once, never what is paid or agreed."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg2.extras import DateRange

from dpss.access import actors
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.kernel import errors
from payroll import models, rises
from payroll.operations import rises as operations
from payroll.queries import rises as queries
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 12, 28)
TO_MINIMUM = rises.Rise(DAY, rises.MINIMUM, Decimal(0))
BY_50P = rises.Rise(DAY, rises.AMOUNT, Decimal("0.50"))


def young(name: str = "Yara Young", rate: str = "11.00", **given: Any) -> models.Employment:
    """A PA who turns 21 on 20 December 2026, and is paid by the minimum wage of younger people."""
    post = steps.hire(name, **given)
    with actors.acting(job()):
        models.PayrollIdentity.objects.filter(assistant=post.assistant_id).update(
            birth_date=dt.date(2005, 12, 20)
        )
        models.EmploymentTerms.objects.filter(employment=post).update(hourly_rate=rate)
    return post


def found(rise: rises.Rise = TO_MINIMUM) -> queries.Found:
    """What Olu is shown."""
    with actors.acting(CAST.olu.actor()):
        return queries.found(rise, actor=CAST.olu.actor())


def raised(*posts: uuid.UUID, rise: rises.Rise = TO_MINIMUM, by: Any = CAST.olu) -> operations.Outcome:
    """Olu raises their pay."""
    with actors.acting(by.actor()):
        return operations.raise_pay(rise=rise, posts=posts, actor=by.actor(), at=AT)


def terms_of(post_id: uuid.UUID) -> list[tuple[Any, Any, Decimal]]:
    """First day, end and rate of each contract, in their order."""
    with actors.acting(job()):
        rows = models.EmploymentTerms.objects.filter(employment=post_id).order_by("during")
        return [(row.during.lower, row.during.upper, row.hourly_rate) for row in rows]


def test_who_is_below_the_minimum_wage_of_that_day_is_found_by_age() -> None:
    post = young()
    (one,) = found().to_raise
    assert (one.post.pk, one.usual.age, one.hourly) == (post.pk, 21, Decimal("12.71"))
    before = rises.Rise(dt.date(2026, 12, 19), rises.MINIMUM, Decimal(0))
    assert found(before).to_raise == ()


def test_the_year_of_an_employer_costs_the_wages_and_what_comes_on_top() -> None:
    young()
    (cost,) = found().costs
    wages = Decimal("1.71") * 10 * 52
    assert cost.employer.name == "Asha Verma"
    # Ten hours a week stay below the secondary threshold, and there is no pension.
    assert cost.pounds == pytest.approx(wages, abs=Decimal("0.20"))
    assert found().total == cost.pounds


def test_a_post_without_hours_in_its_contract_is_counted_and_not_costed() -> None:
    post = young()
    with actors.acting(job()):
        models.EmploymentTerms.objects.filter(employment=post).update(weekly_minutes=0)
    (cost,) = found().costs
    assert (cost.posts, cost.unknown, cost.pounds) == (1, 1, Decimal("0.00"))


def test_terms_change_from_the_day_and_what_held_before_keeps_its_days() -> None:
    post = young()
    first = terms_of(post.pk)[0][0]
    outcome = raised(post.pk)
    assert len(outcome.changed) == 1
    assert terms_of(post.pk) == [
        (first, DAY, Decimal("11.0000")),
        (DAY, None, Decimal("12.7100")),
    ]
    with actors.acting(job()):
        (event,) = AuditEvent.objects.filter(subject_id=post.subject_id, verb="change")
    assert event.after["hourly_rate"] == "12.71"


def test_asked_twice_pay_goes_up_once() -> None:
    post = young()
    raised(post.pk, rise=BY_50P)
    again = raised(post.pk, rise=BY_50P)
    assert again.changed == ()
    assert list(again.left) == ["A change from 28 December 2026 is recorded already."]
    assert terms_of(post.pk)[-1][2] == Decimal("12.7100")
    with actors.acting(job()):
        assert OutboxMessage.objects.filter(template="pay_rise_employer").count() == 1


def test_only_those_who_are_ticked_are_raised() -> None:
    young()
    left_out = young("Zoe Small")
    (first,) = [one.post.pk for one in found().to_raise if one.post.pk != left_out.pk]
    raised(first)
    assert len(terms_of(left_out.pk)) == 1


def test_terms_that_are_agreed_for_later_stay_as_they_are() -> None:
    post = young()
    later = dt.date(2027, 2, 1)
    with actors.acting(job()):
        row = models.EmploymentTerms.objects.get(employment=post)
        models.EmploymentTerms.objects.filter(pk=row.pk).update(during=DateRange(row.during.lower, later))
        models.EmploymentTerms.objects.create(
            employment=post,
            council_id=post.council_id,
            subject_id=post.subject_id,
            during=DateRange(later, None),
            weekly_minutes=600,
            hourly_rate=Decimal("14.00"),
        )
    (one,) = found().left
    assert one.why_not == "A change from 1 February 2027 is recorded already."
    assert raised(post.pk).changed == ()
    assert len(terms_of(post.pk)) == 2


def test_work_that_is_paid_stays_as_it_was_paid() -> None:
    rise = rises.Rise(dt.date(2026, 10, 20), rises.AMOUNT, Decimal("0.50"))
    dee = next(one for one in found(rise).left if one.post.pk == DEE.id_of("employment"))
    assert dee.why_not == "Work up to 25 October 2026 is paid already."
    assert raised(dee.post.pk, rise=rise).changed == ()


def test_rates_for_kinds_of_work_go_along() -> None:
    post = young()
    with actors.acting(job()):
        row = models.EmploymentTerms.objects.get(employment=post)
        mine = {"council_id": post.council_id, "subject_id": post.subject_id, "terms": row}
        models.WorkRate.objects.create(**mine, name="Nights", hourly_rate=Decimal("11.50"))
        models.WorkRate.objects.create(**mine, name="Weekends", hourly_rate=Decimal("15.00"))
    (made,) = raised(post.pk).changed
    with actors.acting(job()):
        rates = dict(models.WorkRate.objects.filter(terms=made).values_list("name", "hourly_rate"))
    assert rates == {"Nights": Decimal("12.7100"), "Weekends": Decimal("15.0000")}


def test_payruns_that_are_calculated_are_worked_out_again_and_a_second_person_approves() -> None:
    steps.approve_sheet()
    payrun = steps.calculate(by=CAST.mara)
    assert payrun.state == "ready"
    rise = rises.Rise(dt.date(2026, 11, 9), rises.AMOUNT, Decimal("0.50"))
    raised(DEE.id_of("employment"), rise=rise)
    run = steps.run_of()
    assert (run.state, run.requested_by_id) == ("requested", CAST.olu.user_id)


def test_pa_and_employer_are_told_without_a_name_or_a_rate() -> None:
    raised(DEE.id_of("employment"), rise=BY_50P)
    with actors.acting(job()):
        told = OutboxMessage.objects.filter(template__in=["pay_rise", "pay_rise_employer"])
        assert {one.to_id for one in told} == {CAST.dee.user_id, CAST.asha.user_id}
        assert all(one.values == {"day": "Monday 28 December 2026"} for one in told)


def test_another_providers_posts_are_not_raised() -> None:
    other = CAST.posts["dee at ben"].id_of("employment")
    assert raised(other, rise=BY_50P).changed == ()
    assert len(terms_of(other)) == 1


def test_nobody_ticked_and_too_many_are_refused() -> None:
    with pytest.raises(errors.Invalid, match="Nobody is ticked"):
        raised()
    with pytest.raises(errors.Invalid, match="500 posts at most"):
        raised(*(uuid.uuid4() for _ in range(501)))


def test_a_role_that_does_not_keep_posts_raises_nobody() -> None:
    with pytest.raises(errors.NotAllowed):
        raised(DEE.id_of("employment"), rise=BY_50P, by=CAST.marcus)


def test_a_day_whose_minimum_wage_is_not_known_is_refused() -> None:
    with pytest.raises(errors.Refusal, match="not in this portal yet"):
        found(rises.Rise(dt.date(2027, 4, 1), rises.MINIMUM, Decimal(0)))


def test_raising_many_costs_as_many_queries_as_raising_one() -> None:
    def queries_of(*posts: uuid.UUID) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert len(raised(*posts).changed) == len(posts)
        return len(seen)

    few = queries_of(young("Ann One").pk)
    assert queries_of(*(young(f"Bea {number}").pk for number in range(6))) == few
