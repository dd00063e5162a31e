"""Each employer paid a bill of the spring late, which was noticed and settled."""

from payroll import models
from tests.cast import Home
from tests.factories import deadlines


def plant(*, homes: list[Home]) -> None:
    """A warning of each employer."""
    for home in homes:
        employer = models.Employer.objects.get(pk=home.id_of("employer"))
        deadlines.warning(id=home.id_of("deadline warning"), employer=employer)
