"""Each employer with payruns agreed them in the spring, and October's; the council paid in for that."""

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Home
from tests.factories import agreements


def plant(homes: list[Home]) -> None:
    """What the cast keeps of agreements."""
    for home in homes:
        run = models.Payrun.objects.select_related("employer").filter(pk=home.id_of("paid payrun")).first()
        if run is None:
            continue
        officer = CAST.person(policy.PAYROLL_OFFICER, council=home.council).user_id
        agreements.agrees_payruns(
            id=home.id_of("agrees payruns"), employer=run.employer, recorded_by_id=officer
        )
        agreements.funds_decision(id=home.id_of("funds decision"), payrun=run, recorded_by_id=officer)
        agreements.payrun_answer(id=home.id_of("payrun answer"), payrun=run, recorded_by_id=officer)
