"""How many of each there are: the plan's sizes, or the same shares of a smaller council."""

from dataclasses import dataclass

from dpss.kernel import errors
from dpss.portal.demo.plans import Plan, Provider

MOST_CASES = 69


@dataclass(frozen=True, slots=True)
class ProviderShape:
    """How many of a provider's clients there are, and how many of them are employers."""

    provider: Provider
    clients: int
    employers: int


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of one demo council."""

    clients: int
    providers: tuple[ProviderShape, ...]
    posts: int
    assistants: int

    @property
    def employers(self) -> int:
        """The clients who employ PAs, at all providers."""
        return sum(part.employers for part in self.providers)

    def share(self, wanted: float, *, of: int) -> int:
        """A share of a number, in whole ones, and never none: a small council has every kind of case."""
        return max(1, round(of * wanted))


def of(plan: Plan, *, clients: int) -> Shape:
    """The plan's shares of so many clients. Raises `Invalid` when the story does not fit."""
    if not plan.fewest_clients <= clients <= plan.clients:
        raise errors.Invalid(
            f"{plan.name} can have from {plan.fewest_clients} to {plan.clients:,} clients,"
            f" so that everyone with a name fits in. {clients:,} is outside that."
        )

    def scaled(number: int) -> int:
        return (2 * number * clients + plan.clients) // (2 * plan.clients)

    providers = tuple(
        ProviderShape(provider, scaled(provider.clients), scaled(provider.employers))
        for provider in plan.providers
    )
    return Shape(clients, providers, scaled(plan.posts), scaled(plan.assistants))


def caseloads(clients: int, *, workers: int, always: int) -> list[int]:
    """Near-equal caseloads of at most 69 cases; the first workers have one fewer when they are not equal.

    `workers` is how many there are, `always` how many have a caseload however small the council is.
    """
    used = min(workers, max(always, -(-clients // MOST_CASES)))
    each, more = divmod(clients, used)
    return [each + (place >= used - more) for place in range(used)]
