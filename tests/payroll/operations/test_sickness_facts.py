"""What sick pay is worked out from: earlier sickness, usual days, the average."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from dpss.kernel.dates import Span
from payroll import models
from payroll.operations import sickness_facts as operations
from payroll.queries import averages, sick_averages, sickness
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.sick_days import (
    OFF,
    THREE_DAYS,
    decide,
    found,
    noor,
)

pytestmark = pytest.mark.django_db


class TestEarlierSickness:
    """What no sheet here has."""

    def add(self, post: models.Employment, first: dt.date, last: dt.date) -> models.EarlierSickness:
        olu = CAST.olu.actor()
        with actors.acting(olu):
            return operations.add_earlier(post=post, span=Span(first, last), source="P11", actor=olu, at=AT)

    def test_days_that_the_sheets_have_are_refused(self) -> None:
        with pytest.raises(errors.Invalid, match="the timesheets here say"):
            self.add(noor(*THREE_DAYS), dt.date(2026, 10, 20), dt.date(2026, 10, 26))

    def test_days_before_the_job_are_refused(self) -> None:
        with pytest.raises(errors.Invalid, match="The job began on Monday 6 April 2026"):
            self.add(noor(*THREE_DAYS), dt.date(2026, 4, 5), dt.date(2026, 4, 7))

    def test_a_day_is_recorded_once(self) -> None:
        post = noor(*THREE_DAYS)
        self.add(post, dt.date(2026, 10, 12), dt.date(2026, 10, 16))
        with pytest.raises(errors.Invalid, match="recorded already"):
            self.add(post, dt.date(2026, 10, 16), dt.date(2026, 10, 17))

    def test_nothing_changes_under_a_decision_that_is_not_paid(self) -> None:
        post = noor(*THREE_DAYS)
        decide(post)
        with pytest.raises(errors.Invalid, match="Undo that decision first"):
            self.add(post, dt.date(2026, 10, 12), dt.date(2026, 10, 16))

    def test_what_was_recorded_by_mistake_is_taken_away_and_stays_in_the_history(self) -> None:
        post = noor(*THREE_DAYS)
        row = self.add(post, dt.date(2026, 10, 12), dt.date(2026, 10, 16))
        olu, pk = CAST.olu.actor(), row.pk
        with actors.acting(olu):
            operations.remove_earlier(earlier=row, actor=olu, at=AT)
            assert not sickness.earlier_sickness(post, actor=olu).exists()
        with actors.acting(steps.job()):
            verbs = AuditEvent.objects.filter(thing="payroll.earliersickness", thing_id=str(pk))
            assert list(verbs.order_by("id").values_list("verb", flat=True)) == ["record", "remove"]


class TestUsualDays:
    """The weekdays that were agreed."""

    def agree(
        self, post: models.Employment, *weekdays: int, day: dt.date | None = None
    ) -> models.QualifyingDays:
        olu = CAST.olu.actor()
        with actors.acting(olu):
            return operations.agree_days(post=post, weekdays=weekdays, day=day, actor=olu, at=AT)

    def test_the_first_hold_from_the_start_of_the_job(self) -> None:
        post = noor(*THREE_DAYS, agreed=False)
        assert self.agree(post, 0, 2).during.lower == post.first_day
        assert found(post).leave.qualifying[0].weekdays == (0, 2)

    def test_a_change_holds_from_its_day(self) -> None:
        post = noor(*THREE_DAYS)
        self.agree(post, 1, 3, day=dt.date(2026, 11, 9))
        assert [row.weekdays for row in found(post).agreed] == [[0, 1, 2, 3, 4], [1, 3]]

    def test_a_paid_period_keeps_its_days(self) -> None:
        with pytest.raises(errors.Invalid, match="Choose that day or a later one") as refusal:
            self.agree(steps.post_of(), 1, day=dt.date(2026, 10, 1))
        assert refusal.value.field == "day"

    def test_a_week_has_at_least_one(self) -> None:
        with pytest.raises(errors.Invalid, match="at least one day"):
            self.agree(noor(*THREE_DAYS, agreed=False))


class TestAverage:
    """From the payslips of this payroll where they reach back, else asked for."""

    def of(self, post: models.Employment) -> averages.Average | None:
        olu = CAST.olu.actor()
        with actors.acting(olu):
            return sick_averages.of(sickness.of(post, steps.november(), actor=olu), actor=olu)

    def test_payslips_that_do_not_reach_back_are_not_enough(self) -> None:
        assert self.of(noor(*THREE_DAYS)) is None

    def test_somebody_new_is_averaged_over_the_days_that_were_paid(self) -> None:
        """One payslip of £135.00 for the 28 days from the first day of the job is £33.75 a week."""
        with actors.acting(steps.job()):
            first = steps.october().first_day
            models.Employment.objects.filter(pk=steps.DEE.id_of("employment")).update(first_day=first)
            sheet = models.Timesheet.objects.get(pk=steps.DEE.id_of("timesheet"))
            payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 3), **OFF)
        steps.approve_sheet()
        average = self.of(steps.post_of())
        assert average is not None
        assert average.weekly == Decimal("33.75")
        assert "£135.00 ÷ 4 weeks" in average.source

    def test_who_fell_ill_before_the_first_payday_has_the_contracts_week(self) -> None:
        """Ten hours at £13.50."""
        average = self.of(noor(*THREE_DAYS, first_day=dt.date(2026, 10, 26)))
        assert average is not None
        assert average.weekly == Decimal("135.00")
