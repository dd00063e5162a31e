"""What day it is in the sandbox."""

from datetime import date
from pathlib import Path

from payroll.gateways.sandbox.clock import Clock

TOLD, WRITTEN = date(2026, 11, 21), date(2026, 11, 27)


def test_the_date_in_the_file_wins_and_is_read_each_time(tmp_path: Path) -> None:
    file = tmp_path / "date"
    clock = Clock(TOLD, file)
    assert clock.read().shown.date() == TOLD
    file.write_text(f"{WRITTEN.isoformat()}\n")
    assert clock.read().shown.date() == WRITTEN


def test_a_file_that_holds_no_date_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "date"
    file.write_text("soon")
    assert Clock(TOLD, file).read().shown.date() == TOLD
