from commissioning import models, tasks
from dpss.access import queries
from tests.cast import CAST
from tests.commissioning.planting import planting


def test_the_task_counts_every_council_and_may_run_twice(own_database: str) -> None:
    assert len(queries.councils()) == 2
    for _ in range(2):
        assert tasks.take_measures() == 2
        for council in (CAST.east, CAST.west):
            with planting(council):
                assert models.Measure.objects.filter(code="service_users").count() == 1
