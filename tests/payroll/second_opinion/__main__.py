"""`python -m tests.payroll.second_opinion --rows 100000 --seed 1`: a comparison as long as you like."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.payroll.second_opinion import compare, generate

SHOWN = 20


def main() -> int:
    """Print how many rows agree and the first that do not; 1 if any does not."""
    parser = argparse.ArgumentParser(description="Hold calculate_pay against the second opinion.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    asked = list(generate.generated(count=wanted.rows, seed=wanted.seed))
    with tempfile.TemporaryDirectory() as folder:
        found = compare.disagreements(asked=asked, folder=Path(folder))
    sys.stdout.write(f"rows: {len(asked)}\nagreements: {len(asked) - len(found)}\n")
    sys.stdout.writelines(f"{line}\n" for line in found[:SHOWN])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
