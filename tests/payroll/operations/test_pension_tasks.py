"""An employer's own dates: raised once, in time; declared with a reference; who is put back."""

import datetime as dt

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.operations import pension_tasks
from payroll.queries import pension_tasks as queries
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import pensioned, steps
from tests.payroll.operations.pensioned import Kind
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db


def raised() -> dict[str, models.PensionTask]:
    """Asha's tasks, by kind."""
    with actors.acting(job()):
        return {row.kind: row for row in models.PensionTask.objects.filter(employer=ASHA.id_of("employer"))}


def begun(day: dt.date) -> None:
    """Asha's duties began on a day, and the scheme is on record since."""
    with actors.acting(job()):
        rows = models.PensionScheme.objects.filter(employer=ASHA.id_of("employer"))
        rows.update(duties_from=day)
        models.PensionTask.objects.filter(employer=ASHA.id_of("employer")).delete()


def raise_due() -> int:
    """The job puts on record what is due."""
    with actors.acting(job()):
        return pension_tasks.raise_due(actor=job(), at=AT)


def declared(task: models.PensionTask, reference: str = "TPR 77") -> models.PensionTask:
    """Olu records a declaration of today."""
    with actors.acting(CAST.olu.actor()):
        return pension_tasks.declared(task=task, on=TODAY, reference=reference, actor=CAST.olu.actor(), at=AT)


def re_enrol(task: models.PensionTask, on: dt.date) -> models.PensionTask:
    """Olu chooses the re-enrolment date."""
    with actors.acting(CAST.olu.actor()):
        return pension_tasks.re_enrol(task=task, on=on, actor=CAST.olu.actor(), at=AT)


def test_the_declaration_is_raised_once_with_its_last_day() -> None:
    begun(dt.date(2026, 8, 3))
    assert raise_due() == 1
    assert raise_due() == 0
    assert raised()["declaration"].due_by == dt.date(2027, 1, 4)


def test_three_years_on_re_enrolment_and_re_declaration_are_raised_before_the_window() -> None:
    begun(dt.date(2024, 1, 8))
    raise_due()
    found = raised()
    assert found["re_enrolment"].window_first == dt.date(2026, 10, 8)
    assert found["re_enrolment"].due_by == dt.date(2027, 4, 7)
    assert found["re_declaration"].due_by == dt.date(2027, 6, 7)


def test_a_round_that_is_far_ahead_is_not_raised_yet() -> None:
    begun(dt.date(2024, 12, 2))
    raise_due()
    assert "re_enrolment" not in raised()


def test_a_declaration_is_done_with_the_regulators_reference_and_once() -> None:
    task = raised()["declaration"]
    with pytest.raises(errors.Invalid, match="reference"):
        declared(task, reference=" ")
    done = declared(task)
    assert (done.reference, done.done_on, done.done_by_id) == ("TPR 77", TODAY, CAST.olu.user_id)
    with pytest.raises(errors.Conflict, match="already"):
        declared(task)


def test_who_opted_out_more_than_a_year_ago_is_looked_at_on_the_re_enrolment_date() -> None:
    begun(dt.date(2024, 1, 8))
    raise_due()
    pensioned.paid()
    pensioned.says(Kind.LEFT, TODAY)
    with actors.acting(CAST.olu.actor()):
        out = queries.to_put_back(steps.post_of().employer, actor=CAST.olu.actor())
    assert [post.assistant.name for post in out] == ["Dee Lowe"]
    done = re_enrol(raised()["re_enrolment"], dt.date(2027, 1, 8))
    assert (done.chosen_on, done.re_enrolled) == (dt.date(2027, 1, 8), 1)
    # She left a few weeks before, and is left alone.
    assert pensioned.position().status.value == "left"


def test_a_day_outside_the_window_is_refused() -> None:
    begun(dt.date(2024, 1, 8))
    raise_due()
    with pytest.raises(errors.Invalid, match="is not between 8 October 2026 and 7 April 2027"):
        re_enrol(raised()["re_enrolment"], dt.date(2027, 6, 1))


def test_the_next_round_counts_from_the_day_that_was_chosen() -> None:
    begun(dt.date(2024, 1, 8))
    raise_due()
    re_enrol(raised()["re_enrolment"], dt.date(2026, 11, 2))
    with actors.acting(job()):
        scheme = models.PensionScheme.objects.get(employer=ASHA.id_of("employer"))
        chosen = [dt.date(2026, 11, 2)]
        found = list(
            queries.of_scheme(scheme, chosen, today=dt.date(2029, 8, 1), duties=queries.duties_on(TODAY))
        )
    assert [one.counts_from for one in found if one.kind == "re_enrolment"] == [dt.date(2029, 11, 2)]


def test_in_a_tax_year_without_figures_tasks_wait_and_nothing_breaks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun(dt.date(2026, 8, 3))
    later = dt.date(2031, 4, 6)
    at_job = actors.for_job(job="payruns", council_id=CAST.east.id, today=later)
    with actors.acting(at_job):
        assert pension_tasks.raise_due(actor=at_job, at=AT) == 0
    assert "There are no figures for the tax year 2031-32" in caplog.text
    assert raise_due() == 1
    begun(dt.date(2024, 1, 8))
    raise_due()
    olu = CAST.olu.actor(today=later)
    with actors.acting(olu), pytest.raises(errors.Invalid, match="no figures"):
        pension_tasks.re_enrol(task=raised()["re_enrolment"], on=later, actor=olu, at=AT)
