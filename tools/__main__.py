"""Where every make target begins. This file must stay readable to Python 3.6, so that it can ask for more."""

import pathlib
import signal
import sys


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - people do start this with an older one
        found = "{}.{}".format(*sys.version_info)
        sys.exit(
            "This needs Python 3.11 or newer, and `python3` here is " + found + ".\n"
            "If a newer one is installed beside it, name it: make demo PYTHON=python3.12"
        )
    if not sys.platform.startswith("linux"):
        sys.exit(
            "The demo and the tests run on Linux only: the database and the broker that they bring do.\n"
            "On this system use docker compose: see docs/runbook.md."
        )
    sys.path[0] = str(pathlib.Path(__file__).resolve().parent.parent)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C this early just ends it, without a traceback
    from tools import commands  # noqa: PLC0415 - an older Python could not read it

    sys.exit(commands.main(sys.argv[1:]))


if __name__ == "__main__":
    main()
