"""Styles know no left and right, pages carry nothing inline, and what is built is whole and light."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import flask
import pytest

from festival.web.assets import Assets, AssetsNotBuilt

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "festival" / "static"
PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|(?:left|right|top|bottom|width|height|min-width|min-height|max-width|max-height)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b)"
)
INLINE = re.compile(
    r"""<style|\sstyle=|<script(?![^>]*\s(?:src=|type="application/json"))|\son[a-z]+=|javascript:"""
)
A_PAGE = 100_000


def lines_with(pattern: re.Pattern[str], files: Iterator[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted(files)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]


def test_styles_know_no_left_and_right() -> None:
    assert lines_with(PHYSICAL, (ROOT / "assets" / "css").glob("*.css")) == []


def test_pages_carry_no_inline_style_or_script() -> None:
    assert lines_with(INLINE, (ROOT / "templates").rglob("*.html")) == []


def test_every_sheet_is_part_of_the_one_sheet() -> None:
    site = (ROOT / "assets" / "css" / "site.css").read_text()
    written = {path.name for path in (ROOT / "assets" / "css").glob("*.css")} - {"site.css"}
    assert set(re.findall(r'@import "\./(.+?)"', site)) == written


def test_the_lock_names_no_address() -> None:
    assert "resolved" not in (ROOT / "assets" / "package-lock.json").read_text()


def test_what_is_built_is_whole() -> None:
    manifest = json.loads((STATIC / "manifest.json").read_text())
    sources = {"css/site.css"} | {
        str(path.relative_to(ROOT / "assets"))
        for pattern in ("js/*.js", "images/*.svg", "images/*.webp", "images/*.png")
        for path in (ROOT / "assets").glob(pattern)
    }
    assert set(manifest) == sources
    assert [built for built in manifest.values() if not (STATIC / built).is_file()] == []


def test_what_every_page_loads_leaves_room_for_the_page() -> None:
    manifest = json.loads((STATIC / "manifest.json").read_text())
    loaded = ("css/site.css", "js/main.js", "images/icons.svg", "images/favicon.svg")
    sizes = {name: len(gzip.compress((STATIC / manifest[name]).read_bytes())) for name in loaded}
    assert sum(sizes.values()) < A_PAGE / 2, sizes


def test_an_asset_that_was_not_built_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AssetsNotBuilt, match="make setup"):
        Assets(tmp_path).built_name("css/site.css")


def test_a_page_links_what_was_built(app: flask.Flask) -> None:
    with app.test_request_context():
        page = flask.render_template("errors/404.html")
    linked = re.findall(r'/static/([^"#]+)', page)
    assert [name for name in linked if not (STATIC / name).is_file()] == []
    assert len(linked) >= 4
