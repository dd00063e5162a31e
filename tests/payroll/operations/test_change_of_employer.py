"""A client's employer changes: one pays up to the day before, the next from then on, and nothing is lost."""

import contextlib
import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError
from psycopg2.extras import DateRange

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.calc import rates
from payroll.operations import hiring, terms
from payroll.queries import employers, forms_due, homes, post_leaving, posts, sheet_holiday
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import changing, steps

pytestmark = pytest.mark.django_db

ASHA, DEE, OLU = steps.ASHA, steps.DEE, CAST.olu
NEXT = dt.date(2026, 11, 24)
YEAR = rates.for_year("2026-27")


@pytest.fixture
def december() -> models.PayPeriod:
    return steps.december()


def handed_over(**given: object) -> models.Employment:
    """Confirmed, and November paid by Asha: Dee's post with Ravi."""
    changing.confirm(changing.prepared(**given))  # type: ignore[arg-type]
    steps.pay_november()
    return changing.new_post()


def test_each_employer_pays_its_period_and_nothing_twice(december: models.PayPeriod) -> None:
    post = handed_over()
    steps.sheet_in(post, NEXT, period=december)
    changing.pay(post, december)
    paid = [(slip.employment.employer.name, slip.payday) for slip in changing.slips_of(post)]
    assert paid == [("Asha Verma", dt.date(2026, 11, 27)), ("Ravi Verma", dt.date(2026, 12, 24))]
    with actors.acting(steps.job()):
        due = posts.due_in(december, actor=steps.job()).filter(assistant=post.assistant_id)
        mine = due.filter(employer__client=ASHA.id_of("client"))
        assert [one.employer.name for one in mine] == ["Ravi Verma"]


def test_the_new_post_goes_on_from_the_p45_figures(december: models.PayPeriod) -> None:
    post = handed_over()
    old, job = steps.slip_of(), steps.job()
    with actors.acting(job):
        form = post_leaving.p45(steps.post_of(), actor=job).form
        earlier = models.EarlierJob.objects.get(employment=post)
    assert old.inputs["part"] == "final"
    assert (earlier.pay, earlier.tax, earlier.leaving_date) == (
        form.total_pay,
        form.total_tax,
        dt.date(2026, 11, 22),
    )
    steps.sheet_in(post, NEXT, period=december)
    changing.pay(post, december)
    new = changing.slips_of(post)[-1]
    assert Decimal(new.inputs["previous_pay"]) == form.total_pay
    assert (new.inputs["tax_code"], new.inputs["ni_letter"]) == (form.tax_code, old.inputs["ni_letter"])


def test_the_new_employers_first_run_waits_for_the_figures(december: models.PayPeriod) -> None:
    changing.confirm(changing.prepared())
    post = changing.new_post()
    steps.sheet_in(post, NEXT, period=december)
    steps.request(period=december, employer_ids=[post.employer_id])
    steps.work_out()
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(employer=post.employer_id)
        assert [one["reason"] for one in run.exceptions] == ["starter"]
    steps.pay_november()
    steps.work_out()
    with actors.acting(steps.job()):
        run.refresh_from_db()
    assert (run.state, run.requested_by_id) == ("ready", OLU.user_id)


def test_wages_go_out_and_the_report_waits_for_the_new_reference(december: models.PayPeriod) -> None:
    post = handed_over()
    steps.sheet_in(post, NEXT, period=december)
    run = changing.pay(post, december)
    with actors.acting(steps.job()):
        assert models.Submission.objects.get(payrun=run).state == "awaiting"
        assert models.PaymentInstruction.objects.filter(payslip__payrun=run).exists()


def test_a_change_within_a_period_has_each_employer_pay_its_part() -> None:
    day = dt.date(2026, 11, 16)
    changing.confirm(changing.prepared(day))
    post = changing.new_post()
    steps.sheet_in(post, dt.date(2026, 11, 17))
    with actors.acting(steps.job()):
        due = posts.due_in(steps.november(), actor=steps.job()).filter(assistant=post.assistant_id)
        mine = due.filter(employer__client=ASHA.id_of("client")).order_by("first_day")
        assert [one.employer.name for one in mine] == ["Asha Verma", "Ravi Verma"]
    steps.pay_november()
    changing.pay(post, steps.november())
    paid = [(slip.employment.employer.name, slip.inputs["part"]) for slip in changing.slips_of(post)]
    assert sorted(paid) == [("Asha Verma", "final"), ("Ravi Verma", "ordinary")]


def test_what_the_employer_before_owes_stays_theirs(december: models.PayPeriod) -> None:
    post = handed_over()
    job = steps.job()
    with actors.acting(job):
        old = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        assert sum(employers.owed_by(old, actor=job).values()) > 0
        assert sum(employers.owed_by(post.employer, actor=job).values()) == 0


