"""Run the sandbox: `python -m payroll.gateways.sandbox --port 0 --port-file F`."""

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from payroll.gateways.sandbox.clock import Clock
from payroll.gateways.sandbox.control import Control
from payroll.gateways.sandbox.engine import Engine
from payroll.gateways.sandbox.misbehaviour import Plans
from payroll.gateways.sandbox.server import HOST, SandboxServer
from payroll.gateways.sandbox.store import Store, StoreError

LOG = logging.getLogger("payroll.gateways.sandbox")
HIGHEST_PORT = 65535


class CannotStartError(Exception):
    """The sandbox cannot start; the message is one sentence for the person who started it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM or SIGINT. Returns 0, or 1 when the sandbox could not start."""
    options = _options(arguments)
    logging.basicConfig(
        stream=sys.stderr, format="%(message)s", level=logging.WARNING if options.quiet else logging.INFO
    )
    try:
        _run(options)
    except (CannotStartError, StoreError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _run(options: argparse.Namespace) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    store = Store(options.database or options.port_file.with_name("hmrc-sandbox.sqlite"))
    server = _listen(options.port)
    plans, clock = Plans(), Clock(options.today, options.today_file)
    engine = Engine(
        store=store,
        plans=plans,
        senders=dict(options.sender),
        address=server.address(),
        poll_interval=options.poll_interval,
    )
    server.start(engine=engine, control=Control(store=store, plans=plans, clock=clock), clock=clock)
    _write_port(options.port_file, server.server_port)
    LOG.info("The HMRC sandbox listens on %s", server.address())
    stop.wait()
    options.port_file.unlink(missing_ok=True)
    server.stop()
    store.close()


def _listen(port: int) -> SandboxServer:
    try:
        return SandboxServer(port=port)
    except OSError as error:
        raise CannotStartError(
            f"The sandbox cannot listen on {HOST}:{port} ({error.strerror}): give another --port, or 0."
        ) from error


def _write_port(path: Path, port: int) -> None:
    """Write the port in one move, so that whoever waits for the file never reads half of it."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(f"{port}\n")
        unfinished.replace(path)
    except OSError as error:
        raise CannotStartError(
            f"The port file {path} cannot be written ({error.strerror}): name one in a folder that can be."
        ) from error


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m payroll.gateways.sandbox", description=__doc__)
    parser.add_argument("--port", type=_port, default=0, help="port on 127.0.0.1; 0 takes any that is free")
    parser.add_argument(
        "--port-file", type=Path, required=True, help="file the port is written to once it listens"
    )
    parser.add_argument(
        "--database", type=Path, help="SQLite file of what was sent; default beside the port file"
    )
    parser.add_argument(
        "--poll-interval", type=_seconds, default=2, help="seconds until an outcome is ready; 0 is at once"
    )
    parser.add_argument(
        "--sender", type=_sender, action="append", default=[], help="ID:PASSWORD let in; without it anyone is"
    )
    parser.add_argument(
        "--today", type=date.fromisoformat, help="date to work on (2026-11-21); default the real one"
    )
    parser.add_argument(
        "--today-file", type=Path, help="file with the date to work on, read each time; wins over --today"
    )
    parser.add_argument("--quiet", action="store_true", help="do not log requests")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to {HIGHEST_PORT}")
    return int(text)


def _seconds(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of seconds")
    return int(text)


def _sender(text: str) -> tuple[str, str]:
    name, colon, password = text.partition(":")
    if not (name and colon and password):
        raise argparse.ArgumentTypeError("a sender is written ID:PASSWORD")
    return name, password


if __name__ == "__main__":
    sys.exit(main())
