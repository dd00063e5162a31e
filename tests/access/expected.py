"""Who should see what, written down from the stories of the cast and not from the reach table.

Each line is one person in one role: for each class of data, the subjects of which they may see it. A
name alone is a client or a PA; "asha employer" is Asha as an employer; "dee at asha" is Dee's post there.
"""

import uuid

from dpss.access.policy import (
    ADMINISTRATOR,
    CARE,
    CLIENT,
    COMMISSIONER,
    COUNCIL_FINANCE,
    IDENTITY,
    MONEY,
    PA,
    PAY,
    PAYMENTS,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    PRACTITIONER,
    REPRESENTATIVE,
    STAFF_ROLES,
    SUPPORT_WORKER,
)
from tests.access.wall import Row
from tests.cast import CAST, Person, key

_ASHAS_POSTS = "dee at asha, tom at asha"
_ASHA_AS_EMPLOYER = f"asha employer, {_ASHAS_POSTS}"
_COMPLAINTS = "asha complaint, ben complaint, cara complaint"
_REFERRALS = "asha referral, ben referral, cara referral"
_NORTHFIELD = {
    IDENTITY: f"asha, {_ASHA_AS_EMPLOYER}, dee, tom",
    MONEY: _ASHA_AS_EMPLOYER,
    PAY: f"{_ASHA_AS_EMPLOYER}, dee, tom",
    PAYMENTS: "asha employer",
}
_NORTHFIELD_IN_WESTHAVEN = {
    IDENTITY: "wes, wes employer, walt at wes, walt",
    MONEY: "wes employer, walt at wes",
    PAY: "wes employer, walt at wes, walt",
    PAYMENTS: "wes employer",
}

