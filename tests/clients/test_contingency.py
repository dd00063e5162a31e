"""What stays on the account for emergencies: changed with a reason, and off what is free."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from clients import models
from clients.operations import arrangements
from clients.queries import money
from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from tests.cast import CAST
from tests.clients import four_weekly_world as world
from tests.commissioning.pages import text
from tests.factories import AT

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
HERS = world.ASHA.id_of("client")
PAGE = reverse("clients:arrangement_contingency", args=[HERS])


def keep(pounds: str, **more: Any) -> models.Arrangement:
    finance = world.finance()
    with actors.acting(finance), transaction.atomic():
        kept = models.Arrangement.objects.get(client=HERS)
        usual = {"reason": "A relief PA for two days."}
        return arrangements.keep_for_emergencies(
            arrangement=kept, contingency=Decimal(pounds), actor=finance, at=AT, **usual | more
        )


def position() -> money.Position:
    asha = CAST.asha.actor()
    with actors.acting(asha):
        found = money.position(HERS, actor=asha)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("contingency", "kept", "free"),
    [("0", "0", "468.00"), ("150.00", "150.00", "318.00"), ("468.00", "468.00", "0"), ("500", "468.00", "0")],
)
def test_what_is_kept_is_off_what_is_free_and_never_more_than_there_is(
    contingency: str, kept: str, free: str
) -> None:
    keep(contingency)
    found = position()
    assert (found.balance, found.due) == (Decimal(1008), Decimal(540))
    assert (found.kept, found.free) == (Decimal(kept), Decimal(free))
    assert found.balance == found.due + found.kept + found.free
    assert not found.is_short


def test_who_is_short_keeps_nothing_and_is_told_by_how_much() -> None:
    keep("100.00")
    with actors.acting(world.job()):
        models.Commitment.objects.filter(client_id=HERS, settled_on=None).update(amount=Decimal("1100.00"))
    found = position()
    assert (found.kept, found.is_short) == (Decimal(0), True)
    assert found.balance == found.due + found.free


def test_finance_changes_it_on_a_page_and_the_person_sees_it(signed_in: SignedIn) -> None:
    finance = signed_in(CAST.fay)
    shown = finance.post(PAGE, {"contingency": "150", "reason": "A relief PA for two days."}, follow=True)
    assert "£150.00 stays on the account for emergencies." in text(shown)
    own = text(signed_in(CAST.asha).get(reverse("clients:money")))
    assert "free to use £318.00" in own
    assert "set aside £690.00" in own
    assert "Emergencies By for as long as it is agreed £ 150.00" in own
    assert "pay, tax, emergencies" in text(signed_in(CAST.asha).get(reverse("home")))
    with actors.acting(world.finance()):
        event = AuditEvent.objects.filter(verb="keep_contingency").get()
    assert (event.reason, event.after) == ("A relief PA for two days.", {"contingency": "150.00"})


@pytest.mark.parametrize(
    ("typed", "said"),
    [("-1", "£0.00 or more"), ("1.005", "no more than two figures"), ("", "Contingency"), ("ten", "pounds")],
)
def test_an_amount_that_is_none_is_refused_with_a_sentence(
    signed_in: SignedIn, typed: str, said: str
) -> None:
    answer = signed_in(CAST.fay).post(PAGE, {"contingency": typed, "reason": "A relief PA."})
    assert answer.status_code == 200
    assert said in text(answer)
    assert position().contingency == 0


def test_nobody_else_changes_it_and_it_wants_a_reason() -> None:
    marcus = CAST.marcus.actor()
    with actors.acting(world.finance()):
        row = models.Arrangement.objects.get(client=HERS)
    with actors.acting(marcus), pytest.raises(errors.NotAllowed):
        arrangements.keep_for_emergencies(
            arrangement=row, contingency=Decimal(10), reason="Why not.", actor=marcus, at=AT
        )
    with pytest.raises(errors.Invalid):
        keep("10.00", reason=" ")
