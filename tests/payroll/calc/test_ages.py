"""Ages change on the birthday itself."""

from datetime import date

import pytest

from payroll.calc import ages


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2005, 11, 21), date(2026, 11, 20), 20),
        (date(2005, 11, 21), date(2026, 11, 21), 21),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_an_age_is_reached_on_the_birthday(born: date, day: date, age: int) -> None:
    assert ages.age_on(born=born, day=day) == age


def test_a_day_that_the_month_lacks_counts_as_its_last_day() -> None:
    assert ages.reaches(born=date(1960, 7, 31), years=66, months=4) == date(2026, 11, 30)
    assert ages.reaches(born=date(1960, 12, 31), years=66, months=9) == date(2027, 9, 30)
