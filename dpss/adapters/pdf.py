"""PDFs from our own pages: tagged for screen readers, from our own style sheets, fetching nothing."""

import functools
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

STYLES = Path(__file__).resolve().parent.parent.parent / "static" / "css" / "documents"


class NotAvailable(Exception):
    """This machine lacks what PDFs are made with; the sentence says what to install."""


def why_not() -> str | None:
    """Why no PDF can be made here, or None when one can."""
    try:
        _weasyprint()
    except NotAvailable as error:
        return str(error)
    return None


def render(html: str, *, style: str) -> bytes:
    """Make a tagged PDF (PDF/UA-1) of a whole HTML page with one of our style sheets.

    Nothing is fetched: a page that names a picture, a font or a style sheet elsewhere goes without it.
    Raises `NotAvailable`.
    """
    weasyprint, fonts = _weasyprint()
    document = weasyprint.HTML(string=html, url_fetcher=_nothing())
    with _without_collector():
        content: bytes = document.write_pdf(
            stylesheets=[_style(style)], font_config=fonts, pdf_variant="pdf/ua-1"
        )
    return content


@functools.cache
def _weasyprint() -> tuple[Any, Any]:
    """The library and one font configuration for all documents: reading fonts costs more than a page."""
    try:
        import weasyprint  # noqa: PLC0415 - without pango the import fails, and all else must work
        from weasyprint.text import fonts  # noqa: PLC0415
    except OSError as error:
        sentence = "PDFs cannot be made here: the library pango is missing. As root, run: make system"
        raise NotAvailable(sentence) from error
    return weasyprint, fonts.FontConfiguration()


@functools.cache
def _style(name: str) -> Any:
    """A parsed style sheet, kept: parsing it for each document costs a third of the time."""
    weasyprint, fonts = _weasyprint()
    text = (STYLES / f"{name}.css").read_text(encoding="utf-8")
    return weasyprint.CSS(string=text, url_fetcher=_nothing(), font_config=fonts)


def _nothing() -> Any:
    """What fetches nothing at all: no protocol is allowed, not even that of files."""
    weasyprint, _ = _weasyprint()
    return weasyprint.urls.URLFetcher(allowed_protocols=())


@contextmanager
def _without_collector() -> Iterator[None]:
    """Rendering makes many short-lived objects; looking for cycles among them only costs time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
