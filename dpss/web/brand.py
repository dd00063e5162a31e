"""A council's own colours: three custom properties in a style sheet, for inline styles are not allowed."""

import functools
import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_HEX = re.compile(r"^#[0-9a-f]{6}$")
_YEAR = 365 * 24 * 60 * 60
# WCAG 2.2, 1.4.6: text on the brand colour is white, muted text stands on the tint.
_LEAST_CONTRAST = Decimal(7)
_WHITE, _MUTED = "#ffffff", "#484949"


class Colours(Protocol):
    """Whatever has a council's three colours."""

    brand: str
    tint: str
    line: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The three colours that a council sets."""

    brand: str = "#0f4c52"
    tint: str = "#eef5f5"
    line: str = "#9cc3c5"

    @property
    def style_sheet(self) -> str:
        """The custom properties that every style sheet uses."""
        return f":root{{--brand:{self.brand};--brand-tint:{self.tint};--brand-line:{self.line}}}\n"

    @property
    def version(self) -> str:
        """Changes whenever a colour does, so that the sheet may be kept for a year."""
        return hashlib.sha256(self.style_sheet.encode()).hexdigest()[:12]


DEFAULT: Final = Palette()


def palette_of(council: Colours | None) -> Palette:
    """A council's colours, or the portal's own when they are not colours or cannot be read on."""
    if council is None:
        return DEFAULT
    colours = Palette(council.brand, council.tint, council.line)
    if not all(_HEX.match(colour) for colour in (colours.brand, colours.tint, colours.line)):
        return DEFAULT
    return colours if _can_be_read_on(colours) else DEFAULT


def contrast(one: str, other: str) -> Decimal:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio), to two places."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return ((lighter + Decimal("0.05")) / (darker + Decimal("0.05"))).quantize(Decimal("0.01"))


@require_safe
def style_sheet(request: HttpRequest) -> HttpResponse:
    """The council's colours. Kept for a year under the address that carries their version."""
    palette = palette_of(getattr(request, "council", None))
    response = HttpResponse(palette.style_sheet, content_type="text/css; charset=utf-8")
    kept = request.GET.get("v") == palette.version
    response["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if kept else "no-cache"
    return response


@functools.lru_cache(maxsize=64)
def _can_be_read_on(colours: Palette) -> bool:
    """Worked out once for each council's colours: every page asks."""
    return (
        contrast(colours.brand, _WHITE) >= _LEAST_CONTRAST
        and contrast(colours.tint, _MUTED) >= _LEAST_CONTRAST
    )


def _luminance(colour: str) -> Decimal:
    parts = (Decimal(int(colour[start : start + 2], 16)) / 255 for start in (1, 3, 5))
    weights = (Decimal("0.2126"), Decimal("0.7152"), Decimal("0.0722"))
    return sum((weight * _linear(part) for weight, part in zip(weights, parts, strict=True)), Decimal(0))


def _linear(part: Decimal) -> Decimal:
    if part <= Decimal("0.04045"):
        return part / Decimal("12.92")
    power: Decimal = ((part + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
    return power
