"""What the sandbox was sent, kept in one SQLite file that survives the end of the process at any point."""

import dataclasses
import json
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

from payroll.gateways.sandbox.faults import Fault

VERSION = 1
# What became of a submission. Only the first two were taken in and have a correlation ID.
ACCEPTED, REJECTED, REFUSED, LOST = "accepted", "rejected", "refused", "lost"
SCHEMA = """
create table if not exists submission (
    number integer primary key,
    correlation_id text unique,
    received_at text not null,
    received_seconds real not null,
    message_class text not null,
    transaction_id text not null,
    sender_id text not null,
    office text not null,
    paye_reference text not null,
    payday text not null,
    irmark text not null,
    outcome text not null check (outcome in ('accepted', 'rejected', 'refused', 'lost')),
    faults text not null,
    duplicate integer not null,
    polls integer not null default 0,
    deleted_at text,
    content blob not null
);
create index if not exists submission_sent_twice on submission (irmark, office, paye_reference, payday);
"""
SELECT = """
select
    number, correlation_id, received_at, received_seconds, message_class, transaction_id, sender_id,
    office, paye_reference, payday, irmark, outcome, faults, duplicate, polls, deleted_at
from submission
"""
INSERT = """
insert into submission (
    correlation_id, received_at, received_seconds, message_class, transaction_id, sender_id, office,
    paye_reference, payday, irmark, outcome, faults, content, duplicate
)
values (
    :correlation_id, :received_at, :received_seconds, :message_class, :transaction_id, :sender_id, :office,
    :paye_reference, :payday, :irmark, :outcome, :faults, :content,
    exists (
        select 1 from submission
        where irmark = :irmark and irmark <> '' and office = :office
            and paye_reference = :paye_reference and payday = :payday
    )
)
"""


class StoreError(Exception):
    """The file cannot be used; the message is a sentence for the person who named it."""


@dataclass(frozen=True)
class Submission:
    """One submission as it arrived. `received_at` is London time as text, `received_seconds` is real time.

    `correlation_id` is None when the Gateway did not take the submission in (refused, or lost on the way).
    `duplicate` tells whether the same IRmark came before for the same employer and payday, taken in or not.
    """

    correlation_id: str | None
    received_at: str
    received_seconds: float
    message_class: str
    transaction_id: str
    sender_id: str
    office: str
    paye_reference: str
    payday: str
    irmark: str
    outcome: str
    faults: tuple[Fault, ...]
    number: int = 0
    duplicate: bool = False
    polls: int = 0
    deleted_at: str | None = None


class Store:
    """The file and the one connection to it. Every method may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(path, check_same_thread=False, timeout=10)
            self._connection.row_factory = sqlite3.Row
            self._prepare(path)
        except sqlite3.Error as error:
            raise StoreError(f"The database {path} cannot be used: {error}.") from error

    def _prepare(self, path: Path) -> None:
        (version,) = self._connection.execute("pragma user_version").fetchone()
        if version not in {0, VERSION}:
            raise StoreError(f"The database {path} is of another version; give another --database.")
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = normal")  # outlives the process, not a power cut
        self._connection.executescript(SCHEMA)
        self._connection.execute(f"pragma user_version = {VERSION}")

    def record(self, submission: Submission, *, content: bytes) -> Submission:
        """Keep a submission with its exact bytes, and return it with its number and the duplicate flag."""
        values = dataclasses.asdict(submission) | {"faults": _written(submission.faults), "content": content}
        with self._lock, self._connection:
            number = self._connection.execute(INSERT, values).lastrowid
            return self._read("where number = ?", number)[0]

    def find(self, correlation_id: str) -> Submission | None:
        """Return the submission with this correlation ID, None if it is unknown or was deleted."""
        with self._lock:
            found = self._read("where correlation_id = ? and deleted_at is null", correlation_id)
        return found[0] if found else None

    def count_poll(self, correlation_id: str) -> None:
        """Count that the outcome of a submission was asked for."""
        with self._lock, self._connection:
            self._connection.execute(
                "update submission set polls = polls + 1 where correlation_id = ?", [correlation_id]
            )

    def delete(self, correlation_id: str, *, at: str) -> None:
        """Take a submission off the Gateway. Its row stays, so that tests can still see it."""
        with self._lock, self._connection:
            self._connection.execute(
                "update submission set deleted_at = ? where correlation_id = ?", [at, correlation_id]
            )

    def held(self, *, sender_id: str, message_class: str) -> list[Submission]:
        """Return what the Gateway holds for a sender under a class, oldest first."""
        with self._lock:
            return self._read(
                "where correlation_id is not null and deleted_at is null"
                " and sender_id = ? and message_class = ? order by number",
                sender_id,
                message_class,
            )

    def everything(self) -> list[Submission]:
        """Return all that was ever sent, oldest first."""
        with self._lock:
            return self._read("order by number")

    def content(self, key: str) -> bytes | None:
        """Return the exact bytes of a submission, by its correlation ID or its number."""
        with self._lock:
            row = self._connection.execute(
                "select content from submission where correlation_id = ? or number = ?", [key, key]
            ).fetchone()
        return None if row is None else bytes(row["content"])

    def reset(self) -> None:
        """Forget everything."""
        with self._lock, self._connection:
            self._connection.execute("delete from submission")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _read(self, condition: str, *values: object) -> list[Submission]:
        return [_submission(row) for row in self._connection.execute(f"{SELECT} {condition}", values)]


def _submission(row: sqlite3.Row) -> Submission:
    values = dict(row)
    values["faults"] = tuple(Fault(**fault) for fault in json.loads(values["faults"]))
    values["duplicate"] = bool(values["duplicate"])
    return Submission(**values)


def _written(faults: tuple[Fault, ...]) -> str:
    return json.dumps([dataclasses.asdict(fault) for fault in faults])