def test_service_and_holiday_count_on_where_continuity_is_kept(december: models.PayPeriod) -> None:
    post = handed_over()
    old, job = steps.post_of(), steps.job()
    assert (post.first_day, post.service_from) == (changing.DAY, old.first_day)
    with actors.acting(job):
        models.BroughtForward.objects.all().delete()
        assert posts.in_service(post, actor=job) == [post.pk, old.pk]
        held = models.EmploymentTerms.objects.get(employment=old)
        assert sheet_holiday.left_at(
            old, terms=held, day=old.last_day or TODAY, figures=YEAR, actor=job
        ) == Decimal(0)
        built_up = sheet_holiday.left_at(post, terms=held, day=dt.date(2026, 12, 20), figures=YEAR, actor=job)
    # 12.07% of the 20 hours with the employer before.
    assert built_up == Decimal("2.41")


def test_service_begins_anew_without_continuity() -> None:
    changing.confirm(changing.prepared(decision=changing.ANEW))
    post = changing.new_post()
    assert (post.continuous_from, post.service_from) == (None, changing.DAY)


def test_a_post_that_ends_has_none_after_it() -> None:
    changing.confirm(changing.prepared(decision=changing.ENDS))
    with actors.acting(steps.job()):
        assert not models.Employment.objects.filter(follows=DEE.id_of("employment")).exists()
        assert steps.post_of().last_day == dt.date(2026, 11, 22)


@pytest.mark.parametrize(("over", "expected"), [(True, 0), (False, 1)])
def test_no_p45_is_given_where_the_records_pass_over(*, over: bool, expected: int) -> None:
    post = handed_over(over=over)
    with actors.acting(steps.job()):
        due = forms_due.p45s(actor=payday()).filter(employment=DEE.id_of("employment"))
        assert len(due) == expected
        assert models.EarlierJob.objects.filter(employment=post).exists()
        with pytest.raises(errors.Refusal, match="There is no P45") if over else contextlib.nullcontext():
            post_leaving.p45_for_them(steps.post_of(), actor=steps.job())


def payday() -> actors.Actor:
    return dataclasses.replace(steps.job(), today=dt.date(2026, 11, 27))


def test_a_rise_before_the_day_goes_over_with_the_post() -> None:
    changing.confirm(changing.prepared())
    raised = terms.Terms(weekly_minutes=1200, hourly_rate=Decimal("14.00"), sleep_in_rate=Decimal("60.00"))
    with actors.acting(OLU.actor()):
        terms.change(post=steps.post_of(), day=dt.date(2026, 11, 1), terms=raised, actor=OLU.actor(), at=AT)
        held = models.EmploymentTerms.objects.get(employment=changing.new_post())
    assert held.hourly_rate == Decimal("14.00")
    assert held.during == DateRange(changing.DAY, None)


def test_the_last_sheet_with_the_one_before_is_asked_for_until_its_payday(
    december: models.PayPeriod,
) -> None:
    changing.confirm(changing.prepared())
    with actors.acting(steps.job()):
        models.Timesheet.objects.filter(pk=DEE.id_of("timesheet")).update(state="draft")
    for today, expected in (
        (dt.date(2026, 11, 23), {"Asha Verma": 11, "Ravi Verma": None}),
        (dt.date(2026, 11, 28), {"Ravi Verma": 12}),
    ):
        dee = dataclasses.replace(CAST.named("dee").actor(), today=today)
        with actors.acting(dee):
            at = dt.datetime(today.year, today.month, today.day, 9, tzinfo=dt.UTC)
            jobs = homes.jobs(actor=dee, at=at, client_id=ASHA.id_of("client"))
        found = {one.employment.employer.name: one.period and one.period.payday.month for one in jobs}
        assert found == expected, today


def test_both_employers_are_reached_by_those_who_reached_the_one_before() -> None:
    changing.confirm(changing.prepared())
    post = changing.new_post()
    for person in (CAST.asha, CAST.named("dee"), OLU):
        with actors.acting(person.actor()):
            seen = set(models.Employer.objects.values_list("pk", flat=True))
        assert {post.employer_id, ASHA.id_of("employer")} <= seen, person.name
    with actors.acting(CAST.named("ben").actor()):
        assert not models.Employer.objects.filter(pk=post.employer_id).exists()


def test_a_client_has_one_employer_at_a_time() -> None:
    changing.confirm(changing.prepared())
    with actors.acting(steps.job()), pytest.raises(IntegrityError, match="employer_one_at_a_time"):
        models.Employer.objects.filter(pk=ASHA.id_of("employer")).update(during=DateRange(None, None))


def test_nobody_is_hired_by_an_employer_of_another_time() -> None:
    changing.confirm(changing.prepared())
    job = hiring.Job(
        first_day=NEXT,
        hours="fixed",
        terms=terms.Terms(weekly_minutes=600, hourly_rate=Decimal(14), sleep_in_rate=Decimal(0)),
    )
    with actors.acting(OLU.actor()), pytest.raises(errors.Invalid, match="no longer employs"):
        hiring.employ_again(post=steps.post_of(), job=job, actor=OLU.actor(), at=AT)
