"""Work that is about a few subjects sees and writes these alone, and never more than its actor reaches."""

import pytest
from django.db import ProgrammingError, connection, transaction

from dpss.access import actors, policy, scope
from payroll import models
from payroll.queries import pay_inputs, payrun_batches
from tests.cast import CAST, TODAY, Cast
from tests.payroll.operations import steps

pytestmark = pytest.mark.django_db
JOB = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)


def posts_seen(actor: actors.Actor) -> tuple[set[object], set[object]]:
    """The subjects of the posts that the database shows, and those that the filter keeps."""
    with actors.acting(actor):
        every = models.Employment.objects.order_by()
        return (
            set(every.values_list("subject_id", flat=True)),
            set(scope.visible_to(every, actor).values_list("subject_id", flat=True)),
        )


@pytest.mark.parametrize("who", [CAST.olu.actor(), CAST.asha.actor()], ids=["staff", "client"])
def test_only_what_the_work_is_about_is_seen_by_both_walls(who: actors.Actor, cast: Cast) -> None:
    dee, tom = (cast.posts[f"{name} at asha"].subject_id for name in ("dee", "tom"))
    assert posts_seen(who) == ({dee, tom}, {dee, tom})
    assert posts_seen(scope.about(who, [dee])) == ({dee}, {dee})


def test_a_job_sees_only_what_its_work_is_about(cast: Cast) -> None:
    dee = cast.posts["dee at asha"].subject_id
    assert posts_seen(JOB)[0] > {dee}
    assert posts_seen(scope.about(JOB, [dee]))[0] == {dee}


@pytest.mark.parametrize("who", [CAST.olu.actor(), CAST.asha.actor(), JOB], ids=["staff", "client", "job"])
def test_what_is_out_of_reach_stays_out_of_reach(who: actors.Actor, cast: Cast) -> None:
    elsewhere = cast.posts["walt at wes"].subject_id
    assert posts_seen(scope.about(who, [elsewhere])) == (set(), set())


def test_work_about_nobody_sees_nothing(cast: Cast) -> None:
    assert posts_seen(scope.about(cast.olu.actor(), [])) == (set(), set())
    assert posts_seen(scope.about(JOB, [])) == (set(), set())


def test_whoever_is_recused_does_not_see_it_by_working_on_it(cast: Cast) -> None:
    rose = cast.rose.actor(policy.PAYROLL_OFFICER)
    at_ben = cast.posts["dee at ben"].subject_id
    assert posts_seen(scope.about(rose, [at_ben])) == (set(), set())


def test_nothing_of_another_subject_is_written(cast: Cast) -> None:
    dee, tom = (cast.posts[f"{name} at asha"] for name in ("dee", "tom"))
    with actors.acting(JOB):
        terms = models.EmploymentTerms.objects.get(employment=tom.id_of("employment"))
    terms.pk = None
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        actors.acting(scope.about(JOB, [dee.subject_id])),
    ):
        terms.save(force_insert=True)


@pytest.mark.parametrize("who", [CAST.olu.actor(), JOB], ids=["staff", "job"])
@pytest.mark.parametrize(
    ("claim", "value"), [("today", "2026-11-22"), ("council", str(CAST.west.id)), ("job", "x")]
)
def test_work_that_was_begun_as_somebody_else_shows_nothing(
    who: actors.Actor, claim: str, value: str, cast: Cast
) -> None:
    dee = cast.posts["dee at asha"].subject_id
    with actors.acting(scope.about(who, [dee])), connection.cursor() as cursor:
        assert models.Employment.objects.count() == 1
        cursor.execute("select set_config(%s, %s, true)", [f"dpss.{claim}", value])
        assert models.Employment.objects.count() == 0


@pytest.mark.parametrize("statement", ["select * from", "delete from", "truncate"])
def test_the_portal_cannot_touch_what_work_is_about(statement: str, cast: Cast) -> None:
    dee = cast.posts["dee at asha"].subject_id
    with actors.acting(scope.about(JOB, [dee])), connection.cursor() as cursor:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(f"{statement} access.work")
        assert models.Employment.objects.count() == 1


def test_afterwards_the_whole_reach_is_back(cast: Cast) -> None:
    dee = cast.posts["dee at asha"].subject_id
    with actors.acting(JOB):
        with actors.acting(scope.about(JOB, [dee])):
            assert models.Employment.objects.count() == 1
        assert models.Employment.objects.count() > 1


def test_a_payrun_is_worked_out_from_the_same_when_the_work_is_about_it_alone() -> None:
    steps.approve_sheet()
    steps.request()
    with actors.acting(JOB):
        (runs,) = payrun_batches.batches([steps.run_of()])
        whole = pay_inputs.posts_of(runs, actor=JOB)
        about = payrun_batches.about([run.pk for run in runs], actor=JOB)
        with actors.acting(about):
            assert pay_inputs.posts_of(runs, actor=about) == whole
    assert [post.pay is not None for post in whole] == [True]
