"""The commands of the Makefile, and how each of them ends: a status, or one sentence and the next step."""

import argparse
import errno
import shlex
import signal
import sys
import traceback
from collections.abc import Sequence
from types import FrameType

from tools import checks, demo, mutation, paths, reset, system, testing
from tools.trouble import Trouble

_INTERRUPTED = 130

TARGETS = {
    "demo": "set up, run the month's payroll, serve the portal until Ctrl-C (ONCE=1: then stop; PORT=8123)",
    "test": "set up, check, and run all tests (ARGS='-k payslip' goes to pytest)",
    "check": "format, lint, types, import contracts, migrations, templates",
    "bench": "measure: figures of one run, to compare with each other (ARGS=calculations for one subject)",
    "mutation": "try wrong versions of the pay calculation: hours (ARGS='payroll.calc.pension*' for a part)",
    "system": "as root: install the system packages that PDFs and browser tests need",
    "golden": "rewrite the golden files on purpose; the diff is then the review",
    "reset": "throw local databases and generated files away",
    "help": "print this list",
}


def main(arguments: Sequence[str]) -> int:
    """Carry out one target of the Makefile; returns the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _interrupt)
    given = _parser().parse_args(arguments)
    try:
        return _carry_out(given)
    except Trouble as trouble:
        return _say(trouble)
    except KeyboardInterrupt:
        print(f"\nStopped. `make {given.target}` goes on from here.", file=sys.stderr)
        return _INTERRUPTED
    except Exception as error:
        return _say(_unexpected(error))


def _carry_out(given: argparse.Namespace) -> int:
    match given.target:
        case "demo":
            return demo.run(once=given.once, wanted_port=given.port)
        case "test":
            return testing.run(shlex.split(given.arguments))
        case "check":
            return checks.run()
        case "bench":
            return testing.measure(shlex.split(given.arguments))
        case "mutation":
            return mutation.run(shlex.split(given.arguments))
        case "golden":
            return testing.rewrite_golden_files()
        case "reset":
            return reset.run()
        case "system":
            paths.prepare(paths.var_folder())
            system.install(system.FOR_THE_TESTS, log=paths.log_file(paths.var_folder(), "setup"))
        case _:
            print("\n".join(f"make {target:8} {meaning}" for target, meaning in TARGETS.items()))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 tools")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--once", action="store_true", help="demo: stop when the month's payroll is done")
    parser.add_argument("--port", default="", help="demo: the web server's port")
    parser.add_argument("--arguments", default="", help="test: for pytest; bench: subjects; mutation: names")
    return parser


def _say(trouble: Trouble) -> int:
    print(f"\n{trouble}", file=sys.stderr)
    return trouble.status


def _unexpected(error: Exception) -> Trouble:
    """A sentence for what no step foresaw; the traceback goes to a file, for whoever mends it."""
    match error:
        case OSError(errno=errno.ENOSPC):
            return Trouble(
                "The disk is full.", "Free some space and run the command again; it goes on from here."
            )
        case OSError(errno=errno.EACCES | errno.EPERM | errno.EROFS):
            return paths.not_writable(error.filename, str(error.strerror))
    log = paths.var_folder() / "log" / "unexpected.log"
    cure = f"Please report it with {log}."
    try:
        with log.open("a", encoding="utf-8") as details:
            traceback.print_exception(error, file=details)
    except OSError:
        cure = "Please report it with what is printed above."
    return Trouble(f"Something unexpected happened: {error}", cure)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
