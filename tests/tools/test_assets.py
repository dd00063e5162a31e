import hashlib
from pathlib import Path

import pytest

from tools import assets
from tools.trouble import Trouble

PUBLISHED = (
    '@charset "UTF-8";'
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2) format(woff2)}"
    ".govuk-body{font-family:GDS Transport,arial,sans-serif;color:#0b0c0c}"
    ".govuk-footer__crest{display:block;background-image:url(/assets/images/govuk-crest.svg);width:1px}"
    "\n/*# sourceMappingURL=govuk-frontend.min.css.map */\n"
)


def test_the_style_sheet_has_a_system_font_and_names_no_file_that_is_not_served() -> None:
    assert assets.own_style_sheet(PUBLISHED) == (
        '@charset "UTF-8";'
        '.govuk-body{font-family:Arial,Helvetica,"Liberation Sans",sans-serif;color:#0b0c0c}'
        ".govuk-footer__crest{display:block;width:1px}\n"
    )


@pytest.mark.parametrize("rest", ["a{font-family:'GDS Transport'}", "a{src:local(x),url(other.woff)}"])
def test_a_style_sheet_that_cannot_be_cleaned_is_not_used(rest: str) -> None:
    with pytest.raises(Trouble, match="still names the GDS Transport font or a file"):
        assets.own_style_sheet(PUBLISHED + rest)


def test_the_script_does_not_point_to_a_map_that_is_not_served() -> None:
    assert assets.own_script("export{a};//# sourceMappingURL=x.js.map\n") == "export{a};\n"


def test_a_file_with_another_content_than_expected_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "dist" / "govuk"
    folder.mkdir(parents=True)
    (folder / "x.js").write_bytes(b"good")
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path)
    expected = {"x.js": hashlib.sha256(b"good").hexdigest()}
    assert assets._checked_sources(expected) == {"x.js": b"good"}
    (folder / "x.js").write_bytes(b"evil")
    with pytest.raises(Trouble, match=r"is not the file that tools/assets\.toml expects"):
        assets._checked_sources(expected)


def test_a_changed_output_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "OUTPUT", tmp_path)
    expected = {"x.js": "0"}
    assert not assets._is_current(expected)
    (tmp_path / "x.js").write_text("ours")
    (tmp_path / ".made-from").write_text(assets._fingerprint(expected))
    assert assets._is_current(expected)
    (tmp_path / "x.js").write_text("touched")
    assert not assets._is_current(expected)
