"""Two finance officers, the payments job and Asha's arrangement: what tests of four-weekly payments share."""

import datetime as dt

from clients import models
from clients.operations import four_weekly
from dpss.access import actors, policy
from dpss.access import models as access_models
from dpss.access.actors import Actor
from ledger import models as ledger_models
from ledger import operations as ledger
from tests.cast import CAST, TODAY, key
from tests.cast.people import Council
from tests.factories import AT, access
from tests.factories.clients import SINCE

ASHA = CAST.homes["asha"]
NEXT = dt.date(2026, 12, 14)


def finance(*, today: dt.date = TODAY) -> Actor:
    """The council's finance officer."""
    return CAST.fay.actor(policy.COUNCIL_FINANCE, today=today)


def second(*, today: dt.date = TODAY) -> Actor:
    """Another one: Ada, with a second role for the test."""
    council = CAST.east
    membership = key("ada", "finance", "membership")
    if not access_models.Membership.objects.filter(pk=membership).exists():
        access.membership(
            id=membership,
            user=CAST.ada.user,
            role=policy.COUNCIL_FINANCE,
            council_id=council.id,
            organisation_id=council.organisation_id,
            during=SINCE,
        )
    return Actor(
        council_id=council.id,
        today=today,
        user_id=CAST.ada.user_id,
        name=CAST.ada.name,
        role=policy.COUNCIL_FINANCE,
        organisation_id=council.organisation_id,
        membership_id=membership,
    )


def job(*, today: dt.date = TODAY, council: Council = CAST.east) -> Actor:
    """The payments job."""
    return actors.for_job(job=policy.JOB_PAYMENTS, council_id=council.id, today=today)


def work_out(*, today: dt.date) -> int:
    """What the beat task does, once."""
    actor = job(today=today)
    with actors.acting(actor):
        return four_weekly.work_out_next(actor=actor, at=AT)


def payment(first_day: dt.date = NEXT) -> models.FourWeeklyPayment:
    """Asha's payment for the four weeks from a day; of those that were stopped, none."""
    rows = models.FourWeeklyPayment.objects.filter(client_id=ASHA.id_of("client"), first_day=first_day)
    with actors.acting(finance()):
        return rows.exclude(state="stopped").select_related("arrangement").get()


def approved(*payments: models.FourWeeklyPayment) -> None:
    """Fay puts them forward, and Ada approves them."""
    keys = [one.pk for one in payments]
    for actor, step in ((finance(), four_weekly.put_forward), (second(), four_weekly.approve)):
        with actors.acting(actor):
            done = step(keys, actor=actor, at=AT)
            assert not done.refused, done.refused


def filed(pay_on: dt.date, *, today: dt.date = TODAY) -> ledger_models.PaymentBatch | None:
    """The bank file of the council for a day, as the job makes it; then payments follow it."""
    actor = job(today=today)
    with actors.acting(actor):
        organisation = CAST.east.organisation_id
        batch = ledger.make_bank_file(organisation_id=organisation, pay_on=pay_on, actor=actor, at=AT)
        four_weekly.settle_next(actor=actor, at=AT)
    return batch
