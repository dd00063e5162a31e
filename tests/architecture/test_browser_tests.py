"""Tests in a browser wait for what they look at: after a click the next page may be only half there."""

import ast

from tests.architecture import source
from tests.architecture.source import Module

THE_DOOR = "tests/web/browser.py"
# What Playwright answers at once, whatever is on its way: `expect` waits, and so does the door.
AT_ONCE = {
    "all_inner_texts",
    "all_text_contents",
    "content",
    "evaluate",
    "evaluate_all",
    "inner_html",
    "inner_text",
    "is_checked",
    "is_disabled",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "text_content",
}
PLANTED = """
from tests.web import browser
def test(page):
    page.get_by_role("button").click()
    assert page.get_by_text("Saved").is_visible()
    assert "Saved" in page.content()
    assert page.evaluate("document.title") == "Saved"
"""


def impatient(module: Module) -> list[str]:
    """Where a module of browser tests looks at a page without waiting."""
    imported = {name for name, _node in source.imported(module)}
    if not any(name.startswith(("playwright", "tests.web.browser")) for name in imported):
        return []
    calls = [node.func for node in module.nodes(ast.Call) if isinstance(node, ast.Call)]
    return [
        f"{module.at(call)} {call.attr}"
        for call in calls
        if isinstance(call, ast.Attribute) and call.attr in AT_ONCE
    ]


def test_no_browser_test_looks_at_a_page_that_may_be_half_there() -> None:
    tests = [module for module in source.everything() if module.path.startswith("tests/")]
    assert [one for module in tests if module.path != THE_DOOR for one in impatient(module)] == []


def test_a_planted_impatience_is_seen() -> None:
    assert len(impatient(Module("tests/planted.py", PLANTED))) == 3
