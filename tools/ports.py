"""Choosing the port of the local web server."""

import errno
import socket

from tools.trouble import Trouble

DEFAULT = 8000
_CANDIDATES = 50
_LAST_PORT = 65535


def choose(wanted: str) -> int:
    """The port that was asked for, or the first free one from 8000 on if none was."""
    if not wanted:
        for port in range(DEFAULT, DEFAULT + _CANDIDATES):
            if is_free(port):
                return port
        raise Trouble(
            f"All ports from {DEFAULT} to {DEFAULT + _CANDIDATES - 1} are in use.",
            "Name another one: make demo PORT=9000",
        )
    port = int(wanted) if wanted.isdecimal() else 0
    if not 0 < port <= _LAST_PORT:
        raise Trouble(f"{wanted} is not a port.", "Name one from 1024 to 65535: make demo PORT=8000")
    if not is_free(port):
        raise Trouble(
            f"Port {port} is in use by another program.",
            "Stop that program, name another port (make demo PORT=9000), or leave PORT out.",
        )
    return port


def is_free(port: int) -> bool:
    """Whether nobody answers to `localhost` on this port, by either of its addresses."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as listener:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind((host, port))
        except PermissionError as error:
            raise Trouble(
                f"Port {port} is kept for root.", "Name one above 1023: make demo PORT=8000"
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False  # any other error: this machine has no such address
    return True
