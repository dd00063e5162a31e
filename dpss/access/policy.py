"""Who may: one table from role to permissions. Which rows a role reaches is `scope`'s question.

A permission is a thing that people do, in their words. A role has exactly the permissions written
here; there are no groups, no exceptions and no superuser.
"""

from typing import Final

CLIENT: Final = "client"
REPRESENTATIVE: Final = "representative"
PA: Final = "pa"
SUPPORT_WORKER: Final = "support_worker"
PAYROLL_OFFICER: Final = "payroll_officer"
PAYROLL_MANAGER: Final = "payroll_manager"
PRACTITIONER: Final = "practitioner"
COUNCIL_FINANCE: Final = "council_finance"
COMMISSIONER: Final = "commissioner"
ADMINISTRATOR: Final = "administrator"

ROLE_NAMES: Final = {
    CLIENT: "Client",
    REPRESENTATIVE: "Representative",
    PA: "Personal assistant",
    SUPPORT_WORKER: "Support worker",
    PAYROLL_OFFICER: "Payroll officer",
    PAYROLL_MANAGER: "Payroll manager",
    PRACTITIONER: "Council practitioner",
    COUNCIL_FINANCE: "Council finance officer",
    COMMISSIONER: "Commissioner",
    ADMINISTRATOR: "Administrator",
}
STAFF_ROLES: Final = frozenset(ROLE_NAMES) - {CLIENT, REPRESENTATIVE, PA}

# Classes of data: what a reach lets its holder see of a subject. Of a post, `pay` is what it says (terms,
# rates, hours) and `money` what was paid (payslips, tax, figures to date). Of an employer, `payments` is what
# leaves by a bank file, and what the bank sends back.
IDENTITY: Final = "identity"
CARE: Final = "care"
MONEY: Final = "money"
PAY: Final = "pay"
PAYMENTS: Final = "payments"
CAPABILITIES: Final = (IDENTITY, CARE, MONEY, PAY, PAYMENTS)

