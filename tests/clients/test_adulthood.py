import datetime as dt
from typing import Any

import pytest

from clients import models
from clients.operations import adulthood, set_up_times
from dpss.access import actors, policy
from dpss.kernel import errors
from tests.cast import AT, CAST, TODAY

pytestmark = pytest.mark.usefixtures("db")
JOB = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=TODAY)
ADMINISTRATOR = CAST.actor("administrator")
ASHAS = CAST.homes["asha"].id_of("client")
DECIDED: dict[str, Any] = {
    "first_payment_days": 5,
    "adulthood_months": 12,
    "owner": "Ann Lee",
    "source": "Policy",
}


def raised(born: dt.date) -> list[models.WorkItem]:
    models.Client.objects.filter(pk=ASHAS).update(group="child", birth_date=born, stage="running")
    adulthood.raise_ahead(actor=JOB)
    return list(models.WorkItem.objects.filter(key=f"adulthood:{ASHAS}"))


def test_who_turns_18_in_half_a_year_is_raised_once_for_their_birthday() -> None:
    with actors.acting(JOB):
        item = raised(dt.date(2009, 5, 21))[0]
        assert (item.due_on, item.role) == (dt.date(2027, 5, 21), "support_worker")
        assert adulthood.raise_ahead(actor=JOB) == 0
        assert len(raised(dt.date(2009, 5, 21))) == 1


def test_who_is_18_only_after_that_is_left_alone() -> None:
    with actors.acting(JOB):
        assert raised(dt.date(2009, 5, 22)) == []


def test_a_council_decides_to_look_earlier() -> None:
    with actors.acting(ADMINISTRATOR):
        set_up_times.decide(first_day=TODAY, actor=ADMINISTRATOR, at=AT, **DECIDED)
    with actors.acting(JOB):
        assert raised(dt.date(2009, 11, 21))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"first_payment_days": 0}, "first_payment_days"),
        ({"adulthood_months": 49}, "adulthood_months"),
        ({"owner": " "}, "owner"),
        ({"source": ""}, "source"),
        ({"first_day": TODAY - dt.timedelta(days=1)}, "first_day"),
    ],
)
def test_a_setting_without_what_it_needs_is_refused_at_its_field(given: dict[str, Any], field: str) -> None:
    with actors.acting(ADMINISTRATOR):
        with pytest.raises(errors.Invalid) as refused:
            set_up_times.decide(**{"first_day": TODAY, "actor": ADMINISTRATOR, "at": AT} | DECIDED | given)
        assert refused.value.field == field
        assert models.SetUpTime.objects.filter(council_id=CAST.east.id).count() == 1
