"""Which support worker looks after which client."""

from collections.abc import Sequence

from dpss.access import policy
from dpss.portal.demo import chance, shape
from dpss.portal.demo.households import Client
from dpss.portal.demo.plans import Plan, Provider


def workers(*, plan: Plan, clients: Sequence[Client]) -> dict[int, str]:
    """The key of the support worker of everyone in the service; the story says some of them."""
    found: dict[int, str] = {}
    for provider in plan.providers:
        found |= _of_provider(plan, provider, clients)
    return found


def _of_provider(plan: Plan, provider: Provider, clients: Sequence[Client]) -> dict[int, str]:
    mine = [client for client in clients if client.provider == provider.key]
    staff = [one for one in plan.staff if one.role == policy.SUPPORT_WORKER and one.works_for == provider.key]
    named = sum(one.demo for one in staff)
    sizes = shape.caseloads(len(mine), workers=len(staff), always=named)
    room = {one.key: size for one, size in zip(staff, sizes, strict=False)}
    found = {client.number: client.story.worker for client in mine if client.story}
    for worker in found.values():
        room[worker] -= 1
    places = [worker for worker, free in room.items() for _ in range(free)]
    chance.stream(plan.slug, "caseloads", provider.key).shuffle(places)
    others = [client.number for client in mine if client.number not in found]
    return found | dict(zip(others, places, strict=True))
