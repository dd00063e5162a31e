"""How many pages of PDF one core makes in a second: payslips one at a time, and many in one file."""

import io
import os
import time
from collections.abc import Callable

import django
import pypdf

from tests.bench.report import Figure

PAPERS = 50
ROUNDS = 3


def figures(*, count: int = PAPERS) -> list[Figure]:
    """Pages a second of the same payslips, tagged PDF/UA, in processor time; the best round counts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpss.settings.test")
    django.setup()
    # Its tables can be imported only now.
    from tests.bench import payslips_to_print

    papers = payslips_to_print.posted(count)
    payslips_to_print.one_at_a_time(papers[:1])
    single = _rate(lambda: payslips_to_print.one_at_a_time(papers))
    batched = _rate(lambda: payslips_to_print.together(papers))
    return [
        Figure("Payslip pages a second on one core, one at a time", single, "one page each"),
        Figure(
            "The same as they are printed for posting, many in a file",
            batched,
            "with an address: two pages each",
        ),
        Figure("Ratio", batched / single, ""),
    ]


def _rate(work: Callable[[], list[bytes]]) -> float:
    rates = []
    for _ in range(ROUNDS):
        began = time.process_time()
        made = work()
        seconds = time.process_time() - began
        rates.append(sum(len(pypdf.PdfReader(io.BytesIO(one)).pages) for one in made) / seconds)
    return max(rates)
