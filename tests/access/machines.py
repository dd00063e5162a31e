"""Every state machine of the portal, the model that lives by it, and what a record of the cast needs.

A new machine needs an entry in `RECORDS`, or its tests say that it is missing.
"""

import dataclasses
import importlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from psycopg2.extras import DateRange

from dpss.access import actors, policy
from dpss.kernel.states import Machine
from tests.cast import AT, CAST, TODAY, key

# States in which a record is made, beside the machine's own first one.
MADE_IN = {"submission": {"awaiting", "held"}}


def modules() -> list[ModuleType]:
    """Each app's `states` module."""
    names = [f"{app.name}.states" for app in apps.get_app_configs() if app.name in settings.INSTALLED_APPS]
    return [importlib.import_module(name) for name in names if importlib.util.find_spec(name)]


def machines() -> list[Machine]:
    """Every table of moves."""
    return [value for module in modules() for value in vars(module).values() if isinstance(value, Machine)]


def models_with_a_state() -> list[type[models.Model]]:
    """Every model that names its machine."""
    return [model for model in apps.get_models() if hasattr(model, "machine")]


@dataclass(frozen=True)
class Record:
    """A row of the cast to move, and what the database wants with a state.

    `in_state` are fields without which a row may not be in a state; `with_move` what an operation sets
    beside the state when it makes a move.
    """

    pk: uuid.UUID
    in_state: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    with_move: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


_FROZEN = {"decided_by_id": CAST.asha.user_id, "decided_at": AT, "digest": "0" * 64}
_RELEASED = {"released_by_id": CAST.olu.user_id, "released_at": AT}
_APPROVED = {"decided_by_id": CAST.mara.user_id, "decided_at": AT}
_ASHA = CAST.homes["asha"]
_CONFIRMED = {
    "confirmed_by_id": CAST.olu.user_id,
    "confirmed_at": AT,
    "became_id": _ASHA.id_of("employer"),
}
_ANSWERED = {"answer": "paid", "paid_on": TODAY, "answered_by_id": CAST.asha.user_id, "answered_at": AT}
_SUBMITTED = {"submitted_by_id": CAST.olu.user_id, "submitted_at": AT}
_SETTLED = _SUBMITTED | {"settled_on": TODAY}
_PAYER_DECIDED = {
    "payer": "provider",
    "payer_reason": "Our report was late.",
    "payer_decided_by_id": CAST.mara.user_id,
}
_ALLOWED = {"allowed_by": "The tribunal", "allowed_recorded_by_id": CAST.ada.user_id}
_RELATIVE_ASKED = {"decided_by_id": None, "decided_at": None}
_RELATIVE_DECIDED = {
    "decided_by_id": CAST.person(policy.PRACTITIONER, council=CAST.east).user_id,
    "decided_at": AT,
    "from_day": TODAY,
}
_APPLIED = {
    "employment_id": CAST.posts["dee at asha"].id_of("employment"),
    "applied_from": TODAY,
    "applied_at": AT,
}
_ANSWERED_RETURN = {"answered_by_id": CAST.olu.user_id, "answered_at": AT}
_PAID_AGAIN = _ANSWERED_RETURN | {"again_id": CAST.posts["dee at ben"].id_of("payment")}
_SETTLED_RETURN = {
    "settled_with": "account",
    "settled_on": AT.date(),
    "settled_by_id": CAST.mara.user_id,
}
_PROPOSED = {"proposed_by_id": CAST.olu.user_id}
_ENDED = {"decided_by_id": CAST.marcus.user_id, "decided_at": AT}
_ACCEPTED = {"client_id": _ASHA.id_of("client"), "onboarding_id": _ASHA.id_of("onboarding")}
_TWICE = {"duplicate_of_id": CAST.homes["ben"].id_of("referral")}
_BILL_PAID = {"paid_on": TODAY}
_TAKEN = {"amount": 5, "payer": "employer"}
_BEN_AT_SOUTHGATE = key(CAST.east.slug, "southgate", "payment batch")