SEE_OWN_MONEY: Final = "see own money"
APPROVE_TIMESHEETS: Final = "approve timesheets"
PAY_OWN_PAS: Final = "confirm paying own PAs"
RECORD_PAID: Final = "record whether an employer has paid"
ASK_ABOUT_PAY: Final = "say that their wages have not come"
ASK_FOR_PA: Final = "say for a PA who rings that wages have not come"
ANSWER_ABOUT_PAY: Final = "answer for unpaid wages"
SEE_PAY_QUERIES: Final = "see questions about unpaid wages"
SET_ANSWER_TIME: Final = "decide how soon unpaid wages are answered for"
SET_DEDUCTION_DAY: Final = "decide by when deductions are paid on"
AGREE_PAYRUNS: Final = "agree own payruns"
FILL_TIMESHEETS: Final = "fill in timesheets"
ENTER_TIMESHEETS: Final = "enter timesheets for PAs"
KEEP_INBOX: Final = "keep the hours inbox"
KEEP_RETENTION: Final = "decide how long papers are kept"
RING_PEOPLE: Final = "ring people about timesheets"
RECORD_APPROVALS: Final = "record an employer's word on a timesheet"
CHOOSE_CONTACT: Final = "choose how they are contacted"
CHOOSE_CONTACT_FOR: Final = "write down how somebody without a sign-in is contacted"
CHANGE_OWN_BANK_DETAILS: Final = "say where their own wages go"
SEE_PAYSLIPS: Final = "see payslips"
SEE_OWN_PAPERS: Final = "see own payslips by tax year"
SEE_EMPLOYERS_PAPERS: Final = "see an employer's papers"
PRINT_PAPERS: Final = "print papers for posting"
SEE_CASELOAD: Final = "see the caseload"
CLOSE_WORK_ITEMS: Final = "close work items"
RECORD_REVIEWS: Final = "record reviews"
RECORD_CHECKS: Final = "record checks"
CHOOSE_PAYMENT: Final = "say what a person chose about a direct payment"
SIGN_AGREEMENT: Final = "sign the agreement on a direct payment"
TAKE_REFERRALS: Final = "write down referrals"
DECIDE_REFERRALS: Final = "decide on referrals"
SEE_COUNCIL_PEOPLE: Final = "see everybody with a direct payment"
SEE_SETTING_UP: Final = "see who is on the way to a direct payment"
SET_UP_PAYMENTS: Final = "set direct payments up"
RECORD_CONDITIONS: Final = "record conditions of the law"
RECORD_FIRST_PAYMENT: Final = "record the first payment"
SEE_ABSENCES: Final = "see who is in hospital or away"
RECORD_ABSENCES: Final = "say that somebody is in hospital or away"
SEE_RELATIVES: Final = "see how PAs are related to the people they work for"
RECORD_RELATIVES: Final = "record how PAs are related to the people they work for"
DECIDE_RELATIVES: Final = "decide whether a direct payment pays a relative"
SEE_ENDINGS: Final = "see direct payments that end"
PREPARE_ENDINGS: Final = "bring a direct payment to its end"
DROP_ENDINGS: Final = "let a direct payment go on after all"
DECIDE_ENDINGS: Final = "decide that a direct payment ends"
SEE_WHO_ACTS: Final = "see who acts for whom"
LIST_WHO_ACTS: Final = "see everybody who acts for somebody"
RECORD_WHO_ACTS: Final = "record by what right somebody acts"
CHOOSE_WHO_ACTS: Final = "choose who acts for them"
PROPOSE_WHO_ACTS: Final = "suggest who acts for somebody"
DECIDE_WHO_ACTS: Final = "decide who acts for somebody"
LIMIT_WHO_ACTS: Final = "change what somebody may do for another"
END_WHO_ACTS: Final = "end somebody’s acting for another"
STOP_ACTING: Final = "stop acting for somebody"
KEEP_AGREEMENTS: Final = "keep the text of the agreement"
COMPLAIN: Final = "complain"
RECORD_COMPLAINTS: Final = "write down a complaint for somebody"
ANSWER_COMPLAINTS: Final = "answer complaints"
SET_COMPLAINT_TIMES: Final = "decide how soon complaints are answered"
WRITE_TO_SUPPORT: Final = "write to their support worker"
WRITE_TO_CLIENTS: Final = "write to clients"
NOTE_CONTACTS: Final = "note contacts with clients"
SEE_DOCUMENTS: Final = "see own documents"
SEE_PAYRUNS: Final = "see payruns"
CALCULATE_PAYRUNS: Final = "calculate payruns"
KEEP_POSTS: Final = "keep employers and posts"
BEGIN_EMPLOYER_CHANGES: Final = "begin a change of employer"
CHOOSE_SOFTWARE: Final = "choose which software works pay out"
APPROVE_BANK_DETAILS: Final = "approve bank details"
KEEP_PA_ACCOUNTS: Final = "keep the bank details of PAs"
APPROVE_PAYRUNS: Final = "approve payruns"
SEE_SUBMISSIONS: Final = "see HMRC submissions"
RESOLVE_SUBMISSIONS: Final = "resolve HMRC submissions"
SEE_PAYMENTS: Final = "see payments"
SEE_HMRC_BILLS: Final = "see what employers owe HMRC"
MAKE_PAYMENT_FILES: Final = "make payment files"
RECORD_RETURNS: Final = "record payments that the bank sent back"
SEND_PENSION_SCHEDULES: Final = "send schedules to pension schemes"
ANSWER_HMRC_LETTERS: Final = "answer letters from HMRC"
DECIDE_PENALTIES: Final = "decide who pays a penalty"
SHOW_HMRC_LETTERS: Final = "show a letter from HMRC"
KEEP_CREDITORS: Final = "keep the accounts into which HMRC and schemes are paid"
SEE_COUNCIL_MONEY: Final = "see the council's direct payments"
KEEP_ARRANGEMENTS: Final = "keep direct payments running"
PAY_DIRECT_PAYMENTS: Final = "pay direct payments"
KEEP_PAYMENT_ACCOUNTS: Final = "keep the accounts of direct payments"
APPROVE_PAYMENT_ACCOUNTS: Final = "approve the accounts of direct payments"
ASK_ABOUT_SPENDING: Final = "ask what the money may be spent on"
ANSWER_SPENDING: Final = "answer what the money may be spent on"
KEEP_SURPLUS: Final = "look into money that is left over"
ANSWER_SURPLUS: Final = "answer about money that is left over"
SET_SURPLUS_LIMIT: Final = "decide how much money may be left over"
KEEP_STATEMENTS: Final = "read in and match bank statements"
SIGN_BALANCES: Final = "sign the closing balance of a managed account"
SEE_MEASURES: Final = "see measures"
SEE_PEOPLE_AND_ROLES: Final = "see people and roles"
END_ROLES: Final = "end roles"
INVITE_PEOPLE: Final = "invite people to sign in"
SEE_ACCESS_LOG: Final = "see the access log"

# What a job does, in the same words.
SEND_SUBMISSIONS: Final = "send HMRC submissions"
SEND_MESSAGES: Final = "send messages"
TAKE_ANSWERS: Final = "take answers to text links"
TAKE_HOURS_IN: Final = "take hours in that came by e-mail"
REMIND: Final = "remind people of timesheets"
MEASURE: Final = "take measures"
SETTLE_PENSIONS: Final = "settle pension schedules"
WORK_OUT_DIRECT_PAYMENTS: Final = "work out direct payments"
SETTLE_DIRECT_PAYMENTS: Final = "settle direct payments"

