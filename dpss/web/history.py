"""What happened, in words: the records of history hold verbs and names of tables."""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, Protocol

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from dpss.access import policy
from dpss.web import components, words

LOOK: Final = "look"
REFUSED: Final = "refused"
ROLES_OF_PEOPLE: Final = tuple(policy.ROLE_NAMES)

_DONE: Final = {
    LOOK: "opened",
    REFUSED: "was refused",
    "apply_uplift_to_budget": "raised with all others",
    "approve_budget": "approved the new amounts of",
    "approve_payment": "approved to be paid",
    "approve_uplift": "approved for every budget",
    "begin_ending": "began to end",
    "begin_payments": "began the payments of",
    "call_off_ending": "called off the ending of",
    "close_arrangement": "closed, with nothing left to pay,",
    "finish_uplift": "raised every budget of",
    "keep_contingency": "changed what stays for emergencies of",
    "halt_payment": "stopped before it was paid",
    "put_forward": "put forward to be approved",
    "refuse_budget": "refused the new amounts of",
    "resume": "ended the days without pay of",
    "resume_payments": "resumed the payments of",
    "settle_payment": "found in a bank file",
    "suspend": "began the days without pay of",
    "suspend_payments": "suspended the payments of",
    "take_back_payment": "took back from approval",
    "unsettle_payment": "found sent back by the bank",
    "withdraw_uplift": "took back before it was approved",
    "abandon": "gave up preparing",
    "accept": "was told by HMRC that it accepts",
    "acknowledge": "was told by HMRC that it has",
    "acknowledge_complaint": "said to have received",
    "add": "added",
    "add app": "set up an app that shows codes for",
    "add passkey": "added a passkey or security key to",
    "agree": "agreed with the PA on",
    "answer": "answered",
    "answer_complaint": "sent the answer to",
    "apply": "applied",
    "ask": "asked",
    "ask_again": "asked again",
    "ask_again_for": "asked again, for the PA,",
    "ask_to_end": "asked to end",
    "appeal": "appealed against",
    "approve": "approved",
    "ask_to_look": "asked HMRC to look for",
    "block": "could not pay",
    "book": "put back in the books",
    "begin": "began",
    "calculate": "worked out",
    "call_back": "called back",
    "call_off": "cancelled their own",
    "cancel": "cancelled",
    "change": "changed",
    "change_mind": "changed their mind on",
    "choose_payment": "chose, on",
    "change address": "changed the e-mail address of",
    "change password": "changed the password of",
    "check": "confirmed the bank details of",
    "claim": "claimed",
    "close": "closed",
    "close_for": "closed, for the PA,",
    "collect": "noted the collection of",
    "complain": "complained, with a new",
    "confirm": "confirmed",
    "confirm_for": "confirmed, for the employer,",
    "correct": "made again",
    "correct note": "wrote a correction of",
    "contradict": "was told two things by HMRC about",
    "decide": "decided",
    "declare": "recorded the declaration of",
    "decline_payment": "decided against, on",
    "doubt_conditions": "looked again at the conditions of",
    "download": "downloaded",
    "drop": "dropped",
    "end role": "ended",
    "enter_after_all": "opened again, to enter hours given after all,",
    "escalate": "passed to the manager",
    "fail password": "gave a wrong password for",
    "fail second step": "gave a wrong code or key for",
    "find_empty": "found nothing to pay in",
    "finish": "finished",
    "follow": "changed the bank details on",
    "give": "gave to somebody",
    "hand_in": "handed in",
    "have_paid": "put among the payments",
    "hold": "held back",
    "look_for": "looked for at HMRC",
    "learn": "wrote what was learned of",
    "leave_to_another": "left to another report",
    "leave_unsent": "left unsent to another report",
    "lose": "had no answer about",
    "lose_appeal": "recorded that HMRC refused the appeal against",
    "lower": "lowered",
    "look_again": "looked again at",
    "make": "made",
    "make_first_payment": "recorded the first payment of",
    "make recovery codes": "made new recovery codes for",
    "match": "said whose it is, of",
    "meet_conditions": "found every condition met for",
    "pay_as_contracted": "paid as contracted, for want of a",
    "pay": "noted as paid",
    "pay_again": "paid again",
    "pay_by_file": "put the payment in a bank file for",
    "payment_back": "had the payment back for",
    "propose": "proposed",
    "put_back": "put back",
    "put_in_file": "put in a bank file",
    "queue": "made ready to send",
    "queue_again": "made ready to send again",
    "recall": "took back",
    "raise": "drew up",
    "re-enrol": "chose the date of",
    "record": "recorded",
    "record_agreement": "recorded that the employer agrees to",
    "record_paid": "recorded as paid",
    "record_approval": "recorded the approval by phone of",
    "record_refusal": "recorded that the employer refuses",
    "record_signature": "recorded the signature on paper for",
    "record check": "recorded",
    "record last day": "recorded the last day of",
    "record review": "recorded",
    "record step": "recorded as done",
    "refuse": "refused",
    "refuse_payment": "refused, with reasons,",
    "refuse sign-in": "was not let in to",
    "reject": "sent back",
    "release": "released",
    "remove": "removed",
    "remove address": "removed an e-mail address of",
    "remove app": "removed the app that shows codes from",
    "remove passkey": "removed a passkey or security key from",
    "reopen": "put back on the list",
    "reopen_complaint": "asked to look again at",
    "reopen_complaint_for": "opened again, for who complained,",
    "request": "asked for",
    "reset password": "set a new password by e-mail for",
    "return_to_payment": "came back to",
    "ring": "rang somebody about",
    "send": "sent",
    "sign": "signed",
    "sign_agreement": "signed the agreement of",
    "set_aside": "set aside",
    "settle": "settled with HMRC",
    "settle_otherwise": "recorded how it was settled",
    "sign in": "signed in to",
    "sign out": "signed out of",
    "stop": "stopped",
    "stop_payment": "took out of the payments",
    "stop sending": "stopped sending under",
    "say_not_worked": "said not to have worked in the period of",
    "submit": "sent for approval",
    "submit_schedule": "recorded as submitted",
    "take back step": "took back, as not done,",
    "take back last day": "took back the last day of",
    "take in": "took in",
    "take_back": "called off",
    "take_back_for": "called off, for the PA,",
    "uncollect": "recorded as not collected",
    "unconfirm": "took back the word on",
    "unconfirm_for": "took back, for the employer, the word on",
    "try again": "let be tried again",
    "send_back": "recorded as sent back by the bank",
    "miss": "not made in time",
    "take_out": "the payment in its place taken out: nothing is owed any more",
    "note": "wrote down",
    "owe": "the amount to pay again changed",
    "mark_away": "noted the family leave in",
    "undo": "undid",
    "unrecord_paid": "recorded as not paid after all",
    "unsubmit": "recorded as not submitted",
    "verify number": "confirmed with HMRC the number on",
    "wait": "put before a person",
    "wait_with_payment": "put off, for now,",
    "win_appeal": "recorded that the appeal succeeded against",
    "withdraw": "gave up",
    "withdraw_complaint": "took back their own",
    "work_after_all": "opened again, having worked after all,",
    "write_off": "wrote off",
    "cancel_absence": "recorded by mistake, and took back,",
    "come_back": "recorded the return after",
    "decide_away_pay": "decided what PAs are paid during",
    "go_away_again": "recorded that it goes on, of",
    "record_absence": "noted",
    "accept_referral": "accepted",
    "decline_referral": "did not take up",
    "look_at_referral": "began to look at",
    "mark_referred_twice": "found made twice",
    "refer": "took down",
    "reopen_referral": "went back to",
    "close_ending": "settled and closed",
    "decide_ending": "decided on",
    "drop_ending": "let the direct payment go on, and closed",
    "propose_ending": "suggested",
    "reopen_ending": "opened again",
    "settle_ending_step": "said of a step of",
}
# Verbs with the same words, where no record is named beside them.
_TOLD_APART: Final = {"record check": "recorded a check", "record review": "recorded a review"}
# For a filter: each verb once, with its words.
CHOICES: Final = sorted((_DONE | _TOLD_APART).items(), key=lambda pair: pair[1])
_NOUNS: Final = {
    "access.membership": "role",
    "access.user": "account",
    "clients.client": "client record",
    "clients.arrangement": "direct payment",
    "clients.budgetchange": "change of a budget",
    "clients.directpayment": "direct payment",
    "clients.fourweeklypayment": "four-weekly payment",
    "clients.suspension": "suspension",
    "clients.uplift": "uplift of budgets",
    "clients.workitem": "thing to do",
    "ledger.bankaccountchange": "new bank details",
    "ledger.paymentbatch": "bank file",
    "payroll.allowanceclaim": "Employment Allowance",
    "payroll.payeneed": "whether PAYE is needed",
    "payroll.hmrcnotice": "notice from HMRC",
    "payroll.payescheme": "PAYE scheme",
    "payroll.payrollidentity": "who the PA is to HMRC",
    "payroll.previouspay": "pay of earlier jobs",
    "payroll.deduction": "order or deduction",
    "payroll.earlierjob": "P45 of an earlier job",
    "payroll.employerssender": "employer's own sender at HMRC",
    "payroll.employment": "post",
    "payroll.employmentterms": "contract terms",
    "payroll.inactivetime": "time without pay",
    "payroll.paymentinstruction": "instruction to pay",
    "payroll.refusedsender": "sender that HMRC refuses",
    "payroll.registrationstep": "step of registration",
    "payroll.submission": "report to HMRC",
    "payroll.taxdetails": "tax details",
    "recruitment.check": "check of a PA",
    "reviews.review": "review",
}