_DECIDED_ALONE = {"decided_by_id": CAST.ada.user_id}
_ENDS = {"ends_on": TODAY}
_TWO_APPROVED = {"put_forward_by_id": CAST.ada.user_id, "approved_by_id": CAST.cole.user_id}
_SPENDING_ANSWERED = {
    "verdict": "yes",
    "part": "Going out",
    "because": "It is in the plan.",
    "answered_by_id": CAST.person(policy.PRACTITIONER, council=CAST.east).user_id,
    "answered_at": AT,
}
_NOT_AGREED = {"said": "I need it for my holiday relief."}
_PAID_BACK = {"paid_on": TODAY}
_COMPLAINT_ANSWERED = {
    "answered_on": TODAY,
    "in_time": True,
    "learning": "Say on the payslip what changed.",
    "ombudsman": "The Ombudsman",
}

_SINCE = DateRange(TODAY, None)
_ACTS = {"during": _SINCE, "wanted_from": TODAY, "proposed_by_id": CAST.olu.user_id}
_BEGINS = {"during": _SINCE}
_NEVER_BEGAN = _ACTS | {"during": DateRange(empty=True)}

RECORDS: dict[str, Record] = {
    "complaint": Record(
        pk=_ASHA.id_of("complaint"),
        in_state={"answered": _COMPLAINT_ANSWERED},
        with_move={"answer_complaint": _COMPLAINT_ANSWERED},
    ),
    "acting for somebody": Record(
        pk=_ASHA.id_of("representation"),
        in_state=dict.fromkeys(("proposed", "refused", "withdrawn"), _NEVER_BEGAN)
        | dict.fromkeys(("in_force", "ended"), _ACTS),
        with_move={
            "agree_to_representation": _BEGINS,
            "decide_representation": _BEGINS,
        },
    ),
    "absence": Record(
        pk=_ASHA.id_of("absence"),
        in_state={"back": {"back_on": TODAY}},
        with_move={"come_back": {"back_on": TODAY}},
    ),
    "decision about a relative": Record(
        pk=_ASHA.id_of("relative decision"),
        in_state=dict.fromkeys(("waiting", "not_needed"), _RELATIVE_ASKED)
        | dict.fromkeys(("allowed", "refused"), _RELATIVE_DECIDED),
        with_move=dict.fromkeys(("allow_relative", "refuse_relative"), _RELATIVE_DECIDED),
    ),
    "ending": Record(
        pk=_ASHA.id_of("ending"),
        in_state=dict.fromkeys(("proposed", "dropped"), _PROPOSED)
        | dict.fromkeys(("decided", "closed"), _PROPOSED | _ENDED),
        with_move={"decide_ending": _ENDED},
    ),
    "referral": Record(
        pk=_ASHA.id_of("referral"),
        in_state={"accepted": _ACCEPTED, "duplicate": _TWICE},
        with_move={"accept_referral": _ACCEPTED, "mark_referred_twice": _TWICE},
    ),
    "arrangement": Record(
        pk=_ASHA.id_of("arrangement"),
        in_state={"ending": _ENDS, "ended": _ENDS},
        with_move={"begin_ending": _ENDS},
    ),
    "four-weekly payment": Record(
        pk=_ASHA.id_of("four weeks"),
        in_state=dict.fromkeys(("approved", "paid", "returned"), _TWO_APPROVED),
        with_move={"approve_payment": _TWO_APPROVED},
    ),
    "change of a budget": Record(
        pk=_ASHA.id_of("budget change"),
        in_state={"applied": _DECIDED_ALONE},
        with_move=dict.fromkeys(("approve_budget", "apply_uplift_to_budget"), _DECIDED_ALONE),
    ),
    "question about spending": Record(
        pk=_ASHA.id_of("spend question"),
        in_state={"answered": _SPENDING_ANSWERED},
        with_move={"answer_spending": _SPENDING_ANSWERED},
    ),
    "notice of money left over": Record(
        pk=_ASHA.id_of("surplus notice"),
        in_state={"disputed": _NOT_AGREED, "paid": _PAID_BACK},
        with_move={"dispute_surplus": _NOT_AGREED, "pay_surplus": _PAID_BACK},
    ),
    "uplift": Record(
        pk=key(CAST.east.slug, "uplift"),
        in_state={"approved": _DECIDED_ALONE, "applied": _DECIDED_ALONE},
        with_move={"approve_uplift": _DECIDED_ALONE},
    ),
    "onboarding": Record(pk=_ASHA.id_of("onboarding")),
    "work item": Record(pk=_ASHA.id_of("work item")),
    "timesheet": Record(
        pk=CAST.posts["dee at asha"].id_of("timesheet"),
        in_state={"approved": _FROZEN},
        with_move=dict.fromkeys(("approve", "record_approval", "pay_as_contracted"), _FROZEN),
    ),
    "payrun": Record(
        pk=_ASHA.id_of("payrun"),
        in_state={"approved": {"approved_by_id": CAST.sam.user_id}},
        with_move={"approve": {"approved_by_id": CAST.mara.user_id}},
    ),
    "submission": Record(pk=_ASHA.id_of("submission")),
    "sick pay decision": Record(pk=CAST.posts["dee at asha"].id_of("sick pay decision")),
    "family pay decision": Record(pk=CAST.posts["dee at asha"].id_of("family pay")),
    "overpayment": Record(
        pk=CAST.posts["dee at asha"].id_of("overpayment"),
        in_state={
            "agreed": {
                "decided_by_id": CAST.olu.user_id,
                "deduction_id": CAST.posts["dee at asha"].id_of("deduction"),
            },
            "written_off": {"decided_by_id": CAST.mara.user_id, "reason": "Our mistake."},
        },
        with_move={
            "agree": {
                "decided_by_id": CAST.olu.user_id,
                "deduction_id": CAST.posts["dee at asha"].id_of("deduction"),
            },
            "write_off": {"decided_by_id": CAST.mara.user_id, "reason": "Our mistake."},
        },
    ),
    "holiday request": Record(pk=CAST.posts["dee at asha"].id_of("holiday request")),
    "held pay": Record(
        pk=CAST.posts["dee at asha"].id_of("held pay"),
        in_state={"released": _RELEASED},
        with_move={"release": _RELEASED},
    ),
    "change of employer": Record(
        pk=_ASHA.id_of("employer change"),
        in_state={"confirmed": _CONFIRMED},
        with_move={"confirm": _CONFIRMED},
    ),
    "question about unpaid wages": Record(
        pk=CAST.posts["dee at asha"].id_of("pay query"),
        in_state={"answered": _ANSWERED},
        with_move={"answer": _ANSWERED},
    ),
    "pension schedule": Record(
        pk=_ASHA.id_of("pension schedule"),
        in_state={"submitted": _SUBMITTED, "collected": _SETTLED, "paid": _SETTLED},
        with_move={
            "submit_schedule": _SUBMITTED,
            "unsubmit": {"submitted_at": None, "submitted_by_id": None},
            "collect": _SETTLED,
            "record_paid": _SETTLED,
            "confirm_transfer": _SETTLED,
            "pay_by_file": _SETTLED,
            "payment_back": {"settled_on": None},
            "uncollect": {"settled_on": None},
            "unrecord_paid": {"settled_on": None},
            "unconfirm_transfer": {"settled_on": None},
        },
    ),
    "letter from HMRC": Record(
        pk=_ASHA.id_of("hmrc letter"),
        in_state={
            "paid": _PAYER_DECIDED,
            "to_pay": _PAYER_DECIDED,
            "allowed": _PAYER_DECIDED | _ALLOWED,
            "refunded": _PAYER_DECIDED | _ALLOWED | {"back_on": TODAY},
        },
        with_move={
            "pay": _PAYER_DECIDED,
            "pay_own": _PAYER_DECIDED,
            "have_paid": _PAYER_DECIDED,
            "allow_refund": _ALLOWED,
            "take_refund": {"back_on": TODAY},
        },
    ),
    "notice from HMRC": Record(
        pk=key(CAST.east.slug, "northfield", "hmrc notice"),
        in_state={"applied": _APPLIED},
        with_move={"apply": _APPLIED},
    ),
    "payment instruction": Record(pk=CAST.posts["dee at asha"].id_of("instruction")),
    "payment": Record(
        pk=CAST.posts["dee at ben"].id_of("payment"),
        in_state={name: {"batch_id": _BEN_AT_SOUTHGATE} for name in ("in_file", "returned")},
        with_move={"put_in_file": {"batch_id": _BEN_AT_SOUTHGATE}},
    ),
    "payment sent back": Record(
        pk=CAST.posts["dee at ben"].id_of("payment return"),
        in_state={
            "open": {"answered_by_id": None},
            "checked": _ANSWERED_RETURN,
            "closed": _ANSWERED_RETURN,
            "settled": _ANSWERED_RETURN | _SETTLED_RETURN,
            "paid_again": _PAID_AGAIN,
        },
        with_move={
            "settle_otherwise": _ANSWERED_RETURN | _SETTLED_RETURN,
            "check": _ANSWERED_RETURN,
            "close": _ANSWERED_RETURN,
            "pay_again": _PAID_AGAIN,
            "take_out": {"again_id": None},
            "unsettle": {"settled_with": "", "settled_on": None, "settled_by_id": None},
        },
    ),
    "account of a body that is paid": Record(
        pk=key(CAST.east.slug, "northfield", "creditor account"),
        in_state={"approved": {"decided_by_id": CAST.mara.user_id}},
        with_move={"approve": {"decided_by_id": CAST.mara.user_id}},
    ),
    "account of a direct payment": Record(
        pk=_ASHA.id_of("payment account"),
        in_state={"approved": {"decided_by_id": CAST.mara.user_id}},
        with_move={"approve": {"decided_by_id": CAST.mara.user_id}},
    ),
    "bank statement": Record(pk=_ASHA.id_of("bank statement")),
    "reconciliation": Record(
        pk=_ASHA.id_of("reconciliation"),
        in_state={"signed": {"decided_by_id": CAST.mara.user_id}},
        with_move={"sign_balance": {"decided_by_id": CAST.mara.user_id}},
    ),
    "deduction to pay on": Record(
        pk=CAST.posts["dee at asha"].id_of("deduction payment"),
        in_state={
            "due": _TAKEN,
            "paid": _TAKEN | _BILL_PAID,
            "dropped": {"amount": 0, "payer": "employer"},
            "in_file": _TAKEN | _BILL_PAID | {"payer": "provider"},
        },
        with_move={
            "confirm": _BILL_PAID,
            "unconfirm": {"paid_on": None},
            "confirm_for": _BILL_PAID,
            "unconfirm_for": {"paid_on": None},
            "put_in_file": _BILL_PAID | {"payer": "provider"},
            "send_back": {"paid_on": None},
            "drop": {"amount": 0},
        },
    ),
    "bill of HMRC": Record(
        pk=_ASHA.id_of("hmrc bill"),
        in_state={
            "due": {"payer": "employer"},
            "paid": _BILL_PAID | {"payer": "employer"},
            "in_file": _BILL_PAID | {"payer": "provider"},
        },
        with_move={
            "confirm": _BILL_PAID | {"payer": "employer"},
            "unconfirm": {"paid_on": None, "payer": "employer"},
            "confirm_for": _BILL_PAID | {"payer": "employer"},
            "unconfirm_for": {"paid_on": None, "payer": "employer"},
            "put_in_file": _BILL_PAID | {"payer": "provider"},
            "send_back": {"paid_on": None},
        },
    ),
    "change of bank details": Record(
        pk=key("dee", "bank change"),
        in_state={"approved": _APPROVED},
        with_move={"approve": _APPROVED},
    ),
    "bank file": Record(pk=key(CAST.east.slug, "northfield", "payment batch")),
}


def everyone() -> dict[str, tuple[actors.Actor, str]]:
    """An actor for each role and each job in Eastmarsh, and the first name of who wears the role.

    Sam as well, whose provider is another one than the first manager's, and has payments to make.
    """
    people = {role: CAST.person(role) for role in policy.ROLE_NAMES} | {"sam": CAST.sam}
    jobs = {
        f"the job {job}": (actors.for_job(job=job, council_id=CAST.east.id, today=TODAY), "")
        for job in policy.JOB_GRANTS
    }
    return {name: (person.actor(), person.short) for name, person in people.items()} | jobs


def without_blockers(machine: Machine) -> Machine:
    """The same table with nothing in the way: the state, the right and the four eyes decide."""
    free = tuple(dataclasses.replace(move, blockers=()) for move in machine.moves)
    return dataclasses.replace(machine, moves=free)
