"""Who a PA is to HMRC: checked as HMRC checks it, before it is kept."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit
from dpss.kernel import dates, errors, identifiers
from payroll import models
from payroll.operations import posts
from payroll.queries import new_posts, post_terms
from payroll.rti import names

# Children work lightly from 13 (Children and Young Persons Act 1933 s18); nobody is 130 (FPS rule 7826).
YOUNGEST, OLDEST = 13, 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A person in HMRC's letters; `nino` is empty while they have none."""

    forename: str
    surname: str
    birth_date: date
    gender: str
    nino: str
    address_line_1: str
    address_line_2: str
    postcode: str


@transaction.atomic
def change(
    *, post: models.Employment, given: Identity, actor: actors.Actor, at: datetime
) -> models.PayrollIdentity:
    """Correct who the PA of a post is to HMRC, who hears of it with the next report.

    Raises `Invalid` for what HMRC would refuse, and for a number that is somebody else's.
    """
    post = posts.hold(post, actor=actor)
    found = checked(given, first_day=post.first_day)
    row = post_terms.identity(post, actor=actor)
    other = new_posts.known_by(found.nino, actor=actor)
    if other is not None and other.pk != row.pk:
        raise errors.Invalid(
            f"This National Insurance number is recorded for {other.assistant.name}. Check it on a letter"
            " from HMRC.",
            field="nino",
        )
    before, after = asdict(recorded(row)), asdict(found)
    changed = sorted(name for name, value in after.items() if before[name] != value)
    _write(row, found)
    row.save()
    audit.record(audit.of(row, "change", after={"changed": changed}), actor=actor, at=at)
    if {"birth_date", "gender"} & set(changed):
        posts.work_out_again(post, since=post.first_day, actor=actor, at=at)
    return row


def checked(given: Identity, *, first_day: date) -> Identity:
    """The identity as it is kept and reported. Raises `Invalid` with the field that is wrong."""
    forename, surname = _name(given.forename, "forename"), _name(given.surname, "surname")
    if not any(letter.isalpha() for letter in given.address_line_1 + given.address_line_2):
        raise errors.Invalid("Enter the address: HMRC needs two lines of it.", field="address_line_1")
    address = _address(given)
    _check_age(given.birth_date, first_day)
    return Identity(
        forename=forename,
        surname=surname,
        birth_date=given.birth_date,
        gender=given.gender,
        nino=_nino(given.nino),
        address_line_1=address.lines[0],
        address_line_2=address.lines[1],
        postcode=address.postcode,
    )


def keep(
    *, post: models.Employment, found: Identity, actor: actors.Actor, at: datetime
) -> models.PayrollIdentity:
    """Write down who the new PA of a post is to HMRC."""
    person = post.assistant
    row = models.PayrollIdentity(council_id=post.council_id, subject_id=person.subject_id, assistant=person)
    _write(row, found)
    row.save(force_insert=True)
    audit.record(audit.of(row, "record"), actor=actor, at=at)
    return row


def _write(row: models.PayrollIdentity, found: Identity) -> None:
    row.hmrc_forename, row.hmrc_surname = found.forename, found.surname
    row.birth_date, row.gender = found.birth_date, found.gender
    number = new_posts.nino_index(found.nino)
    if number != row.nino_index:
        row.nino_verified_on = None
    row.nino, row.nino_index = found.nino, number
    row.address_line_1, row.address_line_2 = found.address_line_1, found.address_line_2
    row.postcode = found.postcode


def recorded(row: models.PayrollIdentity) -> Identity:
    """Who a PA is to HMRC, as it is kept now."""
    return Identity(
        forename=row.hmrc_forename,
        surname=row.hmrc_surname,
        birth_date=row.birth_date,
        gender=row.gender,
        nino=row.nino or "",
        address_line_1=row.address_line_1,
        address_line_2=row.address_line_2,
        postcode=row.postcode,
    )


def _name(text: str, field: str) -> str:
    """One part of a name in HMRC's letters."""
    try:
        made = names.of(forenames=text, surname=text)
    except errors.Invalid as error:
        raise errors.Invalid(error.sentence, field=field) from error
    return " ".join(made.forenames) if field == "forename" else made.surname


def _address(given: Identity) -> names.Address:
    try:
        made = names.address((given.address_line_1, given.address_line_2), postcode=given.postcode)
    except errors.Invalid as error:
        field = "postcode" if "postcode" in error.sentence else "address_line_1"
        if "line 2" in error.sentence:
            field = "address_line_2"
        raise errors.Invalid(error.sentence, field=field) from error
    if len(made.lines) < 2:  # noqa: PLR2004 - the schema's least for a new starter
        raise errors.Invalid(
            "Enter a second line of the address, such as the town: HMRC needs two.", field="address_line_2"
        )
    return made


def _nino(text: str) -> str:
    """The number, or nothing: one that is missing is found by HMRC, and never made up."""
    if not text.strip():
        return ""
    try:
        return identifiers.nino(text)
    except errors.Invalid as error:
        raise errors.Invalid(
            f"{error.sentence} Leave it empty if they have none yet: never make one up.", field="nino"
        ) from error


def _check_age(born: date, first_day: date) -> None:
    age = dates.age_on(born, first_day)
    if age < YOUNGEST:
        raise errors.Invalid(
            f"They would be {max(age, 0)} on the first day, and nobody may work before {YOUNGEST}. Check the"
            " date of birth.",
            field="birth_date",
        )
    if age >= OLDEST:
        raise errors.Invalid("The date of birth is 130 years ago or more. Correct it.", field="birth_date")
