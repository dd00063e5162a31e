"""Fills the demo with a county of made-up people, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dpss import clock
from dpss.access.models import Council
from dpss.kernel import errors
from dpss.portal.demo import east_sussex, figures, leicester, seeding

PLANS = {plan.slug: plan for plan in (east_sussex.PLAN, leicester.PLAN)}
WRONG_USE = 2


class Command(BaseCommand):
    """A county of clients, PAs, employers and their money as of the demo's day; done twice, done once."""

    requires_system_checks = ()
    help = "Fill the demo with made-up people: the same ones every time. A council that is there is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which council, and how large."""
        parser.add_argument(
            "--council", choices=PLANS, default=east_sussex.PLAN.slug, help="the council to seed"
        )
        parser.add_argument(
            "--clients", type=int, help="how many clients; without it as many as the council really has"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed it unless it is there, and say what the database holds."""
        if not settings.DPSS_DEMO:
            raise CommandError(
                "Made-up people belong only in the demo. These settings are not the demo's.",
                returncode=WRONG_USE,
            )
        plan = PLANS[options["council"]]
        wanted = plan.clients if options["clients"] is None else options["clients"]
        try:
            new = seeding.seed(plan, clients=wanted, today=clock.DEMO_DATE)
        except errors.Refusal as refusal:
            raise CommandError(refusal.sentence, returncode=WRONG_USE) from None
        self.stdout.write(f"{plan.name}: {'seeded' if new else 'was there already, nothing was changed'}.")
        for figure in figures.read(Council.objects.get(slug=plan.slug)):
            self.stdout.write(str(figure))
