"""Direct payments that run: what the council pays, and each client's arrangement."""

from typing import Any

from dpss.access.policy import (
    ADMINISTRATOR,
    CLIENT,
    COMMISSIONER,
    COUNCIL_FINANCE,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    PRACTITIONER,
)
from tests.access.cells import (
    CONFLICT,
    COUNCIL,
    FORBIDDEN,
    GO_ON,
    HOME,
    NOT_FOUND,
    OK,
    Row,
    everybody,
    searched,
)
from tests.access.matrix.clients import KNOW_ASHA, a_client
from tests.cast import Home, key
from tests.cast.people import Council

_FINANCE = {COUNCIL_FINANCE: OK}
# The council's other people work for it too.
_COUNCILS = _FINANCE | dict.fromkeys((COMMISSIONER, ADMINISTRATOR, PRACTITIONER), FORBIDDEN)
_KNOWN = KNOW_ASHA | _FINANCE
# Asha and the council's practitioner reach the row of her money; she has a letter of it.
_ACCOUNTS = _KNOWN | {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_READS_MONEY = {CLIENT: FORBIDDEN, PRACTITIONER: FORBIDDEN, COUNCIL_FINANCE: OK}
_WENT_ON = KNOW_ASHA | {COUNCIL_FINANCE: GO_ON}


def _day(name: str, day: int, month: int) -> dict[str, str]:
    return {f"{name}_0": str(day), f"{name}_1": str(month), f"{name}_2": "2026"}


def _uplift(council: Council) -> dict[str, Any]:
    return {"pk": key(council.slug, "uplift")}


def _change(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("budget change")}


ROWS: list[Row] = [
    *searched(Row("clients:payments_due", _FINANCE), who="verma"),
    Row("clients:first_payments", _FINANCE),
    Row("clients:agreed_payments", _FINANCE),
    Row("clients:payment_cycle", _FINANCE),
    Row("clients:payment_cycle", _FINANCE, method="post"),
    *(
        Row(f"clients:payments_{name}", _FINANCE, method=method)
        for name in ("put_forward", "approve", "take_back")
        for method in ("get",)
    ),
    *(
        # What was shown is sent back with a digest; without it, nothing is done and the page is shown again.
        Row(
            f"clients:payments_{name}",
            {COUNCIL_FINANCE: answer},
            method="post",
            data=lambda _: {},
            foreign_fields={"key": lambda home: home.id_of("four weeks")},
        )
        # Taking back wants a reason besides, and says so first.
        for name, answer in (("put_forward", CONFLICT), ("approve", CONFLICT), ("take_back", OK))
    ),
    Row("clients:uplifts", _FINANCE),
    Row("clients:uplifts", _FINANCE, method="post"),
    # The cast's was withdrawn, and the page says so.
    Row("clients:uplift", _COUNCILS, of=COUNCIL, kwargs=_uplift),
    *(
        Row(f"clients:uplift_{name}", _COUNCILS, of=COUNCIL, kwargs=_uplift, method=method)
        for name in ("approve", "withdraw")
        for method in ("get", "post")
    ),
    *(
        # No new account waits in the cast, and nothing is typed.
        Row(f"clients:{name}", _KNOWN, of=HOME, kwargs=a_client, method=method)
        for name in ("payee", "payee_refuse")
        for method in ("get", "post")
    ),
    Row("clients:payee_approve", _KNOWN, of=HOME, kwargs=a_client),
    Row(
        "clients:payee_approve",
        KNOW_ASHA | {COUNCIL_FINANCE: CONFLICT},
        of=HOME,
        kwargs=a_client,
        method="post",
    ),
    # Asha is with Northfield, whose payroll officers may keep the account of a direct payment that they hold.
    *(
        Row(f"clients:{name}", _ACCOUNTS, of=HOME, kwargs=a_client)
        for name in ("payment_account", "payment_account_new", "payment_account_withdraw")
    ),
    Row("clients:payment_account_approve", _KNOWN, of=HOME, kwargs=a_client),
    # Nothing is typed, and nothing waits.
    Row("clients:payment_account_new", _ACCOUNTS, of=HOME, kwargs=a_client, method="post"),
    Row(
        "clients:payment_account_withdraw",
        KNOW_ASHA | dict.fromkeys((COUNCIL_FINANCE, PAYROLL_OFFICER, PAYROLL_MANAGER), CONFLICT),
        of=HOME,
        kwargs=a_client,
        method="post",
    ),
    Row(
        "clients:payment_account_approve",
        KNOW_ASHA | {COUNCIL_FINANCE: CONFLICT},
        of=HOME,
        kwargs=a_client,
        method="post",
    ),
    Row("clients:budget_enter", _KNOWN, of=HOME, kwargs=a_client),
    Row("clients:budget_enter", _KNOWN, of=HOME, kwargs=a_client, method="post"),
    # The cast's was refused: there is no letter of it, and nothing to decide.
    Row("clients:budget_letter", everybody(NOT_FOUND), of=HOME, kwargs=_change),
    *(
        Row(f"clients:budget_{name}", _READS_MONEY, of=HOME, kwargs=_change, method=method)
        for name in ("approve", "refuse")
        for method in ("get", "post")
    ),
    Row("clients:arrangement", _KNOWN, of=HOME, kwargs=a_client),
    Row("clients:arrangement_agree", _KNOWN, of=HOME, kwargs=a_client),
    # There is one already, and the page says so.
    Row(
        "clients:arrangement_agree",
        KNOW_ASHA | {COUNCIL_FINANCE: CONFLICT},
        of=HOME,
        kwargs=a_client,
        method="post",
        data=lambda _: _day("pays_from", 1, 12),
    ),
    *(
        Row(f"clients:arrangement_{name}", _KNOWN, of=HOME, kwargs=a_client, method=method)
        for name in ("begin", "resume", "go_on", "close")
        for method in ("get", "post")
    ),
    Row("clients:arrangement_contingency", _KNOWN, of=HOME, kwargs=a_client),
    Row(
        "clients:arrangement_contingency",
        _WENT_ON,
        of=HOME,
        kwargs=a_client,
        method="post",
        data=lambda _: {"contingency": "150.00", "reason": "A relief PA for two days."},
    ),
    Row("clients:arrangement_suspend", _KNOWN, of=HOME, kwargs=a_client),
    # The wages that are due were not read, so it is refused and the page is shown again.
    Row("clients:arrangement_suspend", _KNOWN, of=HOME, kwargs=a_client, method="post"),
    Row("clients:arrangement_end", _KNOWN, of=HOME, kwargs=a_client),
    Row(
        "clients:arrangement_end",
        _WENT_ON,
        of=HOME,
        kwargs=a_client,
        method="post",
        data=lambda _: _day("ends_on", 1, 12) | {"reason": "Moves", "known": "on", "seen": "540.00"},
    ),
]