# What staff see by where they work, and not by whom they work for.
STAFFS = {"council", "organisation"}
SEES: dict[tuple[str, str], dict[str, str]] = {
    ("asha", CLIENT): {
        IDENTITY: f"asha, {_ASHA_AS_EMPLOYER}, dee, tom, asha complaint",
        CARE: "asha, asha complaint",
        MONEY: f"asha, {_ASHA_AS_EMPLOYER}",
        PAY: _ASHA_AS_EMPLOYER,
        PAYMENTS: "asha employer",
    },
    ("ben", CLIENT): {
        IDENTITY: "ben, ben employer, dee at ben, dee, ben complaint",
        CARE: "ben, ben complaint",
        MONEY: "ben, ben employer, dee at ben",
        PAY: "ben employer, dee at ben",
        PAYMENTS: "ben employer",
    },
    ("cara", CLIENT): {
        IDENTITY: "cara, cara employer, cara complaint",
        CARE: "cara, cara complaint",
        MONEY: "cara, cara employer",
        PAY: "cara employer",
        PAYMENTS: "cara employer",
    },
    # Joan may approve Asha's timesheets, not see her money or what was paid; for Cara she acts no more.
    ("joan", REPRESENTATIVE): {
        IDENTITY: f"asha, {_ASHA_AS_EMPLOYER}, dee, tom",
        CARE: "asha",
        PAY: _ASHAS_POSTS,
    },
    ("rose", REPRESENTATIVE): {
        IDENTITY: "ben, ben employer, dee at ben, dee",
        CARE: "ben",
        MONEY: "ben, ben employer, dee at ben",
        PAY: "ben employer, dee at ben",
        PAYMENTS: "ben employer",
    },
    # At work, Rose may not open what is her brother's. Dee herself is nobody to her.
    ("rose", PAYROLL_OFFICER): {IDENTITY: "dee", PAY: "dee"},
    ("dee", PA): {
        IDENTITY: "dee, dee at asha, dee at ben, asha employer, ben employer",
        MONEY: "dee at asha, dee at ben",
        PAY: "dee, dee at asha, dee at ben",
    },
    ("tom", PA): {
        IDENTITY: "tom, tom at asha, asha employer",
        MONEY: "tom at asha",
        PAY: "tom, tom at asha",
    },
    # He enters hours for the PAs: of a post he sees hours and rates, not what was paid.
    ("marcus", SUPPORT_WORKER): {
        IDENTITY: f"asha, {_ASHA_AS_EMPLOYER}, dee, tom",
        CARE: "asha",
        PAY: _ASHAS_POSTS,
    },
    ("olu", PAYROLL_OFFICER): _NORTHFIELD,
    ("mara", PAYROLL_MANAGER): _NORTHFIELD,
    ("sam", PAYROLL_MANAGER): {
        IDENTITY: "ben, ben employer, dee at ben, dee",
        MONEY: "ben employer, dee at ben",
        PAY: "ben employer, dee at ben, dee",
        PAYMENTS: "ben employer",
    },
    # She decides what the law leaves to the council, for every client of it; complaints are her team's.
    ("paula", PRACTITIONER): {
        IDENTITY: f"asha, ben, cara, {_COMPLAINTS}, {_REFERRALS}",
        CARE: f"asha, ben, cara, {_COMPLAINTS}, {_REFERRALS}",
        MONEY: "asha, ben, cara",
    },
    ("fay", COUNCIL_FINANCE): {
        IDENTITY: "asha, ben, cara",
        MONEY: "asha, ben, cara, asha employer, ben employer, cara employer",
        # Where the direct payments go, and what leaves for them by a bank file.
        PAY: "asha, ben, cara",
        PAYMENTS: "asha, ben, cara",
    },
    ("cole", COMMISSIONER): {},
    ("ada", ADMINISTRATOR): {},
    ("wes", CLIENT): {
        IDENTITY: "wes, wes employer, walt at wes, walt, wes complaint",
        CARE: "wes, wes complaint",
        MONEY: "wes, wes employer, walt at wes",
        PAY: "wes employer, walt at wes",
        PAYMENTS: "wes employer",
    },
    ("willa", REPRESENTATIVE): {
        IDENTITY: "wes, wes employer, walt at wes, walt",
        CARE: "wes",
        MONEY: "wes, wes employer, walt at wes",
        PAY: "wes employer, walt at wes",
        PAYMENTS: "wes employer",
    },
    ("walt", PA): {
        IDENTITY: "walt, walt at wes, wes employer",
        MONEY: "walt at wes",
        PAY: "walt, walt at wes",
    },
    ("wanda", SUPPORT_WORKER): {
        IDENTITY: "wes, wes employer, walt at wes, walt",
        CARE: "wes",
        PAY: "walt at wes",
    },
    ("wim", PAYROLL_OFFICER): _NORTHFIELD_IN_WESTHAVEN,
    ("wynn", PAYROLL_MANAGER): _NORTHFIELD_IN_WESTHAVEN,
    ("wilf", PRACTITIONER): {
        IDENTITY: "wes, wes complaint, wes referral",
        CARE: "wes, wes complaint, wes referral",
        MONEY: "wes",
    },
    ("winnie", COUNCIL_FINANCE): {
        IDENTITY: "wes",
        MONEY: "wes, wes employer",
        PAY: "wes",
        PAYMENTS: "wes",
    },
    ("wade", COMMISSIONER): {},
    ("wren", ADMINISTRATOR): {},
}


def subjects(person: Person, role: str, sees: str) -> set[str]:
    """The keys of the subjects of which this person may see this class of data."""
    names = SEES[person.short, role].get(sees, "")
    return {str(_subject(name)) for name in names.split(", ") if name}


def rows(every: list[Row], *, person: Person, role: str, sees: str) -> set[str]:
    """The keys of those rows of a table that this person should see; `sees` is the table's class of data."""
    if sees in STAFFS:
        hat = person.hat(role)
        ours = [row for row in every if role in STAFF_ROLES and row.council == str(hat.council.id)]
        if sees == "organisation":
            ours = [row for row in ours if row.content["organisation_id"] == str(hat.organisation_id)]
        return {row.pk for row in ours}
    reached = subjects(person, role, sees)
    return {row.pk for row in every if row.subject in reached}


def _subject(name: str) -> uuid.UUID:
    if name in CAST.posts:
        return CAST.posts[name].subject_id
    if name in CAST.homes:
        return CAST.homes[name].subject_id
    home, _, part = name.partition(" ")
    if part in {"complaint", "referral"}:
        return key(home, part, "subject")
    if part:
        return CAST.homes[home].employer_subject_id
    return next(post.assistant_subject_id for post in CAST.posts.values() if post.pa == name)
