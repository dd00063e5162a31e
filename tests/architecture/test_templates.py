"""Templates are made of components, load nothing from elsewhere, and fit a strict content policy."""

import re

import pytest

from tests.architecture.source import ROOT, templates

# The only homes of the design system's own classes.
RAW = re.compile(r"^templates/(components/|base|allauth/|account/base|40\d|429|500|crispy|gds/|layouts?/)")
LOADS = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object|input)\b[^>]*\b(?:src|data)=["'](?:https?:)?//"""
    r"""|<link\b[^>]*\bhref=["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import""",
    re.IGNORECASE,
)
INLINE = re.compile(
    r"""<style\b|<script(?![^>]*(?:\bsrc=|\btype="application/json"))|\sstyle=["']|\son[a-z]+=["']|javascript:""",
    re.IGNORECASE,
)
HTML = [path for path in templates() if path.endswith(".html")]


def test_there_are_templates() -> None:
    assert len(HTML) > 20


@pytest.mark.parametrize("path", HTML)
def test_pages_are_made_of_components(path: str) -> None:
    if not RAW.match(path):
        assert not re.search(r"\bgovuk-[a-z]", templates()[path]), "use a component, or make one"


@pytest.mark.parametrize("path", HTML)
def test_a_page_loads_nothing_from_another_host(path: str) -> None:
    assert not LOADS.search(templates()[path])


@pytest.mark.parametrize("path", [path for path in HTML if not path.startswith("templates/documents/")])
def test_a_page_has_no_script_or_style_of_its_own(path: str) -> None:
    assert not INLINE.search(templates()[path])


@pytest.mark.parametrize("path", HTML)
def test_nothing_is_shown_unescaped(path: str) -> None:
    assert not re.search(r"\|\s*safe\b|\bautoescape\s+off", templates()[path])


def test_no_style_sheet_loads_from_another_host() -> None:
    sheets = [file for file in ROOT.glob("static/**/*.css") if "vendor" not in file.parts]
    assert sheets
    assert not [file.name for file in sheets if LOADS.search(file.read_text())]