class Event(Protocol):
    """What of a record of history is shown."""

    at: datetime
    actor_name: str
    on_behalf_of: str
    reason: str
    thing: str
    thing_id: str
    transaction: int
    verb: str


def verb(event: Event) -> str:
    """`approved`, `sent back`: what was done."""
    return _DONE.get(event.verb, event.verb.replace("_", " "))


def noun(event: Event) -> str:
    """`payrun`, `client record`: what it was done to. Pages and lists are named by their address."""
    if event.thing in _NOUNS:
        return _NOUNS[event.thing]
    app, dot, model = event.thing.partition(".")
    if dot and app in apps.app_configs and model in apps.all_models[app]:
        return str(apps.get_model(event.thing)._meta.verbose_name)
    return f"{event.thing} {event.thing_id.replace('_', ' ').replace(':', ', ')}".strip()


def said(event: Event) -> str:
    """`Opened: client record`."""
    done = verb(event)
    return f"{done[:1].upper()}{done[1:]}: {noun(event)}"


def by(event: Event) -> str:
    """Who did it, and on whose behalf."""
    name = event.actor_name or _("Somebody who was not signed in")
    if event.on_behalf_of:
        return _("%(name)s, for %(other)s") % {"name": name, "other": event.on_behalf_of}
    return name


def item(event: Event) -> components.TimelineItem:
    """One thing that happened, when and by whom, with the reason that was given."""
    return dataclasses.replace(deed(event), text=event.reason)


def deed(event: Event) -> components.TimelineItem:
    """One thing that happened, when and by whom, and never why: a reason may tell of somebody's care."""
    when = words.moment_in_words(timezone.localtime(event.at))
    return components.TimelineItem(title=said(event), when=f"{when} · {by(event)}")


def deeds(events: Iterable[Event]) -> Iterator[components.TimelineItem]:
    """What happened, in the order given; what was done to many records at one stroke is said once."""
    for _key, group in itertools.groupby(events, lambda one: (one.transaction, one.verb, one.thing)):
        first, *others = group
        shown = deed(first)
        if others:
            shown = dataclasses.replace(shown, title=_with_count(shown.title, len(others) + 1))
        yield shown


def _with_count(title: components.Words, count: int) -> str:
    return _("%(what)s (%(count)s records)") % {"what": title, "count": words.number(count)}
