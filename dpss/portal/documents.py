"""Documents that are written from the tables themselves: addresses with rights, and state diagrams."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from clients import states as clients
from dpss.access import policy
from dpss.kernel.states import Machine
from dpss.web import views
from ledger import states as ledger
from payroll import states as payroll

MACHINES = (
    payroll.TIMESHEET,
    payroll.PAYRUN,
    payroll.SUBMISSION,
    payroll.INSTRUCTION,
    payroll.HMRC_BILL,
    payroll.DEDUCTION_PAYMENT,
    payroll.HELD_PAY,
    payroll.SICK_PAY,
    payroll.FAMILY_PAY,
    ledger.PAYMENT,
    ledger.PAYMENT_BATCH,
    ledger.PAYMENT_RETURN,
    ledger.CREDITOR_ACCOUNT,
    ledger.PAYMENT_ACCOUNT,
    ledger.BANK_STATEMENT,
    ledger.RECONCILIATION,
    clients.WORK_ITEM,
    clients.COMPLAINT,
    clients.ONBOARDING,
    clients.REFERRAL,
    clients.ENDING,
    clients.ABSENCE,
    clients.RELATIVE_DECISION,
    clients.REPRESENTATION,
    clients.ARRANGEMENT,
    clients.FOUR_WEEKLY,
    clients.BUDGET_CHANGE,
    clients.SURPLUS_NOTICE,
    clients.SPEND_QUESTION,
    clients.UPLIFT,
)
_NOT_OURS = "accounts/"
_FROM_ADDRESSES = (
    "Written by `make golden` from the address table and `dpss/access/policy.py`. Which rows a role"
    " reaches is another question: see [architecture](architecture.md)."
)


def permissions() -> str:
    """`docs/permissions.md`: each address, what it asks for, and the roles that have it."""
    lines = [
        "# Permissions",
        "",
        _FROM_ADDRESSES,
        "",
        "| address | permission | roles |",
        "|---|---|---|",
    ]
    for address, permission in sorted(_addresses()):
        lines.append(f"| `/{address}` | {permission} | {_roles(permission)} |")
    lines += ["", f"Everything under `/{_NOT_OURS}` is django-allauth's: sign-in, and one's own account.", ""]
    return "\n".join(lines)


def states() -> str:
    """`docs/states.md`: a diagram for each kind of record whose state changes."""
    parts = ["# States", "", "Written by `make golden` from each app's `states.py`.", ""]
    for machine in MACHINES:
        parts += [f"## {machine.name.capitalize()}", "", "```mermaid", *_diagram(machine), "```", ""]
        parts += ["| move | from | to | permission | another person than |", "|---|---|---|---|---|"]
        for move in machine.moves:
            sources = ", ".join(machine.states[source] for source in move.sources)
            other = (move.other_person_than or "").replace("_", " ")
            target = machine.states[move.target]
            parts.append(f"| {move.label} | {sources} | {target} | {move.permission} | {other} |")
        parts.append("")
    return "\n".join(parts)


def _diagram(machine: Machine) -> Iterator[str]:
    yield "stateDiagram-v2"
    for name, words in machine.states.items():
        yield f"    {name}: {words}"
    yield f"    [*] --> {machine.initial}"
    for move in machine.moves:
        for source in move.sources:
            yield f"    {source} --> {move.target}: {move.label}"


def _addresses() -> Iterator[tuple[str, str]]:
    for address, pattern in _patterns(get_resolver(), ""):
        if address.startswith(_NOT_OURS):
            continue
        page = getattr(pattern.callback, "view_class", None)
        yield address, getattr(page, "permission", views.PUBLIC)


def _patterns(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, address)
        else:
            yield address, entry


def _roles(permission: str) -> str:
    if permission == views.PUBLIC:
        return "everybody"
    if permission == views.SIGNED_IN:
        return "everybody who has signed in"
    having = [policy.ROLE_NAMES[role] for role in policy.ROLE_NAMES if permission in policy.GRANTS[role]]
    return ", ".join(having)
