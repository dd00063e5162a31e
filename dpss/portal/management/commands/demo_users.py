"""Says how to sign in to the demo, in each role."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dpss.access.models import User
from dpss.portal.demo import east_sussex, leicester, sign_ins

WRONG_USE = 2


class Command(BaseCommand):
    """A line for each role: role, e-mail, password, and the one-time code of this moment for staff."""

    requires_system_checks = ()
    help = "Print how to sign in to the demo: role, e-mail, password, one-time code, with tabs between."

    def add_arguments(self, parser: CommandParser) -> None:
        """One for each role of the county, or everybody."""
        parser.add_argument(
            "--all", action="store_true", help="everybody who may sign in, of every council that is there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each, with the code that counts now."""
        if not settings.DPSS_DEMO:
            raise CommandError(
                "There are no demo sign-ins here: these settings are not the demo's.", returncode=WRONG_USE
            )
        wanted = sign_ins.one_for_each_role(east_sussex.PLAN)
        if options["all"]:
            wanted = [*sign_ins.of(east_sussex.PLAN), *sign_ins.of(leicester.PLAN)]
        users = {user.email: user for user in User.objects.filter(email__in=[one.email for one in wanted])}
        if not users:
            raise CommandError("The demo has no people yet. Run: manage.py seed_demo")
        codes = _codes(list(users.values()))
        for one in wanted:
            if one.email in users:
                self.stdout.write(
                    "\t".join((one.role, one.email, sign_ins.PASSWORD, codes.get(one.email, "")))
                )


def _codes(users: list[User]) -> dict[str, str]:
    """The one-time code of this moment of everyone who is asked for one, by e-mail."""
    found = Authenticator.objects.filter(user__in=users, type=Authenticator.Type.TOTP).select_related("user")
    # The counters around this moment, of which the middle one is now.
    counters = list(totp.yield_hotp_counters_from_time())
    now = counters[len(counters) // 2]
    return {
        row.user.email: totp.format_hotp_value(totp.hotp_value(decrypt(row.data["secret"]), now))
        for row in found
    }
