"""Asha's money as in the worked example: £3,150.00 there, £1,210.00 needed, eight weeks allowed."""

import datetime as dt
from decimal import Decimal

from clients import models
from clients.operations import arrangements, surplus
from clients.queries import money
from dpss.access import actors
from ledger import chart, journal
from ledger import operations as ledger
from tests.cast import CAST, TODAY
from tests.clients import four_weekly_world as world
from tests.factories import AT
from tests.factories import clients as made

HERS = world.ASHA.id_of("client")
SPOKEN_FOR = {"hmrc": "240.00", "pension": "60.00"}
FIGURES = {"sheets": "510.00", "leaving": "400.00", "recruiting": "0.00"}


def client() -> models.Client:
    return models.Client.objects.get(pk=HERS)


def holds(pounds: str, *, key: str = "1") -> None:
    """Let the account have so much on it."""
    asha = world.ASHA.subject_id
    finance = world.finance()
    with actors.acting(finance):
        found = money.position(HERS, actor=finance)
        assert found is not None
        more = Decimal(pounds) - found.balance
        lines = (
            journal.Line(asha, chart.DIRECT_PAYMENT, more),
            journal.Line(asha, chart.FUNDING, -more),
        )
        movement = journal.Movement(f"test:{key}", TODAY, "Paid in", asha, lines)
        assert ledger.post(movement, council_id=world.ASHA.council.id, at=AT)


def spoken_for() -> None:
    """What the payroll speaks for, and nothing else."""
    with actors.acting(world.job()):
        models.Commitment.objects.filter(client_id=HERS, settled_on=None).update(settled_on=TODAY)
        for kind, pounds in SPOKEN_FOR.items():
            made.commitment(client=client(), source_key=f"test:{kind}", kind=kind, amount=Decimal(pounds))


def write(kind: str, pounds: str, *, day: dt.date = TODAY) -> models.KeptFigure:
    """Finance writes a figure down."""
    finance = world.finance()
    with actors.acting(finance):
        return surplus.write_figure(
            client=client(),
            kind=kind,
            amount=Decimal(pounds),
            day=day,
            source="The payroll’s list",
            actor=finance,
            at=AT,
        )


def worked_example(balance: str = "3150.00") -> None:
    """All of it is known; `balance` is on the account."""
    holds(balance)
    spoken_for()
    for kind, pounds in FIGURES.items():
        write(kind, pounds)
    finance = world.finance()
    with actors.acting(finance):
        arrangements.keep_for_emergencies(
            arrangement=models.Arrangement.objects.get(client=HERS),
            contingency=Decimal("0.00"),
            reason="None is agreed.",
            actor=finance,
            at=AT,
        )


def sent(balance: str = "4000.00") -> models.SurplusNotice:
    """Fay prepares a notice, and Ada sends it."""
    worked_example(balance)
    finance, second = world.finance(), world.second()
    with actors.acting(finance):
        notice = surplus.put_forward(client=client(), actor=finance, at=AT)
    with actors.acting(second):
        return surplus.send(notice=notice, actor=second, at=AT)


def paid_back() -> models.SurplusNotice:
    """It was sent, the person agreed, and it was paid back after the last day to answer."""
    notice = sent()
    asha = CAST.asha.actor()
    with actors.acting(asha):
        surplus.agree(notice=notice, actor=asha, at=AT)
    return paid(notice)


def paid(notice: models.SurplusNotice) -> models.SurplusNotice:
    """What was agreed is paid back on the first day on which it may be."""
    assert notice.reply_by is not None
    after = notice.reply_by + dt.timedelta(days=1)
    finance = world.finance(today=after)
    with actors.acting(finance):
        return surplus.pay(notice=notice, paid_on=after, actor=finance, at=AT)
