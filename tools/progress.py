"""Short lines that say what is being done and how long it took."""

import contextlib
import time
from collections.abc import Iterator


class Step:
    """What a step has to say for itself once it is done, beside its time."""

    remark = ""


@contextlib.contextmanager
def step(title: str) -> Iterator[Step]:
    """Print one line: the title at once, the seconds when the step is done."""
    print(f"  {title:.<32} ", end="", flush=True)
    started = time.monotonic()
    current = Step()
    try:
        yield current
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"{time.monotonic() - started:6.1f} s  {current.remark}".rstrip(), flush=True)
