"""Rows become objects in a quick way, and they are the objects that Django would have made."""

import pytest
from django.db import models
from django.db.models import signals

from dpss.access import actors, policy
from payroll.models import Employment, PayrollIdentity, Payslip
from tests.cast import CAST, TODAY, Cast

pytestmark = pytest.mark.django_db
JOB = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)


def made_by_django(model: type[models.Model]) -> list[models.Model]:
    """The rows of a table as objects that were made one field after the other."""

    def listen(**_: object) -> None:
        """Being there is enough."""

    signals.post_init.connect(listen, sender=model)
    try:
        return list(model._default_manager.order_by("pk"))
    finally:
        signals.post_init.disconnect(listen, sender=model)


@pytest.mark.parametrize("model", [PayrollIdentity, Employment, Payslip])
def test_they_hold_what_django_puts_in_them(cast: Cast, model: type[models.Model]) -> None:
    with actors.acting(JOB):
        quick, slow = list(model._default_manager.order_by("pk")), made_by_django(model)
    assert quick
    for one, other in zip(quick, slow, strict=True):
        held, expected = dict(vars(one)), dict(vars(other))
        states = [held.pop("_state"), expected.pop("_state")]
        assert [(one.db, one.adding, one.fields_cache) for one in states] == [("default", False, {})] * 2
        assert held == expected


def test_whoever_listens_hears_of_each_object(cast: Cast) -> None:
    heard = []

    def listen(instance: models.Model, **_: object) -> None:
        heard.append(instance.pk)

    signals.post_init.connect(listen, sender=Employment)
    try:
        with actors.acting(JOB):
            found = list(Employment.objects.all())
    finally:
        signals.post_init.disconnect(listen, sender=Employment)
    assert heard == [post.pk for post in found] != []


def test_a_field_that_was_left_out_is_read_when_it_is_asked_for(
    cast: Cast, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with actors.acting(JOB):
        post = Employment.objects.defer("payroll_id").select_related("assistant").first()
        assert post is not None
        assert "payroll_id" not in vars(post)
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert post.payroll_id
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert post.assistant.pk == post.assistant_id
