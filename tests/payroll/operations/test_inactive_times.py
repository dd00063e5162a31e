"""A time to come without pay: asked for, told once, taken back while not told, ended by wages."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from dpss.access import actors, policy
from dpss.kernel import dates, errors
from payroll import eps_report, models
from payroll.eps_report import Said
from payroll.operations import eps, inactive_times
from payroll.queries import inactive_times as queries
from payroll.rti import elements
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps
from tests.payroll.test_eps_report import MATERNITY, facts, told

ASHA = steps.ASHA.id_of("employer")
THREE_MONTHS = dates.Span(dt.date(2026, 12, 6), dt.date(2027, 3, 5))
FROM_9 = dates.Span(dt.date(2026, 12, 6), dt.date(2027, 2, 5))
DURING_8, AFTER_9 = dt.date(2026, 11, 21), dt.date(2027, 1, 7)


def job(today: dt.date = TODAY) -> actors.Actor:
    return actors.for_job(job=policy.JOB_SUBMISSIONS, council_id=CAST.east.id, today=today)


def sweep(today: dt.date = TODAY) -> int:
    return eps.queue_due(actor=job(today), at=AT)


def ask(months: int = 3, by: Any = CAST.olu) -> models.InactiveTime:
    with actors.acting(by.actor()):
        employer = models.Employer.objects.get(pk=ASHA)
        return inactive_times.ask(employer=employer, months=months, actor=by.actor(), at=AT)


def take_back(time: models.InactiveTime, by: Any = CAST.olu) -> models.InactiveTime:
    with actors.acting(by.actor()):
        return inactive_times.take_back(time=time, actor=by.actor(), at=AT)


def summaries() -> list[models.Submission]:
    with actors.acting(job()):
        return list(models.Submission.objects.filter(kind="eps", employer_id=ASHA).order_by("pk"))


class TestWhatIsTold:
    """The decision alone, without a database."""

    def test_it_is_told_in_the_month_before_it_begins_and_once(self) -> None:
        asked = facts(*range(1, 9), inactive=(FROM_9,))
        assert told(asked, month=8, today=DURING_8) == Said(inactive=FROM_9)
        assert not told(replace(asked, inactive_told=(FROM_9,)), month=8, today=DURING_8)
        assert not told(asked, month=8), "HMRC takes it in the month before alone"
        assert not told(asked, month=7, today=dt.date(2026, 10, 21))

    def test_it_is_not_told_when_somebody_was_paid_in_it_already(self) -> None:
        assert not told(facts(1, 2, 9, inactive=(FROM_9,)), month=8, today=DURING_8)

    def test_months_that_it_covers_are_not_told_one_by_one(self) -> None:
        quiet = facts(*range(1, 9), inactive_told=(FROM_9,))
        assert not told(quiet, month=9, today=AFTER_9)
        assert told(quiet, month=11, today=dt.date(2027, 3, 7)).no_payment == dates.Span(
            dt.date(2027, 2, 6), dt.date(2027, 3, 5)
        )

    def test_one_that_was_not_told_in_time_leaves_its_months_to_be_told(self) -> None:
        found = told(facts(*range(1, 9), inactive=(FROM_9,)), month=9, today=AFTER_9)
        assert found.no_payment == dates.Span(dt.date(2026, 12, 6), dt.date(2027, 1, 5))

    def test_wages_in_it_end_it_and_later_months_are_told_again(self) -> None:
        paid_in_9 = facts(*range(1, 10), inactive_told=(THREE_MONTHS,))
        found = told(paid_in_9, month=10, today=dt.date(2027, 2, 7))
        assert found.no_payment == dates.Span(dt.date(2027, 1, 6), dt.date(2027, 2, 5))

    def test_amounts_to_recover_follow_months_without_pay_in_a_summary_of_their_own(self) -> None:
        unpaid = facts(*range(1, 8), recovered=(MATERNITY,))
        first = told(unpaid)
        assert (first.no_payment is not None, first.recovered) == (True, ())
        assert told(replace(unpaid, told=[(8, first)])) == Said(recovered=(MATERNITY,))


@pytest.mark.django_db
class TestAsking:
    """By an officer, for whole tax months from the next one on."""

    def test_it_is_told_with_the_next_sweep_and_once(self) -> None:
        time = ask()
        assert queries.span_of(time) == THREE_MONTHS
        sweep()
        (made,) = summaries()
        root = elements.parse((made.body or "").encode())
        assert root.findtext(".//{*}PeriodOfInactivity/{*}From") == "2026-12-06"
        assert root.findtext(".//{*}PeriodOfInactivity/{*}To") == "2027-03-05"
        assert (made.state, made.errors) == ("queued", [])
        assert sweep() == 0

    def test_no_summary_follows_for_its_months(self) -> None:
        ask()
        sweep()
        with actors.acting(job()):
            models.Submission.objects.filter(kind="eps", employer_id=ASHA).update(state="accepted")
        steps.pay_november()
        sweep(dt.date(2027, 1, 7))
        assert len(summaries()) == 1

    def test_taken_back_before_it_was_sent_nothing_is_told(self) -> None:
        time = ask()
        sweep()
        take_back(time)
        take_back(time)
        assert [one.state for one in summaries()] == ["dropped"]
        assert sweep() == 0
        assert queries.span_of(ask()) == THREE_MONTHS

    def test_it_cannot_be_taken_back_once_hmrc_may_know(self) -> None:
        time = ask()
        sweep()
        for state in ("sending", "unknown", "accepted"):
            with actors.acting(job()):
                models.Submission.objects.filter(kind="eps", employer_id=ASHA).update(state=state)
            with pytest.raises(errors.Conflict, match="HMRC has been told"):
                take_back(time)
        with actors.acting(job()):
            assert models.InactiveTime.objects.get(pk=time.pk).taken_back_at is None

    @pytest.mark.parametrize("months", [0, 13])
    def test_twelve_months_are_the_most(self, months: int) -> None:
        with pytest.raises(errors.Invalid, match="from 1 to 12"):
            ask(months)

    def test_one_time_at_a_time(self) -> None:
        ask()
        with pytest.raises(errors.Invalid, match="there already: 6 December 2026"):
            ask(1)

    def test_somebody_whose_job_it_is_not_does_not_ask(self) -> None:
        with pytest.raises(errors.NotAllowed):
            ask(by=CAST.asha)

    def test_an_employer_without_a_scheme_tells_hmrc_nothing(self) -> None:
        with actors.acting(job()):
            models.PayeScheme.objects.filter(employer_id=ASHA).update(
                status="not_needed", office_number="", reference=""
            )
        with pytest.raises(errors.Invalid, match="no PAYE scheme"):
            ask()


def test_it_is_kept_and_read_again() -> None:
    said = Said(inactive=FROM_9)
    assert eps_report.from_json(eps_report.to_json(said)) == said
