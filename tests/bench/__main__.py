"""`python -m tests.bench`, or `make bench`: every measurement, or those that are named."""

import argparse
import sys
from collections.abc import Callable, Iterable

from tests.bench import calculations, papers, payruns, report, statements, workspaces

SUBJECTS = ("calculations", "statements", "papers", "workspaces", "payruns")


def main() -> int:
    """Print the figures of each subject that was asked for, each as soon as it is known."""
    parser = argparse.ArgumentParser(description="Measure. Figures of one run may be compared, no others.")
    parser.add_argument("subjects", nargs="*", choices=[*SUBJECTS, []], help="all, unless named")
    parser.add_argument("--payslips", nargs="+", type=int, default=payruns.SIZES, help="payruns: how many")
    parser.add_argument("--workers", type=int, default=1, help="payruns: processes that share the work")
    parser.add_argument(
        "--row-by-row", type=int, default=payruns.ROW_BY_ROW, help="payruns: 0 for not at all"
    )
    parser.add_argument(
        "--employers", nargs="+", type=int, default=workspaces.SIZES, help="workspaces: sizes"
    )
    given = parser.parse_args()
    measures: dict[str, Callable[[], Iterable[report.Figure]]] = {
        "calculations": calculations.figures,
        "statements": statements.figures,
        "papers": papers.figures,
        "workspaces": lambda: workspaces.figures(sizes=given.employers),
        "payruns": lambda: payruns.figures(
            sizes=given.payslips, workers=given.workers, row_by_row=given.row_by_row
        ),
    }
    sys.stdout.write(f"{report.machine()}\n\n")
    for name in given.subjects or SUBJECTS:
        sys.stdout.write(f"{name.capitalize()}\n")
        for figure in measures[name]():
            sys.stdout.write(f"{report.line(figure)}\n")
            sys.stdout.flush()
        sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
