"""`python -m tests.bench`, or `make bench`: every measurement, or those that are named."""

import argparse
import sys

from tests.bench import calculations, papers, report

SUBJECTS = {"calculations": calculations.figures, "papers": papers.figures}


def main() -> int:
    """Print the figures of each subject that was asked for."""
    parser = argparse.ArgumentParser(description="Measure. Figures of one run may be compared, no others.")
    parser.add_argument("subjects", nargs="*", choices=[*SUBJECTS, []], help="all, unless named")
    wanted = parser.parse_args().subjects or list(SUBJECTS)
    sys.stdout.write(f"{report.machine()}\n\n")
    for name in wanted:
        sys.stdout.write(report.printed(name.capitalize(), SUBJECTS[name]()) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
