"""Complaints, messages, and notes of contacts."""

from typing import Any

from dpss.access import policy
from dpss.access.policy import (
    CLIENT,
    PA,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    PRACTITIONER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, HOME, OK, Kind, Row
from tests.access.matrix.clients import KNOW_ASHA, a_client
from tests.access.matrix.hours_in import LINK
from tests.cast import CAST, TODAY, Home, Post, key

TEAM = policy.COMPLAINT_TEAMS[0]
_ANSWER = dict.fromkeys((role for role, may in policy.GRANTS.items() if policy.ANSWER_COMPLAINTS in may), OK)
_RECORD = [role for role, may in policy.GRANTS.items() if policy.RECORD_COMPLAINTS in may]
_SET = {role: OK for role, may in policy.GRANTS.items() if policy.SET_COMPLAINT_TIMES in may}
_COMPLAIN = dict.fromkeys((CLIENT, REPRESENTATIVE, PA), OK)
# The council's practitioner reaches the care of a client, and does not read what they write to support.
_WRITE = dict.fromkeys((CLIENT, REPRESENTATIVE, SUPPORT_WORKER), OK) | {PRACTITIONER: FORBIDDEN}
# The team reads every complaint of its council; of a complaint of another council it finds nothing.
_COMPLAINT = Kind(
    own=HOME.own, foreign=dict(HOME.foreign) | {TEAM: (CAST.homes["wes"],)}, missing=HOME.missing
)
# Nobody but who complained and the team finds it: not even Joan, who acts for Asha, or her support worker.
_OWN, _TEAMS = {CLIENT: OK, TEAM: FORBIDDEN}, {CLIENT: FORBIDDEN, TEAM: OK}
_WORKERS = KNOW_ASHA | {SUPPORT_WORKER: OK}
_NOTES = dict.fromkeys((CLIENT, REPRESENTATIVE, PRACTITIONER), FORBIDDEN) | {SUPPORT_WORKER: OK}
_FOR_A_CLIENT = {role: OK if role in _RECORD else answer for role, answer in KNOW_ASHA.items()}
_KNOW_DEE = (CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER, PAYROLL_OFFICER, PAYROLL_MANAGER)
_FOR_A_PA = {role: OK if role in _RECORD else FORBIDDEN for role in _KNOW_DEE}
_SAID = {
    "about": "other",
    "about_words": "My pay",
    "point_1": "It was wrong.",
    "point_2": "",
    "point_3": "",
    "point_4": "",
    "point_5": "",
    "wanted": "",
}
_DAY = {"first_day_0": TODAY.day, "first_day_1": TODAY.month, "first_day_2": TODAY.year}
_ON = {"on_0": TODAY.day, "on_1": TODAY.month, "on_2": TODAY.year}
_DECIDED = {
    "acknowledge_days": 2,
    "answer_days": 10,
    "ombudsman": "The Ombudsman",
    "owner": "Ann Lee",
    "source": "Policy, page 4",
} | _DAY


def _complaint(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("complaint")}


def _point(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("complaint"), "number": 1}


def _thread(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("thread")}


def _file(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("message file")}


def _note(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("contact note")}


def _assistant(post: Post) -> dict[str, Any]:
    return {"pk": post.assistant_id}


def _go_on(opens: dict[str, int]) -> dict[str, int]:
    return {role: GO_ON if status == OK else status for role, status in opens.items()}


def _of_team(name: str, kwargs: Any = _complaint, **post: Any) -> list[Row]:
    """A page of who answers; posted, it goes on or says why not."""
    return [
        Row(f"clients:{name}", _TEAMS, of=_COMPLAINT, kwargs=kwargs),
        Row(f"clients:{name}", **{"opens": _TEAMS} | post, of=_COMPLAINT, kwargs=kwargs, method="post"),
    ]


def _key_of_a_role(home: Home) -> str:
    """Somebody of another council: the team's own, in Westhaven."""
    return str(CAST.person(TEAM, council=CAST.west).membership_id())


_POINTED = {"outcome": "upheld", "reasons": "Hours were left out.", "done": "Paid on Friday."}
_MESSAGE = {"words": "Thank you.", "kind": "written"}
_BEGUN = _MESSAGE | {"title": "A question"}
_NOTED = {"channel": "phone", "words": "She is well."} | _ON

ROWS = [
    Row("documents", {CLIENT: OK, REPRESENTATIVE: OK}),
    Row("clients:own_complaints", _COMPLAIN),
    Row("clients:complain", _COMPLAIN),
    Row("clients:complain", _go_on(_COMPLAIN), method="post", data=lambda _: _SAID),
    Row("clients:own_complaint", _OWN, of=_COMPLAINT, kwargs=_complaint),
    # It is not answered yet, so that there is no letter.
    Row("clients:complaint_letter", of=_COMPLAINT, kwargs=_complaint),
    Row("clients:complaint_letter_to_post", of=_COMPLAINT, kwargs=_complaint),
    Row("clients:complaint_withdraw", _OWN, of=_COMPLAINT, kwargs=_complaint),
    Row("clients:complaint_withdraw", _go_on(_OWN), of=_COMPLAINT, kwargs=_complaint, method="post"),
    # It is open, and the page says so.
    Row("clients:complaint_again", _OWN, of=_COMPLAINT, kwargs=_complaint),
    Row(
        "clients:complaint_again",
        _OWN,
        of=_COMPLAINT,
        kwargs=_complaint,
        method="post",
        data=lambda _: {"reason": "It is still wrong."},
    ),
    Row("clients:complain_for_client", _FOR_A_CLIENT, of=HOME, kwargs=a_client),
    Row(
        "clients:complain_for_client",
        _go_on(_FOR_A_CLIENT),
        of=HOME,
        kwargs=a_client,
        method="post",
        data=lambda _: _SAID | {"who": "self", "how": "phone"},
    ),
    Row("clients:complain_for_assistant", _FOR_A_PA, of=LINK, kwargs=_assistant),
    Row(
        "clients:complain_for_assistant",
        _go_on(_FOR_A_PA),
        of=LINK,
        kwargs=_assistant,
        method="post",
        data=lambda _: _SAID | {"who": "self", "how": "phone"},
    ),
    Row("clients:complaints", _ANSWER),
    Row("clients:complaint_lessons", _ANSWER),
    Row("clients:complaint_times", _SET),
    Row("clients:complaint_times", _go_on(_SET), method="post", data=lambda _: _DECIDED),
    Row("clients:complaint", _TEAMS, of=_COMPLAINT, kwargs=_complaint),
    *_of_team("complaint_acknowledge", opens=_go_on(_TEAMS)),
    # Nobody has said yet that we have it.
    *_of_team(
        "complaint_point",
        _point,
        opens={CLIENT: FORBIDDEN, TEAM: CONFLICT},
        data=lambda _: _POINTED,
    ),
    *_of_team("complaint_learn", opens=_go_on(_TEAMS), data=lambda _: {"learning": "Ring back."}),
    *_of_team("complaint_answer"),
    *_of_team("complaint_open_again", data=lambda _: {"reason": "She rang."}),
    *_of_team(
        "complaint_give",
        opens=_go_on(_TEAMS),
        data=lambda _: {"handler": str(CAST.marcus.membership_id())},
        foreign_fields={"handler": _key_of_a_role},
    ),
    Row("clients:messages", _WRITE),
    Row("clients:message_new", {CLIENT: OK, REPRESENTATIVE: OK}),
    Row(
        "clients:message_new",
        {CLIENT: GO_ON, REPRESENTATIVE: GO_ON},
        method="post",
        data=lambda _: _BEGUN | {"form_key": key("a form").hex},
    ),
    Row("clients:message_thread", _WRITE, of=HOME, kwargs=_thread),
    Row(
        "clients:message_thread",
        _go_on(_WRITE),
        of=HOME,
        kwargs=_thread,
        method="post",
        data=lambda _: _MESSAGE | {"form_key": key("a form").hex},
    ),
    Row("clients:message_read", _WRITE, of=HOME, kwargs=_thread),
    Row("clients:message_read", _go_on(_WRITE), of=HOME, kwargs=_thread, method="post"),
    # The cast's files are in no storage, so that the page before comes back.
    Row("clients:message_file", _go_on(_WRITE), of=HOME, kwargs=_file),
    Row("clients:message_new_to", _WORKERS, of=HOME, kwargs=a_client),
    Row(
        "clients:message_new_to",
        _go_on(_WORKERS),
        of=HOME,
        kwargs=a_client,
        method="post",
        data=lambda _: _BEGUN | {"form_key": key("a form").hex},
    ),
    Row("clients:contact_notes", _WORKERS, of=HOME, kwargs=a_client),
    Row("clients:contact_note_new", _WORKERS, of=HOME, kwargs=a_client),
    Row(
        "clients:contact_note_new",
        _go_on(_WORKERS),
        of=HOME,
        kwargs=a_client,
        method="post",
        data=lambda _: _NOTED,
    ),
    Row("clients:contact_note_correct", _NOTES, of=HOME, kwargs=_note),
    Row(
        "clients:contact_note_correct",
        _go_on(_NOTES),
        of=HOME,
        kwargs=_note,
        method="post",
        data=lambda _: _NOTED,
    ),
]
