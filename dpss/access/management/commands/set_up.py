"""Sets up a council on a new installation, and invites its first administrator."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http.request import validate_host

from dpss import clock
from dpss.access import installing
from dpss.access.models import Council, User
from dpss.kernel import errors

WRONG_USE = 2
_DAY = 24 * 60 * 60
_OPTIONS = {
    "council": "its name, such as “East Sussex County Council”",
    "phone": "the number on every page, for people who need help",
    "phone-hours": "when it is answered, such as “Monday to Friday, 9am to 5pm”",
    "email": "the address of the service, for people who need help",
    "admin-name": "the first administrator's name",
    "admin-email": "the address the administrator signs in with",
}


class Command(BaseCommand):
    """A council, its organisation and one administrator; done twice, done once. No password is made."""

    help = "Set up a council and print the link at which its first administrator chooses a password."

    def add_arguments(self, parser: CommandParser) -> None:
        """The council, and who administers it."""
        for name, meaning in _OPTIONS.items():
            parser.add_argument(f"--{name}", required=True, help=meaning)
        parser.add_argument(
            "--slug",
            default=settings.DPSS_DEFAULT_COUNCIL,
            help="its short name in settings; without it that of DPSS_DEFAULT_COUNCIL",
        )
        parser.add_argument("--host", default="", help="its own host name, where councils share a portal")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them unless they are there, and say how the administrator gets in."""
        given = {name: value.strip() for name, value in options.items() if isinstance(value, str)}
        council = Council(
            name=given["council"],
            **{name: given[name] for name in ("slug", "host", "phone", "phone_hours", "email")},
        )
        administrator = User(name=given["admin_name"], email=given["admin_email"].lower())
        _require_an_address(council)
        try:
            new = installing.set_up(
                council=council, administrator=administrator, today=clock.today(), at=clock.now()
            )
        except errors.Refusal as refusal:
            raise CommandError(_sentence(refusal), returncode=WRONG_USE) from None
        self.stdout.write(
            f"{council.name}: {'set up' if new else 'was set up already, nothing was changed'}."
        )
        self._invite(council, administrator)

    def _invite(self, council: Council, administrator: User) -> None:
        path = installing.invitation(administrator.email)
        if path is None:
            self.stdout.write(f"{administrator.name} has a password and signs in at {_site(council)}/.")
            return
        days = settings.PASSWORD_RESET_TIMEOUT // _DAY
        self.stdout.write(
            f"{administrator.name} chooses a password here, once, within {days} days. Whoever has this link "
            f"can do the same, so hand it over in person:\n{_site(council)}{path}"
        )


def _require_an_address(council: Council) -> None:
    """A council that no address leads to could not be used."""
    if council.host and not validate_host(council.host, settings.ALLOWED_HOSTS):
        raise CommandError(
            f"--host: {council.host} is not answered here. Add it to DPSS_HOSTS first.", returncode=WRONG_USE
        )
    if not council.host and council.slug != settings.DPSS_DEFAULT_COUNCIL:
        raise CommandError(
            f"--slug: the default council here is “{settings.DPSS_DEFAULT_COUNCIL}”. Leave --slug out, "
            "change DPSS_DEFAULT_COUNCIL, or give the council a host name of its own with --host.",
            returncode=WRONG_USE,
        )


def _site(council: Council) -> str:
    """Where the portal is opened: the council's own host, else the first address of the settings."""
    if council.host:
        return f"https://{council.host}"
    return next(iter(settings.CSRF_TRUSTED_ORIGINS), f"https://{settings.ALLOWED_HOSTS[0]}")


def _sentence(refusal: errors.Refusal) -> str:
    """What is wrong, after the option that it is about where it is one option's value."""
    field = getattr(refusal, "field", None)
    option = "council" if field == "name" else str(field).replace("_", "-")
    return f"--{option}: {refusal.sentence}" if field else refusal.sentence