# A representative may what the client may, within the limits that the client agreed to.
_EMPLOYER_MAY = frozenset({
    AGREE_PAYRUNS, CHOOSE_PAYMENT, SEE_ABSENCES, RECORD_ABSENCES, SIGN_AGREEMENT, COMPLAIN,
    SEE_RELATIVES, RECORD_RELATIVES,
    WRITE_TO_SUPPORT, SEE_DOCUMENTS, SEE_OWN_MONEY, APPROVE_TIMESHEETS, PAY_OWN_PAS, SHOW_HMRC_LETTERS,
    ANSWER_ABOUT_PAY, SEE_PAY_QUERIES, SEE_PAYSLIPS, SEE_EMPLOYERS_PAPERS, CHOOSE_CONTACT,
    ANSWER_SURPLUS, ASK_ABOUT_SPENDING,
})  # fmt: skip
_PAYROLL_OFFICER_MAY = frozenset({
    SEE_PAYRUNS, CALCULATE_PAYRUNS, ENTER_TIMESHEETS, RECORD_APPROVALS, KEEP_POSTS, APPROVE_BANK_DETAILS,
    KEEP_PA_ACCOUNTS, BEGIN_EMPLOYER_CHANGES, SEE_PAYSLIPS, SEE_SUBMISSIONS, SEE_PAYMENTS, SEE_HMRC_BILLS,
    SEE_EMPLOYERS_PAPERS, CHOOSE_CONTACT_FOR, PRINT_PAPERS, KEEP_INBOX, RING_PEOPLE, INVITE_PEOPLE,
    RECORD_PAID, ASK_FOR_PA, ANSWER_ABOUT_PAY, SEE_PAY_QUERIES, RECORD_RETURNS,
    SEND_PENSION_SCHEDULES, ANSWER_HMRC_LETTERS, RECORD_COMPLAINTS, SEE_ENDINGS,
    SEE_ABSENCES, SEE_RELATIVES, RECORD_RELATIVES, KEEP_PAYMENT_ACCOUNTS, KEEP_STATEMENTS,
})  # fmt: skip

_SUPPORT_WORKER_MAY = frozenset({
    SEE_CASELOAD, CHOOSE_PAYMENT, TAKE_REFERRALS, SEE_SETTING_UP, SET_UP_PAYMENTS, SEE_WHO_ACTS,
    LIST_WHO_ACTS, RECORD_WHO_ACTS, PROPOSE_WHO_ACTS, END_WHO_ACTS, SEE_ABSENCES, RECORD_ABSENCES,
    SEE_RELATIVES, RECORD_RELATIVES, SEE_ENDINGS, PREPARE_ENDINGS, DROP_ENDINGS, CLOSE_WORK_ITEMS,
    RECORD_COMPLAINTS, ANSWER_COMPLAINTS, WRITE_TO_CLIENTS, NOTE_CONTACTS, ASK_FOR_PA,
    SEE_PAY_QUERIES, RECORD_REVIEWS, RECORD_CHECKS, ENTER_TIMESHEETS, BEGIN_EMPLOYER_CHANGES,
    CHOOSE_CONTACT_FOR, INVITE_PEOPLE,
})  # fmt: skip
_PRACTITIONER_MAY = frozenset({
    TAKE_REFERRALS, DECIDE_REFERRALS, SEE_COUNCIL_PEOPLE, SEE_SETTING_UP, RECORD_CONDITIONS,
    SEE_WHO_ACTS, LIST_WHO_ACTS, RECORD_WHO_ACTS, DECIDE_WHO_ACTS, LIMIT_WHO_ACTS, END_WHO_ACTS,
    SEE_ABSENCES, SEE_RELATIVES, DECIDE_RELATIVES, SEE_ENDINGS, DROP_ENDINGS, DECIDE_ENDINGS,
    ANSWER_COMPLAINTS, RECORD_COMPLAINTS, ANSWER_SPENDING,
})  # fmt: skip

# Teams of the council that answer complaints, in the order in which they are asked: the next one where
# nobody is left in the one before but those who are complained about. Never a provider's: it would answer
# for itself.
COMPLAINT_TEAMS: Final = (PRACTITIONER, ADMINISTRATOR, COUNCIL_FINANCE)

