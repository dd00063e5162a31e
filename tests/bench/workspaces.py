"""A provider's pages over all its employers: how many queries they take, and how long, at two sizes."""

import os
from collections.abc import Iterator, Sequence
from typing import Final

import django

from tests.bench.report import Figure

# The demo's provider, and the largest county with one provider.
SIZES: Final = (240, 9_000)


def figures(*, sizes: Sequence[int] = SIZES) -> Iterator[Figure]:
    """Each page at each size, fetched as the payroll officer does, the second time; row security on."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpss.settings.test")
    django.setup()
    # Its tables can be imported only now.
    from tests.bench import opening

    for size in sizes:
        for page in opening.pages(employers=size):
            yield Figure(f"{page.name}, {page.employers:,} employers: queries", page.queries, "at most 15")
            yield Figure("  seconds to answer", page.seconds, f"{page.posts:,} posts")
