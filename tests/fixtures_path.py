"""Where other people's test material lies: HMRC's rows and messages, never part of the product."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def fixtures() -> Path | None:
    """Return the fixtures folder, or None on a machine that has none.

    `DPSS_FIXTURES` names it; else `shared/fixtures` beside the repository is tried.
    """
    named = os.environ.get("DPSS_FIXTURES")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "fixtures"
    return folder if folder.is_dir() else None
