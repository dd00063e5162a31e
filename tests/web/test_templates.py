"""Rules that every template keeps."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
KIT = (
    "components/",
    "pages/",
    "public/",
    "allauth/",
    "account/",
    "mfa/",
    "usersessions/",
    "base.html",
    "4",
    "5",
)
MAY_NAME_GOVUK = ("components/", "allauth/layouts/", "base.html")


def name(page: Path) -> str:
    return page.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_template_has_no_inline_style_or_script_which_the_content_policy_blocks(page: Path) -> None:
    text = page.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text)
    for opening in re.findall(r"<script[^>]*>", text):
        assert " src=" in opening or 'type="application/json"' in opening


def test_only_components_and_the_frame_name_govuk_classes() -> None:
    naming = [name(page) for page in PAGES if re.search(r'class="[^"]*govuk-', page.read_text())]
    assert [one for one in naming if not one.startswith(MAY_NAME_GOVUK)] == []


@pytest.mark.parametrize("page", [page for page in PAGES if name(page).startswith(KIT)], ids=name)
def test_words_of_a_template_can_be_translated(page: Path) -> None:
    text = re.sub(
        r"\{% block main_class %\}.*?\{% endblock main_class %\}", "", page.read_text(), flags=re.DOTALL
    )
    text = re.sub(r"\{% blocktranslate.*?\{% endblocktranslate %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{[%{#].*?[%}#]\}", "", text, flags=re.DOTALL)
    text = re.sub(r"<script.*?</script>|<[^>]*>", " ", text, flags=re.DOTALL)
    assert re.findall(r"[A-Za-z]{2,}", text) == []
