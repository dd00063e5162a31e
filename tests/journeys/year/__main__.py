"""`python -m tests.journeys.year`: what came of it, as JSON; 1 where a match was false or a sum differed."""

import json
import os
import random
import sys
from collections import Counter

import django


def main() -> int:
    """Live the year in the county that the settings name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpss.settings.demo")
    django.setup()
    from tests.journeys.year import lived

    found = lived.lived(random.Random(2026))  # noqa: S311 - made-up money
    said = {name: dict(one) for name, one in vars(found).items() if isinstance(one, Counter)}
    sys.stdout.write(json.dumps({"accounts": found.accounts, **said}) + "\n")
    return int(bool(sum(found.false.values())) or found.signed != found.statements)


if __name__ == "__main__":
    sys.exit(main())
