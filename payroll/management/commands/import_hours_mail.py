"""`manage.py import_hours_mail PATH --council SLUG --provider NAME`: e-mails with hours into the inbox."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dpss import clock
from dpss.access import actors, policy
from dpss.access.models import Organisation
from dpss.kernel import errors
from payroll import hours_mail
from payroll.management import providers
from payroll.operations import inbox

# Where a mail server keeps messages (the Maildir format): new ones, and those that were looked at.
_MAILDIR = ("new", "cur")


class Command(BaseCommand):
    """Take every e-mail of a folder in, each once: exit 0 when all could be read, 1 when one could not."""

    help = "Reads a Maildir, a folder of .eml files, or one .eml file into a provider's hours inbox."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        providers.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        council, provider = providers.named(options)
        actor = actors.for_job(job=policy.JOB_INBOX, council_id=council.pk, today=clock.today())
        taken, before, wrong = 0, 0, 0
        for file in _files(options["path"]):
            try:
                item = _take(file, provider, actor)
            except errors.Refusal as refusal:
                wrong += 1
                self.stderr.write(f"{file.name} was not taken in. {refusal.sentence}")
                continue
            taken, before = taken + (item is not None), before + (item is None)
        self.stdout.write(f"{taken} taken in, {before} were in before, {wrong} could not be read.")
        if wrong:
            raise CommandError("The files named above were left where they are.", returncode=1)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise CommandError(f"{path} is not there.", returncode=2)
    if all((path / name).is_dir() for name in _MAILDIR):
        folders, pattern = [path / name for name in _MAILDIR], "*"
    else:
        folders, pattern = [path], "*.eml"
    for folder in folders:
        yield from sorted(file for file in folder.glob(pattern) if file.is_file())


def _take(file: Path, provider: Organisation, actor: actors.Actor) -> Any:
    if file.stat().st_size > hours_mail.MOST_BYTES:
        raise errors.Invalid("It is larger than 40 MB. Ask the sender for the sheet alone.")
    mail = hours_mail.read(file.read_bytes())
    with actors.acting(actor):
        return inbox.take_in(mail=mail, organisation_id=provider.pk, actor=actor, at=clock.now())
