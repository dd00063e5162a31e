"""`manage.py import_notices FILE... --council SLUG --provider NAME`: notices from HMRC, kept and applied."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from dpss import clock
from dpss.access import actors, policy
from dpss.access.models import Organisation
from dpss.kernel import errors
from payroll import models
from payroll.management import providers
from payroll.operations import notices
from payroll.rti import notice_file
from payroll.rti.notices import LIMIT


class Command(BaseCommand):
    """Take every file in, each notice once: exit 0 when all could be taken, 1 when one could not."""

    help = "Takes files of HMRC's notices in for a payroll provider, and applies those that are plain."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+")
        providers.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        council, provider = providers.named(options)
        actor = actors.for_job(job=policy.JOB_NOTICES, council_id=council.pk, today=clock.today())
        wrong = sum([self._take(file, provider, actor) for file in options["files"]])
        if wrong:
            raise CommandError("What is named above was not taken.", returncode=1)

    def _take(self, file: Path, provider: Organisation, actor: actors.Actor) -> int:
        """Returns how many parts of the file could not be taken."""
        try:
            found = notice_file.read(_content(file))
            with actors.acting(actor), transaction.atomic():
                taken = notices.take_in(
                    found=found.notices,
                    source=models.HmrcNotice.Source.FILE,
                    received_on=actor.today,
                    organisation_id=provider.pk,
                    actor=actor,
                    at=clock.now(),
                )
        except errors.Refusal as refusal:
            self.stderr.write(f"{file.name} was not taken in. {refusal.sentence}")
            return 1
        for sentence in found.wrong:
            self.stderr.write(f"{file.name}: {sentence}")
        self.stdout.write(
            f"{file.name}: {taken.applied} applied, {taken.waiting} wait for a person, {taken.before} were in"
            " before."
        )
        return len(found.wrong)


def _content(file: Path) -> bytes:
    """The file; of one that is far too large only enough to say so."""
    try:
        with file.open("rb") as opened:
            return opened.read(LIMIT + 1)
    except OSError:
        raise errors.Refusal("It is not there, or may not be read.") from None
