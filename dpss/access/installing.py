"""A council's first day on a portal: the council, its organisation, and its first administrator."""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from dpss.access import actors, audit, invited, operations, policy
from dpss.access.models import Council, Membership, Organisation, User
from dpss.kernel import errors

# Two set-ups at once take turns: the number of this lock means nothing else.
_TURN = 8_140_207
_GIVEN = ("name", "host", "phone", "phone_hours", "email")


@transaction.atomic
def set_up(*, council: Council, administrator: User, today: date, at: datetime) -> bool:
    """Write the council and its first administrator, who has no password yet, unless they are there already.

    Both are given unsaved. Returns whether they were written now. Raises `Invalid` for a value that is not
    right, and `Conflict` when there is something else under the same name; then nothing is changed.
    """
    _check(council)
    _check(administrator, prefix="admin_", without=["password"])
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_TURN])
    there = Council.objects.filter(slug=council.slug).first()
    if there is not None:
        _require_the_same(there, council, administrator)
        return False
    _require_free_names(council, administrator)
    installer = actors.Actor(council_id=council.pk, today=today, name="The set-up command")
    with actors.acting(installer):
        events = _write(council, administrator, today)
        audit.record_all(events, actor=installer, at=at)
    return True


def invitation(email: str) -> str | None:
    """The path at which a person chooses their first password, once; None for those who have one."""
    return invited.path(User.objects.get(email=email))


def _check(row: models.Model, *, prefix: str = "", without: list[str] | None = None) -> None:
    try:
        row.clean_fields(exclude=without)
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise errors.Invalid(" ".join(sentences), field=prefix + field) from None


def _require_the_same(there: Council, council: Council, administrator: User) -> None:
    for field in _GIVEN:
        if getattr(there, field) != getattr(council, field):
            raise errors.Conflict(
                f"The council “{there.slug}” is set up already, with another {field.replace('_', ' ')}: "
                f"“{getattr(there, field)}”. Nothing was changed."
            )
    held = Membership.objects.filter(
        council=there, role=policy.ADMINISTRATOR, user__email=administrator.email
    )
    if not held.exists():
        raise errors.Conflict(
            f"The council “{there.slug}” is set up already, and {administrator.email} is not an "
            "administrator of it. Nothing was changed."
        )


def _require_free_names(council: Council, administrator: User) -> None:
    if council.host and Council.objects.filter(host=council.host).exists():
        raise errors.Conflict(f"Another council has the host name {council.host}. Choose one of its own.")
    if Organisation.objects.filter(name=council.name).exists():
        raise errors.Conflict(f"There is an organisation called “{council.name}” already. Check the name.")
    if User.objects.filter(email=administrator.email).exists():
        raise errors.Conflict(
            f"Somebody signs in with {administrator.email} already. The administrator needs another address."
        )


def _write(council: Council, administrator: User, today: date) -> list[audit.Event]:
    council.save(force_insert=True)
    organisation = Organisation.objects.create(name=council.name, kind=Organisation.Kind.COUNCIL)
    administrator.set_unusable_password()
    administrator.save(force_insert=True)
    # Whoever may make a council vouches for the address; there may be no mail yet to confirm it with.
    EmailAddress.objects.create(user=administrator, email=administrator.email, verified=True, primary=True)
    membership = Membership.objects.create(
        user=administrator,
        council=council,
        organisation=organisation,
        role=policy.ADMINISTRATOR,
        during=operations.Days(today, None),
    )
    given = {"user": administrator.email, "role": membership.role, "from": str(today)}
    return [
        audit.of(council, "set up", after={"name": council.name}),
        audit.of(membership, "give role", after=given),
    ]
