"""A council's colours: only colours, and only ones that can be read."""

from decimal import Decimal

import pytest
from django.test import RequestFactory

from dpss.web import brand


def test_contrast_is_that_of_the_web_content_accessibility_guidelines() -> None:
    assert brand.contrast("#000000", "#ffffff") == 21
    assert brand.contrast("#0f4c52", "#ffffff") == Decimal("9.65")


@pytest.mark.parametrize(
    "colours",
    [
        brand.Palette(brand="red"),
        brand.Palette(brand="#0f4c52;}body{display:none"),
        brand.Palette(line="#9CC3C5"),
        brand.Palette(brand="#5f8f94"),
        brand.Palette(tint="#808080"),
    ],
    ids=["a name", "an injection", "capitals", "too pale for white words", "too dark for grey words"],
)
def test_colours_that_are_not_colours_or_cannot_be_read_give_way_to_the_portals_own(
    colours: brand.Palette,
) -> None:
    assert brand.palette_of(colours) == brand.DEFAULT


def test_readable_colours_are_the_councils_own() -> None:
    own = brand.Palette("#4c0f2a", "#f5eef1", "#c59cad")
    assert brand.palette_of(own) == own
    assert "--brand:#4c0f2a" in own.style_sheet
    assert own.version != brand.DEFAULT.version


def test_the_sheet_is_kept_for_a_year_only_under_its_own_version() -> None:
    versioned = brand.style_sheet(RequestFactory().get("/brand.css", {"v": brand.DEFAULT.version}))
    stale = brand.style_sheet(RequestFactory().get("/brand.css", {"v": "old"}))
    assert versioned["Cache-Control"] == "public, max-age=31536000, immutable"
    assert stale["Cache-Control"] == "no-cache"
    assert versioned["Content-Type"] == "text/css; charset=utf-8"
