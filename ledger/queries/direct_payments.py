"""What became of the council's payments to people: in a bank file, or sent back."""

from collections.abc import Iterable
from datetime import date

from django.db.models import CharField, F, Func, Value

from dpss.access import actors, scope
from ledger import kinds, models
from ledger.queries.returns import first_key


def newest_of(source_keys: Iterable[str], *, actor: actors.Actor) -> dict[str, tuple[str, date | None]]:
    """The state of the newest payment of each debt, by its first key, and the day of its bank file."""
    wanted = set(source_keys)
    rows = scope.visible_to(models.Payment.objects.filter(kind=kinds.DIRECT_PAYMENT), actor)
    debt = Func(F("source_key"), Value(":again:"), Value(1), function="split_part", output_field=CharField())
    found: dict[str, tuple[str, date | None]] = {}
    for payment in rows.annotate(debt=debt).filter(debt__in=wanted).select_related("batch").order_by("pk"):
        key = first_key(payment.source_key)
        found[key] = (payment.state, payment.batch.pay_on if payment.batch else None)
    return found


def sent_back(*, actor: actors.Actor) -> set[str]:
    """The first keys of the debts of which a payment came back, however long ago."""
    rows = models.Payment.objects.filter(kind=kinds.DIRECT_PAYMENT, state="returned")
    return {first_key(key) for key in scope.visible_to(rows, actor).values_list("source_key", flat=True)}
