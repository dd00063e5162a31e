"""Ask `manage.py calculate_pay` as anybody would, and hold its answers against the second opinion."""

import csv
import subprocess
import sys
from pathlib import Path

from tests.fixtures_path import REPOSITORY
from tests.payroll.second_opinion import rows

Row = dict[str, str]
_STATUS_OF_ROWS = (0, 1)  # 1: a row has an error, which is held against the second opinion too


def calculated(*, asked: list[Row], folder: Path) -> list[Row]:
    """The portal's answers, in order. The two files are left in the folder."""
    given, written = folder / "in.csv", folder / "out.csv"
    with given.open("w", newline="") as file:
        table = csv.DictWriter(file, rows.IN)
        table.writeheader()
        table.writerows(asked)
    ran = subprocess.run(
        [sys.executable, "manage.py", "calculate_pay", given, written],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode not in _STATUS_OF_ROWS:
        raise RuntimeError(f"calculate_pay ended with {ran.returncode}: {ran.stderr}")
    with written.open(newline="") as file:
        return list(csv.DictReader(file))


def disagreements(*, asked: list[Row], folder: Path) -> list[str]:
    """A line for each row on which the two differ: what was asked, and each column with both answers."""
    found = []
    for question, theirs in zip(asked, calculated(asked=asked, folder=folder), strict=True):
        ours = rows.answer(question)
        if ours != theirs:
            differing = [
                f"{name}: second opinion {ours[name]!r}, calculate_pay {theirs.get(name)!r}"
                for name in rows.OUT
                if ours[name] != theirs.get(name)
            ]
            found.append(f"{','.join(question[name] for name in rows.IN)}  {'; '.join(differing)}")
    return found
