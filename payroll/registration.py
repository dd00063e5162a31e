"""Registering an employer with HMRC, step by step: what may be recorded, what is missing. Pure.

Without authority HMRC takes an agent's reports and sends it no notices (HMRC manual PAYE20015), so that what
was sent never hangs on the steps of authority.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import dates

ASKED: Final = "asked"
REFERENCE: Final = "reference"
AUTHORITY: Final = "authority"
CODE: Final = "code"
AUTHORISED: Final = "authorised"
STEPS: Final = (ASKED, REFERENCE, AUTHORITY, CODE, AUTHORISED)
ONLINE: Final = "online"

REGISTERED: Final = "registered"
AWAITING: Final = "awaiting"
NOT_NEEDED: Final = "not_needed"

# What each step says when it is done, and the step that must be done before it.
DONE: Final = {
    ASKED: "HMRC was asked for a PAYE scheme",
    REFERENCE: "the PAYE reference arrived",
    AUTHORITY: "the agent's authority was asked for",
    CODE: "the authority code was received",
    AUTHORISED: "HMRC authorised the agent",
}
_AFTER: Final = {REFERENCE: ASKED, CODE: AUTHORITY, AUTHORISED: AUTHORITY}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an employer stands: its status (empty where none is recorded), and the day of each step done.

    `route` is how the agent's authority was asked for. `was_reported` says that a report has gone to HMRC, or
    is on its way. `need_found` says of whom a payrun found that PAYE is needed, and why.
    """

    status: str
    done: Mapping[str, date]
    route: str = ""
    was_reported: bool = False
    need_found: tuple[str, ...] = ()


def missing(standing: Standing) -> tuple[str, ...]:
    """What there is still to do before HMRC can be told and its notices come, a sentence each."""
    done = standing.done
    if not standing.status:
        return ("It is not recorded whether the employer needs a PAYE scheme. Nobody can be paid before.",)
    if standing.status == NOT_NEEDED:
        if standing.need_found:
            said = "A payrun found that PAYE is needed now. Ask HMRC for a scheme."
            return (said, *standing.need_found)
        return ()
    if standing.status == AWAITING:
        if ASKED not in done:
            return ("HMRC has not been asked for a PAYE scheme yet.",)
        asked = dates.in_words(done[ASKED])
        return (f"HMRC was asked on {asked}, and the PAYE reference has not come. Reports wait for it.",)
    return _missing_authority(standing)


def _missing_authority(standing: Standing) -> tuple[str, ...]:
    done = standing.done
    if AUTHORISED in done:
        return ()
    if AUTHORITY not in done:
        return ("HMRC has not been asked to deal with you as agent, so tax code notices do not come to you.",)
    asked = dates.in_words(done[AUTHORITY])
    if standing.route == ONLINE and CODE not in done:
        return (f"Authority was asked for on {asked}, and the code has not come. HMRC posts it to them.",)
    return (f"Authority was asked for on {asked}, and HMRC has not confirmed it.",)


def why_not(step: str, *, day: date, today: date, standing: Standing) -> str | None:
    """Why a step may not be recorded as done on a day; None when it may."""
    if standing.status == NOT_NEEDED:
        return "No PAYE scheme is needed by this employer. Change that first, then record the step."
    if step in standing.done:
        return f"It is recorded already that {DONE[step]}, on {dates.in_words(standing.done[step])}."
    if day > today:
        return f"{dates.with_weekday(day)} is in the future. Record the step when it is done."
    before = _AFTER.get(step)
    if before is None or (step == REFERENCE and before not in standing.done):
        return None
    if before not in standing.done:
        return f"First record the day on which {DONE[before]}."
    if day < standing.done[before]:
        said = f"{DONE[before][:1].upper()}{DONE[before][1:]}"
        return f"{said} on {dates.in_words(standing.done[before])}. Give a day that is not before that."
    if step == CODE and standing.route != ONLINE:
        return "Authority was asked for by post, and HMRC sends no code for that."
    return None


def why_not_undone(step: str, *, standing: Standing) -> str | None:
    """Why a step that is recorded may not be taken back; None when it may."""
    if step not in standing.done:
        return "It is not recorded, so there is nothing to take back."
    if step in {ASKED, REFERENCE} and standing.was_reported:
        return "HMRC has had a report under this reference, so the registration cannot be taken back."
    later = next((one for one in STEPS if _AFTER.get(one) == step and one in standing.done), None)
    return f"First take back that {DONE[later]}." if later else None


def open_steps(standing: Standing) -> tuple[str, ...]:
    """The steps that could be recorded now, in their order. The reference is recorded with its numbers."""
    found = []
    if standing.status == AWAITING and ASKED not in standing.done:
        found.append(ASKED)
    if standing.status == AWAITING:
        found.append(REFERENCE)
    if standing.status != NOT_NEEDED and AUTHORISED not in standing.done:
        if AUTHORITY not in standing.done:
            found.append(AUTHORITY)
        else:
            online = standing.route == ONLINE and CODE not in standing.done
            found += [CODE] if online else []
            found.append(AUTHORISED)
    return tuple(found)
