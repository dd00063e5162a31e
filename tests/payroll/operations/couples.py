"""Dee works for a couple: for Asha, and for Ravi, whose payroll Northfield keeps too."""

from dpss.access import actors, operations
from payroll import models
from payroll import reach as of_wages
from tests.cast import CAST
from tests.factories import access, payroll
from tests.payroll.operations import steps


def at_ravi() -> models.Employment:
    """Dee's post with Ravi, with all that payroll needs but a sheet."""
    employer = steps.employ("Ravi Verma")
    with actors.acting(steps.job()):
        dee = models.Employment.objects.get(pk=steps.DEE.id_of("employment")).assistant
        post = payroll.employment(
            subject=access.subject(
                kind="employment", part_of_id=employer.client.subject_id, council_id=CAST.east.id
            ),
            employer=employer,
            assistant=dee,
            payroll_id="DEE AT RAVI",
        )
        payroll.terms(employment=post)
        grants = of_wages.of_post_for_assistant(post)
        for placement in employer.client.placements.all():
            grants += of_wages.of_placement(placement, employer, [post])
        operations.grant_all(grants)
        return models.Employment.objects.select_related("employer", "assistant").get(pk=post.pk)