GRANTS: Final[dict[str, frozenset[str]]] = {
    CLIENT: _EMPLOYER_MAY | {SEE_WHO_ACTS, CHOOSE_WHO_ACTS, LIMIT_WHO_ACTS, END_WHO_ACTS},
    REPRESENTATIVE: _EMPLOYER_MAY | {SEE_WHO_ACTS, STOP_ACTING},
    PA: frozenset(
        {
            FILL_TIMESHEETS,
            COMPLAIN,
            SEE_PAYSLIPS,
            SEE_OWN_PAPERS,
            CHANGE_OWN_BANK_DETAILS,
            CHOOSE_CONTACT,
            ASK_ABOUT_PAY,
            SHOW_HMRC_LETTERS,
            SEE_PAY_QUERIES,
        }
    ),
    SUPPORT_WORKER: _SUPPORT_WORKER_MAY,
    PAYROLL_OFFICER: _PAYROLL_OFFICER_MAY,
    PAYROLL_MANAGER: _PAYROLL_OFFICER_MAY
    | {
        SIGN_BALANCES,
        APPROVE_PAYRUNS,
        RESOLVE_SUBMISSIONS,
        MAKE_PAYMENT_FILES,
        KEEP_CREDITORS,
        DECIDE_PENALTIES,
        CHOOSE_SOFTWARE,
        KEEP_RETENTION,
        SET_ANSWER_TIME,
        SET_DEDUCTION_DAY,
    },
    # What the law leaves to the council is decided here, and not by who prepares it.
    PRACTITIONER: _PRACTITIONER_MAY,
    COUNCIL_FINANCE: frozenset(
        {
            SEE_COUNCIL_MONEY,
            SEE_ABSENCES,
            SEE_ENDINGS,
            KEEP_ARRANGEMENTS,
            PAY_DIRECT_PAYMENTS,
            KEEP_PAYMENT_ACCOUNTS,
            APPROVE_PAYMENT_ACCOUNTS,
            KEEP_STATEMENTS,
            KEEP_SURPLUS,
            SIGN_BALANCES,
            APPROVE_BANK_DETAILS,
            RECORD_FIRST_PAYMENT,
            SEE_PAYMENTS,
            MAKE_PAYMENT_FILES,
            RECORD_RETURNS,
            ANSWER_COMPLAINTS,
            RECORD_COMPLAINTS,
        }
    ),
    COMMISSIONER: frozenset({SEE_MEASURES}),
    ADMINISTRATOR: frozenset(
        {
            KEEP_AGREEMENTS,
            SEE_PEOPLE_AND_ROLES,
            END_ROLES,
            SEE_ACCESS_LOG,
            ANSWER_COMPLAINTS,
            RECORD_COMPLAINTS,
            SET_COMPLAINT_TIMES,
            SET_SURPLUS_LIMIT,
        }
    ),
}

JOB_PAYRUNS: Final = "payruns"
JOB_SUBMISSIONS: Final = "submissions"
JOB_PAYMENTS: Final = "payments"
JOB_MESSAGES: Final = "messages"
JOB_MEASURES: Final = "measures"
JOB_REMINDERS: Final = "reminders"
JOB_TEXT_LINKS: Final = "text links"
JOB_INBOX: Final = "inbox"
JOB_NOTICES: Final = "notices"
JOB_REFERRALS: Final = "referrals"

JOB_NAMES: Final = {
    JOB_PAYRUNS: "payroll",
    JOB_SUBMISSIONS: "HMRC reporting",
    JOB_PAYMENTS: "payments",
    JOB_MESSAGES: "messages",
    JOB_MEASURES: "measures",
    JOB_REMINDERS: "reminders",
    JOB_TEXT_LINKS: "text links",
    JOB_INBOX: "hours inbox",
    JOB_NOTICES: "notices from HMRC",
    JOB_REFERRALS: "referrals",
}
JOB_GRANTS: Final[dict[str, frozenset[str]]] = {
    JOB_PAYRUNS: frozenset({CALCULATE_PAYRUNS}),
    JOB_SUBMISSIONS: frozenset({SEND_SUBMISSIONS}),
    JOB_PAYMENTS: frozenset(
        {
            MAKE_PAYMENT_FILES,
            SETTLE_PENSIONS,
            WORK_OUT_DIRECT_PAYMENTS,
            SETTLE_DIRECT_PAYMENTS,
            RECORD_FIRST_PAYMENT,
        }
    ),
    JOB_MESSAGES: frozenset({SEND_MESSAGES}),
    JOB_MEASURES: frozenset({MEASURE}),
    # What is answered since leaves the list of things to do.
    JOB_REMINDERS: frozenset({REMIND, CLOSE_WORK_ITEMS}),
    JOB_TEXT_LINKS: frozenset({REMIND, TAKE_ANSWERS}),
    JOB_INBOX: frozenset({TAKE_HOURS_IN}),
    # What visitors say of themselves, before anybody knows who they are.
    JOB_REFERRALS: frozenset({TAKE_REFERRALS}),
    # It changes posts as HMRC's notices say, and hands the others to a person.
    JOB_NOTICES: frozenset({KEEP_POSTS, CALCULATE_PAYRUNS}),
}
